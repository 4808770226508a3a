"""Mục lục hồ sơ in the official form (NĐ 30/2020, Phụ lục V): one definition for Excel, Word and PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from django.db.models import Q

from agencies.calendar import portal_today
from agencies.formats.dates import format_partial_date
from agencies.formats.numbers import format_int, pad_quantity
from agencies.formats.words import amount_in_words
from agencies.models import Agency
from plans.models import ArchivalFile, Catalogue, PageEstimate, Plan
from plans.models.pages import PAGE_FIELDS, PageBasis

from .batches import in_order
from .content import UNKNOWN, AnnexColumn
from .report import BLANK_DATE, superior_of

TITLE = "MỤC LỤC HỒ SƠ, TÀI LIỆU SỐ HÓA"
UNIT = "hồ sơ (đơn vị bảo quản)"
FORM = [
    AnnexColumn("serial", "Số TT", 14, "serial"),
    AnnexColumn("code", "Số, ký hiệu hồ sơ", 26),
    AnnexColumn("title", "Tiêu đề hồ sơ", 58),
    AnnexColumn("days", "Thời gian tài liệu", 23),
    AnnexColumn("retention", "Thời hạn bảo quản", 19),
    AnnexColumn("extent", "Số tờ/Số trang", 17, "middle"),
    AnnexColumn("note", "Ghi chú", 18),
]
NAMES = ("box_number", "file_number", "reference_code", "title")
REST = ("start_date", "end_date", "retention_years", "sheet_count", "archive_number")
SAID = ("note", "decision", "page_basis")
FIELDS = (*NAMES, *REST, *SAID, *PAGE_FIELDS.values())  # in the order of the arguments of `texts`
DECISION = FIELDS.index("decision")
ESTIMATED = "*"  # behind pages that were worked out from sheets
SECTION, NO_SECTION = "MỤC LỤC SỐ {}", "KHÔNG GHI MỤC LỤC SỐ"
LEFT_OUT = "Loại khỏi diện số hóa"
UNIT_NAME = re.compile(
    r"(?:UBND|Ủy ban nhân dân)\s+(thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu)\s+(\S.*)", re.I
)


@dataclass
class OfficialForm:
    """What is around the table: `count` files are in it, `left_out` more are listed that will not be digitized."""

    superior: str
    issuer: str
    subject: str
    count: int
    place_and_date: str
    left_out: int = 0
    has_gaps: bool = False  # sheets or pages of a file are not known
    unknown: int = 0  # files whose pages nobody knows
    estimated: int = 0  # files whose pages were worked out from their sheets,
    stated: tuple[str, ...] = ()  # and how, by whom
    title: str = TITLE
    signer: str = "NGƯỜI LẬP"
    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"

    @property
    def sentences(self) -> dict[str, str]:
        """The sentences under the table, by the key of what makes them true (SOURCES)."""
        gone, gaps = pad_quantity(self.left_out), f"Dấu “{UNKNOWN}” là chưa có số liệu."
        said = {
            "form_count": f"Mục lục này gồm: {pad_quantity(self.count)} {UNIT}.",
            "form_words": f"Viết bằng chữ: {amount_in_words(self.count, UNIT)}.",
        }
        if self.left_out:
            said["form_left_out"] = f"Không tính {gone} hồ sơ đã loại khỏi diện số hóa (không ghi Số TT)."
        if self.unknown:
            said["form_unknown"] = f"Chưa rõ số trang của {pad_quantity(self.unknown)} hồ sơ."
        if self.estimated:
            how = f", {'; '.join(self.stated)}" if self.stated else ""
            marked = f"Dấu “{ESTIMATED}” là số trang ước tính từ số tờ{how}: {pad_quantity(self.estimated)} hồ sơ."
            said["form_estimated"] = marked
        return said | ({"form_gaps": gaps} if self.has_gaps else {})

    @property
    def closing(self) -> str:
        return self.sentences["form_count"]

    @property
    def notes(self) -> list[str]:
        """The count in words, and the sentences under the table without the count."""
        return [text for key, text in self.sentences.items() if key != "form_count"]


def official_form(catalogue: Catalogue) -> OfficialForm:
    """The form of the catalogue as it is, to be dated and signed by hand."""
    agency, fonds = catalogue.agency, catalogue.fonds.in_words
    superior = agency.parent.name.upper() if agency.parent else superior_of(catalogue.plan)
    files = catalogue.files.all()
    left_out = files.filter(decision=ArchivalFile.Decision.LEFT_OUT).count()
    no_pages = Q(**dict.fromkeys(PAGE_FIELDS.values(), 0))
    estimated = files.with_estimated_pages().count()
    standing = PageEstimate.objects.standing(catalogue).select_related("stated_by") if estimated else ()
    return OfficialForm(
        superior=superior,
        issuer=agency.name.upper(),
        count=files.count() - left_out,
        left_out=left_out,
        unknown=files.with_unknown_pages().count(),
        estimated=estimated,
        stated=tuple(f"{each.factor} trang mỗi tờ ({each.source})" for each in standing),
        has_gaps=files.filter(Q(sheet_count=0) | Q(start_date="") | Q(retention_years=None) | no_pages).exists(),
        subject=f"{catalogue.name} – {fonds[0].upper()}{fonds[1:]}",
        place_and_date=f"{place_of(agency, catalogue.plan)}, {BLANK_DATE} {portal_today().year}",
    )


def place_of(agency: Agency, plan: Plan) -> str:
    """Địa danh (NĐ 30/2020, Phụ lục I): a district or commune its own, others the province's.

    The kind of unit is left out, but stays before a number: "Tam Kỳ", "Phường 1".
    """
    found = UNIT_NAME.fullmatch(agency.name)
    if agency.kind not in (Agency.Kind.DISTRICT, Agency.Kind.COMMUNE) or not found:
        return plan.province_name
    kind, name = found.groups()
    return f"{kind[0].upper()}{kind[1:]} {name}" if name[0].isdigit() else name


def lines(catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    """The texts of every row, one after the other; those left out have no serial number.

    A line of its own says where another Mục lục số begins: the form has no column for it (domain §4).
    """
    serial, section = count(1), ""
    for number, *values in in_order(catalogue.files.all(), "catalogue_number", *FIELDS):
        if number != section:
            yield ("", "", SECTION.format(number) if number else NO_SECTION, "", "", "", "")
            section = number
        yield texts("" if values[DECISION] == ArchivalFile.Decision.LEFT_OUT else next(serial), *values)


@lru_cache(maxsize=4_096)  # the same few years come again and again
def days(start: str, end: str) -> str:
    if not start:
        return f"{UNKNOWN} – {format_partial_date(end)}" if end else UNKNOWN
    return f"{format_partial_date(start)} – {format_partial_date(end)}" if end else format_partial_date(start)


@lru_cache(maxsize=16_384)
def extent(sheets: int, *pages: int) -> str:
    """Sheets and pages of a file: "60/102", or "…/102" where nobody has counted the sheets yet."""
    return "/".join(format_int(number) if number else UNKNOWN for number in (sheets, sum(pages)))


def texts(
    serial: int | str,
    box: str,
    number: str,
    code: str,
    title: str,
    start: str,
    end: str,
    years: int | None,
    sheets: int,
    archive_number: str,
    note: str,
    decision: str,
    page_basis: str,
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
        UNKNOWN if years is None else f"{years} năm" if years else "Vĩnh viễn",
        extent(sheets, *pages) + (ESTIMATED if page_basis == PageBasis.ESTIMATED else ""),
        remark,
    )
