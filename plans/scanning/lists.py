"""Lists of files, pasted: a line a file: box, number, Mục lục số, pages, fonds; "" where none is named."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agencies.formats.numbers import NumberError, format_int, parse_int
from agencies.formats.text import clean_text

SEPARATOR = re.compile(r"\t|;|\|")
SHOWN = 20  # faults named; the others are counted
Wanted = tuple[str, str, str]  # box, number, Mục lục số; "" where none is named


class ListedFile(NamedTuple):
    """A line of a list: which file it names, and its pages (trang A4 quy đổi) and fonds where it says them."""

    wanted: Wanted
    pages: int | None = None
    fonds: str = ""


def shown_faults(faults: Sequence[str], most: int = SHOWN) -> list[str]:
    """The first faults, and how many more there are."""
    more = len(faults) - most
    return [*faults[:most], *([f"và {format_int(more)} dòng khác."] if more > 0 else [])]


def tidy(text: str) -> str:
    """One line a file, "hộp<TAB>hồ sơ số<TAB>Mục lục số", as it is kept in the form."""
    lines = ("\t".join(clean_text(part) for part in SEPARATOR.split(line)) for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip())


def wanted_of(text: str) -> list[Wanted]:
    """What each line of a tidy list names; a line with one part names a number."""
    parts = [line.split("\t") for line in tidy(text).splitlines()]
    return [
        (part[0], part[1], "".join(part[2:3])) if len(part) > 1 and part[1] else ("", part[0] or part[-1], "")
        for part in parts
    ]


def listed_of(text: str) -> list[ListedFile]:
    """The same with what the lines say beside: pages in the fourth place, the fonds in the fifth."""
    rest = [line.split("\t")[3:5] for line in tidy(text).splitlines()]
    return [
        ListedFile(wanted, pages_of("".join(more[:1])), "".join(more[1:]))
        for wanted, more in zip(wanted_of(text), rest, strict=True)
    ]


def pages_of(text: str) -> int | None:
    """The number; None for no number."""
    try:
        return parse_int(text) if text else None
    except NumberError:
        return None


def line_of(listed: ListedFile) -> str:
    """The line of a list, as short as it can be written."""
    box, number, catalogue = listed.wanted
    pages = "" if listed.pages is None else str(listed.pages)
    line = "\t".join((box, number, catalogue, pages, listed.fonds)).rstrip("\t")
    return number if line == f"\t{number}" else line


def is_meant(wanted: Wanted, key: Wanted) -> bool:
    """True for a file that has all that the line names."""
    return all(not said or said == own for said, own in zip(wanted, key, strict=True))


def named(box: str, number: str, catalogue_number: str) -> str:
    said = f"hộp {box}, hồ sơ số {number}" if box else f"hồ sơ số {number}"
    return f"{said}, Mục lục số {catalogue_number}" if catalogue_number else said
