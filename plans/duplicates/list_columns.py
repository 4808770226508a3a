"""Columns of the list of groups of duplicates as a workbook: a line a group."""

from collections.abc import Callable, Mapping

from agencies.formats.dates import format_datetime
from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn
from plans.models import DuplicateGroup

MOST = 2_000  # groups of one workbook, the most wasteful first


def title(row: DuplicateGroup) -> str:
    """Of the first of its files that one sees."""
    return next((member.known.title for member in row.shown if member.known and not member.hidden), "")


def files(row: DuplicateGroup) -> str:
    """Where its files lie, one a line, as far as one sees them."""
    seen = [member.known for member in row.shown if member.known and not member.hidden]
    places = [
        f"{one.catalogue.agency}: {one.catalogue.with_fonds}, hồ sơ số {one.file_number}{one.in_box}" for one in seen
    ]
    return "\n".join(places + ([f"và {row.more} hồ sơ nữa"] if row.more > 0 else []))


def left(name: str) -> Callable[[DuplicateGroup], Cell]:
    """A number of what would be scanned for nothing now."""

    def value(row: DuplicateGroup) -> Cell:
        return row.surplus[name]

    return value


COLUMNS = (
    ListColumn("title", "Hồ sơ", title, 60),
    ListColumn("kind", "Loại", lambda row: row.get_kind_display(), 24),
    ListColumn("reach", "Trùng ở đâu", lambda row: row.get_reach_display(), 22),
    ListColumn("count", "Số hồ sơ trong nhóm", lambda row: row.file_count, 12),
    ListColumn("places", "Nằm ở", files, 70),
    ListColumn("files", "Thừa, còn loại được: hồ sơ", left("files"), 14),
    ListColumn("pages", "Thừa, còn loại được: trang A4 quy đổi", left("pages")),
    ListColumn("dong", "Thừa, còn loại được: đồng", left("dong"), 20),
    ListColumn("late", "Thừa, đã thẩm định: trang A4 quy đổi", left("late_pages")),
    ListColumn("verdict", "Sở Nội vụ kết luận", lambda row: row.get_verdict_display(), 24),
    ListColumn(
        "judged", "Thời điểm", lambda row: format_datetime(row.judged_at) if row.judged_at else "", 22, within="verdict"
    ),
    ListColumn("opinion", "Ý kiến của cơ quan", lambda row: row.get_opinion_display() if row.opinion else "", 24),
)
LIST = PortalList("duplicate_list", "Hồ sơ trùng", "Danh-sach-Ho-so-trung", COLUMNS, size=20, on_page=False)


def sums_below(sums: Mapping[str, int | None]) -> dict[str, Cell]:
    """Of the workbook's last line, from those of the list."""
    return {"files": sums["files"], "pages": sums["pages"], "dong": sums["dong"], "late": sums["late_pages"]}
