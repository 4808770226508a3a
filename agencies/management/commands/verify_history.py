from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from agencies.chain.codes import in_words
from agencies.chain.verifying import findings
from agencies.models import EventLink, HistoryCode


class Command(BaseCommand):
    help = (
        "Go through the history and name each row that was changed, inserted, removed or put elsewhere, one a line. "
        "With --code: say which day's code that is. Exit code: 0 as it was written, 1 not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", help="a code as a report or a mail prints it, or its beginning")

    def handle(self, *args: object, **options: object) -> None:
        if options["code"]:
            self.stdout.write(known(str(options["code"])))
        found = 0
        for sentence in findings():
            found += 1
            self.stdout.write(sentence)
        if found:
            self.stderr.write(f"Lịch sử không còn nguyên vẹn: {found} chỗ.")
            raise SystemExit(1)
        self.stdout.write(f"Lịch sử nguyên vẹn: {EventLink.objects.count()} sự kiện.")


def known(printed: str) -> str:
    """Which day's code it is. Raises CommandError where the portal never made it."""
    begins = printed.replace("-", "").strip().lower()
    code = HistoryCode.objects.filter(code__startswith=begins).first() if len(begins) >= 8 else None
    if code is None:
        raise CommandError("Cổng chưa từng lập mã này: lịch sử đã bị viết lại, hoặc mã bị chép sai.")
    return in_words(code)
