"""The receipts a person may see, with what each was for."""

from dataclasses import dataclass

from django.db.models import Prefetch

from agencies.formats.dates import format_date
from agencies.formats.text import has_words
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from agencies.models import User
from plans.models import ProgressReceipt, ReceiptLine

NAMED = 2


@dataclass(frozen=True)
class Row:
    """A receipt with the lines that the person sees."""

    receipt: ProgressReceipt
    lines: list[ReceiptLine]

    @property
    def agencies(self) -> str:
        """The first agencies by name, and how many more."""
        names = list(dict.fromkeys(str(line.report.agency) for line in self.lines))
        more = len(names) - NAMED
        return "; ".join(names[:NAMED]) + (f" và {more} cơ quan khác" if more > 0 else "")

    @property
    def periods(self) -> str:
        return "; ".join(format_date(day) for day in sorted({line.report.period_end for line in self.lines}))

    @property
    def scanned_pages(self) -> int:
        """Cumulative pages of the latest period of each agency (trang A4 quy đổi)."""
        latest = {line.report.agency_id: line.report for line in sorted(self.lines, key=lambda x: x.report.period_end)}
        return sum(report.scanned_pages for report in latest.values())


def rows_for(user: User, text: str = "") -> list[Row]:
    """Receipts the user may see, the latest first, narrowed to a number or a name."""
    seen = ReceiptLine.objects.visible_to(user).select_related("report__agency")
    found = ProgressReceipt.objects.visible_to(user).select_related("given_to")
    known = found.prefetch_related(Prefetch("lines", seen, to_attr="seen_lines"))
    rows = [Row(receipt, receipt.seen_lines) for receipt in known]
    return [row for row in rows if has_words(text, row.receipt.written_number, row.agencies, row.receipt.given_to)]


COLUMNS = (
    ListColumn("number", "Số", lambda row: row.receipt.written_number, 12, order=lambda row: row.receipt.number),
    ListColumn("given", "Nhận lúc", lambda row: row.receipt.exact_time, 24, order=lambda row: row.receipt.given_at),
    ListColumn("agencies", "Cơ quan, đơn vị", lambda row: row.agencies, 50),
    ListColumn("periods", "Kỳ đến ngày", lambda row: row.periods, 18),
    ListColumn("pages", "Trang đã số hóa, lũy kế", lambda row: row.scanned_pages),
    ListColumn("way", "Cách gửi", lambda row: row.receipt.get_way_display(), 24),
    ListColumn("by", "Người gửi", lambda row: str(row.receipt.given_to), 28),
)
LIST = PortalList("progress_receipt_list", "Giấy nhận số liệu", "Giay-nhan-so-lieu", COLUMNS)
