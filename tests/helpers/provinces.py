"""Provinces drawn at random: some agencies with targets, reports late, corrected or missing, catalogues, estimates."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from budgets.models import Estimate
from plans.models import Appraisal, Catalogue
from tests.helpers import factories as make

CODES = ("SYT", "SXD", "TTT", "502", "20335", "20362", "503", "511")
ENDS = [date(2025, 4, 25) + timedelta(days=7 * week) for week in range(17)]
DAYS = [date(2025, 4, day) for day in (15, 20, 26)] + [date(2025, 6, day) for day in (13, 18, 20, 30)]
DAYS += [date(2025, 7, 1), date(2025, 7, 16), *(date(2025, 8, day) for day in (14, 15, 16, 20))]
PAGES = st.integers(1, 200_000)


@dataclass(frozen=True)
class DrawnReport:
    """One period's report: pages since the one before, days until it came, and pages of a later correction."""

    end: date
    pages: int
    delay: int
    corrected_by: int


@dataclass(frozen=True)
class DrawnCatalogue:
    """A catalogue: its state, and parts (in thousandths) that a tranche has appraised."""

    code: str
    pages: int
    state: str
    tranche: int


@dataclass(frozen=True)
class DrawnEstimate:
    """An estimate: what it asks for, what was granted (in thousandths; None before), what it asks for now."""

    code: str
    dong: int
    granted: int | None
    asked_now: int


@st.composite
def reports(draw):
    """Reports of an agency: weeks are left out, some come late, some are corrected."""
    weeks = sorted(draw(st.sets(st.integers(0, 16), max_size=9)))
    drawn = st.tuples(st.integers(0, 30_000), st.integers(0, 10), st.sampled_from([0, 0, 0, 500, -500]))
    return [DrawnReport(ENDS[week], *draw(drawn)) for week in weeks]


@dataclass(frozen=True)
class DrawnProvince:
    day: date
    targets: dict[str, int]
    reports: dict[str, list[DrawnReport]]
    catalogues: list[DrawnCatalogue]
    estimates: list[DrawnEstimate]


STATES = st.sampled_from(["draft", "submitted", "received", "returned", "appraised"])
catalogues = st.builds(DrawnCatalogue, st.sampled_from(CODES), PAGES, STATES, st.sampled_from([0, 0, 137, 500, 999]))
estimates = st.builds(DrawnEstimate, st.sampled_from(CODES), PAGES, st.sampled_from([None, 1_000, 930]), PAGES)
provinces = st.builds(
    DrawnProvince,
    st.sampled_from(DAYS),
    st.dictionaries(st.sampled_from(CODES), PAGES, min_size=1),
    st.dictionaries(st.sampled_from(CODES), reports(), min_size=1),
    st.lists(catalogues, max_size=5),
    st.lists(estimates, max_size=4),
)


def write(drawn, agencies, hoa, tuan):
    """Write the province, as far as its day has come."""
    for code, pages in drawn.targets.items():
        make.a_target(agencies[code], pages)
    for code, found in drawn.reports.items():
        write_reports(agencies[code], found, drawn.day)
    for number, one in enumerate(drawn.catalogues):
        write_catalogue(one, number, agencies[one.code], drawn.day, hoa)
    for number, one in enumerate(drawn.estimates):
        write_estimate(one, number, agencies[one.code], drawn.day, tuan)


def write_reports(agency, found, until):
    pages = 0
    for one in [one for one in found if agency.has_reporter_for(one.end - timedelta(days=6), one.end, one.end)]:
        pages += one.pages
        sent, corrected = (one.end + timedelta(days=days) for days in (one.delay, one.delay + 3))
        stages = {"checked_pages": pages * 3 // 4, "integrated_pages": pages // 2}
        if sent <= until:
            make.a_progress_report(agency, one.end, pages, sent, **stages)
        if one.corrected_by and corrected <= until:
            pages = max(0, pages + one.corrected_by)
            stages = {"checked_pages": pages * 3 // 4, "integrated_pages": pages // 2}
            make.a_progress_report(agency, one.end, pages, corrected, version=2, **stages)


def write_catalogue(one, number, agency, day, hoa):
    handed_in = None if one.state == "draft" else day - timedelta(days=9)
    fields = {"name": f"Mục lục {number}", "page_count_a3": one.pages % 7}
    made = make.a_catalogue(agency, one.pages, one.state, handed_in, **fields)
    if one.state == "appraised":
        make.an_appraisal(made, hoa, day - timedelta(days=2), number=f"{number + 1}/SNV")
    elif one.state == "received" and one.tranche:
        pages = one.pages * one.tranche // 1_000
        tranche = make.an_appraisal(made, hoa, day - timedelta(days=3), pages, number=f"{number + 1}/SNV")
        Appraisal.objects.filter(pk=tranche.pk).update(is_tranche=True)
        Catalogue.objects.filter(pk=made.pk).update(state=one.state)


def write_estimate(one, number, agency, day, tuan):
    made = make.an_estimate(agency, one.dong, day - timedelta(days=8), name=f"Dự toán {number}")
    if one.granted is not None:
        own = not agency.in_departments_group
        make.an_estimate_appraisal(made, tuan, day - timedelta(days=1), one.dong * one.granted // 1_000, own)
        Estimate.objects.filter(pk=made.pk).update(requested_dong=one.asked_now)
