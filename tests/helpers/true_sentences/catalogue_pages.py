"""What the page of one catalogue says, reckoned from its files, its appraisals, its notes and its history."""

import re
from collections import Counter
from types import SimpleNamespace

from django.db.models import Sum
from django.utils import timezone

from agencies.formats.dates import format_date as d
from agencies.formats.dates import format_datetime as moment
from agencies.formats.numbers import format_int as n
from agencies.models import Event
from plans.appraisal.effects import hash_of
from plans.models import ArchivalFile, Catalogue, CoverLetter, ProposedValue, ReturnedFile
from tests.helpers.truth import a4_pages, a4_pages_of_all

STATES = {
    "draft": "Đang lập",
    "submitted": "Đã trình",
    "received": "Đang thẩm định",
    "returned": "Trả lại để sửa",
    "appraised": "Đã thẩm định",
    "reopening": "Đề nghị mở lại",
}
DECIDED = ("tranche", "appraise")
REOPENING = ("ask_reopen", "drop_reopen", "refuse_reopen", "reopen", "close_again")
BANNERS = {
    "return": "Sở Nội vụ trả lại để sửa.",
    "ask_reopen": "Đề nghị mở lại Mục lục đã thẩm định.",
    "refuse_reopen": "Sở Nội vụ không cho mở lại.",
    "reopen": "Sở Nội vụ đã cho mở lại.",
}
OUTCOMES = {"": "Chờ Sở Nội vụ", "taken": "Đã sửa theo", "declined": "Không sửa theo"}
FIVE_SHOWN = "Chỉ nêu 5 lần gần nhất"
SIZES = ("A3", "A2", "A1", "A0")
PLACED = r"(\S+?)(?:, Mục lục số \S+)?(?:, hộp \S+)?"  # the number of a file, and what tells it from others with it


def shown(seen):
    return Catalogue.objects.get(pk=int(re.search(r"\d+", seen.path)[0]))


def moves(one):
    """What happened to the catalogue's state, in order: (name of the action, moment)."""
    names = ("draft", "submit", "receive", "return", "withdraw", *DECIDED, *REOPENING)
    return list(
        Event.objects.about(one)
        .filter(action__in=names)
        .order_by("happened_at", "pk")
        .values_list("action", "happened_at")
    )


def lead(seen, _):
    one = shown(seen)
    said = f"{STATES[one.state]} {one.agency}, {one.fonds.in_words}: {volume(one.files.all())}"
    if one.state == "appraised":
        return said
    waits = one.state in ("submitted", "received")
    last = [at for name, at in moves(one) if name == "submit" or not waits][-1]
    days = (seen.day - timezone.localdate(last)).days
    waited = f", chờ {days} ngày" if days else ", mới trình hôm nay"
    desk = "Sở Nội vụ" if waits or one.state == "reopening" else one.agency
    return f"{said}; đang ở {desk} từ {moment(last)}{waited if waits else ''}"


def volume(files):
    return f"{n(files.count())} hồ sơ, {n(a4_pages_of_all(files))} trang A4 quy đổi"


def state(seen, _):
    one = shown(seen)
    return f"{STATES[one.state]} từ {moment(entered_at(one))}"


def entered_at(one):
    """When the catalogue came into its state; a tranche leaves it there."""
    return [at for name, at in moves(one) if name != "tranche"][-1]


def revision(seen, _):
    """The version that lies there, or that a decision was made on."""
    said = {f"Lần trình {times} · mã kiểm tra bản trình" for times in versions(shown(seen))}
    return said | {f"{each} ; sau khi sửa theo trả lời của cơ quan" for each in said if has_taken_over(shown(seen))}


def has_taken_over(catalogue):
    """True where an answer of the agency corrected a file of the catalogue."""
    return ProposedValue.objects.filter(note__catalogue=catalogue, outcome="taken").exists()


def versions(one):
    """The numbers of the present version and of those decided on, counted by what happened before each."""
    steps = {"return": 1, "reopen": 1, "close_again": -1}
    now, decided = 1, set()
    for name, _ in moves(one):
        decided |= {now} if name in DECIDED else set()
        now += steps.get(name, 0)
    return decided | {now}


def check_code(seen, _):
    """Of the files as they are, or, where the walk has followed the catalogue, as they were at some moment with it."""
    one = shown(seen)
    return {hash_of(one)[:12]} | getattr(seen.truth, "codes", {}).get(one.pk, set())


def decided(seen, _):
    files = shown(seen).files
    gone = files.filter(decision="left_out")
    kept, asked = files.filter(decision="accepted").count(), files.filter(decision="asked").count()
    pages = f"{n(a4_pages_of_all(gone))} trang A4 quy đổi"
    return f"chấp nhận {n(kept)} · loại {n(gone.count())} ({pages}) · đang hỏi {n(asked)}"


def of_appraisals(seen, _):
    """Files and pages that an appraisal of the catalogue lets through, as a number of its card."""
    said = [let_through(each) for each in shown(seen).appraisals.all()]
    return {n(count) for numbers in said for count in numbers}


def let_through(appraisal):
    """Files and pages of an appraisal, the last one with those of the tranches before; other tests ask rows."""
    return appraisal.file_count, appraisal.a4_page_count


def left_out(seen, _):
    """What an appraisal of the catalogue left out; other tests hold both to rows."""
    said = shown(seen).appraisals.values_list("left_out_files", "left_out_pages")
    return {f"{n(files)} hồ sơ, {n(pages)} trang A4 quy đổi" for files, pages in said}


def documents(seen, _):
    letters = [each.document for each in shown(seen).appraisals.select_related("document")]
    return {f"{each.number} ngày {d(each.issued_on)}" for each in letters}


def days_of_appraisals(seen, _):
    return {d(each.decided_on) for each in shown(seen).appraisals.all() if each.decided_on <= seen.day}


def spoken(seen, found):
    """A note on a file or a reason, with name and minute."""
    one = shown(seen)
    said = {f"{note.author.full_name}, {moment(note.written_at)}: {note.text}" for note in one.notes.all()}
    for each in Event.objects.about(one).filter(action__in=BANNERS):
        spoken = f"{each.actor_name}, {moment(each.happened_at)}: {each.reason}"
        said |= {spoken, f"{BANNERS[each.action]} {spoken}"}
    return {text[: len(found[0])] for text in said}


def proposed(seen, found):
    """An answer's proposal: the cell, its value, the proposed one, and what became of it."""
    rows = ProposedValue.objects.filter(note__catalogue=shown(seen)).select_related("decided_by")
    said = set()
    for row in rows:
        by = f" {row.decided_by.full_name}, {moment(row.decided_at)}" if row.decided_by else ""
        said.add(f"Đề nghị sửa {row.header}: “{row.was}” → “{row.value}” {OUTCOMES[row.outcome]}{by}")
    return said


def undoable(seen, _):
    """Changes of this version that nothing was handed in on since."""
    one = shown(seen)
    changes = one.changes.filter(undone_at=None, revision=one.revision)
    changes = changes.filter(made_at__gt=one.submitted_at) if one.submitted_at else changes
    return {f"Lần sửa có thể hoàn tác ({changes.count()})"} | ({FIVE_SHOWN} if changes.count() > 5 else set())


def kept_copies(seen, found):
    """The copy that stays for a file that was left out, and how far that copy has come."""
    named = {"file_number": found[1], "catalogue__name": found[2], "catalogue__fonds__name__endswith": found[3]}
    kept = ArchivalFile.objects.select_related("catalogue").filter(**named)
    where = f"trong Mục lục “{found[2]}” (phông {found[3]})"
    return {f"Bản giữ lại: hồ sơ số {found[1]}{placed(one)} {where}, {how_far(one)}" for one in kept}


def how_far(file):
    if file.appraisal_id:
        return "đã được thẩm định để số hóa"
    if file.catalogue.state not in ("submitted", "received"):
        return "đang ở cơ quan lập Mục lục"
    return "đã được chấp nhận, chờ thẩm định" if file.decision == "accepted" else "đang chờ thẩm định"


def named(seen, found):
    """The name of a catalogue that the person sees, or of the fonds of the one that is shown."""
    names = set(Catalogue.objects.filter(agency__code__in=seen.visible).values_list("name", flat=True))
    fonds = shown(seen).fonds.in_words
    return names | {fonds, fonds[0].upper() + fonds[1:]}


def of_files(seen, found):
    """A file that is spoken of: asked about, left out with why, named in a return."""
    rows = shown(seen).files.filter(file_number=found[1])
    reason = {row.pk: f" {row.get_left_out_reason_display()}" for row in rows if row.decision == "left_out"}
    return {f"Hồ sơ {row.file_number}{placed(row)}: {row.title}{reason.get(row.pk, '')}" for row in rows}


def placed(row):
    """What tells the file from others with its number."""
    of_list = f", Mục lục số {row.catalogue_number}" if row.catalogue_number else ""
    return of_list + (f", hộp {row.box_number}" if row.box_number else "")


def listed(seen, _):
    files = shown(seen).files.all()
    return f"{n(files.count())} hồ sơ · Tổng {n(a4_pages_of_all(files))} trang A4 quy đổi"


def named_in_return(seen, found):
    """A row that the last return named, as it was then, and whether it was changed or deleted since."""
    one = shown(seen)
    begun = getattr(seen.truth, "begun", {}).get(one.pk)
    now = {row.pop("pk"): row for row in one.files.values("pk", *next(iter((begun or {0: {}}).values())))}
    said = set()
    for row in ReturnedFile.objects.filter(catalogue=one, file_number=found[1]):
        same = begun is None or begun.get(row.file_id) == now.get(row.file_id)
        became = "đã xóa" if row.file_id not in now else "chưa sửa" if same else "đã sửa"
        said.add(f"Hồ sơ {row.file_number}{placed(row)}: {row.title} {became}")
    return said


def questions(seen, _):
    return f"Trả lời {shown(seen).files.filter(decision='asked').count()} câu hỏi"


def checks(seen, found):
    """How many files the agency should look at, of one kind, counted file by file."""
    files = list(shown(seen).files.all())
    left = [one for one in files if one.decision != "left_out"]
    same = Counter((one.title_key, one.start_date, one.end_date) for one in left)
    pages = {one.pk: sum(getattr(one, name) for name in PAGES.values()) for one in files}
    counted = {
        "trùng tiêu đề, thời gian": [same[one.title_key, one.start_date, one.end_date] > 1 for one in left],
        "chưa chỉnh lý": [not one.arranged for one in left],
        "đã số hóa trước đây": [one.digitized_before for one in left],
        "trang nhiều hơn hai lần số tờ": [pages[one.pk] > 2 * one.sheet_count > 0 for one in files],
        "trang ít hơn số tờ": [pages[one.pk] < one.sheet_count for one in files],
        "thiếu thời gian": [not (one.start_date and one.end_date) for one in files],
        "Dưới 5 trang": [a4_pages(one) < 5 for one in files],
        "Trên 300 trang": [a4_pages(one) > 300 for one in files],
        "Chưa rõ số trang": [one.page_basis == "unknown" for one in files],
        "Số trang ước tính từ số tờ": [one.page_basis == "estimated" for one in files],
        "Chưa rõ thời hạn bảo quản": [one.retention_years is None for one in files],
        "Chưa rõ thời gian": [not one.start_date for one in files],
    }
    return f"{found[1]}: {n(sum(counted[found[1]]))} hồ sơ"


def letters(seen, found):
    """Letters of the catalogue as its card lists them."""
    rows = CoverLetter.objects.filter(kind="catalogue", object_id=shown(seen).pk)
    lines = {f"{one.number} ngày {d(one.issued_on)}, lần {one.turn}" for one in rows}
    return lines | {f"{one}: Tải bản quét công văn {found[1]}" for one in lines}


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
    true = {name: n(count) if count or name != "Số tờ" else "–" for name, count in true.items()}
    return [f"{name}: {said}, true: {true[name]}" for _, (name, said) in table if said != true[name]]


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
    (r"([^:]+): [\d.]+ hồ sơ", checks),
    (r"(\S+) ngày [\d/]+, lần \d+.*", letters),
    (r"\S+ ngày [\d/]+", documents),
    (r".*, \d\d:\d\d ngày [\d/]+: .*", spoken),
    (rf"Hồ sơ {PLACED}: .* (?:chưa sửa|đã sửa|đã xóa)", named_in_return),
    (rf"Hồ sơ {PLACED}: .*", of_files),
    (r"[\d.]+ hồ sơ · Tổng [\d.]+ trang A4 quy đổi", listed),
    (r"Trả lời \d+ câu hỏi", questions),
    (r"Đề nghị sửa .*: “.*” → “.*” .*", proposed),
    (r"Lần sửa có thể hoàn tác \(\d+\)|Chỉ nêu \d+ lần gần nhất", undoable),
    (rf"Bản giữ lại: hồ sơ số {PLACED} trong Mục lục “(.*)” \(phông (.*)\), [^,]*(?:, chờ thẩm định)?", kept_copies),
    (r"(Mục lục|Đợt|[Pp]hông số) \d+", named),
]
