"""Fonds, catalogues in every state, and what Sở Nội vụ decided on them."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Sum

from agencies.formats.numbers import format_int
from plans.models import Appraisal, ArchivalFile, Catalogue, Fonds
from plans.models.pages import PAGE_FIELDS

from .days import LAST_DAY, days_later, moment, workday
from .holdings import NEARLY_ALL, Holding
from .rows import write_rows
from .story import DRAFT, RECEIVED, RETURNED, SUBMITTED
from .words import WORDS, fonds_names, places, subjects

APPRAISED = "appraised"
BATCHES = {"commune": (100,), "district": (64, 36)}
DEPARTMENT_BATCHES = (52, 30, 18)
FIRST_YEAR, LAST_YEAR = 1997, 2024


@dataclass
class Paper:
    """One catalogue of the story: how many files of how many pages, and the days it moved."""

    holding: Holding
    catalogue: Catalogue
    files: int
    thickness: int
    days: dict = field(default_factory=dict)  # "submit", "receive", "appraise", "return" -> date
    years: tuple = (FIRST_YEAR, LAST_YEAR)


def write(province):
    fonds = write_fonds(province)
    papers = [paper for one in province.holdings for paper in papers_of(province, one, fonds[one.code])]
    Catalogue.objects.bulk_create(paper.catalogue for paper in papers)
    for paper in papers:
        write_paper(paper, province.agencies)
    keep_totals(papers)
    decide(province, papers)
    for paper in papers:
        tell(province, paper)


def write_paper(paper, agencies):
    agency, (first, last) = paper.holding.agency, paper.years
    write_rows(
        paper.catalogue, paper.files, paper.thickness, subjects=subjects(agency), places=places(agency, agencies),
        first_year=first, last_year=last,
    )  # fmt: skip


def write_fonds(province):
    """{agency code: [Fonds, …]}"""
    made = [
        Fonds(agency=one.agency, name=name, years=f"{FIRST_YEAR}–{LAST_YEAR}", is_closed=number > 0)
        for one in province.holdings
        for number, name in enumerate(fonds_names(one.agency))
    ]
    found = {}
    for fonds in Fonds.objects.bulk_create(made):
        found.setdefault(fonds.agency.code, []).append(fonds)
    return found


def papers_of(province, one, fonds):
    """The appraised ones hold a little more than what is scanned by the demo's day; the extras wait elsewhere."""
    random = province.dice("catalogues", one.code)
    shares = (100,) if one.prompt else BATCHES.get(one.agency.kind, DEPARTMENT_BATCHES)
    pages = int(one.pages * one.story.done * random.uniform(1.01, 1.02 if one.story.done > NEARLY_ALL else 1.12))
    found = [
        appraised(province, one, fonds[number % len(fonds)], number, pages * share // 100, len(shares), random)
        for number, share in enumerate(shares)
        if one.story.done
    ]
    for number, state in enumerate(one.story.extra, len(found)):
        found.append(extra(province, one, fonds[number % len(fonds)], number, state, random))
    return found


def appraised(province, one, fonds, number, pages, parts, random):
    """The thick, permanent files go first, unless nearly everything is done."""
    thickness = one.thickness if one.story.done > NEARLY_ALL else one.thickness * (2 if not one.is_commune else 3)
    span = (LAST_YEAR - FIRST_YEAR + 1) // parts
    years = (FIRST_YEAR + number * span, FIRST_YEAR + (number + 1) * span - 1)
    reviewed = province.reviewed_on[one.code]
    submit = days_later(reviewed, 1 if one.prompt else random.choice((2, 4, 5, 7)) + 18 * number)
    receive = days_later(submit, 0 if one.prompt else random.randint(1, 2))
    days = {
        "submit": submit,
        "receive": receive,
        "appraise": days_later(receive, 1 if one.prompt else random.randint(1, 6)),
    }
    made = catalogue(province, one, fonds, f"Hồ sơ đã chỉnh lý {years[0]}–{years[1]}", APPRAISED)
    return Paper(one, made, max(40, pages // thickness), thickness, days, years)


def extra(province, one, fonds, number, state, random):
    """A smaller catalogue that is still on its way: with the agency, or up to twelve days with Sở Nội vụ."""
    made = catalogue(province, one, fonds, f"Hồ sơ bổ sung đợt {number + 1}", state)
    waited = {DRAFT: None, SUBMITTED: random.randint(0, 11), RECEIVED: random.randint(6, 12), RETURNED: 17}[state]
    days = {}
    if waited is not None:
        days["submit"] = workday(LAST_DAY - timedelta(days=waited))
    if state == RECEIVED:
        days["receive"] = days_later(days["submit"], 2)
    if state == RETURNED:
        days |= {"receive": days_later(days["submit"], 2), "return": days_later(days["submit"], random.randint(6, 13))}
    return Paper(one, made, random.randint(70, 160 if one.is_commune else 640), one.thickness, days)


def catalogue(province, one, fonds, name, state):
    return Catalogue(
        plan=province.plan, agency=one.agency, fonds=fonds, name=name, state=state, secrecy_declared=state != DRAFT
    )


def keep_totals(papers):
    """The totals of each catalogue are its rows' sums."""
    names = ("sheet_count", *PAGE_FIELDS.values())
    sums = {name: Sum(name) for name in names}
    rows = ArchivalFile.objects.order_by().values("catalogue_id").annotate(file_count=Count("pk"), **sums)
    totals = {row.pop("catalogue_id"): row for row in rows}
    for paper in papers:
        for name, value in totals[paper.catalogue.pk].items():
            setattr(paper.catalogue, name, value)


def decide(province, papers):
    """Moments, versions and appraisals of what was handed in."""
    made = []
    for number, paper in enumerate(papers, 1):
        random = province.dice("moments", paper.catalogue.pk)
        paper.moments = {name: moment(day, random, 8 + 3 * step) for step, (name, day) in enumerate(paper.days.items())}
        one = paper.catalogue
        one.version = 1 + len(paper.days)
        one.state_since = max(paper.moments.values(), default=moment(days_later(LAST_DAY, -4), random))
        one.submitted_at = paper.moments.get("submit")
        one.submitted_by = province.clerks[paper.holding.code] if paper.days else None
        if one.state == APPRAISED:
            paper.document = (f"{180 + number}/SNV-QLVTLT", paper.days["appraise"])
            made.append(appraisal(province, paper))
    fields = ["file_count", "sheet_count", *PAGE_FIELDS.values()]
    fields += ["version", "state_since", "submitted_at", "submitted_by"]
    Catalogue.objects.bulk_update([paper.catalogue for paper in papers], fields)
    Appraisal.objects.bulk_create(made)


def appraisal(province, paper):
    one, day = paper.catalogue, paper.days["appraise"]
    province.appraised.setdefault(paper.holding.code, []).append((day, one.file_count, one.page_count))
    return Appraisal(
        catalogue=one, decided_by=province.people["hoa"], decided_on=day, document_number=paper.document[0],
        document_date=day, file_count=one.file_count, a4_page_count=one.page_count, **one_by_size(one),
    )  # fmt: skip


def one_by_size(catalogue):
    return {name: getattr(catalogue, name) for name in PAGE_FIELDS.values()}


def tell(province, paper):
    """How each catalogue came to where it is."""
    one, clerk = paper.catalogue, province.clerks[paper.holding.code]
    made_on = min(paper.moments.values(), default=one.state_since) - timedelta(minutes=25)
    volume = f"{format_int(one.file_count)} hồ sơ, {format_int(one.all_pages)} trang"
    province.history.tell(one, actor=clerk, action="create", sentence=f"lập {one}: {volume}", at=made_on)
    state = DRAFT
    for name, at in paper.moments.items():
        decided = name == "appraise"
        reason = province.dice("return", one.pk).choice(WORDS["return_reasons"]) if name == "return" else ""
        actor = clerk if name == "submit" else province.people["hoa"]
        document = paper.document if decided else None
        province.history.move(one, name, actor=actor, at=at, source=state, reason=reason, document=document)
        state = one.workflow.action(name).target
