"""Văn bản thẩm định Mục lục: what Sở Nội vụ writes to the agency, with the table and the files it speaks of."""

from django.db.models import Count, Sum

from agencies.formats.dates import format_date, format_date_long, format_partial_date
from agencies.formats.numbers import format_dong, format_int
from plans.models import Appraisal, ArchivalFile
from plans.pricing import plan_price_dong
from plans.services.files import a4_pages

from .content import ILLUSTRATIVE, Annex, Column, Document, Letterhead, Row, worked_out
from .phrases import item, paragraph, volume
from .report import plan_title

LISTED = 200  # files in an annex; the whole list is the catalogue itself
SIGNERS = {
    Appraisal.Capacity.HEAD: "{head}",
    Appraisal.Capacity.DEPUTY: "KT. {head} – PHÓ {head}",
    Appraisal.Capacity.BY_ORDER: "TL. {head}",
    Appraisal.Capacity.AUTHORIZED: "TUQ. {head}",
}
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
    Column("name", "Tiêu đề hồ sơ", 110),
    Column("dates", "Thời gian tài liệu", 42),
    Column("pages", "Số trang A4 quy đổi", 28, "int"),
    Column("reason", "Lý do", 35),
]


def appraisal_document(appraisal):
    """The document of one appraisal, of the whole or of a tranche; every figure is the one that was decided."""
    plan = appraisal.catalogue.plan
    issuer = plan.reporting_agency.name if plan.reporting_agency else "Sở Nội vụ"
    price = plan_price_dong(plan)
    return Document(
        as_of=appraisal.document_date,
        letterhead=letterhead(appraisal, issuer),
        blocks=list(body(appraisal, issuer, price)),
        summary=None,
        annexes=[sums_annex(appraisal, price), *files_annexes(appraisal)],
        signer_title=SIGNERS[appraisal.capacity].format(head=plan.report_signer_title or "GIÁM ĐỐC"),
        signer_name=plan.report_signer_name if appraisal.capacity == Appraisal.Capacity.HEAD else "",
        recipients=["- Như trên;", "- Sở Tài chính;", "- Lưu: VT."],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
    )


def letterhead(appraisal, issuer):
    catalogue, plan = appraisal.catalogue, appraisal.catalogue.plan
    day = format_date_long(appraisal.document_date)
    return Letterhead(
        superior=f"ỦY BAN NHÂN DÂN TỈNH {plan.province_name.upper()}",
        issuer=issuer.upper(),
        number=f"Số: {appraisal.document_number}",
        place_and_date=f"{plan.province_name}, {day}",
        subject=f"Mục lục hồ sơ, tài liệu số hóa “{catalogue.name}” của {catalogue.agency.name}",
        addressee=catalogue.agency.name,
        annex_reference=f"(Kèm theo Văn bản số {appraisal.document_number} {day} của {issuer})",
        kind="THẨM ĐỊNH MỘT ĐỢT" if appraisal.is_tranche else "KẾT QUẢ THẨM ĐỊNH",
    )


def body(appraisal, issuer, price):
    catalogue = appraisal.catalogue
    handed_in = f" trình ngày {format_date(catalogue.submitted_at)}" if catalogue.submitted_at else ""
    yield paragraph(
        f"Căn cứ {plan_title(catalogue.plan)}; xét Mục lục hồ sơ, tài liệu số hóa “{catalogue.name}”, phông "
        f"{catalogue.fonds}, của {catalogue.agency.name}{handed_in} (lần trình {appraisal.revision}), {issuer} thẩm "
        f"định {appraisal.scope} như sau:"
    )
    known = volume(appraisal.file_count, appraisal.a4_page_count)
    yield item(f"Được số hóa: {known} A4 quy đổi (chi tiết tại Phụ lục I).")
    if appraisal.left_out_files:
        gone = volume(appraisal.left_out_files, appraisal.left_out_pages)
        saved = format_dong(appraisal.left_out_pages * price)
        yield item(f"Loại khỏi diện số hóa: {gone} A4 quy đổi, tiết kiệm {saved} (danh sách tại Phụ lục II).")
    rest = "Các hồ sơ còn lại tiếp tục được thẩm định. " if appraisal.is_tranche else ""
    yield paragraph(f"{rest}Đề nghị {catalogue.agency.name} lập dự toán, tổ chức số hóa đúng các hồ sơ đã thẩm định./.")


def sums_annex(appraisal, price):
    lines = tranche_lines(appraisal) if appraisal.is_tranche else whole_lines(appraisal)
    rows = [line_of(serial, line, price) for serial, line in enumerate(lines, start=1)]
    rows[-1].kind = "total"
    return Annex("I", "TỔNG HỢP KẾT QUẢ THẨM ĐỊNH MỤC LỤC", SUMS, rows, unit="đồng")


def line_of(serial, line, price):
    name, files, pages = line
    return Row(worked_out(SUMS, {"serial": str(serial), "name": name, "files": files, "pages": pages, "price": price}))


def tranche_lines(appraisal):
    earlier = Appraisal.objects.filter(catalogue=appraisal.catalogue_id, is_tranche=True, pk__lt=appraisal.pk)
    sums = earlier.aggregate(files=Sum("file_count"), pages=Sum("a4_page_count"))
    files, pages = sums["files"] or 0, sums["pages"] or 0
    yield "Đã thẩm định các đợt trước", files, pages
    yield "Thẩm định đợt này", appraisal.file_count, appraisal.a4_page_count
    yield "Lũy kế đã thẩm định", files + appraisal.file_count, pages + appraisal.a4_page_count


def whole_lines(appraisal):
    gone = appraisal.left_out_files, appraisal.left_out_pages
    yield "Cơ quan, đơn vị trình", appraisal.file_count + gone[0], appraisal.a4_page_count + gone[1]
    yield "Loại khỏi diện số hóa", *gone
    yield from reasons(appraisal)
    yield "Được số hóa", appraisal.file_count, appraisal.a4_page_count


def reasons(appraisal):
    """Lines by reason, as long as the rows are still those that were decided on."""
    rows = left_out(appraisal).order_by().values("left_out_reason").annotate(files=Count("pk"), pages=Sum(a4_pages()))
    rows = sorted(rows, key=lambda row: ArchivalFile.LeftOut.values.index(row["left_out_reason"] or "other"))
    if sum(row["files"] for row in rows) != appraisal.left_out_files:
        return
    for row in rows:
        yield f"– {ArchivalFile.LeftOut(row['left_out_reason'] or 'other').label}", row["files"], row["pages"]


def left_out(appraisal):
    return appraisal.catalogue.files.filter(decision=ArchivalFile.Decision.LEFT_OUT)


def files_annexes(appraisal):
    """Files of the tranche, or those left out; nothing where there is none."""
    if appraisal.is_tranche:
        title, files, count = "HỒ SƠ ĐƯỢC THẨM ĐỊNH ĐỢT NÀY", appraisal.files, appraisal.file_count
    else:
        title, files, count = "HỒ SƠ LOẠI KHỎI DIỆN SỐ HÓA", left_out(appraisal), appraisal.left_out_files
    shown = files.annotate(a4=a4_pages()).order_by("position", "pk")[:LISTED]
    rows = [Row(worked_out(FILES, file_line(serial, file))) for serial, file in enumerate(shown, start=1)]
    if not rows:
        return []
    more = f"Chỉ in {format_int(LISTED)} hồ sơ đầu trong {format_int(count)}; danh sách đầy đủ là Mục lục điện tử."
    return [Annex("II", title, FILES, rows, notes=[more] if count > LISTED else [])]


def file_line(serial, file):
    dates = [format_partial_date(day) for day in (file.start_date, file.end_date) if day]
    return {
        "serial": str(serial), "box": file.box_number, "number": file.file_number, "name": file.title,
        "dates": " – ".join(dates), "pages": file.a4, "reason": file.get_left_out_reason_display(),
    }  # fmt: skip
