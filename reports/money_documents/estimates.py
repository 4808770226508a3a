"""Dự toán chi tiết: what an agency asks for, line by line, and the pages that it rests on; the sentences of both."""

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_dong, format_int, pad_quantity
from agencies.formats.words import amount_in_words
from budgets.estimates.basis import basis_of
from budgets.models import Estimate, EstimateBasis, EstimateLine
from plans.models import CoverLetter, UnitPrice
from plans.models.pages import SIZES

from ..documents.appraisal import FINANCE
from ..documents.content import (
    ILLUSTRATIVE,
    Annex,
    AnnexColumn,
    Block,
    Cells,
    Document,
    Letterhead,
    plain_rows,
    words_of,
)
from ..documents.report import issuer_of, plan_title
from .parties import letterhead
from .signers import signature_of

LINES = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("name", "Nội dung", 82),
    AnnexColumn("unit", "Đơn vị tính", 18, "middle"),
    AnnexColumn("pages", "Số trang", 28, "int"),
    AnnexColumn("factor", "Hệ số K", 14, "int"),
    AnnexColumn("a4", "Số trang A4 quy đổi", 30, "int", compute=("×", "pages", "factor"), summed=True),
    AnnexColumn("price", "Đơn giá", 22, "int"),
    AnnexColumn("amount", "Thành tiền", 40, "int", compute=("×", "a4", "price"), summed=True),
]
BASIS = [
    AnnexColumn("serial", "TT", 10, "serial"),
    AnnexColumn("name", "Mục lục hồ sơ (đợt) hoặc kết quả rà soát", 110),
    AnnexColumn("document", "Văn bản thẩm định", 62),
    AnnexColumn("files", "Số hồ sơ", 30, "int", summed=True),
    AnnexColumn("pages", "Số trang A4 quy đổi", 38, "int", summed=True),
]
MOST_CITED = 5
REVIEWED, APPRAISED = "kết quả rà soát, Mục lục chưa được thẩm định", "Mục lục đã thẩm định"


def detail_document(estimate: Estimate) -> Document:
    """Dự toán chi tiết: the lines on one sheet laid across, below them what explains it, signed by its head."""
    head = request_head(estimate, "DỰ TOÁN CHI TIẾT", "Kinh phí số hóa hồ sơ, tài liệu lưu trữ", "")
    table = lines_annex(estimate)
    below = [Block("line", text) for text in remarks(estimate)]
    return Document(
        as_of=portal_today(),
        letterhead=head,
        blocks=[Block("line", f"Tên dự toán: {estimate.name}."), Block("line", f"Căn cứ: {basis_sentence(estimate)}.")],
        summary=None,
        annexes=[basis_annex(estimate)] if basis_of(estimate).rows else [],
        signer_title="",
        signer_name="",
        recipients=[],
        remark=remark_of(estimate),
        table=table,
        below=below,
        parties=[("NGƯỜI LẬP", ""), signature_of(estimate)],
        across=True,
    )


def request_head(estimate: Estimate, kind: str, subject: str, sign: str, addressee: str = "") -> Letterhead:
    """The head of what the agency hands in: number and day of the letter it came with, open in a draft."""
    letter = letter_of(estimate)
    return letterhead(
        estimate.agency,
        estimate.plan,
        kind=kind,
        subject=subject,
        sign=sign,
        number=letter.number if letter and sign else "",
        day=letter.issued_on if letter else None,
        addressee=addressee,
        is_draft=estimate.is_changeable,
    )


def letter_of(estimate: Estimate) -> CoverLetter | None:
    """The letter it was handed in with the last time; None while it is being written."""
    return None if estimate.is_changeable else CoverLetter.objects.about(estimate).first()


def remark_of(estimate: Estimate) -> str:
    return ILLUSTRATIVE if estimate.plan.figures_are_illustrative else ""


def grounds(estimate: Estimate) -> list[str]:
    """The plan, and the documents by which its catalogues were appraised; many of them are in the annex alone."""
    documents = {row.appraisal.document for row in basis_of(estimate).rows if row.appraisal}
    signed = sorted(documents, key=lambda document: (document.issued_on, document.pk))
    numbers = [f"số {document.number} ngày {format_date(document.issued_on)}" for document in signed]
    if len(numbers) > MOST_CITED:
        numbers = [f"{pad_quantity(len(signed))} văn bản tại Phụ lục II"]
    cited = f"Công văn {', '.join(numbers)} của {issuer_of(estimate.plan)} về thẩm định Mục lục hồ sơ, tài liệu số hóa"
    return [plan_title(estimate.plan), *([cited] if signed else [])]


def basis_sentence(estimate: Estimate) -> str:
    """The same with the unit price, in one sentence."""
    return "; ".join([*grounds(estimate), price_sentence(estimate)])


def price_sentence(estimate: Estimate) -> str:
    """The unit price that the estimate keeps, with the document that it is in, where it is known."""
    known = UnitPrice.objects.filter(amount_dong=estimate.unit_price_dong).first()
    source = f" theo {known.source}" if known and known.source else ""
    number = f" ({known.number})" if known and known.number else ""
    return f"Đơn giá {format_dong(estimate.unit_price_dong)}/trang A4 (K=1){source}{number}"


def volume_sentence(estimate: Estimate) -> str:
    """Pages by size, and what they rest on."""
    basis = basis_of(estimate)
    sizes = [f"{format_int(pages)} trang {size.upper()}" for size, pages in estimate.pages_by_size().items() if pages]
    among = f", gồm {'; '.join(sizes)}" if sizes else ""
    rests = ""
    if basis.rows:
        files, pages = pad_quantity(basis.file_count), format_int(basis.a4_page_count)
        what = REVIEWED if basis.is_reviewed_only else APPRAISED
        rests = f" Căn cứ theo {what}: {files} hồ sơ; {pages} trang A4 quy đổi."
    return f"{format_int(estimate.a4_page_count)} trang A4 quy đổi{among}.{rests}"


def money_sentence(estimate: Estimate, annexes: list[Annex]) -> str:
    """The amount in figures and words, parted into pages and further costs."""
    extra = sum(line.amount_dong for line in estimate.shown_lines() if not line.size)
    parts = ""
    if extra:
        pages = format_dong(estimate.requested_dong - extra)
        parts = f" Trong đó: số hóa theo đơn giá {pages}; chi phí khác {format_dong(extra)}."
    names = ", ".join(annex.name for annex in annexes)
    return (
        f"{format_dong(estimate.requested_dong)} (bằng chữ: {amount_in_words(estimate.requested_dong)}).{parts} Chi "
        f"tiết tại {names} kèm theo."
    )


def remarks(estimate: Estimate) -> list[str]:
    """What the agency says of its estimate."""
    known = (
        ("Thuyết minh", estimate.note),
        ("Lý do vượt chỉ tiêu, rà soát", estimate.excess_reason),
        ("Giải trình số liệu", estimate.unusual_reason),
    )
    return [f"{title}: {' '.join(text.split())}" for title, text in known if text.strip()]


def lines_annex(estimate: Estimate) -> Annex:
    """The lines as the page of the estimate has them; the total is what is asked for (đồng)."""
    lines = estimate.shown_lines()
    rows = plain_rows(LINES, [line_cells(line, estimate.unit_price_dong) for line in lines])
    words = words_of(estimate.requested_dong)
    return Annex("", "CHI TIẾT DỰ TOÁN", LINES, rows, unit="đồng", words=words, notes=factor_notes(lines))


def line_cells(line: EstimateLine, price_dong: int) -> Cells:
    """Pages of a size × K × price, or an extra line with its amount alone."""
    if not line.size:
        return {"name": line.name, "unit": "", "amount": line.amount_dong}
    return {"name": line.name, "unit": "trang", "pages": line.page_count, "factor": line.factor, "price": price_dong}


def factor_notes(lines: list[EstimateLine]) -> list[Block]:
    """That a K has to be confirmed by Sở Tài chính (domain §5)."""
    open_sizes = {line.size for line in lines if line.page_count and not line.factor_confirmed}
    if not open_sizes:
        return []
    named = ", ".join(size.upper() for size in SIZES if size in open_sizes)
    return [Block("note", f"Hệ số K của khổ {named} cần {FINANCE} xác nhận.")]


def basis_annex(estimate: Estimate) -> Annex:
    """The appraised catalogues and tranches, or the review, that its pages rest on."""
    rows = plain_rows(BASIS, [basis_cells(row) for row in basis_of(estimate).rows])
    return Annex("", "CĂN CỨ KHỐI LƯỢNG", BASIS, rows)


def basis_cells(row: EstimateBasis) -> Cells:
    counted = {"files": row.file_count, "pages": row.a4_page_count}
    if row.appraisal is None:
        return {"name": "Kết quả rà soát khối lượng (Mục lục chưa được thẩm định)", "document": "", **counted}
    document = row.appraisal.document
    part = " (thẩm định một đợt)" if row.appraisal.is_tranche else ""
    day = format_date(document.issued_on)
    return {
        "name": f"{row.appraisal.with_fonds_as_signed}{part}",
        "document": f"{document.number} ngày {day}",
        **counted,
    }
