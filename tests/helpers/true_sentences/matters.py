"""Sentences on difficulties, extensions and letters that urge, reckoned from the rows one by one."""

from django.utils.timezone import localdate

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_int as n
from plans.models import Difficulty, Extension
from reports.models import UrgedAgency
from tests.helpers.page_sentences import split

OFFICES = {"SNV": ("home_affairs", "province"), "STC": ("finance",), "SKHCN": ("archive",)}
NAMES = {
    "home_affairs": "Sở Nội vụ",
    "finance": "Sở Tài chính",
    "archive": "Sở Khoa học và Công nghệ",
    "province": "UBND tỉnh (qua Sở Nội vụ)",
}
LONGEST = 100  # signs of a difficulty in a list


def last_word(one):
    """ "answer" where an office has the last word, "question" where the agency asked on, "" where there is no reply."""
    replies = list(one.replies.order_by("pk"))
    return replies[-1].kind if replies else ""


def state_of(one):
    if one.state == "closed":
        return "Đã khép lại"
    if last_word(one) == "answer":
        return "Đã trả lời"
    return "Chờ trả lời chung" if one.joined_into_id else "Chờ trả lời"


def asked_at(one):
    """When the agency asked what waits: at first, or what it asked last."""
    asked = [reply.written_at for reply in one.replies.order_by("pk") if reply.kind == "question"]
    return asked[-1] if asked else one.submitted_at


def short(one):
    line = " ".join(one.text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def to_answer(seen):
    """What waits for the person's office, the longest first."""
    own = Difficulty.objects.filter(answerer__in=OFFICES[seen.user.agency.code])
    return sorted((one for one in own if state_of(one) == "Chờ trả lời"), key=lambda one: (asked_at(one), one.pk))


def longest(seen, since):
    days = (seen.day - localdate(since)).days
    return f"lâu nhất {f'{days} ngày' if days else 'hôm nay'}"


def answers_awaited(seen, _):
    rows = to_answer(seen)
    return f"Trả lời khó khăn, vướng mắc ({n(len(rows))}) {longest(seen, asked_at(rows[0]))}"


def answers_late(seen, _):
    return f"Quá hạn trả lời: {n(sum(one.due_on < seen.day for one in to_answer(seen)))}"


def asked_first(seen, _):
    return set(split(f"Nêu sớm nhất: {short(to_answer(seen)[0])}"))


def own_difficulties(seen):
    """Of the agency and of those whose work it took over."""
    return Difficulty.objects.filter(agency__code__in=[*seen.own, *seen.taken_over])


def of_whom(seen, one):
    """Beside a task of an agency that the person's own took over from: its name."""
    return f" · {one.agency.short_name or one.agency.name}" if one.agency.code in seen.taken_over else ""


def answered(seen, _):
    """Tasks of an agency: those that an office answered and the agency has not closed."""
    return {
        f"Xem trả lời vướng mắc số {one.pk}{of_whom(seen, one)} đã có trả lời"
        for one in own_difficulties(seen)
        if state_of(one) == "Đã trả lời"
    }


def to_close(seen, _):
    rows = [one for one in own_difficulties(seen) if state_of(one) == "Đã trả lời"]
    return {text for one in rows for text in split(f"{short(one)} Khép lại, hoặc hỏi thêm")}


def of_the_page(seen, kind):
    """The latest five of the agency whose page it is."""
    return kind.objects.filter(agency__code=seen.codes[0], submitted_at__isnull=False).order_by("-pk")[:5]


def named(seen, _):
    return {text for one in of_the_page(seen, Difficulty) for text in split(f"{short(one)} {state_of(one)}")}


def due(seen, _):
    waiting = [one for one in of_the_page(seen, Difficulty) if state_of(one).startswith("Chờ")]
    return {f"{NAMES[one.answerer]} trả lời, hạn {d(one.due_on)}" for one in waiting}


def is_undecided(one):
    """Handed in, and neither withdrawn nor decided by a decision in force."""
    gone = one.submitted_at is None or one.state in ("draft", "withdrawn")
    return not gone and not one.decisions.filter(taken_back_on=None).exists()


def to_decide(seen, _):
    rows = sorted((one for one in Extension.objects.all() if is_undecided(one)), key=lambda one: one.submitted_at)
    return f"Quyết định đề nghị gia hạn ({n(len(rows))}) {longest(seen, rows[0].submitted_at)}"


def extension_waits(seen, _):
    own = [one for one in Extension.objects.filter(agency__code=seen.own[0]) if is_undecided(one)]
    waited = [(one.milestone_name, (seen.day - localdate(one.submitted_at)).days) for one in own]
    return {f"Đề nghị gia hạn “{name}” chờ {days} ngày" for name, days in waited}


def extension_asks(seen, _):
    """On the page of an agency what it sent; among its own tasks also what it drafts."""
    drafts = Extension.objects.filter(agency__code=seen.own[0], state="draft")
    rows = of_the_page(seen, Extension) if seen.path.startswith("/co-quan/") else drafts
    return {f"Đề nghị đến hết ngày {d(one.proposed_day)}" for one in rows}


def letters_to(day):
    """{code of the agency whose work it is: days that the letters sent by the day bear}"""
    found = {}
    for one in UrgedAgency.objects.select_related("letter__document", "about"):
        letter = one.letter
        if letter.document and letter.sent_on <= day:
            found.setdefault(one.about.code, {})[letter.pk] = letter.document.issued_on
    return found


def urged(seen, _):
    days = letters_to(seen.day)[seen.codes[0]].values()
    return f"Đã đôn đốc {n(len(days))} lần, công văn gần nhất ngày {d(max(days))}"


MATTERS = [
    (r"Trả lời khó khăn, vướng mắc \(\d+\) .*", answers_awaited),
    (r"Quá hạn trả lời: \d+", answers_late),
    (r"Nêu sớm nhất: .*", asked_first),
    (r"Xem trả lời vướng mắc số \d+ .*", answered),
    (r".*Khép lại, hoặc hỏi thêm", to_close),
    (r".* (Chờ trả lời( chung)?|Đã trả lời|Đã khép lại)", named),
    (r".* trả lời, hạn [\d/]+", due),
    (r"Quyết định đề nghị gia hạn \(\d+\) .*", to_decide),
    (r"Đề nghị gia hạn “.*” chờ \d+ ngày", extension_waits),
    (r"Đề nghị đến hết ngày [\d/]+", extension_asks),
    (r"Đã đôn đốc \d+ lần, công văn gần nhất ngày [\d/]+", urged),
]
