from django.core.management.base import BaseCommand

from agencies.models import Agency
from plans.targets.setup import load_plan


class Command(BaseCommand):
    help = "Load the agencies and the plan of the province (safe to run again)."

    def handle(self, **options: object) -> None:
        plan = load_plan()
        self.stdout.write(f"{plan.name}: {Agency.objects.count()} agencies")
