"""Phụ lục I and II as tables: one line per agency, a district with its communes in it, subtotals and the total."""

from dataclasses import dataclass, field

from agencies.models import Agency
from plans.models.target import ANNEX_NAMES, Target
from plans.permissions import divides_target
from plans.pricing import plan_price_dong

from .services import standing_lines

TITLES = {group: f"{name}. {Agency.Group(group).label}" for group, name in ANNEX_NAMES.items()}


@dataclass
class Line:
    """One agency in the table; `file_count` is None where it has no target yet."""

    agency: Agency
    price_dong: int
    file_count: int | None = None
    page_count: int | None = None
    note: str = ""
    divided: int = 0  # communes that took part of a district's target over
    parts: list = field(default_factory=list)
    may_divide: bool = False

    @property
    def cost_dong(self):
        return None if self.page_count is None else self.page_count * self.price_dong


@dataclass
class Annex:
    title: str
    lines: list

    def total(self, name):
        return sum(getattr(line, name) or 0 for line in self.lines)

    @property
    def file_count(self):
        return self.total("file_count")

    @property
    def page_count(self):
        return self.total("page_count")

    @property
    def cost_dong(self):
        return self.total("cost_dong")


def lines_of_plan():
    """Agencies with a line of their own in the plan's annexes, in official order."""
    return Agency.objects.holding_records().exclude(kind=Agency.Kind.COMMUNE).order_by("official_order", "code")


def annex_tables(plan, user, opened=""):
    """The annexes as far as the user may see them; `opened` is the code of a district shown with its communes."""
    price = plan_price_dong(plan)
    visible = list(Agency.objects.visible_to(user).holding_records().order_by("official_order", "code"))
    standing = standing_lines(plan)
    own = {row.agency_id: row for row in Target.objects.filter(plan=plan, agency__in=visible)}
    tables = []
    for group, title in TITLES.items():
        lines = [
            table_line(agency, standing, own, visible, user, price, opened)
            for agency in top_of(visible)
            if agency.group == group
        ]
        if lines:
            tables.append(Annex(title, lines))
    return tables


def top_of(visible):
    """Departments and districts; a commune only where its district is not in sight."""
    seen = {agency.pk for agency in visible}
    return [agency for agency in visible if agency.parent_id not in seen]


def table_line(agency, standing, own, visible, user, price, opened):
    figures = own.get(agency.pk) if agency.kind == Agency.Kind.COMMUNE else standing.get(agency.code)
    line = Line(agency, price, may_divide=divides_target(user, agency)[0])
    if figures:
        line.file_count, line.page_count, line.note = figures.file_count, figures.page_count, figures.note or ""
    communes = [each for each in visible if each.parent_id == agency.pk and each.pk in own]
    line.divided = len(communes)
    if communes and (opened == agency.code or user.agency_id == agency.pk):
        line.parts = [part_of(each, own.get(each.pk), price) for each in (agency, *communes)]
    return line


def part_of(agency, target, price):
    """An agency's own figure inside its district's line."""
    if target is None:
        return Line(agency, price, 0, 0)
    return Line(agency, price, target.file_count, target.page_count, target.note)
