"""Sentences on what agencies wrote: difficulties, requests, answers, and letters that urge them."""

from collections import Counter

from django.utils.timezone import localdate

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import pad_quantity as padded
from agencies.formats.text import clean_text
from plans.models import Difficulty, ProgressReport
from reports.models import UrgedAgency


def latest_words(truth, name):
    """{agency code: what its latest report says under this name}, where it says anything."""
    said = {code: clean_text(getattr(truth.latest(code), name)).rstrip(".") for code in truth.reports}
    return {code: text for code, text in said.items() if text}


def causes(truth, found):
    """The difficulties of units that are behind and of their communes, each once, with the periods that say so."""
    behind = (truth.is_late, truth.is_unknown, truth.is_at_risk, truth.is_silent, truth.owes_through_heirs)
    codes = {code for unit in truth.units if any(asked(unit) for asked in behind) for code in unit}
    periods = {}
    for code, text in latest_words(truth, "difficulties").items():
        if code in codes:
            periods.setdefault(text, set()).add(truth.latest(code).period_end)
    assert set(found[1].split("; ")) == {f"{text} ({said_in(ends)})" for text, ends in periods.items()}
    return found[0]


def said_in(ends):
    if len(ends) == 1:
        return f"báo cáo kỳ đến {d(*ends)}"
    return f"báo cáo các kỳ đến {d(min(ends))} – {d(max(ends))}"


def writers(truth, _):
    codes = {code for name in ("difficulties", "proposals") for code in latest_words(truth, name)}
    whose = f"Báo cáo tiến độ mới nhất của {padded(len(codes))} cơ quan, đơn vị, địa phương"
    return f"{whose} có nêu khó khăn, vướng mắc hoặc kiến nghị (toàn văn và kỳ báo cáo tại Phụ lục VI)"


def register(truth, _):
    """Who has the last word of each difficulty by the day: its agency, or an office."""
    waits, late, answered = 0, 0, 0
    for one in Difficulty.objects.all():
        begun, since = localdate(one.submitted_at), localdate(one.state_since)
        if begun > truth.day or one.state == "closed" and since <= truth.day:
            continue
        said = [reply for reply in one.replies.order_by("pk") if localdate(reply.written_at) <= truth.day]
        if said and said[-1].kind == "answer":
            answered += 1
            continue
        later = one.replies.filter(kind="question").order_by("pk")[sum(reply.kind == "question" for reply in said) :]
        due = later[0].due_before if later else one.due_on
        waits, late = waits + 1, late + (truth.day > due)
    overdue = f", trong đó {padded(late)} quá hạn trả lời" if late else ""
    return (
        f"Theo sổ khó khăn, vướng mắc: {padded(waits)} vướng mắc chưa được trả lời{overdue}; "
        f"{padded(answered)} đã được trả lời, cơ quan hỏi chưa khép lại"
    )


def letters(truth, _):
    """Letters that urged by the day, whom, and how often each line of the annexes urged more than once."""
    rows = UrgedAgency.objects.select_related("letter", "about")
    sent = [one for one in rows if one.letter.document_id and one.letter.sent_on <= truth.day]
    times = Counter(code for _, code in {(one.letter_id, one.about.code) for one in sent})
    often = [unit[0] for unit in truth.units if times[unit[0]] > 1]
    names = "; ".join(f"{truth.agencies[code].name} đã đôn đốc {padded(times[code])} lần" for code in often)
    return (
        f"Sở Nội vụ đã ban hành {padded(len({one.letter_id for one in sent}))} công văn đôn đốc "
        f"{padded(len(times))} cơ quan, đơn vị, địa phương{f' ({names})' if names else ''}"
    )


def answered_here(truth, _):
    """Requests addressed to the department that reports: it answers them itself."""
    codes = [code for code, text in latest_words(truth, "proposals").items() if "Sở Nội vụ" in text]
    names = "; ".join(truth.agencies[code].name for code in sorted(codes, key=list(truth.agencies).index))
    whose = f"{padded(len(codes))} cơ quan, đơn vị, địa phương ({names})"
    return f"Kiến nghị gửi Sở Nội vụ của {whose} do Sở Nội vụ giải đáp theo Kế hoạch"


def written(truth, found):
    """What agencies wrote is in a report of theirs."""
    texts = ProgressReport.objects.filter(submitted_on__lte=truth.day).values_list("difficulties", "proposals")
    assert found[1] in {clean_text(text).rstrip(".") for pair in texts for text in pair}
    return found[0]
