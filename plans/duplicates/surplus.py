"""Surplus of groups of duplicates, scanned for nothing at present: what can be saved, and what is too late."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from agencies.calendar import portal_today
from agencies.models import User
from plans.appraisal.verdicts import Decision
from plans.models import DuplicateGroup, DuplicateMember, UnitPrice
from plans.models.duplicates import DuplicateGroupQuerySet

from .permissions import seen_members
from .search import Scope

DIFFERENT, EACH = DuplicateGroup.Verdict.DIFFERENT, DuplicateGroup.Verdict.EACH
COUNTED = {name: Count("file_id", filter=Q(is_late=late)) for name, late in (("files", False), ("late_files", True))}
SURPLUS = {name: Sum("a4_pages", filter=Q(is_late=late)) for name, late in (("pages", False), ("late_pages", True))}


def sums_of(groups: DuplicateGroupQuerySet, user: User, scope: Scope) -> dict[str, int | None]:
    """Groups, and what is scanned for nothing at present; a file in several groups counts once.

    Hồ sơ, trang A4 quy đổi, đồng that leaving out still saves, and the same that are `late`: appraised already.
    """
    several = groups.alike(with_opinions=not user.oversees).order_by().values("pk")
    rows = surplus_of(several).filter(pk__in=seen_members(user, scope).values("pk"))
    files = rows.values("file_id", "a4_pages", "is_late").distinct()
    found = files.aggregate(**SURPLUS, **COUNTED)
    return {"count": groups.count()} | with_dong({name: value or 0 for name, value in found.items()}, price_dong())


def with_dong(sums: Mapping[str, int], price: int | None) -> dict[str, int | None]:
    """The sums with what their pages cost at the price (đồng a page); None where none is known."""
    if price is None:
        return {**sums, "dong": None, "late_dong": None}
    return {**sums, "dong": sums["pages"] * price, "late_dong": sums["late_pages"] * price}


def price_dong() -> int | None:
    """Today's price of an A4 page (đồng); None where none is in force."""
    price = UnitPrice.objects.in_force_on(portal_today())
    return price.amount_dong if price else None


def surplus_of(groups: QuerySet | Iterable[int]) -> QuerySet[Any]:
    """Members that would be scanned beside the copy that stays, each with `is_late`: it is appraised already.

    The copy that stays is one that is appraised, where there is one, or else the thickest; one of each fonds where Sở
    Nội vụ has decided so.
    """
    there = DuplicateMember.objects.order_by().filter(group__in=groups).exclude(file__decision=Decision.LEFT_OUT)
    late = {"is_late": Case(When(file__appraisal__isnull=False, then=Value(True)), default=Value(False))}
    order = [F("is_late").desc(), F("a4_pages").desc(), F("file_id").asc()]
    each = When(group__verdict=EACH, then=F("file__catalogue__fonds"))
    own_copy = Case(each, default=Value(0), output_field=BigIntegerField())
    place = {"place": Window(RowNumber(), partition_by=[F("group_id"), own_copy], order_by=order)}
    ranked = there.annotate(**late).annotate(**place)
    beyond = {"place__gt": 1}
    surplus = ranked.filter(**beyond).values("pk")
    return DuplicateMember.objects.order_by().annotate(**late).filter(pk__in=surplus)


def surplus_by_group(groups: Iterable[DuplicateGroup], user: User, scope: Scope) -> dict[int, dict[str, int]]:
    """{group: hồ sơ and trang A4 quy đổi of the files one sees that are surplus now}; none where they are different."""
    pks = [group.pk for group in groups if DIFFERENT not in verdicts_seen(group, user)]
    seen = surplus_of(pks).filter(pk__in=seen_members(user, scope).values("pk"))
    rows: Iterable[dict[str, Any]] = seen.values("group").annotate(**COUNTED, **SURPLUS)
    return {row["group"]: {name: row[name] or 0 for name in (*COUNTED, *SURPLUS)} for row in rows}


def verdicts_seen(group: DuplicateGroup, user: User) -> tuple[str, ...]:
    """The verdict on the group that the reader goes by: the decision, or else the opinion of their own side."""
    return (group.verdict,) if group.verdict or user.oversees else (group.opinion,)
