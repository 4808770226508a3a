from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.targets.setup import load_plan
from reports import demo
from reports.demo.loading import holds_other_data


class Command(BaseCommand):
    help = "Load the demo: accounts, targets, catalogues, estimates and nine weeks of progress (once)."

    def handle(self, **options: object) -> None:
        if not settings.PORTAL_DEMO:
            raise CommandError("The demo makes accounts with a known password: set PORTAL_DEMO=1 on a trial machine.")
        if demo.is_loaded():
            self.stdout.write("The demo is already loaded; nothing was changed.")
            return
        if holds_other_data():
            raise CommandError(
                "This portal holds people or targets of its own, so it stays real: ./portal run --empty."
            )
        province = demo.load_demo(load_plan())
        self.stdout.write(f"Demo: {len(province.holdings)} agencies, {len(province.history.events)} events.")
