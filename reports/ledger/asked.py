"""Amounts that estimates asked for and that were granted, by line, on a day: one query for the province."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, QuerySet, TextField, Value

from budgets.models import AppraisedLine, Estimate, EstimateLine
from plans.models import Plan

Row = dict[str, Any]
DECISION, ESTIMATE = "decision", "estimate"


class Line(NamedTuple):
    """A line of an estimate: pages of its size × factor, đồng; both 0 as granted while nobody decided."""

    name: str
    size: str
    factor: int
    asked_pages: int
    asked_dong: int
    granted_pages: int = 0
    granted_dong: int = 0
    reason: str = ""


Lines = dict[tuple[str, int], list[Line]]  # by DECISION or ESTIMATE and its key
LinesOfBoth = tuple[QuerySet[AppraisedLine], QuerySet[EstimateLine]]


class Asked(NamedTuple):
    """An estimate with its lines; `rest_*` is what its lines do not account for (a decision older than its lines)."""

    pk: int
    agency_id: int
    is_decided: bool
    asked_dong: int
    granted_dong: int
    lines: list[Line]
    rest_pages: int = 0  # trang A4 quy đổi

    @property
    def asked_pages(self) -> int:
        """Trang A4 quy đổi."""
        return self.rest_pages + sum(line.asked_pages * line.factor for line in self.lines if line.size)

    @property
    def granted_pages(self) -> int:
        """Trang A4 quy đổi; all of what was asked for where the decision has no lines."""
        rest = self.rest_pages if self.is_decided else 0
        return rest + sum(line.granted_pages * line.factor for line in self.lines if line.size)

    @property
    def rest_dong(self) -> int:
        """Asked for beside the lines."""
        return self.asked_dong - sum(line.asked_dong for line in self.lines)

    @property
    def granted_rest_dong(self) -> int:
        """Granted beside the lines."""
        return self.granted_dong - sum(line.granted_dong for line in self.lines)


def asked_of(rows: Iterable[Row], plan: Plan | None = None) -> dict[tuple[int, int | None], Asked]:
    """{(estimate, decision): Asked} of rows of figures.records.standing; decision None while there is none.

    The `plan` where the rows are most of what it has: its lines are asked for without naming thousands of keys.
    """
    rows = list(rows)
    lines = lines_of(*(lines_in_plan(plan) if plan else lines_by_key(rows)))
    found = {key_of(row): one_of(row, lines) for row in rows}
    return found | {
        key_of(row): found[key_of(row)]._replace(rest_pages=row["a4_page_count"])
        for row in rows
        if not found[key_of(row)].lines
    }


def key_of(row: Row) -> tuple[int, int | None]:
    return row["pk"], row["decision_key"] if row["decided_on"] else None


def one_of(row: Row, known: Lines) -> Asked:
    if row["decided_on"]:
        lines = known.get((DECISION, row["decision_key"]), [])
        return Asked(row["pk"], row["agency_id"], True, row["asked"], row["granted"], lines)
    lines = known.get((ESTIMATE, row["pk"]), [])
    if row["state"] in Estimate.CHANGEABLE and "lines" in row["kept"]:
        lines = [line_of(each) for each in row["kept"]["lines"]]
    return Asked(row["pk"], row["agency_id"], False, row["requested_dong"], 0, lines)


def line_of(kept: Row) -> Line:
    return Line(kept["name"], kept["size"], kept["factor"], kept["page_count"], kept["amount_dong"])


def lines_in_plan(plan: Plan) -> LinesOfBoth:
    """All lines of decisions and of estimates that were ever handed in."""
    handed_in = EstimateLine.objects.filter(estimate__plan=plan, estimate__submitted_at__isnull=False)
    return AppraisedLine.objects.filter(appraisal__estimate__plan=plan), handed_in


def lines_by_key(rows: list[Row]) -> LinesOfBoth:
    """Lines of what the rows have: of the decision, of the estimate while there is none."""
    decisions = [row["decision_key"] for row in rows if row["decided_on"]]
    estimates = [row["pk"] for row in rows if not row["decided_on"]]
    return AppraisedLine.objects.filter(appraisal__in=decisions), EstimateLine.objects.filter(estimate__in=estimates)


def lines_of(decided: QuerySet[AppraisedLine], waiting: QuerySet[EstimateLine]) -> Lines:
    """{(DECISION or ESTIMATE, its key): its lines}"""
    found: Lines = defaultdict(list)
    granted = {"asked": F("requested_pages"), "asked_dong": F("requested_dong"), "granted": F("page_count")}
    none = Value(0, output_field=BigIntegerField())
    asked = {"asked": F("page_count"), "asked_dong": F("amount_dong"), "granted": none}
    empty = {"granted_dong": none, "why": Value("", output_field=TextField())}
    first = part(decided, DECISION, "appraisal_id", granted | {"granted_dong": F("amount_dong"), "why": F("reason")})
    second = part(waiting, ESTIMATE, "estimate_id", asked | empty)
    for kind, key, _, *values in first.union(second, all=True).order_by("position"):
        found[kind, key].append(Line(*values))
    return found


def part(rows: QuerySet[Any], kind: str, key: str, named: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """Lines of one kind: what they belong to, their place, and the values of Line."""
    known = rows.order_by().annotate(kind=Value(kind, output_field=CharField()), of=F(key), **named)
    return known.values_list(
        "kind", "of", "position", "name", "size", "factor", "asked", "asked_dong", "granted", "granted_dong", "why"
    )
