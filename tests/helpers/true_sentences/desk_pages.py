"""What the desk of Sở Nội vụ says of one catalogue and of one letter, beside what the catalogue's own page says."""

from django.db.models import Q
from django.utils import timezone

from agencies.formats.dates import format_date as d
from agencies.formats.dates import format_datetime as moment
from agencies.formats.numbers import format_int as n
from agencies.models import Event
from plans.models import FileBefore
from tests.helpers.truth import a4_pages_of_all

from .catalogue_pages import CATALOGUE_PAGE, STATES, moves, shown

AVERAGE = {"departments": "69,2", "districts": "27,1"}  # pages of a file in the plan, domain §1
PENDING = ""  # no decision yet
CONVERSING = ("asked", "answered")


def state(seen, _):
    one = shown(seen)
    said = f"{STATES[one.state]} từ {moment(moves(one)[-1][1])}"
    if one.state not in ("submitted", "received"):
        return said
    handed_in = [at for name, at in moves(one) if name == "submit"][-1]
    days = (seen.day - timezone.localdate(handed_in)).days
    return f"{said}; trình {moment(handed_in)}, {f'chờ {days} ngày' if days else 'trình hôm nay'}"


def files(seen, _):
    return f"{n(shown(seen).files.count())} hồ sơ"


def pages(seen, _):
    return f"{n(sum(shown(seen).files.values_list('page_count', flat=True)))} trang A4"


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
    """What the clerk's changes of a later version were: so it stands in the history of the catalogue."""
    event = Event.objects.about(shown(seen)).filter(action="files").latest("happened_at")
    return f"thêm 0 · {event.sentence.split(' hồ sơ')[0]} · xóa 0 hồ sơ"


def narrowed(seen, _):
    """At a second version the list has only what changed and what was asked about."""
    one = shown(seen)
    changed = FileBefore.objects.filter(change__catalogue=one).values("file_id")
    left = one.files.filter(Q(decision__in=CONVERSING) | Q(pk__in=changed)).count()
    return f"{n(left)} trong {n(one.files.count())} hồ sơ"


def pending(seen, found):
    return f"Xem mọi hồ sơ chưa có kết quả ({n(shown(seen).files.filter(decision=PENDING).count())})"


def average(seen, found):
    one = shown(seen)
    mean = f"{one.page_count / one.file_count:.1f}".replace(".", ",")
    usual = f"nhóm này trong Kế hoạch bình quân {AVERAGE[one.agency.group]} trang; thường trong khoảng 5–300 trang"
    return f"Bình quân {mean} trang mỗi hồ sơ; {usual}"


def letters(seen, _):
    """Each decision with who decided, on how much; what it left out stands behind."""
    found = set()
    for each in shown(seen).appraisals.select_related("document", "decided_by"):
        rows = shown(seen).files.filter(appraisal=each)
        gone = shown(seen).files.filter(decision="left_out") if not each.is_tranche else rows.none()
        said = f"{n(rows.count())} hồ sơ, {n(a4_pages_of_all(rows))} trang A4 quy đổi"
        left = f"; loại {n(gone.count())} hồ sơ, {n(a4_pages_of_all(gone))} trang A4 quy đổi" if gone.exists() else ""
        head = f"Văn bản {each.document.number} ngày {d(each.document.issued_on)} (Giám đốc)"
        found.add(f"{head}, {each.decided_by.full_name} thẩm định ngày {d(each.decided_on)}: {said}{left}")
    return found


def internal(seen, _):
    notes = shown(seen).notes.filter(audience="internal", file=None)
    return {f"{one.author.full_name}, {moment(one.written_at)} nội bộ: {one.text}".rstrip(".") for one in notes}


def recorded(seen, found):
    return found[0]


DESK_PAGE = [
    (rf"({'|'.join(STATES.values())}) từ .*", state),
    (r"[\d.]+ hồ sơ", files),
    (r"[\d.]+ trang A4", pages),
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
    (r"(Kết luận theo bộ lọc|Mục lục “|Mỗi) .*", recorded),
    *CATALOGUE_PAGE,
]
