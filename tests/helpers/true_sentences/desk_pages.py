"""What the desk of Sở Nội vụ says of one catalogue and of one letter, beside what the catalogue's own page says."""

from django.db.models import Q, Sum
from django.utils import timezone

from agencies.formats.dates import format_date as d
from agencies.formats.dates import format_datetime as moment
from agencies.formats.numbers import format_int as n
from agencies.models import Event
from plans.models import Catalogue, FileBefore
from tests.helpers.truth import a4_pages_of_all

from .catalogue_pages import (
    CATALOGUE_PAGE,
    PAGES,
    STATES,
    entered_at,
    let_through,
    moves,
    named_in_return,
    of_files,
    shown,
)

AVERAGE = {"departments": "69,2", "districts": "27,1"}  # pages of a file in the plan, domain §1
PENDING = ""  # no decision yet
NOT_TYPED = ("id", "search_text", "title_key", "decision", "left_out_reason", "looked_at", "revision", "appraisal_id")
VALUES = [one.name for one in FileBefore._meta.concrete_fields if one.name not in NOT_TYPED]
VALUES = [name for name in VALUES if name not in ("change", "file_id", "removed", "position")]
CONVERSING = ("asked", "answered")


def state(seen, _):
    one = shown(seen)
    said = f"{STATES[one.state]} từ {moment(entered_at(one))}"
    if one.state not in ("submitted", "received"):
        return said
    handed_in = [at for name, at in moves(one) if name == "submit"][-1]
    days = (seen.day - timezone.localdate(handed_in)).days
    return f"{said}; trình {moment(handed_in)}, {f'chờ {days} ngày' if days else 'mới trình hôm nay'}"


def files(seen, _):
    return f"{n(shown(seen).files.count())} hồ sơ"


def pages(seen, _):
    """Pages of each size that is there."""
    sums = shown(seen).files.aggregate(**{size: Sum(name, default=0) for size, name in PAGES.items()})
    return ", ".join(f"{n(count)} trang {size}" for size, count in sums.items() if count)


def converted(seen, _):
    return n(a4_pages_of_all(shown(seen).files.all()))


def handed_in(seen, _):
    event = Event.objects.about(shown(seen)).filter(action="submit").order_by("happened_at").last()
    return f"{moment(event.happened_at)}, {event.actor_name}"


def decisions(seen, _):
    rows = shown(seen).files
    count = {name: n(rows.filter(decision=name).count()) for name in ("accepted", "left_out", *CONVERSING, PENDING)}
    gone = n(a4_pages_of_all(rows.filter(decision="left_out")))
    looked = n(rows.filter(looked_at__isnull=False).count())
    return (
        f"Đã chấp nhận {count['accepted']} · loại {count['left_out']} ({gone} trang A4 quy đổi) · đang hỏi "
        f"{count['asked']} · đã trả lời {count['answered']} · chưa có kết quả {count[PENDING]} · đã xem từng hồ sơ "
        f"{looked}"
    )


def to_do(seen, _):
    return (
        f"Cần làm trước: Còn {asked(seen)} hồ sơ đang hỏi cơ quan: chờ trả lời, hoặc bỏ câu hỏi, rồi thẩm định toàn bộ"
    )


def no_draft(seen, _):
    return to_do(seen, _).replace("Cần làm trước: ", "Chưa lập được dự thảo toàn bộ: ")


def unanswered(seen, _):
    open_ones = shown(seen).files.filter(decision="asked").order_by("position")
    numbers = list(open_ones.values_list("file_number", flat=True))
    more = f" và {n(len(numbers) - 10)} hồ sơ khác" if len(numbers) > 10 else ""
    files = f"{n(len(numbers))} hồ sơ: {', '.join(numbers[:10])}{more}"
    return f"chưa trả lời Cơ quan chưa trả lời câu hỏi về {files}"


def asked(seen):
    return shown(seen).files.filter(decision="asked").count()


def changed(seen, _):
    """What differs from the files as they were sent back, or else what the clerk's last change says it did."""
    before, now = files_before(seen), rows_of(shown(seen))
    if before is None:
        event = Event.objects.about(shown(seen)).filter(action="files").latest("happened_at")
        return f"thêm 0 · {event.sentence.split(' hồ sơ')[0]} · xóa 0 hồ sơ"
    differ = sum(now[key] != before[key] for key in now.keys() & before.keys())
    added, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys())
    return f"thêm {n(added)} · sửa {n(differ)} · xóa {n(gone)} hồ sơ"


def files_before(seen):
    """{key: values} of the files as they were when the version began, where the walk has followed the catalogue."""
    return getattr(seen.truth, "begun", {}).get(shown(seen).pk)


def rows_of(catalogue):
    return {row.pop("pk"): row for row in catalogue.files.values("pk", *VALUES)}


def spoken_of(seen, found):
    """A file that is there and is spoken of, or one that the agency has deleted in this version."""
    now, gone = rows_of(shown(seen)), files_before(seen) or {}
    deleted = [row for key, row in gone.items() if key not in now and row["file_number"] == found[1]]
    boxes = {row["box_number"] for row in deleted}
    numbers = {f"Hồ sơ {found[1]}{f', hộp {box}' if box else ''}" for box in boxes}
    return of_files(seen, found) | {f"{number}: {row['title']}" for number in numbers for row in deleted}


def narrowed(seen, _):
    """At a second version the list has only what changed and what was asked about."""
    one, before = shown(seen), files_before(seen)
    if before is None:
        changed = set(FileBefore.objects.filter(change__catalogue=one).values_list("file_id", flat=True))
    else:
        changed = {key for key, row in rows_of(one).items() if row != before.get(key)}
    left = one.files.filter(Q(decision__in=CONVERSING) | Q(pk__in=changed)).count()
    return f"{n(left)} trong {n(one.files.count())} hồ sơ"


def pending(seen, found):
    return f"Xem mọi hồ sơ chưa có kết quả ({n(shown(seen).files.filter(decision=PENDING).count())})"


def average(seen, found):
    one = shown(seen)
    tenths = (a4_pages_of_all(one.files.all()) * 20 // one.file_count + 1) // 2
    mean = f"{n(tenths // 10)},{tenths % 10}"
    usual = f"nhóm này trong Kế hoạch bình quân {AVERAGE[one.agency.group]} trang; thường trong khoảng 5–300 trang"
    return f"Bình quân {mean} trang mỗi hồ sơ; {usual}"


def letters(seen, _):
    """Each decision with who decided, on how much; then what it left out."""
    found = set()
    for each in shown(seen).appraisals.select_related("document", "decided_by"):
        files, pages = let_through(each)
        said = f"{n(files)} hồ sơ, {n(pages)} trang A4 quy đổi"
        gone = f"; loại {n(each.left_out_files)} hồ sơ, {n(each.left_out_pages)} trang A4 quy đổi"
        left = gone if each.left_out_files else ""
        head = f"Văn bản {each.document.number} ngày {d(each.document.issued_on)} (Giám đốc)"
        found.add(f"{head}, {each.decided_by.full_name} thẩm định ngày {d(each.decided_on)}: {said}{left}")
    return found


def internal(seen, _):
    notes = shown(seen).notes.filter(audience="internal", file=None)
    return {f"{one.author.full_name}, {moment(one.written_at)} nội bộ: {one.text}".rstrip(".") for one in notes}


def recorded(seen, found):
    return found[0]


def next_waiting(seen, _):
    """What follows in the queue as it was opened before: the longest waiting first, and from its end on again so. Of
    what waits no more: the one that has waited longest."""
    waiting = Catalogue.objects.filter(pk__in=seen.truth.waiting).select_related("agency")
    queue = sorted(waiting, key=lambda one: (timezone.localdate(one.submitted_at), one.submitted_at, one.pk))
    keys, this = [one.pk for one in queue], shown(seen).pk
    place = keys.index(this) + 1 if this in keys else 0
    following = queue[place] if place < len(queue) else queue[0]
    listed = this in keys or shown(seen).state == "reopening"
    left = f" còn {n(len(queue) - (this in keys))} Mục lục chờ trong danh sách" if listed else ""
    return f"Tiếp theo: {following.name}, {following.agency}{left} Hàng chờ"


DESK_PAGE = [
    (r"Tiếp theo: .*", next_waiting),
    (rf"({'|'.join(STATES.values())}) từ .*", state),
    (r"[\d.]+ hồ sơ", files),
    (r"[\d.]+ trang A\d(, [\d.]+ trang A\d)*", pages),
    (r"[\d.]+", converted),
    (r"\d\d:\d\d ngày [\d/]+, .*", handed_in),
    (r"Đã chấp nhận .*", decisions),
    (r"Cần làm trước: Còn \d+ hồ sơ .*", to_do),
    (r"Chưa lập được dự thảo toàn bộ: Còn \d+ hồ sơ .*", no_draft),
    (r"chưa trả lời Cơ quan chưa .*", unanswered),
    (r"thêm \d+ · sửa .*", changed),
    (r"[\d.]+ trong [\d.]+ hồ sơ", narrowed),
    (r"Xem mọi hồ sơ chưa có kết quả \(.*", pending),
    (r"Bình quân [\d,]+ trang mỗi hồ sơ; .*", average),
    (r"Văn bản số \S+: các Mục lục, .*|Lần trình 1", recorded),
    (r"Văn bản \S+ ngày .* thẩm định ngày .*", letters),
    (r".* nội bộ: .*", internal),
    (r"Hồ sơ (\S+): .* (?:chưa sửa|đã sửa|đã xóa)", named_in_return),
    (r"Hồ sơ (\S+?)(?:, hộp \S+)?: .*", spoken_of),
    (r"(Kết luận theo bộ lọc|Mục lục “|Mỗi) .*", recorded),
    *CATALOGUE_PAGE,
]
