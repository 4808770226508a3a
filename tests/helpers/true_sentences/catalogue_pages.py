"""What the page of one catalogue says, reckoned from its files, its appraisals, its notes and its history."""

import re
from types import SimpleNamespace

from django.db.models import Sum
from django.utils import timezone

from agencies.formats.dates import format_date as d
from agencies.formats.dates import format_datetime as moment
from agencies.formats.numbers import format_int as n
from agencies.models import Event
from plans.appraisal.effects import hash_of
from plans.models import ArchivalFile, Catalogue
from tests.helpers.truth import a4_pages, a4_pages_of_all

STATES = {
    "draft": "Đang lập",
    "submitted": "Đã trình",
    "received": "Đang thẩm định",
    "returned": "Trả lại để sửa",
    "appraised": "Đã thẩm định",
    "reopening": "Đề nghị mở lại",
}
REOPENING = ("ask_reopen", "drop_reopen", "refuse_reopen", "reopen", "close_again")
SIZES = ("A3", "A2", "A1", "A0")


def shown(seen):
    return Catalogue.objects.get(pk=int(re.search(r"\d+", seen.path)[0]))


def moves(one):
    """What happened to the catalogue's state, in order: (name of the action, moment)."""
    names = ("create", "submit", "receive", "return", "withdraw", "appraise", *REOPENING)
    return list(
        Event.objects.about(one)
        .filter(action__in=names)
        .order_by("happened_at", "pk")
        .values_list("action", "happened_at")
    )


def lead(seen, _):
    one = shown(seen)
    said = f"{one.agency}, {one.fonds.in_words}: {volume(one.files.all())}"
    if one.state == "appraised":
        return said
    waits = one.state in ("submitted", "received")
    last = [at for name, at in moves(one) if name == "submit" or not waits][-1]
    days = (seen.day - timezone.localdate(last)).days
    waited = f", chờ {days} ngày" if days else ", trình hôm nay"
    desk = "Sở Nội vụ" if waits else one.agency
    return f"{said}; đang ở {desk} từ {moment(last)}{waited if waits else ''}"


def volume(files):
    return f"{n(files.count())} hồ sơ, {n(a4_pages_of_all(files))} trang A4 quy đổi"


def state(seen, _):
    one = shown(seen)
    return f"{STATES[one.state]} từ {moment(moves(one)[-1][1])}"


def revision(seen, _):
    """The version that lies there, or that a decision was made on."""
    return {f"Lần trình {times} · mã kiểm tra bản trình" for times in versions(shown(seen))}


def versions(one):
    """The numbers of the present version and of those decided on, counted by what happened before each."""
    steps = {"return": 1, "reopen": 1, "close_again": -1}
    times = {1 + sum(steps.get(name, 0) for name, _ in moves(one))}
    for each in one.appraisals.all():
        before = [name for name, at in moves(one) if timezone.localdate(at) <= each.decided_on]
        times.add(1 + sum(steps.get(name, 0) for name in before))
    return times


def check_code(seen, _):
    return hash_of(shown(seen))[:12]


def decided(seen, _):
    files = shown(seen).files
    gone = files.filter(decision="left_out")
    kept, asked = files.filter(decision="accepted").count(), files.filter(decision="asked").count()
    pages = f"{n(a4_pages_of_all(gone))} trang A4 quy đổi"
    return f"chấp nhận {n(kept)} · loại {n(gone.count())} ({pages}) · đang hỏi {n(asked)}"


def of_appraisals(seen, _):
    """Files and pages that an appraisal of the catalogue lets through, as a number of its card."""
    files = [ArchivalFile.objects.filter(appraisal=each) for each in shown(seen).appraisals.all()]
    return {n(each.count()) for each in files} | {n(a4_pages_of_all(each)) for each in files}


def left_out(seen, _):
    one = shown(seen)
    assert one.state == "appraised"
    gone = one.files.filter(decision="left_out")
    return f"{n(gone.count())} hồ sơ, {n(a4_pages_of_all(gone))} trang A4 quy đổi"


def documents(seen, _):
    letters = [each.document for each in shown(seen).appraisals.select_related("document")]
    return {f"{each.number} ngày {d(each.issued_on)}" for each in letters}


def days_of_appraisals(seen, _):
    return {d(each.decided_on) for each in shown(seen).appraisals.all() if each.decided_on <= seen.day}


def spoken(seen, found):
    """What somebody said of a file or gave as a reason, with name and minute."""
    one = shown(seen)
    said = {f"{note.author.full_name}, {moment(note.written_at)}: {note.text}" for note in one.notes.all()}
    back = Event.objects.about(one).filter(action="return")
    said |= {f"{each.actor_name}, {moment(each.happened_at)}: {each.reason}" for each in back}
    return {text[: len(found[0])] for text in said}


def of_files(seen, found):
    """A file that was asked about or left out, with why."""
    decided = {"decision__in": ("asked", "answered", "left_out")}
    rows = shown(seen).files.filter(file_number=found[1], **decided)
    reason = {row.pk: f" {row.get_left_out_reason_display()}" for row in rows if row.decision == "left_out"}
    return {f"Hồ sơ {row.file_number}: {row.title}{reason.get(row.pk, '')}" for row in rows}


def listed(seen, _):
    files = shown(seen).files.all()
    return f"{n(files.count())} hồ sơ · Tổng {n(a4_pages_of_all(files))} trang A4 quy đổi"


def questions(seen, _):
    return f"Trả lời {shown(seen).files.filter(decision='asked').count()} câu hỏi"


def untrue_totals(seen, table):
    """Lines of the table of totals that the catalogue's files do not add up to."""
    files = shown(seen).files.all()
    sums = files.order_by().aggregate(**{name: Sum(name, default=0) for name in ("sheet_count", *PAGES.values())})
    true = {
        "Số hồ sơ": files.count(),
        "Số tờ": sums["sheet_count"],
        "Trang A4 quy đổi": a4_pages(SimpleNamespace(**sums)),
    }
    true |= {f"Trang {size}": sums[name] for size, name in PAGES.items()}
    return [f"{name}: {said}, true: {n(true[name])}" for _, (name, said) in table if said != n(true[name])]


PAGES = {"A4": "page_count"} | {size: f"page_count_{size.lower()}" for size in SIZES}
CATALOGUE_PAGE = [
    (r".*, phông .*: [\d.]+ hồ sơ, .*", lead),
    (rf"({'|'.join(STATES.values())}) từ .*", state),
    (r"Lần trình \d+ · .*", revision),
    (r"[0-9a-f]{12}", check_code),
    (r"chấp nhận [\d.]+ · loại .*", decided),
    (r"[\d.]+", of_appraisals),
    (r"[\d/]+", days_of_appraisals),
    (r"[\d.]+ hồ sơ, [\d.]+ trang A4 quy đổi", left_out),
    (r"\S+ ngày [\d/]+", documents),
    (r".*, \d\d:\d\d ngày [\d/]+: .*", spoken),
    (r"Hồ sơ (\S+): .*", of_files),
    (r"[\d.]+ hồ sơ · Tổng [\d.]+ trang A4 quy đổi", listed),
    (r"Trả lời \d+ câu hỏi", questions),
]
