from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies.calendar import portal_now, portal_today
from plans.models import Plan
from reports.documents.build import Build
from reports.documents.report import FiguresDisagree, report_document
from reports.figures import province_figures
from reports.services import make_files

from .figures import iso_day


class Command(BaseCommand):
    help = "Write the report to UBND tỉnh as of a day: .docx, .xlsx and .pdf with the same figures."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", help="the day (YYYY-MM-DD); default: the portal's today")
        parser.add_argument("--out", default=".", help="the folder to write to; default: here")

    def handle(self, *, out, as_of=None, **options):
        day = iso_day(as_of) if as_of else portal_today()
        build = Build(day, portal_now())
        files, trouble = make_files(the_document(day, build), lambda percent, message: None)
        folder = Path(out)
        folder.mkdir(parents=True, exist_ok=True)
        for extension, content in files.items():
            path = folder / f"{build.file_name}.{extension}"
            path.write_bytes(content)
            self.stdout.write(str(path))
        if trouble:
            self.stderr.write(trouble)


def the_document(day, build):
    plan = Plan.current()
    if plan is None:
        raise CommandError("Chưa có Kế hoạch: nhập ở trang Bắt đầu (/bat-dau/).")
    try:
        return report_document(plan, province_figures(plan, day), build)
    except FiguresDisagree as error:
        raise CommandError(str(error))
