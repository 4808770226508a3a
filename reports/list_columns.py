"""Columns of the list of reports and of that of people who were invited: to sort by, and as workbooks."""

from agencies.formats.dates import format_date, format_datetime
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn

from .invited import Guest
from .models import Report

REPORTS = PortalList(
    "report_list",
    "Các báo cáo tổng hợp đã lập",
    "Danh-sach-Bao-cao",
    (
        ListColumn("until", "Số liệu đến", lambda row: row.until, 26, order=lambda row: (row.as_of, row.number)),
        ListColumn("number", "Lần lập", lambda row: row.number, 10),
        ListColumn("state", "Trạng thái", lambda row: row.get_state_display(), 18),
        ListColumn("requester", "Người yêu cầu", lambda row: str(row.requester), 28),
        ListColumn(
            "asked", "Yêu cầu lúc", lambda row: format_datetime(row.created_at), 22, order=lambda row: row.created_at
        ),
        ListColumn("files", "Tệp", lambda row: ", ".join(names_of_files(row)), 20),
    ),
    size=20,
)


def names_of_files(row: Report) -> list[str]:
    """Which files the report has, by their kinds."""
    kinds = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF"}
    return [kind for name, kind in kinds.items() if getattr(row, name)] if row.state == Report.State.DONE else []


def used_or_issued(row: Guest) -> str:
    """When the invitation was used, or else issued."""
    if row.invitation is None:
        return ""
    return format_datetime(row.invitation.used_at or row.invitation.issued_at)


GUESTS = PortalList(
    "invitation_list",
    "Giấy mời đăng nhập",
    "Danh-sach-Giay-moi",
    (
        ListColumn("name", "Người", lambda row: str(row.user), 30),
        ListColumn("username", "Tên đăng nhập", lambda row: row.user.username, 20, within="name"),
        ListColumn("agency", "Cơ quan", lambda row: str(row.user.agency or ""), 36),
        ListColumn("duty", "Nhiệm vụ", lambda row: row.user.get_duty_display(), 30),
        ListColumn("invitation", "Giấy mời", lambda row: row.word, 18),
        ListColumn("at", "Cấp, dùng lúc", used_or_issued, 22, within="invitation"),
        ListColumn(
            "last_day",
            "Đến hết ngày",
            lambda row: format_date(row.invitation.last_day) if row.invitation else "",
            order=lambda row: row.invitation.last_day if row.invitation else None,
        ),
        ListColumn(
            "login",
            "Đăng nhập gần nhất",
            lambda row: format_datetime(row.user.last_login) if row.user.last_login else "",
            22,
            order=lambda row: row.user.last_login,
        ),
    ),
)
