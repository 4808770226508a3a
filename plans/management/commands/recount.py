from django.core.management.base import BaseCommand
from django.db import transaction

from agencies.formats.numbers import format_int
from plans.catalogues.files import recount
from plans.duplicates.title_keys import key_old_titles
from plans.models import Catalogue


class Command(BaseCommand):
    help = "Check every catalogue's totals against its rows and mend those that differ; key titles that have no key."

    def handle(self, *, verbosity: int = 1, **options: object) -> None:
        mended = [str(catalogue) for catalogue in Catalogue.objects.select_related("agency") if locked(catalogue)]
        lines = [*mended, f"{len(mended)} Mục lục phải tính lại."]
        if keyed := key_old_titles():
            lines.append(f"{format_int(keyed)} hồ sơ được ghi khóa tiêu đề để tìm trùng.")
        if verbosity:
            self.stdout.write("\n".join(lines))


@transaction.atomic
def locked(catalogue: Catalogue) -> bool:
    """Recount the catalogue in a transaction of its own; True where its totals were wrong."""
    return recount(catalogue)
