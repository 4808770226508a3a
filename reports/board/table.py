"""The table of agencies: rows written in Python, because 300 rows formatted in a template take four times as long."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agencies.formats.dates import format_date
from agencies.formats.numbers import NOTHING, format_int, format_signed
from agencies.models import NO_HEIR
from agencies.templatetags.charts import progress_bar
from agencies.templatetags.ui import status
from plans.targets.annexes import TITLES

from ..figures import AgencyFigures, Figures, ProvinceFigures

BAR_TONES = {"at_risk": "warn", "unknown": "warn", "late": "bad", "done": "ok"}
NUMBER, BAR, WORDS = (
    '<td class="num" data-label="{}">{}</td>',
    '<td class="bar-cell" data-label="{}">{}</td>',
    '<td data-label="{}">{}</td>',
)
LABELS = {  # on a phone each cell says its column
    "files": "Hồ sơ",
    "pages": "Trang kế hoạch",
    "scanned": "Đã số hóa",
    "grown": "Nhận thêm 7 ngày",
    "share": "Tỷ lệ",
    "needed": "Cần mỗi ngày",
    "pace": "Đang đạt",
    "forecast": "Xong với tốc độ gần đây",
    "state": "Tình trạng",
}
Hidden = Collection[str]  # keys of columns that the person does not want
HEAD = '<th scope="row"><a href="{}">{}</a>{}</th>'
OLD_PACE = '{} <span class="xs muted">đến {}</span>'
AND_UNKNOWN = '{} <span class="xs muted">{} đơn vị chưa rõ</span>'
OLD_FORECAST = '{} <span class="xs muted">theo kỳ đến {}</span>'
ENDED = ' <span class="xs muted">kết thúc {}{}</span>'


@dataclass
class AnnexRows:
    """One Phụ lục: its subtotal and its rows, as finished HTML."""

    title: str
    count: int
    cells: str
    rows: list[SafeString]


def groups(
    figures: ProvinceFigures, rows: Iterable[AgencyFigures], earlier: ProvinceFigures | None = None, hidden: Hidden = ()
) -> list[AnnexRows]:
    """Rows of the filter by Phụ lục, each with the subtotal of the rows shown; `earlier` adds a week's growth."""
    grown = growth(earlier) if earlier else None
    found = []
    for group, title in TITLES.items():
        members = [row for row in rows if row.group == group]
        if members:
            growing = sum(map(grown, members)) if grown else None
            subtotal = cells(figures.sum_of(members), growing, adds_up=True, hidden=hidden)
            lines = [line(row, grown(row) if grown else None, hidden=hidden) for row in members]
            found.append(AnnexRows(title, len(members), subtotal, lines))
    return found


def growth(earlier: ProvinceFigures) -> Callable[[AgencyFigures], int]:
    """A function: pages scanned by a row since the earlier figures."""
    before = {row.code: row.scanned_pages for row in (*earlier.agencies, *earlier.rolled_up)}
    return lambda row: row.scanned_pages - before.get(row.code, 0)


def grown(rows: Iterable[AgencyFigures], earlier: ProvinceFigures | None) -> str:
    """Pages scanned by the rows since the earlier figures, with a sign; nothing without them."""
    return format_signed(sum(map(growth(earlier), rows))) if earlier else ""


def line(row: AgencyFigures, grown: int | None = None, name: str = "", hidden: Hidden = ()) -> SafeString:
    """A finished <tr> that leads to the agency's page."""
    head = format_html(HEAD, reverse("agency_detail", args=[row.code]), name or row.name, ended(row))
    return format_html("<tr>{}{}</tr>", head, cells(row, grown, hidden=hidden))


def ended(row: AgencyFigures) -> str:
    """When the agency ended and who goes on with its work, where it has ended."""
    if not row.ends_on or not row.has_ended:
        return ""
    return format_html(ENDED, format_date(row.ends_on), heirs(row))


def heirs(row: AgencyFigures) -> str:
    """Who goes on, and where nobody is recorded to, that."""
    named = f"; kế thừa: {'; '.join(row.heirs)}" if row.heirs else ""
    own = "phần của riêng cấp huyện " if row.heirs else ""
    return f"{named}; {own}{NO_HEIR}" if row.lacks_heir else named


def cells(row: Figures, grown: int | None = None, adds_up: bool = False, hidden: Hidden = ()) -> SafeString:
    """Files, pages, done, share with where it should be, needed and present pace, forecast, state.

    A line of sums that `adds_up` leaves the paces out: they are rounded, and so no sum of the lines above or below.
    """
    drawn = (
        ("files", NUMBER, format_int(row.planned_files)),
        ("pages", NUMBER, format_int(row.planned_pages)),
        ("scanned", NUMBER, format_int(row.scanned_pages) if row.last_period_end else NOTHING),
        ("grown", NUMBER if grown is not None else "", format_signed(grown) if grown is not None else ""),
        ("share", BAR, bar(row)),
        ("needed", NUMBER, "" if adds_up else needed(row)),
        ("pace", NUMBER, "" if adds_up else pace(row)),
        ("forecast", NUMBER, forecast(row)),
        ("state", WORDS, format_html_join(" ", "{}", ((status(tone, name),) for name, tone in row.schedule_states))),
    )
    shown = (format_html(cell, LABELS[key], text) for key, cell, text in drawn if cell and key not in hidden)
    return format_html_join("", "{}", ((cell,) for cell in shown))


def bar(row: Figures) -> str:
    """The scanned share as a bar, with a mark where it should be."""
    if not row.planned_pages or not row.last_period_end:
        return NOTHING
    return progress_bar(row.scanned_pages, row.planned_pages, row.expected_pages, BAR_TONES.get(row.schedule, ""))


def needed(row: Figures) -> str:
    """Pages a day that still reach the deadline; nothing is asked of who has ended and left nobody to go on."""
    if row.has_ended and row.asked_until:
        return NOTHING
    if row.needed_per_day is None:
        return "hết hạn"
    return format_int(row.needed_per_day) if row.remaining_pages else NOTHING


def pace(row: Figures) -> str:
    """Pages a day lately done, and until when where that is long ago; nothing where no report shows it."""
    if not row.paces:
        return NOTHING
    if row.is_fresh or row.last_period_end is None:
        return format_int(row.pace_per_day)
    return format_html(OLD_PACE, format_int(row.pace_per_day), format_date(row.last_period_end))


def forecast(row: Figures) -> str:
    """The day the work ends at the recent pace, as far as the agency exists; of a sum the last unit's."""
    if row.units:
        return forecast_of_all([unit for unit in row.units if unit.remaining_pages and not unit.has_ended])
    if not row.remaining_pages or row.has_ended:
        return NOTHING
    if not row.ends_at_this_pace_on:
        return "chưa rõ"
    beyond = row.ends_on if not row.forecast_done_on else None
    day = f"sau {format_date(beyond)}" if beyond else format_date(row.ends_at_this_pace_on)
    old = None if row.is_fresh else row.last_period_end
    return format_html(OLD_FORECAST, day, format_date(old)) if old else day


def forecast_of_all(units: Sequence[Figures]) -> str:
    """The latest day of the units, or the end of those that the work outlives; beside it how many have no day."""
    known = [unit for unit in units if unit.ends_at_this_pace_on]
    beyond = [unit.ends_on for unit in known if unit.ends_on and not unit.forecast_done_on]
    latest = max((unit.forecast_done_on for unit in known if unit.forecast_done_on), default=None)
    unknown = len(units) - len(known)
    if latest is None and not beyond:
        return "chưa rõ" if units else NOTHING
    day = f"sau {format_date(max(beyond))}" if beyond or latest is None else format_date(latest)
    return format_html(AND_UNKNOWN, day, format_int(unknown)) if unknown else day


def sums_below(rows: Sequence[AgencyFigures]) -> dict[str, int | str | None]:
    """Of the workbook's last line: hồ sơ, trang of the plan, trang scanned by who has reported."""
    reported = [row.scanned_pages for row in rows if row.last_period_end]
    sums = {"files": sum(row.planned_files for row in rows), "pages": sum(row.planned_pages for row in rows)}
    evidenced = sum(row.evidenced_pages for row in rows)
    return {**sums, "scanned": sum(reported) if reported else None, "evidenced": evidenced}
