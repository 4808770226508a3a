from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.agency_data import renamed
from agencies.formats.numbers import format_int
from agencies.models import Agency
from plans.models import Plan
from plans.shared_archive.mapping import make_usual_fields
from plans.targets.setup import first_day, known_plans, load_plan


class Command(BaseCommand):
    help = "Load a plan that comes with the portal, with its agencies, by name (safe to run again)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help=f"one of: {', '.join(known_plans())}")

    def handle(self, *, name: str | None = None, **options: object) -> None:
        if name not in known_plans():
            raise CommandError(
                f"Chọn kế hoạch có sẵn: ./portal manage load_plan {' | '.join(known_plans())}. "
                "Tỉnh khác: nhập Kế hoạch ở trang Bắt đầu."
            )
        if other := Plan.objects.exclude(starts_on=first_day(name)).first():
            raise CommandError(f"Cổng đã có Kế hoạch: {other}. Mỗi cổng chạy một Kế hoạch; không nạp thêm.")
        plan = load_plan(name)
        make_usual_fields()
        self.stdout.write(f"{plan.name}: {format_int(Agency.objects.count())} agencies")
        for agency, name in renamed():
            self.stdout.write(f"Giữ tên đã sửa trong trang quản trị: {agency.name} (dữ liệu kèm cổng ghi “{name}”).")
