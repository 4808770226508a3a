"""What an action on a catalogue takes in, for its confirmation page; what the plan forbids to scan stands out."""

from collections.abc import Callable

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from agencies.formats.dates import format_datetime
from agencies.formats.numbers import format_int
from plans.excess.facts import excess_facts
from plans.models import ArchivalFile, Catalogue, ReturnedFile
from plans.pricing import a4_pages
from plans.signoffs.actions import ASK
from plans.unusual.catalogues import sentences_of_catalogue

from . import gate
from .desk import counts_by_decision, tranche_of
from .kept_sentences import kept_until_withdrawn
from .reopening import request_of
from .returns import not_done, numbers_of, to_mend

Fact = tuple[str, str]
ACCEPTED = Q(decision=ArchivalFile.Decision.ACCEPTED)
ASKED_BELOW = "nêu cách xử lý dưới đây"
ADVICE = "đề nghị chỉnh lý trước, hoặc Sở Nội vụ loại khỏi diện số hóa"


def facts_for(name: str, catalogue: Catalogue) -> list[dict[str, str]]:
    """[{label, value}] of what the action of this name is about to take in; [] for any other action."""
    facts = FACTS.get(name)
    return [{"label": label, "value": value} for label, value in facts(catalogue)] if facts else []


def reopening_facts(catalogue: Catalogue) -> list[Fact]:
    """Who asks for it, and why."""
    asked = request_of(catalogue)
    if asked is None:
        return []
    when = format_datetime(timezone.localtime(asked.happened_at))
    return [("Người đề nghị", f"{asked.actor_name}, {when}"), ("Lý do đề nghị", asked.reason)]


def submit_facts(catalogue: Catalogue) -> list[Fact]:
    left, asked = not_done(to_mend(catalogue)), list(catalogue.files.asked().by_position())
    named = [("Hồ sơ nêu khi trả lại, chưa sửa", numbers_of(left))] if left else []
    if asked:
        named.append(("Câu hỏi chưa trả lời", numbers_of(asked)))
    named += unarranged_facts(gate.unarranged(catalogue.files.to_digitize()), ADVICE)
    return named + unusual_facts(catalogue) + excess_facts(catalogue, with_reason=False)


def withdraw_facts(catalogue: Catalogue) -> list[Fact]:
    """What was left out for files of the catalogue, and comes back with its withdrawal."""
    kept = kept_until_withdrawn(catalogue)
    return [("Hồ sơ trùng đã loại", kept)] if kept else []


def return_facts(catalogue: Catalogue) -> list[Fact]:
    """The rows that go with the return, each with its sentence."""
    rows = ReturnedFile.objects.still_written(catalogue)
    return [("Hồ sơ nêu khi trả lại", numbers_of(rows))] if rows else []


def tranche_facts(catalogue: Catalogue) -> list[Fact]:
    rows = tranche_of(catalogue)
    sums = rows.aggregate(files=Count("pk"), pages=Sum(a4_pages()))
    volume = f"{format_int(sums['files'])} hồ sơ, {format_int(sums['pages'] or 0)} trang A4 quy đổi"
    return [
        ("Thẩm định đợt này", volume),
        *unseen_facts(gate.unseen(rows)),
        *unarranged_facts(gate.unarranged(rows), ASKED_BELOW),
        *unusual_facts(catalogue),
        *excess_facts(catalogue),
    ]


def whole_facts(catalogue: Catalogue) -> list[Fact]:
    counts = counts_by_decision(catalogue)
    kept = catalogue.file_count - catalogue.left_out_files
    gone = f"{format_int(counts['left_out'])} hồ sơ, {format_int(catalogue.left_out_pages)} trang A4 quy đổi"
    facts = [("Được số hóa", f"{format_int(kept)} hồ sơ"), ("Loại khỏi diện số hóa", gone)]
    passing = gate.of_whole(catalogue)
    facts += unseen_facts(gate.unseen(passing))
    if counts["answered"]:
        answered = f"{format_int(counts['answered'])} trong số hồ sơ chưa xem từng hồ sơ"
        facts.append(("Cơ quan đã trả lời, chưa kết luận", answered))
    facts += unarranged_facts(gate.unarranged(passing), ASKED_BELOW) + unusual_facts(catalogue)
    return facts + excess_facts(catalogue)


def unusual_facts(catalogue: Catalogue) -> list[Fact]:
    sentences = sentences_of_catalogue(catalogue)
    return [("Khác thường, kiểm tra lại", " ".join(sentences))] if sentences else []


def unseen_facts(files: QuerySet[ArchivalFile]) -> list[Fact]:
    """How many nobody has looked at one by one, how many of these were accepted all the same or are not arranged."""
    unarranged = Count("pk", filter=Q(arranged=False))
    counts = files.aggregate(every=Count("pk"), accepted=Count("pk", filter=ACCEPTED), unarranged=unarranged)
    if not counts["every"]:
        return []
    kinds = (("accepted", "đã chấp nhận"), ("unarranged", "chưa chỉnh lý"))
    among = [f"{format_int(counts[kind])} hồ sơ {words}" for kind, words in kinds if counts[kind]]
    said = f", trong đó {', '.join(among)}" if among else ""
    return [("Chưa xem từng hồ sơ", f"{format_int(counts['every'])} hồ sơ{said}; {ASKED_BELOW}")]


def unarranged_facts(files: QuerySet[ArchivalFile], consequence: str) -> list[Fact]:
    count = files.count()
    warning = f"{format_int(count)} hồ sơ, {consequence}. Kế hoạch: tài liệu phải được chỉnh lý trước khi số hóa."
    return [("Chưa chỉnh lý", warning)] if count else []


FACTS: dict[str, Callable[[Catalogue], list[Fact]]] = {
    "submit": submit_facts,
    ASK: submit_facts,
    "withdraw": withdraw_facts,
    "return": return_facts,
    "tranche": tranche_facts,
    "appraise": whole_facts,
    **dict.fromkeys(("drop_reopen", "reopen", "refuse_reopen"), reopening_facts),
}
