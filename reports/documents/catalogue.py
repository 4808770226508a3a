"""Mục lục hồ sơ in the official form (NĐ 30/2020, Phụ lục V): one definition for Excel, Word and PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from agencies.calendar import portal_today
from agencies.formats.dates import format_partial_date
from agencies.formats.numbers import format_int, pad_quantity
from agencies.formats.words import amount_in_words
from plans.models import Catalogue
from plans.models.pages import PAGE_FIELDS

from .batches import in_order
from .content import Column
from .report import BLANK_DATE

TITLE = "MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA"
UNIT = "hồ sơ (đơn vị bảo quản)"
FORM = [
    Column("serial", "Số TT", 14, "serial"),
    Column("code", "Số, ký hiệu hồ sơ", 26),
    Column("title", "Tiêu đề hồ sơ", 58),
    Column("days", "Thời gian tài liệu", 23),
    Column("retention", "Thời hạn bảo quản", 19),
    Column("extent", "Số tờ/Số trang", 17, "middle"),
    Column("note", "Ghi chú", 18),
]
NAMES = ("box_number", "file_number", "reference_code", "title")
REST = ("start_date", "end_date", "retention_years", "sheet_count", "archive_number", "note", "decision")
FIELDS = (*NAMES, *REST, *PAGE_FIELDS.values())  # in the order of the arguments of `texts`
LEFT_OUT = "Loại khỏi diện số hóa"


@dataclass
class OfficialForm:
    """What stands around the table; `count` files are in it."""

    superior: str
    issuer: str
    subject: str
    count: int
    place_and_date: str
    title: str = TITLE
    signer: str = "NGƯỜI LẬP"
    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"

    @property
    def closing(self) -> str:
        return f"Mục lục này gồm: {pad_quantity(self.count)} {UNIT}."

    @property
    def words(self) -> str:
        return f"Viết bằng chữ: {amount_in_words(self.count, UNIT)}."


def official_form(catalogue: Catalogue) -> OfficialForm:
    """The form of the catalogue as it stands, to be dated and signed by hand."""
    agency, province, fonds = catalogue.agency, catalogue.plan.province_name, catalogue.fonds.in_words
    superior = agency.parent.name if agency.parent else f"Ủy ban nhân dân tỉnh {province}"
    return OfficialForm(
        superior=superior.upper(),
        issuer=agency.name.upper(),
        count=catalogue.files.count(),
        subject=f"{catalogue.name} – {fonds[0].upper()}{fonds[1:]}",
        place_and_date=f"{province}, {BLANK_DATE} {portal_today().year}",
    )


def lines(catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    """The texts of every row, one after the other."""
    return (texts(serial, *values) for serial, values in enumerate(in_order(catalogue.files.all(), *FIELDS), 1))


@lru_cache(maxsize=4_096)  # the same few years come again and again
def days(start: str, end: str) -> str:
    return f"{format_partial_date(start)} – {format_partial_date(end)}" if end else format_partial_date(start)


@lru_cache(maxsize=16_384)
def extent(sheets: int, *pages: int) -> str:
    return f"{format_int(sheets)}/{format_int(sum(pages))}"


def texts(
    serial: int,
    box: str,
    number: str,
    code: str,
    title: str,
    start: str,
    end: str,
    years: int,
    sheets: int,
    archive_number: str,
    note: str,
    decision: str,
    *pages: int,
) -> tuple[object, ...]:
    """The cells of one file in the order of FORM."""
    remark = f"Hộp {box}" if box else ""
    if archive_number or note or decision == "left_out":
        archived = f"Số lưu trữ: {archive_number}" if archive_number else ""
        remark = ". ".join(filter(None, (remark, archived, LEFT_OUT if decision == "left_out" else "", note)))
    return (
        serial,
        f"{number}; {code}" if code else number,
        title,
        days(start, end),
        f"{years} năm" if years else "Vĩnh viễn",
        extent(sheets, *pages),
        remark,
    )
