import json
import sys

from django.core.management.base import BaseCommand

from plans.uploads.command import run_import
from plans.uploads.command_json import as_json, summary

REFUSED, WITH_ERRORS = 2, 1


class Command(BaseCommand):
    help = (
        "Read a catalogue's workbook (.xlsx, .xls, .ods, .csv) into an agency's catalogue. "
        "Exit code: 0 read, 1 read with errors, 2 refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--fonds", default="", metavar="CODE", help="code or name; default: the agency's only one")
        parser.add_argument("--catalogue", default="", metavar="NAME", help="default: the agency's only one")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file, agency, fonds, catalogue, dry_run, **options):
        run, refusal = run_import(file, agency=agency, fonds=fonds, catalogue=catalogue, dry_run=dry_run)
        if options["as_json"]:
            self.write_json(run, refusal)
        elif refusal:
            self.stderr.write(refusal.message)
        else:
            self.write_text(run)
            if run.reading.errors and not dry_run:
                self.stdout.write("Chưa ghi gì: sửa các lỗi trong tệp rồi chạy lại.")
        if refusal or run.reading.errors:
            sys.exit(REFUSED if refusal else WITH_ERRORS)

    def write_json(self, run, refusal):
        """One object, its rows written one by one."""
        head, rows, tail = as_json(run, refusal)
        self.stdout.write(dumps(head)[:-1] + ', "rows": [', ending="")
        for number, row in enumerate(rows):
            self.stdout.write((",\n" if number else "\n") + dumps(row), ending="")
        self.stdout.write("], " + dumps(tail)[1:])

    def write_text(self, run):
        self.stdout.write(summary(run.reading))
        for problem in run.reading.problems:
            level = "Lỗi" if problem.is_error else "Cảnh báo"
            value = f" (đang ghi “{problem.value}”)" if problem.value else ""
            self.stdout.write(f"{level}: {problem.sheet}, {problem.place}: {problem.text}{value}")
        for each in run.reading.left_out:
            self.stdout.write(f"Bỏ qua: {each.sheet}, dòng {each.row}: {each.why}")
        names = {"read": "đọc", "new": "mới", "changed": "thay đổi", "unchanged": "giữ nguyên", "missing": "vắng mặt"}
        self.stdout.write("; ".join(f"{names[name]} {count}" for name, count in run.counts.items()))


def dumps(value):
    return json.dumps(value, ensure_ascii=False)
