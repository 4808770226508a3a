import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, format_percent
from plans.models import Plan
from reports.figures import as_plain, province_figures

COLUMNS = ("planned_files", "planned_pages", "planned_cost_dong", "scanned_pages")
HEADS = ("Hồ sơ", "Trang A4", "Kinh phí (đồng)", "Đã số hóa (trang)", "Tỷ lệ", "Tiến độ")
WIDTHS = (11, 13, 18, 18, 8, 24)


def iso_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--as-of {text}: viết ngày theo dạng 2025-06-20.")


def asked_day(text):
    """The day asked for, or today. Raises CommandError for what is no day, and for one that has not come."""
    day = iso_day(text) if text else portal_today()
    if day > portal_today():
        raise CommandError(f"--as-of {text}: ngày này chưa đến; hôm nay là ngày {format_date(portal_today())}.")
    return day


class Command(BaseCommand):
    help = "Print the figures of every agency as of a day: a table, or JSON with --json."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", help="the day (YYYY-MM-DD); default: the portal's today")
        parser.add_argument("--json", action="store_true", help="plain numbers for programs")

    def handle(self, *, as_of=None, json=False, **options):
        plan = Plan.current()
        if plan is None:
            raise CommandError("Chưa có Kế hoạch: nhập ở trang Bắt đầu (/bat-dau/).")
        province = province_figures(plan, asked_day(as_of))
        self.stdout.write(as_json(province) if json else as_table(province))


def as_json(province):
    return json.dumps(as_plain(province), ensure_ascii=False, indent=1)


def as_table(province):
    """Phụ lục I and II with their sums; districts with their communes."""
    lines = [f"Số liệu đến ngày {format_date(province.as_of)}", line("Cơ quan, đơn vị", HEADS)]
    for group, title in (("departments", "A. SỞ, BAN, NGÀNH TỈNH"), ("districts", "B. UBND CẤP HUYỆN")):
        lines.append(line(title, cells(province.groups[group])))
        lines += [line(f"   {row.name}", cells(row)) for row in province.rolled_up_rows_of(group)]
    return "\n".join([*lines, line("TỔNG CỘNG", cells(province.total))])


def cells(row):
    share = format_percent(row.scanned_pages, row.planned_pages)
    return [*(format_int(getattr(row, name)) for name in COLUMNS), share, row.schedule_name]


def line(name, texts):
    texts = (text.rjust(width) for text, width in zip(texts, WIDTHS, strict=True))
    return name[:44].ljust(44) + " ".join(texts)
