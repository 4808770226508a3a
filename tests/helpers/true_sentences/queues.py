"""Sentences on catalogues and estimates that wait or are decided."""

from collections import Counter

from agencies.formats.numbers import format_billion, format_dong
from agencies.formats.numbers import format_int as n
from agencies.models import Event
from budgets.models import Estimate, EstimateAppraisal
from plans.models import ArchivalFile, Catalogue, FileBefore, ReturnedFile
from tests.helpers.truth import a4_pages

from .common import counted, recorded, waiting
from .duplicates import DUPLICATES


def queue_sum(seen, _):
    pages = seen.truth.waiting
    return f"{len(pages)} Mục lục · Tổng {n(sum(pages.values()))} trang"


def queue_task(seen, _):
    return f"{n(sum(seen.truth.waiting.values()))} trang A4 quy đổi"


def handed_in(seen):
    """Catalogues that the person sees: those that were handed in once, and all of the own agency."""
    rows = Catalogue.objects.all()
    return rows.filter(submitted_at__isnull=False) if seen.user.oversees else rows.filter(agency__code__in=seen.visible)


def catalogue_sums(rows):
    files, pages = sum(row.file_count for row in rows), sum(map(a4_pages, rows))
    return f"{len(rows)} Mục lục · Tổng {n(files)} hồ sơ, {n(pages)} trang"


def asked_to_reopen():
    """Catalogues of which the last thing that happened is that their agency asks to open them again, oldest first."""
    moves = Event.objects.filter(content_type__model="catalogue", after__has_key="state").order_by("happened_at", "pk")
    last = {event.object_id: event for event in moves}
    asked = [event for event in last.values() if event.action == "ask_reopen"]
    return [event.object_id for event in sorted(asked, key=lambda event: event.happened_at)]


def oldest_request(seen, _):
    return f"Đề nghị sớm nhất: {Catalogue.objects.get(pk=asked_to_reopen()[0])}"


def named_rows(seen, _):
    """Rows of a return that the agency has not changed since."""
    left = [row for row in rows_sent_back() if row.catalogue.agency.code in seen.visible and not changed_since(row)]
    return f"Còn {n(len(left))} hồ sơ: {', '.join(row.file_number for row in left)} được nêu, chưa sửa"


def mended(seen, _):
    rows = rows_sent_back()
    return f"đã sửa {len([row for row in rows if changed_since(row)])} trong {len(rows)} hồ sơ"


def rows_sent_back():
    """Those that returns name; in the demo one return names any."""
    return list(ReturnedFile.objects.exclude(sent_back=None).select_related("catalogue__agency").order_by("position"))


def changed_since(row):
    return FileBefore.objects.filter(file_id=row.file_id, change__made_at__gt=row.named_at).exists()


def list_sum(seen, _):
    return catalogue_sums(handed_in(seen))


def admin_sum(seen, _):
    return f"{catalogue_sums(handed_in(seen))} A4 quy đổi Bộ lọc"


def admin_sums(seen, _):
    waiting = seen.truth.waiting
    awaited = catalogue_sums(Catalogue.objects.filter(pk__in=waiting))
    still = f"còn chờ {n(sum(waiting.values()))} trang"
    return f"Đang chờ {awaited} A4 quy đổi, {still} Tất cả {catalogue_sums(handed_in(seen))} A4 quy đổi Bộ lọc"


def results(seen):
    """The latest decision on each estimate that the person sees."""
    rows = EstimateAppraisal.objects.filter(estimate__agency__code__in=seen.visible).order_by("decided_on", "pk")
    latest = {row.estimate_id: row for row in rows.select_related("estimate")}
    replaced = {row.estimate.replaces_id for row in latest.values()}
    return [row for key, row in latest.items() if key not in replaced]


def decided(seen, _):
    rows = results(seen)
    granted, asked = (sum(getattr(row, f"{name}_dong") for row in rows) for name in ("appraised", "requested"))
    gap = f", thấp hơn đề nghị {format_dong(asked - granted)}" if granted < asked else ", bằng số đề nghị"
    return f"{n(len(rows))} dự toán đã có kết quả: {format_dong(granted)}{gap}"


def estimate_sums(seen, _):
    rows = results(seen)
    asked, granted = (sum(getattr(row, f"{name}_dong") for row in rows) for name in ("requested", "appraised"))
    open_ones = Estimate.objects.filter(agency__code__in=seen.visible, replaces=None, appraisals=None)
    if seen.user.oversees:
        open_ones = open_ones.filter(submitted_at__isnull=False)
    every = asked + sum(one.requested_dong for one in open_ones)
    pages = sum(one.a4_page_count for one in [*open_ones, *(row.estimate for row in rows)])
    return (
        f"{open_ones.count() + len(rows)} dự toán · {n(pages)} trang A4 quy đổi · "
        f"Tổng đề nghị {n(every)} đồng · {len(rows)} đã có kết quả: "
        f"tổng đề nghị {n(asked)} đồng · tổng thẩm định, phê duyệt {n(granted)} đồng · "
        f"chênh lệch {n(granted - asked)} đồng"
    )


def estimates_waiting(seen, _):
    return f"{n(awaited_estimates().count())} dự toán đang chờ Sở Tài chính thẩm định"


def estimate_queue(seen, _):
    rows = awaited_estimates()
    pages, dong = sum(row.a4_page_count for row in rows), sum(row.requested_dong for row in rows)
    return f"{len(rows)} dự toán · Tổng {n(pages)} trang, {n(dong)} đồng"


def own_results(seen):
    return [row for row in results(seen) if row.own_decision]


def own_budgets(seen, _):
    return f"Tổng {format_billion(sum(row.appraised_dong for row in own_results(seen)))} đồng từ ngân sách huyện, xã"


def awaited_estimates():
    return Estimate.objects.filter(state="submitted")


def questions(decision, words):
    """How many files of one catalogue have this decision."""

    def reckoning(seen, found):
        rows = ArchivalFile.objects.filter(decision=decision).values_list("catalogue", flat=True)
        return {f"{n(count)} {words(found)}" for count in Counter(rows).values()}

    return reckoning


def files_listed(seen, found):
    """All files that the person sees: for those who oversee the plan the ones that were handed in."""
    rows = handed_in(seen)
    files, pages = sum(row.file_count for row in rows), sum(map(a4_pages, rows))
    if "Tổng" in found[0]:
        return f"{n(files)} hồ sơ · Tổng {n(pages)} trang A4 quy đổi"
    where = " trong các Mục lục đã trình" if seen.user.oversees else ""
    return f"Có {n(files)} hồ sơ, {n(pages)} trang A4 quy đổi{where}"


def deleted(seen, _):
    """Drafts that the agency deleted in the last thirty days."""
    kept = Catalogue.deleted.filter(agency=seen.user.agency)
    return f"Mục lục đã xóa, còn hoàn tác được ({n(kept.count())})"


OWN_BUDGETS = "Huyện, xã tự phê duyệt dự toán"
QUEUES = [
    (r"(Có )?[\d.]+ hồ sơ(,| · Tổng) [\d.]+ trang A4 quy đổi( trong các Mục lục đã trình)", files_listed),
    (r"(Có [\d.]+ hồ sơ,|[\d.]+ hồ sơ · Tổng) [\d.]+ trang A4 quy đổi", files_listed),
    *DUPLICATES,
    (r"Mục lục đã xóa, còn hoàn tác được \(\d+\)", deleted),
    (r"\d+ Mục lục đang ở Sở Nội vụ .*", waiting),
    (r"\d+ Mục lục · Tổng [\d.]+ trang", queue_sum),
    (r"\d+ Mục lục · Tổng [\d.]+ hồ sơ, [\d.]+ trang", list_sum),
    (r"Đang chờ \d+ Mục lục .*", admin_sums),
    (r"\d+ Mục lục · Tổng .* A4 quy đổi Bộ lọc", admin_sum),
    (r"[\d.]+ trang A4 quy đổi", queue_task),
    (
        r"Trả lời đề nghị mở lại Mục lục đã thẩm định \(\d+\)(.*)",
        counted("Trả lời đề nghị mở lại Mục lục đã thẩm định", lambda seen: len(asked_to_reopen())),
    ),
    (r"Đề nghị sớm nhất: .*", oldest_request),
    (r"Còn \d+ hồ sơ: .* được nêu, chưa sửa", named_rows),
    (r"đã sửa \d+ trong \d+ hồ sơ", mended),
    (r"Thẩm định Mục lục \(\d+\)(.*)", counted("Thẩm định Mục lục", lambda seen: len(seen.truth.waiting))),
    (r"\d+ dự toán đã có kết quả: .*", decided),
    (r"\d+ dự toán · [\d.]+ trang A4 quy đổi · Tổng đề nghị .*", estimate_sums),
    (r"\d+ dự toán đang chờ .*", estimates_waiting),
    (r"\d+ dự toán · Tổng [\d.]+ trang, .*", estimate_queue),
    (r"Thẩm định dự toán \(\d+\)(.*)", counted("Thẩm định dự toán", lambda seen: awaited_estimates().count())),
    (r"Tổng .* đồng từ ngân sách huyện, xã", own_budgets),
    (rf"{OWN_BUDGETS} \(\d+\)(.*)", counted(OWN_BUDGETS, lambda seen: len(own_results(seen)))),
    (r"\d+ (hồ sơ trong Mục lục “.*” có câu trả lời, .*)", questions("answered", lambda found: found[1])),
    (r"(Kết luận về trả lời của .*) \(\d+\) .*", recorded),
    (r"\d+ (hồ sơ đang ở cơ quan, hỏi từ ngày .*)", questions("asked", lambda found: found[1])),
    (r"(.*đang hỏi cơ quan về) \d+ hồ sơ", recorded),
]
