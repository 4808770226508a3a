"""Sở Nội vụ on single files: accept, leave out, ask, take back; and the agency's answers.

Everybody who decides first claims the catalogue's row, so decisions come one after the other; a file that somebody
else has decided on meanwhile is skipped and named, never decided over.
"""

from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Count, F, Sum

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchivalFile, Catalogue, FileNote
from plans.pricing import a4_pages

Decision, LeftOut, Audience = ArchivalFile.Decision, ArchivalFile.LeftOut, FileNote.Audience
OPEN = (Decision.PENDING, Decision.ASKED, Decision.ANSWERED)
DECIDED = (Decision.ACCEPTED, Decision.ASKED, Decision.ANSWERED, Decision.LEFT_OUT)
NAMED = 10
QUESTIONS = 500  # at once: beyond, the catalogue is rather returned
BATCH = 1000
NOT_WAITING = "Mục lục không còn chờ thẩm định nên không xem xét từng hồ sơ được nữa."
NO_QUESTION = "Hồ sơ này không có câu hỏi nào đang chờ trả lời."


@dataclass(frozen=True)
class Verdict:
    """One thing that can be decided on files: from which decisions it leads to which."""

    name: str
    verb: str
    sources: tuple
    target: str
    past: str
    needs_text: bool = False


VERDICTS = {
    verdict.name: verdict
    for verdict in (
        Verdict("accept", "Chấp nhận", OPEN, Decision.ACCEPTED, "chấp nhận"),
        Verdict("leave_out", "Loại khỏi diện số hóa", OPEN, Decision.LEFT_OUT, "loại"),
        Verdict("ask", "Hỏi cơ quan", (Decision.PENDING, Decision.ANSWERED), Decision.ASKED, "hỏi cơ quan về", True),
        Verdict("undo", "Bỏ kết quả xem xét", DECIDED, Decision.PENDING, "bỏ kết quả xem xét của"),
    )
}


@dataclass(frozen=True)
class Outcome:
    """What became of the chosen files: how many were decided on, which were skipped and why."""

    verdict: Verdict
    done: int
    skipped: int = 0
    named: list = field(default_factory=list)  # (file number, why), the first ones

    def __str__(self):
        told = f"đã {self.verdict.past} {format_int(self.done)} hồ sơ"
        if not self.skipped:
            return told
        names = "; ".join(f"hồ sơ {number}: {why}" for number, why in self.named)
        more = "; …" if self.skipped > len(self.named) else ""
        return f"{told}, bỏ qua {format_int(self.skipped)}: {names}{more}"


@transaction.atomic
def decide(catalogue, name, files, *, actor, reason="", text="", also_asked=True):
    """Decide on the files (a queryset within the catalogue) and return the Outcome.

    With `also_asked` false a file keeps the question that its agency has not answered yet.
    Raises NotAllowed, Overtaken, WorkflowError; nothing is written then.
    """
    verdict, text = VERDICTS[name], text.strip()
    check(verdict, reason, text)
    if not also_asked:
        verdict = replace(verdict, sources=tuple(each for each in verdict.sources if each != Decision.ASKED))
    current = claim(catalogue, actor)
    chosen = ArchivalFile.objects.filter(catalogue=current, pk__in=files.order_by().values("pk"))
    fitting = chosen.filter(decision__in=verdict.sources, appraisal=None)
    skipped, named = passed_over(chosen, verdict)
    pks = list(fitting.values_list("pk", flat=True))
    if verdict.name == "ask" and len(pks) > QUESTIONS:
        raise WorkflowError(f"Mỗi lần hỏi nhiều nhất {QUESTIONS} hồ sơ: chọn ít hơn, hoặc trả lại Mục lục kèm lý do.")
    before = sums_by_decision(fitting)
    write_notes(current, actor, pks, text)
    for batch in batches(pks):
        change = {"decision": verdict.target, "left_out_reason": reason if name == "leave_out" else ""}
        ArchivalFile.objects.filter(pk__in=batch).update(**change)
    outcome = Outcome(verdict, len(pks), skipped, named)
    if pks:
        keep_counters(current, before, verdict.target)
        tell(current, actor, outcome, reason, text)
    return outcome


def check(verdict, reason, text):
    if verdict.needs_text and not text:
        raise WorkflowError("Ghi câu hỏi: cơ quan cần biết phải trả lời gì.")
    if verdict.name == "leave_out":
        if reason not in LeftOut.values:
            raise WorkflowError("Chọn lý do loại hồ sơ khỏi diện số hóa.")
        if reason == LeftOut.OTHER and not text:
            raise WorkflowError("Lý do khác: ghi rõ lý do.")


def claim(catalogue, actor):
    """Hold the catalogue for this transaction if it waits for Sở Nội vụ and the actor may decide; gives it fresh."""
    from plans.permissions import appraises_catalogue

    waiting = Catalogue.objects.filter(pk=catalogue.pk).awaiting_appraisal()
    if not waiting.update(version=F("version") + 1):
        raise Overtaken(NOT_WAITING)
    current = waiting.select_related("agency").get()
    allowed, why = appraises_catalogue(actor, current)
    if not allowed:
        raise NotAllowed(why)
    return current


def passed_over(chosen, verdict):
    """How many of the chosen files stay as they are, and the first of them with the reason."""
    left = chosen.exclude(decision__in=verdict.sources, appraisal=None).order_by("position", "pk")
    count = left.count()
    return count, [(file.file_number, why_not(file)) for file in left[:NAMED]] if count else []


def why_not(file):
    if file.appraisal_id:
        return "đã được thẩm định"
    return f"đang là “{file.get_decision_display()}”"


def sums_by_decision(files):
    """{decision: (files, trang A4 quy đổi)}"""
    rows = files.order_by().values("decision").annotate(count=Count("pk"), a4=Sum(a4_pages()))
    return {row["decision"]: (row["count"], row["a4"] or 0) for row in rows}


def keep_counters(catalogue, before, target):
    """Move the files' counts and pages from where they were to the target."""
    count = sum(files for files, _ in before.values())
    pages = sum(pages for _, pages in before.values())

    def moved(decision, number, place):
        return (number if target == decision else 0) - before.get(decision, (0, 0))[place]

    Catalogue.objects.filter(pk=catalogue.pk).update(
        accepted_files=F("accepted_files") + moved(Decision.ACCEPTED, count, 0),
        asked_files=F("asked_files") + moved(Decision.ASKED, count, 0),
        left_out_files=F("left_out_files") + moved(Decision.LEFT_OUT, count, 0),
        left_out_pages=F("left_out_pages") + moved(Decision.LEFT_OUT, pages, 1),
    )


def write_notes(catalogue, actor, pks, text):
    """The question, or the reason in words, stands at each file."""
    if text:
        told = {"catalogue": catalogue, "author": actor, "audience": Audience.AGENCY, "text": text}
        FileNote.objects.bulk_create((FileNote(file_id=pk, **told) for pk in pks), batch_size=BATCH)


def batches(pks):
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def tell(catalogue, actor, outcome, reason, text):
    """One event for all files of the deed."""
    why = ". ".join(part for part in (LeftOut(reason).label if reason else "", text) if part)
    sentence = f"{outcome.verdict.past} {format_int(outcome.done)} hồ sơ trong {catalogue}"
    record(
        catalogue,
        actor=actor,
        action=f"files_{outcome.verdict.name}",
        sentence=sentence,
        reason=why,
        after={"done": outcome.done, "skipped": outcome.skipped},
    )


def note_internally(catalogue, *, actor, text, file=None):
    """A note among the appraisers; the agency never reads it, nor learns that there is one."""
    from plans.permissions import appraises_catalogue

    allowed, why = appraises_catalogue(actor, catalogue)
    if not allowed:
        raise NotAllowed(why)
    if not text.strip():
        raise WorkflowError("Ghi nội dung ghi chú.")
    return FileNote.objects.create(
        catalogue=catalogue, file=file, author=actor, audience=Audience.INTERNAL, text=text.strip()
    )


@transaction.atomic
def answer(catalogue, answers, *, actor):
    """The agency answers questions, {file pk: text}; returns how many. Raises NotAllowed, Overtaken, WorkflowError."""
    answers = {pk: text.strip() for pk, text in answers.items() if text.strip()}
    if not actor.acts_for(catalogue.agency):
        raise NotAllowed(f"Chỉ cán bộ hoặc thủ trưởng của {catalogue.agency} trả lời được.")
    if not answers:
        raise WorkflowError("Chưa có câu trả lời nào: ghi câu trả lời cho ít nhất một hồ sơ.")
    Catalogue.objects.filter(pk=catalogue.pk).update(version=F("version") + 1)
    asked = ArchivalFile.objects.filter(catalogue=catalogue, decision=Decision.ASKED, pk__in=answers)
    pks = list(asked.values_list("pk", flat=True))
    if len(pks) < len(answers):
        raise Overtaken(NO_QUESTION + " Có người đã trả lời, hoặc Sở Nội vụ đã bỏ câu hỏi; tải lại trang.")
    told = {"catalogue": catalogue, "author": actor, "audience": Audience.AGENCY}
    FileNote.objects.bulk_create(FileNote(file_id=pk, text=answers[pk], **told) for pk in pks)
    asked.update(decision=Decision.ANSWERED)
    Catalogue.objects.filter(pk=catalogue.pk).update(asked_files=F("asked_files") - len(pks))
    record(
        catalogue,
        actor=actor,
        action="answer",
        after={"done": len(pks)},
        sentence=f"trả lời câu hỏi về {format_int(len(pks))} hồ sơ trong {catalogue}",
    )
    return len(pks)
