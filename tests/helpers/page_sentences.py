"""What a page says in sentences and tiles, and what its tables add up to: read from its HTML."""

import re

from lxml import html

INLINE = {"a", "b", "strong", "em", "i", "span", "small", "time", "abbr", "ins", "del", "br"}
UNREAD = {"script", "style", "select", "label", "button", "svg", "nav", "footer", "table", "blockquote", "h2", "h3"}
LINES_OF_OTHERS = ("timeline", "tile", "crumbs", "steps")  # classes of what is read elsewhere
NUMBER = re.compile(r"[-−]?\d{1,3}(?:\.\d{3})*|\d+")


def main_of(page):
    """The page's main part as a tree."""
    tree = html.fromstring(page)
    return tree.find(".//main") if tree.find(".//main") is not None else tree.find(".//body")


def sentences(tree):
    """Sentences with a number in them, outside tables, tiles and the history."""
    return [sentence for text in blocks(tree) for sentence in split(text)]


def split(text):
    """The sentences of a text that have a number in them."""
    parts = re.split(r"(?<=[.]) (?=[A-ZÀ-ỸĐ0-9“])", text)
    return [part.rstrip(".") for part in parts if re.search(r"\d", part)]


def blocks(element):
    """Texts of the innermost blocks."""
    texts, own = [], []
    read(element, texts, own)
    return [re.sub(r"\s+", " ", text).strip() for text in [*texts, "".join(own)] if text.strip()]


def read(element, texts, own):
    if not isinstance(element.tag, str) or element.tag in UNREAD or is_line_of_others(element):
        return
    is_block = element.tag not in INLINE
    mine = [] if is_block else own
    gap = " " if element.tag in ("small", "br") or "pill" in (element.get("class") or "") else ""
    mine.append(gap + (element.text or ""))
    for child in element:
        read(child, texts, mine)
        mine.append(child.tail or "")
    if is_block:
        texts.append("".join(mine))


def is_line_of_others(element):
    return any(name in (element.get("class") or "").split() for name in LINES_OF_OTHERS)


def tiles(tree):
    """{label: [texts]} of the tiles."""
    found = {}
    for tile in tree.xpath(".//section[contains(concat(' ', @class, ' '), ' tile ')]"):
        texts = [re.sub(r"\s+", " ", part.text_content()).strip() for part in tile if part.tag != "h2"]
        found[tile.find("h2").text_content().strip()] = texts
    return found


def tables(tree):
    """Each table as [(kind, cells)]: kind "row", "group" or "foot", cells as texts (None where a cell spans on)."""
    return [[line for line in map(line_of, table.iter("tr")) if line] for table in tree.iter("table")]


def line_of(row):
    part = row.getparent().tag
    if part == "thead":
        return None
    kind = "foot" if part == "tfoot" else "group" if "group" in (row.get("class") or "") else "row"
    cells = []
    for cell in row:
        if isinstance(cell.tag, str):
            cells.append(first_line(cell))
            cells += [None] * (int(cell.get("colspan") or 1) - 1)
    return kind, cells


def first_line(cell):
    """The cell without what is in small print below its figure."""
    for small in cell.xpath(".//div[contains(@class, 'small')]"):
        small.getparent().remove(small)
    return re.sub(r"\s+", " ", cell.text_content()).strip()


def whole_number(text):
    """The cell's number, 0 for a dash, None for anything else."""
    if text in ("–", ""):
        return 0
    if text is None or not NUMBER.fullmatch(text):
        return None
    return int(text.replace(".", "").replace("−", "-"))


def sums(table, kind):
    """[(what a line of sums says, what the rows it stands for add up to)] of every column that adds up."""
    found, rows = [], []
    for line_kind, cells in table if kind == "foot" else reversed(table):
        if line_kind == "row":
            rows.append(cells)
        elif line_kind == kind:
            meant = with_result(rows) if cells[0].startswith("Đã có kết quả") else rows
            found += [pair for column in range(1, len(cells)) if (pair := pair_of(cells, meant, column))]
            rows = rows if kind == "foot" else []
    return found


def with_result(rows):
    """Estimates that were decided on: their last cell but one has a figure."""
    return [row for row in rows if row[-2] not in ("–", "")]  # 0 đồng may be a result


def pair_of(cells, rows, column):
    said = whole_number(cells[column])
    numbers = [whole_number(row[column]) for row in rows if len(row) > column]
    if not said or not numbers or None in numbers:
        return None
    return said, sum(numbers)
