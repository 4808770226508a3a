"""Phụ lục I and II as tables: one line per agency, a district with its communes in it, subtotals and the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agencies.models import Agency, User
from agencies.models.agency import AgencyQuerySet
from plans.models import Plan
from plans.models.target import ANNEX_NAMES, Target
from plans.permissions import divides_target
from plans.pricing import plan_price_dong

from .services import TargetFigures, standing_lines

TITLES = {group: f"{name}. {Agency.Group(group).label}" for group, name in ANNEX_NAMES.items()}


@dataclass
class TableLine:
    """One agency in the table; `file_count` is None where it has no target yet."""

    agency: Agency
    price_dong: int
    file_count: int | None = None
    page_count: int | None = None
    note: str = ""
    divided: int = 0  # communes that took part of a district's target over
    parts: list["TableLine"] = field(default_factory=list)
    may_divide: bool = False

    @property
    def cost_dong(self) -> int | None:
        return None if self.page_count is None else self.page_count * self.price_dong


@dataclass
class AnnexTable:
    title: str
    lines: list[TableLine]

    def total(self, name: str) -> int:
        return sum(getattr(line, name) or 0 for line in self.lines)

    @property
    def file_count(self) -> int:
        return self.total("file_count")

    @property
    def page_count(self) -> int:
        return self.total("page_count")

    @property
    def cost_dong(self) -> int:
        return self.total("cost_dong")


def lines_of_plan() -> AgencyQuerySet:
    """Agencies with a line of their own in the plan's annexes, in official order."""
    return Agency.objects.holding_records().exclude(kind=Agency.Kind.COMMUNE).order_by("official_order", "code")


def annex_tables(plan: Plan, user: User, opened: str = "") -> list[AnnexTable]:
    """The annexes as far as the user may see them; `opened` is the code of a district shown with its communes."""
    price = plan_price_dong(plan)
    visible = list(Agency.objects.visible_to(user).holding_records().order_by("official_order", "code"))
    standing = standing_lines(plan)
    own = {row.agency_id: row for row in Target.objects.filter(plan=plan, agency__in=visible)}
    top = top_of(visible)
    tables = []
    for group, title in TITLES.items():
        lines = [
            table_line(agency, standing, own, price, may_divide=divides_target(user, agency)[0])
            for agency in top
            if agency.group == group
        ]
        if lines:
            tables.append(AnnexTable(title, lines))
    for line in (line for table in tables for line in table.lines):
        add_communes(line, visible, own, is_open=line.agency.code == opened or line.agency.pk == user.agency_id)
    return tables


def top_of(visible: Sequence[Agency]) -> list[Agency]:
    """Departments and districts; a commune only where its district is not in sight."""
    seen = {agency.pk for agency in visible}
    return [agency for agency in visible if agency.parent_id not in seen]


def table_line(
    agency: Agency, standing: Mapping[str, TargetFigures], own: Mapping[int, Target], price: int, *, may_divide: bool
) -> TableLine:
    """A commune's own figure; of others the line of the annex."""
    figures = own.get(agency.pk) if agency.kind == Agency.Kind.COMMUNE else standing.get(agency.code)
    line = TableLine(agency, price, may_divide=may_divide)
    if figures:
        line.file_count, line.page_count, line.note = figures.file_count, figures.page_count, figures.note or ""
    return line


def add_communes(line: TableLine, visible: Sequence[Agency], own: Mapping[int, Target], *, is_open: bool) -> None:
    """Count the communes that took part of the line over; an open line gets them as its parts."""
    communes = [each for each in visible if each.parent_id == line.agency.pk and each.pk in own]
    line.divided = len(communes)
    if communes and is_open:
        line.parts = [part_of(each, own.get(each.pk), line.price_dong) for each in (line.agency, *communes)]


def part_of(agency: Agency, target: Target | None, price: int) -> TableLine:
    """An agency's own figure inside its district's line."""
    if target is None:
        return TableLine(agency, price, 0, 0)
    return TableLine(agency, price, target.file_count, target.page_count, target.note)
