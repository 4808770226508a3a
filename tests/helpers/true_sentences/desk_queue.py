"""What Sở Nội vụ's queue says with a number: of what waits for it, and of requests to open what was appraised."""

from agencies.formats.numbers import format_int as n
from plans.models import Catalogue

from .queues import asked_to_reopen


def lead(seen, _):
    pages = seen.truth.waiting
    rows = Catalogue.objects.filter(pk__in=pages)
    mine, free = rows.filter(assigned_to=seen.user).count(), rows.filter(assigned_to=None).count()
    count = n(len(pages))
    return (
        f"{count} Mục lục chờ thẩm định, {n(sum(pages.values()))} trang A4 quy đổi: bạn đang xử lý {n(mine)}, "
        f"chưa ai nhận {n(free)}"
    )


def sums(seen, _):
    pages = seen.truth.waiting
    rows = Catalogue.objects.filter(pk__in=[*pages, *asked_to_reopen()])
    files = sum(row.files.count() for row in rows)
    return f"{len(rows)} Mục lục · Tổng {n(files)} hồ sơ, {n(sum(pages.values()))} trang"


def whole(seen, _):
    return f"Cả {n(len(seen.truth.waiting))} Mục lục"


def weights(seen, _):
    return (
        "Mức cần xem cộng mỗi hồ sơ trùng tiêu đề và thời gian 8 điểm, chưa chỉnh lý 6, trên 300 trang 3, "
        "dưới 5 trang 2"
    )


def most(seen, _):
    return "Mỗi văn bản quyết định nhiều nhất 100 Mục lục một lần"


DESK_QUEUE = [
    (r"\d+ Mục lục chờ thẩm định, .*", lead),
    (r"\d+ Mục lục · Tổng .*", sums),
    (r"Cả \d+ Mục lục", whole),
    (r"Mức cần xem cộng .*", weights),
    (r"Mỗi văn bản quyết định .*", most),
]
