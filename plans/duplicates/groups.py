"""Questions that pages ask about groups of duplicates: which ones a person may see, what they waste, whose files.

An agency sees the groups of its own searches, and of the province's those in which its own files lie; of the other
side it learns only that there is one.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, RowNumber

from agencies.models import Agency, User
from plans.appraisal.handed_in import seen_by
from plans.appraisal.verdicts import OPEN as UNDECIDED
from plans.appraisal.verdicts import Decision
from plans.intake.columns import COLUMNS, as_shown
from plans.models import ArchivalFile, DuplicateGroup, DuplicateMember
from plans.models.duplicates import DuplicateGroupQuerySet, Reach

from .addresses import EXACT_PART, OPEN, PENDING
from .permissions import decides, seen_files, seen_members, sees_all
from .search import Scope
from .services import side_of
from .surplus import COUNTED, DIFFERENT, EACH, SURPLUS, price_dong, surplus_by_group, with_dong

Line = tuple[str, bool, list[str | None]]  # column, whether the files differ in it, the text of each file

SHOWN = 10  # files of one group


def groups_for(user: User, scope: Scope, filters: Mapping[str, str] | None = None) -> DuplicateGroupQuerySet:
    """The groups of the scope's latest search that the user may see, within the filters of `addresses.chosen`."""
    rows = DuplicateGroup.objects.current().filter(scope=scope.key)
    rows = rows.select_related("judged_by", "opinion_by", "opinion_agency", "search")
    if not sees_all(user, scope):
        rows = rows.filter(reach=Reach.PROVINCE).with_files_of(Agency.objects.visible_to(user))
    return narrowed(rows, user, scope, {name: value for name, value in (filters or {}).items() if value})


def narrowed(
    rows: DuplicateGroupQuerySet, user: User, scope: Scope, filters: Mapping[str, str]
) -> DuplicateGroupQuerySet:
    """Those within the filters ({name: value}); agency and state ask of the files that the user may see.

    An agency searches by the verdict it goes by: what Sở Nội vụ decided, or else its own opinion.
    """
    if reach := filters.get("reach"):
        rows = rows.filter(reach=reach)
    if kind := filters.get("kind"):
        mixed = rows.exclude(kind=DuplicateGroup.Kind.EXACT).filter(exact_count__gt=0)
        rows = mixed if kind == EXACT_PART else rows.filter(kind=kind)
    if verdict := filters.get("verdict"):
        rows = said(rows, verdict, with_opinions=not user.oversees)
    files = seen_members(user, scope).filter(group=OuterRef("pk"))
    if agency := filters.get("agency"):
        rows = rows.filter(Exists(files.filter(agency__code=agency)))
    if state := filters.get("state"):
        rows = rows.filter(Exists(files.filter(file__catalogue__state=state)))
    return rows


def said(rows: DuplicateGroupQuerySet, verdict: str, *, with_opinions: bool) -> DuplicateGroupQuerySet:
    """Those with this verdict; OPEN: still to be decided, because something can still be saved or a copy went."""
    if verdict != OPEN:
        return rows.said("" if verdict == PENDING else verdict, with_opinions=with_opinions)
    unsaid = rows.wasting(with_opinions=with_opinions)
    there = DuplicateMember.objects.order_by().filter(group=OuterRef("pk")).exclude(file__decision=Decision.LEFT_OUT)
    copies = Subquery(there.values("group").annotate(copies=Count("pk")).values("copies"))
    saves = Q(Exists(there.filter(file__appraisal=None)), copies__gt=1)
    return unsaid.alias(copies=copies).filter(saves | Q(reopened_at__isnull=False))


def agencies_of(user: User, scope: Scope) -> list[tuple[str, str]]:
    """[(code, name)] of the agencies whose files lie in the scope's groups, for the filter; none where it is one."""
    if not sees_all(user, scope) or scope.reach == Reach.CATALOGUE:
        return []
    groups = DuplicateGroup.objects.current().filter(scope=scope.key)
    found = DuplicateMember.objects.filter(group__in=groups.order_by().values("pk")).order_by().values("agency")
    agencies = Agency.objects.filter(pk__in=found).order_by("official_order", "code")
    choices = [(agency.code, str(agency)) for agency in agencies]
    return choices if len(choices) > 1 else []


def most_wasteful_first(groups: QuerySet[DuplicateGroup], user: User, scope: Scope) -> QuerySet[DuplicateGroup]:
    """The groups by the pages that their search found too many, of the files one sees."""
    if sees_all(user, scope):
        return groups.order_by("-extra_pages", "pk")
    extra = seen_members(user, scope).filter(group=OuterRef("pk"), is_extra=True).values("group")
    pages = extra.annotate(pages=Sum("a4_pages")).values("pages")
    return groups.order_by(Coalesce(Subquery(pages), Value(0)).desc(), "pk")


def with_members(groups: Iterable[DuplicateGroup], user: User, scope: Scope, page: int = 1) -> list[DuplicateGroup]:
    """Groups with `shown` (a page of their files, one's own before others'), `more` and the `surplus` as things are now
    ({"files", "pages", "dong", "late_files", "late_pages", "late_dong"}); four queries."""
    groups, price = list(groups), price_dong()
    shown, surplus = first_members(groups, user, scope, page), surplus_by_group(groups, user, scope)
    for group in groups:
        group.shown = [member for member in shown if member.group_id == group.pk]
        group.more = group.file_count - len(group.shown)
        group.surplus = with_dong(surplus.get(group.pk, dict.fromkeys((*COUNTED, *SURPLUS), 0)), price)
    return groups


def remaining(group: DuplicateGroup) -> int:
    """How many files of the group would still be scanned now."""
    return ArchivalFile.objects.to_digitize().filter(pk__in=group.members.values("file")).count()


def compared(members: Iterable[DuplicateMember]) -> list[Line]:
    """The members side by side, column by column; a member whose file is hidden or gone has None for a text."""
    files = [member.known for member in members]
    shown = [as_shown(file) if file else None for file in files]
    lines: list[tuple[str, list[str | None]]]
    lines = [("Cơ quan", [str(file.catalogue.agency) if file else None for file in files])]
    lines += [("Phông", [str(file.catalogue.fonds) if file else None for file in files])]
    lines += [("Mục lục", [file.catalogue.name if file else None for file in files])]
    lines += [(column.header, [texts[at] if texts else None for texts in shown]) for at, column in enumerate(COLUMNS)]
    return [(name, len({text for text in texts if text is not None}) > 1, texts) for name, texts in lines if any(texts)]


def first_members(groups: Sequence[DuplicateGroup], user: User, scope: Scope, page: int = 1) -> list[DuplicateMember]:
    """The first SHOWN members of each group (or those of a later page), each with its file (`known`) where the user may
    see it.

    `is_extra` says whether it is surplus now.
    """
    seen = Q(pk__isnull=False) & seen_files(user, scope)
    order: list[OrderBy] = [F("gone").asc(), F("is_late").desc(), F("a4_pages").desc(), F("file_id").asc()]
    files = ArchivalFile.objects.filter(pk=OuterRef("file"))
    asked = DuplicateMember.objects.filter(group__in=[group.pk for group in groups])
    each = When(group__verdict=EACH, then=Subquery(files.values("catalogue__fonds")))
    state = {
        "hidden": Case(When(seen, then=Value(0)), default=Value(1)),
        "gone": Case(When(Exists(files.to_digitize()), then=Value(0)), default=Value(1)),
        "is_late": Exists(files.filter(appraisal__isnull=False)),
        "own_copy": Case(each, default=Value(0), output_field=BigIntegerField()),
    }
    places = {"place": Window(RowNumber(), partition_by=[F("group_id"), F("own_copy")], order_by=order)}
    rank = Window(RowNumber(), partition_by="group_id", order_by=[F("hidden").asc(), *order])
    ranked = asked.annotate(**state).annotate(**places).annotate(rank=rank)
    members: list[DuplicateMember] = list(
        ranked.filter(rank__gt=SHOWN * (page - 1), rank__lte=SHOWN * page).order_by("group_id", "rank")
    )
    visible = [member.file_id for member in members if not member.hidden]
    known = ArchivalFile.objects.select_related("catalogue__agency", "catalogue__fonds").in_bulk(visible)
    for member in members:
        member.known = known.get(member.file_id)
        if member.known:
            seen_by(user, member.known.catalogue)
        member.is_extra = not member.gone and member.place > 1
    return members


def with_choice(groups: list[DuplicateGroup], user: User) -> list[DuplicateGroup]:
    """The groups; `to_decide` of each member is true where Sở Nội vụ's appraiser may leave it out now.

    `said_here` and `said_by` are the verdict of the reader's side and whose it is.
    """
    may_leave_out, side = decides(user), side_of(user)
    for group in groups:
        group.said_here, group.said_by = getattr(group, side.verdict), getattr(group, side.by)
        several = group.verdict != DIFFERENT and bool(group.surplus["files"] or group.surplus["late_files"])
        for member in group.shown:
            member.to_decide = bool(may_leave_out and several and member.known and is_open(member.known))
        group.to_decide = any(member.to_decide for member in group.shown)
    return groups


def is_open(file: ArchivalFile) -> bool:
    """True where the file can be decided on now."""
    return file.catalogue.is_awaited and file.decision in UNDECIDED and not file.appraisal_id
