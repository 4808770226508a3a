"""Papers about a catalogue, some of them long: which there are, who may have each, how it is written."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.actions import posted_int
from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.workflow import WorkflowError
from plans.appraisal import effects
from plans.intake.template import write_template
from plans.models import Appraisal, Catalogue
from plans.permissions import appraises_catalogue

from .documents import catalogue_docx, catalogue_pdf, catalogue_xlsx
from .documents.appraisal import appraisal_document
from .documents.batches import each
from .documents.docx import write_docx
from .documents.pdf import write_pdf

AT_ONCE = {"xlsx": 10_000, "docx": 5_000, "pdf": 2_000}  # rows written while the browser waits: about a second
WORD_ROWS = 20_000  # beyond, Word and LibreOffice take minutes to open the file
TOO_LONG = "Tệp Word có {} hồ sơ mở rất chậm nên chỉ lập đến {} hồ sơ: chọn tệp PDF để in và ký, hoặc tệp Excel để sửa."
NOT_WAITING = "Mục lục không chờ thẩm định nên không có dự thảo văn bản thẩm định."
DRAFTS = {f"{scope}-{capacity}" for scope in ("whole", "tranche") for capacity in Appraisal.Capacity.values}


@dataclass(frozen=True)
class Kind:
    """One sort of paper. `rows(catalogue, detail)` is how long it is; writers: (catalogue, detail, target, watch)."""

    name: str
    file_name: str
    rows: Callable
    writers: dict
    may: Callable = lambda user, catalogue: (True, "")
    knows: Callable = lambda catalogue, detail: not detail


def official(write):
    return lambda catalogue, detail, target, watch: write(catalogue, target, watch)


def working(catalogue, detail, target, watch):
    write_template(catalogue, target, watch(each(catalogue.files)))


def about(find, write):
    """A document about the appraisal that `find(catalogue, detail)` gives."""
    return lambda catalogue, detail, target, watch: write(appraisal_document(find(catalogue, detail)), target, watch)


def decided(catalogue, detail):
    known = catalogue.appraisals.select_related("catalogue__agency", "catalogue__fonds")
    return known.select_related("catalogue__plan__reporting_agency").get(pk=detail)


def draft(catalogue, detail):
    """What would be decided now, number and date open. Raises WorkflowError with what keeps it from being decided."""
    scope, _, capacity = detail.partition("-")
    name, make = ("tranche", effects.tranche) if scope == "tranche" else ("appraise", effects.whole)
    action = catalogue.workflow.action(name)
    missing = [NOT_WAITING] if catalogue.state not in action.sources else action.ready(catalogue)
    if missing:
        raise WorkflowError(" ".join(missing))
    return make(catalogue, ("", portal_today()), capacity, None)


def listed(find):
    """How many files Phụ lục II has."""

    def rows(catalogue, detail):
        found = find(catalogue, detail)
        return found.file_count if found.is_tranche else found.left_out_files

    return rows


KINDS = {
    "official": Kind(
        "Mục lục theo mẫu Nghị định 30/2020",
        "muc-luc-ho-so",
        lambda catalogue, _: catalogue.file_count,
        {
            "xlsx": official(catalogue_xlsx.write_xlsx),
            "docx": official(catalogue_docx.write_docx),
            "pdf": official(catalogue_pdf.write_pdf),
        },
    ),
    "working": Kind(
        "Tệp Mục lục để sửa và tải lên lại", "muc-luc", lambda catalogue, _: catalogue.file_count, {"xlsx": working}
    ),
    "appraisal": Kind(
        "Văn bản thẩm định Mục lục",
        "tham-dinh-muc-luc",
        listed(decided),
        {"docx": about(decided, write_docx), "pdf": about(decided, write_pdf)},
        knows=lambda catalogue, detail: posted_int(detail) and catalogue.appraisals.filter(pk=detail).exists(),
    ),
    "draft": Kind(
        "Dự thảo văn bản thẩm định Mục lục",
        "du-thao-tham-dinh",
        listed(draft),
        {"docx": about(draft, write_docx), "pdf": about(draft, write_pdf)},
        appraises_catalogue,
        knows=lambda catalogue, detail: detail in DRAFTS,
    ),
}


@dataclass(frozen=True)
class Wanted:
    """One paper that somebody asks for; `form` is the kind, with what it is about: "appraisal-12"."""

    catalogue: Catalogue
    form: str
    extension: str

    @property
    def kind(self):
        return KINDS[self.form.partition("-")[0]]

    @property
    def detail(self):
        return self.form.partition("-")[2]

    @property
    def file_name(self):
        about = "".join(f"-{part}" for part in (self.catalogue.pk, self.detail) if part)
        return f"{self.kind.file_name}{about}.{self.extension}"

    def rows(self):
        """How many rows its table has. Raises WorkflowError where the format can't hold them."""
        count = self.kind.rows(self.catalogue, self.detail)
        if self.extension == "docx" and count > WORD_ROWS:
            raise WorkflowError(TOO_LONG.format(format_int(count), format_int(WORD_ROWS)))
        return count

    def write(self, target, watch=iter):
        self.kind.writers[self.extension](self.catalogue, self.detail, target, watch)


def requested_document(user, catalogue, form, extension):
    """The paper, where there is such a one and the person may have it; None otherwise."""
    name, _, detail = form.partition("-")
    kind = KINDS.get(name)
    if kind is None or extension not in kind.writers or not kind.knows(catalogue, detail):
        return None
    return Wanted(catalogue, form, extension) if kind.may(user, catalogue)[0] else None
