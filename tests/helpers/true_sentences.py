"""Every sentence with a number or a date that the pages may say, and how it must read: worked out from the rows alone.

A sentence that no line of SENTENCES knows fails the walk over the pages: add it here, with its reckoning.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_billion, format_dong, format_percent
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import pad_quantity as padded
from agencies.models import User
from budgets.models import Estimate, EstimateAppraisal
from plans.models import ArchivalFile, Catalogue, Milestone, Plan, VolumeReview
from tests.helpers.truth import WEEK, Truth, a4_pages

PRICE_DONG = 4896
NAMES = {"Cấp huyện": "districts", "Sở, ban, ngành": "departments"}
MEMBERS = {"districts": "huyện", "departments": "sở, ban, ngành"}


@dataclass
class Seen:
    """A page, who sees it, and the truth of its day; `codes` are the agencies it speaks of."""

    user: User
    path: str
    truth: Truth
    codes: list
    tree: object

    @property
    def day(self):
        return self.truth.day

    @property
    def own(self):
        return [self.user.agency.code]

    @property
    def period(self):
        """The end of the period that runs."""
        last = self.truth.ends[-1] if self.truth.ends else date(2025, 4, 18)
        return last if last == self.day else last + WEEK


def done(seen, _):
    pages, planned = seen.truth.reported(seen.codes), seen.truth.planned(seen.codes)
    return f"Đã số hóa {n(pages)} trong {n(planned)} trang ({format_percent(pages, planned)})"


def demand(seen, found):
    truth, name = seen.truth, found[1]
    codes = truth.group(NAMES[name]) if name in NAMES else seen.codes
    if not truth.days_left(codes):
        return f"{name} đã hết hạn ngày {d(truth.deadline(codes))}, còn thiếu {n(truth.left(codes))} trang"
    reported = any(code in truth.reports for code in codes)
    told = "" if not reported or truth.is_fresh(codes) else f" (kỳ đến {d(last_end(truth, codes))})"
    pace = f"; theo báo cáo mới nhất{told} đạt {n(int(truth.pace(codes) + 1 / 2))}" if reported else ""
    needed = n(truth.needed(codes))
    return f"{name} còn {padded(truth.days_left(codes))} ngày, phải đạt {needed} trang mỗi ngày{pace}"


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
    return f"Với tốc độ này, dự kiến xong ngày {d(seen.truth.ends_on(seen.codes))}"


def too_slow(seen, _):
    last = seen.truth.agencies[seen.codes[0]].active_to
    assert seen.truth.ends_on(seen.codes) > last
    return f"Với tốc độ này, không kịp xong trước khi kết thúc hoạt động ngày {d(last)}"


def unknown(seen, _):
    return f"{padded(seen.truth.count(seen.truth.is_unknown))} đơn vị chưa rõ có kịp hạn hay không"


def silent(seen, _):
    since, count = seen.truth.ends[-2:][0], seen.truth.count(seen.truth.is_silent)
    return f"{padded(count)} đơn vị chưa gửi số liệu từ kỳ đến ngày {d(since)}"


def silent_heirs(seen, _):
    return f"{padded(len(seen.truth.silent_heirs))} đơn vị kế thừa chưa gửi số liệu của phần việc đã tiếp nhận"


def ended(seen, _):
    truth = seen.truth
    holders = [code for code in seen.codes if truth.owes(code) and truth.heir(code)]
    names = list(dict.fromkeys(truth.heir(code).name for code in holders))
    last = d(truth.agencies[seen.codes[0]].active_to)
    own = "; phần của riêng cấp huyện chưa ghi đơn vị kế thừa" if truth.lacks_heir(seen.codes[0]) else ""
    goes_on = f"việc còn lại do {'; '.join(names)} tiếp tục{own}" if names else "chưa ghi đơn vị kế thừa"
    return f"Đơn vị đã kết thúc hoạt động ngày {last}; {goes_on}"


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
    truth, (asked, sent) = seen.truth, reporters(seen)
    if not any(code in truth.reports for code in seen.codes):
        return f"{sent} trong {asked} đơn vị đã gửi số liệu kỳ đang mở; chưa đơn vị nào báo cáo số trang đã số hóa"
    pages, planned = truth.reported(seen.codes), truth.planned(seen.codes)
    share = format_percent(pages, planned)
    return f"{sent} trong {asked} đơn vị đã gửi số liệu kỳ đang mở; lũy kế {n(pages)} trang, đạt {share} Kế hoạch"


def period_aside(seen, _):
    asked, sent = reporters(seen)
    return f"{sent} trong {asked} đơn vị đã gửi"


def missing(seen, _):
    asked, sent = reporters(seen, communes_only=True)
    return f"{asked - sent} đơn vị chưa gửi số liệu kỳ đến {d(seen.period)}"


def own_period(words):
    """The last period that the own agency has to report on: the one that runs, or the one in which it ended."""

    def reckoning(seen, _):
        one, end = seen.user.agency, seen.period
        while one.active_to and one.active_to < seen.day and not one.successor_id and end > one.active_to:
            end -= WEEK
        return words.format(d(end))

    return reckoning


def own_lead(seen, _):
    latest = seen.truth.latest(seen.own[0])
    if latest is None:
        return f"Đến {d(seen.period)}: 0 trang đã số hóa, đạt 0,0% Kế hoạch"
    pages, share = latest.scanned_pages, format_percent(latest.scanned_pages, seen.truth.planned(seen.own))
    return f"Đến {d(latest.period_end)}: {n(pages)} trang đã số hóa, đạt {share} Kế hoạch"


def run_by(seen):
    """Codes of the person's own agency and of those it took over from."""
    return [code for code, one in seen.truth.agencies.items() if seen.user.agency_id in (one.pk, one.successor_id)]


def own_report(seen, _):
    return {f"Lũy kế đã gửi: {n(seen.truth.reported([code]))} trang đã số hóa" for code in run_by(seen)}


def standing(seen, _):
    return {standing_of(seen.truth, seen.truth.family(code)) for code in run_by(seen)}


def standing_of(truth, codes):
    pages, planned = truth.reported(codes), truth.planned(codes)
    share = f" trong {n(planned)} ({format_percent(pages, planned)})" if planned else ""
    return f"Đã số hóa {n(pages)} trang{share}"


def waiting(seen, _):
    pages = seen.truth.waiting
    count = padded(len(pages))
    return f"{count} Mục lục đang ở Sở Nội vụ chờ thẩm định, {n(sum(pages.values()))} trang A4 quy đổi"


def queue_sum(seen, _):
    pages = seen.truth.waiting
    return f"{len(pages)} Mục lục · Σ {n(sum(pages.values()))} trang"


def queue_task(seen, _):
    return f"{n(sum(seen.truth.waiting.values()))} trang A4 quy đổi"


def handed_in(seen):
    """Catalogues that the person sees: those that were handed in once, and all of the own agency."""
    rows = Catalogue.objects.all()
    return rows.filter(submitted_at__isnull=False) if seen.user.oversees else rows.filter(agency=seen.user.agency)


def catalogue_sums(rows):
    files, pages = sum(row.file_count for row in rows), sum(map(a4_pages, rows))
    return f"{len(rows)} Mục lục · Σ {n(files)} hồ sơ · Σ {n(pages)} trang"


def list_sum(seen, _):
    return catalogue_sums(handed_in(seen))


def admin_sum(seen, _):
    return f"{catalogue_sums(handed_in(seen))} A4 quy đổi Bộ lọc"


def admin_sums(seen, _):
    waiting = seen.truth.waiting
    awaited = catalogue_sums(Catalogue.objects.filter(pk__in=waiting))
    still = f"còn chờ {n(sum(waiting.values()))} trang"
    return f"Đang chờ {awaited} A4 quy đổi, {still} Tất cả {catalogue_sums(handed_in(seen))} A4 quy đổi Bộ lọc"


def results():
    """The latest decision on each estimate."""
    return list({row.estimate_id: row for row in EstimateAppraisal.objects.order_by("decided_on", "pk")}.values())


def decided(seen, _):
    granted, asked = (sum(getattr(row, f"{name}_dong") for row in results()) for name in ("appraised", "requested"))
    gap = f", thấp hơn đề nghị {format_dong(asked - granted)}" if granted < asked else ", bằng số đề nghị"
    return f"{padded(len(results()))} dự toán đã có kết quả: {format_dong(granted)}{gap}"


def estimate_sums(seen, _):
    asked, granted = (sum(getattr(row, f"{name}_dong") for row in results()) for name in ("requested", "appraised"))
    open_ones = Estimate.objects.exclude(pk__in=[row.estimate_id for row in results()]).filter(
        submitted_at__isnull=False
    )
    every = asked + sum(one.requested_dong for one in open_ones)
    return (
        f"{open_ones.count() + len(results())} dự toán · Σ đề nghị {n(every)} đồng · {len(results())} đã có kết quả: "
        f"Σ đề nghị {n(asked)} đồng · Σ thẩm định, phê duyệt {n(granted)} đồng · chênh lệch {n(granted - asked)} đồng"
    )


def estimates_waiting(seen, _):
    return f"{padded(awaited_estimates().count())} dự toán đang chờ Sở Tài chính thẩm định"


def estimate_queue(seen, _):
    rows = awaited_estimates()
    pages, dong = sum(row.a4_page_count for row in rows), sum(row.requested_dong for row in rows)
    return f"{len(rows)} dự toán · Σ {n(pages)} trang · Σ {n(dong)} đồng"


def own_results():
    return [row for row in results() if row.own_decision]


def own_budgets(seen, _):
    return f"Tổng {format_billion(sum(row.appraised_dong for row in own_results()))} đồng từ ngân sách huyện, xã"


def awaited_estimates():
    return Estimate.objects.filter(state="submitted")


def gaps(truth):
    rows = [
        truth.reported([code], "checked_pages") - truth.reported([code], "integrated_pages") for code in truth.agencies
    ]
    return [gap for gap in rows if gap > 0]


def review_lead(seen, _):
    row = VolumeReview.objects.filter(agency=seen.user.agency).order_by("version").last()
    said = f"Lần {row.version} gửi ngày {d(row.submitted_on)}: {volume(row.file_count, row.a4_page_count)} A4 quy đổi"
    gap = row.a4_page_count - seen.truth.planned(seen.own)
    return f"{said}; so với Kế hoạch: {'khớp' if not gap else f'{gap:+,}'.replace(',', '.')}"


def volume(files, pages):
    return f"{n(files)} hồ sơ, {n(pages)} trang"


def of_objects(seen, _):
    """Lines of what was handed in: any of the agencies' catalogues and reviews."""
    return seen.truth.texts_of_volumes


def of_reports(seen, _):
    return seen.truth.texts_of_reports


def of_estimates(seen, _):
    return {format_dong(row.requested_dong) for row in Estimate.objects.all()}


def questions(decision, words):
    """How many files of one catalogue have this decision."""

    def reckoning(seen, found):
        rows = ArchivalFile.objects.filter(decision=decision).values_list("catalogue", flat=True)
        return {f"{padded(count)} {words(found)}" for count in Counter(rows).values()}

    return reckoning


def board_sum(seen, _):
    truth, codes = seen.truth, seen.truth.everybody
    files, pages = truth.planned(codes, "file_count"), truth.planned(codes)
    return f"{len(truth.units)} đơn vị · Σ {n(files)} hồ sơ · Σ {n(pages)} trang · Σ {n(pages * PRICE_DONG)} đồng"


def period_count(seen, _):
    assert not any(code in seen.truth.reports for code in seen.codes)
    has_begun = seen.period - WEEK < seen.day
    return f"{sum(map(seen.truth.owes, seen.codes)) if has_begun else 0} đơn vị"


def period_sum(seen, _):
    has_begun = seen.period - WEEK < seen.day
    codes = [code for code in seen.codes if seen.truth.owes(code) and has_begun]
    files, pages = seen.truth.reported(codes, "scanned_files"), seen.truth.reported(codes)
    return f"{len(codes)} đơn vị · Σ {n(files)} hồ sơ · Σ {n(pages)} trang"


def milestone(seen, found):
    """A milestone's state beside its day fits the portal's day."""
    state, day = found["state"], read_day(found["day"])
    if state.startswith("Hoàn thành"):
        assert day <= seen.day
        last = {"Rà": date(2025, 4, 19), "Ba": date(2025, 4, 19), "Th": date(2025, 8, 14)}.get(found["name"][:2])
        assert last is None or (day <= last) == (state == "Hoàn thành đúng hạn") or "Thẩm" in found["name"]
        return found[0]
    left = (day - seen.day).days - 1
    true = "Quá hạn" if left < 0 else "Sắp đến hạn" if left <= 7 else "Chưa đến hạn"
    return f"{found['name']} {true} trước {found['day']}"


def recorded(seen, found):
    """What was recorded carries no day after the portal's."""
    assert all(read_day(day) <= seen.day for day in re.findall(r"\d+/\d+/2025", found[0]))
    return found[0]


def waited(seen, found):
    """Days since an object was handed in, asked about or answered: none lies ahead."""
    assert int(found["days"]) > 0
    return found[0]


def more_answers(seen, _):
    """Of the catalogues in which answers wait, those beyond the five that home shows one by one."""
    waiting = ArchivalFile.objects.filter(decision="answered", catalogue__state__in=("submitted", "received"))
    return f"và {padded(waiting.values('catalogue').distinct().count() - 5)} Mục lục khác có câu trả lời"


def begins(seen, _):
    starts_on = Plan.current().starts_on
    assert seen.day < starts_on
    return f"Kế hoạch bắt đầu ngày {d(starts_on)}; báo cáo lập được từ ngày đó"


def tasks(seen, _):
    return f"{len(seen.tree.find('.//ul'))} việc"


def since_a_week(seen, _):
    before = seen.day - WEEK
    grown = seen.truth.reported(seen.truth.everybody) - Truth(before).reported(seen.truth.everybody)
    return f"So với số liệu đã nhận đến ngày {d(before)}: {'+' if grown > 0 else ''}{n(grown)} trang đã số hóa"


def counted(words, count):
    """A task that names how many it is about."""
    return lambda seen, found: f"{words} ({n(count(seen))}){found[1]}"


def others(seen, found):
    """Those who are not named at once are named where it is opened."""
    opened = [details for details in seen.tree.iter("details") if details.find("summary").text_content() == found[0]]
    assert opened
    return {f"và {padded(details.find('summary').tail.count(';') + 1)} đơn vị khác" for details in opened}


def without_heir(seen, found):
    return f"{found[1]} ({sum(map(seen.truth.lacks_heir, seen.truth.everybody))}){found[3]}"


def urged(asked):
    return lambda seen: seen.truth.count(getattr(seen.truth, asked), at_work=True)


def days_to(seen, found):
    """ "… còn 3 ngày hạn 20/6/2025", or "trước 21/6/2025": the days lead from the portal's day to the last one."""
    last = read_day(found["day"]) - timedelta(days=found["kind"] == "trước")
    days = (last - seen.day).days
    assert days if found["word"] == "còn" else days < 0
    return f"{found['what']} {found['word']} {abs(days)} ngày {found['kind']} {found['day']}"


def due_today(seen, found):
    return f"{found[1]} hạn hôm nay hạn {d(seen.day)}"


def read_day(text):
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def control(seen, _):
    return "Khớp cả 09 số kiểm soát của Kế hoạch, đến từng hồ sơ, trang và đồng"


def of_today(seen, found):
    return re.sub(r"\d+/\d+/2025", d(seen.day), found[0])


def of_the_period(words):
    return lambda seen, _: words.format(d(seen.period))


def period_asof(seen, _):
    return f"Số liệu của kỳ đến ngày {d(seen.period)}, đã nhận đến ngày {d(seen.day)}"


def archive_gap(seen, _):
    return f"{n(sum(gaps(seen.truth)))} trang đã kiểm tra đạt chưa lên Kho"


def archive_sum(seen, _):
    return f"{len(gaps(seen.truth))} đơn vị · Σ {n(sum(gaps(seen.truth)))} trang"


def planned(seen, found):
    truth = seen.truth
    return f"{found[1]} {n(truth.planned(seen.own, 'file_count'))} hồ sơ, {n(truth.planned(seen.own))} trang"


def nothing_reported(seen, _):
    assert not any(code in seen.truth.reports for code in seen.codes)
    return f"Chưa có báo cáo về số trang đã số hóa trong {n(seen.truth.planned(seen.codes))} trang của Kế hoạch"


def recorded_or_planned(seen, found):
    """What names an object, quotes the plan or counts lines that the page shows."""
    return found[0]


DAYS = r"(?P<what>.*) (?P<word>còn|quá hạn) \d+ ngày (?P<kind>trước|hạn) (?P<day>[\d/]+)"
UNITS = "(Cấp huyện|Sở, ban, ngành|Đơn vị)"
STATES = "Hoàn thành đúng hạn|Hoàn thành trễ|Quá hạn|Sắp đến hạn|Chưa đến hạn"
FIRST_MILESTONES = "Rà soát hồ sơ, tài liệu|Ban hành kế hoạch chi tiết|Thẩm định Mục lục"
MILESTONES = f"{FIRST_MILESTONES}|(?:Thẩm định|Phê duyệt) dự toán|Thực hiện số hóa"
URGED_SILENT, URGED_LATE = "Đôn đốc đơn vị chưa gửi số liệu hai kỳ gần nhất", "Đôn đốc đơn vị chậm số hóa"
URGED_HEIRS = "Đôn đốc đơn vị kế thừa chưa gửi số liệu của phần việc đã tiếp nhận"
NO_HEIR = "(?:Đề nghị quản trị hệ thống ghi|Ghi) đơn vị kế thừa của đơn vị đã kết thúc"
ARCHIVE, OWN_BUDGETS = "Tích hợp lên Kho lưu trữ dùng chung", "Huyện, xã tự phê duyệt dự toán"
# (how the sentence looks, how it must read); the first that fits counts.
PROVINCE = [
    (r"Đã số hóa [\d.]+ trong [\d.]+ trang .*", done),
    (r"Chưa có báo cáo về số trang .*", nothing_reported),
    (r"và \d+ Mục lục khác có câu trả lời", more_answers),
    (r"Kế hoạch bắt đầu ngày [\d/]+; báo cáo lập được từ ngày đó", begins),
    (rf"{UNITS} còn \d+ ngày, phải đạt .*", demand),
    (rf"{UNITS} đã hết hạn ngày .*", demand),
    (r"Với tốc độ này, .* sẽ trễ hạn", late),
    (r"\d+ trong .* đã quá hạn mà chưa xong", late),
    (r"Với tốc độ này, dự kiến xong ngày .*", forecast),
    (r"Với tốc độ này, không kịp xong .*", too_slow),
    (r"\d+ đơn vị chưa rõ .*", unknown),
    (r"\d+ đơn vị chưa gửi số liệu từ kỳ .*", silent),
    (r"\d+ đơn vị kế thừa chưa gửi số liệu .*", silent_heirs),
    (r"Đơn vị đã kết thúc hoạt động ngày .*", ended),
    (r"UBND .* đã kết thúc hoạt động ngày .*", notice),
    (r"Từ ngày [\d/]+, .* tiếp nhận việc của: (.*)", takes_over),
    (r"Mốc tiếp theo của Kế hoạch: .*, trước ([\d/]+)", next_date),
    (r"\d+ đơn vị · Σ .* đồng", board_sum),
    (r"So với số liệu đã nhận đến ngày .*", since_a_week),
    (r"Khớp cả .*", control),
    (rf"{URGED_SILENT} \(\d+\)(.*)", counted(URGED_SILENT, urged("is_silent"))),
    (rf"{URGED_LATE} \(\d+\)(.*)", counted(URGED_LATE, urged("is_late"))),
    (rf"{URGED_HEIRS} \(\d+\)(.*)", counted(URGED_HEIRS, lambda seen: len(seen.truth.silent_heirs))),
    (r"và \d+ đơn vị khác", others),
    (rf"({NO_HEIR}) \((\d+)\)(.*)", without_heir),
    (rf"{ARCHIVE} \(\d+\)(.*)", counted(ARCHIVE, lambda seen: len(gaps(seen.truth)))),
    (r"[\d.]+ trang đã kiểm tra đạt chưa lên Kho", archive_gap),
    (r"\d+ đơn vị · Σ [\d.]+ trang", archive_sum),
]
PERIODS = [
    (r"\d+ trong \d+ đơn vị đã gửi số liệu kỳ .*", period_lead),
    (r"\d+ trong \d+ đơn vị đã gửi", period_aside),
    (r"\d+ đơn vị chưa gửi số liệu kỳ đến .*", missing),
    (r"\d+ đơn vị · Σ [\d.]+ hồ sơ · Σ [\d.]+ trang", period_sum),
    (r"\d+ đơn vị", period_count),
    (r"Đến [\d/]+: .*", own_lead),
    (r"Kỳ đến [\d/]+ chưa gửi số liệu", own_period("Kỳ đến {} chưa gửi số liệu")),
    (r"Gửi số liệu kỳ đến [\d/]+", own_period("Gửi số liệu kỳ đến {}")),
    (r"Đơn vị trực thuộc, kỳ đến [\d/]+", of_the_period("Đơn vị trực thuộc, kỳ đến {}")),
    (r"Số liệu của kỳ đến ngày .*", period_asof),
    (r"Lũy kế đã gửi: .*", own_report),
    (r"Đã số hóa [\d.]+ trang trong .*", standing),
    (r"(Kế hoạch:|Kế hoạch giao) [\d.]+ hồ sơ, [\d.]+ trang", planned),
    (r"[\d.]+ trang đã số hóa, [\d.]+ đã lên Kho", of_reports),
    (r"(Gửi báo cáo tiến độ .*) hạn hôm nay hạn [\d/]+", due_today),
]
QUEUES = [
    (r"\d+ Mục lục đang ở Sở Nội vụ .*", waiting),
    (r"\d+ Mục lục · Σ [\d.]+ trang", queue_sum),
    (r"\d+ Mục lục · Σ [\d.]+ hồ sơ · Σ [\d.]+ trang", list_sum),
    (r"Đang chờ \d+ Mục lục .*", admin_sums),
    (r"\d+ Mục lục · Σ .* A4 quy đổi Bộ lọc", admin_sum),
    (r"[\d.]+ trang A4 quy đổi", queue_task),
    (r"Thẩm định Mục lục \(\d+\)(.*)", counted("Thẩm định Mục lục", lambda seen: len(seen.truth.waiting))),
    (r"\d+ dự toán đã có kết quả: .*", decided),
    (r"\d+ dự toán · Σ đề nghị .*", estimate_sums),
    (r"\d+ dự toán đang chờ .*", estimates_waiting),
    (r"\d+ dự toán · Σ [\d.]+ trang · .*", estimate_queue),
    (r"Thẩm định dự toán \(\d+\)(.*)", counted("Thẩm định dự toán", lambda seen: awaited_estimates().count())),
    (r"Tổng .* đồng từ ngân sách huyện, xã", own_budgets),
    (rf"{OWN_BUDGETS} \(\d+\)(.*)", counted(OWN_BUDGETS, lambda seen: len(own_results()))),
    (r"\d+ (hồ sơ trong Mục lục “.*” có câu trả lời, .*)", questions("answered", lambda found: found[1])),
    (r"(Kết luận về trả lời của .*) \(\d+\) .*", recorded),
    (r"\d+ (hồ sơ đang ở bàn của cơ quan, hỏi từ ngày .*)", questions("asked", lambda found: found[1])),
    (r"(.*đang hỏi cơ quan về) \d+ hồ sơ", recorded),
]
OBJECTS = [
    (r"[\d.]+ hồ sơ, [\d.]+ trang( A4 quy đổi)?", of_objects),
    (r"[\d.]+ đồng", of_estimates),
    (r"Lần \d+ gửi ngày [\d/]+: .*", review_lead),
    (r"\d+ việc", tasks),
    (DAYS, days_to),
    (rf"(?P<name>{MILESTONES}) (?P<state>{STATES})( trước)? (?P<day>[\d/]+)", milestone),
    (r"(Dự toán|Mục lục) “.*” chờ (?P<days>[\d-]+) ngày", waited),
    (r".*\(\d+\) đã (?P<days>[\d-]+) ngày", waited),
    (r"Kỳ đến [\d/]+|Lần \d+, gửi ngày [\d/]+|Số .* ngày [\d/]+ lần \d+", recorded),
    (r"Số liệu (đã nhận )?đến ngày ([\d/]+)(.*)", of_today),
    (r"vạch đen: mức phải đạt ngày ([\d/]+)", of_today),
]
NAMED = [  # what carries a number in a name, quotes the plan, or counts lines that the page shows
    r"(Hồ sơ|Số hóa tài liệu) .*",
    r"(Sửa|Hoàn thành và trình|Trả lời câu hỏi của Sở Nội vụ về) .*“.*”.*",
    r"Mục lục “.*” trình hôm nay",
    r"(Mục lục|Trình sớm nhất: Mục lục|Trình sớm nhất: Dự toán|Dự toán) “.*” .*",
    r"Mục lục đã thẩm định [\d.]+ trang A4 quy đổi",
    r"[\d/%,]+ · (hoàn thành trễ|đúng hạn|đang làm)",
    r"Người ký: .*; thực hiện .* – .*",
    r"Hoạt động đến hết ngày 30/6/2025",
    r"trang A4 quy đổi",
    r"Kinh phí = số trang A4 × 4.896 đồng",
    r"Những việc trước đó \(\d+\)|Đang hiện \d+ bản mới nhất|Ví dụ .*|\d+ báo cáo",
    r"(Sửa và gửi|Ghi lại,) lần \d+",
    r".*hạn.*: trước 20/4/2025",
    r"[\d/]+ – [\d/]+|[\d/]+",
    r"[\d ]+ mục lục|đã chọn 0 trong \d+.*",
]
SENTENCES = [*PROVINCE, *PERIODS, *QUEUES, *OBJECTS, *((pattern, recorded_or_planned) for pattern in NAMED)]
