"""Effects of the difficulty's workflow; `agencies.workflow.perform` owns the transaction and holds the difficulty."""

from collections.abc import Iterable
from typing import Any

from django.core.files import File
from django.db.models import F

from agencies.calendar import portal_now, portal_today
from agencies.formats.text import clean_text, fold
from agencies.history import DocumentReference, Values, record
from agencies.models import User
from agencies.workflow import Overtaken, WorkflowError
from plans.models import Difficulty, DifficultyFile, DifficultyReply
from plans.models.difficulty import Answerer

from .due import due_after

S = Difficulty.State
NOT_WAITING = "Vướng mắc được chọn để trả lời chung không còn chờ trả lời: xem lại rồi chọn."
NEEDS_DOCUMENT = "Ghi số và ngày văn bản trả lời của UBND tỉnh."
SAME_OFFICE = "Chọn nơi trả lời khác nơi đang trả lời."


def answer(difficulty: Difficulty, actor: User, *, text: str = "", **details: Any) -> None:
    """Write the answer for the difficulty and for all that were joined into it. Raises WorkflowError."""
    waiting = list(held(difficulty.joined.filter(state=S.JOINED)))
    written = write_answer(difficulty, actor, text, waiting, **details)
    for other in waiting:
        move_on(other, actor, "answer_difficulty", "trả lời", S.ANSWERED, written)


def supplement(difficulty: Difficulty, actor: User, *, text: str = "", **details: Any) -> None:
    """Add to an answer, for the difficulty and for all that were answered with it and have asked nothing since."""
    answered = list(held(difficulty.joined.filter(state=S.ANSWERED)))
    written = write_answer(difficulty, actor, text, answered, **details)
    for other in answered:
        move_on(other, actor, "supplement_answer", "bổ sung trả lời", S.ANSWERED, written)


def write_answer(
    difficulty: Difficulty,
    actor: User,
    text: str,
    others: Iterable[Difficulty],
    *,
    document: DocumentReference | None = None,
    general: str = "",
    file: File | None = None,
    **details: Any,
) -> DifficultyReply:
    """The answer, and a copy of it for each of the others."""
    if not text.strip():
        raise WorkflowError("Ghi nội dung trả lời.")
    if difficulty.answerer == Answerer.PROVINCE and not (document and document[0]):
        raise WorkflowError(NEEDS_DOCUMENT)
    number, day = document or ("", None)
    said: dict[str, Any] = {"kind": DifficultyReply.Kind.ANSWER, "text": text.strip(), "written_by": actor}
    said |= {"answerer": difficulty.answerer, "document_number": clean_text(number or ""), "document_date": day}
    words = fold(f"{general} {text}") if general.strip() else ""
    written = DifficultyReply.objects.create(difficulty=difficulty, general=general.strip(), search_text=words, **said)
    DifficultyReply.objects.bulk_create(DifficultyReply(difficulty=other, original=written, **said) for other in others)
    attach(difficulty, file, actor, written)
    return written


def move_on(other: Difficulty, actor: User, action: str, past: str, state: str, written: DifficultyReply) -> None:
    """Move one of those that are answered together; its history says what its own agency may know."""
    before, at = {"state": other.state, "state_name": other.state_name}, portal_now()
    moved = {"state": state, "state_since": at, "version": F("version") + 1, "answerer": written.answerer}
    Difficulty.objects.filter(pk=other.pk).update(**moved)
    after = {"state": state, "state_name": S(state).label}
    document = (written.document_number, written.document_date) if written.document_date else None
    record(
        other,
        actor=actor,
        action=action,
        sentence=f"{past} {other}",
        before=before,
        after=after,
        document=document,
        at=at,
    )


def ask_further(difficulty: Difficulty, actor: User, *, text: str = "", file: File | None = None, **more: Any) -> None:
    """Ask once more: the office has its time anew; what was answered together goes on by itself."""
    if not text.strip():
        raise WorkflowError("Ghi điều cần hỏi thêm.")
    asked = DifficultyReply.objects.create(
        difficulty=difficulty,
        kind=DifficultyReply.Kind.QUESTION,
        text=text.strip(),
        due_before=difficulty.due_on,
        written_by=actor,
    )
    change(difficulty, due_on=due_after(portal_today()), joined_into=None)
    attach(difficulty, file, actor, asked)


def hand_over(difficulty: Difficulty, actor: User, *, answerer: str = "", kind: Any = None, **details: Any) -> None:
    """Another office answers, by the same day; what was joined into the difficulty goes with it."""
    if answerer not in Answerer.values or answerer == difficulty.answerer:
        raise WorkflowError(SAME_OFFICE)
    changes: dict[str, Any] = {"answerer": answerer}
    take_along(difficulty, actor, answerer)
    change(difficulty, **changes | ({"kind": kind} if kind else {}))


def join(difficulty: Difficulty, actor: User, *, lead: Difficulty | None = None, **details: Any) -> None:
    """Let it wait with another, which is held already (`joining.join_many`); what was joined into it comes along."""
    if lead is None or lead.pk == difficulty.pk or lead.state != S.RAISED:
        raise Overtaken(NOT_WAITING)
    shared: dict[str, Any] = {"joined_into": lead, "answerer": lead.answerer}
    take_along(difficulty, actor, lead.answerer)
    difficulty.joined.filter(state=S.JOINED).update(joined_into=lead)
    difficulty.joined.exclude(state=S.JOINED).update(joined_into=None)
    change(difficulty, **shared)


def take_along(difficulty: Difficulty, actor: User, answerer: str) -> None:
    """Let another office answer what was joined into the difficulty; the history of each says so."""
    for other in held(difficulty.joined.filter(state=S.JOINED).exclude(answerer=answerer)):
        before, other.answerer = whose(other), answerer
        other.save(update_fields=["answerer"])
        sentence = f"chuyển nơi trả lời {other}"
        record(other, actor=actor, action="hand_over_joined", sentence=sentence, before=before, after=whose(other))


def whose(difficulty: Difficulty) -> Values:
    """Who is to answer, and of what kind it is: what the history keeps where either may change."""
    return {"answerer": difficulty.answerer, "kind": difficulty.kind_id}


def separate(difficulty: Difficulty, actor: User, **details: Any) -> None:
    change(difficulty, joined_into=None)


def close(difficulty: Difficulty, actor: User, **details: Any) -> None:
    """Nothing more is asked; those that waited with it wait by themselves again."""
    change(difficulty, joined_into=None)
    left = list(held(difficulty.joined.filter(state=S.JOINED)))
    for other in left:
        leave(other, actor)


def change(difficulty: Difficulty, **fields: Any) -> None:
    """Write the fields of the one that is held."""
    for name, value in fields.items():
        setattr(difficulty, name, value)
    difficulty.save(update_fields=list(fields))


def leave(other: Difficulty, actor: User) -> None:
    """What it waited with is closed: it waits by itself, since when it did."""
    before = {"state": other.state, "state_name": other.state_name}
    Difficulty.objects.filter(pk=other.pk).update(state=S.RAISED, joined_into=None, version=F("version") + 1)
    after = {"state": S.RAISED, "state_name": S.RAISED.label}
    sentence = f"chờ trả lời riêng: {other}"
    record(other, actor=None, action="separate_difficulty", sentence=sentence, before=before, after=after)


def held(rows: Any) -> Any:
    """The rows, held until the transaction ends, in one order."""
    return rows.select_for_update(of=("self",), no_key=True).select_related("agency").order_by("pk")


def attach(difficulty: Difficulty, file: File | None, actor: User, reply: DifficultyReply | None = None) -> None:
    """Keep a file that came with the text."""
    if file:
        name = str(file.name)
        kept = DifficultyFile(difficulty=difficulty, reply=reply, file_name=name[-200:], added_by=actor)
        kept.file.save(name, file, save=False)
        kept.save()
