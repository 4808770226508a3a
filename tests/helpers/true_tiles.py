"""What the tiles of the dashboard and of an agency's page must say: texts that have to be in them."""

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_billion, format_percent
from agencies.formats.numbers import format_int as n
from budgets.models import Estimate
from plans.models import ArchivalFile, Catalogue
from tests.helpers.truth import Truth, a4_pages_of_all

PRICE_DONG = 4896
FOR_GOOD = ("duplicate", "superfluous", "worthless")


def volume(seen):
    codes = seen.truth.everybody
    return [f"{n(seen.truth.planned(codes))} trang", f"{n(seen.truth.planned(codes, 'file_count'))} hồ sơ"]


def cost(seen):
    estimates = Estimate.objects.filter(submitted_at__date__lte=seen.day).exclude(state="draft")
    nobody = [] if estimates.exists() else ["Chưa có dự toán nào được đề nghị"]
    return nobody + [f"{format_billion(seen.truth.planned(seen.truth.everybody) * PRICE_DONG)} đồng"]


def queue(seen):
    pages = seen.truth.waiting
    return [n(len(pages)), f"{n(sum(pages.values()))} trang A4 quy đổi"]


def saved(seen):
    """Files left out of appraised catalogues: for good by reason, which saves money, and what is only put off."""
    gone = ArchivalFile.objects.filter(decision="left_out", catalogue__state__in=Catalogue.SETTLED)
    files = {reason: gone.filter(left_out_reason=reason).count() for reason in (*FOR_GOOD, "unarranged")}
    pages = a4_pages_of_all(gone.filter(left_out_reason__in=FOR_GOOD))
    count = n(sum(files[reason] for reason in FOR_GOOD))
    words = f"Trùng {n(files['duplicate'])}, thừa {n(files['superfluous'])}, hết giá trị {n(files['worthless'])} hồ sơ"
    later = f"; chưa kể {n(put_off)} hồ sơ chưa chỉnh lý để lại số hóa sau" if (put_off := files["unarranged"]) else ""
    return [f"{format_billion(pages * PRICE_DONG)} đồng", f"{count} hồ sơ · {n(pages)} trang A4 quy đổi", words + later]


def behind(seen):
    """The three states add up to the figure; who is silent is counted beside them."""
    truth = seen.truth
    counts = [truth.count(asked) for asked in (truth.is_late, truth.is_at_risk, truth.is_unknown)]
    week_ago = Truth(truth.day.fromordinal(truth.day.toordinal() - 7))
    before = sum(week_ago.count(asked) for asked in (week_ago.is_late, week_ago.is_at_risk, week_ago.is_unknown))
    since = f"; một tuần trước có {before} đơn vị" if "so_sanh" in seen.path else ""
    heirs = f"; {len(truth.silent_heirs)} đơn vị kế thừa chưa báo cáo" if truth.silent_heirs else ""
    return [
        f"{sum(counts)} trong {sum(bool(truth.planned(unit)) for unit in truth.units)}",
        f"{counts[0]} chậm · {counts[1]} dưới mức kế hoạch · {counts[2]} chưa rõ",
        f"{truth.count(truth.is_silent)} đơn vị chưa báo cáo{heirs}{since}",
    ]


def target(seen):
    return [f"{n(seen.truth.planned(seen.codes))} trang"]


def scanned(seen):
    pages, last = seen.truth.reported(seen.codes), last_report(seen)
    if not last:
        return ["–", "Chưa gửi báo cáo tiến độ"]
    period = f"Báo cáo mới nhất: kỳ đến {d(last)}"
    return [format_percent(pages, seen.truth.planned(seen.codes)), f"{n(pages)} trang", period]


def last_report(seen):
    return max((end for code in seen.codes for end in seen.truth.reports.get(code, ())), default=None)


def needed(seen):
    truth, days = seen.truth, seen.truth.days_left(seen.codes)
    at_work = [code for code in seen.codes if truth.planned([code]) or truth.reports.get(code)]
    if truth.has_gone(seen.codes) and not any(map(truth.heir, at_work)):
        return ["–", present_pace(seen)]
    return [f"{n(seen.truth.needed(seen.codes))} trang" if days else "hết hạn", present_pace(seen)]


def present_pace(seen):
    """The pace of late, until when it was measured, or why there is none."""
    if seen.truth.has_gone(seen.codes):
        return "đã kết thúc hoạt động, không tính tốc độ"
    if not last_report(seen):
        return "chưa có báo cáo để tính tốc độ"
    pace = f"đạt {n(int(seen.truth.pace(seen.codes) + 1 / 2))} trang mỗi ngày"
    return f"đang {pace}" if seen.truth.is_fresh(seen.codes) else f"{pace} đến kỳ {d(last_report(seen))}"


def forecast(seen):
    truth, last = seen.truth, seen.truth.agencies[seen.codes[0]].active_to
    day = truth.ends_on(seen.codes)
    if day is None:
        return ["chưa rõ" if truth.left(seen.codes) and not truth.has_gone(seen.codes) else "–"]
    period = "" if truth.is_fresh(seen.codes) else f" theo kỳ đến {d(last_report(seen))}"
    return [(f"sau {d(last)}" if last and day > last else d(day)) + period]


TILES = {
    "Khối lượng kế hoạch": volume,
    "Kinh phí dự kiến": cost,
    "Mục lục chờ thẩm định": queue,
    "Tiết kiệm do loại trùng, thừa, hết giá trị": saved,
    "Đơn vị chậm, dưới mức kế hoạch hoặc chưa rõ": behind,
    "Chỉ tiêu của Kế hoạch": target,
    "Đã số hóa": scanned,
    "Cần đạt mỗi ngày": needed,
    "Xong với tốc độ gần đây": forecast,
}
