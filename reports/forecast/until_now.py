"""How a line stands on the day asked about, and on what that is measured: what the forecast beside it does not say.

The state compares what is reported until now with the plan's line and with the pace of the last 28 days; the forecast
draws from every reported period, its slow ones and its standstills too. So both may hold and differ.
"""

from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int

from ..figures import SCHEDULES, AgencyFigures
from ..figures.schedule import PACE_DAYS
from .outlook import LIKELY, OVERDUE, Outlook

IN_TIME = ("on_time", "at_risk")  # at the pace of late
APART = (
    "Dự báo khác với tình trạng đến nay vì tính mọi kỳ từ đầu Kế hoạch, cả lúc làm chậm và lúc ngừng, "
    f"không chỉ {PACE_DAYS} ngày gần đây."
)
BESIDE = (
    f"Tình trạng đến nay tính theo số đã báo cáo và tốc độ {PACE_DAYS} ngày gần đây; "
    "dự báo tính mọi kỳ từ đầu Kế hoạch, cả lúc làm chậm và lúc ngừng."
)


def until_now(row: AgencyFigures) -> str:
    """ "Đến ngày 20/6/2025: đúng tiến độ; …": the state with what it is measured on; nothing where nothing is asked."""
    measured = MEASURED.get(row.schedule)
    if measured is None or row.deadline is None:
        return ""
    return f"Đến ngày {format_date(row.as_of)}: {SCHEDULES[row.schedule].name.lower()}; {measured(row)}."


def why_apart(one: Outlook) -> str:
    """Why the forecast says something else than the state where it does, else what each of the two is about."""
    return APART if are_apart(one) else BESIDE


def are_apart(one: Outlook) -> bool:
    """In time at the pace of late and likely to be late, or the other way round."""
    chance = one.late_percent
    if chance is None or one.level == OVERDUE:
        return False
    return one.row.schedule in IN_TIME if chance >= LIKELY else one.row.schedule == "late"


def late(row: AgencyFigures) -> str:
    if row.deadline and row.as_of > row.deadline:
        return f"đã quá hạn {written(row.deadline)}, còn {format_int(row.remaining_pages)} trang"
    return f"{at_this_pace(row)}, sau hạn {written(row.deadline)}"


def in_time(row: AgencyFigures) -> str:
    reported = (
        f"kỳ đến {written(row.last_period_end)} đã số hóa {format_int(row.scanned_pages)} trang, "
        f"mức của Kế hoạch là {format_int(row.expected_by_report_pages)} trang"
    )
    return f"{reported}; {at_this_pace(row)}, trong hạn {written(row.deadline)}"


def at_this_pace(row: AgencyFigures) -> str:
    """The day on which the work ends if it goes on as of late, and by which report where that is an old one."""
    told = "" if row.is_fresh or not row.last_period_end else f" (kỳ đến {format_date(row.last_period_end)})"
    return f"giữ tốc độ gần đây{told} thì xong ngày {written(row.ends_at_this_pace_on)}"


def written(day: date | None) -> str:
    return format_date(day) if day else "chưa rõ"


def unknown(row: AgencyFigures) -> str:
    if row.has_ended:
        return "đơn vị đã kết thúc hoạt động"
    if row.is_fresh:
        return f"{PACE_DAYS} ngày đến báo cáo gần nhất không số hóa thêm trang nào"
    return "không có báo cáo của hai kỳ gần nhất để tính tốc độ"


def waiting(row: AgencyFigures) -> str:
    return "kỳ báo cáo đầu tiên chưa kết thúc"


MEASURED = {"late": late, "at_risk": in_time, "on_time": in_time, "unknown": unknown, "waiting": waiting}
