"""Fonds, catalogues in every state, and what Sở Nội vụ decided on them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from django.db.models import Count, Model, Q, Sum

from agencies.formats.numbers import format_int
from agencies.models import Agency, IssuedDocument
from plans.appraisal.effects import hash_of
from plans.models import Appraisal, ArchivalFile, Catalogue, Fonds
from plans.models.pages import PAGE_FIELDS

from . import judging
from .days import LAST_DAY, days_later, last_known_day, moment, workday
from .documents import Kind, signed
from .entries import FIRST_YEAR, LAST_YEAR, CatalogueEntry
from .holdings import NEARLY_ALL
from .letters import write_letter
from .province import Holding, Province
from .returns import keep_return
from .rows import indexes_afterwards, write_rows
from .story import AGAIN, DRAFT, RECEIVED, RETURNED, SUBMITTED
from .words import WORDS, fonds_names, places, subjects

Stored = TypeVar("Stored", bound=Model)
APPRAISED = "appraised"
DRAWN_UP = LAST_DAY - timedelta(days=4)  # catalogues that were never handed in
BATCHES = {"commune": (100,), "district": (64, 36)}
DEPARTMENT_BATCHES = (52, 30, 18)
LEFT_OUT = Q(decision=ArchivalFile.Decision.LEFT_OUT)
SUMS = {  # the filtered ones first: a sum takes its column's name
    "accepted_files": Count("pk", filter=Q(decision=ArchivalFile.Decision.ACCEPTED)),
    "left_out_files": Count("pk", filter=LEFT_OUT),
    "left_out_pages": Sum("page_count", filter=LEFT_OUT, default=0),
    "file_count": Count("pk"),
} | {name: Sum(name) for name in ("sheet_count", *PAGE_FIELDS.values())}


def write(province: Province) -> None:
    fonds = write_fonds(province)
    story = [entry for one in province.holdings for entry in entries_of(province, one, fonds[one.code])]
    entries = [entry for entry in story if rewind(entry, last_known_day())]
    Catalogue.objects.bulk_create(entry.catalogue for entry in entries)
    set_moments(province, entries)
    write_appraisals(province, entries)
    with indexes_afterwards():
        for entry in entries:
            write_files(entry, province.agencies)
    keep_totals(entries)
    keep_appraisals(province, entries)
    for entry in entries:
        record(province, entry)
        judging.write(province, entry)


def write_files(entry: CatalogueEntry, agencies: dict[str, Agency]) -> None:
    agency = entry.holding.agency
    write_rows(
        entry.catalogue,
        entry.files,
        entry.thickness,
        subjects=subjects(agency),
        places=places(agency, agencies),
        years=entry.years,
        appraisal=entry.appraisal,
        judged_at=entry.moment_of("appraise") if entry.was_judged else None,
        rough=not entry.appraisal,
    )


def write_fonds(province: Province) -> dict[str, list[Fonds]]:
    """{agency code: [Fonds, …]}"""
    made = [
        Fonds(agency=one.agency, name=name, years=f"{FIRST_YEAR}–{LAST_YEAR}", is_closed=number > 0)
        for one in province.holdings
        for number, name in enumerate(fonds_names(one.agency))
    ]
    found: dict[str, list[Fonds]] = {}
    for fonds in Fonds.objects.bulk_create(made):
        found.setdefault(fonds.agency.code, []).append(fonds)
    return found


def entries_of(province: Province, one: Holding, fonds: list[Fonds]) -> list[CatalogueEntry]:
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


def rewind(entry: CatalogueEntry, until: date) -> bool:
    """Leave the entry as it was on the day; False where there was no such catalogue yet."""
    if not entry.steps:
        return DRAWN_UP <= until
    entry.steps = [(name, day) for name, day in entry.steps if day <= until]
    if entry.steps:
        entry.catalogue.state = entry.catalogue.workflow.action(entry.steps[-1][0]).target
    return bool(entry.steps)


def appraised(
    province: Province, one: Holding, fonds: Fonds, number: int, pages: int, parts: int, random: Random
) -> CatalogueEntry:
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
    return CatalogueEntry(one, made, max(40, pages // thickness), thickness, steps, years)


def extra(province: Province, one: Holding, fonds: Fonds, number: int, state: str, random: Random) -> CatalogueEntry:
    """A smaller catalogue that is still on its way: with the agency, or up to twelve days with Sở Nội vụ."""
    made = catalogue(province, one, fonds, f"Hồ sơ bổ sung đợt {number + 1}", RECEIVED if state == AGAIN else state)
    waited = {DRAFT: None, SUBMITTED: random.randint(0, 11), RECEIVED: random.randint(6, 12), RETURNED: 17, AGAIN: 18}
    steps = extra_steps(state, waited[state], random)
    return CatalogueEntry(one, made, random.randint(70, 160 if one.is_commune else 640), one.thickness, steps)


def extra_steps(state: str, waited: int | None, random: Random) -> list[tuple[str, date]]:
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


def catalogue(province: Province, one: Holding, fonds: Fonds, name: str, state: str) -> Catalogue:
    return Catalogue(
        plan=province.plan, agency=one.agency, fonds=fonds, name=name, state=state, secrecy_declared=state != DRAFT
    )


def set_moments(province: Province, entries: list[CatalogueEntry]) -> None:
    """The minute of each move, and what a catalogue keeps of them."""
    for entry in entries:
        one, random = entry.catalogue, province.dice("moments", entry.catalogue.pk)
        entry.moments = [
            (name, moment(day, random, 8 + 3 * (step % 3))) for step, (name, day) in enumerate(entry.steps)
        ]
        one.version = 1 + len(entry.steps)
        one.revision = 1 + sum(name == "return" for name, _ in entry.steps)
        one.state_since = entry.moments[-1][1] if entry.moments else moment(DRAWN_UP, random)
        one.submitted_at = entry.latest("submit")
        one.submitted_by = province.clerks[entry.holding.code] if entry.steps else None


def write_appraisals(province: Province, entries: list[CatalogueEntry]) -> None:
    """Each decision on a whole; its sums follow when the files are there."""
    for number, entry in enumerate(entries, 1):
        if entry.catalogue.state == APPRAISED:
            day, at = entry.steps[-1][1], entry.moments[-1][1]
            entry.appraisal = Appraisal(
                catalogue=entry.catalogue,
                decided_by=province.people["hoa"],
                decided_on=day,
                document=signed(province.people["hoa"], Kind.CATALOGUE_APPRAISAL, f"{180 + number}/SNV-QLVTLT", at),
                file_count=0,
                a4_page_count=0,
                submitted_at=entry.catalogue.submitted_at,
                revision=entry.catalogue.revision,
                catalogue_name=entry.catalogue.name,
                fonds_name=entry.catalogue.fonds.name,
            )
    made = [entry.appraisal for entry in entries if entry.appraisal]
    IssuedDocument.objects.bulk_create(one.document for one in made)
    Appraisal.objects.bulk_create(made)


def keep_totals(entries: list[CatalogueEntry]) -> None:
    """The totals of each catalogue are its rows' sums, and its check code that of the rows that were handed in."""
    rows = ArchivalFile.objects.order_by().values("catalogue_id").annotate(**SUMS)
    totals: dict[int, Mapping[str, object]] = {row["catalogue_id"]: row for row in rows}
    for entry in entries:
        for name in SUMS:
            setattr(entry.catalogue, name, totals[entry.catalogue.pk][name])
        entry.catalogue.frozen_hash = hash_of(entry.catalogue) if entry.steps else ""
    fields = [*SUMS, "frozen_hash", "version", "revision", "state_since", "submitted_at", "submitted_by"]
    rewrite(Catalogue, [entry.catalogue for entry in entries], fields)


def keep_appraisals(province: Province, entries: list[CatalogueEntry]) -> None:
    """The sums of each decision: what is left of the catalogue, and what was left out."""
    decided, gone = [(entry, entry.appraisal) for entry in entries if entry.appraisal], left_out_by_reason()
    for entry, made in decided:
        one = entry.catalogue
        made.frozen_hash = one.frozen_hash
        made.file_count = one.file_count - one.left_out_files
        made.page_count = made.a4_page_count = one.page_count - one.left_out_pages
        made.left_out_files, made.left_out_pages = one.left_out_files, one.left_out_pages
        made.left_out_by_reason = gone.get(one.pk, {})
        if not entry.was_judged:
            made.unseen_files, made.unseen_reason = made.file_count, WORDS["unseen_reason"]
        decided_sums = (made.decided_on, made.file_count, made.a4_page_count)
        province.appraised.setdefault(entry.holding.code, []).append(decided_sums)
    names = ["file_count", "page_count", "a4_page_count", "left_out_files", "left_out_pages", "left_out_by_reason"]
    rewrite(Appraisal, [made for _, made in decided], [*names, "frozen_hash", "unseen_files", "unseen_reason"])


def left_out_by_reason() -> dict[int, dict[str, list[int]]]:
    """{catalogue: {reason: [hồ sơ, trang A4]}}; the demo has no larger sheets."""
    rows = ArchivalFile.objects.filter(LEFT_OUT).order_by().values("catalogue_id", "left_out_reason")
    found: dict[int, dict[str, list[int]]] = {}
    for row in rows.annotate(files=Count("pk"), pages=Sum("page_count")):
        found.setdefault(row["catalogue_id"], {})[row["left_out_reason"]] = [row["files"], row["pages"]]
    return found


def rewrite(model: type[Stored], rows: Sequence[Stored], fields: list[str]) -> None:
    """Store these fields of saved rows by upsert, several times faster than `bulk_update` and its CASE a field."""
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)


def record(province: Province, entry: CatalogueEntry) -> None:
    """How each catalogue came to where it is."""
    one, clerk = entry.catalogue, province.clerks[entry.holding.code]
    handed_in = next((at for _, at in entry.moments), None)
    made_on = handed_in - timedelta(minutes=25) if handed_in else one.state_since
    volume = f"{format_int(one.file_count)} hồ sơ, {format_int(one.all_pages)} trang"
    province.history.record(one, actor=clerk, action="draft", sentence=f"lập {one}: {volume}", at=made_on)
    state, turn = DRAFT, 0
    for name, at in entry.moments:
        reason = province.dice("return", one.pk).choice(WORDS["return_reasons"]) if name == "return" else ""
        if name == "return":
            keep_return(one, province.people["hoa"], reason, at)
        actor = clerk if name == "submit" else province.people["hoa"]
        made = entry.appraisal if name == "appraise" else None
        document = made.document.reference if made else None
        if name == "submit":
            turn += 1
            document = write_letter(province, one, clerk, at, turn)
        province.history.move(one, name, actor=actor, at=at, source=state, reason=reason, document=document)
        state = one.workflow.action(name).target
