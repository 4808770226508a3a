"""Văn bản thẩm định Mục lục: what Sở Nội vụ writes to the agency, with the table and the files it speaks of."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from agencies.calendar import portal_today
from agencies.formats.dates import format_date, format_date_long, format_partial_date
from agencies.formats.numbers import format_dong, format_int, pad_quantity
from agencies.formats.text import clean_text
from plans.appraisal.desk import tranche_of
from plans.models import Appraisal, ArchivalFile, FileNote
from plans.pricing import a4_pages, plan_price_dong

from .batches import in_order
from .content import ILLUSTRATIVE, Annex, Block, Column, Document, Letterhead, LongAnnex, Row, worked_out
from .phrases import item, paragraph
from .report import BLANK_DATE, issuer_of, plan_title, superior_of
from .signing import archive_line, signature

Line = tuple[str, int, int]  # nội dung, hồ sơ, trang A4
FILE_FIELDS = ("box_number", "file_number", "title", "start_date", "end_date", "a4", "left_out_reason", "why")
OPEN_NUMBER = "      /{}-…"
SUMS = [
    Column("serial", "TT", 12, "serial"),
    Column("name", "Nội dung", 105),
    Column("files", "Số hồ sơ", 30, "int"),
    Column("pages", "Số trang A4 quy đổi", 38, "int"),
    Column("price", "Đơn giá", 25, "int"),
    Column("cost", "Kinh phí", 45, "int", compute=("×", "pages", "price")),
]
FILES = [
    Column("serial", "TT", 12, "serial"),
    Column("box", "Hộp/cặp số", 22),
    Column("number", "Hồ sơ số", 24),
    Column("name", "Tiêu đề hồ sơ", 100),
    Column("dates", "Thời gian tài liệu", 42),
    Column("pages", "Số trang A4 quy đổi", 28, "int"),
    Column("reason", "Lý do", 45),
]


def appraisal_document(appraisal: Appraisal) -> Document:
    """The document of one appraisal, of the whole or of a tranche; every figure is the one that was decided."""
    plan = appraisal.catalogue.plan
    issuer, price = issuer_of(plan), plan_price_dong(plan)
    signer_title, signer_name = signature(plan, appraisal.capacity)
    return Document(
        as_of=appraisal.decided_on,
        letterhead=letterhead(appraisal, issuer),
        blocks=list(body(appraisal, issuer, price)),
        summary=None,
        annexes=[sums_annex(appraisal, price), *files_annexes(appraisal)],
        signer_title=signer_title,
        signer_name=signer_name,
        recipients=["- Như trên;", "- Sở Tài chính;", archive_line(plan)],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
    )


def letterhead(appraisal: Appraisal, issuer: str) -> Letterhead:
    """The head of the document; number and date stay open while it waits for its signature."""
    catalogue, plan = appraisal.catalogue, appraisal.catalogue.plan
    office = plan.reporting_agency.code if plan.reporting_agency else "SNV"
    number = appraisal.document_number or OPEN_NUMBER.format(office)
    written = appraisal.document_number and format_date_long(appraisal.document_date)
    day = written or f"{BLANK_DATE} {portal_today().year}"
    scope = " một đợt" if appraisal.is_tranche else ""
    return Letterhead(
        superior=superior_of(plan),
        issuer=issuer.upper(),
        number=f"Số: {number}",
        place_and_date=f"{plan.province_name}, {day}",
        subject=f"V/v thẩm định{scope} Mục lục hồ sơ, tài liệu số hóa của {catalogue.agency.name}",
        addressee=catalogue.agency.name,
        annex_reference=f"(Kèm theo Công văn số {number} {day} của {issuer})",
        kind="",
    )


def body(appraisal: Appraisal, issuer: str, price: int) -> Iterator[Block]:
    """What was appraised, what was left out and saves how much, what the sample showed, what comes next."""
    catalogue = appraisal.catalogue
    handed_in = f" trình ngày {format_date(catalogue.submitted_at)}" if catalogue.submitted_at else ""
    yield paragraph(
        f"Căn cứ {plan_title(catalogue.plan)}; xét Mục lục hồ sơ, tài liệu số hóa “{catalogue.name}”, "
        f"{catalogue.fonds.in_words}, của {catalogue.agency.name}{handed_in} (lần trình {appraisal.revision}), "
        f"{issuer} thẩm định {appraisal.scope} như sau:"
    )
    known = volume(appraisal.file_count, appraisal.a4_page_count)
    yield item(f"Được số hóa: {known} (chi tiết tại Phụ lục I).")
    if appraisal.left_out_files:
        gone = volume(appraisal.left_out_files, appraisal.left_out_pages)
        saved = format_dong(appraisal.left_out_pages * price)
        yield item(f"Loại khỏi diện số hóa: {gone}, tiết kiệm {saved} (danh sách tại Phụ lục II).")
    if appraisal.sample:
        yield item(sampled(**appraisal.sample))
    rest = "Các hồ sơ còn lại tiếp tục được thẩm định. " if appraisal.is_tranche else ""
    yield paragraph(f"{rest}Đề nghị {catalogue.agency.name} lập dự toán, tổ chức số hóa đúng các hồ sơ đã thẩm định./.")


def volume(files: int, pages: int) -> str:
    return f"{pad_quantity(files)} hồ sơ; {format_int(pages)} trang A4 quy đổi"


def sampled(size: int, errors: int, seed: int, lower: str, upper: str) -> str:
    """What the random sample showed, with the bounds of the share to be left out."""
    return (
        f"Kiểm tra ngẫu nhiên {pad_quantity(size)} hồ sơ (mã rút mẫu {seed}): loại {pad_quantity(errors)} hồ sơ; "
        f"với độ tin cậy 95%, tỷ lệ hồ sơ phải loại trong cả Mục lục từ {lower} đến {upper}."
    )


def sums_annex(appraisal: Appraisal, price: int) -> Annex:
    """Phụ lục I: what was appraised, in files, pages and đồng."""
    lines = tranche_lines(appraisal) if appraisal.is_tranche else whole_lines(appraisal)
    rows = [line_of(serial, line, price) for serial, line in enumerate(lines, start=1)]
    rows[-1].kind = "total"
    return Annex("I", "TỔNG HỢP KẾT QUẢ THẨM ĐỊNH MỤC LỤC", SUMS, rows, unit="đồng")


def line_of(serial: int, line: Line, price: int) -> Row:
    name, files, pages = line
    return Row(worked_out(SUMS, {"serial": str(serial), "name": name, "files": files, "pages": pages, "price": price}))


def tranche_lines(appraisal: Appraisal) -> Iterator[Line]:
    """The tranches before, this one, both."""
    sums = earlier_tranches(appraisal).aggregate(files=Sum("file_count"), pages=Sum("a4_page_count"))
    files, pages = sums["files"] or 0, sums["pages"] or 0
    yield "Đã thẩm định các đợt trước", files, pages
    yield "Thẩm định đợt này", appraisal.file_count, appraisal.a4_page_count
    yield "Lũy kế đã thẩm định", files + appraisal.file_count, pages + appraisal.a4_page_count


def whole_lines(appraisal: Appraisal) -> Iterator[Line]:
    """What was handed in, what is left out by reason, what the tranches had, what is to be digitized."""
    gone = appraisal.left_out_files, appraisal.left_out_pages
    yield "Cơ quan, đơn vị trình", appraisal.file_count + gone[0], appraisal.a4_page_count + gone[1]
    yield "Loại khỏi diện số hóa", *gone
    yield from reasons(appraisal)
    yield from taken_up(appraisal)
    yield "Được số hóa", appraisal.file_count, appraisal.a4_page_count


def taken_up(appraisal: Appraisal) -> Iterator[Line]:
    """Lines of the tranches before, and of what is added to them now; none where there was no tranche."""
    tranches = list(earlier_tranches(appraisal))
    for number, one in enumerate(tranches, 1):
        yield f"Đã thẩm định đợt {number} (Văn bản số {one.document_number})", one.file_count, one.a4_page_count
    if tranches:
        files, pages = (sum(getattr(one, name) for one in tranches) for name in ("file_count", "a4_page_count"))
        yield "Thẩm định lần này", appraisal.file_count - files, appraisal.a4_page_count - pages


def earlier_tranches(appraisal: Appraisal) -> QuerySet[Appraisal]:
    """Tranches that an appraisal of the whole takes up, or that came before this tranche."""
    same = Appraisal.objects.filter(catalogue=appraisal.catalogue_id)
    earlier = same.filter(pk__lt=appraisal.pk) if appraisal.pk else same
    last = earlier.filter(is_tranche=False).order_by("-pk").values("pk")[:1]
    return earlier.filter(is_tranche=True, pk__gt=Coalesce(Subquery(last), Value(0))).order_by("pk")


def reasons(appraisal: Appraisal) -> Iterator[Line]:
    """Lines by reason, as long as the rows are still those that were decided on."""
    by_reason = left_out(appraisal).order_by().values("left_out_reason")
    sums = by_reason.annotate(files=Count("pk"), pages=Sum(a4_pages()))
    rows = sorted(sums, key=lambda row: ArchivalFile.LeftOut.values.index(row["left_out_reason"] or "other"))
    if sum(row["files"] for row in rows) != appraisal.left_out_files:
        return
    for row in rows:
        yield f"– {ArchivalFile.LeftOut(row['left_out_reason'] or 'other').label}", row["files"], row["pages"]


def left_out(appraisal: Appraisal) -> QuerySet[ArchivalFile]:
    """Files of the catalogue that are not to be digitized."""
    return appraisal.catalogue.files.filter(decision=ArchivalFile.Decision.LEFT_OUT)


def files_annexes(appraisal: Appraisal) -> list[Annex]:
    """Files of the tranche, or those left out; nothing where there is none."""
    if appraisal.is_tranche:
        title, files, columns = "HỒ SƠ ĐƯỢC THẨM ĐỊNH ĐỢT NÀY", tranche(appraisal), FILES[:-1]
    else:
        title, files, columns = "HỒ SƠ LOẠI KHỎI DIỆN SỐ HÓA", left_out(appraisal), FILES
    if not files.exists():
        return []
    return [LongAnnex("II", title, columns, [], lines=lambda: file_lines(files, columns))]


def tranche(appraisal: Appraisal) -> QuerySet[ArchivalFile]:
    """Its files; of a draft those that it would hold."""
    return appraisal.files.all() if appraisal.pk else tranche_of(appraisal.catalogue)


def file_lines(files: QuerySet[ArchivalFile], columns: list[Column]) -> Iterator[list[str]]:
    """The texts of each row; what was left out says why, in the appraiser's own words where the list has none."""
    note = FileNote.objects.filter(file=OuterRef("pk"), audience=FileNote.Audience.AGENCY).order_by("-pk")
    listed = files.annotate(a4=a4_pages(), why=Subquery(note.values("text")[:1]))
    for serial, values in enumerate(in_order(listed, *FILE_FIELDS), start=1):
        yield [column.show(clean(cell)) for column, cell in zip(columns, file_line(serial, *values), strict=False)]


def file_line(
    serial: int, box: str, number: str, title: str, start: str, end: str, pages: int, reason: str, why: str | None
) -> tuple[object, ...]:
    """The cells of one file in the order of FILES."""
    dates = " – ".join(format_partial_date(day) for day in (start, end) if day)
    if reason == ArchivalFile.LeftOut.OTHER and why:
        return serial, box, number, title, dates, pages, why
    return serial, box, number, title, dates, pages, ArchivalFile.LeftOut(reason).label if reason else ""


def clean(cell: object) -> object:
    return clean_text(cell) if isinstance(cell, str) else cell
