"""What each agency had handed in and been told by a day, from rows gathered once: no query asks here."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from plans.models import Catalogue, Plan
from plans.pricing import plan_price_dong
from plans.targets.reconciliation import target_rows

from . import gather
from .milestones import dates_by_group

DECIDED = ("decided_files", "decided_pages", "gone_files", "gone_pages")


@dataclass
class AgencyRecords:
    """One agency's: sums by field of Figures, and the days its milestones were met."""

    sums: dict = field(default_factory=lambda: defaultdict(int))
    done_on: dict = field(default_factory=dict)  # milestone key -> day
    history: list = field(default_factory=list)  # (period_end, *FIGURES), oldest first, latest versions

    def met(self, milestone, day):
        """Note the first day the milestone was met."""
        self.done_on[milestone] = min(day, self.done_on.get(milestone, date.max))


@dataclass(frozen=True)
class PlanRecords:
    """Everything the figures of a plan are made of, up to a day: a fixed number of queries."""

    plan: Plan
    until: date
    price_dong: int
    milestones: dict  # group -> {key: Milestone}
    agencies: list
    rows: list  # (function that adds them, rows)

    @classmethod
    def gathered(cls, plan, until):
        rows = [(add, query(plan, until)) for query, add in KINDS]
        return cls(plan, until, plan_price_dong(plan), dates_by_group(plan), target_rows(plan), rows)

    def by(self, day):
        """Records by agency id, as they stood at the end of the day."""
        found = defaultdict(AgencyRecords)
        for add, rows in self.rows:
            add(found, rows, day)
        return found


def add_reviews(found, rows, day):
    """The latest version counts; the first one met the milestone."""
    for agency, handed_in, files, pages in rows:
        if handed_in <= day:
            found[agency].sums.update(reviewed_files=files, reviewed_pages=pages)
            found[agency].met("review", handed_in)


def add_detailed_plans(found, rows, day):
    for agency, handed_in, issued_on in rows:
        if handed_in <= day:
            found[agency].met("detailed_plan", issued_on)


def add_progress(found, rows, day):
    """Cumulative figures per period; of several versions the latest handed in by the day."""
    for agency, handed_in, *period in rows:
        if handed_in <= day and period[0] <= day:
            history = found[agency].history
            if history and history[-1][0] == period[0]:
                history.pop()
            history.append(period)


def add_catalogues(found, rows, day):
    """Appraised sums of what is in force; the milestone is met when the whole of each one handed in is appraised."""
    days_by_agency = defaultdict(list)
    for row in catalogues_on(rows, day):
        sums = found[row["agency_id"]].sums
        days_by_agency[row["agency_id"]].append(row["decided_on"])
        sums["appraised_files"] += row["decided_files"]
        sums["appraised_pages"] += row["decided_pages"]
        sums["left_out_files"] += row["gone_files"]
        sums["left_out_pages"] += row["gone_pages"]
        if is_awaiting(row, day):
            sums["awaiting_catalogues"] += 1
            sums["awaiting_pages"] += max(0, row["a4_pages"] - row["decided_pages"] - row["gone_pages"])
    for agency, days in days_by_agency.items():
        if all(days):
            found[agency].done_on["catalogue"] = max(days)


def catalogues_on(rows, day):
    """Each catalogue with what is in force of its appraisals by the day, as Appraisal.objects.in_force() has it.

    Tranches add up until the whole is appraised; the latest appraisal of the whole stands for all before it.
    `decided_on` is the day of the whole, None while there are only tranches.
    """
    end, found = gather.end_of(day), {}
    for row in rows:
        decided = row["decided_on"] and row["decided_on"] <= day
        if not decided and not handed_in(row, end):
            continue
        one = found.setdefault(row["pk"], row | {"decided_on": None} | dict.fromkeys(DECIDED, 0))
        if decided and row["is_tranche"] and not one["decided_on"]:
            one.update({name: one[name] + row[name] for name in DECIDED})
        elif decided and not row["is_tranche"]:
            one.update({name: row[name] for name in ("decided_on", *DECIDED)})
    return list(found.values())


def handed_in(row, end):
    return row["state"] != "draft" and row["submitted_at"] and row["submitted_at"] < end


def is_awaiting(row, day):
    """Waiting now, or on a past day: handed in by then and appraised only later."""
    waits = row["state"] in Catalogue.AWAITED and handed_in(row, gather.end_of(day))
    return waits or (row["state"] == Catalogue.State.APPRAISED and not row["decided_on"])


def add_estimates(found, rows, day):
    """What was asked for, and what the latest decision on each granted; the first decision met the milestone."""
    for row in rows:
        if row["decided_on"] and row["decided_on"] <= day:
            found[row["agency_id"]].met("estimate", row["decided_on"])
    for row in standing(rows, day):
        sums = found[row["agency_id"]].sums
        sums["requested_dong"] += row["asked"] if row["decided_on"] else row["requested_dong"]
        if row["decided_on"]:
            sums["appraised_dong"] += row["granted"]
            sums["decided_dong"] += row["granted"] if row["own"] else 0


def standing(rows, day):
    """Each object with its last decision by the day, or undecided where it was handed in and not withdrawn."""
    end, found = gather.end_of(day), {}
    for row in rows:
        if row["decided_on"] and row["decided_on"] <= day:
            found[row["pk"]] = row
        elif row["pk"] not in found and handed_in(row, end):
            found[row["pk"]] = row | {"decided_on": None}
    return list(found.values())


KINDS = (
    (gather.reviews, add_reviews),
    (gather.detailed_plans, add_detailed_plans),
    (gather.progress, add_progress),
    (gather.catalogues, add_catalogues),
    (gather.estimates, add_estimates),
)
