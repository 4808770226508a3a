"""The desk of a person at one agency."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from agencies.acting import address
from agencies.calendar import portal_today
from agencies.models import Agency, Duty, User
from budgets.models import Estimate
from plans.models import Catalogue, Extension, Plan, UnusualValue
from plans.pricing import Factors, factors_on

from ..figures import AgencyFigures, MilestoneFigure
from .pills import Task, task

DONE = ("done_on_time", "done_late", "none")


@dataclass(frozen=True)
class Desk:
    """One person's desk at one agency, on one day; `row` holds the agency's own figures."""

    user: User
    agency: Agency
    row: AgencyFigures
    plan: Plan
    today: date

    @property
    def writes(self) -> bool:
        """True for those who prepare or sign for the agency, False for those who only read."""
        return self.user.acts_for(self.agency)

    @property
    def signs(self) -> bool:
        """True for the head, whose list is another one than the clerk's."""
        return self.user.holds(Duty.SIGNS)

    def milestone(self, key: str) -> MilestoneFigure | None:
        """The agency's milestone while it is still to be reached, else None."""
        milestone = self.row.milestones.get(key)
        return milestone if milestone and milestone.state not in DONE else None

    @property
    def is_done(self) -> bool:
        """Every milestone that binds the agency has been reached; not where none was entered yet."""
        return bool(self.row.milestones) and all(milestone.state in DONE for milestone in self.row.milestones.values())

    @property
    def is_own(self) -> bool:
        """False for an agency whose open work the person's own took over (domain §2)."""
        return self.agency.pk == self.user.agency_id

    @property
    def is_closed(self) -> bool:
        """The person's own agency has ended; another one goes on with its work."""
        return self.is_own and self.row.has_ended

    @property
    def has_tasks(self) -> bool:
        """False where another agency goes on with the work, and before the day on which the person's own takes it."""
        return not self.is_closed and (self.writes or not self.user.writes)

    @cached_property
    def open_catalogues(self) -> list[Catalogue]:
        """By name, those on some desk or with open questions: one query for all the tasks about them."""
        states = (*Catalogue.CHANGEABLE, *Catalogue.AWAITED, Catalogue.State.REOPENING)
        own = Catalogue.objects.filter(Q(state__in=states) | Q(asked_files__gt=0), plan=self.plan, agency=self.agency)
        return list(own.order_by("name", "pk"))

    @cached_property
    def factors(self) -> Factors:
        """K by which the pages of what the agency still writes are counted."""
        return factors_on(portal_today())

    @cached_property
    def open_estimates(self) -> list[Estimate]:
        """Those that the agency writes and those that wait for a decision, in the order in which they were made."""
        states = (*Estimate.CHANGEABLE, *Estimate.AWAITED)
        own = Estimate.objects.filter(plan=self.plan, agency=self.agency, state__in=states).order_by()
        return sorted(own, key=lambda one: one.pk)

    @cached_property
    def open_extensions(self) -> list[Extension]:
        """Requests on which nothing is decided yet, the latest first."""
        own = Extension.objects.filter(plan=self.plan, agency=self.agency).open().order_by()
        return sorted(own, key=lambda one: -one.pk)

    @cached_property
    def unusual_values(self) -> list[UnusualValue]:
        """What waits for a second person or was returned to the agency."""
        pending = UnusualValue.objects.filter(plan=self.plan, agency=self.agency, state__in=UnusualValue.PENDING)
        return sorted(pending.order_by(), key=lambda one: (one.entered_at, one.pk))

    def declaration(self, route: str, *args: object) -> str:
        """The address of a declaration page of this agency."""
        return address(self.user, self.agency, route, *args)

    def task(self, title: str, url: str, milestone: MilestoneFigure | None = None, **details: Any) -> Task:
        """A task of this desk, by the milestone's date; it names the agency where it is not the person's own."""
        title = title if self.is_own else f"{title} · {self.agency.short_name or self.agency}"
        if milestone:
            details |= {"due": milestone.due_on, "printed": milestone.printed_date, "extended": milestone.extended_to}
        return task(title, url, today=self.today, **details)
