"""Công văn that decides on many catalogues: one letter, a table with the result of each, the files of all of them."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from agencies.formats.numbers import format_int, format_percent, format_signed, pad_quantity
from agencies.formats.text import capitalized
from agencies.models import IssuedDocument
from plans.models import Appraisal, CatalogueReturn, Plan
from plans.pricing import plan_price_dong

from .appraisal import CODE_SHOWN, corrected, ended, left_out_sentence, letterhead, signed_document, volume
from .appraisal_annexes import FILES, approved_lines, factor_notes, left_out_lines, let_through_before
from .content import Annex, AnnexColumn, AnnexRow, Block, Cells, Document, LongAnnex, summed_up, worked_out
from .phrases import item, note, paragraph
from .report import issuer_of, plan_title

RESULTS = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("agency", "Cơ quan, đơn vị", 42),
    AnnexColumn("name", "Mục lục (lần trình; mã kiểm tra bản trình)", 60),
    AnnexColumn("handed_files", "Hồ sơ trình", 20, "int", summed=True),
    AnnexColumn("handed_pages", "Trang A4 quy đổi trình", 26, "int", summed=True),
    AnnexColumn("gone_files", "Hồ sơ loại", 18, "int", summed=True),
    AnnexColumn("files", "Hồ sơ được số hóa", 20, "int", summed=True),
    AnnexColumn("pages", "Trang A4 quy đổi được số hóa", 28, "int", summed=True),
    AnnexColumn("result", "Kết quả", 40),
]
LET_THROUGH = {"unarranged": "chưa chỉnh lý", "unseen": "chưa được xem từng hồ sơ"}  # fields, and what they are called
NAMED = 3
NOT_DECIDED = "–"  # of the files of a catalogue that came back
REST_OF_TRANCHES = "Các hồ sơ còn lại (nếu có) của Mục lục được thẩm định một đợt tiếp tục được thẩm định."
OF_TRANCHE = note(
    "Với Mục lục được thẩm định một đợt, số hồ sơ trình và số trang trình là của đợt này.", "joint_note_tranche"
)
OF_CATALOGUE = AnnexColumn("catalogue", "Cơ quan, Mục lục", 50)


def joint_document(document: IssuedDocument, *, without_lists: bool = False) -> Document:
    """The letter of a document that decided on several catalogues; every figure is the one that was decided.

    Without lists (of a draft that is too long) Phụ lục I says that they are left out.
    """
    appraisals, returns = decisions(document)
    catalogues = [each.catalogue for each in appraisals] + [each.catalogue for each in returns]
    plan, agencies = catalogues[0].plan, list(dict.fromkeys(one.agency.name for one in catalogues))
    subject = "V/v thẩm định Mục lục hồ sơ, tài liệu số hóa của các cơ quan, đơn vị"
    return signed_document(
        plan,
        document,
        document.issued_on,
        letterhead(plan, document, subject, "\n".join(agencies)),
        blocks=list(body(plan_title(plan, is_signed=bool(document.number)), plan, agencies, appraisals, returns)),
        annexes=short_annexes(document, appraisals, returns) if without_lists else annexes(appraisals, returns),
    )


def short_annexes(document: IssuedDocument, appraisals: list[Appraisal], returns: list[CatalogueReturn]) -> list[Annex]:
    """Phụ lục I alone, with a note on what is left out."""
    known = results_annex(appraisals, returns)
    left_out = f"Bản này không in danh sách {format_int(row_count(document))} hồ sơ; văn bản đã có số in đủ."
    known.notes = [*known.notes, note(left_out, "joint_note_short")]
    return [known]


def decisions(document: IssuedDocument) -> tuple[list[Appraisal], list[CatalogueReturn]]:
    """What the document decided, in the official order of the agencies; a whole holds its tranches."""
    order = ("catalogue__agency__official_order", "catalogue__agency__code", "pk")
    related = ("catalogue__agency", "catalogue__fonds", "catalogue__plan__reporting_agency", "document")
    appraisals = list(document.appraisals.select_related(*related).order_by(*order))
    wholes = {each.catalogue_id for each in appraisals if not each.is_tranche}
    standing = [each for each in appraisals if not each.is_tranche or each.catalogue_id not in wholes]
    return standing, list(document.returns.select_related(*related).order_by(*order))


def row_count(document: IssuedDocument) -> int:
    """How many files the annexes list."""
    return sum(each.file_count + each.left_out_files for each in decisions(document)[0])


def body(
    basis: str, plan: Plan, agencies: list[str], appraisals: list[Appraisal], returns: list[CatalogueReturn]
) -> Iterator[Block]:
    """How many catalogues passed with how much, what is left out, what was let through and why, what came back."""
    every, issuer = len(appraisals) + len(returns), issuer_of(plan)
    yield paragraph(
        f"Căn cứ {basis}; xét {pad_quantity(every)} Mục lục hồ sơ, tài liệu số hóa của "
        f"{pad_quantity(len(agencies))} cơ quan, đơn vị, {issuer} thẩm định như sau "
        "(kết quả từng Mục lục tại Phụ lục I):",
        "joint_opening",
    )
    if appraisals:
        yield from passed(appraisals, plan_price_dong(plan))
    if returns:
        text = f"Trả lại để sửa: {pad_quantity(len(returns))} Mục lục, lý do nêu tại Phụ lục I."
        yield item(text, "joint_returned")
    if any(each.frozen_hash for each in appraisals):
        yield paragraph(
            "Mã kiểm tra bản trình được tính từ mọi dòng của Mục lục đã trình; đối chiếu với mã ghi trên trang Mục lục "
            "để biết nội dung không bị sửa sau khi thẩm định.",
            "joint_check_code",
        )
    rest = f"{REST_OF_TRANCHES} " if any(each.is_tranche for each in appraisals) else ""
    yield paragraph(f"{rest}Đề nghị {'; '.join(next_steps(appraisals, returns))}./.", "joint_closing")


def next_steps(appraisals: list[Appraisal], returns: list[CatalogueReturn]) -> Iterator[str]:
    """What is asked of those whose catalogue passed, and of those whose catalogue came back."""
    if appraisals:
        whose = " có Mục lục được thẩm định" if returns else ""
        yield f"các cơ quan, đơn vị{whose} lập dự toán, tổ chức số hóa đúng các hồ sơ đã thẩm định"
    if returns:
        yield "các cơ quan, đơn vị có Mục lục bị trả lại sửa Mục lục theo lý do nêu tại Phụ lục I và trình lại"


def passed(appraisals: list[Appraisal], price: int) -> Iterator[Block]:
    """What is to be digitized, what is not, and what the gate let through."""
    files, pages = (sum(getattr(each, name) for each in appraisals) for name in ("file_count", "a4_page_count"))
    yield item(
        f"{capitalized(counted(appraisals))}; được số hóa {volume(files, pages)} (danh sách tại Phụ lục II)"
        f"{of_earlier_documents(appraisals)}.",
        "joint_passed",
    )
    if any(each.corrected_files for each in appraisals):
        yield item(corrected(appraisals), "joint_corrected")
    gone = sum(each.left_out_files for each in appraisals)
    if gone:
        gone_pages = sum(each.left_out_pages for each in appraisals)
        yield item(left_out_sentence(gone, gone_pages, partial(added, appraisals), price), "joint_left_out")
    yield from let_through(appraisals, files)


def of_earlier_documents(appraisals: list[Appraisal]) -> str:
    """How much of it earlier documents had let through, each by its number; many are named in Phụ lục I alone."""
    sums: dict[str, tuple[int, int]] = {}
    for number, files, pages in chain.from_iterable(map(let_through_before, appraisals)):
        so_far = sums.get(number, (0, 0))
        sums[number] = so_far[0] + files, so_far[1] + pages
    if len(sums) > NAMED:
        files, pages = map(sum, zip(*sums.values(), strict=True))
        return f", trong đó {before(files, pages)} {pad_quantity(len(sums))} Công văn trước (nêu tại Phụ lục I)"
    parts = (f"{before(*volume)} Công văn số {number}" for number, volume in sums.items())
    return f", trong đó {'; '.join(parts)}" if sums else ""


def before(files: int, pages: int) -> str:
    return f"{pad_quantity(files)} hồ sơ, {format_int(pages)} trang A4 quy đổi đã thẩm định theo"


def counted(appraisals: list[Appraisal]) -> str:
    """How many catalogues passed as a whole, and of how many only a part was decided on."""
    tranches = sum(each.is_tranche for each in appraisals)
    kinds = (("thẩm định đạt", len(appraisals) - tranches), ("thẩm định một đợt", tranches))
    return "; ".join(f"{words}: {pad_quantity(count)} Mục lục" for words, count in kinds if count)


def added(appraisals: list[Appraisal], reasons: Iterable[str]) -> tuple[int, int]:
    """(files, trang A4 quy đổi) left out for these reasons by all of them."""
    sums = [each.left_out_sums(reasons) for each in appraisals]
    return sum(files for files, _ in sums), sum(pages for _, pages in sums)


def let_through(appraisals: list[Appraisal], files: int) -> Iterator[Block]:
    """What passed the gate though unarranged or unseen, by the reasons given; several reasons name their catalogues."""
    for name, words in LET_THROUGH.items():
        by_reason: dict[str, list[Appraisal]] = {}
        for each in appraisals:
            if getattr(each, f"{name}_files"):
                by_reason.setdefault(getattr(each, f"{name}_reason"), []).append(each)
        for reason, some in by_reason.items():
            count = sum(getattr(each, f"{name}_files") for each in some)
            share = format_percent(count, files, places=2)
            whose = f" của {named(some)}" if len(by_reason) > 1 else ""
            text = f"Chấp nhận {pad_quantity(count)} hồ sơ {words}{whose} ({share} số hồ sơ được số hóa)"
            yield item(f"{text}; lý do: {ended(reason)}", "joint_let_through")


def named(appraisals: list[Appraisal]) -> str:
    """The catalogues by name where they are few; all stand in Phụ lục I."""
    if len(appraisals) > NAMED:
        return f"{len(appraisals)} Mục lục"
    return "; ".join(f"Mục lục “{each.name_as_signed}” ({each.catalogue.agency.name})" for each in appraisals)


def annexes(appraisals: list[Appraisal], returns: list[CatalogueReturn]) -> list[Annex]:
    """Phụ lục I (a result per catalogue), II (files approved) and III (files left out)."""
    found: list[Annex] = [results_annex(appraisals, returns)]
    if appraisals:
        found.append(
            LongAnnex("II", "HỒ SƠ ĐƯỢC SỐ HÓA", [*FILES[:-1], OF_CATALOGUE], [], lines=lambda: listed(appraisals))
        )
    if any(each.left_out_files for each in appraisals):
        columns = [*FILES, OF_CATALOGUE]
        found.append(
            LongAnnex("III", "HỒ SƠ LOẠI KHỎI DIỆN SỐ HÓA", columns, [], lines=lambda: listed(appraisals, gone=True))
        )
    return found


def results_annex(appraisals: list[Appraisal], returns: list[CatalogueReturn]) -> Annex:
    lines = [appraised_line(each) for each in appraisals] + [returned_line(each) for each in returns]
    cells = [worked_out(RESULTS, {"serial": str(serial)} | line) for serial, line in enumerate(lines, start=1)]
    rows = [*map(AnnexRow, cells), AnnexRow(summed_up(RESULTS, cells) | {"name": "TỔNG CỘNG"}, "total")]
    notes = [OF_TRANCHE] if any(each.is_tranche for each in appraisals) else []
    notes += factor_notes(appraisals)
    return Annex("I", "KẾT QUẢ THẨM ĐỊNH TỪNG MỤC LỤC", RESULTS, rows, notes=notes)


def appraised_line(one: Appraisal) -> Cells:
    agreed = f", sau khi sửa theo trả lời: {one.agreed_hash[:CODE_SHOWN]}" if one.agreed_hash else ""
    code = f"; {one.frozen_hash[:CODE_SHOWN]}{agreed}" if one.frozen_hash else ""
    return {
        "agency": one.catalogue.agency.name,
        "name": f"{one.name_as_signed} (lần trình {one.revision}{code})",
        "handed_files": one.handed_files,
        "handed_pages": one.handed_pages,
        "gone_files": one.left_out_files,
        "files": one.file_count,
        "pages": one.a4_page_count,
        "result": "; ".join(
            [
                "Thẩm định một đợt" if one.is_tranche else "Thẩm định đạt",
                *tranches_in(one),
                *corrected_in(one),
                *passed_with_reason(one),
            ]
        ),
    }


def tranches_in(one: Appraisal) -> Iterator[str]:
    """What of it earlier documents had let through."""
    for number, files, pages in let_through_before(one):
        yield f"trong đó {before(files, pages)} Công văn số {number}"


def corrected_in(one: Appraisal) -> Iterator[str]:
    """What answers of its agency corrected after the handing in."""
    if one.corrected_files:
        pages = f"{format_signed(one.corrected_pages)} trang" if one.corrected_pages else "số trang không đổi"
        yield f"sửa {format_int(one.corrected_files)} hồ sơ theo trả lời của cơ quan: {pages}"


def passed_with_reason(one: Appraisal) -> Iterator[str]:
    """How many of its files passed the gate with a reason."""
    for name, words in LET_THROUGH.items():
        if count := getattr(one, f"{name}_files"):
            yield f"{format_int(count)} hồ sơ {words}"


def returned_line(one: CatalogueReturn) -> Cells:
    return {
        "agency": one.catalogue.agency.name,
        "name": f"{one.name_as_signed} (lần trình {one.revision})",
        "handed_files": one.file_count,
        "handed_pages": one.a4_page_count,
        **dict.fromkeys(("gone_files", "files", "pages"), NOT_DECIDED),
        "result": f"Trả lại: {one.reason}",
    }


def listed(appraisals: list[Appraisal], gone: bool = False) -> Iterator[list[str]]:
    """Rows of all catalogues one after the other, each naming its own, numbered through."""
    serial = 0
    for each in appraisals:
        if gone and not each.left_out_files:  # a tranche leaves nothing out: what its catalogue did is yet to come
            continue
        of_which = f"{each.catalogue.agency.name}, {each.name_as_signed}"
        for line in left_out_lines(each) if gone else approved_lines(each):
            serial += 1
            yield [str(serial), *line[1:], of_which]
