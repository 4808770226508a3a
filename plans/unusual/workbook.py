"""The list of values beyond a bound as a workbook."""

from collections.abc import Sequence

from agencies.formats.dates import format_datetime
from agencies.list_choice import PortalList
from agencies.list_columns import Cell, ListColumn
from plans.models import UnusualValue

from .queue import sums_of

MONEY = UnusualValue.Kind.ESTIMATE
STATES = list(UnusualValue.State)


def pages(row: UnusualValue) -> Cell:
    return None if row.kind == MONEY else row.pages


def dong(row: UnusualValue) -> Cell:
    return row.dong if row.kind == MONEY else None


def size(row: UnusualValue) -> tuple[bool, int]:
    """Money after pages: the two are not compared."""
    return row.kind == MONEY, row.dong if row.kind == MONEY else row.pages


COLUMNS = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda row: str(row.agency), 36),
    ListColumn("kind", "Loại", lambda row: row.get_kind_display(), 20, within="name"),
    ListColumn("name", "Số liệu", lambda row: row.name, 40),
    ListColumn("value", "Giá trị (trang A4 quy đổi)", pages, 18, order=size),
    ListColumn("dong", "Giá trị (đồng)", dong, 22, within="value"),
    ListColumn("sentences", "Điểm bất thường, lý do", lambda row: "\n".join(row.sentences), 70),
    ListColumn("reason", "Lý do", lambda row: row.reason, 50, within="sentences"),
    ListColumn(
        "entered", "Người nhập", lambda row: str(row.entered_by), 26, order=lambda row: (row.entered_at, row.pk)
    ),
    ListColumn("entered_at", "Nhập lúc", lambda row: format_datetime(row.entered_at), 22, within="entered"),
    ListColumn(
        "state", "Trạng thái", lambda row: row.get_state_display(), 18, order=lambda row: STATES.index(row.state)
    ),
    ListColumn("decided_by", "Người xác nhận, trả lại", lambda row: str(row.decided_by or ""), 26, within="state"),
    ListColumn(
        "decided_at",
        "Thời điểm",
        lambda row: format_datetime(row.decided_at) if row.decided_at else "",
        22,
        within="state",
    ),
    ListColumn("answer", "Ý kiến", lambda row: row.answer, 40, within="state"),
)
LIST = PortalList("unusual_list", "Số liệu cần xác nhận", "So-lieu-can-xac-nhan", COLUMNS)


def sums_below(rows: Sequence[UnusualValue]) -> dict[str, Cell]:
    """Of the workbook's last line: trang A4 quy đổi of reviews and reports, đồng of estimates."""
    sums = sums_of(rows)
    return {"value": sums["pages"], "dong": sums["dong"]}
