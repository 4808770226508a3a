"""Numbers as Vietnam writes them: 1.981.241 and 69,2 and 85,37%. Pure functions, nothing lost to floats."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Units = str | Sequence[str]  # words that may follow a number
Exact = TypeVar("Exact", int, Decimal)
Number = int | float | Decimal | Fraction
LARGEST = 10**15
PERCENT_PLACES = 2
NOTHING = "–"
MINUS = "−"  # U+2212, as wide as the plus; a hyphen ends lines and reads as a dash

WHOLE_NUMBER = "nhập một số nguyên, ví dụ 1.250"
DECIMAL_NUMBER = "nhập một số, phần thập phân sau dấu phẩy, ví dụ 69,2"
COMMA_IS_DECIMAL = "dấu phẩy là dấu thập phân; số hàng nghìn viết với dấu chấm, ví dụ 1.250"
NOT_NEGATIVE = "nhập một số không âm, ví dụ 1.250"
TOO_LARGE = "số quá lớn, kiểm tra lại; nhập một số nguyên, ví dụ 1.250"

_WHOLE = r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
_INTEGER = re.compile(rf"(?P<sign>-?){_WHOLE}(?:,0{{1,2}})?")
_DECIMAL = re.compile(rf"(?P<sign>-?){_WHOLE}(?:,(?P<rest>[0-9]+))?")
_ENGLISH_GROUPS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class NumberError(ValueError):
    """Not a number as Vietnam writes it; the message says in Vietnamese what to enter."""


def format_int(number: Number) -> str:
    """1981241 -> '1.981.241', -40 -> '−40' with a true minus."""
    return f"{int(number):,}".replace(",", ".").replace("-", MINUS)


def format_signed(number: int) -> str:
    """A difference: 1250 -> '+1.250', -40 -> '−40', 0 -> '0'."""
    return f"{'+' if number > 0 else ''}{format_int(number)}"


def format_decimal(number: Number, places: int = 1) -> str:
    """69.2 -> '69,2', rounded half up; a float counts as what it prints."""
    if isinstance(number, float):
        number = Decimal(repr(number))
    return _format_fraction(Fraction(number), places)


def format_percent(part: Number | None, whole: Number | None) -> str:
    """Share of the whole, '31,43%', rounded half up; '–' where there is no whole.

    Screen, paper and mail write a share with the same two decimals (domain §6).
    """
    if not whole or part is None:
        return NOTHING
    return _format_fraction(Fraction(part) * 100 / Fraction(whole), PERCENT_PLACES) + "%"


def format_dong(amount_dong: Number) -> str:
    """351151994016 -> '351.151.994.016 đồng'."""
    return f"{format_int(amount_dong)} đồng"


def format_billion(amount_dong: Number, places: int = 2) -> str:
    """351151994016 -> '351,15 tỷ'."""
    return f"{_format_fraction(Fraction(amount_dong) / 10**9, places)} tỷ"


def pad_quantity(quantity: int) -> str:
    """A quantity in the prose of papers, not on screens: 5 -> '05', 12 -> '12', 1234 -> '1.234' (domain §6)."""
    return f"0{quantity}" if 0 < quantity < 10 else format_int(quantity)


def parse_int(value: object, units: Units = (), allow_negative: bool = False, largest: int = LARGEST) -> int:
    """Read a whole number from a cell or a form field.

    `units` are words that may follow the number ("12 trang"). Raises NumberError for anything
    ambiguous: '1,234', '1.23', 12.5, True.
    """
    number = _parse_int_text(value, units) if isinstance(value, str) else _exact_int(value)
    return _within(number, allow_negative, largest)


def parse_decimal(value: object, units: Units = (), allow_negative: bool = False, largest: int = LARGEST) -> Decimal:
    """Read a Decimal: '69,2', '1.234,5'. Raises NumberError; '69.2' is refused, not guessed."""
    number = _parse_decimal_text(value, units) if isinstance(value, str) else _exact_decimal(value)
    return _within(number, allow_negative, largest)


def _format_fraction(fraction: Fraction, places: int) -> str:
    scaled = (abs(fraction) * 10**places * 2 + 1) // 2
    whole, rest = divmod(scaled, 10**places)
    sign = MINUS if fraction < 0 and scaled else ""
    return f"{sign}{format_int(whole)}" + (f",{rest:0{places}d}" if places else "")


def _exact_int(value: object) -> int:
    number = _exact_decimal(value, WHOLE_NUMBER)
    if abs(number) > LARGEST * 1000:
        raise NumberError(TOO_LARGE)
    if number != int(number):
        raise NumberError(WHOLE_NUMBER)
    return int(number)


def _exact_decimal(value: object, message: str = DECIMAL_NUMBER) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NumberError(message)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise NumberError(message)
    return number


def _parse_int_text(text: str, units: Units) -> int:
    text = _tidy(text, units)
    match = _INTEGER.fullmatch(text)
    if match:
        return int(match["sign"] + _digits(match))
    raise NumberError(COMMA_IS_DECIMAL if _ENGLISH_GROUPS.fullmatch(text) else WHOLE_NUMBER)


def _parse_decimal_text(text: str, units: Units) -> Decimal:
    match = _DECIMAL.fullmatch(_tidy(text, units))
    if not match:
        raise NumberError(DECIMAL_NUMBER)
    return Decimal(f"{match['sign']}{_digits(match)}.{match['rest'] or 0}")


def _digits(match: re.Match[str]) -> str:
    digits = re.sub(r"[. ]", "", match["whole"])
    # A longer run than any real figure: int() refuses thousands of digits with a message of its own.
    if len(digits) > 40:
        raise NumberError(TOO_LARGE)
    return digits


def _tidy(text: str, units: Units) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).replace(MINUS, "-").split())
    units = (units,) if isinstance(units, str) else units
    for unit in units:
        if text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].rstrip()
    return text


def _within(number: Exact, allow_negative: bool, largest: int) -> Exact:
    if number < 0 and not allow_negative:
        raise NumberError(NOT_NEGATIVE)
    if abs(number) > largest:
        raise NumberError(TOO_LARGE)
    return number
