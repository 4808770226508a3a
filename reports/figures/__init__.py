"""The one source of numbers: one row per agency as of a day. Screen, chart, Excel, Word, PDF and API all read it."""

from .kept import figures_on
from .milestones import STATES as MILESTONE_STATES
from .plain import as_plain
from .province import ProvinceFigures, province_figures
from .schedule import BEHIND, HEIR_SILENT, SCHEDULES, SILENT
from .shape import SUMMED, AgencyFigures, Figures, MilestoneFigure

__all__ = [
    "BEHIND",
    "HEIR_SILENT",
    "MILESTONE_STATES",
    "SCHEDULES",
    "SILENT",
    "SUMMED",
    "AgencyFigures",
    "Figures",
    "MilestoneFigure",
    "ProvinceFigures",
    "as_plain",
    "figures_on",
    "province_figures",
]
