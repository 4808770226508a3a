"""The figures kept with a report, as a small table on its page."""

from collections.abc import Mapping
from typing import Any

from agencies.formats.numbers import format_int, format_percent
from agencies.models import Agency

NAMES = dict(Agency.Group.choices)
COLUMNS = ("planned_files", "planned_pages", "planned_cost_dong", "scanned_files", "scanned_pages")


def kept_figures(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{name, cells}] of both groups and the province; nothing while there are no figures."""
    if not figures:
        return []
    rows = [(NAMES[group["key"]], group) for group in figures["groups"]]
    return [{"name": name, "cells": cells(row)} for name, row in [*rows, ("Tổng cộng", figures["total"])]]


def cells(row: Mapping[str, Any]) -> list[str]:
    """The figures of COLUMNS and the scanned share."""
    share = format_percent(row["scanned_pages"], row["planned_pages"])
    return [*(format_int(row[name]) for name in COLUMNS), share]
