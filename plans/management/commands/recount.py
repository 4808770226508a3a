from django.core.management.base import BaseCommand
from django.db import transaction

from plans.models import Catalogue
from plans.services.files import recount


class Command(BaseCommand):
    help = "Check every catalogue's totals against its rows and mend those that differ."

    def handle(self, *, verbosity=1, **options):
        mended = [str(catalogue) for catalogue in Catalogue.objects.select_related("agency") if locked(catalogue)]
        if verbosity:
            self.stdout.write("\n".join([*mended, f"{len(mended)} Mục lục phải tính lại."]))


@transaction.atomic
def locked(catalogue):
    return recount(catalogue)
