"""The register: what a filter leaves, what waits for whom, its columns."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formats.text import has_words
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from agencies.models import User
from plans.models import Difficulty
from plans.models.difficulty import DifficultyQuerySet

from .forms import WITHOUT_KIND
from .sorting import kind_name

OVERDUE, MINE = "overdue", "toi"


def rows_for(user: User, filters: Mapping[str, Any]) -> list[Difficulty]:
    """Difficulties that the user may see, narrowed: those that wait first, the longest first, then the latest."""
    today = portal_today()
    rows = Difficulty.objects.visible_to(user).select_related("agency", "kind")
    if filters.get("cho") == MINE:
        rows = waiting_for(user, rows)
    if filters.get("answerer"):
        rows = rows.filter(answerer=filters["answerer"])
    if filters.get("kind"):
        rows = rows.filter(kind=None if filters["kind"] == WITHOUT_KIND else filters["kind"])
    rows = of_state(rows, filters.get("state") or "", today)
    wanted = filters.get("q") or ""
    found = [row for row in rows if has_words(wanted, row.agency, row.text, row.proposal, row.pk)]
    return sorted(found, key=lambda row: (not row.is_open, -row.waited_days, -row.pk))


def of_state(rows: DifficultyQuerySet, state: str, today: date) -> DifficultyQuerySet:
    if state == OVERDUE:
        return rows.open().filter(due_on__lt=today)
    return rows.filter(state=state) if state else rows


def waiting_for(user: User, rows: DifficultyQuerySet | None = None) -> DifficultyQuerySet:
    """Those that wait for the user's duty to answer."""
    found = Difficulty.objects.visible_to(user) if rows is None else rows
    return found.waiting().for_duty(user.duty_in_force)


def counts(rows: Iterable[Difficulty], today: date) -> dict[str, int]:
    """{"all", "open", "answered", "overdue"} of the rows."""
    found = list(rows)
    return {
        "all": len(found),
        "open": sum(row.is_open for row in found),
        "answered": sum(row.state == Difficulty.State.ANSWERED for row in found),
        "overdue": sum(row.is_overdue_on(today) for row in found),
    }


def waited(row: Difficulty) -> int | None:
    return row.waited_days if row.is_open else None


COLUMNS = (
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 34),
    ListColumn("text", "Khó khăn, vướng mắc", lambda row: row.text, 60),
    ListColumn("proposal", "Kiến nghị, đề xuất", lambda row: row.proposal, 50, within="text"),
    ListColumn("kind", "Loại", lambda row: kind_name(row.kind), 24),
    ListColumn("answerer", "Nơi trả lời", lambda row: row.get_answerer_display(), 24),
    ListColumn("asked", "Ngày nêu", lambda row: format_date(row.submitted_at), 14, within="agency"),
    ListColumn("due", "Hạn trả lời", lambda row: format_date(row.due_on), 14, order=lambda row: row.due_on),
    ListColumn("waited", "Đã chờ (ngày)", waited, 12),
    ListColumn("state", "Trạng thái", lambda row: row.state_name, 20),
)
LIST = PortalList("difficulty_list", "Khó khăn, vướng mắc", "Kho-khan-Vuong-mac", COLUMNS)
