"""The list of decisions, and what is allocated by agency: what a filter leaves, and its sums (đồng)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agencies.formats.text import has_words
from agencies.models import Agency, User
from budgets.models import Allocation, AllocationLine
from plans.models import Plan

from . import queries
from .rules import Standing


def rows_for(user: User, filters: Mapping[str, Any]) -> list[Allocation]:
    """Decisions that the user may see, latest first, with `seen_dong` and `seen_lines` of the agencies they see."""
    rows = Allocation.objects.visible_to(user).with_seen(user).select_related("issuer", "reversed_by")
    columns = {"kind": "kind", "source": "source", "year": "budget_year"}
    rows = rows.filter(**{column: filters[name] for name, column in columns.items() if filters.get(name)})
    wanted = filters.get("q") or ""
    named = agencies_named(user, wanted) if wanted else set()
    return [row for row in rows if not wanted or row.pk in named or has_words(wanted, row, row.issuer, row.signer)]


def agencies_named(user: User, wanted: str) -> set[int]:
    """Keys of decisions with a line of an agency of that name."""
    lines = AllocationLine.objects.visible_to(user).select_related("agency")
    return {line.allocation_id for line in lines if has_words(wanted, line.agency, line.agency.short_name)}


def sums_of(rows: Sequence[Allocation]) -> dict[str, int]:
    """Σ of the rows: what was given and added, what was cut, withdrawn or taken back, and what stands."""
    amounts = [row.seen_dong for row in rows]
    given, lowered = sum(x for x in amounts if x > 0), sum(x for x in amounts if x < 0)
    return {"count": len(rows), "given_dong": given, "lowered_dong": lowered, "stands_dong": given + lowered}


def years_of(user: User) -> list[int]:
    """The budget years that occur, latest first."""
    known = Allocation.objects.visible_to(user).order_by("-budget_year").values_list("budget_year", flat=True)
    return list(known.distinct())


@dataclass
class AgencyRow:
    """One agency's money, or a district's with its communes'."""

    agency: Agency
    appraised_dong: int = 0
    allocated_dong: int = 0

    @property
    def left_dong(self) -> int:
        return self.appraised_dong - self.allocated_dong

    def add(self, standing: Standing) -> None:
        self.appraised_dong += standing.appraised_dong
        self.allocated_dong += standing.allocated_dong


@dataclass
class GroupRows:
    """A group of the plan with its rows; `control_dong` is the plan's figure, None for who sees only a part of it."""

    name: str
    rows: list[AgencyRow] = field(default_factory=list)
    control_dong: int | None = None
    with_communes: bool = False  # each district's row holds its communes'

    @property
    def appraised_dong(self) -> int:
        return sum(row.appraised_dong for row in self.rows)

    @property
    def allocated_dong(self) -> int:
        return sum(row.allocated_dong for row in self.rows)

    @property
    def left_dong(self) -> int:
        return sum(row.left_dong for row in self.rows)

    @property
    def to_control_dong(self) -> int | None:
        """What the control figure leaves to allocate."""
        return None if self.control_dong is None else self.control_dong - self.allocated_dong


def groups_for(user: User, plan: Plan) -> list[GroupRows]:
    """Money by agency in the official order; whoever oversees the plan reads a district with its communes in it."""
    seen = Agency.objects.visible_to(user).holding_records()
    agencies = list(seen.order_by("official_order", "code"))
    standings = queries.standings(plan, agencies)
    rows = rolled_up(agencies, standings) if user.oversees else [row_of(each, standings) for each in agencies]
    control = {each.group: each.amount_dong for each in plan.control_figures.all()} if user.oversees else {}
    groups = []
    for group in Agency.Group:
        mine = [row for row in rows if row.agency.group == group]
        if mine:
            with_communes = user.oversees and group == Agency.Group.DISTRICTS
            groups.append(GroupRows(str(group.label), mine, control.get(group), with_communes))
    return groups


def row_of(agency: Agency, standings: Mapping[int, Standing]) -> AgencyRow:
    row = AgencyRow(agency)
    row.add(standings[agency.pk])
    return row


def rolled_up(agencies: Sequence[Agency], standings: Mapping[int, Standing]) -> list[AgencyRow]:
    """One row per line of the plan's annexes: a commune stands in its district's."""
    rows = {each.pk: AgencyRow(each) for each in agencies if each.kind != Agency.Kind.COMMUNE or not each.parent_id}
    for each in agencies:
        row = rows.get(each.pk) or rows.setdefault(each.parent_id or each.pk, AgencyRow(each))
        row.add(standings[each.pk])
    return list(rows.values())
