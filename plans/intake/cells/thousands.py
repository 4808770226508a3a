"""Counts by the thousand: the unit of a column ("Số trang (nghìn trang)"), of a whole sheet, or of one cell."""

import re
from decimal import Decimal

from agencies.formats.text import fold

from .values import Cell

_UNIT = re.compile(r"\b(?:nghin|ngan|1 ?000)\b")
_OF_SHEET = re.compile(r"(?:(?:dvt|don vi(?: tinh)?)\b.*\b)?(?:nghin|ngan|1 ?000) (trang|to)")
_CELL = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)(?P<word>\s*(?:nghìn|ngàn))?(?:\s*(?P<unit>trang|tờ))?", re.I)


def is_by_the_thousand(head: str) -> bool:
    """True for a head that names the unit: "Số trang (nghìn trang)", "ĐVT: 1.000 trang"."""
    return _UNIT.search(fold(head)) is not None


def unit_of_sheet(text: str) -> str:
    """What a line of its own, over the list or under its head, counts by the thousand: "trang", "to", or ""."""
    match = _OF_SHEET.fullmatch(fold(text))
    return match[1] if match else ""


def times_thousand(cell: Cell) -> Cell:
    """The cell of a column that counts by the thousand, as single ones; as it is where that is no whole number."""
    if isinstance(cell, str):
        match = _CELL.fullmatch(cell.strip())
        return whole(match[1].replace(",", "."), cell) if match else cell
    return whole(f"{cell:.15g}", cell) if isinstance(cell, int | float) and type(cell) is not bool else cell


def written_out(text: str, units: tuple[str, ...]) -> str:
    """ "1,2 nghìn trang" as "1200", where the unit is one of these or none; any other text as it is."""
    match = _CELL.fullmatch(text)
    if match is None or not match["word"] or (match["unit"] or units[0]).lower() not in units:
        return text
    return str(whole(match[1].replace(",", "."), text))


def whole(number: str, cell: Cell) -> Cell:
    thousand = Decimal(number) * 1000
    return int(thousand) if thousand == int(thousand) else cell
