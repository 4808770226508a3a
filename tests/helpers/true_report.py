"""How every sentence with a number of the report to UBND tỉnh must read: worked out from the rows alone."""

import re
from collections import Counter
from datetime import date

from django.utils.timezone import localdate

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_dong, format_percent
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import pad_quantity as padded
from agencies.formats.text import clean_text
from agencies.formats.words import amount_in_words
from budgets.models import Acceptance, AllocationLine, ContractChange, Estimate, EstimateAppraisal, Payment, Settlement
from plans.models import (
    ArchivalFile,
    Catalogue,
    DetailedPlan,
    Difficulty,
    DistrictCheck,
    ProgressReport,
    ReportingRule,
    VolumeReview,
)
from reports.documents.content import UNKNOWN
from reports.models import UrgedAgency
from tests.helpers.true_sentences.province import PRICE_DONG
from tests.helpers.true_tiles import FOR_GOOD
from tests.helpers.truth import a4_pages_of_all

GROUPS = {
    "Các sở, ban, ngành tỉnh": "departments",
    "UBND cấp huyện": "districts",
    "UBND cấp huyện, cấp xã": "districts",
}
LEVELS = {
    "sở, ban, ngành": ("department", "board", "archives"),
    "UBND cấp huyện": ("district",),
    "UBND cấp xã": ("commune",),
}
AGENCIES, ARCHIVE = "Các cơ quan, đơn vị, địa phương báo cáo", "Kho lưu trữ dùng chung của tỉnh"
LAST_DAY_OF_OLD_UNITS = date(2025, 6, 30)


def share(part, whole):
    return format_percent(part, whole)


def volume(files, pages):
    return f"{n(files)} hồ sơ; {n(pages)} trang"


def targets(truth, _):
    pages = truth.planned(truth.everybody)
    dong = pages * PRICE_DONG
    return (
        "Theo Kế hoạch, khối lượng hồ sơ, tài liệu lưu trữ cần số hóa gồm: "
        f"{volume(truth.planned(truth.everybody, 'file_count'), pages)} tài liệu; tổng kinh phí thực hiện (dự kiến): "
        f"{format_dong(dong)} ({amount_in_words(dong)})"
    )


def targets_of_group(truth, found):
    codes = truth.group(GROUPS[found[1]])
    pages, printed = truth.planned(codes), {"departments": "15/8/2025", "districts": "30/6/2025"}[GROUPS[found[1]]]
    annex = {"departments": "I", "districts": "II"}[GROUPS[found[1]]]
    said = f"{volume(truth.planned(codes, 'file_count'), pages)}; kinh phí {format_dong(pages * PRICE_DONG)}"
    return f"- {found[1]}: {said}; hoàn thành trước ngày {printed} (theo Phụ lục {annex} đính kèm)"


def reached(truth, model):
    """ "203/265 cơ quan … (…)": who handed one in by the day, of all that the plan binds."""
    sent = set(model.objects.filter(submitted_on__lte=truth.day).values_list("agency__code", flat=True))
    parts, counts = [], []
    for name, kinds in LEVELS.items():
        codes = [code for code, one in truth.agencies.items() if one.kind in kinds]
        counts.append((len(sent.intersection(codes)), len(codes)))
        parts.append(f"{name} {counts[-1][0]}/{counts[-1][1]}")
    done, every = map(sum, zip(*counts, strict=True))
    return f"{done}/{every} cơ quan, đơn vị, địa phương ({'; '.join(parts)})"


def reviews(truth, _):
    rows = VolumeReview.objects.filter(submitted_on__lte=truth.day).order_by("version")
    latest = {row.agency_id: row for row in rows}.values()
    files, pages = sum(row.file_count for row in latest), sum(row.a4_page_count for row in latest)
    part = share(pages, truth.planned(truth.everybody))
    found = f"; khối lượng rà soát là {volume(files, pages)}, bằng {part} số trang của Kế hoạch" if files else ""
    return f"- Rà soát hồ sơ, tài liệu số hóa: {reached(truth, VolumeReview)} đã hoàn thành{found}"


def plans(truth, _):
    return f"- Ban hành kế hoạch số hóa chi tiết: {reached(truth, DetailedPlan)} đã ban hành"


def catalogues(truth, found):
    """Appraised files are those that an appraisal holds; what waits is told beside them."""
    kept = ArchivalFile.objects.filter(appraisal__isnull=False)
    files, pages = kept.count(), a4_pages_of_all(kept)
    part = share(pages, truth.planned(truth.everybody))
    said = f"{volume(files, pages)}, bằng {part} số trang của Kế hoạch{left_out()}"
    waiting = truth.waiting
    count = f"{padded(len(waiting))} Mục lục với {n(sum(waiting.values()))} trang"
    rest = f"; còn {count} đang chờ thẩm định" if waiting else ""
    head = "- Thẩm định Mục lục hồ sơ, tài liệu số hóa: "
    return f"{head}Sở Nội vụ đã thẩm định {said}{rest}" if files else f"{head}chưa có Mục lục được thẩm định{rest}"


def above_targets(truth, _):
    """Units whose rows held by an appraisal have more pages than their target."""
    gaps = {}
    for code in (code for code, one in truth.agencies.items() if one.kind != "commune"):
        family = truth.family(code)
        kept = ArchivalFile.objects.filter(appraisal__isnull=False, catalogue__agency__code__in=family)
        gaps[truth.agencies[code].name] = a4_pages_of_all(kept) - truth.planned(family) if truth.planned(family) else 0
    above = {name: gap for name, gap in gaps.items() if gap > 0}
    pages, each = sum(above.values()), "; ".join(f"{name} {n(gap)} trang" for name, gap in above.items())
    said = f"{padded(len(above))} đơn vị, {n(pages)} trang, tương ứng {format_dong(pages * PRICE_DONG)} ({each})"
    return f"- Mục lục đã thẩm định vượt chỉ tiêu của Kế hoạch: {said}"


def unchecked(truth, _):
    """Communes whose latest report the district was asked to confirm, and had not by the day."""
    asked_from = ReportingRule.objects.get(district_confirms=True).valid_from
    said = set(DistrictCheck.objects.filter(said_on__lte=truth.day).values_list("report_id", flat=True))
    waiting = []
    for code, one in truth.agencies.items():
        report = max(truth.reports.get(code, {}).items(), default=(None, None))[1]
        asked = report and one.kind == "commune" and report.period_end >= asked_from
        if asked and report.pk not in said and truth.day <= LAST_DAY_OF_OLD_UNITS:
            waiting.append(one.parent)
    named = [one.name for one in truth.agencies.values() if one.pk in {each.pk for each in waiting}]
    return (
        f"- Số liệu tiến độ của {padded(len(waiting))} đơn vị cấp xã đã tính vào Báo cáo này chưa được UBND cấp huyện "
        f"xác nhận ({'; '.join(named)})"
    )


def left_out():
    gone = ArchivalFile.objects.filter(decision="left_out", catalogue__state__in=Catalogue.SETTLED)
    good = gone.filter(left_out_reason__in=FOR_GOOD)
    if not gone.exists():
        return ""
    pages = a4_pages_of_all(good)
    assert gone.count() == good.count()  # the demo puts nothing off in what is appraised as a whole
    saved = f"{volume(good.count(), pages)} trùng, thừa, hết giá trị, tiết kiệm {format_dong(pages * PRICE_DONG)}"
    return f"; đã loại khỏi diện số hóa {saved}"


def scanned(truth, codes):
    if not any(code in truth.reports for code in codes):
        return "chưa có số liệu báo cáo"
    pages = truth.reported(codes)
    part = share(pages, truth.planned(codes))
    return f"{volume(truth.reported(codes, 'scanned_files'), pages)}, đạt {part} số trang của Kế hoạch"


def in_the_period(truth):
    """What the last period that ended holds: the growth since each agency's report before it."""
    if not truth.ends:
        return ""
    end = truth.ends[-1]
    asked = [code for code in truth.everybody if truth.owes(code) and end in truth.asked_ends([code])]
    sent = [code for code in asked if end in truth.reports.get(code, ())]
    grown = sum(truth.reports[code][end].scanned_pages - before(truth, code, end) for code in sent)
    said = f"{n(len(sent))}/{n(len(asked))} cơ quan, đơn vị, địa phương đã báo cáo{inherited(truth, asked, end)}"
    return f"; số liệu của kỳ đến ngày {d(end)}: " + (f"số hóa thêm {n(grown)} trang, {said}" if sent else said)


def inherited(truth, asked, end):
    """For how many of them successors owe the report of the period."""
    ended = [code for code in asked if truth.heir(code) and truth.agencies[code].active_to < end]
    heirs = padded(len({truth.heir(code) for code in ended}))
    owed = f"phần của {padded(len(ended))} đơn vị đã kết thúc do {heirs} đơn vị kế thừa có trách nhiệm báo cáo"
    return f" (trong đó {owed})" if ended else ""


def before(truth, code, end):
    earlier = [day for day in truth.reports[code] if day < end]
    return truth.reports[code][max(earlier)].scanned_pages if earlier else 0


def progress(truth, _):
    said = f"toàn tỉnh đã số hóa {scanned(truth, truth.everybody)}{in_the_period(truth)} (chi tiết tại Phụ lục III)"
    return f"Lũy kế theo số liệu đã nhận đến hết ngày {d(truth.day)}, {said}"


def no_progress(truth, _):
    assert not truth.reports
    nobody = f"chưa có cơ quan, đơn vị, địa phương báo cáo khối lượng đã số hóa{in_the_period(truth)}"
    return f"Đến hết ngày {d(truth.day)}, {nobody} (chi tiết tại Phụ lục III)"


def progress_of_group(truth, found):
    old = " (tính theo đơn vị trước sắp xếp)" if "xã" in found[1] and truth.day > LAST_DAY_OF_OLD_UNITS else ""
    said = f"- {found[1]}{old}: {scanned(truth, truth.group(GROUPS[found[1]]))}"
    communes = [code for code, one in truth.agencies.items() if one.kind == "commune"]
    own = volume(truth.reported(communes, "scanned_files"), truth.reported(communes))
    return f"{said}; riêng UBND cấp xã: {own}" if "xã" in found[1] else said


def decisions(truth):
    """{estimate: the latest decision on it by the day} of what no later version was decided in the place of by then."""
    rows = EstimateAppraisal.objects.filter(decided_on__lte=truth.day).select_related("estimate")
    latest = {row.estimate_id: row for row in rows.order_by("decided_on", "pk")}
    replaced = {row.estimate.replaces_id for row in latest.values()}
    return {key: row for key, row in latest.items() if key not in replaced}


def money(truth, _):
    latest, known = decisions(truth), EstimateAppraisal.objects.filter(decided_on__lte=truth.day)
    open_ones = Estimate.objects.filter(submitted_at__date__lte=truth.day, replaces=None).exclude(state="draft")
    open_ones = open_ones.exclude(pk__in=known.values("estimate"))
    asked = sum(row.requested_dong for row in latest.values()) + sum(one.requested_dong for one in open_ones)
    granted = sum(row.appraised_dong for row in latest.values())
    askers = {row.estimate.agency_id for row in latest.values()} | {one.agency_id for one in open_ones}
    own = sum(row.appraised_dong for row in latest.values() if row.own_decision)
    part = share(granted, truth.planned(truth.everybody) * PRICE_DONG)
    return (
        f"{len(askers)}/{len(truth.agencies)} cơ quan, đơn vị, địa phương đã đề nghị dự toán {format_dong(asked)}; đã "
        f"được thẩm định, phê duyệt "
        f"{format_dong(granted)}, bằng {part} kinh phí dự kiến của Kế hoạch; trong đó Sở Tài chính thẩm định "
        f"{format_dong(granted - own)}, địa phương tự phê duyệt {format_dong(own)} (chi tiết tại Phụ lục IV)"
    )


def recorded(truth):
    """{stage: đồng} of all documents that were recorded by the day."""
    paid = Payment.objects.exclude(kind="recovery")
    rows = {
        "allocated": AllocationLine.objects.filter(allocation__recorded_on__lte=truth.day),
        "contracted": ContractChange.objects.filter(recorded_on__lte=truth.day),
        "accepted": Acceptance.objects.filter(recorded_on__lte=truth.day),
        "disbursed": paid.filter(recorded_on__lte=truth.day),
        "settled": Settlement.objects.filter(recorded_on__lte=truth.day),
    }
    return {name: sum(found.values_list("amount_dong", flat=True)) for name, found in rows.items()}


def spent(truth, _):
    """What was recorded of each stage, and no stage without a document."""
    granted = sum(row.appraised_dong for row in decisions(truth).values())
    dong = recorded(truth)
    part = share(dong["allocated"], granted)
    paid = share(dong["disbursed"], dong["allocated"])
    words = {
        "allocated": f"được giao dự toán {format_dong(dong['allocated'])}, bằng {part} số đã thẩm định, phê duyệt",
        "contracted": f"giá trị hợp đồng đã ký {format_dong(dong['contracted'])}",
        "accepted": f"nghiệm thu {format_dong(dong['accepted'])}",
        "disbursed": f"giải ngân (gồm tạm ứng) {format_dong(dong['disbursed'])}, bằng {paid} số được giao",
        "settled": f"quyết toán {format_dong(dong['settled'])}",
    }
    told = "; ".join(words[name] for name in words if dong[name])
    return f"Lũy kế đến hết ngày {d(truth.day)}, toàn tỉnh: {told} (chi tiết tại Phụ lục IV)"


def untrue_money(truth, annex):
    """Totals of Phụ lục IV that are not those of the documents."""
    for name, dong in recorded(truth).items():
        if annex.total[name] != (dong or UNKNOWN):
            yield f"{name}: {annex.total[name]}"


def stage(name, before, after=""):
    """Pages of a later stage, as a part of what was scanned."""

    def reckoning(truth, _):
        pages, files = (truth.reported(truth.everybody, f"{name}_{unit}") for unit in ("pages", "files"))
        part = share(pages, truth.reported(truth.everybody))
        return f"{before} {volume(files, pages)}{after}, bằng {part} số trang đã số hóa"

    return reckoning


def standing(truth, _):
    units = [unit for unit in truth.units if truth.planned(unit)]
    done = truth.count(lambda unit: not truth.left(unit), units)
    waits = truth.count(truth.is_awaited, units)
    behind = (truth.is_late, truth.is_unknown, truth.is_at_risk)
    good = len(units) - done - waits - sum(truth.count(asked, units) for asked in behind)
    words = ((done, "đã hoàn thành số hóa"), (good, "đúng tiến độ"))
    said = "; ".join(f"{padded(count)} đơn vị {word}" for count, word in words if count)
    said = said or "chưa có đơn vị hoàn thành hoặc đúng tiến độ"
    return f"Trong {len(truth.units)} sở, ban, ngành và UBND cấp huyện: {said}"


def not_yet(truth, _):
    return f"Có {padded(truth.count(truth.is_awaited))} đơn vị chưa đến kỳ báo cáo tiến độ nên chưa đánh giá"


def bound(truth, _):
    return f"Kế hoạch áp dụng đối với {len(truth.agencies)} cơ quan, đơn vị, địa phương"


def declared(truth, _):
    sent = sum(code in truth.reports for code in truth.targets)
    return (
        f"Số liệu thực hiện tại Báo cáo này do các cơ quan, đơn vị, địa phương kê khai; {sent}/{len(truth.targets)} cơ "
        "quan, đơn vị, địa phương có chỉ tiêu số hóa đã gửi báo cáo tiến độ"
    )


def latest_words(truth, name):
    """{agency code: what its latest report says under this name}, where it says anything."""
    said = {code: clean_text(getattr(truth.latest(code), name)).rstrip(".") for code in truth.reports}
    return {code: text for code, text in said.items() if text}


def causes(truth, found):
    """The difficulties of units that are behind and of their communes, each once, with the periods that say so."""
    behind = (truth.is_late, truth.is_unknown, truth.is_at_risk, truth.is_silent, truth.owes_through_heirs)
    codes = {code for unit in truth.units if any(asked(unit) for asked in behind) for code in unit}
    periods = {}
    for code, text in latest_words(truth, "difficulties").items():
        if code in codes:
            periods.setdefault(text, set()).add(truth.latest(code).period_end)
    assert set(found[1].split("; ")) == {f"{text} ({said_in(ends)})" for text, ends in periods.items()}
    return found[0]


def said_in(ends):
    if len(ends) == 1:
        return f"báo cáo kỳ đến {d(*ends)}"
    return f"báo cáo các kỳ đến {d(min(ends))} – {d(max(ends))}"


def writers(truth, _):
    codes = {code for name in ("difficulties", "proposals") for code in latest_words(truth, name)}
    whose = f"Báo cáo tiến độ mới nhất của {padded(len(codes))} cơ quan, đơn vị, địa phương"
    return f"{whose} có nêu khó khăn, vướng mắc hoặc kiến nghị (toàn văn và kỳ báo cáo tại Phụ lục VI)"


def register(truth, _):
    """Who has the last word of each difficulty by the day: its agency, or an office."""
    waits, late, answered = 0, 0, 0
    for one in Difficulty.objects.all():
        begun, since = localdate(one.submitted_at), localdate(one.state_since)
        if begun > truth.day or one.state == "closed" and since <= truth.day:
            continue
        said = [reply for reply in one.replies.order_by("pk") if localdate(reply.written_at) <= truth.day]
        if said and said[-1].kind == "answer":
            answered += 1
            continue
        later = one.replies.filter(kind="question").order_by("pk")[sum(reply.kind == "question" for reply in said) :]
        due = later[0].due_before if later else one.due_on
        waits, late = waits + 1, late + (truth.day > due)
    overdue = f", trong đó {padded(late)} quá hạn trả lời" if late else ""
    return (
        f"Theo sổ khó khăn, vướng mắc: {padded(waits)} vướng mắc chưa được trả lời{overdue}; "
        f"{padded(answered)} đã được trả lời, cơ quan hỏi chưa khép lại"
    )


def letters(truth, _):
    """Letters that urged by the day, whom, and how often each line of the annexes urged more than once."""
    rows = UrgedAgency.objects.select_related("letter", "about")
    sent = [one for one in rows if one.letter.document_id and one.letter.sent_on <= truth.day]
    times = Counter(code for _, code in {(one.letter_id, one.about.code) for one in sent})
    often = [unit[0] for unit in truth.units if times[unit[0]] > 1]
    names = "; ".join(f"{truth.agencies[code].name} đã đôn đốc {padded(times[code])} lần" for code in often)
    return (
        f"Sở Nội vụ đã ban hành {padded(len({one.letter_id for one in sent}))} công văn đôn đốc "
        f"{padded(len(times))} cơ quan, đơn vị, địa phương{f' ({names})' if names else ''}"
    )


def answered_here(truth, _):
    """Requests addressed to the department that reports: it answers them itself."""
    codes = [code for code, text in latest_words(truth, "proposals").items() if "Sở Nội vụ" in text]
    names = "; ".join(truth.agencies[code].name for code in sorted(codes, key=list(truth.agencies).index))
    whose = f"{padded(len(codes))} cơ quan, đơn vị, địa phương ({names})"
    return f"Kiến nghị gửi Sở Nội vụ của {whose} do Sở Nội vụ giải đáp theo Kế hoạch"


def counted(asked):
    """ "31 đơn vị (…)": how many units are so, with the names of all of them."""

    def reckoning(truth, found):
        names = [truth.agencies[unit[0]].name for unit in truth.units if getattr(truth, asked)(unit)]
        return f"- {found['head']}: {padded(len(names))} đơn vị ({'; '.join(names)})"

    return reckoning


def silent_heirs(truth, _):
    names = [heir.name for heir in truth.silent_heirs]
    return f"- Chưa báo cáo phần việc đã tiếp nhận: {padded(len(names))} đơn vị kế thừa ({'; '.join(names)})"


def named_above(truth, found):
    """Who is silent is not named twice where the same units are named in a sentence before."""
    kind = found[1].removesuffix(" còn hoạt động")
    asked = {"chậm tiến độ": truth.is_late, "có nguy cơ chậm tiến độ": truth.is_at_risk}.get(kind, truth.is_unknown)
    silent = [unit for unit in truth.units if truth.is_silent(unit)]
    above = [unit for unit in truth.units if asked(unit)]
    assert silent == [unit for unit in above if not truth.has_gone(unit)]
    assert (kind != found[1]) == (len(above) > len(silent))
    return f"- Chưa báo cáo hoặc ngừng báo cáo tiến độ: {padded(len(silent))} đơn vị {found[1]} nêu trên"


def outlook(truth, found):
    codes = truth.group(GROUPS[found[1]])
    left, end = n(truth.left(codes)), ""
    if codes == truth.group("districts") and truth.day > LAST_DAY_OF_OLD_UNITS:
        open_ones = [code for code in codes if truth.left([code])]
        heirs = padded(len({truth.heir(code) for code in open_ones if truth.heir(code)}))
        lacking = padded(sum(map(truth.lacks_heir, open_ones)))
        end = f"; các đơn vị đã kết thúc hoạt động ngày 30/6/2025, việc còn lại do {heirs} đơn vị kế thừa tiếp tục"
        end += f", phần việc còn lại của {lacking} đơn vị chưa ghi đơn vị kế thừa"
    if not truth.days_left(codes):
        return f"- {found[1]}: còn {left} trang, đã quá thời hạn của Kế hoạch{end}"
    pace = int(truth.pace(codes) + 1 / 2)
    lately = f"theo báo cáo mới nhất số hóa bình quân {n(pace)} trang/ngày, " if pace else ""
    return f"- {found[1]}: còn {left} trang; {lately}để hoàn thành đúng hạn cần {n(truth.needed(codes))} trang/ngày"


def written(truth, found):
    """What agencies wrote stands in a report of theirs."""
    texts = ProgressReport.objects.filter(submitted_on__lte=truth.day).values_list("difficulties", "proposals")
    assert found[1] in {clean_text(text).rstrip(".") for pair in texts for text in pair}
    return found[0]


def readings(truth, _):
    """Of which period and until which day the columns of Phụ lục III are."""
    period = f"“Thực hiện trong kỳ” là số liệu của kỳ đến ngày {d(truth.ends[-1])}"
    return f"{period}; các cột lũy kế theo số liệu đã nhận đến hết ngày {d(truth.day)}"


def untrue_progress(truth, annex):
    """Lines of Phụ lục III that are not what the plan gives the unit, what it reported, and what is left."""
    units = {truth.agencies[unit[0]].name: unit for unit in truth.units}
    for line in (row.cells for row in annex.rows if row.kind == "line"):
        unit = units.pop(line["name"])
        has_reported = any(code in truth.reports for code in unit)
        scanned = truth.reported(unit) if has_reported else UNKNOWN
        told = tuple(line[key] for key in ("planned_pages", "scanned_pages", "left"))
        if told != (truth.planned(unit), scanned, truth.left(unit)):
            yield f"{line['name']}: {told}"
    yield from units


def of_the_day(truth, found):
    return re.sub(r"\d{1,2}/\d{1,2}/\d{4}", d(truth.day), found[0])


def as_it_stands(truth, found):
    return found[0]


GROUP = "(Các sở, ban, ngành tỉnh|UBND cấp huyện, cấp xã|UBND cấp huyện)"
COUNTED = r"- (?P<head>{}): \d+ đơn vị \((?P<names>.*)\)"
SENTENCES = [
    (r"Thực hiện Kế hoạch .* đến hết ngày [\d/]+ như sau:", of_the_day),
    (r"Theo Kế hoạch, khối lượng .*", targets),
    (rf"- {GROUP}: .* kinh phí .*", targets_of_group),
    (r"Kinh phí được tính theo đơn giá số hóa 01 trang tài liệu A4 \(K=1\) là 4.896 đồng", as_it_stands),
    (r"Kế hoạch áp dụng đối với \d+ .*", bound),
    (r"Số liệu thực hiện tại Báo cáo này .*", declared),
    (r"Có \d+ đơn vị chưa đến kỳ .*", not_yet),
    (r"Theo báo cáo tiến độ của các đơn vị .*trực thuộc: (.*) \(tên từng đơn vị .*\)", causes),
    (r"Báo cáo tiến độ mới nhất của .*", writers),
    (r"Theo sổ khó khăn, vướng mắc: .*", register),
    (r"Sở Nội vụ đã ban hành \d+ công văn đôn đốc .*", letters),
    (r"Kiến nghị gửi Sở Nội vụ của .*", answered_here),
    (r"- Rà soát hồ sơ, tài liệu số hóa: .*", reviews),
    (r"- Ban hành kế hoạch số hóa chi tiết: .*", plans),
    (r"- Thẩm định Mục lục hồ sơ, tài liệu số hóa: .*", catalogues),
    (r"- Mục lục đã thẩm định vượt chỉ tiêu của Kế hoạch: .*", above_targets),
    (r"- Số liệu tiến độ của \d+ đơn vị cấp xã .*", unchecked),
    (r"Lũy kế theo số liệu đã nhận .*", progress),
    (r"Đến hết ngày .* chưa có cơ quan.*", no_progress),
    (rf"- {GROUP}: còn .*", outlook),
    (rf"- {GROUP}( \(tính theo .*\))?: [\d.]+ hồ sơ; .*", progress_of_group),
    (r"\d+/\d+ cơ quan, đơn vị, địa phương đã đề nghị dự toán .*", money),
    (r"Lũy kế đến hết ngày [\d/]+, toàn tỉnh: .*", spent),
    (r".* báo cáo đã tích hợp .*", stage("integrated", f"{AGENCIES} đã tích hợp", f" lên {ARCHIVE}")),
    (r".* báo cáo đã kiểm tra đạt yêu cầu .*", stage("checked", f"{AGENCIES} đã kiểm tra đạt yêu cầu")),
    (r"Trong 32 sở, ban, ngành và UBND cấp huyện: .*", standing),
    (COUNTED.format("Chậm tiến độ"), counted("is_late")),
    (COUNTED.format("Có nguy cơ chậm tiến độ"), counted("is_at_risk")),
    (COUNTED.format("Chưa rõ có kịp thời hạn"), counted("is_unknown")),
    (COUNTED.format("Chưa báo cáo hoặc ngừng báo cáo tiến độ"), counted("is_silent")),
    (r"- Chưa báo cáo phần việc đã tiếp nhận: .*", silent_heirs),
    (r"- Chưa báo cáo hoặc ngừng báo cáo tiến độ: \d+ đơn vị (.*) nêu trên", named_above),
    (r"- (.*) \(UBND .*\)", written),
    (r"“Thực hiện trong kỳ” là .*", readings),
    (r"[IV1-9]+", as_it_stands),
]
