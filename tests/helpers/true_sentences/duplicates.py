"""What the list of duplicates says, reckoned from the members of its groups one by one."""

from collections import defaultdict

from django.utils import timezone

from agencies.formats.dates import format_datetime as moment
from agencies.formats.numbers import format_int as n
from plans.models import ArchivalFile, DuplicateGroup, DuplicateSearch

PRICE = 4_896  # đồng a page, Kế hoạch V


def scope(seen):
    """(key of the search's place, its name): the province for those who oversee the plan, else the own agency."""
    if seen.user.oversees:
        return "province", "Toàn tỉnh"
    return f"agency:{seen.user.agency_id}", str(seen.user.agency)


def groups(seen):
    return list(DuplicateGroup.objects.filter(is_current=True, scope=scope(seen)[0]).prefetch_related("members"))


def verdict(seen, group):
    """The verdict that the reader goes by: the decision, for an agency also its own opinion; "" where found again."""
    if group.verdict or seen.user.oversees:
        return "" if group.verdict == "handled" and group.search_id > group.judged_search else group.verdict
    return "" if group.opinion == "handled" and group.search_id > group.opinion_search else group.opinion


def is_open(seen, group):
    return not verdict(seen, group)


def surplus(seen, found):
    """({file: pages} that can still be left out, the same of files appraised already) beside the copies that stay."""
    saved, late = {}, {}
    for group in found:
        if (group.verdict or ("" if seen.user.oversees else group.opinion)) == "different":
            continue
        for copies in by_fonds(group).values():
            for file, pages in sorted(copies, key=lambda one: (one[0].appraisal_id is None, -one[1], one[0].pk))[1:]:
                (late if file.appraisal_id else saved)[file.pk] = pages
    return saved, late


def by_fonds(group):
    """{fonds, where each keeps its copy, or None: [(file, its pages when it was found)]} of the files that stay."""
    files = ArchivalFile.objects.select_related("catalogue").in_bulk([one.file_id for one in group.members.all()])
    found = defaultdict(list)
    for member in group.members.all():
        file = files.get(member.file_id)
        if file and file.decision != "left_out":
            found[file.catalogue.fonds_id if group.verdict == "each" else None].append((file, member.a4_pages))
    return found


def sums(seen, _):
    found = groups(seen)
    saved, _ = surplus(seen, found)
    pages = sum(saved.values())
    return {
        f"{n(len(found))} nhóm · Tổng hồ sơ thừa còn loại được: {n(len(saved))} hồ sơ, {n(pages)} trang A4 quy đổi, "
        f"{n(pages * PRICE)} đồng{late_part(surplus(seen, found)[1])}"
    }


def late_part(late):
    pages = sum(late.values())
    return f" · thừa đã thẩm định: {n(len(late))} hồ sơ, {n(pages)} trang" if late else ""


def lead(seen, _):
    """What waits, and what can still be saved of it."""
    waiting = [group for group in groups(seen) if is_open(seen, group)]
    (saved, late), name = surplus(seen, waiting), scope(seen)[1]
    if not saved and not late:
        return f"{name}: {n(len(waiting))} nhóm chưa được kết luận, không còn hồ sơ thừa nào"
    pages, gone = sum(saved.values()), sum(late.values())
    said = "không còn hồ sơ thừa nào loại được"
    if saved:
        dong = f"{n(pages * PRICE)} đồng theo đơn giá hiện hành"
        said = f"loại các hồ sơ thừa thì tránh được lãng phí {n(pages)} trang A4 quy đổi, {dong}"
    too_late = f"{n(gone)} trang, {n(gone * PRICE)} đồng"
    after = f"; hồ sơ thừa đã thẩm định, không loại được nữa: {too_late}" if late else ""
    return f"{name}, {n(len(waiting))} nhóm chưa xử lý: {said}{after}"


def searched(seen, _):
    last = DuplicateSearch.objects.filter(scope=scope(seen)[0], state="done").latest("finished_at")
    return f"Kết quả tìm lúc {moment(last.finished_at)}"


def to_decide_again(seen, _):
    """Groups that were decided on until a file that stayed for others went."""
    found = [one.reopened_at for one in groups(seen) if one.reopened_at and not one.verdict]
    days = (seen.day - timezone.localdate(min(found))).days
    return f"Kết luận lại nhóm hồ sơ trùng ({n(len(found))}) lâu nhất {f'{days} ngày' if days else 'hôm nay'}"


PLACES = "|".join(["Toàn tỉnh", r"[^,:“”]+"])
DUPLICATES = [
    (r"[\d.]+ nhóm · Tổng hồ sơ thừa còn loại được: .*", sums),
    (rf"({PLACES}), [\d.]+ nhóm chưa xử lý: .*", lead),
    (rf"({PLACES}): [\d.]+ nhóm chưa được kết luận, .*", lead),
    (r"Kết quả tìm lúc .*", searched),
    (r"Kết luận lại nhóm hồ sơ trùng .*", to_decide_again),
]
