"""Numbers in words, as a Vietnamese document spells an amount under its figure."""

from .text import capitalized

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION = 10**9
Style = tuple[str, str, str]  # the words for thousand, for a zero ten ("linh năm"), for 4 after a ten


def in_words(number: int, thousand: str = "ngàn", zero_ten: str = "linh", four: str = "bốn") -> str:
    """216016 -> 'hai trăm mười sáu ngàn không trăm mười sáu'.

    After the first group the hundreds are always written; a zero group is left out. The plan writes
    ngàn, linh, bốn; nghìn, lẻ, tư are as correct.
    """
    if number < 0:
        return f"âm {in_words(-number, thousand, zero_ten, four)}"
    if number == 0:
        return DIGITS[0]
    return " ".join(_groups(number, (thousand, zero_ten, four)))


def amount_in_words(number: int, unit: str = "đồng", **style: str) -> str:
    """351151994016 -> 'Ba trăm năm mươi mốt tỷ … không trăm mười sáu đồng'."""
    return capitalized(f"{in_words(number, **style)} {unit}".rstrip())


def _groups(number: int, style: Style) -> list[str]:
    """Words of a number; above a billion its billions are written as a number of their own."""
    high, low = divmod(number, BILLION)
    words = [*_groups(high, style), "tỷ"] if high else []
    for size, name in ((10**6, "triệu"), (10**3, style[0]), (1, "")):
        group = low // size % 1000
        if group:
            words += _group(group, style, hundreds_named=bool(words))
            words += [name] if name else []
    return words


def _group(group: int, style: Style, hundreds_named: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    named = bool(hundreds or hundreds_named)
    words = [DIGITS[hundreds], "trăm"] if named else []
    return words + _below_hundred(rest, style, after_hundreds=named)


def _below_hundred(rest: int, style: Style, after_hundreds: bool) -> list[str]:
    tens, unit = divmod(rest, 10)
    words = []
    if tens:
        words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif unit and after_hundreds:
        words = [style[1]]
    return words + ([_unit(unit, tens, style[2], bool(words))] if unit else [])


def _unit(unit: int, tens: int, four: str, follows: bool) -> str:
    if unit == 1 and tens > 1:
        return "mốt"
    if unit == 5 and tens:
        return "lăm"
    if unit == 4 and follows and tens != 1:
        return four
    return DIGITS[unit]
