"""What estimates asked for and what was granted, line by line, as it stood on a day: three queries for the province."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from budgets.models import AppraisedLine, Estimate, EstimateLine

Row = dict[str, Any]


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


def asked_of(rows: Iterable[Row]) -> dict[tuple[int, int | None], Asked]:
    """{(estimate, decision): Asked} of rows of figures.records.standing; decision None while there is none."""
    rows = list(rows)
    decided = decided_lines([row["decision_key"] for row in rows if row["decided_on"]])
    asked = asked_lines([row["pk"] for row in rows if not row["decided_on"]])
    found = {key_of(row): one_of(row, decided, asked) for row in rows}
    bare = {key: one for key, one in found.items() if not one.lines}
    for key, pages in pages_of(bare).items():
        found[key] = found[key]._replace(rest_pages=pages)
    return found


def key_of(row: Row) -> tuple[int, int | None]:
    return row["pk"], row["decision_key"] if row["decided_on"] else None


def one_of(row: Row, decided: dict[int, list[Line]], asked: dict[int, list[Line]]) -> Asked:
    if row["decided_on"]:
        lines = decided.get(row["decision_key"], [])
        return Asked(row["pk"], row["agency_id"], True, row["asked"], row["granted"], lines)
    lines = asked.get(row["pk"], [])
    if row["state"] in Estimate.CHANGEABLE and "lines" in row["as_handed_in"]:
        lines = [line_of(each) for each in row["as_handed_in"]["lines"]]
    return Asked(row["pk"], row["agency_id"], False, row["requested_dong"], 0, lines)


def line_of(kept: Row) -> Line:
    return Line(kept["name"], kept["size"], kept["factor"], kept["page_count"], kept["amount_dong"])


def decided_lines(keys: list[int]) -> dict[int, list[Line]]:
    """{decision: its lines}"""
    found: dict[int, list[Line]] = defaultdict(list)
    names = ("name", "size", "factor", "requested_pages", "requested_dong", "page_count", "amount_dong", "reason")
    for key, *values in AppraisedLine.objects.filter(appraisal__in=keys).values_list("appraisal", *names):
        found[key].append(Line(*values))
    return found


def asked_lines(keys: list[int]) -> dict[int, list[Line]]:
    """{estimate: its lines}"""
    found: dict[int, list[Line]] = defaultdict(list)
    names = ("name", "size", "factor", "page_count", "amount_dong")
    for key, *values in EstimateLine.objects.filter(estimate__in=keys).values_list("estimate", *names):
        found[key].append(Line(*values))
    return found


def pages_of(bare: dict[tuple[int, int | None], Asked]) -> dict[tuple[int, int | None], int]:
    """Trang A4 quy đổi of the estimates of which no line is known."""
    if not bare:
        return {}
    known = dict(Estimate.objects.filter(pk__in={key[0] for key in bare}).values_list("pk", "a4_page_count"))
    return {key: known[key[0]] for key in bare}
