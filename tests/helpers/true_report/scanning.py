"""Sentences on what was scanned, by period, group and stage, and Phụ lục III."""

from agencies.formats.dates import format_date as d
from agencies.formats.numbers import format_int as n
from agencies.formats.numbers import pad_quantity as padded
from plans.models import DistrictCheck, ReportingRule
from reports.documents.content import UNKNOWN

from .common import GROUPS, LAST_DAY_OF_OLD_UNITS, share, volume

AGENCIES, ARCHIVE = "Các cơ quan, đơn vị, địa phương báo cáo", "Kho lưu trữ dùng chung của tỉnh"


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


def stage(name, before, after=""):
    """Pages of a later stage, as a part of what was scanned."""

    def reckoning(truth, _):
        pages, files = (truth.reported(truth.everybody, f"{name}_{unit}") for unit in ("pages", "files"))
        part = share(pages, truth.reported(truth.everybody))
        return f"{before} {volume(files, pages)}{after}, bằng {part} số trang đã số hóa"

    return reckoning


def declared(truth, _):
    sent = sum(code in truth.reports for code in truth.targets)
    return (
        f"Số liệu thực hiện tại Báo cáo này do các cơ quan, đơn vị, địa phương kê khai; {sent}/{len(truth.targets)} cơ "
        "quan, đơn vị, địa phương có chỉ tiêu số hóa đã gửi báo cáo tiến độ"
    )


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
        written = tuple(line[key] for key in ("planned_pages", "scanned_pages", "left"))
        if written != (truth.planned(unit), scanned, truth.left(unit)):
            yield f"{line['name']}: {written}"
    yield from units
