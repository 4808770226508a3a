"""Giấy nhận số liệu as it is printed: its number, the second, who sent which figures in which way."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import timezone

from agencies.formats.dates import format_date, format_date_long, format_datetime
from agencies.formats.numbers import format_int
from plans.models import ProgressReceipt, ReceiptLine
from plans.models.progress import FIGURES

from .content import ILLUSTRATIVE, Annex, AnnexColumn, AnnexRow, Block, Cells, Document, Letterhead, LongAnnex
from .phrases import note, paragraph
from .report import issuer_of, superior_of

IN_BODY = 30  # more lines stand in an annex, on sheets laid across
SUBJECT = "Tiến độ số hóa hồ sơ, tài liệu lưu trữ"
TITLE = "SỐ LIỆU ĐÃ NHẬN"
UNSIGNED = "Giấy nhận do cổng lập tự động khi nhận số liệu, không có chữ ký./."
UNIT = note("Số liệu lũy kế từ đầu Kế hoạch; trang là trang A4 quy đổi.", "")


def stage(key: str, group: str) -> tuple[AnnexColumn, AnnexColumn]:
    """Files and pages of one stage."""
    files = AnnexColumn(f"{key}_files", "Hồ sơ", 16, "int", group=group)
    return files, AnnexColumn(f"{key}_pages", "Trang", 21, "int", group=group)


COLUMNS = [
    AnnexColumn("serial", "TT", 8, "serial"),
    AnnexColumn("name", "Cơ quan, đơn vị", 28),
    AnnexColumn("period", "Kỳ đến ngày", 20, "middle"),
    *stage("scanned", "Đã số hóa"),
    *stage("checked", "Kiểm tra đạt"),
    *stage("integrated", "Lên Kho"),
]
WIDTHS = {"serial": 12, "name": 78, "period": 33}  # on sheets laid across
ACROSS = [
    replace(
        column,
        title=f"{column.title} {column.group[:1].lower()}{column.group[1:]}".rstrip(),
        group="",
        width_mm=WIDTHS.get(column.key, 24),
    )
    for column in COLUMNS
]


def receipt_document(receipt: ProgressReceipt, lines: Sequence[ReceiptLine]) -> Document:
    """The receipt with the lines that its reader sees; nobody signs what the portal gives of itself."""
    plan, in_body = receipt.plan, len(lines) <= IN_BODY
    return Document(
        as_of=timezone.localdate(receipt.given_at),
        letterhead=letterhead(receipt),
        blocks=list(body(receipt, len(lines), in_body)),
        summary=None,
        annexes=[] if in_body else [annex(lines)],
        signer_title="",
        signer_name="",
        recipients=["- Người gửi số liệu;", f"- {issuer_of(plan)} (theo dõi)."],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        table=table(lines) if in_body else None,
        below=[paragraph(UNSIGNED)] if in_body else [],
    )


def letterhead(receipt: ProgressReceipt) -> Letterhead:
    plan, issuer = receipt.plan, issuer_of(receipt.plan)
    day = format_date_long(timezone.localdate(receipt.given_at))
    return Letterhead(
        superior=superior_of(plan),
        issuer=issuer.upper(),
        number=f"Số: {receipt.written_number}",
        place_and_date=f"{plan.province_name}, {day}",
        subject=SUBJECT,
        addressee="",
        annex_reference=f"(Kèm theo Giấy nhận số liệu số {receipt.written_number} {day} của {issuer})",
        kind="GIẤY NHẬN SỐ LIỆU",
    )


def body(receipt: ProgressReceipt, count: int, in_body: bool) -> Iterator[Block]:
    """Who sent them, when to the second, in which way, and where they stand."""
    agency = f", {receipt.sender_agency}" if receipt.sender_agency else ""
    yield Block("line", f"{receipt.given_to}{agency}", lead="Người gửi:")
    yield Block("line", receipt.exact_time, lead="Nhận lúc:")
    yield Block("line", receipt.get_way_display(), lead="Cách gửi:")
    where = "" if in_body else ", chi tiết tại Phụ lục kèm theo"
    yield Block("line", f"{format_int(count)} dòng{where}.", lead="Số liệu đã nhận:")
    if not in_body:
        yield paragraph(UNSIGNED)


def table(lines: Sequence[ReceiptLine]) -> Annex:
    """The figures under what is said of the sending."""
    rows = [AnnexRow(cells(serial, line)) for serial, line in enumerate(lines, 1)]
    return Annex("", TITLE, COLUMNS, rows, notes=[UNIT])


def annex(lines: Sequence[ReceiptLine]) -> LongAnnex:
    """The same figures of a sending of many lines."""
    return LongAnnex("", TITLE, ACROSS, [], notes=[UNIT], lines=lambda: texts(lines))


def texts(lines: Sequence[ReceiptLine]) -> Iterator[list[str]]:
    for serial, line in enumerate(lines, 1):
        known = cells(serial, line)
        yield [column.show(known[column.key]) for column in ACROSS]


def cells(serial: int, line: ReceiptLine) -> Cells:
    """One report: whose, of which period, and its figures as they were sent."""
    report = line.report
    version = f" (lần {format_int(report.version)})" if report.version > 1 else ""
    told = f" (theo lời {line.told_by}, báo lúc {format_datetime(line.told_at)})" if line.told_at else ""
    return {
        "serial": str(serial),
        "name": f"{report.agency}{told}",
        "period": f"{format_date(report.period_end)}{version}",
        **{key: getattr(report, key) for key in FIGURES},
    }
