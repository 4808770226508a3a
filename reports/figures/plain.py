"""The figures as plain data: whole numbers, ISO dates, keys without diacritics (for JSON and for keeping)."""

from dataclasses import asdict
from datetime import date
from typing import Any

from .province import ProvinceFigures
from .shape import SUMMED, AgencyFigures, Figures, MilestoneFigure

Plain = dict[str, Any]  # what JSON can hold

REMAINING = ("remaining_files", "remaining_pages", "days_left")
PACES = ("planned_per_day", "needed_per_day", "pace_per_day")
FORECAST = ("forecast_done_on", "units_without_forecast", "schedule", "is_silent", "silent_heirs")
DERIVED = (*REMAINING, "saved_files", "saved_pages", "useless_dong", "savings_dong", *PACES, *FORECAST)
DATES = ("deadline", "printed_deadline", "extended_deadline", "last_period_end", "ends_on")
NAMES = ("code", "name", "short_name", "group", "kind", "parent_code")


def as_plain(province: ProvinceFigures) -> Plain:
    """{"as_of", "groups": [...], "total": {...}, "agencies": [...]}; agencies hold their own figures only."""
    return {
        "as_of": province.as_of.isoformat(),
        "groups": [{"key": key} | plain(figures) for key, figures in province.groups.items()],
        "total": plain(province.total),
        "agencies": [plain_agency(row) for row in province.agencies],
    }


def plain(figures: Figures) -> Plain:
    """Every summed, dated and derived figure by name."""
    return {name: value(getattr(figures, name)) for name in SUMMED + DATES + DERIVED}


def plain_agency(row: AgencyFigures) -> Plain:
    """One agency: its names, its figures, its milestones as {key: {"state", "done_on", …}}."""
    names = {name: getattr(row, name) for name in NAMES}
    milestones = {key: plain_milestone(milestone) for key, milestone in row.milestones.items()}
    return names | plain(row) | {"milestones": milestones}


def plain_milestone(milestone: MilestoneFigure) -> Plain:
    return {name: value(each) for name, each in asdict(milestone).items() if name != "key"}


def value(each: object) -> object:
    """What JSON has for it: ISO dates, lists for tuples."""
    if isinstance(each, tuple):
        return list(each)
    return each.isoformat() if isinstance(each, date) else each
