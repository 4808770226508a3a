"""Sections III–V of the report: who is on time, what hinders, what is asked for."""

from collections.abc import Iterable, Iterator

from agencies.formats.numbers import format_int, pad_quantity
from agencies.formats.text import clean_text

from ..figures import AgencyFigures, Figures
from .content import Block
from .facts import Difficulty, ReportFacts
from .phrases import GROUPS, heading, item, paragraph, section

MOST_NAMES, MOST_LINES = 10, 15
GOOD_NEWS = (("done", "đã hoàn thành số hóa"), ("on_time", "đúng tiến độ"), ("waiting", "chưa đến kỳ báo cáo tiến độ"))


def assessment(facts: ReportFacts) -> Iterator[Block]:
    """Section III: who is on time, who is late, what is left to do."""
    yield section("III. ĐÁNH GIÁ")
    yield heading("1. Kết quả đạt được")
    rows = facts.figures.rolled_up
    yield paragraph(f"Trong {format_int(len(rows))} sở, ban, ngành và UBND cấp huyện: {standing(rows)}.")
    yield heading("2. Tồn tại, hạn chế")
    yield item(f"Chậm tiến độ: {named(row for row in rows if row.schedule == 'late')}.")
    yield item(f"Có nguy cơ chậm tiến độ: {named(row for row in rows if row.schedule == 'at_risk')}.")
    yield item(f"Chưa rõ có kịp thời hạn: {named(row for row in rows if row.schedule == 'unknown')}.")
    yield item(f"Chưa báo cáo hoặc ngừng báo cáo tiến độ: {named(row for row in rows if row.is_silent)}.")
    for key, name, _ in GROUPS:
        yield item(f"{name}: {outlook(facts.figures.groups[key])}.")


def standing(rows: Iterable[AgencyFigures]) -> str:
    """'01 đơn vị đã hoàn thành số hóa; 07 đơn vị đúng tiến độ; …', without what there is none of."""
    counts = [(sum(row.schedule == key for row in rows), words) for key, words in GOOD_NEWS]
    counted = [f"{pad_quantity(count)} đơn vị {words}" for count, words in counts if count]
    return "; ".join(counted) or "chưa có đơn vị hoàn thành hoặc đúng tiến độ"


def named(rows: Iterable[AgencyFigures]) -> str:
    """How many agencies these are, the first ten by name."""
    names = [row.name for row in rows]
    if not names:
        return "không có"
    more = f" và {pad_quantity(len(names) - MOST_NAMES)} đơn vị khác" if len(names) > MOST_NAMES else ""
    return f"{pad_quantity(len(names))} đơn vị ({', '.join(names[:MOST_NAMES])}{more})"


def outlook(group: Figures) -> str:
    """What is left and the pace it asks for, in pages a day."""
    if not group.remaining_pages:
        return "đã hoàn thành khối lượng của Kế hoạch" if group.planned_pages else "chưa có chỉ tiêu"
    left = f"còn {format_int(group.remaining_pages)} trang"
    if group.needed_per_day is None:
        return f"{left}, đã quá thời hạn của Kế hoạch"
    pace = ""
    if group.pace_per_day:
        pace = f"gần đây số hóa bình quân {format_int(group.pace_per_day)} trang/ngày, "
    return f"{left}; {pace}để hoàn thành đúng hạn cần {format_int(group.needed_per_day)} trang/ngày"


def difficulties(facts: ReportFacts) -> Iterator[Block]:
    """Section IV: what hinders the agencies, in their words."""
    yield section("IV. KHÓ KHĂN, VƯỚNG MẮC")
    none = "Các cơ quan, đơn vị, địa phương chưa báo cáo khó khăn, vướng mắc."
    yield from statements(facts.difficulties, "difficulties", none)


def proposals(facts: ReportFacts) -> Iterator[Block]:
    """Section V: what Sở Nội vụ and the agencies ask for."""
    yield section("V. KIẾN NGHỊ, ĐỀ XUẤT")
    yield paragraph(
        f"{facts.issuer} kính đề nghị Ủy ban nhân dân tỉnh chỉ đạo các cơ quan, đơn vị, địa phương chậm tiến độ tập "
        "trung nguồn lực, hoàn thành số hóa theo thời hạn của Kế hoạch; báo cáo tiến độ đầy đủ, đúng kỳ."
    )
    none = "Các cơ quan, đơn vị, địa phương chưa có kiến nghị, đề xuất khác."
    yield from statements(facts.difficulties, "proposals", none)
    yield paragraph(
        f"Trên đây là báo cáo tình hình, kết quả thực hiện {facts.plan_name}, {facts.issuer} kính báo cáo Ủy ban nhân "
        "dân tỉnh xem xét, chỉ đạo./."
    )


def statements(reports: Iterable[Difficulty], field: str, none: str) -> Iterator[Block]:
    """What agencies wrote, the same words once, with who wrote them; the rest stands in Phụ lục VI."""
    writers: dict[str, list[str]] = {}
    for report in reports:
        if text := clean_text(getattr(report, field)).rstrip("."):
            writers.setdefault(text, []).append(report.name)
    if not writers:
        yield paragraph(none)
    for text, names in list(writers.items())[:MOST_LINES]:
        yield item(f"{text} ({', '.join(names[:MOST_NAMES])}{' …' if len(names) > MOST_NAMES else ''}).")
    if len(writers) > MOST_LINES:
        yield item(f"Và {pad_quantity(len(writers) - MOST_LINES)} nội dung khác (chi tiết tại Phụ lục VI).")
