"""Tờ trình: of a sở to Sở Tài chính, or of whoever prepares at a huyện or xã to its own Ủy ban nhân dân."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from agencies.calendar import portal_today
from budgets.estimates.basis import basis_of
from budgets.models import Estimate

from ..documents.appraisal import FINANCE
from ..documents.content import Annex, Block, Document, Letterhead
from ..documents.phrases import heading, item, paragraph
from .estimates import (
    basis_annex,
    grounds,
    lines_annex,
    money_sentence,
    price_sentence,
    remark_of,
    remarks,
    request_head,
    volume_sentence,
)
from .parties import DOTS, full_name, sign_of
from .signers import UNIT_HEAD, signature_of

SUBJECT = "Về việc {} dự toán kinh phí số hóa hồ sơ, tài liệu lưu trữ"


@dataclass(frozen=True)
class Asked:
    """Who asks whom for what: "thẩm định" of Sở Tài chính, "phê duyệt" of the own committee."""

    asker: str
    addressee: str
    verb: str
    letterhead: Letterhead
    signature: tuple[str, str]


def request_document(estimate: Estimate) -> Document:
    """The letter with the lines and the pages they rest on as annexes."""
    asked = of_department(estimate) if estimate.is_appraised_by_finance else of_committee(estimate)
    annexes = annexes_of(estimate)
    title, name = asked.signature
    return Document(
        as_of=portal_today(),
        letterhead=asked.letterhead,
        blocks=list(request_body(estimate, annexes, asked)),
        summary=None,
        annexes=annexes,
        signer_title=title,
        signer_name=name,
        recipients=["- Như trên;", "- Lưu: VT."],
        remark=remark_of(estimate),
    )


def of_department(estimate: Estimate) -> Asked:
    """A sở, ban, ngành asks Sở Tài chính, with the signature of its head (Kế hoạch II.3.b)."""
    verb = "thẩm định"
    head = request_head(estimate, "TỜ TRÌNH", SUBJECT.format(verb), "TTr", FINANCE)
    return Asked(full_name(estimate.agency, estimate.plan), FINANCE, verb, head, signature_of(estimate))


def of_committee(estimate: Estimate) -> Asked:
    """The unit that prepares for a committee asks it to decide; which unit that is, the portal does not know."""
    committee, verb = full_name(estimate.agency, estimate.plan), "phê duyệt"
    head = request_head(estimate, "TỜ TRÌNH", SUBJECT.format(verb), "TTr", committee)
    own, open_sign = f"TTr-{sign_of(estimate.agency)}", f"TTr-{DOTS[:6]}"
    unit = replace(
        head,
        superior=estimate.agency.name.upper(),
        issuer=DOTS,
        number=head.number.replace(own, open_sign),
        annex_reference=head.annex_reference.replace(own, open_sign).replace(f"của {committee})", f"của {DOTS})"),
    )
    return Asked(DOTS, committee, verb, unit, (UNIT_HEAD, ""))


def annexes_of(estimate: Estimate) -> list[Annex]:
    """The lines, and what their pages rest on where that is known."""
    lines = lines_annex(estimate)
    lines.title = "DỰ TOÁN CHI TIẾT KINH PHÍ SỐ HÓA HỒ SƠ, TÀI LIỆU LƯU TRỮ"
    if not basis_of(estimate).rows:
        return [lines]
    basis = basis_annex(estimate)
    lines.roman, basis.roman = "I", "II"
    return [lines, basis]


def request_body(estimate: Estimate, annexes: list[Annex], asked: Asked) -> Iterator[Block]:
    """What it rests on, pages, price, money, its source; what is asked of whom."""
    for text in grounds(estimate):
        yield Block("basis", f"Căn cứ {text};")
    yield paragraph(
        f"{asked.asker} trình {asked.addressee} {asked.verb} dự toán kinh phí số hóa hồ sơ, tài liệu lưu trữ như sau:"
    )
    yield heading("1. Khối lượng")
    yield paragraph(volume_sentence(estimate))
    yield heading("2. Đơn giá")
    yield paragraph(f"{price_sentence(estimate)}.")
    yield heading("3. Kinh phí đề nghị")
    yield paragraph(money_sentence(estimate, annexes))
    for text in remarks(estimate):
        yield paragraph(text)
    yield heading("4. Nguồn kinh phí, thời gian thực hiện")
    yield item(f"Nguồn kinh phí: {DOTS}.")
    yield item(f"Thời gian thực hiện: {DOTS}.")
    yield paragraph(f"{asked.asker} kính đề nghị {asked.addressee} xem xét, {asked.verb}./.")
