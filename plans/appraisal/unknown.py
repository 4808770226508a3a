"""What a list may leave open as a draft and has to know before it is handed in: pages, retention, time (domain §4)."""

from dataclasses import dataclass

from django.db.models import Q

from agencies.formats.numbers import format_int
from plans.models import Catalogue
from plans.models.pages import PageBasis


@dataclass(frozen=True)
class Unknown:
    """One thing that files of a draft may not know: its counter in the catalogue, and the key of its filter."""

    counter: str
    key: str
    name: str  # as it stands behind "chưa rõ"
    condition: Q
    way: str  # how it becomes known

    def of(self, catalogue: Catalogue) -> int:
        """How many files of the catalogue do not know it."""
        return int(getattr(catalogue, self.counter))


PAGES = Unknown(
    "unknown_pages",
    "unknown_pages",
    "số trang",
    Q(page_basis=PageBasis.UNKNOWN),
    "nhập số trang, tải tệp số trang lên, hoặc ước tính từ số tờ",
)
RETENTION = Unknown(
    "unknown_retentions",
    "unknown_retention",
    "thời hạn bảo quản",
    Q(retention_years=None),
    "nhập thời hạn ở từng hồ sơ hoặc sửa hàng loạt",
)
DATES = Unknown(
    "unknown_dates",
    "unknown_date",
    "thời gian",
    Q(start_date=""),
    "nhập thời gian bắt đầu ở từng hồ sơ hoặc sửa hàng loạt",
)
ALL = (PAGES, RETENTION, DATES)
CONDITIONS = {each.counter: each.condition for each in ALL}  # {counter of the catalogue: the condition on its files}


def open_in(catalogue: Catalogue) -> list[tuple[Unknown, int]]:
    """[(what, how many files)] that the catalogue's files do not know yet."""
    return [(each, count) for each in ALL if (count := each.of(catalogue))]


def what_is_unknown(catalogue: Catalogue) -> list[str]:
    """Why the catalogue cannot be handed in yet, as sentences; [] where everything is known."""
    return [
        f"Còn {format_int(count)} hồ sơ chưa rõ {each.name}: {each.way} trước khi trình."
        for each, count in open_in(catalogue)
    ]


def beside_pages(unknown: int, estimated: int) -> str:
    """What a sum of pages is without, and how much of it is estimated, as the end of a sentence; "" for neither."""
    parts = []
    if unknown:
        parts.append(f"chưa kể {format_int(unknown)} hồ sơ chưa rõ số trang")
    if estimated:
        parts.append(f"trong đó {format_int(estimated)} hồ sơ có số trang ước tính từ số tờ")
    return ", ".join(parts)


def pages_said(catalogue: Catalogue, a4_pages: int) -> str:
    """The catalogue's pages (trang A4 quy đổi) in a sentence, with what the sum is without or rests on."""
    if catalogue.knows_no_pages:
        return "chưa rõ số trang"
    beside = beside_pages(catalogue.unknown_pages, catalogue.estimated_files)
    return f"{format_int(a4_pages)} trang A4 quy đổi" + (f", {beside}" if beside else "")
