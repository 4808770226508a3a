"""What a day's figures must be, worked out from the rows in the plainest way: no code of the portal's own figures.

Pages are trang A4 quy đổi. A unit is a line of Phụ lục I or II: an agency, a district with its communes.
"""

from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil
from types import SimpleNamespace

from django.db.models import Sum

from agencies.formats.numbers import format_int as n
from agencies.models import Agency
from plans.models import Appraisal, Catalogue, Milestone, Plan, ProgressReport, SignedFile, Target, VolumeReview
from plans.models.pages import PAGE_FIELDS

FIRST_DAY, FIRST_END, WEEK = date(2025, 4, 20), date(2025, 4, 25), timedelta(days=7)

A_HUNDRED_YEARS = 36_500  # days, after which no forecast looks


class Truth:
    """The province at the end of a day. Everything is asked for by a list of agency codes."""

    def __init__(self, day):
        self.day = day
        agencies = Agency.objects.exclude(kind="province").filter(active_from__isnull=True)
        self.agencies = {one.code: one for one in agencies.select_related("parent", "successor")}
        targets = Target.objects.filter(plan=Plan.current()).select_related("agency")
        self.targets = {one.agency.code: one for one in targets}
        self.reports = {}
        rows = ProgressReport.objects.filter(submitted_on__lte=day, period_end__lte=day).select_related("agency")
        for report in rows.order_by("period_end", "version"):
            self.reports.setdefault(report.agency.code, {})[report.period_end] = report
        self.ends = [end for end in (FIRST_END + WEEK * number for number in range(40)) if end <= day]
        keys = Milestone.objects.filter(key="digitization")
        self.milestones = {one.group: one for one in keys}

    @property
    def running(self):
        """The end of the period that runs."""
        last = self.ends[-1] if self.ends else FIRST_END - WEEK
        return last if last == self.day else last + WEEK

    def family(self, code):
        """The agency and its communes."""
        return [code, *(one.code for one in self.agencies.values() if one.parent and one.parent.code == code)]

    @cached_property
    def units(self):
        """Every unit as a list of codes."""
        return [self.family(one.code) for one in self.agencies.values() if not one.parent]

    def group(self, name):
        return [code for code, one in self.agencies.items() if one.group == name]

    @property
    def everybody(self):
        return list(self.agencies)

    def planned(self, codes, field="page_count"):
        return sum(getattr(self.targets[code], field) for code in codes if code in self.targets)

    def latest(self, code):
        found = self.reports.get(code)
        return found[max(found)] if found else None

    def reported(self, codes, field="scanned_pages"):
        return sum(getattr(report, field) for code in codes if (report := self.latest(code)))

    def left(self, codes):
        """Of several units what each of them has left."""
        units = [unit for unit in self.units if {*unit} <= {*codes}]
        return sum(max(0, self.planned(unit) - self.reported(unit)) for unit in (units if len(units) > 1 else [codes]))

    def deadline(self, codes):
        return self.milestones[self.agencies[codes[0]].group].last_day_on_time

    def days_left(self, codes):
        return max(0, (self.deadline(codes) - self.day).days)

    def needed(self, codes):
        return -(-self.left(codes) // self.days_left(codes))

    def has_ended(self, code):
        last = self.agencies[code].active_to
        return last is not None and last < self.day

    def daily(self, code):
        """Pages of each day up to the latest report, evenly between two reports."""
        days, before, pages = [], FIRST_DAY - timedelta(days=1), 0
        for end, report in sorted(self.reports.get(code, {}).items()):
            count = (end - before).days
            days += [Fraction(report.scanned_pages - pages, count)] * count
            before, pages = end, report.scanned_pages
        return days

    def pace_of(self, code):
        days = [] if self.has_ended(code) else self.daily(code)[-28:]
        return sum(days, Fraction(0)) / len(days) if days else Fraction(0)

    def pace(self, codes):
        return max(Fraction(0), sum(map(self.pace_of, codes), Fraction(0)))

    def asked_ends(self, codes):
        """Ends of the periods that somebody had to report on."""
        last_days = [self.agencies[code].active_to for code in codes if self.owes(code) and not self.heir(code)]
        endless = any(self.heir(code) or not self.agencies[code].active_to for code in codes if self.owes(code))
        if endless or not last_days:
            return self.ends
        return [end for end in self.ends if end <= max(last_days)]

    def owes(self, code):
        return code in self.targets or code in self.reports

    def heir(self, code):
        return self.agencies[code].successor

    def has_sent(self, code):
        """True where the running period's report came from the agency or its heir; None where nobody owes it."""
        gone = self.has_ended(code) and self.agencies[code].active_to < self.running
        return None if gone and not self.heir(code) else self.running in self.reports.get(code, ())

    def is_fresh(self, codes):
        ends = [end for code in codes for end in self.reports.get(code, ())]
        asked = self.asked_ends(codes)
        return bool(ends) and (len(asked) < 2 or max(ends) >= asked[-2])

    def since(self, code):
        """Pages that the pace has added since the agency's latest report."""
        latest = self.latest(code)
        if latest is None or not self.is_fresh([code]) or self.has_ended(code):
            return Fraction(0)
        return min(Fraction(self.left([code])), self.pace_of(code) * (self.day - latest.period_end).days)

    def ends_on(self, codes):
        """The day the work would end at the recent pace; None where nothing shows it.

        An old report shows it only where it foresaw a day that is still to come and too late.
        """
        gone = all(self.has_ended(code) for code in codes)
        if not self.left(codes) or not self.pace(codes) or gone:
            return None
        if not self.is_fresh(codes):
            last = max(end for code in codes for end in self.reports.get(code, ()))
            day = last + timedelta(days=min(A_HUNDRED_YEARS, ceil(self.left(codes) / self.pace(codes))))
            return day if day > max(self.deadline(codes), self.day) else None
        days = ceil((self.left(codes) - sum(map(self.since, codes))) / self.pace(codes))
        return self.day + timedelta(days=min(A_HUNDRED_YEARS, max(0, days)))

    def is_late(self, unit):
        if not self.planned(unit) or not self.left(unit):
            return False
        return self.day > self.deadline(unit) or (self.ends_on(unit) or self.day) > self.deadline(unit)

    def waits(self, unit):
        """The first period has not ended before the day, and nothing came yet."""
        return not any(code in self.reports for code in unit) and self.day <= FIRST_END

    def is_awaited(self, unit):
        """The unit's first report is still to come, and its last day with it."""
        return bool(self.planned(unit) and self.left(unit) and self.waits(unit) and not self.is_late(unit))

    def is_silent(self, unit):
        return not self.has_gone(unit) and self.lacks_reports(unit)

    def lacks_reports(self, unit):
        work = self.planned(unit) and self.left(unit) and not self.waits(unit)
        return bool(work) and not self.is_fresh(unit)

    @cached_property
    def silent_heirs(self):
        """Who took work over and has sent nothing of it lately: one who does so for several is one."""
        return list(dict.fromkeys(self.heir(code) for code in self.everybody if self.is_left_silent(code)))

    def is_left_silent(self, code):
        """Its successor has sent nothing lately, although a period ended since it took over."""
        last = self.agencies[code].active_to
        if not self.has_ended(code) or not self.heir(code) or not self.lacks_reports([code]):
            return False
        return any(last < end < self.day for end in self.ends)

    @cached_property
    def late_heirs(self):
        """Who must go on with the late work of units that have ended."""
        gone = [unit for unit in self.units if self.has_gone(unit) and self.is_late(unit)]
        return list(dict.fromkeys(self.heir(c) for unit in gone for c in unit if self.owes(c) and self.heir(c)))

    def owes_through_heirs(self, unit):
        return any(map(self.is_left_silent, self.ended(unit)))

    def ended(self, unit):
        return [code for code in unit if self.has_ended(code)]

    def lacks_heir(self, code):
        return self.has_ended(code) and not self.heir(code)

    def is_unknown(self, unit):
        if not self.planned(unit) or not self.left(unit) or self.is_late(unit) or self.waits(unit):
            return False
        return self.ends_on(unit) is None

    def is_at_risk(self, unit):
        if not self.left(unit) or self.is_late(unit) or self.is_unknown(unit) or self.waits(unit):
            return False
        return self.reported(unit) < sum(map(self.line_of, unit))

    def line_of(self, code):
        """Where the straight line of the plan is on the day the agency's latest report speaks of."""
        latest, last = self.latest(code), self.deadline([code])
        until = min(latest.period_end if latest else self.day, last)
        whole = (last - FIRST_DAY).days + 1
        return self.planned([code]) * max(0, (until - FIRST_DAY).days + 1) // whole

    @cached_property
    def texts_of_reports(self):
        """What an agency's page may say of each progress report."""
        rows = ProgressReport.objects.filter(submitted_on__lte=self.day)
        return {f"{n(row.scanned_pages)} trang đã số hóa, {n(row.integrated_pages)} đã lên Kho" for row in rows}

    @cached_property
    def texts_of_volumes(self):
        """What pages may say of each catalogue and each review of volumes."""
        rows = Catalogue.objects.all()
        catalogues = {f"{n(row.file_count)} hồ sơ, {n(a4_pages(row))} trang A4 quy đổi" for row in rows}
        reviews = VolumeReview.objects.all()
        said = {f"{n(row.file_count)} hồ sơ, {n(row.a4_page_count)} trang A4 quy đổi" for row in reviews}
        return catalogues | said

    def has_gone(self, unit):
        return self.has_ended(unit[0])

    def count(self, asked, units=None, at_work=False):
        """How many units are what is asked."""
        units = self.units if units is None else units
        return sum(bool(asked(unit)) for unit in units if not at_work or not self.has_gone(unit))

    @cached_property
    def waiting(self):
        """{catalogue: pages that Sở Nội vụ has yet to decide on}; what was changed since it was signed waits again."""
        found = {}
        for catalogue in Catalogue.objects.filter(state__in=("submitted", "received")):
            decided = Appraisal.objects.filter(catalogue=catalogue).order_by("decided_on", "pk")
            whole = [one for one in decided if not one.is_tranche][-1:]
            counted = whole or list(decided)
            gone = sum(one.a4_page_count + one.left_out_pages for one in counted)
            changed = SignedFile.objects.exclude(decision="left_out").filter(appraisal__catalogue=catalogue)
            again = a4_pages_of_all(changed.filter(replaced_by=None))
            found[catalogue.pk] = max(0, a4_pages(catalogue) + again - gone)
        return found


def a4_pages_of_all(rows):
    """The same of all rows of a queryset, added up by the database."""
    sums = rows.order_by().aggregate(**{name: Sum(name, default=0) for name in PAGE_FIELDS.values()})
    return a4_pages(SimpleNamespace(**sums))


def a4_pages(row):
    """Pages of every size as A4 pages, by the factors of domain §5."""
    larger = 2 * row.page_count_a3 + 4 * row.page_count_a2 + 8 * row.page_count_a1 + 16 * row.page_count_a0
    return row.page_count + larger
