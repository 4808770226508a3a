"""Every sentence with a number or a date that the pages may say, and how it must read: worked out from the rows alone.

A sentence that no line of SENTENCES knows fails the walk over the pages: add it here, with its reckoning.
"""

import re

from .allocation_pages import ALLOCATION_PAGE
from .catalogue_pages import CATALOGUE_PAGE
from .common import Seen
from .desk_pages import DESK_PAGE
from .desk_queue import DESK_QUEUE
from .estimate_pages import ESTIMATE_PAGE
from .evidence import AGENCY_PAGE, EVIDENCE
from .forecasts import FORECASTS
from .matters import MATTERS
from .objects import OBJECTS
from .periods import PERIODS
from .province import PROVINCE
from .queues import QUEUES

__all__ = ["SENTENCES", "Seen", "known_on"]


def recorded_or_planned(seen, found):
    """What names an object, quotes the plan or counts lines that the page shows."""
    return found[0]


NAMED = [  # what carries a number in a name, quotes the plan, or counts lines that the page shows
    r"(Hồ sơ|Số hóa tài liệu) .*",
    r"Mục lục được mở lại: hoàn thành và trình “.*” được mở lại",
    r"(Sửa|Hoàn thành và trình|Trả lời câu hỏi của Sở Nội vụ về) .*“.*”.*",
    r"Mục lục “.*” trình hôm nay",
    r"(Mục lục|Trình sớm nhất: Mục lục|Trình sớm nhất: Dự toán|Dự toán) “.*” .*",
    r"Mục lục đã thẩm định [\d.]+ trang A4 quy đổi",
    r"[\d/%,]+ · (hoàn thành trễ|đúng hạn|đang làm)",
    r"Người ký: .*; thực hiện .* – .*",
    r"Hoạt động đến hết ngày 30/6/2025",
    r"[Tt]rang A4 quy đổi",
    r"Kinh phí = số trang A4 × 4.896 đồng",
    r"Những việc trước đó \(\d+\)|Đang hiện \d+ bản mới nhất|Ví dụ .*|\d+ báo cáo",
    r"(Sửa và gửi|Ghi lại,) lần \d+",
    r".*hạn.*: trước 20/4/2025",
    r"[\d/]+ – [\d/]+|[\d/]+",
    r"[\d ]+ mục lục|đã chọn 0 trong \d+.*",
    r"Mỗi loại hiện nhiều nhất 20 hồ sơ|Theo mẫu Nghị định 30/2020: Excel · Word · PDF",
]
SENTENCES = [
    *(*FORECASTS, *EVIDENCE, *MATTERS, *PROVINCE, *PERIODS, *QUEUES, *OBJECTS),
    *((pattern, recorded_or_planned) for pattern in NAMED),
]
OF_ONE = {  # pages of one object
    r"/muc-luc/\d+/": CATALOGUE_PAGE,
    r"/quan-tri/plans/catalogue/\d+/change/": DESK_PAGE,
    r"/du-toan/\d+/": ESTIMATE_PAGE,
    r"/co-quan/\w+/": AGENCY_PAGE,
    r"/tham-dinh/": DESK_QUEUE,
    r"/giao-du-toan/": ALLOCATION_PAGE,
}


def known_on(path):
    """The sentences that a page may say: of an object first those about it alone."""
    own = [sentence for pattern, sentences in OF_ONE.items() if re.fullmatch(pattern, path) for sentence in sentences]
    return [*own, *SENTENCES]
