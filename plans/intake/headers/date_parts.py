"""A time spread over columns: 'Ngày | Tháng | Năm', 'Ngày tháng | Năm', with or without a head over them."""

import re
from collections.abc import Sequence

from agencies.formats.text import fold
from plans.intake.cells.short_days import joined_day
from plans.intake.cells.values import Cell, SheetRow

from .header import Header
from .meaning import in_full

TIMES = ("start_date", "end_date", "dates")
DAY, MONTH, YEAR = "ngay", "thang", "nam"
_PART = re.compile(r"(ngay thang|thoi gian|ngay|thang|nam)\b ?(.*)")
_NEUTRAL = set("thoi gian tai lieu ho so cua hinh thanh".split())
_START = set("bat dau tu dau tien som nhat mo".split())
_END = set("ket thuc den cuoi cung muon nhat dong".split())
# {part: column index}: "thoi gian" and "ngay thang" count as the day, and may say more than it.
Parts = dict[str, int]


def parts_of_times(header: Header) -> dict[str, Parts]:
    """{one of TIMES: its columns} where a year is apart from day or month."""
    groups: dict[str, Parts] = {}
    for at, levels in header.levels.items():
        found = part_of(levels) if header.places.get(at, "dates") in TIMES else None
        if found and found[1] not in groups.get(found[0], {}):
            groups.setdefault(found[0], {})[found[1]] = at
    return {name: parts for name, parts in groups.items() if is_whole(header, parts)}


def is_whole(header: Header, parts: Parts) -> bool:
    """A year and something more exact; what a person chose is not joined against their choice."""
    chosen = header.source != "given" or header.places.get(parts.get(YEAR, -1), "") in TIMES
    return chosen and YEAR in parts and len(parts) > 1


def part_of(levels: Sequence[str]) -> tuple[str, str] | None:
    """(one of TIMES, part of it) that a column says, or None."""
    match = _PART.fullmatch(in_full(fold(levels[-1]))) if levels else None
    if not match:
        return None
    words = set(in_full(fold(" ".join([*levels[:-1], match[2]]))).split()) - _NEUTRAL
    part = match[1] if match[1] in (MONTH, YEAR) else DAY
    if not words:
        return "dates", part
    if words <= _START:
        return "start_date", part
    return ("end_date", part) if words <= _END else None


def day_of_row(row: SheetRow, parts: Parts) -> Cell:
    """The time that the columns say together."""
    day, month, year = (row[parts[part]] if part in parts else None for part in (DAY, MONTH, YEAR))
    return joined_day(day, month, year)
