"""Register of the papers of money: of what, when, and under which name each is saved; all as Word, PDF and Excel."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agencies.calendar import portal_today
from agencies.formats.text import for_file_name
from agencies.models import Agency
from budgets.models import Acceptance, Allocation, Entry, Estimate, Payment, Settlement

from ..documents.content import Document
from ..documents.docx import write_docx
from ..documents.pdf import write_pdf
from ..documents.xlsx_paper import to_paper_xlsx
from . import acceptances, allocations, decisions, estimates, requests, settlements, treasury


@dataclass(frozen=True)
class MoneyPaper:
    """One kind of paper; `exists` says whether there is one of the object, `build` draws it."""

    slug: str
    name: str
    file_name: str
    build: Callable[[Any], Document]
    exists: Callable[[Any], bool]


def always(obj: Estimate) -> bool:
    """Whoever sees the object may print it."""
    return True


def was_decided(estimate: Estimate) -> bool:
    return estimate.result is not None


def stands(entry: Entry) -> bool:
    """Neither taken back nor what takes back."""
    return not entry.is_reversal and not entry.was_reversed


def is_standing_payment(payment: Payment) -> bool:
    """Advances and recoveries are no volume: the form is about payments."""
    return payment.kind == Payment.Kind.PAYMENT and stands(payment)


def result_of(estimate: Estimate) -> Document:
    """The paper of the latest decision."""
    result = estimate.appraisals.select_related("document__issuer", "document__delegation")[0]
    return decisions.result_document(estimate, result, list(result.lines.all()))


def form_of_acceptance(acceptance: Acceptance) -> Document:
    return treasury.form_document(treasury.of_acceptance(acceptance))


def form_of_payment(payment: Payment) -> Document:
    return treasury.form_document(treasury.of_payment(payment))


FORM = ("khoi-luong", "Khối lượng hoàn thành", "khoi-luong-hoan-thanh")
PAPERS: dict[type, tuple[MoneyPaper, ...]] = {
    Estimate: (
        MoneyPaper("du-toan", "Dự toán chi tiết", "du-toan-chi-tiet", estimates.detail_document, always),
        MoneyPaper("to-trinh", "Tờ trình", "to-trinh-du-toan", requests.request_document, always),
        MoneyPaper("ket-qua", "Kết quả", "ket-qua-du-toan", result_of, was_decided),
    ),
    Allocation: (
        MoneyPaper("quyet-dinh", "Quyết định", "quyet-dinh-giao-du-toan", allocations.decision_document, stands),
    ),
    Acceptance: (
        MoneyPaper("bien-ban", "Biên bản", "bien-ban-nghiem-thu", acceptances.minutes_document, stands),
        MoneyPaper(*FORM, form_of_acceptance, stands),
    ),
    Payment: (MoneyPaper(*FORM, form_of_payment, is_standing_payment),),
    Settlement: (
        MoneyPaper("doi-chieu", "Đối chiếu", "doi-chieu-quyet-toan", settlements.comparison_document, stands),
    ),
}


def paper_of(obj: Any, slug: str) -> MoneyPaper | None:
    """The paper of that name, where there is one of the object."""
    return next((paper for paper in PAPERS[type(obj)] if paper.slug == slug and paper.exists(obj)), None)


def written(document: Document, extension: str, name: str) -> bytes:
    """The bytes of the file. Raises PdfUnavailable."""
    if extension == "xlsx":
        return to_paper_xlsx(document, name)
    target = io.BytesIO()
    {"docx": write_docx, "pdf": write_pdf}[extension](document, target)
    return target.getvalue()


def file_name(paper: MoneyPaper, obj: Any, document: Document, extension: str) -> str:
    """Kind, agency, which of them, day: "bien-ban-nghiem-thu-SYT-01-BBNT-2025-06-10.docx"."""
    draft = "du-thao-" if document.letterhead.mark else ""
    which = for_file_name(obj.name if isinstance(obj, Estimate) else obj.number)
    day = portal_today() if isinstance(obj, Estimate) else obj.dated_on
    parts = (f"{draft}{paper.file_name}", agency_of(obj).code, which, day.isoformat())
    return f"{'-'.join(filter(None, parts))}.{extension}"


def agency_of(obj: Any) -> Agency:
    """Whose paper it is."""
    if isinstance(obj, Acceptance | Payment):
        return obj.contract.agency
    return obj.issuer if isinstance(obj, Allocation) else obj.agency
