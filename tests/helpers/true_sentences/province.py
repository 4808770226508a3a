"""Sentences on the whole province and on each group: done, late, forecast, urged."""

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import format_percent
from plans.models import ArchivalFile, Milestone, Plan
from reports.board.overview import tile_name
from reports.todo.beginning import beginning
from tests.helpers.truth import WEEK, Truth

from .common import counted, ended, read_day

PRICE_DONG = 4896
NAMES = {"Cấp huyện": "districts", "Sở, ban, ngành": "departments"}
MEMBERS = {"districts": "huyện", "departments": "sở, ban, ngành"}


def done(seen, _):
    pages, planned = seen.truth.reported(seen.codes), seen.truth.planned(seen.codes)
    return f"Đã số hóa {n(pages)} trong {n(planned)} trang ({format_percent(pages, planned)})"


def demand(seen, found):
    truth, name = seen.truth, found[1]
    codes = truth.group(NAMES[name]) if name in NAMES else seen.codes
    if not truth.days_left(codes):
        return f"{name} đã hết hạn ngày {d(truth.deadline(codes))}, còn thiếu {n(truth.left(codes))} trang"
    reported = any(code in truth.reports for code in codes)
    period = "" if not reported or truth.is_fresh(codes) else f" (kỳ đến {d(last_end(truth, codes))})"
    pace = f"; theo báo cáo mới nhất{period} đạt {n(int(truth.pace(codes) + 1 / 2))}" if reported else ""
    needed = n(truth.needed(codes))
    return f"{name} còn {n(truth.days_left(codes))} ngày, phải đạt {needed} trang mỗi ngày{pace}"


def last_end(truth, codes):
    return max(end for code in codes for end in truth.reports.get(code, ()))


def late(seen, found):
    """Both sentences on who is late: of groups whose last day is to come, and of those whose last day has passed."""
    truth, coming, parts = seen.truth, found[0].startswith("Với"), []
    for group, name in MEMBERS.items():
        units = [unit for unit in truth.units if truth.agencies[unit[0]].group == group]
        count = truth.count(truth.is_late, units)
        if count and bool(truth.days_left(units[0])) == coming:
            parts.append(f"{count} trong {sum(bool(truth.planned(unit)) for unit in units)} {name}")
    words = " và ".join(parts)
    return f"Với tốc độ này, {words} sẽ trễ hạn" if coming else f"{words} đã quá hạn mà chưa xong"


def forecast(seen, _):
    return f"Với tốc độ này{by_period(seen)}, dự kiến xong ngày {d(seen.truth.ends_on(seen.codes))}"


def by_period(seen):
    """The period of the latest report, where it is an old one."""
    return "" if seen.truth.is_fresh(seen.codes) else f" (kỳ đến {d(last_end(seen.truth, seen.codes))})"


def too_slow(seen, _):
    last = seen.truth.agencies[seen.codes[0]].active_to
    assert seen.truth.ends_on(seen.codes) > last
    return f"Với tốc độ này{by_period(seen)}, không kịp xong trước khi kết thúc hoạt động ngày {d(last)}"


def forecast_line(seen, _):
    """The legend of the curve: how many units it takes from old reports, and how many it cannot forecast."""
    truth = seen.truth
    units = [unit for unit in truth.units if set(unit) <= set(seen.codes)] or [seen.codes]
    open_ones = [unit for unit in units if truth.left(unit)]
    known = [unit for unit in open_ones if truth.ends_on(unit)]
    old, lacking = sum(not truth.is_fresh(unit) for unit in known), len(open_ones) - len(known)
    said = [f"{n(old)} đơn vị theo báo cáo cũ"] if old else []
    said += [f"{n(lacking)} đơn vị chưa có dự báo, giữ nguyên số đã báo cáo"] if lacking else []
    return f"Dự báo theo tốc độ gần đây ({'; '.join(said)})"


def unknown(seen, _):
    return f"{n(seen.truth.count(seen.truth.is_unknown))} đơn vị chưa rõ có kịp hạn hay không"


def silent(seen, _):
    since, count = seen.truth.ends[-2:][0], seen.truth.count(seen.truth.is_silent)
    return f"{n(count)} đơn vị chưa gửi số liệu từ kỳ đến ngày {d(since)}"


def silent_heirs(seen, _):
    return f"{n(len(seen.truth.silent_heirs))} đơn vị kế thừa chưa gửi số liệu của phần việc đã tiếp nhận"


def notice(seen, _):
    """What the head of the page says of a person's own agency that has ended."""
    own = seen.truth.agencies.get(seen.user.agency.code) or seen.truth.agencies["20335"]
    goes_on = f"việc còn lại do {own.successor} tiếp tục" if own.successor else "chưa ghi đơn vị kế thừa"
    return f"{own} đã kết thúc hoạt động ngày {d(own.active_to)}; {goes_on}"


def takes_over(seen, found):
    """Names of the agencies whose work the person's own takes over, and from when."""
    own = seen.user.agency
    names = [one.name for one in seen.truth.agencies.values() if one.successor_id == own.pk]
    assert sorted(found[1].split("; ")) == sorted(names) and own.active_from > seen.day
    return f"Từ ngày {d(own.active_from)}, {own} tiếp nhận việc của: {found[1]}"


def next_date(seen, found):
    """The first of the plan's dates that is still to be kept, by the person's group of agencies or by anybody."""
    own = ["", seen.user.agency.group] if not seen.user.oversees else ["", "departments", "districts"]
    dates = [one for one in Milestone.objects.filter(group__in=own) if one.last_day_on_time >= seen.day]
    assert read_day(found[1]) == min(one.printed_date for one in dates)
    return found[0]


def gaps(truth):
    rows = [
        truth.reported([code], "checked_pages") - truth.reported([code], "integrated_pages") for code in truth.agencies
    ]
    return [gap for gap in rows if gap > 0]


def board_sum(seen, _):
    truth, codes = seen.truth, seen.truth.everybody
    files, pages = truth.planned(codes, "file_count"), truth.planned(codes)
    return f"{len(truth.units)} đơn vị · Tổng {n(files)} hồ sơ, {n(pages)} trang, {n(pages * PRICE_DONG)} đồng"


def more_answers(seen, _):
    """Of the catalogues in which answers wait, those beyond the five that home shows one by one."""
    waiting = ArchivalFile.objects.filter(decision="answered", catalogue__state__in=("submitted", "received"))
    return f"và {n(waiting.values('catalogue').distinct().count() - 5)} Mục lục khác có câu trả lời"


def begins(seen, _):
    starts_on = Plan.current().starts_on
    assert seen.day < starts_on
    return f"Kế hoạch bắt đầu ngày {d(starts_on)}; báo cáo lập được từ ngày đó"


def behind(seen, _):
    truth = seen.truth
    return f"Xem cả {n(sum(map(truth.count, (truth.is_late, truth.is_at_risk, truth.is_unknown))))} đơn vị"


def tile(seen, found):
    """A tile of the map: the unit with its communes, its share and its schedule."""
    truth = seen.truth
    names = {
        tile_name(truth.agencies[unit[0]].short_name or truth.agencies[unit[0]].name): unit for unit in truth.units
    }
    unit = names[found[1]]
    asked = {"Chậm": truth.is_late, "Dưới mức kế hoạch": truth.is_at_risk, "Chưa rõ": truth.is_unknown}
    assert all(is_so(unit) == (word == found[3]) for word, is_so in asked.items()), found[0]
    return f"{found[1]} {format_percent(truth.reported(unit), truth.planned(unit))}, {found[3]}"


def since_a_week(seen, _):
    before = seen.day - WEEK
    grown = seen.truth.reported(seen.truth.everybody) - Truth(before).reported(seen.truth.everybody)
    return f"So với số liệu đã nhận đến ngày {d(before)}: {'+' if grown > 0 else ''}{n(grown)} trang đã số hóa"


def others(seen, found):
    """Those who are not named at once are named where it is opened."""
    opened = [details for details in seen.tree.iter("details") if details.find("summary").text_content() == found[0]]
    assert opened
    return {f"và {n(details.find('summary').tail.count(';') + 1)} đơn vị khác" for details in opened}


def without_heir(seen, found):
    return f"{found[1]} ({sum(map(seen.truth.lacks_heir, seen.truth.everybody))}){found[3]}"


def urged(asked):
    return lambda seen: seen.truth.count(getattr(seen.truth, asked), at_work=True)


def control(seen, _):
    return "Khớp cả 9 số kiểm soát của Kế hoạch, đến từng hồ sơ, trang và đồng"


def archive_gap(seen, _):
    return f"{n(sum(gaps(seen.truth)))} trang đã kiểm tra đạt chưa lên Kho"


def archive_sum(seen, _):
    return f"{len(gaps(seen.truth))} đơn vị · Tổng {n(sum(gaps(seen.truth)))} trang"


def nothing_reported(seen, _):
    assert not any(code in seen.truth.reports for code in seen.codes)
    return f"Chưa có báo cáo về số trang đã số hóa trong {n(seen.truth.planned(seen.codes))} trang của Kế hoạch"


def start_list(seen, _):
    left = [step for step in beginning(Plan.current()) if not step.is_done and not step.is_optional]
    return f"Bắt đầu: việc còn thiếu ({len(left)}) còn thiếu"


UNITS = "(Cấp huyện|Sở, ban, ngành|Đơn vị)"
URGED_SILENT = "Đôn đốc đơn vị chưa gửi số liệu hai kỳ gần nhất"
URGED_LATE = "Đôn đốc đơn vị chậm số hóa"
URGED_HEIRS = "Đôn đốc đơn vị kế thừa chưa gửi số liệu của phần việc đã tiếp nhận"
URGED_LATE_HEIRS = "Đôn đốc đơn vị kế thừa phần việc đã quá hạn"
NO_HEIR = "(?:Đề nghị quản trị hệ thống ghi|Ghi) đơn vị kế thừa của đơn vị đã kết thúc"
ARCHIVE = "Tích hợp lên Kho lưu trữ dùng chung"
PROVINCE = [
    (r"Xem cả [\d.]+ đơn vị", behind),
    (r"(.+) ([\d,]+%), (Chậm|Dưới mức kế hoạch|Chưa rõ|Đúng tiến độ|Đã xong)", tile),
    (r"Bắt đầu: việc còn thiếu .*", start_list),
    (r"Đã số hóa [\d.]+ trong [\d.]+ trang .*", done),
    (r"Chưa có báo cáo về số trang .*", nothing_reported),
    (r"và \d+ Mục lục khác có câu trả lời", more_answers),
    (r"Kế hoạch bắt đầu ngày [\d/]+; báo cáo lập được từ ngày đó", begins),
    (rf"{UNITS} còn \d+ ngày, phải đạt .*", demand),
    (rf"{UNITS} đã hết hạn ngày .*", demand),
    (r"Với tốc độ này, .* sẽ trễ hạn", late),
    (r"\d+ trong .* đã quá hạn mà chưa xong", late),
    (r"Với tốc độ này( \(kỳ .*\))?, dự kiến xong ngày .*", forecast),
    (r"Với tốc độ này( \(kỳ .*\))?, không kịp xong .*", too_slow),
    (r"Dự báo theo tốc độ gần đây \(.*\)", forecast_line),
    (r"\d+ đơn vị chưa rõ .*", unknown),
    (r"\d+ đơn vị chưa gửi số liệu từ kỳ .*", silent),
    (r"\d+ đơn vị kế thừa chưa gửi số liệu .*", silent_heirs),
    (r"Đơn vị đã kết thúc hoạt động ngày .*", ended),
    (r"UBND .* đã kết thúc hoạt động ngày .*", notice),
    (r"Từ ngày [\d/]+, .* tiếp nhận việc của: (.*)", takes_over),
    (r"Mốc tiếp theo của Kế hoạch: .*, trước ([\d/]+)", next_date),
    (r"\d+ đơn vị · Tổng .* đồng", board_sum),
    (r"So với số liệu đã nhận đến ngày .*", since_a_week),
    (r"Khớp cả .*", control),
    (rf"{URGED_SILENT} \(\d+\)(.*)", counted(URGED_SILENT, urged("is_silent"))),
    (rf"{URGED_LATE} \(\d+\)(.*)", counted(URGED_LATE, urged("is_late"))),
    (rf"{URGED_HEIRS} \(\d+\)(.*)", counted(URGED_HEIRS, lambda seen: len(seen.truth.silent_heirs))),
    (rf"{URGED_LATE_HEIRS} \(\d+\)(.*)", counted(URGED_LATE_HEIRS, lambda seen: len(seen.truth.late_heirs))),
    (r"và \d+ đơn vị khác", others),
    (rf"({NO_HEIR}) \((\d+)\)(.*)", without_heir),
    (rf"{ARCHIVE} \(\d+\)(.*)", counted(ARCHIVE, lambda seen: len(gaps(seen.truth)))),
    (r"[\d.]+ trang đã kiểm tra đạt chưa lên Kho", archive_gap),
    (r"\d+ đơn vị · Tổng [\d.]+ trang", archive_sum),
]
