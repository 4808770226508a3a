"""Facts for the sentences of the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..figures import ProvinceFigures
from ..figures.difficulties import Entry
from ..figures.urged import Urged
from .build import Build


@dataclass(frozen=True)
class Difficulty:
    """Difficulties and proposals of one agency, from its latest progress report."""

    name: str
    period_end: date
    difficulties: str
    proposals: str
    code: str = ""  # the agency's
    order: tuple[int, str] = (0, "")  # the agency's place in the official order


@dataclass(frozen=True)
class ReportFacts:
    """The figures of the day, and what the plan and the agencies say beside them."""

    figures: ProvinceFigures
    as_of: date
    build: Build
    issuer: str
    plan_name: str
    plan_title: str
    price_dong: int
    control: tuple[int, int, int]  # hồ sơ, trang, đồng printed in the plan
    difficulties: list[Difficulty]
    register: list[Entry] = field(default_factory=list)  # the difficulties raised by the day
    letters_sent: int = 0  # công văn đôn đốc that went out by the day
    urged: Mapping[int, Urged] = field(default_factory=dict)  # by key of the agency whose work is late
