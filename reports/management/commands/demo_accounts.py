from django.core.management.base import BaseCommand

from agencies.demo import DEMO_PASSWORD
from agencies.views import demo_accounts

TITLES = ("Tên đăng nhập", "Họ và tên", "Nhiệm vụ", "Cơ quan")


class Command(BaseCommand):
    help = "Print the accounts to try the portal with."

    def handle(self, **options):
        rows = [(one.username, one.full_name, one.get_duty_display(), str(one.agency)) for one in demo_accounts()]
        if not rows:
            self.stdout.write("No demo accounts here: they exist in demo mode only.")
            return
        widths = [max(map(len, column)) for column in zip(TITLES, *rows, strict=True)]
        for row in (TITLES, *rows):
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
        self.stdout.write(f"\nMật khẩu chung: {DEMO_PASSWORD}")
