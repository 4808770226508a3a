"""What Sở Nội vụ decided on single files: accepted, left out, asked about and answered; a tranche; a second version."""

from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet, Sum

from agencies.formats.numbers import format_int
from agencies.models import User
from plans.appraisal.effects import hash_of
from plans.appraisal.verdicts import VERDICTS
from plans.catalogues.change_sets import keep_files
from plans.catalogues.files import recount
from plans.models import Appraisal, ArchivalFile, Catalogue, CatalogueChange, FileNote

from .days import days_later, last_known_day, moment
from .documents import Kind, signed
from .entries import CatalogueEntry
from .province import Province
from .words import WORDS

Decision, LeftOut, Audience = ArchivalFile.Decision, ArchivalFile.LeftOut, FileNote.Audience
LOOKED_AT = 3, 5  # of the files of a catalogue that is being read
GONE = {  # every so manieth file, counted from here
    LeftOut.DUPLICATE: (97, 0),
    LeftOut.SUPERFLUOUS: (149, 0),
    LeftOut.WORTHLESS: (61, 17),
    LeftOut.UNARRANGED: (41, 8),
}
CHANGED = 23, 11  # those that differ in the second version
ASKED, ANSWERED = (5, 12), (19, 26)
TRANCHE_AGENCY = "SYT"


def write(province: Province, entry: CatalogueEntry) -> None:
    if entry.was_judged:
        record_left_out(province, entry.catalogue, entry.moment_of("appraise"))
    elif entry.catalogue.is_awaited:
        if entry.latest("receive"):
            read(province, entry)
        Catalogue.objects.filter(pk=entry.catalogue.pk).update(frozen_hash=hash_of(entry.catalogue))


def read(province: Province, entry: CatalogueEntry) -> None:
    """Part of the files is judged; some questions are answered, some are not."""
    one, random = entry.catalogue, province.dice("judging", entry.catalogue.pk)
    day, received_at = entry.steps[1][1], entry.moments[1][1]  # the first time
    asked_at, answered_on = received_at + timedelta(hours=3), days_later(day, 1)
    answered_at = moment(answered_on, random, 8) if answered_on <= last_known_day() else None
    again = one.is_reviewed_again
    judge(one, one.file_count if again else one.file_count * LOOKED_AT[0] // LOOKED_AT[1], asked_at)
    record_left_out(province, one, asked_at)
    record_decision(province, one, "accept", one.files.filter(decision=Decision.ACCEPTED).count(), asked_at)
    converse(province, entry, asked_at, answered_at)
    if again:
        change(province, entry)
    recount(one)
    if entry.holding.code == TRANCHE_AGENCY and days_later(day, 2) <= last_known_day():
        appraise_tranche(province, entry, days_later(day, 2))


def judge(catalogue: Catalogue, until: int, at: datetime) -> None:
    """Looked at one by one, left out by the rules of GONE, accepted otherwise, up to a place in the list."""
    seen = catalogue.files.filter(position__lte=until)
    for reason, (step, rest) in GONE.items():
        every(seen, step, rest).update(decision=Decision.LEFT_OUT, left_out_reason=reason)
    seen.exclude(decision=Decision.LEFT_OUT).update(decision=Decision.ACCEPTED)
    seen.update(looked_at=at)


def every(files: QuerySet[ArchivalFile], step: int, rest: int) -> QuerySet[ArchivalFile]:
    """Every so manieth file of those not left out yet."""
    return files.alias(turn=F("position") % step).filter(turn=rest).exclude(decision=Decision.LEFT_OUT)


def converse(province: Province, entry: CatalogueEntry, asked_at: datetime, answered_at: datetime | None) -> None:
    """Questions, the answers to some of them from the day they came, and a note that stays among the appraisers."""
    one, hoa, clerk = entry.catalogue, province.people["hoa"], province.clerks[entry.holding.code]
    note(one, hoa, WORDS["internal_note"], asked_at, audience=Audience.INTERNAL)
    for number, position in enumerate(ASKED + ANSWERED):
        file, words = one.files.get(position=position), WORDS["questions"][number]
        note(one, hoa, words["question"], asked_at, file)
        if answered_at and position in ANSWERED:
            note(one, clerk, words["answer"], answered_at, file)
    answered = Decision.ANSWERED if answered_at else Decision.ASKED
    for positions, decision in ((ASKED, Decision.ASKED), (ANSWERED, answered)):
        one.files.filter(position__in=positions).update(decision=decision, left_out_reason="")
    one.files.filter(decision=Decision.ANSWERED).update(looked_at=None)
    record_decision(province, one, "ask", len(ASKED + ANSWERED), asked_at, minutes=4)
    if not answered_at:
        return
    sentence = f"trả lời câu hỏi về {format_int(len(ANSWERED))} hồ sơ trong {one}"
    province.history.record(one, actor=clerk, action="answer", sentence=sentence, at=answered_at)


def note(
    catalogue: Catalogue,
    author: User,
    text: str,
    at: datetime,
    file: ArchivalFile | None = None,
    audience: str = Audience.AGENCY,
) -> None:
    FileNote.objects.create(catalogue=catalogue, file=file, author=author, audience=audience, text=text, written_at=at)


def change(province: Province, entry: CatalogueEntry) -> None:
    """What the agency changed after the return is new to Sở Nội vụ; all else keeps its decision."""
    one, clerk = entry.catalogue, province.clerks[entry.holding.code]
    step, rest = CHANGED
    changed = every(one.files.exclude(position__in=ASKED + ANSWERED), step, rest)
    reset = {"decision": Decision.PENDING, "looked_at": None}
    at = entry.moment_of("submit") - timedelta(minutes=70)
    sentence = f"sửa {format_int(changed.count())} hồ sơ trong {one}"
    kept = CatalogueChange(catalogue=one, actor=clerk, sentence=sentence, revision=one.revision, made_at=at)
    kept.save()
    keep_files(kept, changed)
    changed.update(revision=one.revision, sheet_count=F("sheet_count") + 1, **reset)
    province.history.record(one, actor=clerk, action="files", sentence=sentence, at=at)


def appraise_tranche(province: Province, entry: CatalogueEntry, day: date) -> None:
    """The accepted files go ahead so that scanning can begin."""
    one, hoa, rows = entry.catalogue, province.people["hoa"], entry.catalogue.files.filter(decision=Decision.ACCEPTED)
    sums = rows.aggregate(files=Count("pk"), pages=Sum("page_count"))
    at = moment(day, province.dice("tranche", one.pk), 15)
    document = signed(hoa, Kind.CATALOGUE_APPRAISAL, f"{2000 + one.pk}/SNV-QLVTLT", at)
    document.save()
    made = Appraisal.objects.create(
        catalogue=one,
        decided_by=hoa,
        decided_on=day,
        document=document,
        submitted_at=one.submitted_at,
        revision=one.revision,
        frozen_hash=hash_of(one),
        is_tranche=True,
        file_count=sums["files"],
        page_count=sums["pages"],
        a4_page_count=sums["pages"],
    )
    rows.update(appraisal=made)
    province.history.move(one, "tranche", actor=hoa, at=at, source=one.state, document=document.reference)
    province.appraised.setdefault(entry.holding.code, []).append((day, made.file_count, made.a4_page_count))


def record_left_out(province: Province, catalogue: Catalogue, before: datetime) -> None:
    """One event for each reason, in the hour before."""
    gone = catalogue.files.filter(decision=Decision.LEFT_OUT).order_by()
    counts: dict[str, int] = dict(gone.values_list("left_out_reason").annotate(Count("pk")))
    for number, reason in enumerate(reason for reason in LeftOut if reason in counts):
        minutes = 10 + 12 * number
        record_decision(province, catalogue, "leave_out", counts[reason], before, minutes=minutes, reason=reason.label)


def record_decision(
    province: Province,
    catalogue: Catalogue,
    name: str,
    count: int,
    before: datetime,
    minutes: int = 6,
    reason: str = "",
) -> None:
    sentence = f"{VERDICTS[name].past} {format_int(count)} hồ sơ trong {catalogue}"
    province.history.record(
        catalogue,
        actor=province.people["hoa"],
        action=f"files_{name}",
        sentence=sentence,
        reason=reason,
        at=before - timedelta(minutes=minutes),
        after={"done": count, "skipped": 0},
    )
