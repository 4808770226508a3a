"""What is open between agencies and Sở Nội vụ on the demo's day: a request to open an appraised catalogue again, rows
that a return names, a value that an answer proposes; and why catalogues lie above a target."""

from datetime import date, datetime, timedelta

from agencies.calendar import day_of
from plans.appraisal.proposals import proposed
from plans.appraisal.returns import named, numbers_of
from plans.catalogues.files import recount
from plans.excess.measure import Excess, every_excess
from plans.excess.words import sentences
from plans.models import ArchivalFile, Catalogue, CatalogueReturn, ExcessReason, FileNote, ReturnedFile

from .days import days_later, last_known_day, moment
from .judging import note, record_decision
from .province import Province
from .words import WORDS

ASKS_TO_REOPEN, ASKED_ON = "SVHTTDL", date(2025, 6, 18)
NAMED_IN = "SYT"  # its returned catalogue
READ = "SXD"  # its catalogue is being read on the demo's day
FIRST_NAMED, PROPOSED = 30, 33  # from this place on
PAGES_MORE = 12
Decision = ArchivalFile.Decision


def write(province: Province) -> None:
    ask_to_reopen(province)
    name_rows(province)
    for one in Catalogue.objects.filter(agency__code=READ, state=Catalogue.State.RECEIVED):
        propose(province, one)
    for excess in every_excess(province.plan, province.agencies.values()):
        explain(province, excess)


def ask_to_reopen(province: Province) -> None:
    """An agency has found files after the appraisal; Sở Nội vụ has not answered yet."""
    appraised = Catalogue.objects.filter(agency__code=ASKS_TO_REOPEN, state=Catalogue.State.APPRAISED)
    one = appraised.select_related("agency").order_by("pk").first()
    if one is None or last_known_day() < ASKED_ON:
        return
    at, source = moment(ASKED_ON, province.dice("reopening"), 9), one.state
    one.state, one.state_since, one.version = Catalogue.State.REOPENING, at, one.version + 1
    one.save(update_fields=["state", "state_since", "version"])
    clerk, reason = province.clerks[ASKS_TO_REOPEN], WORDS["reopen_reason"]
    province.history.move(one, "ask_reopen", actor=clerk, at=at, source=source, reason=reason)


def name_rows(province: Province) -> None:
    """A return names two rows, which its clerk works through; one more is marked for a return that is still open."""
    for one in Catalogue.objects.filter(agency__code=NAMED_IN, state=Catalogue.State.RETURNED):
        made = CatalogueReturn.objects.get(catalogue=one)
        mark(province, one, WORDS["to_mend"][:2], one.state_since - timedelta(minutes=20), made)
    for one in Catalogue.objects.filter(agency__code=READ, state=Catalogue.State.RECEIVED):
        at = one.state_since + timedelta(hours=1)
        if day_of(at) < last_known_day():
            mark(province, one, WORDS["to_mend"][2:], at)


def mark(
    province: Province, one: Catalogue, texts: list[str], at: datetime, made: CatalogueReturn | None = None
) -> None:
    """Name one row for each of the texts."""
    hoa, files = province.people["hoa"], one.files.by_position()[FIRST_NAMED : FIRST_NAMED + len(texts)]
    rows = [named(one, file, hoa, text) for file, text in zip(files, texts, strict=True)]
    for row in rows:
        row.sent_back, row.named_at = made, at
    ReturnedFile.objects.bulk_create(rows)
    sentence = f"nêu {numbers_of(rows)} cần sửa khi trả lại {one}"
    province.history.record(one, actor=hoa, action="name_files", sentence=sentence, at=at, after={"done": len(rows)})


def propose(province: Province, one: Catalogue) -> None:
    """A question to which the agency answers with the right number of pages, which Sở Nội vụ may take over."""
    hoa, clerk, words = province.people["hoa"], province.clerks[READ], WORDS["counted_again"]
    asked_at = one.state_since + timedelta(hours=2)
    answered_on = days_later(day_of(asked_at), 1)
    file = one.files.filter(decision=Decision.ACCEPTED, position__gte=PROPOSED, appraisal=None).by_position().first()
    if answered_on > last_known_day() or file is None:
        return
    answered_at = moment(answered_on, province.dice("proposal", one.pk), 9)
    note(one, hoa, words["question"], asked_at, file)
    note(one, clerk, words["answer"], answered_at, file)
    value = proposed(file, "page_count", str(file.page_count + PAGES_MORE))
    value.note = FileNote.objects.filter(file=file, author=clerk).latest("pk")
    value.save()
    ArchivalFile.objects.filter(pk=file.pk).update(decision=Decision.ANSWERED, looked_at=None)
    recount(one)
    record_decision(province, one, "ask", 1, asked_at)
    said = f"trả lời câu hỏi về 1 hồ sơ trong {one}"
    province.history.record(one, actor=clerk, action="answer", sentence=said, at=answered_at)


def explain(province: Province, excess: Excess) -> None:
    """The line's last catalogue says why it lies above; whoever appraised it has seen that."""
    settled = Catalogue.objects.filter(agency__in=excess.members, state__in=Catalogue.SETTLED)
    one = settled.select_related("agency", "submitted_by").order_by("submitted_at", "pk").last()
    if one is None or one.submitted_by is None or one.submitted_at is None:
        return
    decided = one.appraisals.latest("pk")
    given = ExcessReason(catalogue=one, revision=one.revision, reason=WORDS["excess_reason"], given_by=one.submitted_by)
    given.given_at, given.confirmed_by = one.submitted_at, decided.decided_by
    given.confirmed_at = decided.document.registered_at - timedelta(minutes=5)
    given.save()
    said = f"vượt chỉ tiêu, rà soát của {one}: {' '.join(sentences(excess))}"
    province.history.record(
        one,
        actor=one.submitted_by,
        action="explain_excess",
        sentence=f"nêu lý do {said}",
        at=one.submitted_at - timedelta(minutes=1),
        reason=given.reason,
    )
    seen, at = f"xác nhận đã xem lý do {said}", given.confirmed_at
    province.history.record(one, actor=decided.decided_by, action="confirm_excess", sentence=seen, at=at)
