import json
import sys

from django.core.management.base import BaseCommand, CommandParser

from plans.intake.sandbox import Refused
from plans.uploads.command import CommandImport, run_import
from plans.uploads.command_json import as_json, summary

REFUSED, WITH_ERRORS = 2, 1


class Command(BaseCommand):
    help = (
        "Read a catalogue's workbook (.xlsx, .xls, .ods, .csv) into an agency's catalogue. "
        "Exit code: 0 read, 1 read with errors, 2 refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--fonds", default="", metavar="CODE", help="code or name; default: the agency's only one")
        parser.add_argument("--catalogue", default="", metavar="NAME", help="default: the agency's only one")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file: str, agency: str, fonds: str, catalogue: str, dry_run: bool, **options: bool) -> None:
        result = run_import(file, agency=agency, fonds=fonds, catalogue=catalogue, dry_run=dry_run)
        if options["as_json"]:
            self.write_json(result)
        elif isinstance(result, Refused):
            self.stderr.write(result.message)
        else:
            self.write_text(result)
            if result.reading.errors and not dry_run:
                self.stdout.write("Chưa ghi gì: sửa các lỗi trong tệp rồi chạy lại.")
        if isinstance(result, Refused):
            sys.exit(REFUSED)
        if result.reading.errors:
            sys.exit(WITH_ERRORS)

    def write_json(self, result: CommandImport | Refused) -> None:
        """One object, its rows written one by one."""
        head, rows, tail = as_json(result)
        self.stdout.write(dumps(head)[:-1] + ', "rows": [', ending="")
        for number, row in enumerate(rows):
            self.stdout.write((",\n" if number else "\n") + dumps(row), ending="")
        self.stdout.write("], " + dumps(tail)[1:])

    def write_text(self, run: CommandImport) -> None:
        self.stdout.write(summary(run.reading))
        for problem in run.reading.problems:
            level = "Lỗi" if problem.is_error else "Cảnh báo"
            value = f" (đang ghi “{problem.value}”)" if problem.value else ""
            self.stdout.write(f"{level}: {problem.sheet}, {problem.place}: {problem.text}{value}")
        for each in run.reading.left_out:
            self.stdout.write(f"Bỏ qua: {each.sheet}, dòng {each.row}: {each.why}")
        names = {"read": "đọc", "new": "mới", "changed": "thay đổi", "unchanged": "giữ nguyên", "missing": "vắng mặt"}
        self.stdout.write("; ".join(f"{names[name]} {count}" for name, count in run.counts.items()))


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
