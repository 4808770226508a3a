"""A forecast in words: what is likely, what it takes, what the agency waited for."""

from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from plans.forecast.futures import Forecast, together
from plans.forecast.paces import LEAST_PERIODS

from ..figures import ProvinceFigures
from .outlook import OVERDUE, UNKNOWN, Outlook

OPEN_END = "chưa thấy ngày xong"


def day_or_open(day: date | None) -> str:
    return format_date(day) if day else OPEN_END


def interval(forecast: Forecast) -> str:
    """ "từ 02/7/2025 đến 20/8/2025"; without an end where one of ten futures has none."""
    first, last = day_or_open(forecast.earliest), day_or_open(forecast.latest)
    return f"từ {first} đến {last}" if forecast.latest else f"từ {first}, {OPEN_END}"


def sentence(one: Outlook) -> str:
    """What is likely of the agency, and what it would take."""
    if one.level == OVERDUE:
        days = (one.work.as_of - one.work.deadline).days if one.work.deadline else 0
        return f"Đã quá hạn {format_int(days)} ngày, còn {format_int(one.row.remaining_pages)} trang.{extended(one)}"
    if one.forecast is None:
        return f"{why_unknown(one)} {pace(one)}".strip() + extended(one)
    return f"{likely(one.forecast)} {pace(one)}".strip() + extended(one)


def in_short(one: Outlook) -> str:
    """What a list says below the chance: without the chance and the days, which have places of their own there."""
    if one.level == OVERDUE or one.forecast is None:
        return sentence(one)
    return f"{pace(one)}{extended(one)}".strip()


def span(one: Outlook) -> str:
    """ "80%: từ 02/7/2025 đến 20/8/2025"; nothing without a forecast."""
    return f"80%: {interval(one.forecast)}" if one.forecast and one.level != OVERDUE else ""


def extended(one: Outlook) -> str:
    """By which day it is judged where that was granted, beside the plan's own."""
    row = one.row
    if not row.extended_deadline or not row.printed_deadline:
        return ""
    return (
        f" Tính theo ngày được gia hạn {format_date(row.extended_deadline)}; "
        f"Kế hoạch: trước {format_date(row.printed_deadline)}."
    )


def likely(forecast: Forecast) -> str:
    """ "Khả năng trễ hạn 63%: dự báo xong khoảng ngày 20/8/2025 (80%: từ … đến …)." """
    day = f"dự báo xong khoảng ngày {format_date(forecast.done_on)}" if forecast.done_on else OPEN_END
    return f"Khả năng trễ hạn {forecast.late_percent}%: {day} (80%: {interval(forecast)})."


def why_unknown(one: Outlook) -> str:
    """Why nothing is forecast."""
    if one.row.has_ended:
        return "Đã kết thúc hoạt động."
    known = len(one.work.points)
    if known < LEAST_PERIODS:
        return f"Chưa đủ số liệu để dự báo: mới có {known} kỳ báo cáo, cần ít nhất {LEAST_PERIODS} kỳ."
    return f"Chưa đủ số liệu để dự báo: {known} kỳ báo cáo đều chưa có trang nào."


def pace(one: Outlook) -> str:
    """What the days left ask for, beside what is done of late."""
    needed = one.row.needed_per_day
    if not needed:
        return ""
    done = f", đang đạt {format_int(one.row.pace_per_day)}" if one.row.paces else ""
    return f"Cần {format_int(needed)} trang mỗi ngày{done}."


def waited(one: Outlook) -> str:
    """Days lost at Sở Nội vụ, at Sở Tài chính and on the agency's own desk, counted apart."""
    parts = [
        f"{format_int(days)} ngày có {paper} chờ {where}"
        for days, paper, where in (
            (one.days_at_home_affairs, "Mục lục", "Sở Nội vụ"),
            (one.days_at_finance, "dự toán", "Sở Tài chính"),
        )
        if days
    ]
    own = f"{format_int(one.own_days)} ngày không có hồ sơ chờ ở nơi khác"
    return f"Từ đầu Kế hoạch: {', '.join([*parts, own])}."


def held_back(one: Outlook) -> str:
    """What holds the agency back; nothing where the records name nothing."""
    said = one.obstacles_said
    return f"Vướng: {said}." if said else ""


def what_if(forecast: Forecast | None, more_per_day: int) -> str:
    """ "Nếu thêm 500 trang mỗi ngày thì xong ngày …"."""
    if forecast is None:
        return ""
    day = f"dự báo xong khoảng ngày {format_date(forecast.done_on)}" if forecast.done_on else OPEN_END
    more = f"Nếu thêm {format_int(more_per_day)} trang mỗi ngày thì {day} (80%: {interval(forecast)})"
    return f"{more}, khả năng trễ hạn {forecast.late_percent}%."


def of_group(name: str, members: list[Outlook], figures: ProvinceFigures) -> str:
    """How many of a group are likely to be late, and when the last of them is done; nothing without members."""
    if not members:
        return ""
    known = [one.forecast for one in members if one.forecast]
    gone, untold = (sum(one.level == level for one in members) for level in (OVERDUE, UNKNOWN))
    joint = together(known, f"{name} {figures.as_of}")
    parts = [f"{format_int(gone)} đã quá hạn"] if gone else []
    if joint:
        few, many = joint.late_at(10), joint.late_at(90)
        span = format_int(few) if few == many else f"{format_int(few)} đến {format_int(many)}"
        parts.append(f"{span} trong {format_int(len(known))} đơn vị có dự báo sẽ trễ hạn (80%)")
        parts.append(f"đơn vị cuối cùng xong {interval(joint.last_days)}")
    parts += [f"{format_int(untold)} chưa đủ số liệu"] if untold else []
    return f"{name}: {'; '.join(parts)}."
