"""Documents of a catalogue, some of them long: which there are, who may have each, how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO

from agencies.calendar import portal_today
from agencies.delegation import signing
from agencies.formats.numbers import format_int
from agencies.formats.text import for_file_name
from agencies.models import IssuedDocument, User
from agencies.requests import posted_int
from agencies.workflow import WorkflowError
from plans.appraisal import results
from plans.appraisal.handed_in import BEING_CHANGED, holds_rows_back
from plans.intake.template import write_template
from plans.models import Appraisal, Catalogue
from plans.permissions import appraises_catalogue

from .documents import catalogue_docx, catalogue_pdf, catalogue_xlsx
from .documents.appraisal import appraisal_document
from .documents.batches import each
from .documents.content import Document, LongAnnex, Watch
from .documents.docx import write_docx
from .documents.joint_appraisal import decisions, joint_document, row_count
from .documents.pdf import write_pdf

Find = Callable[[Catalogue, str], Appraisal]  # the appraisal that the detail names
Write = Callable[[Catalogue, str, IO[bytes], Watch], None]  # catalogue, detail, open file, watch
AT_ONCE = {"xlsx": 10_000, "docx": 5_000, "pdf": 2_000}  # rows written while the browser waits: about a second
WORD_ROWS = 20_000  # beyond, Word and LibreOffice take minutes to open the file
TOO_LONG = "Tệp Word có {} hồ sơ mở rất chậm nên chỉ lập đến {} hồ sơ: chọn tệp PDF để in và ký, hoặc tệp Excel để sửa."
NOT_WAITING = "Mục lục không chờ thẩm định nên không có dự thảo văn bản thẩm định."


def without_detail(catalogue: Catalogue, detail: str) -> bool:
    """True where nothing more is named than the kind."""
    return not detail


def whoever_sees_it(user: User, catalogue: Catalogue) -> tuple[bool, str]:
    """A predicate: who sees the catalogue may have the document."""
    return True, ""


def whoever_sees_its_rows(user: User, catalogue: Catalogue) -> tuple[bool, str]:
    """A predicate: those who oversee the plan read no row that its agency has not handed in yet."""
    return not holds_rows_back(user, catalogue), BEING_CHANGED


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document: how many rows it has, how it is written as which format, who may have it."""

    name: str
    file_name: str
    rows: Callable[[Catalogue, str], int]
    writers: Mapping[str, Write]  # by extension
    may: Callable[[User, Catalogue], tuple[bool, str]] = whoever_sees_it
    knows: Callable[[Catalogue, str], bool] = without_detail


def official(write: Callable[[Catalogue, IO[bytes], Watch], None]) -> Write:
    """The official form, written by this writer."""
    return lambda catalogue, detail, target, watch: write(catalogue, target, watch)


def working(catalogue: Catalogue, detail: str, target: IO[bytes], watch: Watch) -> None:
    """Write the catalogue's files into the template that is uploaded again."""
    write_template(catalogue, target, watch(each(catalogue.files.all())))


def about(find: Find, write: Callable[[Document, IO[bytes], Watch], None]) -> Write:
    """A document about the appraisal that `find(catalogue, detail)` gives."""
    return lambda catalogue, detail, target, watch: write(appraisal_document(find(catalogue, detail)), target, watch)


def decided(catalogue: Catalogue, detail: str) -> Appraisal:
    """The appraisal with this primary key."""
    known = catalogue.appraisals.select_related("document", "catalogue__agency", "catalogue__fonds")
    return known.select_related("catalogue__plan__reporting_agency").get(pk=detail)


def draft(catalogue: Catalogue, detail: str) -> Appraisal:
    """What would be decided now, number and date open. Raises WorkflowError with what keeps it from being decided."""
    scope, _, capacity = detail.partition("-")
    is_tranche = scope == "tranche"
    name, make = ("tranche", results.draft_of_tranche) if is_tranche else ("appraise", results.draft_of_whole)
    action = catalogue.workflow.action(name)
    missing = [NOT_WAITING] if catalogue.state not in action.sources else action.ready(catalogue)
    if missing:
        raise WorkflowError(" ".join(missing))
    return make(catalogue, capacity)


def oversees(user: User, catalogue: Catalogue) -> tuple[bool, str]:
    """A predicate: the whole letter names files of other agencies, so an agency has its own part of it instead."""
    return user.oversees, "Văn bản chung do Sở Nội vụ giữ; cơ quan tải phần trích về Mục lục của mình."


def decides_on(catalogue: Catalogue, detail: str) -> bool:
    """True where the detail is the primary key of a document that decided on the catalogue."""
    document = posted_int(detail)
    decisions = (catalogue.appraisals, catalogue.returns)
    return document is not None and any(rows.filter(document=document).exists() for rows in decisions)


def draft_letter(document: IssuedDocument, extension: str) -> Document:
    """The letter of a rehearsed decision, read as a whole so that it is written when nothing of the decision is left.

    Lists that would keep the browser waiting are left out.
    """
    letter = joint_document(document, without_lists=row_count(document) > AT_ONCE[extension])
    for annex in letter.annexes:
        if isinstance(annex, LongAnnex):
            annex.hold()
    return letter


def write_draft(letter: Document, extension: str, target: IO[bytes]) -> None:
    """Write the letter to the open file. Raises PdfUnavailable."""
    {"docx": write_docx, "pdf": write_pdf}[extension](letter, target)


def together(write: Callable[[Document, IO[bytes], Watch], None]) -> Write:
    """The letter of the document that the detail names, about all of its catalogues."""

    def writer(catalogue: Catalogue, detail: str, target: IO[bytes], watch: Watch) -> None:
        write(joint_document(IssuedDocument.objects.get(pk=detail)), target, watch)

    return writer


def listed(find: Find) -> Callable[[Catalogue, str], int]:
    """How many files the annexes of the appraisal list."""

    def rows(catalogue: Catalogue, detail: str) -> int:
        found = find(catalogue, detail)
        return found.file_count + found.left_out_files

    return rows


def all_files(catalogue: Catalogue, detail: str) -> int:
    """Every file of the catalogue is a row."""
    return catalogue.file_count


def is_draft(catalogue: Catalogue, detail: str) -> bool:
    """True where the detail names a scope and a capacity, as "whole-deputy-12" (agencies.delegation.signing)."""
    scope, _, capacity = detail.partition("-")
    return scope in ("whole", "tranche") and signing.is_known(capacity)


def is_appraisal(catalogue: Catalogue, detail: str) -> bool:
    """True where the detail is the primary key of an appraisal of the catalogue."""
    return posted_int(detail) is not None and catalogue.appraisals.filter(pk=detail).exists()


KINDS = {
    "official": DocumentKind(
        "Mục lục theo mẫu Nghị định 30/2020",
        "muc-luc-ho-so",
        all_files,
        {
            "xlsx": official(catalogue_xlsx.write_xlsx),
            "docx": official(catalogue_docx.write_docx),
            "pdf": official(catalogue_pdf.write_pdf),
        },
        whoever_sees_its_rows,
    ),
    "working": DocumentKind(
        "Tệp Mục lục để sửa và tải lên lại", "muc-luc", all_files, {"xlsx": working}, whoever_sees_its_rows
    ),
    "appraisal": DocumentKind(
        "Văn bản thẩm định Mục lục",
        "tham-dinh-muc-luc",
        listed(decided),
        {"docx": about(decided, write_docx), "pdf": about(decided, write_pdf)},
        knows=is_appraisal,
    ),
    "together": DocumentKind(
        "Văn bản thẩm định nhiều Mục lục",
        "tham-dinh-chung",
        lambda catalogue, detail: row_count(IssuedDocument.objects.get(pk=detail)),
        {"docx": together(write_docx), "pdf": together(write_pdf)},
        oversees,
        knows=decides_on,
    ),
    "draft": DocumentKind(
        "Dự thảo văn bản thẩm định Mục lục",
        "du-thao-tham-dinh",
        listed(draft),
        {"docx": about(draft, write_docx), "pdf": about(draft, write_pdf)},
        appraises_catalogue,
        knows=is_draft,
    ),
}


@dataclass(frozen=True)
class RequestedDocument:
    """One document that somebody asks for; `form` is the kind, with what it is about: "appraisal-12"."""

    catalogue: Catalogue
    form: str
    extension: str

    @property
    def kind(self) -> DocumentKind:
        return KINDS[self.form.partition("-")[0]]

    @property
    def detail(self) -> str:
        """What the form names beside its kind, such as the key of an appraisal."""
        return self.form.partition("-")[2]

    @property
    def joint(self) -> IssuedDocument | None:
        """The document that decides on several catalogues, where this is its letter."""
        return IssuedDocument.objects.get(pk=self.detail) if self.kind is KINDS["together"] else None

    @property
    def subject(self) -> str:
        """What it is about, in Vietnamese: its catalogue, or all that the document decides on."""
        if self.joint is None:
            return f"{self.catalogue.name} của {self.catalogue.agency}"
        appraisals, returns = decisions(self.joint)
        every = {each.catalogue_id for each in appraisals} | {each.catalogue_id for each in returns}
        return f"Văn bản số {self.joint.number} quyết định về {format_int(len(every))} Mục lục, danh sách"

    @property
    def file_name(self) -> str:
        """Its kind, agency, catalogue and day: "muc-luc-ho-so-SYT-ho-so-dot-5-2025-06-20.xlsx"."""
        whose = [self.catalogue.agency.code, for_file_name(self.catalogue.name)]
        if self.joint is not None:
            whose = [for_file_name(self.joint.number)]
        parts = [self.kind.file_name, *whose, self.detail if self.joint is None else "", portal_today().isoformat()]
        return f"{'-'.join(filter(None, parts))}.{self.extension}"

    def rows(self) -> int:
        """How many rows its table has. Raises WorkflowError where the format can't hold them."""
        count = self.kind.rows(self.catalogue, self.detail)
        if self.extension == "docx" and count > WORD_ROWS:
            raise WorkflowError(TOO_LONG.format(format_int(count), format_int(WORD_ROWS)))
        return count

    def write(self, target: IO[bytes], watch: Watch = iter) -> None:
        """Write it to the open file; `watch` sees each row go by."""
        self.kind.writers[self.extension](self.catalogue, self.detail, target, watch)


def requested_document(user: User, catalogue: Catalogue, form: str, extension: str) -> RequestedDocument | None:
    """The document, where there is one and the person may have it; None otherwise."""
    name, _, detail = form.partition("-")
    kind = KINDS.get(name)
    if kind is None or extension not in kind.writers or not kind.knows(catalogue, detail):
        return None
    return RequestedDocument(catalogue, form, extension) if kind.may(user, catalogue)[0] else None
