import json

from django.core.management.base import BaseCommand

from agencies.routes import all_routes


class Command(BaseCommand):
    help = "List every route with its methods and declared policy."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *, json: bool, **options):
        self.stdout.write(as_json() if json else as_table())


def as_json():
    return json.dumps(all_routes(), ensure_ascii=False, indent=1)


def as_table():
    lines = [f"{r['policy'] or '—':22} {','.join(r['methods']):9} {r['pattern']}  ({r['name']})" for r in all_routes()]
    return "\n".join(lines)
