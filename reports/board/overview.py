"""The first screen of the dashboard: a tile of its colour for each agency, and who is late, the most work first."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from agencies.formats.numbers import NOTHING, format_int, format_percent
from plans.targets.annexes import TITLES

from ..figures import BEHIND, SCHEDULES, AgencyFigures
from . import table
from .filters import BEHIND_CHOICE

TONES = {"late": "miss", "at_risk": "late", "unknown": "soon", "done": "ok"}
SHOWN = 7  # of the late
SHORTER = {"Sở ": "", "Huyện ": "", "Thành phố ": "TP ", "Thị xã ": "TX "}


def tile_map(rows: Iterable[AgencyFigures]) -> list[dict[str, Any]]:
    """Phụ lục I and II, each {title, tiles}; a tile names the agency, its share and its schedule."""
    asked = [row for row in rows if row.planned_pages]
    groups = [
        {"title": title, "tiles": [tile(row) for row in asked if row.group == key]} for key, title in TITLES.items()
    ]
    return [group for group in groups if group["tiles"]]


def tile(row: AgencyFigures) -> dict[str, str]:
    """{name, text, title, url, state}: state as in components/heat.html."""
    share = format_percent(row.scanned_pages, row.planned_pages) if row.last_period_end else NOTHING
    return {
        "name": tile_name(row.short_name or row.name),
        "text": share,
        "title": f"{row.name}: {row.schedule_name}",
        "word": SCHEDULES[row.schedule].name,
        "url": reverse("agency_detail", args=[row.code]),
        "state": TONES.get(row.schedule, "run"),
    }


def tile_name(name: str) -> str:
    """The name without what the title above says of all: "Núi Thành", "TP Tam Kỳ", "Y tế"."""
    for word, short in SHORTER.items():
        if name.startswith(word):
            rest = short + name.removeprefix(word)
            return rest[0].upper() + rest[1:]
    return name


def key_of(groups: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """[(state, word)] of the colours that the map shows, the worst first."""
    seen = {each["state"]: each["word"] for group in groups for each in group["tiles"]}
    return [(state, seen[state]) for state in ("miss", "late", "soon", "run", "ok") if state in seen]


def late_list(rows: Iterable[AgencyFigures]) -> dict[str, Any]:
    """{rows, more_url, count} of who is late, at risk or unknown: late first, and of them the most pages left."""
    behind = [row for row in rows if row.planned_pages and row.schedule in BEHIND]
    behind.sort(key=lambda row: (BEHIND.index(row.schedule), -row.remaining_pages))
    return {
        "rows": [late_line(row) for row in behind[:SHOWN]],
        "count": len(behind),
        "more_url": f"?tinh_trang={BEHIND_CHOICE}#don-vi",
    }


def late_line(row: AgencyFigures) -> dict[str, Any]:
    """Name, pages left, the day the work ends at this pace, and the row's schedule."""
    return {
        "name": row.short_name or row.name,
        "url": reverse("agency_detail", args=[row.code]),
        "left": format_int(row.remaining_pages),
        "forecast": table.forecast(row),
        "standing": row.schedule_states[0],
    }
