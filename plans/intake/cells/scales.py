"""Counts by the hundred, the thousand …: the unit of a head ("Số trang (nghìn trang)"), of a sheet, of a cell."""

import re
from decimal import Decimal

from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text

from .values import Cell

WORDS = {10: "chục", 100: "trăm", 1_000: "nghìn", 10_000: "vạn", 1_000_000: "triệu"}
LONGEST_LINE = 200
_BY_WORD = {word: scale for scale, word in WORDS.items()}
_BY_WORD |= {"tram": 100, "chuc": 10, "van": 10_000, "trieu": 1_000_000, "ngàn": 1_000, "ngan": 1_000, "nghin": 1_000}
_BY_WORD |= {"10": 10, "100": 100, "1000": 1_000, "k": 1_000}
_NAMED = r"nghìn|ngàn|nghin|ngan|trăm|chục|vạn|triệu"
_OF_COUNTS = r"(?:tram|chuc|van|trieu|100?)(?=\s*(?:trang|tờ|to)\b)"  # means something else before other words
_SCALE = rf"\b(?P<word>{_NAMED}|1[. ]?000|{_OF_COUNTS})\b"
_OF_HEAD = re.compile(rf"{_SCALE}|[x×*]\s*(?P<times>1[. ]?000|100?)\b|\(\s*(?P<short>k)\s*\)|(?P<power>10\^3)")
_LINE = re.compile(r"\W*(?:đvt|dvt|đơn vị(?: tính)?|don vi(?: tinh)?)\b[:\s]*(?P<rest>.*?)\W*")
_OF_LINE = re.compile(rf"{_SCALE}(?:\s*(?P<unit>trang|tờ|to)\b|(?=\W*$))")
_ALONE = re.compile(rf"\W*{_SCALE}\s*(?P<unit>trang|tờ|to)\W*")
_BARE = re.compile(rf"\W*(?:{_NAMED}|1[. ]?000)\W*")
_CELL = re.compile(rf"(\d{{1,6}}(?:[.,]\d{{1,3}})?)(?P<word>\s*(?:{_NAMED}))?(?:\s*(?P<unit>trang|tờ))?", re.IGNORECASE)


def scale_of_head(head: str) -> int:
    """How many pages or sheets a one under this head stands for: 1.000 of "Số trang (nghìn trang)", else 1."""
    match = _OF_HEAD.search(clean_text(head).lower())
    if match is None:
        return 1
    return 1_000 if match["power"] else scale_of(match["word"] or match["times"] or match["short"])


def without_scale(head: str) -> str:
    """The head without its scale: "Nghìn trang" is "trang"."""
    return _OF_HEAD.sub(" ", clean_text(head).lower())


def scales_of_line(text: str) -> dict[str, int]:
    """{"trang" or "to": scale} that a line of its own says, over the list or under its head."""
    if len(text) > LONGEST_LINE:
        return {}
    text = clean_text(text).lower()
    alone, line = _ALONE.fullmatch(text), _LINE.fullmatch(text)
    found: dict[str, int] = {}
    for match in [alone] if alone else _OF_LINE.finditer(line["rest"]) if line else ():
        units = ("trang", "to") if not match["unit"] else ("trang" if match["unit"] == "trang" else "to",)
        found |= dict.fromkeys(units, scale_of(match["word"]))
    return found


def is_scale_alone(cell: Cell) -> bool:
    """True for "(nghìn)" under the head of a column of counts."""
    return isinstance(cell, str) and _BARE.fullmatch(clean_text(cell).lower()) is not None


def scale_of(word: str) -> int:
    return _BY_WORD[re.sub(r"[. ]", "", word)]


def scaled(cell: Cell, scale: int) -> Cell:
    """The cell of a column that counts by `scale`, as single ones; one that is no whole number stays as it is."""
    if isinstance(cell, str):
        parts = cell.split("/")
        return one_scaled(cell, scale) if len(parts) == 1 else "/".join(str(one_scaled(each, scale)) for each in parts)
    is_number = isinstance(cell, int | float) and type(cell) is not bool
    return whole(f"{cell:.15g}", scale, f"{cell:.15g} {WORDS[scale]}") if is_number else cell


def one_scaled(text: str, scale: int) -> Cell:
    match = _CELL.fullmatch(text.strip())
    if match is None:
        return text
    word = (match["word"] or "").strip().lower()
    return whole(match[1].replace(",", "."), scale_of(word) if word else scale, f"{match[1]} {word or WORDS[scale]}")


def written_out(text: str, units: tuple[str, ...]) -> str:
    """ "1,2 nghìn trang" as "1200", where the unit is one of these or none; any other text as it is."""
    match = _CELL.fullmatch(text)
    if match is None or not match["word"] or (match["unit"] or units[0]).lower() not in units:
        return text
    return str(whole(match[1].replace(",", "."), scale_of(match["word"].strip().lower()), text))


def whole(number: str, scale: int, otherwise: Cell) -> Cell:
    product = Decimal(number) * scale
    return int(product) if product == int(product) else otherwise


def example(scale: int) -> str:
    """How a column that counts by `scale` is read: "nghìn: 1,2 được đọc là 1.200"."""
    return f"{WORDS[scale]}: 1,2 được đọc là {format_int(12 * scale // 10)}"
