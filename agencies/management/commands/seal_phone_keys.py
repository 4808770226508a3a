from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Phone
from agencies.second_factor.sealing import CannotOpen


class Command(BaseCommand):
    help = (
        "Seal the keys of people's phones with the newest secret (PORTAL_TOTP_KEY, or DJANGO_SECRET_KEY where there "
        "is none): run it after a new one, then take the old one out of the fallbacks. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sealed, lost = 0, []
        for phone in Phone.objects.select_related("user").order_by("pk").iterator(500):
            try:
                sealed += phone.seal_anew()
            except CannotOpen:
                lost.append(phone.user.get_username())
        self.stdout.write(f"{sealed} sealed anew, {Phone.objects.count() - sealed - len(lost)} are already.")
        if lost:
            names = ", ".join(lost)
            raise CommandError(
                f"No secret known here opens these: {names}. Give the old one as a fallback, or reset them."
            )
