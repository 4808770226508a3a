"""Ước tính số trang từ số tờ: what an agency's head states a sheet holds, written into files that nobody counted."""

from datetime import date

from django.db import transaction
from django.db.models import BigIntegerField, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Agency, Decision, Duty, User
from agencies.permissions import ALLOWED, Answer
from agencies.workflow import NotAllowed, WorkflowError
from plans.models import ArchivalFile, Catalogue, PageEstimate
from plans.models.page_estimate import factor_text
from plans.models.pages import PageBasis

from .bulk import UNDECIDED
from .change_sets import change_set, keep_files
from .files import settle_totals, totals_of
from .services import open_for_change

Files = QuerySet[ArchivalFile]
ONLY_HEAD = "Số trang mỗi tờ do thủ trưởng của {} nêu: đề nghị thủ trưởng ước tính ở trang này."
NOTHING = "Không có hồ sơ nào chưa rõ số trang mà đã ghi số tờ: nhập số tờ, hoặc nhập số trang."
SAME = "Số trang của các hồ sơ này đã được ước tính theo đúng số trang mỗi tờ này."


def states_pages(user: User, catalogue: Catalogue) -> Answer:
    """The agency's head, or who decides in the head's place; where there is none, whoever may hand in (domain §4)."""
    agency = catalogue.agency
    if user.acts_for(agency) and (user.decides_on(Decision.HAND_IN) or not has_head(agency)):
        return ALLOWED
    return False, ONLY_HEAD.format(agency)


def has_head(agency: Agency) -> bool:
    """Whether somebody signs for the agency, or for the one that has taken over its work."""
    heads = User.objects.filter(is_active=True, duty=Duty.SIGNS, agency__in=[agency.pk, agency.successor_id or 0])
    return any(head.acts_for(agency) for head in heads.select_related("agency"))


def to_estimate(catalogue: Catalogue) -> Files:
    """Files whose sheets are known, and whose pages are not or were estimated before."""
    return catalogue.files.filter(sheet_count__gt=0).exclude(page_basis=PageBasis.COUNTED)


def pages_of_sheets(pages_per_100_sheets: int) -> Combinable:
    """An expression for the database: the pages of a file's sheets, rounded up to whole ones."""
    sheets = Cast(F("sheet_count"), BigIntegerField())
    return (sheets * Value(pages_per_100_sheets) + Value(99)) / Value(100)


def differing(files: Files, pages_per_100_sheets: int) -> Files:
    """Those of the files that the estimate would change."""
    rows = files.annotate(estimate=pages_of_sheets(pages_per_100_sheets))
    return rows.filter(~Q(page_count=F("estimate")) | Q(page_basis=PageBasis.UNKNOWN))


def outlook(catalogue: Catalogue, pages_per_100_sheets: int) -> dict[str, int]:
    """What the estimate would give: files, their sheets and pages, how many change, and those without sheets."""
    files = to_estimate(catalogue)
    sums = files.aggregate(sheets=Sum("sheet_count"), pages=Sum(pages_of_sheets(pages_per_100_sheets)))
    left = catalogue.files.with_unknown_pages().filter(sheet_count=0).count()
    counts = {"files": files.count(), "changing": differing(files, pages_per_100_sheets).count(), "left": left}
    return counts | {name: total or 0 for name, total in sums.items()}


@transaction.atomic
def estimate_pages(
    catalogue: Catalogue,
    pages_per_100_sheets: int,
    *,
    actor: User,
    document_number: str = "",
    document_date: date | None = None,
    expected_version: int | None = None,
) -> PageEstimate:
    """Write pages (trang A4) worked out from the sheets, rounded up, into files that have none counted; the files are
    marked, and whoever states it is kept with the document. Undone like any change of files.

    Raises NotAllowed, Overtaken, and WorkflowError where nothing would change.
    """
    current = open_for_change(catalogue, actor, expected_version)
    check_states_pages(actor, current)
    changing = differing(to_estimate(current), pages_per_100_sheets)
    if not changing.exists():
        raise WorkflowError(SAME if to_estimate(current).exists() else NOTHING)
    before, said = totals_of(current), said_of(pages_per_100_sheets, document_number, document_date)
    with change_set(current, actor) as change:
        count = keep_files(change, changing)
        pages = write_pages(changing, pages_per_100_sheets, current.revision)
        change.sentence = f"ước tính số trang của {format_int(count)} hồ sơ từ số tờ, {said}"
    made = PageEstimate.objects.create(
        change=change,
        stated_by=actor,
        pages_per_100_sheets=pages_per_100_sheets,
        document_number=document_number,
        document_date=document_date,
        file_count=count,
        page_count=pages,
    )
    settle_totals(current)
    given = None if actor.holds(Duty.SIGNS) else actor.delegation_for(Decision.HAND_IN)
    record(
        current,
        actor=actor,
        action="estimate_pages",
        sentence=f"{change.sentence}: {format_int(pages)} trang A4, trong {current}",
        before=before,
        after=totals_of(current),
        given=given,
    )
    return made


def check_states_pages(actor: User, catalogue: Catalogue) -> None:
    """Raises NotAllowed."""
    allowed, reason = states_pages(actor, catalogue)
    if not allowed:
        raise NotAllowed(reason)


def write_pages(files: Files, pages_per_100_sheets: int, revision: int) -> int:
    """One statement for all files; returns their pages (trang A4)."""
    chosen = ArchivalFile.objects.filter(pk__in=files.order_by().values("pk"))
    total = chosen.aggregate(pages=Sum(pages_of_sheets(pages_per_100_sheets)))["pages"] or 0
    pages = pages_of_sheets(pages_per_100_sheets)
    chosen.update(page_count=pages, page_basis=PageBasis.ESTIMATED, **UNDECIDED, revision=revision)
    return int(total)


def said_of(pages_per_100_sheets: int, number: str, day: date | None) -> str:
    """'1,8 trang mỗi tờ theo văn bản số 12/TB-SYT ngày 20/4/2025'."""
    number = f" số {number}" if number else ""
    date_said = f" ngày {format_date(day)}" if day else ""
    document = f" theo văn bản{number}{date_said}" if number or date_said else ""
    return f"{factor_text(pages_per_100_sheets)} trang mỗi tờ{document}"
