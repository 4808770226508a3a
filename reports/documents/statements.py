"""Sections IV and V of the report: what hinders the agencies and what they ask for, in their own words."""

from collections.abc import Iterable, Iterator
from datetime import date

from agencies.formats.numbers import pad_quantity
from agencies.formats.text import clean_text

from ..figures import AgencyFigures
from .content import Block
from .facts import Difficulty, ReportFacts
from .phrases import item, paragraph, section
from .requests import is_for, parts

MOST_LINES = 15
Statement = tuple[str, Difficulty]  # words, and the report they are in


def difficulties(facts: ReportFacts) -> Iterator[Block]:
    """Section IV."""
    reported = [(report.difficulties, report) for report in facts.difficulties]
    yield section("IV. KHÓ KHĂN, VƯỚNG MẮC")
    if facts.difficulties:
        count = pad_quantity(len(facts.difficulties))
        yield paragraph(
            f"Báo cáo tiến độ mới nhất của {count} cơ quan, đơn vị, địa phương có nêu khó khăn, vướng mắc hoặc kiến "
            "nghị (toàn văn và kỳ báo cáo tại Phụ lục VI).",
            "difficulty_count",
        )
    yield from register(facts)
    none = "Các cơ quan, đơn vị, địa phương chưa báo cáo khó khăn, vướng mắc."
    yield from statements(reported, none, "difficulties")


def register(facts: ReportFacts) -> Iterator[Block]:
    """How many difficulties wait for an answer, are late, were answered, by the register; nothing where none does."""
    total = facts.figures.total
    waits, late, answered = total.open_difficulties, total.overdue_difficulties, total.answered_difficulties
    if not (waits or answered):
        return
    overdue = f", trong đó {pad_quantity(late)} quá hạn trả lời" if late else ""
    yield paragraph(
        f"Theo sổ khó khăn, vướng mắc: {pad_quantity(waits)} vướng mắc chưa được trả lời{overdue}; "
        f"{pad_quantity(answered)} đã được trả lời, cơ quan hỏi chưa khép lại.",
        "register",
    )


def proposals(facts: ReportFacts) -> Iterator[Block]:
    """Section V: what Sở Nội vụ and the agencies ask UBND tỉnh for."""
    asked = [(part, report) for report in facts.difficulties for part in parts(report.proposals)]
    handed_on = [(part, report) for part, report in asked if not is_for(facts.issuer, part)]
    yield section("V. KIẾN NGHỊ, ĐỀ XUẤT")
    yield from request(facts)
    none = "Các cơ quan, đơn vị, địa phương chưa có kiến nghị, đề xuất khác."
    yield from statements(handed_on, none, "proposals")
    yield from kept_back(facts, [report for part, report in asked if is_for(facts.issuer, part)])
    yield paragraph(
        f"Trên đây là báo cáo tình hình, kết quả thực hiện {facts.plan_name}, {facts.issuer} kính báo cáo Ủy ban nhân "
        "dân tỉnh xem xét, chỉ đạo./.",
        "closing",
    )


def request(facts: ReportFacts) -> Iterator[Block]:
    """What Sở Nội vụ asks for, where the figures give a reason to."""
    rows = facts.figures.rolled_up
    if any(row.is_silent or row.silent_heirs or row.schedule in ("late", "at_risk") for row in rows):
        yield paragraph(
            f"{facts.issuer} kính đề nghị Ủy ban nhân dân tỉnh chỉ đạo các cơ quan, đơn vị, địa phương chậm tiến độ "
            f"tập trung nguồn lực, {'; '.join(goals(rows))}; báo cáo tiến độ đầy đủ, đúng kỳ.",
            "request",
        )


def goals(rows: Iterable[AgencyFigures]) -> Iterator[str]:
    """What is still to be reached in time, and what can no longer be."""
    overdue = {row.needed_per_day is None for row in rows if row.remaining_pages}
    if False in overdue:
        yield "hoàn thành số hóa theo thời hạn của Kế hoạch"
    if True in overdue:
        yield "sớm hoàn thành khối lượng còn lại đã quá thời hạn của Kế hoạch"


def kept_back(facts: ReportFacts, reports: Iterable[Difficulty]) -> Iterator[Block]:
    """Requests to the department itself, which it answers and does not hand on (Kế hoạch III.5)."""
    names = list(dict.fromkeys(report.name for report in reports))
    if names:
        yield paragraph(
            f"Kiến nghị gửi {facts.issuer} của {pad_quantity(len(names))} cơ quan, đơn vị, địa phương "
            f"({'; '.join(names)}) do {facts.issuer} giải đáp theo Kế hoạch.",
            "to_the_issuer",
        )


def by_words(reported: Iterable[Statement]) -> dict[str, list[Difficulty]]:
    """{words: the reports they are in}; the same words once, nothing where nobody wrote any."""
    found: dict[str, list[Difficulty]] = {}
    for words, report in reported:
        if text := clean_text(words).rstrip("."):
            found.setdefault(text, []).append(report)
    return found


def periods_by_words(reported: Iterable[Statement]) -> dict[str, set[date]]:
    """{words: the last days of the periods whose reports say so}."""
    return {words: {report.period_end for report in reports} for words, reports in by_words(reported).items()}


def statements(reported: Iterable[Statement], none: str, source: str) -> Iterator[Block]:
    """What agencies wrote, each with everybody who wrote it; from the sixteenth on it is in Phụ lục VI alone."""
    writers = by_words(reported)
    if not writers:
        yield paragraph(none, source)
    for text, reports in list(writers.items())[:MOST_LINES]:
        names = dict.fromkeys(report.name for report in reports)
        yield item(f"{text} ({'; '.join(names)}).", source)
    if len(writers) > MOST_LINES:
        yield item(f"Và {pad_quantity(len(writers) - MOST_LINES)} nội dung khác (chi tiết tại Phụ lục VI).", source)
