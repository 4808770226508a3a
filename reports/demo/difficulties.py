"""Ten difficulties on the demo's day: waiting, overdue, answered, answered together, asked further, closed; and what
the progress reports say of them."""

from datetime import date, datetime, timedelta
from typing import Any

from agencies.formats.text import fold
from agencies.models import Agency
from plans.difficulties.due import due_after
from plans.difficulties.services import key_of
from plans.models import Difficulty, DifficultyKind, DifficultyReply, ProgressReport
from plans.models.difficulty import Answerer

from .days import last_known_day, moment
from .province import Province
from .words import WORDS

S = Difficulty.State
ANSWERED_ON = date(2025, 6, 17)
OFFICE = {Answerer.HOME_AFFAIRS: "hoa", Answerer.PROVINCE: "hoa", Answerer.FINANCE: "tuan", Answerer.ARCHIVE: "son"}
Words = dict[str, Any]


def write(province: Province) -> None:
    kinds = {kind.name: kind for kind in DifficultyKind.objects.all()}
    leads: list[Difficulty | None] = []
    for words in WORDS["raised"]:
        known = date.fromisoformat(words["day"]) <= last_known_day() and words["code"] in province.clerks
        leads.append(raised(province, words, kinds[words["kind"]], leads) if known else None)
    from_reports(province)


def raised(province: Province, words: Words, kind: DifficultyKind, leads: list[Difficulty | None]) -> Difficulty | None:
    """One of them, with what became of it by the day."""
    at, clerk = at_of(province, words, "day", 9), province.clerks[words["code"]]
    answerer = Answerer.PROVINCE if words.get("province") else Answerer(kind.answerer)
    text = {"text": words["text"], "proposal": words["proposal"], "kind": kind, "answerer": answerer}
    one = made(province, province.agencies[words["code"]], at, clerk, text)
    if "joined" in words:
        lead = leads[words["joined"]]
        if lead is not None:
            answered_with(province, one, lead)
        return one
    if has_come(words, "answered"):
        answer(province, one, words, at_of(province, words, "answered", 14))
    if has_come(words, "asked"):
        ask(province, one, words, at_of(province, words, "asked", 10))
    if has_come(words, "closed"):
        move(province, one, "close_difficulty", S.CLOSED, clerk, at_of(province, words, "closed", 8))
    return one


def has_come(words: Words, name: str) -> bool:
    return name in words and date.fromisoformat(words[name]) <= last_known_day()


def at_of(province: Province, words: Words, name: str, hour: int) -> datetime:
    return moment(date.fromisoformat(words[name]), province.dice("difficulty", f"{words['code']}/{name}"), hour)


def made(province: Province, agency: Agency, at: datetime, clerk: Any, fields: dict[str, Any]) -> Difficulty:
    sent = {"state_since": at, "submitted_at": at, "submitted_by": clerk, "due_on": due_after(at.date())}
    one = Difficulty.objects.create(plan=province.plan, agency=agency, **sent, **fields)
    province.history.record(one, actor=clerk, action="raise_difficulty", sentence=f"nêu {one}", at=at)
    return one


def answer(province: Province, one: Difficulty, words: Words, at: datetime) -> DifficultyReply:
    who, general = province.people[OFFICE[Answerer(one.answerer)]], words.get("general", "")
    said = {"kind": "answer", "text": words["answer"], "answerer": one.answerer, "general": general}
    searched = fold(f"{general} {words['answer']}") if general else ""
    reply = DifficultyReply.objects.create(difficulty=one, **said, search_text=searched, written_by=who, written_at=at)
    move(province, one, "answer_difficulty", S.ANSWERED, who, at)
    return reply


def answered_with(province: Province, one: Difficulty, lead: Difficulty) -> None:
    """Joined into the lead on the day before that was answered, and answered with it."""
    first = lead.replies.filter(kind="answer").first()
    if first is None:
        return
    hoa, at = province.people["hoa"], first.written_at - timedelta(days=3)
    one.joined_into = lead
    move(province, one, "join_difficulty", S.JOINED, hoa, at)
    said = {"kind": "answer", "text": first.text, "answerer": first.answerer, "original": first}
    DifficultyReply.objects.create(difficulty=one, **said, written_by=first.written_by, written_at=first.written_at)
    move(province, one, "answer_difficulty", S.ANSWERED, first.written_by, first.written_at)


def ask(province: Province, one: Difficulty, words: Words, at: datetime) -> None:
    clerk = province.clerks[words["code"]]
    said = {"kind": "question", "text": words["question"], "due_before": one.due_on}
    DifficultyReply.objects.create(difficulty=one, **said, written_by=clerk, written_at=at)
    one.due_on = due_after(at.date())
    move(province, one, "ask_further", S.RAISED, clerk, at)


def move(province: Province, one: Difficulty, name: str, state: str, actor: Any, at: datetime) -> None:
    source, one.state, one.state_since, one.version = one.state, state, at, one.version + 1
    one.save()
    province.history.move(one, name, actor=actor, at=at, source=source)


def from_reports(province: Province) -> None:
    """What the reports say: each text of an agency once, as it arrives when a report is sent; most were answered, for
    all at once."""
    reports = ProgressReport.objects.exclude(difficulties="").select_related("agency", "submitted_by")
    known: set[tuple[int, str]] = set()
    alike: dict[str, list[Difficulty]] = {}
    for report in reports.order_by("submitted_at", "pk"):
        key = key_of(report.difficulties)
        if (report.agency_id, key) in known:
            continue
        known.add((report.agency_id, key))
        text = {"text": report.difficulties, "proposal": report.proposals, "report": report, "text_key": key}
        one = made(province, report.agency, report.submitted_at, report.submitted_by, text)
        alike.setdefault(report.difficulties, []).append(one)
    for words in WORDS["difficulties"]:
        if words.get("answer") and ANSWERED_ON <= last_known_day():
            answer_all(province, words, alike.get(words["difficulty"], []))


def answer_all(province: Province, words: Words, rows: list[Difficulty]) -> None:
    """Those that came before the day, by one answer."""
    at = moment(ANSWERED_ON, province.dice("difficulty", words["difficulty"]), 15)
    before = [one for one in rows if one.state_since < at - timedelta(days=4)]
    if before:
        lead, *others = before
        answer(province, lead, words, at)
        for one in others:
            answered_with(province, one, lead)
