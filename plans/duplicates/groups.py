"""Questions that pages ask about groups of duplicates: which ones a person may see, what they waste, whose files.

An agency sees the groups of its own searches, and of the province's those in which its own files lie; of the other
side it learns only that there is one.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, RowNumber

from agencies.calendar import portal_today
from agencies.models import Agency, Duty, User
from plans.appraisal.verdicts import OPEN
from plans.intake.columns import COLUMNS, as_shown
from plans.models import ArchivalFile, DuplicateGroup, DuplicateMember
from plans.models.duplicates import DuplicateGroupQuerySet, Reach
from plans.pricing import tariff_on

from .search import Scope
from .services import side_of

Line = tuple[str, bool, list[str | None]]  # column, whether the files differ in it, the text of each file

SHOWN = 10  # files of one group
WASTED = "wasted"


def sees_all(user: User, scope: Scope) -> bool:
    """True where the user sees every file of the scope's groups: agencies do not in the province's."""
    return user.oversees or scope.reach != Reach.PROVINCE


def groups_for(user: User, scope: Scope, filters: Mapping[str, str] | None = None) -> DuplicateGroupQuerySet:
    """The groups of the scope's latest search that the user may see, within the filters ({name: value}).

    An agency looks for what stands in its own eyes: what Sở Nội vụ decided, or else what it says itself.
    """
    wanted = dict(filters or {})
    verdict = wanted.pop("verdict", None)
    rows = DuplicateGroup.objects.current().filter(scope=scope.key, **wanted)
    if verdict is not None:
        rows = rows.said(verdict, with_opinions=not user.oversees)
    rows = rows.select_related("judged_by", "opinion_by", "opinion_agency", "search")
    if not sees_all(user, scope):
        rows = rows.filter(reach=Reach.PROVINCE).with_files_of(Agency.objects.visible_to(user))
    return rows


def seen_members(user: User, scope: Scope) -> QuerySet[DuplicateMember]:
    """The members of groups whose files the user may see."""
    members = DuplicateMember.objects.order_by()
    return members if sees_all(user, scope) else members.filter(agency__in=Agency.objects.visible_to(user))


def with_waste(groups: QuerySet[DuplicateGroup], user: User, scope: Scope) -> QuerySet[DuplicateGroup]:
    """Groups with `wasted`: trang A4 quy đổi that would be scanned for nothing, of the files one sees."""
    if sees_all(user, scope):
        return groups.annotate(**{WASTED: F("extra_pages")}).order_by("-extra_pages", "pk")
    extra = seen_members(user, scope).filter(group=OuterRef("pk"), is_extra=True).values("group")
    pages = extra.annotate(pages=Sum("a4_pages")).values("pages")
    return groups.annotate(**{WASTED: Coalesce(Subquery(pages), Value(0))}).order_by(F(WASTED).desc(), "pk")


def sums_of(groups: QuerySet[DuplicateGroup], user: User, scope: Scope) -> dict[str, int]:
    """Groups, and hồ sơ, trang A4 quy đổi, đồng that would be wasted; a file in several groups counts once."""
    extra = seen_members(user, scope).filter(group__in=groups.order_by().values("pk"), is_extra=True)
    wasted = extra.values("file_id", "a4_pages").distinct().aggregate(files=Count("file_id"), pages=Sum("a4_pages"))
    pages = wasted["pages"] or 0
    return {"count": groups.count(), "files": wasted["files"], "pages": pages, "dong": pages * price_dong()}


def price_dong() -> int:
    """Today's price of an A4 page (đồng)."""
    return tariff_on(portal_today()).unit_price_dong


def with_members(groups: Iterable[DuplicateGroup], user: User, scope: Scope) -> list[DuplicateGroup]:
    """Groups with `shown` (their first files, one's own before others'), `more` and `wasted_dong`; three queries."""
    groups, price = list(groups), price_dong()
    shown = first_members(groups, user, scope)
    for group in groups:
        group.shown = [member for member in shown if member.group_id == group.pk]
        group.more = group.file_count - len(group.shown)
        group.wasted_dong = group.wasted * price
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
    lines += [("Mục lục", [file.catalogue.name if file else None for file in files])]
    lines += [(column.header, [texts[at] if texts else None for texts in shown]) for at, column in enumerate(COLUMNS)]
    return [(name, len({text for text in texts if text is not None}) > 1, texts) for name, texts in lines if any(texts)]


def first_members(groups: Sequence[DuplicateGroup], user: User, scope: Scope) -> list[DuplicateMember]:
    """The first SHOWN members of each group, each with its file (`known`) where the user may see it."""
    seen = Q(pk__isnull=False) if sees_all(user, scope) else Q(agency__in=Agency.objects.visible_to(user))
    order: list[str | OrderBy] = ["hidden", "is_extra", F("a4_pages").desc(), "file_id"]
    hidden = {"hidden": Case(When(seen, then=Value(0)), default=Value(1))}
    asked = DuplicateMember.objects.filter(group__in=[group.pk for group in groups]).annotate(**hidden)
    ranked = asked.annotate(rank=Window(RowNumber(), partition_by="group_id", order_by=order))
    members: list[DuplicateMember] = list(ranked.filter(rank__lte=SHOWN).order_by("group_id", "rank"))
    visible = [member.file_id for member in members if not member.hidden]
    known = ArchivalFile.objects.select_related("catalogue__agency").in_bulk(visible)
    for member in members:
        member.known = known.get(member.file_id)
    return members


def with_choice(groups: list[DuplicateGroup], user: User) -> list[DuplicateGroup]:
    """The groups; `to_decide` of each member is true where Sở Nội vụ's appraiser may leave it out now.

    `said_here` and `said_by` are the verdict of the reader's side and whose it is.
    """
    decides, side = user.holds(Duty.APPRAISES_CATALOGUES), side_of(user)
    for group in groups:
        group.said_here, group.said_by = getattr(group, side.verdict), getattr(group, side.by)
        for member in group.shown:
            member.to_decide = bool(decides and member.known and is_open(member.known))
        group.to_decide = any(member.to_decide for member in group.shown)
    return groups


def is_open(file: ArchivalFile) -> bool:
    """True where the file can be decided on now."""
    return file.catalogue.is_awaited and file.decision in OPEN and not file.appraisal_id
