"""A page of the web that was saved or exported under the name of a workbook: its tables as the rows of one sheet."""

import re
from collections.abc import Iterator
from typing import Any

from plans.intake.cells.values import CellRange

from .archives import Refusal
from .csv_text import decode
from .xml_parts import name_of, whole

UNSEEN = ("script", "style", "head", "title", "xml", "template", "noscript")
BREAKS, CELLS = ("br", "p", "div", "tr", "li"), ("td", "th")
MOST_SPAN, BEGINNING = 100, 4096
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BEGINS = re.compile(r"<!--|<(?:style|title|xml|script)\b", re.IGNORECASE)
_ENDS = re.compile(r"-->|</(?:style|title|xml|script)\s*>", re.IGNORECASE)


class HtmlPage:
    """Rows of text cells, all of one width, of each table and of each text outside tables; and the merged cells."""

    def __init__(self, data: bytes, most: float = float("inf")) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[CellRange] = []
        self.most = most
        self.read(root_of(text_of_page(data)))
        while self.rows and not any(self.rows[-1]):
            self.rows.pop()
        width = max(map(len, self.rows), default=0)
        self.rows = [row + [""] * (width - len(row)) for row in self.rows]

    def add(self, row: list[str]) -> None:
        self.rows.append(row)
        if len(self.rows) > self.most:
            raise Refusal("rows")

    def add_lines(self, text: str | None) -> None:
        for line in (text or "").splitlines():
            if line.strip():
                self.add([" ".join(line.split())])

    def read(self, element: Any) -> None:
        """Adds what is below an element, in the order in which a browser shows it."""
        if name_of(element) in UNSEEN or not name_of(element):
            return
        has_tables = next(element.iterdescendants("table"), None) is not None
        if not has_tables and name_of(element) == "table":
            self.read_table(element)
        elif not has_tables:
            self.add_lines(shown(element))
        else:
            self.add_lines(element.text)
            for each in element:
                self.read(each)
                self.add_lines(each.tail)

    def read_table(self, table: Any) -> None:
        """Adds the rows of a table without tables in it; a cell over several columns or rows fills the first."""
        taken: dict[int, int] = {}  # {column: how many more rows a cell from above covers}
        for row in table.iter("tr"):
            cells: list[str] = []
            for cell in row:
                if name_of(cell) in CELLS:
                    cover(cells, taken)
                    self.place(cell, cells, taken)
            cover(cells, taken)
            self.add(cells)

    def place(self, cell: Any, cells: list[str], taken: dict[int, int]) -> None:
        wide, high = (min(whole(cell.get(name) or "") or 1, MOST_SPAN) for name in ("colspan", "rowspan"))
        top, left = len(self.rows), len(cells)
        if wide > 1 or high > 1:
            self.merged.append(((top, left), (top + high - 1, left + wide - 1)))
        taken |= {at: high - 1 for at in range(left, left + wide) if high > 1}
        cells += [shown(cell), *[""] * (wide - 1)]


def cover(cells: list[str], taken: dict[int, int]) -> None:
    """Goes on behind the columns that a cell from above covers."""
    while taken.get(len(cells)):
        taken[len(cells)] -= 1
        cells.append("")


def text_of_page(data: bytes) -> str:
    """The page's letters: by the mark in front of them, by the encoding that it names, or as those of a .csv."""
    named = _CHARSET.search(data[:BEGINNING])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(named[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def root_of(text: str) -> Any:
    from lxml import etree, html  # pages are rare

    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        return html.fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\0", "")), parser=parser)
    except (etree.ParserError, ValueError):
        raise Refusal("damaged") from None


def texts_beside(data: bytes) -> Iterator[str]:
    """What a page holds and does not show: its title, what is printed at its head and foot, remarks."""
    for beside in _BEGINS.split(text_of_page(data))[1:]:
        yield from re.split(r"[\n;<>]", _ENDS.split(beside, maxsplit=1)[0])


def shown(element: Any) -> str:
    """The text as a browser shows it."""
    parts: list[str] = []
    collect(element, parts)
    lines = (" ".join(line.replace("\xa0", " ").split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def collect(element: Any, parts: list[str]) -> None:
    name = name_of(element)
    if name and name not in UNSEEN:
        parts.append("\n" if name in BREAKS else "")
        parts.append((element.text or "").replace("\n", " "))
        for each in element:
            collect(each, parts)
            parts.append((each.tail or "").replace("\n", " "))
