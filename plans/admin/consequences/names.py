"""Names in the sentences of the page before saving."""

from collections.abc import Sequence

from agencies.formats.numbers import format_int

SHOWN = 5


def named(names: Sequence[str], unit: str = "cơ quan, đơn vị") -> str:
    """ "A; B; C và 12 cơ quan, đơn vị khác": names have commas, so ";" parts them."""
    rest = len(names) - SHOWN
    more = f" và {format_int(rest)} {unit} khác" if rest > 0 else ""
    return "; ".join(names[:SHOWN]) + more
