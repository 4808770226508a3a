"""The list of lines above target or review: its columns, to sort by and as a workbook."""

from collections.abc import Callable, Sequence
from typing import Any

from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn

from .listing import Row, sums_of


def of_figures(which: str, name: str) -> Callable[[Row], Cell]:
    """A number of the row's planned, reviewed or listed figures; None without them."""

    def value(row: Row) -> Cell:
        figures: Any = getattr(row.excess, which)
        return getattr(figures, name) if figures else None

    return value


def of_sums(name: str) -> Callable[[Row], Cell]:
    return lambda row: row.sums[name]


COLUMNS = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda row: str(row.agency), 40),
    ListColumn("planned_files", "Chỉ tiêu: hồ sơ", of_figures("planned", "files"), within="planned"),
    ListColumn("planned", "Chỉ tiêu: trang A4", of_figures("planned", "pages")),
    ListColumn("reviewed", "Rà soát: trang A4 quy đổi", of_figures("reviewed", "pages")),
    ListColumn("listed_files", "Mục lục: hồ sơ", of_figures("listed", "files"), within="listed"),
    ListColumn("listed", "Mục lục: trang A4 quy đổi", of_figures("listed", "pages")),
    ListColumn("files", "Vượt chỉ tiêu: hồ sơ", of_sums("files")),
    ListColumn("pages", "Vượt chỉ tiêu: trang", of_sums("pages")),
    ListColumn("dong", "Vượt chỉ tiêu: đồng", of_sums("dong")),
    ListColumn("review_pages", "Vượt rà soát: trang", of_sums("review_pages")),
    ListColumn("share", "Mục lục so với chỉ tiêu (trang)", lambda row: row.share),
    ListColumn("said", "Lý do; người nêu, xác nhận", lambda row: "\n".join(row.said), 70),
)
SUMMED = ("files", "pages", "dong", "review_pages")
LIST = PortalList("excess_list", "Vượt chỉ tiêu, rà soát", "Vuot-chi-tieu", COLUMNS)


def sums_below(rows: Sequence[Row]) -> dict[str, Cell]:
    """Of the workbook's last line; a commune's part, inside its district's line, is added once."""
    return {name: sums_of(rows)[name] for name in SUMMED}
