"""What an agency's page says of its forecast: the futures drawn once more, from the reports alone."""

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_int as n
from plans.forecast.futures import Work, forecast_of
from plans.forecast.paces import Point
from tests.helpers.truth import FIRST_DAY


def work(seen):
    """What was reported of the page's agencies together, a silent one as it last was."""
    truth, codes = seen.truth, seen.codes
    ends = sorted({end for code in codes for end in truth.reports.get(code, ())})
    points = tuple(Point(end, sum(pages_at(truth, code, end) for code in codes)) for end in ends)
    day, fresh = truth.deadline(codes), truth.is_fresh(codes)
    return Work(codes[0], seen.day, FIRST_DAY, truth.planned(codes), points, day, fresh)


def pages_at(truth, code, end):
    known = [report for day, report in sorted(truth.reports.get(code, {}).items()) if day <= end]
    return known[-1].scanned_pages if known else 0


def span(forecast):
    if not forecast.latest:
        return f"từ {d(forecast.earliest)}, chưa thấy ngày xong"
    return f"từ {d(forecast.earliest)} đến {d(forecast.latest)}"


def done(forecast):
    return f"dự báo xong khoảng ngày {d(forecast.done_on)}" if forecast.done_on else "chưa thấy ngày xong"


def likely(seen, _):
    forecast = forecast_of(work(seen))
    return f"Khả năng trễ hạn {forecast.late_percent}%: {done(forecast)} (80%: {span(forecast)})"


def overdue(seen, _):
    days = (seen.day - seen.truth.deadline(seen.codes)).days
    return f"Đã quá hạn {n(days)} ngày, còn {n(seen.truth.left(seen.codes))} trang"


def few_periods(seen, _):
    return f"Chưa đủ số liệu để dự báo: mới có {len(work(seen).points)} kỳ báo cáo, cần ít nhất 2 kỳ"


def idle_periods(seen, _):
    assert not any(point.pages for point in work(seen).points)
    return f"Chưa đủ số liệu để dự báo: {len(work(seen).points)} kỳ báo cáo đều chưa có trang nào"


def needed(seen, found):
    pace = f", đang đạt {n(int(seen.truth.pace(seen.codes) + 1 / 2))}" if found[1] else ""
    return f"Cần {n(seen.truth.needed(seen.codes))} trang mỗi ngày{pace}"


def tried(seen, found):
    more = int(found[1].replace(".", ""))
    forecast = forecast_of(work(seen), more)
    day = f"Nếu thêm {n(more)} trang mỗi ngày thì {done(forecast)}"
    return f"{day} (80%: {span(forecast)}), khả năng trễ hạn {forecast.late_percent}%"


def enough(seen, found):
    """With so many pages more the chance is low, and with thirty less it is not."""
    more = int(found[1].replace(".", ""))
    assert forecast_of(work(seen), more).late_percent < 20 <= forecast_of(work(seen), max(0, more - 30)).late_percent
    return found[0]


def days_apart(seen, found):
    """The days at one place or another are days of the plan, and those of none make up the rest."""
    assert int(found["own"]) <= (seen.day - FIRST_DAY).days + 1
    return found[0]


def as_recorded(seen, found):
    return found[0]


def until_now(seen, found):
    """The state of the day, and on what it is measured: no word of a forecast."""
    truth, codes = seen.truth, seen.codes
    kinds = {"chậm": truth.is_late, "dưới mức kế hoạch": truth.is_at_risk, "chưa rõ": truth.is_unknown}
    waits = truth.is_awaited(codes)
    assert all(is_so(codes) == (found[1] == word) for word, is_so in kinds.items()) and waits == ("kỳ báo" in found[0])
    return f"Đến ngày {d(seen.day)}: {found[1]}; {MEASURED[found[1]](seen)}"


def late(seen):
    truth, codes = seen.truth, seen.codes
    if seen.day > truth.deadline(codes):
        return f"đã quá hạn {d(truth.deadline(codes))}, còn {n(truth.left(codes))} trang"
    return f"{at_this_pace(seen)}, sau hạn {d(truth.deadline(codes))}"


def in_time(seen):
    truth, codes = seen.truth, seen.codes
    line = f"mức của Kế hoạch là {n(sum(map(truth.line_of, codes)))} trang"
    reported = f"kỳ đến {d(last_end(seen))} đã số hóa {n(truth.reported(codes))} trang, {line}"
    return f"{reported}; {at_this_pace(seen)}, trong hạn {d(truth.deadline(codes))}"


def at_this_pace(seen):
    told = "" if seen.truth.is_fresh(seen.codes) else f" (kỳ đến {d(last_end(seen))})"
    return f"giữ tốc độ gần đây{told} thì xong ngày {d(seen.truth.ends_on(seen.codes))}"


def last_end(seen):
    return max(end for code in seen.codes for end in seen.truth.reports.get(code, ()))


def unknown(seen):
    if seen.truth.is_fresh(seen.codes):
        return "28 ngày đến báo cáo gần nhất không số hóa thêm trang nào"
    return "không có báo cáo của hai kỳ gần nhất để tính tốc độ"


MEASURED = {
    "chậm": late,
    "dưới mức kế hoạch": in_time,
    "đúng tiến độ": in_time,
    "chưa rõ": unknown,
    "chưa đến kỳ báo cáo": lambda seen: "kỳ báo cáo đầu tiên chưa kết thúc",
}
FORECASTS = [
    (rf"Đến ngày [\d/]+: ({'|'.join(MEASURED)}); .*", until_now),
    (
        r"(Tình trạng đến nay tính theo số đã báo cáo|Dự báo khác với tình trạng đến nay) .*28 ngày gần đây.*",
        as_recorded,
    ),
    (r"Khả năng trễ hạn \d+%: .*", likely),
    (r"Đã quá hạn [\d.]+ ngày, còn [\d.]+ trang", overdue),
    (r"Chưa đủ số liệu để dự báo: mới có .*", few_periods),
    (r"Chưa đủ số liệu để dự báo: \d+ kỳ .*", idle_periods),
    (r"Cần [\d.]+ trang mỗi ngày(, đang đạt [\d.]+)?", needed),
    (r"Nếu thêm ([\d.]+) trang mỗi ngày thì .*", tried),
    (r"Thêm khoảng ([\d.]+) trang mỗi ngày thì khả năng trễ hạn dưới 20%", enough),
    (r"Từ đầu Kế hoạch: .*?(?P<own>\d+) ngày không có hồ sơ chờ ở nơi khác", days_apart),
    (r"Vướng: .*", as_recorded),
]
