from django.core.management.base import BaseCommand

from agencies.secrecy.finding import find_marks


class Command(BaseCommand):
    help = (
        "List where marks of state secrets stand in the database (table, id, field; never the text), one place a line. "
        "Nothing is changed. Exit code: 0 none found, 1 some."
    )

    def handle(self, *args: object, **options: object) -> None:
        found = 0
        for place in find_marks():
            found += 1
            self.stdout.write("\t".join(place))
        self.stderr.write(f"{found} chỗ có dấu hiệu bí mật nhà nước.")
        if found:
            raise SystemExit(1)
