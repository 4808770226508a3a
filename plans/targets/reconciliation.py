"""Targets against the control figures printed in the plan, to the unit: khớp, or the difference and its sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from django.db.models import F, FilteredRelation, Q

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int, format_signed
from agencies.models import Agency, Event
from plans.models import ControlFigure, Plan, Target
from plans.pricing import plan_price_dong

MEASURES = {"files": "hồ sơ", "pages": "trang", "dong": "đồng"}
COLUMNS = {"files": "file_count", "pages": "page_count"}
TOTAL, TOTAL_NAME = "total", "Tổng cộng"
NOT_ENTERED = "Chưa ghi số kiểm soát của Kế hoạch"


@dataclass(frozen=True)
class Source:
    """An agency a difference comes from: what its target moved by since all matched; None where it has no target."""

    code: str
    name: str
    amount: int | None = None


@dataclass(frozen=True)
class ControlRow:
    """One control figure: what the plan prints (nothing where nobody entered it), what the targets add up to."""

    group: str  # "departments", "districts" or "total"
    group_name: str
    measure: str  # "files", "pages" or "dong"
    control: int
    sum: int
    sources: tuple[Source, ...] = ()
    is_entered: bool = True

    @property
    def printed(self) -> int | None:
        """The control figure; None where nobody entered it."""
        return self.control if self.is_entered else None

    @property
    def gap(self) -> int | None:
        """The difference; None where there is nothing to compare with."""
        return self.difference if self.is_entered else None

    @property
    def unit(self) -> str:
        return MEASURES[self.measure]

    @property
    def difference(self) -> int:
        """Targets minus control figure, in the row's unit."""
        return self.sum - self.control

    @property
    def matches(self) -> bool:
        return self.is_entered and self.sum == self.control

    @property
    def missing(self) -> list[Source]:
        """Agencies that have no target yet."""
        return [source for source in self.sources if source.amount is None]

    @property
    def changed(self) -> list[Source]:
        """Agencies whose target changed since the figures last matched, the largest change first."""
        return [source for source in self.sources if source.amount is not None]

    @property
    def apart(self) -> str:
        """ "Còn thiếu 12 trang" """
        verb = "Còn thiếu" if self.difference < 0 else "Nhiều hơn"
        return f"{verb} {format_int(abs(self.difference))} {self.unit}"

    @property
    def sentence(self) -> str:
        """ "Khớp", or the exact difference and where it comes from."""
        if self.matches:
            return "Khớp"
        parts = [self.apart if self.is_entered else NOT_ENTERED]
        if self.missing:
            parts.append(f"{format_int(len(self.missing))} cơ quan chưa có chỉ tiêu: {names(self.missing)}")
        if self.changed:
            parts.append(f"thay đổi từ lần khớp gần nhất: {names(self.changed)}")
        return "; ".join(parts) + "."


class TargetRow(TypedDict):
    """An agency that the plan binds, with its own target: None where it has none."""

    pk: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_code: str | None
    planned_files: int | None
    planned_pages: int | None
    ends_on: date | None  # the agency's last day
    begins_on: date | None  # its first day; None where it was there before the plan
    heir: str | None  # name of its successor


def names(sources: Sequence[Source], most: int = 3) -> str:
    named = [
        source.name if source.amount is None else f"{source.name} ({format_signed(source.amount)})"
        for source in sources[:most]
    ]
    more = len(sources) - most
    return "; ".join(named) + (f" và {format_int(more)} cơ quan khác" if more > 0 else "")


def reconcile(
    plan: Plan, price_dong: int | None = None, targets: Sequence[TargetRow] | None = None
) -> list[ControlRow]:
    """Rows for each group and the total × files, pages, đồng: nine control figures, compared to the unit.

    Who already knows the plan's price and `target_rows(plan)` passes them on.
    """
    price = plan_price_dong(plan) if price_dong is None else price_dong
    controls = {figure.group: figure for figure in plan.control_figures.all()}
    members = by_group(counted_on(target_rows(plan), portal_today()) if targets is None else targets)
    history = TargetHistory() if differs(controls, members, price) else None
    rows = [
        reconciled(group, measure, controls.get(group), members[group], price, history)
        for group in Agency.Group.values
        for measure in MEASURES
    ]
    return rows + [add_up([row for row in rows if row.measure == measure]) for measure in MEASURES]


def target_rows(plan: Plan) -> list[TargetRow]:
    """Every agency the plan binds, in the official order, with its own target (None where it has none)."""
    target = FilteredRelation("targets", condition=Q(targets__plan=plan))
    rows = Agency.objects.holding_records().annotate(target=target).order_by("official_order", "code")
    return list(
        rows.values(
            "pk",
            "code",
            "name",
            "short_name",
            "kind",
            parent_code=F("parent__code"),
            planned_files=F("target__file_count"),
            planned_pages=F("target__page_count"),
            ends_on=F("active_to"),
            begins_on=F("active_from"),
            heir=F("successor__name"),
        )
    )


def counted_on(rows: Iterable[TargetRow], day: date) -> list[TargetRow]:
    """Without the agencies that began only later and have no target: no figure and no list of the day knows them."""
    return [row for row in rows if row["planned_pages"] is not None or not row["begins_on"] or row["begins_on"] <= day]


def by_group(rows: Iterable[TargetRow]) -> dict[str, list[TargetRow]]:
    """{group: rows}; of communes only those that took part of their district's target over."""
    groups: dict[str, list[TargetRow]] = defaultdict(list)
    for row in rows:
        if row["kind"] != Agency.Kind.COMMUNE or row["planned_pages"] is not None:
            groups[Agency.GROUP_OF_KIND[row["kind"]]].append(row)
    return groups


def sum_of(targets: Iterable[TargetRow], measure: str, price: int) -> int:
    if measure == "dong":
        return sum_of(targets, "pages", price) * price
    if measure == "files":
        return sum(row["planned_files"] or 0 for row in targets)
    return sum(row["planned_pages"] or 0 for row in targets)


def control_of(figure: ControlFigure | None, measure: str) -> int:
    column = {**COLUMNS, "dong": "amount_dong"}[measure]
    return getattr(figure, column) if figure else 0


def differs(controls: Mapping[str, ControlFigure], targets: Mapping[str, Sequence[TargetRow]], price: int) -> bool:
    return any(
        sum_of(targets[group], measure, price) != control_of(controls.get(group), measure)
        for group in Agency.Group.values
        for measure in MEASURES
    )


def reconciled(
    group: str,
    measure: str,
    control: ControlFigure | None,
    targets: Sequence[TargetRow],
    price: int,
    history: "TargetHistory | None",
) -> ControlRow:
    figures = control_of(control, measure), sum_of(targets, measure, price)
    row = ControlRow(group, Agency.Group(group).label, measure, *figures, is_entered=control is not None)
    if row.matches:
        return row
    missing = [Source(each["code"], each["name"]) for each in targets if each["planned_pages"] is None]
    moved = history.since_match(targets, measure, row.difference, price) if history and control else []
    return replace(row, sources=(*missing, *moved))


def add_up(rows: Sequence[ControlRow]) -> ControlRow:
    """The total of one measure: its sources are those of its groups."""
    sources = tuple(source for row in rows for source in row.sources)
    control, total = sum(row.control for row in rows), sum(row.sum for row in rows)
    row = ControlRow(TOTAL, TOTAL_NAME, rows[0].measure, control, total, is_entered=all(row.is_entered for row in rows))
    return row if row.matches else replace(row, sources=sources)


class TargetHistory:
    """Changes of targets in the history, newest first."""

    def __init__(self) -> None:
        events = Event.objects.filter(content_type__app_label=Target._meta.app_label, content_type__model="target")
        self.events = list(events.order_by("-happened_at", "-pk").values_list("agency_id", "before", "after"))

    def since_match(self, targets: Sequence[TargetRow], measure: str, difference: int, price: int) -> list[Source]:
        """Sources of the difference: walk back through the history until the targets matched; [] if they never did."""
        column, unit = (COLUMNS["pages"], price) if measure == "dong" else (COLUMNS[measure], 1)
        members = {row["pk"]: row for row in targets}
        moved: dict[int, int] = defaultdict(int)
        for agency, before, after in self.events:
            if agency in members:
                change = ((after.get(column) or 0) - (before.get(column) or 0)) * unit
                moved[agency] += change
                difference -= change
                if not difference:
                    return self.sources(members, moved)
        return []

    def sources(self, members: Mapping[int, TargetRow], moved: Mapping[int, int]) -> list[Source]:
        largest_first = sorted(moved.items(), key=lambda change: -abs(change[1]))
        return [Source(members[pk]["code"], members[pk]["name"], amount) for pk, amount in largest_first if amount]
