"""The table of agencies: rows written in Python, because 300 rows formatted in a template take four times as long."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agencies.formats.dates import format_date
from agencies.formats.numbers import NOTHING, format_int, format_signed
from agencies.templatetags.charts import progress_bar
from agencies.templatetags.ui import status
from plans.targets.annexes import TITLES

from ..figures import SCHEDULES, AgencyFigures, Figures, ProvinceFigures

BAR_TONES = {"at_risk": "warn", "late": "bad", "silent": "bad", "done": "ok"}
CELLS = (
    '<td class="num">{}</td><td class="num">{}</td><td class="num">{}</td>{}<td class="bar-cell">{}</td>'
    '<td class="num">{}</td><td class="num">{}</td><td class="num">{}</td><td>{}</td>'
)
HEAD = '<th scope="row"><a href="{}">{}</a></th>'


@dataclass
class AnnexRows:
    """One Phụ lục: its subtotal and its rows, as finished HTML."""

    title: str
    count: int
    cells: str
    rows: list[SafeString]


def groups(
    figures: ProvinceFigures, rows: Iterable[AgencyFigures], earlier: ProvinceFigures | None = None
) -> list[AnnexRows]:
    """Rows of the filter by Phụ lục, each with the subtotal of the rows shown; `earlier` adds a week's growth."""
    grown = growth(earlier) if earlier else None
    found = []
    for group, title in TITLES.items():
        members = [row for row in rows if row.group == group]
        if members:
            subtotal = cells(figures.sum_of(members), sum(map(grown, members)) if grown else None)
            lines = [line(row, grown(row) if grown else None) for row in members]
            found.append(AnnexRows(title, len(members), subtotal, lines))
    return found


def growth(earlier: ProvinceFigures) -> Callable[[AgencyFigures], int]:
    """A function: pages scanned by a row since the earlier figures."""
    before = {row.code: row.scanned_pages for row in (*earlier.agencies, *earlier.rolled_up)}
    return lambda row: row.scanned_pages - before.get(row.code, 0)


def grown(rows: Iterable[AgencyFigures], earlier: ProvinceFigures | None) -> str:
    """Pages scanned by the rows since the earlier figures, with a sign; nothing without them."""
    return format_signed(sum(map(growth(earlier), rows))) if earlier else ""


def line(row: AgencyFigures, grown: int | None = None, name: str = "") -> SafeString:
    """A finished <tr> that leads to the agency's page."""
    head = format_html(HEAD, reverse("agency_detail", args=[row.code]), name or row.name)
    return format_html("<tr>{}{}</tr>", head, cells(row, grown))


def cells(row: Figures, grown: int | None = None) -> SafeString:
    """Files, pages, done, share with where it should be, needed and present pace, forecast, state."""
    return format_html(
        CELLS,
        format_int(row.planned_files),
        format_int(row.planned_pages),
        format_int(row.scanned_pages),
        format_html('<td class="num">{}</td>', format_signed(grown)) if grown is not None else mark_safe(""),
        bar(row),
        needed(row),
        format_int(row.pace_per_day) if row.planned_pages or row.scanned_pages else NOTHING,
        forecast(row),
        status(*SCHEDULES[row.schedule][::-1]),
    )


def bar(row: Figures) -> str:
    """The scanned share as a bar, with a mark where it should be."""
    if not row.planned_pages:
        return NOTHING
    return progress_bar(row.scanned_pages, row.planned_pages, row.expected_pages, BAR_TONES.get(row.schedule, ""))


def needed(row: Figures) -> str:
    """Pages a day that still reach the deadline."""
    if row.needed_per_day is None:
        return "hết hạn"
    return format_int(row.needed_per_day) if row.remaining_pages else NOTHING


def forecast(row: Figures) -> str:
    """The day the work ends at the recent pace."""
    if row.forecast_done_on:
        return format_date(row.forecast_done_on)
    return "chưa rõ" if row.remaining_pages else NOTHING
