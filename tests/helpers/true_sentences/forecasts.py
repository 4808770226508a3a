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


FORECASTS = [
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
