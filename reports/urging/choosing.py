"""Which lines of the plan are offered to be urged: those of a filter of the dashboard or of the forecast list."""

from typing import NamedTuple

from django.http import HttpRequest

from plans.models import Plan

from ..board.filters import BoardFilter
from ..figures import AgencyFigures, ProvinceFigures
from ..figures.urged import Urged, times_urged
from ..forecast.forms import ForecastFilter
from ..forecast.outlook import outlooks
from ..forecast.waiting import waited_by
from .facts import facts_of, has_cause, standing
from .receivers import Receiver, receivers_of

FROM, FORECAST = "tu", "du-bao"


class Choice(NamedTuple):
    """One line to tick."""

    row: AgencyFigures
    receivers: list[Receiver]
    standing: str
    urged: Urged | None
    ticked: bool

    @property
    def others(self) -> list[Receiver]:
        """Who receives it in the place of the agency, where that has ended."""
        return [one for one in self.receivers if one.agency != one.about]

    @property
    def others_said(self) -> str:
        return "; ".join(str(one.agency) for one in self.others)


def asked_for(request: HttpRequest, plan: Plan, figures: ProvinceFigures) -> list[AgencyFigures]:
    """Rows that the address asks for, but for the office that urges: no office writes to itself."""
    if request.GET.get(FROM) == FORECAST:
        found = outlooks(figures, figures.rolled_up, waited_by(plan, figures.as_of))
        rows = [one.row for one in ForecastFilter(request.GET).select(found)]
    else:
        rows = BoardFilter(request.GET).select(figures.rolled_up)
    return [row for row in rows if row.pk != plan.reporting_agency_id]


def offered(rows: list[AgencyFigures]) -> list[AgencyFigures]:
    """Those that something is late of on the day: a letter states facts, and a forecast alone is none."""
    return [row for row in rows if has_cause(row)]


def only_forecast(rows: list[AgencyFigures]) -> list[AgencyFigures]:
    """Those that nothing is late of on the day."""
    return [row for row in rows if not has_cause(row)]


def choices(plan: Plan, rows: list[AgencyFigures], figures: ProvinceFigures, ticked: set[str] | None) -> list[Choice]:
    """The rows with what the letter would say; all are ticked where nobody has chosen yet."""
    receivers, urged = receivers_of(rows), times_urged(plan, figures.as_of)
    return [
        Choice(
            row,
            receivers[row.code],
            standing(facts_of(row)),
            urged.get(row.pk or 0),
            bool(receivers[row.code]) and (ticked is None or row.code in ticked),
        )
        for row in rows
    ]
