"""Sentences on a reporting period: who has sent what."""

from dataclasses import replace
from itertools import product

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import format_percent
from plans.models import DistrictCheck, ReportingRule, VolumeReview
from tests.helpers.truth import WEEK

from .common import planned


def reporters(seen, communes_only=False):
    """Who owes a report of the period that runs, and how many of them have sent it."""
    truth = seen.truth
    rows = [code for code in seen.codes if truth.owes(code)]
    if communes_only:
        rows = [code for code in rows if truth.agencies[code].kind == "commune"]
    ended = [truth.has_ended(code) and truth.agencies[code].active_to < seen.period for code in rows]
    asked = [code for code, gone in zip(rows, ended, strict=True) if truth.heir(code) or not gone]
    return len(asked), sum(seen.period in truth.reports.get(code, ()) for code in asked)


def period_lead(seen, _):
    """Of all that the person sees, whatever the filter leaves of the table."""
    seen = replace(seen, codes=seen.truth.everybody) if seen.user.oversees else seen
    asked, sent = reporters(seen)
    which = "đang mở" if seen.period >= seen.day else "này"
    return f"{sent} trong {asked} đơn vị đã gửi số liệu kỳ {which}; {scanned_by(seen)}"


def scanned_by(seen):
    """What the reports up to the period's end say, of what the plan asks for."""
    latest = {code: last_report(seen, code) for code in seen.codes}
    pages = [report.scanned_pages for report in latest.values() if report]
    if not pages:
        return "chưa đơn vị nào báo cáo số trang đã số hóa"
    return f"lũy kế {n(sum(pages))} trang, đạt {format_percent(sum(pages), seen.truth.planned(seen.codes))} Kế hoạch"


def last_report(seen, code):
    """The agency's report of the period, or the last one before it."""
    known = seen.truth.reports.get(code, {})
    ends = [end for end in known if end <= seen.period]
    return known[max(ends)] if ends else None


def period_aside(seen, _):
    asked, sent = reporters(seen)
    return f"{sent} trong {asked} đơn vị đã gửi"


def missing(seen, _):
    asked, sent = reporters(seen, communes_only=True)
    return f"{asked - sent} đơn vị chưa gửi số liệu kỳ đến {d(seen.period)}"


def own_period(words):
    """The last period that the own agency has to report on: the one that runs, or the one in which it ended."""

    def reckoning(seen, _):
        one, end = seen.user.agency, seen.truth.running
        while one.active_to and one.active_to < seen.day and not one.successor_id and end > one.active_to:
            end -= WEEK
        return words.format(d(end))

    return reckoning


def own_lead(seen, _):
    latest = seen.truth.latest(seen.own[0])
    if latest is None:
        return f"Đến {d(seen.truth.running)}: 0 trang đã số hóa, đạt 0,00% Kế hoạch"
    pages, share = latest.scanned_pages, format_percent(latest.scanned_pages, seen.truth.planned(seen.own))
    return f"Đến {d(latest.period_end)}: {n(pages)} trang đã số hóa, đạt {share} Kế hoạch"


def together(seen, _):
    """The way to the form of all agencies, of a period or of reviews, alone or beside the way to one of them."""
    said = f"Gửi chung {len(set(run_by(seen)))} cơ quan"
    versions = {VolumeReview.objects.filter(agency__code=code).count() for code in run_by(seen)}
    ways = {"Bắt đầu rà soát", "Tiếp tục bản nháp", *(f"Sửa và gửi lần {count + 1}" for count in versions)}
    return {said, *(f"{said} {way}" for way in {own_period("Gửi số liệu kỳ đến {}")(seen, _), *ways})}


def tools(seen, found):
    """Buttons at the head of the page of periods, each with its number where it has one."""
    buttons = {""} | together(seen, found) | {own_period("Gửi số liệu kỳ đến {}")(seen, found)}
    confirmed = {f"Xác nhận {to_confirm(seen)} số liệu của xã", ""}
    owed = {f"Gửi {n(late_periods(seen, code))} kỳ còn thiếu" for code in run_by(seen)} | {""}
    return {" ".join(filter(None, each)) for each in product(confirmed, owed, buttons)}


def to_confirm(seen):
    """Reports of the person's communes that the district was asked to confirm, and has not answered."""
    asked_from = ReportingRule.objects.get(district_confirms=True).valid_from
    answered = set(DistrictCheck.objects.values_list("report_id", flat=True))
    below = [code for code in seen.truth.family(seen.own[0]) if code != seen.own[0]]
    reports = [report for code in below for report in seen.truth.reports.get(code, {}).values()]
    return n(sum(report.period_end >= asked_from and report.pk not in answered for report in reports))


def late_periods(seen, code):
    """Periods that are over, on which the agency owes a report and sent none."""
    one, sent = seen.truth.agencies[code], seen.truth.reports.get(code, {})
    ends = [end for end in seen.truth.ends if end < seen.day and end not in sent]
    is_over = one.active_to is not None and one.active_to < seen.day
    return sum(not is_over or end > one.active_to for end in ends)


def confirmed_here(seen, _):
    return f"Xác nhận {to_confirm(seen)} số liệu tiến độ của xã chờ xác nhận"


def run_by(seen):
    """Codes of the person's own agency and of those it took over from."""
    return [*seen.own, *seen.taken_over]


def own_report(seen, _):
    return {f"Lũy kế đã gửi: {n(seen.truth.reported([code]))} trang đã số hóa" for code in run_by(seen)}


def standing(seen, _):
    return {standing_of(seen.truth, seen.truth.family(code)) for code in run_by(seen)}


def standing_of(truth, codes):
    pages, planned = truth.reported(codes), truth.planned(codes)
    share = f" trong {n(planned)} ({format_percent(pages, planned)})" if planned else ""
    return f"Đã số hóa {n(pages)} trang{share}"


def of_reports(seen, _):
    return seen.truth.texts_of_reports


def period_count(seen, _):
    assert not any(code in seen.truth.reports for code in seen.codes)
    has_begun = seen.period - WEEK < seen.day
    return f"{sum(map(seen.truth.owes, seen.codes)) if has_begun else 0} đơn vị"


def period_sum(seen, _):
    has_begun = seen.period - WEEK < seen.day
    codes = [code for code in seen.codes if seen.truth.owes(code) and has_begun]
    reports = [report for code in codes if (report := last_report(seen, code))]
    files, pages = (sum(getattr(report, f"scanned_{unit}") for report in reports) for unit in ("files", "pages"))
    return f"{len(codes)} đơn vị · Tổng {n(files)} hồ sơ, {n(pages)} trang"


def due_today(seen, found):
    return f"{found[1]} hạn hôm nay hạn {d(seen.day)}"


def of_the_period(words):
    return lambda seen, _: words.format(d(seen.period))


def period_asof(seen, _):
    return f"Số liệu của kỳ đến ngày {d(seen.period)}, đã nhận đến ngày {d(seen.day)}"


PERIODS = [
    (r"\d+ trong \d+ đơn vị đã gửi số liệu kỳ .*", period_lead),
    (r"\d+ trong \d+ đơn vị đã gửi", period_aside),
    (r"\d+ đơn vị chưa gửi số liệu kỳ đến .*", missing),
    (r"\d+ đơn vị · Tổng [\d.]+ hồ sơ, [\d.]+ trang", period_sum),
    (r"\d+ đơn vị", period_count),
    (r"Đến [\d/]+: .*", own_lead),
    (r"Kỳ đến [\d/]+ chưa gửi số liệu", own_period("Kỳ đến {} chưa gửi số liệu")),
    (r"(Xác nhận \d+ số liệu của xã|Gửi \d+ kỳ còn thiếu).*", tools),
    (r"Gửi chung \d+ cơ quan.*", together),
    (r"Gửi số liệu kỳ đến [\d/]+", own_period("Gửi số liệu kỳ đến {}")),
    (r"Xác nhận \d+ số liệu tiến độ của xã .*", confirmed_here),
    (r"Đơn vị trực thuộc, kỳ đến [\d/]+", of_the_period("Đơn vị trực thuộc, kỳ đến {}")),
    (r"Số liệu của kỳ đến ngày .*", period_asof),
    (r"Lũy kế đã gửi: .*", own_report),
    (r"Đã số hóa [\d.]+ trang trong .*", standing),
    (r"(Kế hoạch:|Kế hoạch giao) [\d.]+ hồ sơ, [\d.]+ trang", planned),
    (r"[\d.]+ trang đã số hóa, [\d.]+ đã lên Kho", of_reports),
    (r"(Gửi báo cáo tiến độ .*) hạn hôm nay hạn [\d/]+", due_today),
]
