"""Raising a difficulty, letting others read an answer, answering several at once."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files import File
from django.db import transaction

from agencies.calendar import portal_now, portal_today
from agencies.formats.text import fold
from agencies.history import record
from agencies.models import Agency, User
from agencies.permissions import writes_for
from agencies.refusal import NotAllowed, Overtaken, WorkflowError
from agencies.workflow import GONE, perform
from plans.models import Difficulty, DifficultyKind, DifficultyReply, Plan, ProgressReport
from plans.models.difficulty import Answerer

from .due import due_after
from .effects import NOT_WAITING, attach
from .permissions import answers

NOTHING = re.compile(r"(khong|chua)( co| gap| phat sinh)?( gi| kho khan| vuong mac)*|ko|0")
NOT_AN_ANSWER = "Chỉ câu trả lời mới dùng chung được."


@transaction.atomic
def raise_difficulty(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    kind: DifficultyKind | None,
    text: str,
    proposal: str = "",
    answerer: str = "",
    file: File | None = None,
) -> Difficulty:
    """Write what keeps the agency; the office of the kind answers where none is named. Raises NotAllowed."""
    allowed, why = writes_for(actor, agency)
    if not allowed:
        raise NotAllowed(why)
    if not text.strip():
        raise WorkflowError("Ghi khó khăn, vướng mắc.")
    office = answerer or (kind.answerer if kind else Answerer.HOME_AFFAIRS)
    made = write(agency, plan, actor, text, proposal, kind=kind, answerer=office)
    attach(made, file, actor)
    return made


def write(agency: Agency, plan: Plan, actor: User, text: str, proposal: str, **fields: Any) -> Difficulty:
    at = portal_now()
    made = Difficulty.objects.create(
        plan=plan,
        agency=agency,
        text=text.strip(),
        proposal=proposal.strip(),
        due_on=due_after(portal_today()),
        state_since=at,
        submitted_by=actor,
        submitted_at=at,
        **fields,
    )
    record(made, actor=actor, action="raise_difficulty", sentence=f"nêu {made}", at=at)
    return made


@transaction.atomic
def arrive_from_report(report: ProgressReport, *, actor: User) -> Difficulty | None:
    """Enter what a progress report says of difficulties, once for a text and an agency; None where it says nothing."""
    text = report.difficulties.strip()
    if says_nothing(text):
        return None
    key = key_of(text)
    Agency.objects.select_for_update(no_key=True).get(pk=report.agency_id)  # of two reports the second finds the first
    if Difficulty.objects.filter(agency=report.agency, text_key=key).exists():
        return None
    return write(report.agency, report.plan, actor, text, report.proposals, report=report, text_key=key)


def says_nothing(text: str) -> bool:
    """True for no text, and for "Không", "Chưa có khó khăn, vướng mắc"."""
    words = fold(text)
    return not words or NOTHING.fullmatch(words) is not None


def key_of(text: str) -> str:
    """By which a text is known again, however it is spaced, accented or capitalized."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


@transaction.atomic
def join_many(lead: Difficulty, others: Sequence[Difficulty], *, actor: User, versions: Mapping[int, int]) -> int:
    """Let the others wait with the lead; returns how many. All of them or none.

    They are held in one order, so that of two who join the same ones the second is refused. `versions`: those that the
    person's page showed, by key. Raises NotAllowed, Overtaken.
    """
    keys = {lead.pk, *(other.pk for other in others)}
    rows = Difficulty.objects.filter(pk__in=keys).select_for_update(of=("self",), no_key=True)
    held = {row.pk: row for row in rows.select_related("agency").order_by("pk")}
    if lead.pk not in held or held[lead.pk].state != Difficulty.State.RAISED:
        raise Overtaken(NOT_WAITING)
    chosen = [other for other in others if other.pk != lead.pk]
    for other in chosen:
        seen = versions.get(other.pk, 0)
        perform(other, "join_difficulty", actor=actor, lead=held[lead.pk], expected_version=seen)
    return len(chosen)


@transaction.atomic
def share(reply: DifficultyReply, *, actor: User, general: str, seen: str) -> DifficultyReply:
    """Let everybody read an answer under a question in general words, or no longer where those are empty.

    `seen`: the words that the page showed. Raises NotAllowed, Overtaken.
    """
    rows = DifficultyReply.objects.select_for_update(of=("self",), no_key=True).select_related("difficulty__agency")
    current = rows.filter(pk=reply.pk).first()
    if current is None:
        raise Overtaken(GONE.format(reply))
    allowed, why = answers(actor, current.difficulty)
    if not allowed:
        raise NotAllowed(why)
    if current.kind != DifficultyReply.Kind.ANSWER or current.original_id:
        raise WorkflowError(NOT_AN_ANSWER)
    if current.general != seen:
        raise Overtaken("Có người vừa sửa câu hỏi nêu chung. Xem lại rồi thực hiện.")
    before, current.general = current.general, general.strip()
    if before == current.general:
        return current  # history names what was changed
    current.search_text = fold(f"{current.general} {current.text}") if current.general else ""
    current.save(update_fields=["general", "search_text"])
    verb = "cho dùng chung" if current.general else "thôi dùng chung"
    record(
        current.difficulty,
        actor=actor,
        action="share_answer",
        sentence=f"{verb} câu trả lời về {current.difficulty}",
        before={"general": before},
        after={"general": current.general},
    )
    return current
