import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from plans.inspection.run import NotInspected, Tally, inspect_folder

REFUSED, WITH_ERRORS = 2, 1
ERASED = "\r\033[K"


class Command(BaseCommand):
    help = (
        "Inspect the PDFs under a folder into a manifest (.csv), without database and network. "
        "Goes on where it was stopped. "
        "Exit code: 0 all were read, 1 some were not, 2 refused."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--out", type=Path, required=True, metavar="manifest.csv")
        parser.add_argument("--processes", type=int, default=0, help="default: one for each core")

    def handle(self, *, folder: Path, out: Path, processes: int, **options: object) -> None:
        try:
            tally = inspect_folder(folder, out, max(0, processes), self.progress)
        except NotInspected as refusal:
            self.stderr.write(str(refusal))
            sys.exit(REFUSED)
        except KeyboardInterrupt:
            self.stderr.write("\nĐã dừng. Chạy lại lệnh này để làm tiếp từ chỗ dừng.")
            sys.exit(130)
        self.print_summary(tally, out)
        if tally.errors:
            sys.exit(WITH_ERRORS)

    def progress(self, line: str) -> None:
        """One line that is written over where somebody looks; in a log, nothing."""
        if self.stderr.isatty():
            self.stderr.write(ERASED + line, ending="")
            self.stderr.flush()

    def print_summary(self, tally: Tally, out: Path) -> None:
        self.progress("")
        self.stdout.write(f"Đã kiểm tra {tally.line()}. Bảng kê: {out}")
        if tally.errors:
            self.stdout.write("Các tệp có lỗi được nêu ở cột Lỗi của bảng kê.")
