"""Quyết định giao dự toán with its annex: a line for each agency, after what earlier decisions gave it."""

from collections.abc import Iterator, Sequence

from django.db.models import Sum

from agencies.formats.numbers import format_dong, pad_quantity
from agencies.formats.text import capitalized
from agencies.formats.words import amount_in_words
from agencies.models import Agency
from budgets.models import Allocation, AllocationLine

from ..documents.appraisal import FINANCE
from ..documents.content import ILLUSTRATIVE, Annex, AnnexColumn, Block, Cells, Document, Group, table_rows, words_of
from ..documents.report import plan_title
from .decisions import article
from .parties import DOTS, chair_signature, full_name, head_lines, is_committee, letterhead

Kind = Allocation.Kind
# (name of the annex and subject, verb of Điều 1) of each kind
WORDS = {
    Kind.GIVEN: ("giao dự toán", "Giao dự toán"),
    Kind.ADDED: ("giao bổ sung dự toán", "Giao bổ sung dự toán"),
    Kind.CUT: ("điều chỉnh giảm dự toán", "Điều chỉnh giảm dự toán đã giao"),
    Kind.WITHDRAWN: ("thu hồi dự toán", "Thu hồi dự toán đã giao"),
}
LEVELS = (
    ("CÁC SỞ, BAN, NGÀNH TỈNH", (Agency.Kind.DEPARTMENT, Agency.Kind.BOARD, Agency.Kind.ARCHIVES)),
    ("UBND CẤP HUYỆN", (Agency.Kind.DISTRICT,)),
    ("UBND CẤP XÃ", (Agency.Kind.COMMUNE,)),
    ("CƠ QUAN KHÁC", (Agency.Kind.PROVINCE,)),
)
LINES = [
    AnnexColumn("serial", "TT", 12, "serial"),
    AnnexColumn("name", "Cơ quan, đơn vị", 92),
    AnnexColumn("before", "Đã giao các lần trước", 40, "int", summed=True),
    AnnexColumn("now", "Giao lần này", 40, "int", summed=True),
    AnnexColumn("after", "Lũy kế", 40, "int", ("+", "before", "now"), summed=True),
    AnnexColumn("note", "Ghi chú", 50),
]


def decision_document(allocation: Allocation, *, is_draft: bool = False) -> Document:
    """The decision as it was recorded; or, not kept yet, as its form has it, with number and day open."""
    lines = list(allocation.lines.select_related("agency").order_by("agency__official_order", "agency__code"))
    return document_of(allocation, lines, is_draft=is_draft)


def document_of(allocation: Allocation, lines: Sequence[AllocationLine], *, is_draft: bool) -> Document:
    """The document of these lines (đồng)."""
    issuer, plan = allocation.issuer, allocation.plan
    subject = f"Về việc {WORDS[kind_of(allocation)][0]} kinh phí số hóa hồ sơ, tài liệu lưu trữ"
    head = letterhead(
        issuer,
        plan,
        kind="QUYẾT ĐỊNH",
        subject=f"{subject} năm {allocation.budget_year}",
        sign="QĐ",
        number="" if is_draft else allocation.number,
        day=None if is_draft else allocation.dated_on,
        is_draft=is_draft,
    )
    title, name = signed_by(allocation)
    return Document(
        as_of=allocation.dated_on,
        letterhead=head,
        blocks=list(body(allocation, lines)),
        summary=None,
        annexes=[lines_annex(allocation, lines)],
        signer_title=title,
        signer_name=name,
        recipients=["- Như Điều 3;", "- Kho bạc Nhà nước nơi giao dịch;", "- Lưu: VT."],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
    )


def kind_of(allocation: Allocation) -> Kind:
    return Kind(allocation.kind)


def signed_by(allocation: Allocation) -> tuple[str, str]:
    """(title in lines, name) of the signer as it was recorded; the head where a draft names nobody."""
    if is_committee(allocation.issuer) and allocation.signer:
        return chair_signature(allocation.signer)
    return head_lines(allocation.issuer, allocation.plan), allocation.signer


def body(allocation: Allocation, lines: Sequence[AllocationLine]) -> Iterator[Block]:
    """The authority, what it rests on, three articles."""
    issuer, money = full_name(allocation.issuer, allocation.plan), abs(sum(line.amount_dong for line in lines))
    yield Block("authority", issuer.upper())
    yield Block("basis", f"Căn cứ {DOTS};")
    yield Block("basis", f"Căn cứ {plan_title(allocation.plan)};")
    yield Block("basis", f"Theo đề nghị của {proposed_by(allocation)} tại Tờ trình số {DOTS}.")
    yield Block("authority", "QUYẾT ĐỊNH:")
    one = full_name(lines[0].agency, allocation.plan) if len(lines) == 1 else ""
    many = one or f"{pad_quantity(len(lines))} cơ quan, đơn vị"
    yield article(
        1,
        f"{WORDS[kind_of(allocation)][1]} kinh phí số hóa hồ sơ, tài liệu lưu trữ năm {allocation.budget_year} "
        f"{'của' if allocation.lowers else 'cho'} {many} với số tiền {format_dong(money)} (bằng chữ: "
        f"{amount_in_words(money)}); nguồn kinh phí: {source_of(allocation)}. Chi tiết tại Phụ lục kèm theo.",
    )
    yield article(
        2,
        "Cơ quan, đơn vị có tên tại Phụ lục quản lý, sử dụng kinh phí đúng mục đích, đúng khối lượng đã được thẩm "
        "định; thanh toán, quyết toán theo quy định.",
    )
    yield article(3, f"{carried_out_by(allocation)} chịu trách nhiệm thi hành Quyết định này./.")


def proposed_by(allocation: Allocation) -> str:
    """Sở Tài chính advises UBND tỉnh; who advises others was not recorded."""
    return f"Giám đốc {FINANCE}" if allocation.issuer.kind == Agency.Kind.PROVINCE else DOTS


def source_of(allocation: Allocation) -> str:
    """The source in words, with what was written beside it."""
    named = str(Allocation.Source(allocation.source).label).lower()
    return f"{named} ({allocation.source_note})" if allocation.source_note else named


def carried_out_by(allocation: Allocation) -> str:
    """Who answers for it: of a decision of UBND tỉnh the usual offices, else the agencies named."""
    named = "thủ trưởng các cơ quan, đơn vị có tên tại Phụ lục"
    if allocation.issuer.kind != Agency.Kind.PROVINCE:
        return capitalized(named)
    return f"Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc các Sở: Nội vụ, Tài chính; {named}"


def lines_annex(allocation: Allocation, lines: Sequence[AllocationLine]) -> Annex:
    """The lines by level of agency, each with what was given before (đồng)."""
    earlier = given_before(allocation, [line.agency_id for line in lines])
    columns = [*LINES[:3], renamed(allocation), *LINES[4:]]
    rows = table_rows(columns, list(levels(lines, earlier)))
    title = f"{WORDS[kind_of(allocation)][0]} kinh phí số hóa hồ sơ, tài liệu lưu trữ năm {allocation.budget_year}"
    words = words_of(sum(line.amount_dong for line in lines))
    return Annex("", title.upper(), columns, rows, unit="đồng", words=words)


def renamed(allocation: Allocation) -> AnnexColumn:
    """The column of this decision: what lowers has its minus."""
    title = "Giảm lần này" if allocation.lowers else "Giao lần này"
    return AnnexColumn("now", title, 40, "int", summed=True)


def given_before(allocation: Allocation, agencies: Sequence[int]) -> dict[int, int]:
    """{agency: đồng} of the decisions of the budget year that were recorded before this one."""
    same = AllocationLine.objects.filter(
        allocation__plan=allocation.plan, allocation__budget_year=allocation.budget_year, agency__in=agencies
    )
    earlier = same.filter(allocation__pk__lt=allocation.pk) if allocation.pk else same
    return dict(earlier.order_by().values_list("agency").annotate(Sum("amount_dong")))


def levels(lines: Sequence[AllocationLine], earlier: dict[int, int]) -> Iterator[Group]:
    """(mark, title, lines) of each level that has any."""
    marks = iter("ABCD")
    for title, kinds in LEVELS:
        found = [line_cells(line, earlier) for line in lines if line.agency.kind in kinds]
        if found:
            yield next(marks), title, found


def line_cells(line: AllocationLine, earlier: dict[int, int]) -> Cells:
    notes = ". ".join(text.rstrip(". ") for text in (line.note, line.excess_reason) if text.strip())
    return {"name": line.agency.name, "before": earlier.get(line.agency_id, 0), "now": line.amount_dong, "note": notes}
