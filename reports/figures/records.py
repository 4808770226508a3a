"""Records of each agency by a day: what was handed in and decided, from rows gathered once; no query asks here."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from plans.models import ArchivalFile, Catalogue, DistrictCheck, ExtensionDecision, Milestone, Plan, UnusualValue
from plans.models.progress import FIGURES
from plans.pricing import SizeFactors, price_and_factors
from plans.targets.reconciliation import TargetRow, target_rows
from plans.unusual.measure import Pending, pending_on, values_by

from . import gather, money, prices
from .difficulties import add_difficulties, raised
from .gather import Row
from .milestones import Deadlines

SCANNED_PAGES = FIGURES.index("scanned_pages")
FIELDS_OF_REASON = {"unarranged": "put_off"}  # the reasons whose figures have a name of their own
REVIEWED, MONEY = ("reviewed_files", "reviewed_pages"), ("requested_dong", "appraised_dong", "decided_dong")
UNCONFIRMED = (*REVIEWED, *FIGURES, *MONEY)  # figures that may hold what nobody has confirmed
ESTIMATED = ("decided_estimated_files", "decided_estimated_pages")
DECIDED = ("decided_files", "decided_pages", *ESTIMATED, "gone_files", "gone_pages")


class Period(NamedTuple):
    """An agency's cumulative figures at the end of a reporting period, ordered as progress.FIGURES."""

    ends_on: date
    figures: tuple[int, ...]


@dataclass
class AgencyRecords:
    """One agency's: sums by field of Figures, the days its milestones were met, the latest report of each period."""

    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    done_on: dict[str, date] = field(default_factory=dict)  # by key of the milestone
    history: list[Period] = field(default_factory=list)  # oldest first
    reported_until: date | None = None  # the latest period that anything was handed in for, confirmed or not
    is_confirmed: bool = False  # its latest report by the district above

    def beside(self, every: "AgencyRecords", values: int) -> None:
        """Note what everything that was handed in comes to beside what counts here, and that it was handed in."""
        self.sums["unconfirmed_values"] = values
        for name in UNCONFIRMED:
            self.sums[f"unconfirmed_{name}"] = every.figure(name) - self.figure(name)
        self.done_on = dict(every.done_on)
        self.reported_until = every.history[-1].ends_on if every.history else None

    def figure(self, name: str) -> int:
        """A sum, or a figure of the latest report."""
        if name not in FIGURES:
            return self.sums.get(name, 0)
        return self.history[-1].figures[FIGURES.index(name)] if self.history else 0

    def met(self, milestone: str, day: date) -> None:
        """Note the first day the milestone was met."""
        self.done_on[milestone] = min(day, self.done_on.get(milestone, date.max))


ByAgency = dict[int, AgencyRecords]  # by the agency's id
Add = Callable[[ByAgency, list[Any], date], None]


@dataclass(frozen=True)
class PlanRecords:
    """Everything the figures of a plan are made of, up to a day: a fixed number of queries."""

    plan: Plan
    until: date
    price_dong: int
    factors: SizeFactors
    milestones: list[Milestone]  # with those that replaced others, whatever the day
    granted: list[ExtensionDecision]  # days granted, in the order in which they were decided, whatever the day
    agencies: list[TargetRow]
    rows: list[tuple[Add, list[Any]]]
    values: list[UnusualValue]  # what lies beyond a bound

    @classmethod
    def gathered(cls, plan: Plan, until: date, progress: bool = True) -> "PlanRecords":
        """All records of the plan up to the day; those of progress only where they are wanted."""
        price_dong, factors = price_and_factors(plan)
        plan.read_rules()
        reviews, detailed_plans = gather.declared(plan, until)
        rows: list[tuple[Add, list[Any]]] = [
            (add_reviews, reviews),
            (add_detailed_plans, detailed_plans),
            (add_catalogues, gather.catalogues(plan, until, factors)),
            (add_progress, gather.progress(plan, until) if progress else []),
            *((add, query(plan, until)) for query, add in (*MONEY_KINDS, *(WORK_KINDS if progress else ()))),
        ]
        known = (list(plan.milestones.all()), gather.extensions(plan), target_rows(plan), rows, values_by(plan, until))
        return cls(plan, until, price_dong, factors, *known)

    def deadlines(self, day: date) -> Deadlines:
        """The milestones as they were on the day."""
        return Deadlines(self.milestones, day, self.granted)

    def by(self, day: date) -> ByAgency:
        """What counts by agency id, as it was at the end of the day: without what nobody had confirmed."""
        pending = pending_on(self.values, day)
        found = self.added_up(day, pending)
        if pending:
            for agency, records in self.added_up(day, Pending()).items():
                found[agency].beside(records, sum(value.agency_id == agency for value in pending.values))
        for agency, differs in self.by_price(day).items():
            found[agency].sums["cheaper_dong"] = -sum(dong for dong in differs.values() if dong < 0)
        return found

    def terms_on(self, day: date) -> list[money.MoneyRow]:
        """What contracts had agreed on by the day."""
        return prices.terms_by(self.rows_of(money.add_entries, day), day)

    def by_price(self, day: date) -> dict[int, prices.ByContract]:
        """{agency id: {contract: đồng that its prices differ by from those of the estimate}}"""
        asked = {
            row["agency_id"]: row["unit_price_dong"] for row in standing(self.rows_of(add_estimates, day, False), day)
        }
        terms: dict[int, list[money.MoneyRow]] = defaultdict(list)
        for row in self.terms_on(day):
            terms[row.agency_id].append(row)
        return {agency: prices.by_price(rows, asked, self.price_dong, self.factors) for agency, rows in terms.items()}

    def added_up(self, day: date, without: Pending) -> ByAgency:
        """Records by agency id at the end of the day, without these."""
        found: ByAgency = defaultdict(AgencyRecords)
        for add, rows in self.rows:
            add(found, counting(add, rows, day, without) if without else rows, day)
        return found

    def rows_of(self, add: Add, day: date, confirmed: bool = True) -> list[Any]:
        """The gathered rows of one kind that count on the day; all of them where not only what is `confirmed`."""
        rows = next(rows for known, rows in self.rows if known is add)
        without = pending_on(self.values, day)
        return counting(add, rows, day, without) if confirmed and without else rows

    def scanned_by(self, day: date) -> dict[int | None, int]:
        """Cumulative pages of each agency's latest report that counts, speaks of, and was handed in by, the day."""
        rows = self.rows_of(add_progress, day)  # period by period
        known = rows[: bisect_right(rows, day, key=lambda row: row[3])]
        return {row[1]: row[4 + SCANNED_PAGES] for row in known if row[2] <= day}


def counting(add: Add, rows: list[Any], day: date, without: Pending) -> list[Any]:
    """Of the rows of one kind those that count: what was replaced counts again where its successor does not."""
    if add is add_reviews:
        return [row for row in rows if row[0] not in without.reviews]
    if add is add_progress:
        return [row for row in rows if row[0] not in without.reports]
    if add is add_estimates:
        return [row for row in rows if not is_unconfirmed(row, day, without)]
    return rows


def is_unconfirmed(row: Row, day: date, without: Pending) -> bool:
    """A decision that nobody confirmed, or an estimate handed in that waits for both."""
    if row["decided_on"] and row["decided_on"] <= day:
        return row["decision_key"] in without.decisions
    return row["pk"] in without.estimates


def add_reviews(found: ByAgency, rows: list[gather.ReviewRow], day: date) -> None:
    """The latest version counts; the first one met the milestone."""
    for _, agency, handed_in, files, pages, _ in rows:
        if handed_in <= day:
            found[agency].sums.update(reviewed_files=files, reviewed_pages=pages)
            found[agency].met("review", handed_in)


def add_detailed_plans(found: ByAgency, rows: list[gather.DetailedPlanRow], day: date) -> None:
    for agency, handed_in, issued_on in rows:
        if handed_in <= day:
            found[agency].met("detailed_plan", issued_on)


def add_progress(found: ByAgency, rows: list[tuple[Any, ...]], day: date) -> None:
    """Cumulative figures per period; of several versions the latest handed in by the day."""
    for _, agency, handed_in, ends_on, *figures, outcome, said_on in rows:
        if handed_in <= day and ends_on <= day:
            history = found[agency].history
            found[agency].is_confirmed = outcome == DistrictCheck.Outcome.CONFIRMED and said_on <= day
            if history and history[-1].ends_on == ends_on:
                history.pop()
            history.append(Period(ends_on, tuple(figures)))


def add_catalogues(found: ByAgency, rows: list[Row], day: date) -> None:
    """Appraised sums of what is in force; the milestone is met when the whole of each one handed in is appraised."""
    days_by_agency: dict[int, list[date | None]] = defaultdict(list)
    for row in catalogues_on(rows, day):
        sums = found[row["agency_id"]].sums
        days_by_agency[row["agency_id"]].append(row["decided_on"])
        sums["appraised_files"] += row["decided_files"]
        sums["appraised_pages"] += row["decided_pages"]
        sums["estimated_files"] += row["decided_estimated_files"]
        sums["estimated_pages"] += row["decided_estimated_pages"]
        sums["left_out_files"] += row["gone_files"]
        sums["left_out_pages"] += row["gone_pages"]
        for reason, files, pages in by_reason(row):
            name = FIELDS_OF_REASON.get(reason, reason)
            sums[f"{name}_files"] += files
            sums[f"{name}_pages"] += pages
        if is_awaiting(row, day):
            sums["awaiting_catalogues"] += 1
            sums["awaiting_pages"] += awaiting_pages(row, day)
    for agency, days in days_by_agency.items():
        appraised = [day for day in days if day]
        if len(appraised) == len(days):
            found[agency].done_on["catalogue"] = max(appraised)


def by_reason(row: Row) -> list[tuple[str, int, int]]:
    """[(reason, files, trang A4 quy đổi)] of what a catalogue's appraisal left out; what names no reason is "other"."""
    known = row["gone_by_reason"] or {}
    named = [(reason, files, pages) for reason, (files, pages) in known.items()]
    files = row["gone_files"] - sum(each[1] for each in named)
    pages = row["gone_pages"] - sum(each[2] for each in named)
    return [*named, (ArchivalFile.LeftOut.OTHER.value, files, pages)]


def catalogues_on(rows: list[Row], day: date) -> list[Row]:
    """Each catalogue with what is in force of its appraisals by the day, as Appraisal.objects.in_force() has it.

    Tranches add up until the whole is appraised; the latest appraisal of the whole stands for all before it.
    `decided_on` is the day of the whole, None while there are only tranches.
    """
    end = gather.end_of(day)
    found: dict[int, Row] = {}
    for row in rows:
        decided = row["decided_on"] and row["decided_on"] <= day
        if not decided and not handed_in(row, end):
            continue
        one = found.setdefault(row["pk"], row | {"decided_on": None, "gone_by_reason": {}} | dict.fromkeys(DECIDED, 0))
        if decided and row["is_tranche"] and not one["decided_on"]:
            one.update({name: one[name] + row[name] for name in DECIDED})
        elif decided and not row["is_tranche"]:
            one.update({name: row[name] for name in ("decided_on", "gone_by_reason", *DECIDED)})
    return list(found.values())


def handed_in(row: Row, end: datetime) -> bool:
    """Handed in before the moment, and not withdrawn since."""
    return row["state"] != "draft" and bool(row["submitted_at"]) and row["submitted_at"] < end


def is_awaiting(row: Row, day: date) -> bool:
    """Waiting now, or on a past day: handed in by then and appraised only later."""
    waits = row["state"] in Catalogue.AWAITED and handed_in(row, gather.end_of(day))
    return waits or (row["state"] in Catalogue.SETTLED and not row["decided_on"])


def awaiting_pages(row: Row, day: date) -> int:
    """Trang A4 quy đổi of a catalogue (as of `catalogues_on`) that wait to be appraised."""
    return max(0, row["a4_pages"] - row["decided_pages"] - row["gone_pages"]) if is_awaiting(row, day) else 0


def add_estimates(found: ByAgency, rows: list[Row], day: date) -> None:
    """What was asked for, and what the latest decision on each granted; the first decision met the milestone."""
    for row in rows:
        if row["decided_on"] and row["decided_on"] <= day:
            found[row["agency_id"]].met("estimate", row["decided_on"])
    for row in standing(rows, day):
        sums = found[row["agency_id"]].sums
        sums["requested_dong"] += row["asked"] if row["decided_on"] else row["requested_dong"]
        if row["decided_on"]:
            sums["appraised_dong"] += row["granted"]
            sums["cut_dong"] += max(0, row["asked"] - row["granted"])
            sums["decided_dong"] += row["granted"] if row["own"] else 0


def standing(rows: list[Row], day: date) -> list[Row]:
    """Each estimate with its last decision by the day, or undecided where it was handed in and not withdrawn.

    Of its versions one counts: the last that was decided; before any was, the first that was handed in.
    """
    end = gather.end_of(day)
    found: dict[int, Row] = {}
    for row in rows:
        if row["decided_on"] and row["decided_on"] <= day:
            found[row["pk"]] = row
        elif row["pk"] not in found and handed_in(row, end):
            found[row["pk"]] = row | {"decided_on": None}
    return one_of_each_line(found.values())


def one_of_each_line(rows: Iterable[Row]) -> list[Row]:
    """Of the versions of each estimate the one that counts."""
    found: dict[int, Row] = {}
    for row in sorted(rows, key=lambda row: row["edition"]):
        if row["line"] not in found or row["decided_on"]:
            found[row["line"]] = row
    return sorted(found.values(), key=lambda row: row["pk"])


def add_evidence(found: ByAgency, rows: list[gather.EvidenceRow], day: date) -> None:
    """What manifests of scans that counted on the day have to show."""
    for agency, since, until, files, pages in rows:
        if since and since <= day and (until is None or until > day):
            found[agency].sums["evidenced_files"] += files
            found[agency].sums["evidenced_pages"] += pages


Kinds = tuple[tuple[Callable[[Plan, date], list[Any]], Add], ...]
MONEY_KINDS: Kinds = ((gather.estimates, add_estimates), (money.entries, money.add_entries))
WORK_KINDS: Kinds = ((gather.evidence, add_evidence), (raised, add_difficulties))
