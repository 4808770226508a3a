"""The plan's nine control figures as three lines, each with whether the targets add up to it."""

from collections.abc import Iterable
from typing import Any

from agencies.formats.numbers import format_int
from plans.targets.reconciliation import TOTAL, ControlRow


def lines(rows: Iterable[ControlRow]) -> list[dict[str, Any]]:
    """One line per group and the total, from rows of plans.targets.reconciliation.reconcile."""
    groups: dict[str, list[ControlRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return [line(group, measures) for group, measures in groups.items()]


def line(group: str, measures: list[ControlRow]) -> dict[str, Any]:
    """The three control figures of a group, and whether its targets add up to them."""
    wrong = [row for row in measures if not row.matches]
    return {
        "name": measures[0].group_name,
        "is_total": group == TOTAL,
        "figures": ["–" if row.printed is None else format_int(row.printed) for row in measures],
        "tone": "bad" if wrong else "ok",
        "word": "chưa khớp" if wrong else "khớp",
        "note": " ".join(row.sentence for row in wrong),
    }
