"""Công văn that decides on many catalogues: one letter, a table with the result of each, the files of all of them."""

from collections.abc import Iterator
from functools import partial

from agencies.formats.numbers import format_int, format_signed
from agencies.models import IssuedDocument
from plans.appraisal.agreed_changes import what_changed
from plans.appraisal.signed import approved_rows, left_out_rows
from plans.models import Appraisal, CatalogueReturn

from .appraisal import CODE_SHOWN, letterhead, signed_document
from .appraisal_annexes import (
    FILES,
    approved_lines,
    factor_notes,
    in_place_of,
    left_out_lines,
    let_through_before,
    replaced_whole,
)
from .catalogue_numbers import has_several, numbered
from .content import Annex, AnnexColumn, AnnexRow, Cells, Document, LongAnnex, summed_up, worked_out
from .joint_body import LET_THROUGH, Lists, before, body, lists_of
from .joint_returns import named_files, returned_line, to_mend_annex
from .phrases import note
from .report import plan_title

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
    lists = Lists() if without_lists else lists_of(appraisals, returns)
    basis = plan_title(plan, is_signed=bool(document.number))
    subject = "V/v thẩm định Mục lục hồ sơ, tài liệu số hóa của các cơ quan, đơn vị"
    return signed_document(
        plan,
        document,
        document.issued_on,
        letterhead(plan, document, subject, "\n".join(agencies)),
        blocks=list(body(basis, plan, agencies, appraisals, returns, lists)),
        annexes=short_annexes(document, appraisals, returns) if without_lists else annexes(appraisals, returns, lists),
    )


def short_annexes(document: IssuedDocument, appraisals: list[Appraisal], returns: list[CatalogueReturn]) -> list[Annex]:
    """Phụ lục I alone, with a note on what is left out."""
    known = results_annex(appraisals, returns, Lists())
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
    appraisals, returns = decisions(document)
    return sum(each.file_count + each.left_out_files for each in appraisals) + named_files(returns)


def annexes(appraisals: list[Appraisal], returns: list[CatalogueReturn], lists: Lists) -> list[Annex]:
    """Phụ lục I (a result per catalogue), then files approved, left out, to be mended, as far as there are any."""
    found: list[Annex] = [results_annex(appraisals, returns, lists)]
    if lists.approved:
        found.append(files_annex(lists.approved, appraisals))
    if lists.left_out:
        found.append(files_annex(lists.left_out, appraisals, gone=True))
    return [*found, to_mend_annex(returns, lists.to_mend)] if lists.to_mend else found


def files_annex(roman: str, appraisals: list[Appraisal], gone: bool = False) -> LongAnnex:
    """The files of all catalogues that are approved, or `gone`: left out."""
    rows = left_out_rows if gone else approved_rows
    several = any(has_several(rows(each)) for each in appraisals)
    columns = [*numbered(FILES if gone else FILES[:-1], several), OF_CATALOGUE]
    title = "HỒ SƠ LOẠI KHỎI DIỆN SỐ HÓA" if gone else "HỒ SƠ ĐƯỢC SỐ HÓA"
    return LongAnnex(roman, title, columns, [], lines=partial(listed, appraisals, several, gone))


def results_annex(appraisals: list[Appraisal], returns: list[CatalogueReturn], lists: Lists) -> Annex:
    lines = [appraised_line(each) for each in appraisals]
    lines += [returned_line(each, lists.to_mend) for each in returns]
    cells = [worked_out(RESULTS, {"serial": str(serial)} | line) for serial, line in enumerate(lines, start=1)]
    rows = [*map(AnnexRow, cells), AnnexRow(summed_up(RESULTS, cells) | {"name": "TỔNG CỘNG"}, "total")]
    notes = [OF_TRANCHE] if any(each.is_tranche for each in appraisals) else []
    notes += factor_notes(appraisals)
    return Annex("I", "KẾT QUẢ THẨM ĐỊNH TỪNG MỤC LỤC", RESULTS, rows, notes=notes)


def appraised_line(one: Appraisal) -> Cells:
    agreed = f", sau khi {what_changed(one)}: {one.agreed_hash[:CODE_SHOWN]}" if one.agreed_hash else ""
    code = f"; {one.frozen_hash[:CODE_SHOWN]}{agreed}" if one.frozen_hash else ""
    return {
        "agency": one.catalogue.agency.name,
        "name": f"{one.with_fonds_as_signed} (lần trình {one.revision}{code})",
        "handed_files": one.handed_files,
        "handed_pages": one.handed_pages,
        "gone_files": one.left_out_files,
        "files": one.file_count,
        "pages": one.a4_page_count,
        "result": "; ".join(
            [
                "Thẩm định một đợt" if one.is_tranche else "Thẩm định đạt",
                *in_place(one),
                *tranches_in(one),
                *corrected_in(one),
                *passed_with_reason(one),
            ]
        ),
    }


def in_place(one: Appraisal) -> Iterator[str]:
    """Which earlier decision on the whole it takes the place of."""
    if earlier := replaced_whole(one):
        yield in_place_of(earlier)


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


def listed(appraisals: list[Appraisal], several: bool = False, gone: bool = False) -> Iterator[list[str]]:
    """Rows of all catalogues one after the other, each naming its own, numbered through."""
    serial = 0
    for each in appraisals:
        if gone and not each.left_out_files:  # a tranche leaves nothing out: what its catalogue did is yet to come
            continue
        of_which = f"{each.catalogue.agency.name}, {each.with_fonds_as_signed}"
        for line in left_out_lines(each, several) if gone else approved_lines(each, several):
            serial += 1
            yield [str(serial), *line[1:], of_which]
