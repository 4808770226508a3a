"""The list of extensions: what a filter leaves, its columns."""

from collections.abc import Iterable, Mapping

from agencies.formats.dates import format_date
from agencies.formats.text import has_words
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from agencies.models import User
from plans.models import Extension


def rows_for(user: User, filters: Mapping[str, str]) -> list[Extension]:
    """Extensions that the user may see, narrowed: those that wait first, then the latest."""
    rows = Extension.objects.visible_to(user).select_related("agency", "plan").prefetch_related("decisions")
    for name in ("milestone", "state"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    wanted = filters.get("q") or ""
    found = [row for row in rows if has_words(wanted, row.agency, row.reason, number(row))]
    return sorted(found, key=lambda row: (not row.is_awaited, -row.pk))


def number(row: Extension) -> str:
    return row.decision.document_number if row.decision else ""


def waiting_count(rows: Iterable[Extension]) -> int:
    return sum(row.is_awaited for row in rows)


COLUMNS = (
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("milestone", "Mốc", lambda row: row.milestone_name, 28),
    ListColumn(
        "proposed", "Đề nghị đến", lambda row: format_date(row.proposed_day), 14, order=lambda row: row.proposed_day
    ),
    ListColumn(
        "granted",
        "Được gia hạn đến",
        lambda row: format_date(row.granted_day) if row.granted_day else "",
        16,
        order=lambda row: row.granted_day,
    ),
    ListColumn("state", "Trạng thái", lambda row: row.state_name, 18),
    ListColumn("since", "Từ ngày", lambda row: format_date(row.state_since), 14, within="state"),
    ListColumn("number", "Văn bản quyết định", number, 22),
    ListColumn("reason", "Lý do", lambda row: row.reason, 50, within="milestone"),
)
LIST = PortalList("extension_list", "Đề nghị gia hạn", "Danh-sach-Gia-han", COLUMNS)
