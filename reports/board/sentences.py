"""The one sentence that says what matters, computed from the figures."""

from collections.abc import Iterable
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, format_percent
from agencies.models import NO_HEIR, Agency

from ..figures import AgencyFigures, Figures, ProvinceFigures

NAMES: dict[str, str] = {Agency.Group.DISTRICTS: "Cấp huyện", Agency.Group.DEPARTMENTS: "Sở, ban, ngành"}
MEMBERS: dict[str, str] = {Agency.Group.DISTRICTS: "huyện", Agency.Group.DEPARTMENTS: "sở, ban, ngành"}


def province_lead(figures: ProvinceFigures) -> SafeString:
    """Done of planned, what each group must reach a day, and how many will be late."""
    total = figures.total
    if not total.planned_pages:
        return mark_safe("Chưa có chỉ tiêu của cơ quan nào: nạp Phụ lục I và Phụ lục II để bắt đầu theo dõi.")
    groups = sorted(figures.groups.items(), key=lambda item: (item[1].deadline or date.max, item[0]))
    parts = [done(total), *(demand(NAMES[key], sums) for key, sums in groups if sums.planned_pages), outlook(figures)]
    return join(parts)


def agency_lead(row: AgencyFigures) -> SafeString:
    """The same for one agency."""
    if not row.planned_pages:
        return join([without_target(row), reported(row)])
    return join([done(row), demand("Đơn vị", row), finish(row)])


def without_target(row: AgencyFigures) -> str:
    """Why the agency has no figures of the plan."""
    if row.kind == Agency.Kind.COMMUNE:
        return "Khối lượng của xã, phường, thị trấn nằm trong chỉ tiêu của huyện."
    return "Cơ quan chưa có chỉ tiêu trong Phụ lục của Kế hoạch."


def join(parts: Iterable[str]) -> SafeString:
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def done(row: Figures) -> SafeString:
    """Scanned of planned pages; nobody's report is no nought."""
    if not row.last_period_end:
        text = "Chưa có báo cáo về số trang đã số hóa trong {} trang của Kế hoạch."
        if row.handed_in_until:
            text = "Báo cáo về số trang đã số hóa trong {} trang của Kế hoạch cần xác nhận."
        return format_html(text, format_int(row.planned_pages))
    if not row.scanned_pages:
        return format_html("Chưa số hóa trang nào trong {} trang của Kế hoạch.", format_int(row.planned_pages))
    return format_html(
        "Đã số hóa <strong>{}</strong> trong {} trang (<strong>{}</strong>).",
        format_int(row.scanned_pages),
        format_int(row.planned_pages),
        format_percent(row.scanned_pages, row.planned_pages),
    )


def reported(row: Figures) -> str:
    """What an agency without a target has scanned."""
    if not row.last_period_end:
        return ""
    return format_html("Đã báo cáo số hóa <strong>{}</strong> trang.", format_int(row.scanned_pages))


def demand(name: str, row: Figures) -> SafeString:
    """Days left and the pages a day they demand, beside the pages a day of late; of who has ended what is left."""
    if not row.remaining_pages:
        return format_html('{} <strong class="ok">đã hoàn thành</strong>.', name)
    if row.deadline is None:
        return format_html("{} chưa có thời hạn, còn {} trang.", name, format_int(row.remaining_pages))
    days_left = row.days_left or 0
    if not days_left:
        return format_html(
            '{} <strong class="bad">đã hết hạn ngày {}</strong>, còn thiếu <strong>{}</strong> trang.',
            name,
            format_date(row.deadline),
            format_int(row.remaining_pages),
        )
    if row.has_ended:
        text = "{} còn thiếu <strong>{}</strong> trang, thời hạn đến hết ngày {}."
        return format_html(text, name, format_int(row.remaining_pages), format_date(row.deadline))
    needed = row.needed_per_day or 0
    tone = "bad" if row.pace_per_day < needed else "ok"
    lately = f"; theo báo cáo mới nhất{until(row)} đạt {format_int(row.pace_per_day)}" if row.last_period_end else ""
    return format_html(
        '{} còn <strong>{} ngày</strong>, phải đạt <strong class="{}">{} trang mỗi ngày</strong>{}.',
        name,
        format_int(days_left),
        tone if lately else "",
        format_int(needed),
        lately,
    )


def until(row: Figures) -> str:
    """The period of the latest report, where it is so old that its pace may no longer hold."""
    return f" (kỳ đến {format_date(row.last_period_end)})" if row.last_period_end and not row.is_fresh else ""


def outlook(figures: ProvinceFigures) -> SafeString:
    """How many members of each group are or will be late, of how many nothing is known, and who says nothing."""
    coming = join_words(counted(figures, group) for group in MEMBERS if figures.groups[group].days_left)
    passed = join_words(counted(figures, group) for group in MEMBERS if not figures.groups[group].days_left)
    sentences = [
        format_html("Với tốc độ này, {} sẽ trễ hạn.", coming) if coming else "",
        format_html("{} đã quá hạn mà chưa xong.", passed) if passed else "",
        unknown(figures),
        silent(figures),
        silent_heirs(figures),
    ]
    return join(sentences)


def counted(figures: ProvinceFigures, group: str) -> str:
    """ "12 trong 17 huyện" that are late, of those with a target."""
    rows = [row for row in figures.rolled_up_rows_of(group) if row.planned_pages]
    count = sum(row.schedule == "late" for row in rows)
    if not count:
        return ""
    return format_html('<strong class="bad">{} trong {}</strong> {}', count, len(rows), MEMBERS[group])


def unknown(figures: ProvinceFigures) -> str:
    """How many have no forecast: they are counted apart from those that are late."""
    count = sum(row.schedule == "unknown" for row in figures.rolled_up)
    return format_html("{} đơn vị chưa rõ có kịp hạn hay không.", format_int(count)) if count else ""


def silent(figures: ProvinceFigures) -> str:
    """How many have sent nothing for the last two periods that ended, late or not."""
    rows = [row for row in figures.rolled_up if row.is_silent]
    if not rows:
        return ""
    since = format_date(max(row.silent_since for row in rows))
    text = '<strong class="bad">{} đơn vị</strong> chưa gửi số liệu từ kỳ đến ngày {}.'
    return format_html(text, format_int(len(rows)), since)


def silent_heirs(figures: ProvinceFigures) -> str:
    """How many successors owe reports for the agencies whose work they took over."""
    count = len(figures.total.silent_heirs)
    text = '<strong class="bad">{} đơn vị kế thừa</strong> chưa gửi số liệu của phần việc đã tiếp nhận.'
    return format_html(text, format_int(count)) if count else ""


def join_words(parts: Iterable[str]) -> SafeString:
    return format_html_join(" và ", "{}", ((part,) for part in parts if part))


def finish(row: AgencyFigures) -> str:
    """The day the work ends at this pace, or who goes on with what is left after the agency's end."""
    if row.ends_on and row.has_ended and row.remaining_pages:
        return ended(row, row.ends_on)
    if row.forecast_done_on and row.remaining_pages:
        text = "Với tốc độ này{}, dự kiến xong ngày <strong>{}</strong>."
        return format_html(text, until(row), format_date(row.forecast_done_on))
    if row.ends_on and row.ends_at_this_pace_on:
        text = "Với tốc độ này{}, không kịp xong trước khi kết thúc hoạt động ngày {}."
        return format_html(text, until(row), format_date(row.ends_on))
    return ""


def ended(row: AgencyFigures, last_day: date) -> str:
    """When the agency ended, and who goes on with its work."""
    return format_html("Đơn vị đã kết thúc hoạt động ngày {}; {}.", format_date(last_day), who_goes_on(row))


def who_goes_on(row: AgencyFigures) -> str:
    """Who carries on after the end: the successors, and where there is none for a part or the whole, that."""
    if not row.heirs:
        return NO_HEIR
    carried_on = f"việc còn lại do {'; '.join(row.heirs)} tiếp tục"
    return f"{carried_on}; phần của riêng cấp huyện {NO_HEIR}" if row.lacks_heir else carried_on
