"""Công văn thẩm định Mục lục: what Sở Nội vụ writes to the agency, each sentence of it from the appraisal it keeps."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from agencies.calendar import portal_today
from agencies.formats.dates import format_date, format_date_long
from agencies.formats.numbers import format_dong, format_int, format_percent, format_signed, pad_quantity
from agencies.models import IssuedDocument
from plans.appraisal.agreed_changes import what_changed
from plans.appraisal.gate import OPEN_REASON
from plans.models import Appraisal, ArchivalFile, Plan
from plans.pricing import plan_price_dong

from .appraisal_annexes import CORRECTED, annexes, in_place_of, replaced_whole
from .content import ILLUSTRATIVE, Annex, Block, Document, Letterhead
from .phrases import item, paragraph
from .report import BLANK_DATE, issuer_of, plan_title, superior_of
from .signing import archive_line, signature

LeftOut = ArchivalFile.LeftOut
FINANCE = "Sở Tài chính"
SumsOf = Callable[[Iterable[str]], tuple[int, int]]  # reasons of leaving out -> files, trang A4 quy đổi
OPEN_NUMBER = "      /{}-{}"
CODE_SHOWN = 12  # of the 64 signs of the check code, as on the page


def appraisal_document(appraisal: Appraisal) -> Document:
    """The document of one appraisal, of the whole or of a tranche; every figure is the one that was decided."""
    plan, agency = appraisal.catalogue.plan, appraisal.catalogue.agency.name
    scope, others = " một đợt" if appraisal.is_tranche else "", also_decided(appraisal)
    subject = f"V/v thẩm định{scope} Mục lục hồ sơ, tài liệu số hóa của {agency}"
    head = letterhead(plan, appraisal.document, f"{subject} (phần trích)" if others else subject, agency)
    blocks = list(body(appraisal, issuer_of(plan), plan_price_dong(plan)))
    found = annexes(appraisal, plan_price_dong(plan))
    if others:
        head = replace(head, annex_reference=head.annex_reference.replace("Kèm theo", "Trích", 1))
        blocks.insert(0, paragraph(extract_sentence(appraisal, others, found), "letter_extract"))
        for annex in found[1:]:
            annex.title = f"{annex.title} (TRÍCH PHỤ LỤC {annex.roman} CỦA CÔNG VĂN)"
    return signed_document(plan, appraisal.document, appraisal.decided_on, head, blocks=blocks, annexes=found)


def signed_document(plan: Plan, document: IssuedDocument, as_of: date, head: Letterhead, **content: Any) -> Document:
    """A letter of Sở Nội vụ with this content (blocks, annexes), signed in the capacity that the register has."""
    signer_title, signer_name = signature(plan, document.delegation, document.capacity)
    return Document(
        as_of=as_of,
        letterhead=head,
        summary=None,
        signer_title=signer_title,
        signer_name=signer_name,
        recipients=["- Như trên;", *informed(head), archive_line(plan)],
        remark=ILLUSTRATIVE if plan.figures_are_illustrative else "",
        **content,
    )


def informed(head: Letterhead) -> list[str]:
    """Sở Tài chính, which appraises what the agency asks for these pages, unless the letter goes to it anyway."""
    return [] if FINANCE in head.addressee else [f"- {FINANCE};"]


def letterhead(plan: Plan, document: IssuedDocument, subject: str, addressee: str) -> Letterhead:
    """The head of the letter; number and date stay open while it waits for its signature."""
    issuer, office = issuer_of(plan), plan.reporting_agency.code if plan.reporting_agency else "SNV"
    number = document.number or OPEN_NUMBER.format(office, plan.drafting_unit or "…")
    written = document.number and format_date_long(document.issued_on)
    day = written or f"{BLANK_DATE} {portal_today().year}"
    return Letterhead(
        superior=superior_of(plan),
        issuer=issuer.upper(),
        number=f"Số: {number}",
        place_and_date=f"{plan.province_name}, {day}",
        subject=subject,
        addressee=addressee,
        annex_reference=f"(Kèm theo Công văn số {number} {day} của {issuer})",
        kind="",
    )


def body(appraisal: Appraisal, issuer: str, price: int) -> Iterator[Block]:
    """What was appraised, what was left out, what was let through and why, what a sample showed, what comes next."""
    catalogue = appraisal.catalogue
    basis = plan_title(catalogue.plan, is_signed=bool(appraisal.document.number))
    yield paragraph(
        f"Căn cứ {basis}; xét Mục lục hồ sơ, tài liệu số hóa “{appraisal.name_as_signed}”, "
        f"{appraisal.fonds_as_signed}, của {catalogue.agency.name}{handed_in(appraisal)} (lần trình "
        f"{appraisal.revision}), {issuer} thẩm định {appraisal.scope} như sau:",
        "letter_opening",
    )
    known = volume(appraisal.file_count, appraisal.a4_page_count)
    yield item(f"Được số hóa: {known} (tổng hợp tại Phụ lục I, danh sách tại Phụ lục II).", "letter_approved")
    if appraisal.estimated_files:
        yield item(estimated([appraisal]), "letter_estimated")
    if earlier := replaced_whole(appraisal):
        yield item(f"Kết quả này {in_place_of(earlier)}.", "letter_in_place")
    if appraisal.corrected_files:
        yield item(corrected([appraisal]), "letter_corrected")
    if appraisal.left_out_files:
        yield item(left_out(appraisal, price), "letter_left_out")
    yield from let_through(appraisal)
    if appraisal.sample:
        yield item(sample_sentence(appraisal.sample), "letter_sample")
    if appraisal.frozen_hash:
        yield paragraph(check_code(appraisal), "letter_check_code")
    yield paragraph(next_steps(appraisal), "letter_closing")


def handed_in(appraisal: Appraisal) -> str:
    submitted_at = appraisal.submitted_at or appraisal.catalogue.submitted_at
    return f" trình ngày {format_date(submitted_at)}" if submitted_at else ""


def volume(files: int, pages: int) -> str:
    return f"{pad_quantity(files)} hồ sơ; {format_int(pages)} trang A4 quy đổi"


def estimated(appraisals: Iterable[Appraisal]) -> str:
    """How much of what is to be digitized an agency's head worked out from sheets; nobody has counted these pages."""
    sums = [(each.estimated_files, each.estimated_pages) for each in appraisals]
    files, pages = sum(files for files, _ in sums), sum(pages for _, pages in sums)
    return f"Trong đó {pad_quantity(files)} hồ sơ có số trang ước tính từ số tờ: {format_int(pages)} trang A4."


def corrected(appraisals: Iterable[Appraisal]) -> str:
    """How many files answers of the agency corrected after the handing in, and by how many pages."""
    sums = [(each.corrected_files, each.corrected_pages) for each in appraisals]
    files, pages = sum(files for files, _ in sums), sum(pages for _, pages in sums)
    change = f"{format_signed(pages)} trang A4 quy đổi" if pages else "số trang không đổi"
    return f"{CORRECTED}: {pad_quantity(files)} hồ sơ, {change}."


def left_out(appraisal: Appraisal, price: int) -> str:
    """What is left out, for good and for now apart: only the first saves money."""
    return left_out_sentence(appraisal.left_out_files, appraisal.left_out_pages, appraisal.left_out_sums, price)


def left_out_sentence(every: int, pages: int, sums_of: SumsOf, price: int, roman: str = "III") -> str:
    """How much is left out and for which reasons; where there is one only its figures are not said twice.

    `roman` is the annex that lists it, "" where none does.
    """
    where, reasons = listed_in(roman), list(by_reason(sums_of, price))
    if [files for files, _ in reasons] == [every]:
        return f"Loại khỏi diện số hóa vì {reasons[0][1]}{where}."
    among = f", trong đó: {'; '.join(words for _, words in reasons)}" if reasons else ""
    return f"Loại khỏi diện số hóa: {volume(every, pages)}{where}{among}."


def listed_in(roman: str) -> str:
    """Which annex lists what was just said; nothing where the letter goes without the list."""
    return f" (danh sách tại Phụ lục {roman})" if roman else ""


def by_reason(sums_of: SumsOf, price: int) -> Iterator[tuple[int, str]]:
    """(files, words) of each kind of reason that occurs; `sums_of(reasons)` is (files, pages)."""
    files, pages = sums_of(ArchivalFile.FOR_GOOD)
    if files:
        yield files, f"trùng, thừa, hết giá trị: {volume(files, pages)}, tiết kiệm {format_dong(pages * price)}"
    for reasons, words in ((ArchivalFile.PUT_OFF, "chưa chỉnh lý, số hóa sau"), ((LeftOut.OTHER,), "lý do khác")):
        files, pages = sums_of(reasons)
        if files:
            yield files, f"{words}: {volume(files, pages)}"


def let_through(appraisal: Appraisal) -> Iterator[Block]:
    """What passed the gate of the plan though unarranged or unseen, with the reason given for it."""
    count, every = appraisal.unarranged_files, appraisal.file_count
    if count:
        reason = appraisal.unarranged_reason or OPEN_REASON
        text = f"Chấp nhận số hóa {pad_quantity(count)} hồ sơ chưa chỉnh lý; lý do: {ended(reason)}"
        yield item(text, "letter_unarranged")
    count = appraisal.unseen_files
    if count:
        share, reason = format_percent(count, every), appraisal.unseen_reason or OPEN_REASON
        yield item(
            f"Chấp nhận {pad_quantity(count)} hồ sơ ({share} số hồ sơ được số hóa) mà không xem từng hồ sơ; lý do: "
            f"{ended(reason)}",
            "letter_unseen",
        )


def ended(sentence: str) -> str:
    """The sentence with one full stop."""
    return f"{sentence.rstrip('. ')}."


def sample_sentence(known: Mapping[str, Any]) -> str:
    """The draw as it was recorded, and what it lets us say of the rest."""
    size, checked = known["size"], known["checked"]
    looked = "đã xem từng hồ sơ" if checked == size else f"đã xem {pad_quantity(checked)} hồ sơ trong mẫu"
    rate = ""
    if "lower" in known:
        rate = f"; với độ tin cậy 95%, tỷ lệ hồ sơ phải loại trong cả Mục lục từ {known['lower']} đến {known['upper']}"
    day = format_date(date.fromisoformat(known["drawn_on"]))
    return (
        f"Ngày {day} rút ngẫu nhiên {pad_quantity(size)} trong {format_int(known['of'])} hồ sơ (mã rút mẫu "
        f"{known['seed']}), {looked}: loại {pad_quantity(known['errors'])} hồ sơ{rate}."
    )


def check_code(appraisal: Appraisal) -> str:
    agreed = appraisal.agreed_hash and f"; sau khi {what_changed(appraisal)}: {appraisal.agreed_hash[:CODE_SHOWN]}"
    return (
        f"Mã kiểm tra bản trình: {appraisal.frozen_hash[:CODE_SHOWN]}{agreed}. Mã được tính từ mọi dòng của Mục lục đã "
        "trình; đối chiếu với mã ghi trên trang Mục lục để biết nội dung không bị sửa sau khi thẩm định."
    )


def also_decided(appraisal: Appraisal) -> int:
    """On how many other catalogues the document decides: what is written on this one is then an extract of it."""
    signed = appraisal.document
    if not signed.pk:
        return 0
    decided = {
        *signed.appraisals.values_list("catalogue", flat=True),
        *signed.returns.values_list("catalogue", flat=True),
    }
    return len(decided - {appraisal.catalogue_id})


def extract_sentence(appraisal: Appraisal, others: int, found: list[Annex]) -> str:
    """Of which document this is an extract, and of which of its annexes: its own annexes are numbered like these."""
    signed, lists = appraisal.document, ", ".join(annex.roman for annex in found[1:])
    return (
        f"Đây là phần trích Công văn số {signed.number} {format_date_long(signed.issued_on)} của "
        f"{issuer_of(appraisal.catalogue.plan)} về Mục lục này; Công văn còn quyết định về {pad_quantity(others)} Mục "
        f"lục khác. Phụ lục {lists} kèm theo trích các hồ sơ của Mục lục này trong Phụ lục {lists} của Công văn, đánh "
        "số thứ tự lại; Phụ lục I tổng hợp riêng Mục lục này, kết quả chung ở Phụ lục I của Công văn."
    )


def next_steps(appraisal: Appraisal) -> str:
    rest = "Các hồ sơ còn lại (nếu có) tiếp tục được thẩm định. " if appraisal.is_tranche else ""
    agency = appraisal.catalogue.agency.name
    return f"{rest}Đề nghị {agency} lập dự toán, tổ chức số hóa đúng các hồ sơ đã thẩm định./."
