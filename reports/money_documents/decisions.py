"""Decision on an estimate: Thông báo kết quả thẩm định of Sở Tài chính, or an agency's own Quyết định."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong
from agencies.formats.words import amount_in_words
from budgets.models import AppraisedLine, Estimate, EstimateAppraisal
from plans.models import CoverLetter

from ..documents.appraisal import FINANCE, ended
from ..documents.content import Annex, AnnexColumn, AnnexRow, Block, Cells, Document, plain_rows, words_of
from ..documents.phrases import paragraph
from ..documents.report import plan_title
from .estimates import remark_of
from .parties import DOTS, Capacity, full_name, is_committee, letterhead, signature
from .signers import signature_of

PAGES, MONEY, GRANTED = "Số trang", "Kinh phí (đồng)", "Thẩm định"
RESULT = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("name", "Nội dung", 56),
    AnnexColumn("asked_pages", "Đề nghị", 24, "int", group=PAGES),
    AnnexColumn("pages", GRANTED, 24, "int", group=PAGES),
    AnnexColumn("fewer_pages", "Chênh lệch", 22, "int", ("−", "pages", "asked_pages"), group=PAGES),
    AnnexColumn("asked", "Đề nghị", 33, "int", summed=True, group=MONEY),
    AnnexColumn("granted", GRANTED, 33, "int", summed=True, group=MONEY),
    AnnexColumn("difference", "Chênh lệch", 30, "int", ("−", "granted", "asked"), summed=True, group=MONEY),
    AnnexColumn("reason", "Lý do chênh lệch", 45),
]


def result_document(
    estimate: Estimate, result: EstimateAppraisal, lines: Sequence[AppraisedLine], *, is_draft: bool = False
) -> Document:
    """The paper of the decision with these lines: of Sở Tài chính to the agency, or of the agency itself."""
    draw = own_decision if result.own_decision else notice
    return draw(estimate, result, lines, is_draft)


def notice(estimate: Estimate, result: EstimateAppraisal, lines: Sequence[AppraisedLine], is_draft: bool) -> Document:
    """Thông báo kết quả thẩm định: đề nghị, thẩm định, chênh lệch, lý do of each line."""
    agency, signed = full_name(estimate.agency, estimate.plan), result.document
    title, name = signature(signed.issuer, estimate.plan, signed)
    return Document(
        as_of=result.decided_on,
        letterhead=letterhead(
            signed.issuer,
            estimate.plan,
            kind="THÔNG BÁO",
            subject=f"Kết quả thẩm định dự toán kinh phí số hóa hồ sơ, tài liệu lưu trữ của {agency}",
            sign="TB",
            number=signed.number,
            day=None if is_draft else signed.issued_on,
            is_draft=is_draft,
            addressee=agency,
        ),
        blocks=list(notice_body(estimate, result)),
        summary=None,
        annexes=[result_annex(result, lines, "KẾT QUẢ THẨM ĐỊNH DỰ TOÁN")],
        signer_title=title,
        signer_name=name,
        recipients=["- Như trên;", f"- {full_province(estimate)} (báo cáo);", "- Lưu: VT."],
        remark=remark_of(estimate),
    )


def full_province(estimate: Estimate) -> str:
    return f"UBND tỉnh {estimate.plan.province_name}"


def notice_body(estimate: Estimate, result: EstimateAppraisal) -> Iterator[Block]:
    """On what it rests, the three figures, why they differ, what follows."""
    agency, issuer = full_name(estimate.agency, estimate.plan), full_name(result.document.issuer, estimate.plan)
    yield Block("basis", f"Căn cứ {plan_title(estimate.plan, is_signed=True)};")
    yield paragraph(
        f"Xét đề nghị của {agency}{letter_sentence(estimate, result)} về thẩm định dự toán “{estimate.name}”, {issuer} "
        "thông báo kết quả thẩm định như sau:"
    )
    yield from sums(result, "thẩm định")
    yield paragraph(
        "Số thẩm định là căn cứ để trình cấp có thẩm quyền giao dự toán, chưa phải là số được giao. Đề nghị "
        f"{agency} quản lý, sử dụng kinh phí đúng khối lượng đã thẩm định./."
    )


def letter_sentence(estimate: Estimate, result: EstimateAppraisal) -> str:
    """The letter with which the agency handed the estimate in before the decision."""
    known = CoverLetter.objects.about(estimate).filter(entered_at__date__lte=result.decided_on).first()
    return f" tại văn bản số {known.number} ngày {format_date(known.issued_on)}" if known else ""


def sums(result: EstimateAppraisal, verb: str) -> Iterator[Block]:
    """Số đề nghị, số thẩm định in figures and words, chênh lệch with its reason."""
    yield paragraph(f"1. Số đề nghị: {format_dong(result.requested_dong)}.")
    granted, words = format_dong(result.appraised_dong), amount_in_words(result.appraised_dong)
    yield paragraph(f"2. Số {verb}: {granted} (bằng chữ: {words}), chi tiết tại Phụ lục kèm theo.")
    difference = result.difference_dong
    if not difference:
        yield paragraph(f"3. Chênh lệch: không có; số {verb} bằng số đề nghị.")
        return
    way = "giảm" if difference < 0 else "tăng"
    why = f" Lý do: {ended(' '.join(result.difference_reason.split()))}" if result.difference_reason.strip() else ""
    yield paragraph(f"3. Chênh lệch: {way} {format_dong(abs(difference))} so với số đề nghị.{why}")


def own_decision(
    estimate: Estimate, result: EstimateAppraisal, lines: Sequence[AppraisedLine], is_draft: bool
) -> Document:
    """Quyết định phê duyệt dự toán of an agency that decides itself (Kế hoạch II.3.b)."""
    agency, signed = full_name(estimate.agency, estimate.plan), result.document
    title, name = signature(estimate.agency, estimate.plan, signed)
    if not is_draft and signed.capacity == Capacity.HEAD:
        title, name = signature_of(estimate)
    return Document(
        as_of=result.decided_on,
        letterhead=letterhead(
            estimate.agency,
            estimate.plan,
            kind="QUYẾT ĐỊNH",
            subject="Về việc phê duyệt dự toán kinh phí số hóa hồ sơ, tài liệu lưu trữ",
            sign="QĐ",
            number=signed.number,
            day=None if is_draft else signed.issued_on,
            is_draft=is_draft,
        ),
        blocks=list(own_body(estimate, result, agency)),
        summary=None,
        annexes=[result_annex(result, lines, "DỰ TOÁN ĐƯỢC PHÊ DUYỆT")],
        signer_title=title,
        signer_name=name,
        recipients=["- Như Điều 3;", f"- {FINANCE} (để biết);", "- Lưu: VT."],
        remark=remark_of(estimate),
    )


def own_body(estimate: Estimate, result: EstimateAppraisal, agency: str) -> Iterator[Block]:
    """The authority, what it rests on, three articles."""
    chair = "CHỦ TỊCH " if is_committee(estimate.agency) else ""
    yield Block("authority", f"{chair}{agency}".upper())
    yield Block("basis", f"Căn cứ {DOTS};")
    yield Block("basis", f"Căn cứ {plan_title(estimate.plan, is_signed=True)};")
    yield Block("basis", f"Theo đề nghị của {DOTS}.")
    yield Block("authority", "QUYẾT ĐỊNH:")
    granted, words = format_dong(result.appraised_dong), amount_in_words(result.appraised_dong)
    what = f"Phê duyệt dự toán “{estimate.name}” với số tiền {granted} (bằng chữ: {words})"
    yield article(1, f"{what}, chi tiết tại Phụ lục kèm theo.")
    yield article(2, f"Nguồn kinh phí: {DOTS}.")
    yield article(3, f"{DOTS} và các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./.")


def article(number: int, text: str) -> Block:
    """Điều 1. …"""
    return Block("paragraph", text, lead=f"Điều {number}.")


def result_annex(result: EstimateAppraisal, lines: Sequence[AppraisedLine], title: str) -> Annex:
    """Each line as it was asked and granted; the total is the decision's."""
    columns = [replace(one, title="Phê duyệt") if one.title == GRANTED else one for one in RESULT]
    columns = columns if result.own_decision else RESULT
    rows = plain_rows(columns, [line_cells(line) for line in lines]) if lines else [total_alone(result)]
    return Annex("", title, columns, rows, unit="đồng", words=words_of(result.appraised_dong))


def line_cells(line: AppraisedLine) -> Cells:
    known = {"name": line.name, "asked": line.requested_dong, "granted": line.amount_dong, "reason": line.reason}
    return known | ({"asked_pages": line.requested_pages, "pages": line.page_count} if line.size else {})


def total_alone(result: EstimateAppraisal) -> AnnexRow:
    """The total where a decision has no lines of its own."""
    known = {"asked": result.requested_dong, "granted": result.appraised_dong, "difference": result.difference_dong}
    return AnnexRow({"name": "TỔNG CỘNG", "reason": result.difference_reason, **known}, "total")
