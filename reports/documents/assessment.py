"""Section III of the report: who is on time, who is not, what is left, and the causes that agencies gave."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, pad_quantity
from agencies.models import NO_HEIR

from ..figures import AgencyFigures, Figures
from .content import Block
from .facts import ReportFacts
from .phrases import GROUPS, heading, item, paragraph, section
from .statements import periods_by_words

GOOD_NEWS = (("done", "đã hoàn thành số hóa"), ("on_time", "đúng tiến độ"))
BEHIND = (("late", "Chậm tiến độ"), ("at_risk", "Dưới mức của Kế hoạch"), ("unknown", "Chưa rõ có kịp thời hạn"))


def assessment(facts: ReportFacts) -> Iterator[Block]:
    """Section III, units counted as in the annexes: a district with its communes."""
    rows = facts.figures.rolled_up
    yield section("III. ĐÁNH GIÁ")
    yield heading("1. Kết quả đạt được")
    yield paragraph(f"Trong {format_int(len(rows))} sở, ban, ngành và UBND cấp huyện: {standing(rows)}.", "standing")
    yield from not_yet_asked(rows)
    yield heading("2. Tồn tại, hạn chế")
    yield from behind(rows)
    for key, name, _ in GROUPS:
        yield item(f"{name}: {outlook(facts.figures.groups[key])}{ended(facts, key)}.", "outlook")
    yield from causes(facts)


def ended(facts: ReportFacts, key: str) -> str:
    """When the group's agencies ended with work left, and how many agencies go on with it."""
    group = facts.figures.groups[key]
    if not group.ends_on or not group.has_ended or not group.remaining_pages:
        return ""
    at_work = [row for row in facts.figures.rows_of(key) if row.remaining_pages]
    heirs, lacking = {heir for row in at_work for heir in row.heirs}, sum(row.lacks_heir for row in at_work)
    carried_on = f", việc còn lại do {pad_quantity(len(heirs))} đơn vị kế thừa tiếp tục" if heirs else ""
    nobody = f", phần việc còn lại của {pad_quantity(lacking)} đơn vị {NO_HEIR}" if lacking else ""
    return f"; các đơn vị đã kết thúc hoạt động ngày {format_date(group.ends_on)}{carried_on}{nobody}"


def standing(rows: Iterable[AgencyFigures]) -> str:
    """'01 đơn vị đã hoàn thành số hóa; 07 đơn vị đúng tiến độ', without what there is none of."""
    rows = list(rows)
    counts = [(sum(row.schedule == key for row in rows), words) for key, words in GOOD_NEWS]
    counted = [f"{pad_quantity(count)} đơn vị {words}" for count, words in counts if count]
    return "; ".join(counted) or "chưa có đơn vị hoàn thành hoặc đúng tiến độ"


def not_yet_asked(rows: Iterable[AgencyFigures]) -> Iterator[Block]:
    """Those that can't be judged because their first report is not due yet."""
    waiting = sum(row.schedule == "waiting" for row in rows)
    if waiting:
        yield paragraph(f"Có {pad_quantity(waiting)} đơn vị chưa đến kỳ báo cáo tiến độ nên chưa đánh giá.", "waiting")


def behind(rows: Iterable[AgencyFigures]) -> Iterator[Block]:
    """Who is late, may become so or is silent: kinds without anybody are left out, but not that nobody is late.

    Those that are silent are not named again where they are just the units at work of a kind before.
    """
    rows = list(rows)
    silent, above = [row for row in rows if row.is_silent], ""
    for key, name in BEHIND:
        found = [row for row in rows if row.schedule == key]
        if found or key == "late":
            yield item(f"{name}: {named(found)}.", key)
        if [row for row in found if not row.has_ended] == silent:
            still = " còn hoạt động" if len(found) > len(silent) else ""
            above = f"{pad_quantity(len(silent))} đơn vị {name[0].lower()}{name[1:]}{still} nêu trên"
    if silent:
        yield item(f"Chưa báo cáo hoặc ngừng báo cáo tiến độ: {above or named(silent)}.", "silent")
    heirs = list(dict.fromkeys(heir for row in rows for heir in row.silent_heirs))
    if heirs:
        count = pad_quantity(len(heirs))
        yield item(f"Chưa báo cáo phần việc đã tiếp nhận: {count} đơn vị kế thừa ({'; '.join(heirs)}).", "silent")


def named(rows: Iterable[AgencyFigures]) -> str:
    """How many agencies these are, each by name."""
    names = [row.name for row in rows]
    return f"{pad_quantity(len(names))} đơn vị ({'; '.join(names)})" if names else "không có"


def outlook(group: Figures) -> str:
    """What is left and the pace it asks for, in pages a day."""
    if not group.remaining_pages:
        return "đã hoàn thành khối lượng của Kế hoạch" if group.planned_pages else "chưa có chỉ tiêu"
    left = f"còn {format_int(group.remaining_pages)} trang"
    if group.needed_per_day is None:
        return f"{left}, đã quá thời hạn của Kế hoạch"
    pace = ""
    if group.pace_per_day:
        pace = f"theo báo cáo mới nhất số hóa bình quân {format_int(group.pace_per_day)} trang/ngày, "
    return f"{left}; {pace}để hoàn thành đúng hạn cần {format_int(group.needed_per_day)} trang/ngày"


def is_behind(row: AgencyFigures) -> bool:
    return row.is_silent or bool(row.silent_heirs) or row.schedule in dict(BEHIND)


def causes(facts: ReportFacts) -> Iterator[Block]:
    """Section III.3: the difficulties that units named in section III.2, or their communes, reported themselves."""
    blamed = [row for row in facts.figures.rolled_up if is_behind(row)]
    if not blamed:
        return
    codes = {each.code for row in blamed for each in (row, *row.children)}
    reasons = periods_by_words((report.difficulties, report) for report in facts.difficulties if report.code in codes)
    yield heading("3. Nguyên nhân")
    text = "Các đơn vị nêu trên chưa nêu nguyên nhân trong báo cáo tiến độ."
    if reasons:
        whose = "Theo báo cáo tiến độ của các đơn vị nêu trên và UBND cấp xã trực thuộc"
        dated = "; ".join(f"{words} ({of_periods(ends)})" for words, ends in reasons.items())
        text = f"{whose}: {dated} (tên từng đơn vị tại mục IV và Phụ lục VI)."
    yield paragraph(text, "causes")


def of_periods(ends: Collection[date]) -> str:
    """Of which period the reports are that say it, or the first and the last of several."""
    first, last = format_date(min(ends)), format_date(max(ends))
    return f"báo cáo kỳ đến {last}" if first == last else f"báo cáo các kỳ đến {first} – {last}"
