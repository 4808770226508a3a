"""The plan's nine control figures as three lines, each with whether the targets add up to it."""

from agencies.formats.numbers import format_int
from plans.targets.reconciliation import TOTAL


def lines(rows):
    """One line per group and the total, from rows of plans.targets.reconciliation.reconcile."""
    groups = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return [line(group, measures) for group, measures in groups.items()]


def line(group, measures):
    wrong = [row for row in measures if not row.matches]
    return {
        "name": measures[0].group_name,
        "is_total": group == TOTAL,
        "figures": [format_int(row.control) for row in measures],
        "tone": "bad" if wrong else "ok",
        "word": "chưa khớp" if wrong else "khớp",
        "note": " ".join(row.sentence for row in wrong),
    }
