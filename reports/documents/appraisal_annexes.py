"""Annexes of the letter on an appraisal: its sums, the files that are approved, those that are left out."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from heapq import merge
from itertools import count
from operator import itemgetter

from django.db.models import QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from agencies.formats.dates import format_date, format_partial_date
from agencies.formats.numbers import pad_quantity
from agencies.formats.text import clean_text
from plans.appraisal.signed import Rows, approved_rows, left_out_rows, replaced_rows, volume_of
from plans.models import Appraisal, ArchivalFile, SignedFile
from plans.models.appraisal import NET_FILES, NET_PAGES
from plans.models.pages import SIZES
from plans.pricing import a4_pages_on

from .batches import in_order
from .catalogue_numbers import has_several, numbered, shown
from .content import Annex, AnnexColumn, AnnexRow, Block, LongAnnex, worked_out
from .phrases import note

SumLine = tuple[str, int, int]  # nội dung, hồ sơ, trang A4
LeftOut = ArchivalFile.LeftOut
CORRECTED = "Sửa theo trả lời của cơ quan trong khi thẩm định"
PART_OF = "– "  # begins a line that is a part of the one above and has no number of its own
NAMES = ("catalogue_number", "box_number", "file_number", "title")
FILE_FIELDS = (*NAMES, "start_date", "end_date", "a4", "left_out_reason", "why")
SUMS = [
    AnnexColumn("serial", "TT", 12, "serial"),
    AnnexColumn("name", "Nội dung", 105),
    AnnexColumn("files", "Số hồ sơ", 30, "int"),
    AnnexColumn("pages", "Số trang A4 quy đổi", 38, "int"),
    AnnexColumn("price", "Đơn giá", 25, "int"),
    AnnexColumn("cost", "Kinh phí", 45, "int", compute=("×", "pages", "price")),
]
FILES = [
    AnnexColumn("serial", "TT", 12, "serial"),
    AnnexColumn("box", "Hộp/cặp số", 22),
    AnnexColumn("number", "Hồ sơ số", 24),
    AnnexColumn("name", "Tiêu đề hồ sơ", 100),
    AnnexColumn("dates", "Thời gian tài liệu", 42),
    AnnexColumn("pages", "Số trang A4 quy đổi", 28, "int"),
    AnnexColumn("reason", "Lý do", 45),
]


def annexes(appraisal: Appraisal, price: int) -> list[Annex]:
    """Phụ lục I (sums), II (files approved) and III (files left out, where there are any)."""
    found = [sums_annex(appraisal, price), approved_annex(appraisal)]
    return [*found, left_out_annex(appraisal)] if appraisal.left_out_files else found


def sums_annex(appraisal: Appraisal, price: int) -> Annex:
    """Phụ lục I: what was appraised, in files, pages and đồng."""
    lines = tranche_lines(appraisal) if appraisal.is_tranche else whole_lines(appraisal)
    serials = count(1)
    rows = [line_of("" if line[0].startswith(PART_OF) else str(next(serials)), line, price) for line in lines]
    rows[-1].kind = "total"
    notes = factor_notes([appraisal])
    return Annex("I", "TỔNG HỢP KẾT QUẢ THẨM ĐỊNH MỤC LỤC", SUMS, rows, unit="đồng", notes=notes)


def factor_notes(appraisals: Iterable[Appraisal]) -> list[Block]:
    """That a K in the pages was not confirmed on the day of signing (domain §5); nothing where each was."""
    signed = [one for one in appraisals if one.unconfirmed_sizes]
    if not signed:
        return []
    open_sizes = {size for one in signed for size in one.unconfirmed_sizes}
    named = ", ".join(size.upper() for size in SIZES if size in open_sizes)
    day = format_date(max(one.decided_on for one in signed))
    text = f"Hệ số K quy đổi trang {named} ra trang A4 cần Sở Tài chính xác nhận, đến ngày {day} chưa xác nhận."
    return [note(text, "note_factors")]


def line_of(serial: str, line: SumLine, price: int) -> AnnexRow:
    name, files, pages = line
    return AnnexRow(worked_out(SUMS, {"serial": serial, "name": name, "files": files, "pages": pages, "price": price}))


def tranche_lines(appraisal: Appraisal) -> Iterator[SumLine]:
    """The tranches before, this one, both."""
    sums = earlier_tranches(appraisal).aggregate(files=Sum(NET_FILES), pages=Sum(NET_PAGES))
    files, pages = sums["files"] or 0, sums["pages"] or 0
    if files:
        yield "Đã thẩm định các đợt trước", files, pages
    again = appraisal.replaced_files, appraisal.replaced_pages
    if again[0]:
        yield "Trừ hồ sơ đã sửa, thẩm định lại đợt này", -again[0], -again[1]
    yield "Thẩm định đợt này", appraisal.file_count, appraisal.a4_page_count
    yield "Lũy kế đã thẩm định", files - again[0] + appraisal.file_count, pages - again[1] + appraisal.a4_page_count


def whole_lines(appraisal: Appraisal) -> Iterator[SumLine]:
    """What was handed in, what answers corrected in it, what is left out by reason, what the tranches had, what is to
    be digitized."""
    gone = appraisal.left_out_files, appraisal.left_out_pages
    yield "Cơ quan, đơn vị trình", appraisal.handed_files, appraisal.handed_pages
    if appraisal.corrected_pages:
        count = pad_quantity(appraisal.corrected_files)
        yield f"{CORRECTED} ({count} hồ sơ)", 0, appraisal.corrected_pages
    if appraisal.left_out_files:
        yield "Loại khỏi diện số hóa", *gone
    for reason in LeftOut:
        files, pages = appraisal.left_out_sums([reason])
        if files:
            later = " (số hóa sau)" if reason in ArchivalFile.PUT_OFF else ""
            yield f"{PART_OF}{reason.label}{later}", files, pages
    yield from taken_up(appraisal)
    yield "Được số hóa", appraisal.file_count, appraisal.a4_page_count


def taken_up(appraisal: Appraisal) -> Iterator[SumLine]:
    """Lines of the tranches before, what of them no longer holds, and what is added to them now."""
    tranches = list(earlier_tranches(appraisal))
    for number, one in enumerate(tranches, 1):
        yield f"Đã thẩm định đợt {number} (Công văn số {one.document.number})", one.file_count, one.a4_page_count
    if tranches:
        gone_files, gone_pages = volume_of(replaced_rows(appraisal))
        gone_files += sum(one.replaced_files for one in tranches)
        gone_pages += sum(one.replaced_pages for one in tranches)
        if gone_files:
            yield "Trừ hồ sơ đã sửa sau khi thẩm định các đợt trên", -gone_files, -gone_pages
        files, pages = (sum(getattr(one, name) for one in tranches) for name in ("file_count", "a4_page_count"))
        files, pages = files - gone_files, pages - gone_pages
        yield "Thẩm định lần này", appraisal.file_count - files, appraisal.a4_page_count - pages


def earlier_tranches(appraisal: Appraisal) -> QuerySet[Appraisal]:
    """Tranches that an appraisal of the whole takes up, or that came before this tranche."""
    same = Appraisal.objects.filter(catalogue=appraisal.catalogue_id).select_related("document")
    earlier = same.filter(pk__lt=appraisal.pk) if appraisal.pk else same
    last = earlier.filter(is_tranche=False).order_by("-pk").values("pk")[:1]
    return earlier.filter(is_tranche=True, pk__gt=Coalesce(Subquery(last), Value(0))).order_by("pk")


def replaced_whole(appraisal: Appraisal) -> Appraisal | None:
    """The appraisal of the whole by another document that this one takes the place of, after the catalogue was opened
    again; None where there is none. A tranche takes the place of no whole."""
    if appraisal.is_tranche:
        return None
    wholes = Appraisal.objects.filter(catalogue=appraisal.catalogue_id, is_tranche=False).select_related("document")
    earlier = wholes.filter(pk__lt=appraisal.pk) if appraisal.pk else wholes
    return earlier.exclude(document=appraisal.document_id).order_by("-pk").first()


def in_place_of(earlier: Appraisal) -> str:
    """Which decision no longer holds, by its document and the version it was about."""
    signed = earlier.document
    day = format_date(signed.issued_on)
    return f"thay kết quả thẩm định lần trình {earlier.revision} tại Công văn số {signed.number} ngày {day}"


def let_through_before(appraisal: Appraisal) -> Iterator[SumLine]:
    """(document number, files, trang A4 quy đổi) of what an appraisal of the whole holds that other documents let
    through by tranches; without what was changed since."""
    if appraisal.is_tranche:
        return
    for one in earlier_tranches(appraisal).exclude(document=appraisal.document_id):
        copies = SignedFile.objects.filter(appraisal=one)
        files, pages = volume_of(copies.filter(replaced_by__lte=appraisal.pk) if appraisal.pk else copies)
        if one.file_count > files:
            yield one.document.number, one.file_count - files, one.a4_page_count - pages


def approved_annex(appraisal: Appraisal) -> LongAnnex:
    """Phụ lục II: the files that are to be digitized, as they were signed."""
    title = "HỒ SƠ ĐƯỢC THẨM ĐỊNH ĐỢT NÀY" if appraisal.is_tranche else "HỒ SƠ ĐƯỢC SỐ HÓA"
    several = has_several(approved_rows(appraisal))
    lines = partial(approved_lines, appraisal, several)
    return LongAnnex("II", title, numbered(FILES[:-1], several), [], lines=lines)


def left_out_annex(appraisal: Appraisal) -> LongAnnex:
    """Phụ lục III: the files that are left out, with the reason of each, as they were signed."""
    title = "HỒ SƠ LOẠI KHỎI DIỆN SỐ HÓA"
    several = has_several(left_out_rows(appraisal))
    lines = partial(left_out_lines, appraisal, several)
    return LongAnnex("III", title, numbered(FILES, several), [], lines=lines)


def approved_lines(appraisal: Appraisal, several: bool = False) -> Iterator[list[str]]:
    """The texts of each file that is to be digitized; `several`: with its Mục lục số."""
    return file_lines(approved_rows(appraisal), appraisal.counted_on, numbered(FILES[:-1], several))


def left_out_lines(appraisal: Appraisal, several: bool = False) -> Iterator[list[str]]:
    """The texts of each file that is left out, with why: in the appraiser's own words where the list has none."""
    return file_lines(left_out_rows(appraisal), appraisal.counted_on, numbered(FILES, several))


def file_lines(rows: Rows, day: date, columns: list[AnnexColumn]) -> Iterator[list[str]]:
    """The texts of each row in the order of the catalogue, its pages counted by the factors of the day."""
    counted = (each.annotate(a4=a4_pages_on(day)) for each in rows)
    listed = [in_order(each, "position", *FILE_FIELDS) for each in counted]
    for serial, (_, number, *values) in enumerate(merge(*listed, key=itemgetter(0)), start=1):
        cells = shown(columns, number, *file_line(serial, *values))
        yield [column.show(clean(cell)) for column, cell in zip(columns, cells, strict=False)]


def file_line(
    serial: int, box: str, number: str, title: str, start: str, end: str, pages: int, reason: str, why: str
) -> tuple[object, ...]:
    """The cells of one file in the order of FILES."""
    dates = " – ".join(format_partial_date(day) for day in (start, end) if day)
    if reason == LeftOut.OTHER and why:
        return serial, box, number, title, dates, pages, why
    return serial, box, number, title, dates, pages, LeftOut(reason).label if reason else ""


def clean(cell: object) -> object:
    return clean_text(cell) if isinstance(cell, str) else cell
