"""Fonds, catalogues in every state, and what Sở Nội vụ decided on them."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Model, Q, Sum

from agencies.formats.numbers import format_int
from plans.models import Appraisal, ArchivalFile, Catalogue, Fonds
from plans.models.pages import PAGE_FIELDS

from . import judging
from .days import LAST_DAY, days_later, moment, workday
from .holdings import NEARLY_ALL, Holding
from .rows import write_rows
from .story import AGAIN, DRAFT, RECEIVED, RETURNED, SUBMITTED
from .words import WORDS, fonds_names, places, subjects

APPRAISED = "appraised"
BATCHES = {"commune": (100,), "district": (64, 36)}
DEPARTMENT_BATCHES = (52, 30, 18)
FIRST_YEAR, LAST_YEAR = 1997, 2024
LEFT_OUT = Q(decision=ArchivalFile.Decision.LEFT_OUT)
SUMS = {  # the filtered ones first: a sum takes its column's name
    "accepted_files": Count("pk", filter=Q(decision=ArchivalFile.Decision.ACCEPTED)),
    "left_out_files": Count("pk", filter=LEFT_OUT), "left_out_pages": Sum("page_count", filter=LEFT_OUT, default=0),
    "file_count": Count("pk"),
} | {name: Sum(name) for name in ("sheet_count", *PAGE_FIELDS.values())}  # fmt: skip


@dataclass
class Paper:
    """One catalogue of the story: how many files of how many pages, and the days it moved."""

    holding: Holding
    catalogue: Catalogue
    files: int
    thickness: int
    steps: list = field(default_factory=list)  # ("submit", date), ("receive", date), …
    years: tuple = (FIRST_YEAR, LAST_YEAR)
    appraisal: Appraisal | None = None
    moments: list = field(default_factory=list)  # the steps, each with its minute

    @property
    def was_judged(self):
        """True where Sở Nội vụ looked at single files; who did everything at once left it no time for that."""
        return bool(self.appraisal) and not self.holding.prompt

    def latest(self, name):
        """The moment of the last step of this name, or None."""
        return next((at for step, at in reversed(self.moments) if step == name), None)


def write(province):
    fonds = write_fonds(province)
    papers = [paper for one in province.holdings for paper in papers_of(province, one, fonds[one.code])]
    Catalogue.objects.bulk_create(paper.catalogue for paper in papers)
    set_moments(province, papers)
    write_appraisals(province, papers)
    for paper in papers:
        write_paper(paper, province.agencies)
    keep_totals(papers)
    keep_appraisals(province, papers)
    for paper in papers:
        tell(province, paper)
        judging.write(province, paper)


def write_paper(paper, agencies):
    agency = paper.holding.agency
    write_rows(
        paper.catalogue, paper.files, paper.thickness, subjects=subjects(agency), places=places(agency, agencies),
        years=paper.years, appraisal=paper.appraisal, judged=paper.was_judged, rough=not paper.appraisal,
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
    if not one.prompt:
        pages += pages // 48  # as much as the appraisal leaves out
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
    decide = days_later(receive, 1 if one.prompt else random.randint(1, 6))
    steps = [("submit", submit), ("receive", receive), ("appraise", decide)]
    made = catalogue(province, one, fonds, f"Hồ sơ đã chỉnh lý {years[0]}–{years[1]}", APPRAISED)
    return Paper(one, made, max(40, pages // thickness), thickness, steps, years)


def extra(province, one, fonds, number, state, random):
    """A smaller catalogue that is still on its way: with the agency, or up to twelve days with Sở Nội vụ."""
    made = catalogue(province, one, fonds, f"Hồ sơ bổ sung đợt {number + 1}", RECEIVED if state == AGAIN else state)
    waited = {DRAFT: None, SUBMITTED: random.randint(0, 11), RECEIVED: random.randint(6, 12), RETURNED: 17, AGAIN: 18}
    steps = extra_steps(state, waited[state], random)
    return Paper(one, made, random.randint(70, 160 if one.is_commune else 640), one.thickness, steps)


def extra_steps(state, waited, random):
    if waited is None:
        return []
    submit = workday(LAST_DAY - timedelta(days=waited))
    receive = days_later(submit, 2)
    if state == SUBMITTED:
        return [("submit", submit)]
    if state == RECEIVED:
        return [("submit", submit), ("receive", receive)]
    back = days_later(submit, random.randint(6, 13) if state == RETURNED else 6)
    steps = [("submit", submit), ("receive", receive), ("return", back)]
    return steps + ([("submit", days_later(back, 3)), ("receive", days_later(back, 5))] if state == AGAIN else [])


def catalogue(province, one, fonds, name, state):
    return Catalogue(
        plan=province.plan, agency=one.agency, fonds=fonds, name=name, state=state, secrecy_declared=state != DRAFT
    )


def set_moments(province, papers):
    """The minute of each move, and what a catalogue keeps of them."""
    for paper in papers:
        one, random = paper.catalogue, province.dice("moments", paper.catalogue.pk)
        paper.moments = [
            (name, moment(day, random, 8 + 3 * (step % 3))) for step, (name, day) in enumerate(paper.steps)
        ]
        one.version = 1 + len(paper.steps)
        one.revision = 1 + sum(name == "return" for name, _ in paper.steps)
        one.state_since = paper.moments[-1][1] if paper.moments else moment(days_later(LAST_DAY, -4), random)
        one.submitted_at = paper.latest("submit")
        one.submitted_by = province.clerks[paper.holding.code] if paper.steps else None


def write_appraisals(province, papers):
    """Each decision on a whole; its sums follow when the files are there."""
    for number, paper in enumerate(papers, 1):
        if paper.catalogue.state == APPRAISED:
            day = paper.steps[-1][1]
            paper.appraisal = Appraisal(
                catalogue=paper.catalogue, decided_by=province.people["hoa"], decided_on=day, document_date=day,
                document_number=f"{180 + number}/SNV-QLVTLT", file_count=0, a4_page_count=0,
            )  # fmt: skip
    Appraisal.objects.bulk_create(paper.appraisal for paper in papers if paper.appraisal)


def keep_totals(papers):
    """The totals of each catalogue are its rows' sums."""
    rows = ArchivalFile.objects.order_by().values("catalogue_id").annotate(**SUMS)
    totals = {row.pop("catalogue_id"): row for row in rows}
    for paper in papers:
        for name, value in totals[paper.catalogue.pk].items():
            setattr(paper.catalogue, name, value)
    fields = [*SUMS, "version", "revision", "state_since", "submitted_at", "submitted_by"]
    rewrite(Catalogue, [paper.catalogue for paper in papers], fields)


def keep_appraisals(province, papers):
    """The sums of each decision: what is left of the catalogue, and what was left out."""
    decided = [paper for paper in papers if paper.appraisal]
    for paper in decided:
        one, made = paper.catalogue, paper.appraisal
        made.file_count = one.file_count - one.left_out_files
        made.page_count = made.a4_page_count = one.page_count - one.left_out_pages
        made.left_out_files, made.left_out_pages = one.left_out_files, one.left_out_pages
        decided_sums = (made.decided_on, made.file_count, made.a4_page_count)
        province.appraised.setdefault(paper.holding.code, []).append(decided_sums)
    names = ["file_count", "page_count", "a4_page_count", "left_out_files", "left_out_pages"]
    rewrite(Appraisal, [paper.appraisal for paper in decided], names)


def rewrite(model: type[Model], rows: list[Model], fields: list[str]) -> None:
    """Store these fields of saved rows by upsert, several times faster than `bulk_update` and its CASE a field."""
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)


def tell(province, paper):
    """How each catalogue came to where it is."""
    one, clerk = paper.catalogue, province.clerks[paper.holding.code]
    made_on = min((at for _, at in paper.moments), default=one.state_since) - timedelta(minutes=25)
    volume = f"{format_int(one.file_count)} hồ sơ, {format_int(one.all_pages)} trang"
    province.history.tell(one, actor=clerk, action="create", sentence=f"lập {one}: {volume}", at=made_on)
    state = DRAFT
    for name, at in paper.moments:
        reason = province.dice("return", one.pk).choice(WORDS["return_reasons"]) if name == "return" else ""
        actor = clerk if name == "submit" else province.people["hoa"]
        made = paper.appraisal if name == "appraise" else None
        document = (made.document_number, made.document_date) if made else None
        province.history.move(one, name, actor=actor, at=at, source=state, reason=reason, document=document)
        state = one.workflow.action(name).target
