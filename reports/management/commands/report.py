from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies.calendar import portal_now
from agencies.formats.dates import format_date
from plans.models import Plan
from reports.documents.build import Build
from reports.documents.report import FiguresDisagree, report_document
from reports.figures import province_figures
from reports.services import make_files

from .figures import asked_day


class Command(BaseCommand):
    help = (
        "Write the report to UBND tỉnh as of a day: .docx, .xlsx and .pdf with the same figures. "
        "Exit codes: 0 written, 1 refused, 2 no folder was given."
    )

    def add_arguments(self, parser):
        parser.add_argument("--as-of", help="the day (YYYY-MM-DD); default: the portal's today")
        parser.add_argument("--out", type=Path, help="the folder to write to")
        parser.add_argument("--replace", action="store_true", help="overwrite the files of an earlier call")

    def handle(self, *, out=None, replace=False, as_of=None, **options):
        if out is None:
            raise CommandError("Thiếu thư mục để ghi: thêm --out THƯ_MỤC.", returncode=2)
        plan = Plan.current()
        if plan is None:
            raise CommandError("Chưa có Kế hoạch: nhập ở trang Bắt đầu (/bat-dau/).")
        day = asked_day(as_of)
        if day < plan.starts_on:
            raise CommandError(f"Kế hoạch bắt đầu ngày {format_date(plan.starts_on)}: báo cáo từ ngày đó trở đi.")
        build = Build(day, portal_now())
        files, trouble = make_files(the_document(plan, day, build), lambda percent, message: None)
        for path in written(out, build.file_name, files, replace):
            self.stdout.write(str(path))
        if trouble:
            self.stderr.write(trouble)


def written(folder, name, files, replace):
    """Write the files {extension: content}; returns their paths. Raises CommandError where that may or can not be."""
    paths = {folder / f"{name}.{extension}": content for extension, content in files.items()}
    known = [path for path in paths if path.exists()]
    if known and not replace:
        raise CommandError(f"{known[0]} đã có: chọn thư mục khác, hoặc thêm --replace để ghi đè.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in paths.items():
            path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.")
    return list(paths)


def the_document(plan, day, build):
    try:
        return report_document(plan, province_figures(plan, day), build)
    except FiguresDisagree as error:
        raise CommandError(str(error))
