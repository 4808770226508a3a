"""Where the table stands on a sheet: its header of one to three rows, and which column of ours each column is."""

import re
import textwrap
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import as_text
from plans.intake.columns import BY_FIELD, COLUMNS

from .spellings import EXTRA, SHORT, spelt

HEADER_WITHIN, DEEPEST = 60, 3
ENOUGH = 3
EXAMPLES, EXAMPLE_ROWS, EXAMPLE_LENGTH = 3, 200, 30
_INITIALS = re.compile(r"\b[a-z](?: [a-z0-9])+\b")  # T.H.B.Q, A 4
_SHORT = re.compile(rf"\b(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b")


def in_full(folded):
    """The words of a head without their abbreviations."""
    folded = _INITIALS.sub(lambda match: match[0].replace(" ", ""), folded)
    return _SHORT.sub(lambda match: SHORT[match[0]], folded)


KNOWN = {in_full(fold(name)): column.field for column in COLUMNS for name in (column.header, *column.aliases)}
KNOWN |= {in_full(fold(name)): name_of for name_of in EXTRA for name in spelt(name_of)}
# Words that may stand around a spelling without changing what it means.
FILLERS = set(
    "cua trong theo neu co ghi ro bang chu ten cac nam va so luong tong cong dvt don vi tinh quy doi ra thanh "
    "bat buoc".split()
)
SHORTEST_INSIDE = 2
LONGEST_SUBHEAD = 25
NEEDED_ANY = {"title", "file_number", "reference_code"}
# "Từ | Đến" says when only under a head that speaks of time: under "Tờ số" it numbers sheets.
BARE_ENDS = {"tu", "den", "tu so", "den so", "dau", "cuoi", "bat dau", "ket thuc"}
_OF_TIME = re.compile(r"\b(?:thoi gian|ngay|thang|nam|nien)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OF_SIZE = re.compile(r"\ba([0-4])\b")


def letter_of(at):
    """0 -> 'A', 27 -> 'AB'."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def fold_cell(cell):
    return fold(cell) if isinstance(cell, str) else ""


@lru_cache(4096)
def field_of(folded):
    """The column a folded header means: the spelling itself, or the longest one with nothing but fillers around."""
    folded = in_full(folded)
    if folded in KNOWN or not folded:
        return KNOWN.get(folded, "")
    words = folded.split()
    for size in range(len(words) - 1, SHORTEST_INSIDE - 1, -1):
        for start in range(len(words) - size + 1):
            inside, around = " ".join(words[start : start + size]), words[:start] + words[start + size :]
            if inside in KNOWN and FILLERS.issuperset(around):
                return KNOWN[inside]
    return ""


@dataclass
class Header:
    """A header found: its rows (Excel's numbers), {column index: field}, and what is written over each column."""

    first: int
    last: int
    places: dict = field(default_factory=dict)
    written: dict = field(default_factory=dict)
    folded: list = field(default_factory=list)  # of each header row, to know it when it is repeated
    twice: list = field(default_factory=list)
    levels: dict = field(default_factory=dict)  # {column index: the texts over it, from the highest to the lowest}
    source: str = "spelling"
    examples: dict = field(default_factory=dict)  # {column index: a few cells under it}

    @property
    def score(self):
        return len(set(self.places.values()))

    @property
    def rank(self):
        """More columns understood; then fewer rows, then higher up."""
        return self.score, self.first - self.last, -self.first

    @property
    def is_enough(self):
        return self.score > ENOUGH or (self.score == ENOUGH and not NEEDED_ANY.isdisjoint(self.places.values()))

    def at(self, name):
        return next((at for at, each in self.places.items() if each == name), None)

    def letter(self, name):
        at = self.at(name)
        return "" if at is None else letter_of(at)

    def continued(self):
        """The same columns on a sheet that has no header of its own."""
        return replace(self, first=0, last=0, twice=[], source="continued")

    def keep_examples(self, rows):
        """A few different cells of each column, for whoever corrects what the portal understood."""
        for at in self.written:
            cells = (row[at] for row in rows[:EXAMPLE_ROWS] if at < len(row))
            texts = dict.fromkeys(clean_text(as_text(cell)) for cell in cells if cell is not None)
            few = islice(filter(None, texts), EXAMPLES)
            self.examples[at] = [textwrap.shorten(text, EXAMPLE_LENGTH, placeholder="…") for text in few]

    def headers(self):
        return [(letter_of(at), text, self.places.get(at, "")) for at, text in sorted(self.written.items())]

    def beside(self):
        """The header of a second table to the right with the same columns, taken out of this one; or None."""
        again = sorted(self.twice)
        if len(again) < ENOUGH or not self.places or again[0] <= max(self.places):
            return None
        right = Header(self.first, self.last, folded=[[""] * again[0] + row[again[0] :] for row in self.folded])
        for at in [at for at in sorted(self.written) if at >= again[0]]:
            right.written[at], right.levels[at] = self.written.pop(at), self.levels.pop(at)
            take(right, at, meaning(right.levels[at]))
        if right.at("title") is None:
            self.written |= right.written
            self.levels |= right.levels
            return None
        self.twice = []
        return right

    @property
    def shape(self):
        return "|".join(fold(text) for _, text in sorted(self.written.items()))


def find_header(rows, merged=(), mapping=None, first_row=1):
    """The best header among the first rows, or None. `rows[0]` is Excel's row `first_row`."""
    best, until = None, min(len(rows), HEADER_WITHIN)
    for at in range(until):
        if at >= until or sum(isinstance(cell, str) and bool(cell.strip()) for cell in rows[at]) < 2:
            continue
        for depth in range(1, min(DEEPEST, len(rows) - at) + 1):
            header = header_at(rows, at, depth, merged, first_row)
            if mapping:
                correct(header, mapping)
            if header.is_enough and (best is None or header.rank > best.rank):
                best, until = header, min(until, header.last - first_row + 1)
    return deepened(best, rows, merged, mapping, first_row) if best else None


def deepened(header, rows, merged, mapping, first_row):
    """With the row of subheads or units under it, which adds no column of ours but is no file either."""
    top, under = header.first - first_row, header.last - first_row + 1
    if under >= len(rows) or not is_subhead(rows[under], header):
        return header
    deeper = header_at(rows, top, under - top + 1, merged, first_row)
    if mapping:
        correct(deeper, mapping)
    if deeper.score >= header.score:
        return deeper
    header.last += 1
    header.folded.append([fold_cell(cell) for cell in rows[under]])
    return header


def is_subhead(row, header):
    """'Từ | Đến', '(tờ) | (trang)': a few short words, none of them a number, a title or the number of a file."""
    cells = [
        (at, cell) for at, cell in enumerate(row) if cell is not None and (not isinstance(cell, str) or cell.strip())
    ]
    own = {header.at("title"), header.at("file_number"), header.at("number"), header.at("reference_code")}
    return (
        len(cells) >= 2
        and header.at("title") is not None
        and all(at not in own and isinstance(cell, str) and is_short_word(cell) for at, cell in cells)
    )


def is_short_word(cell):
    return len(cell) <= LONGEST_SUBHEAD and (not any(map(str.isdigit, cell)) or bool(_OF_SIZE.search(fold(cell))))


def header_at(rows, at, depth, merged, first_row):
    block = [spread(rows, number, merged, first_row, last=number == at + depth - 1) for number in range(at, at + depth)]
    header = Header(first_row + at, first_row + at + depth - 1)
    header.folded = [[fold_cell(cell) for cell in rows[number]] for number in range(at, at + depth)]
    before = None
    for column in range(max(map(len, block))):
        texts = [text_at(row, column) for row in block]
        texts = [text for number, text in enumerate(texts) if text and text not in texts[:number]]
        own = any(text_at(rows[number], column) for number in range(at, at + depth))
        if texts and (own or texts != before):
            header.written[column] = " / ".join(texts)
            header.levels[column] = texts
            take(header, column, meaning(texts))
        before = texts
    return header


def take(header, column, name):
    """Gives a column its meaning; of two that mean the same, the plainer one, or else the first, is read."""
    before = header.at(name)
    if not name or before is None:
        header.places |= {column: name} if name else {}
        return
    if name == "page_count" and plainness(header.written[column]) > plainness(header.written[before]):
        del header.places[before]
        header.places[column] = name
        column = before
    header.twice.append(column)


def plainness(text):
    """'Trang A4' before 'Số trang' before a sum of all sizes or a number turned into A4."""
    folded = fold(text)
    worked_out = 2 * ("quy" in folded.split()) + ("tong" in folded.split())
    return ("a4" in folded.split()) - 2 * worked_out


def meaning(texts):
    """What the texts over one column say: together, the lowest alone, the highest alone."""
    together = field_of_text(" ".join(texts))
    if together or len(texts) == 1:
        return together
    if fold(texts[-1]) in BARE_ENDS and not _OF_TIME.search(in_full(fold(" ".join(texts[:-1])))):
        return ""
    if lowest := field_of_text(texts[-1]):
        return lowest
    return "" if is_size(texts[-1]) else field_of_text(" ".join(texts[:-1])) or field_of_text(texts[0])


def field_of_text(text):
    """Of a header as written; what stands in brackets may be left away, but for a size of paper."""
    plain = re.sub(r"[(\[].*?[)\]]|^\s*\d{1,2}\s*[.)]", " ", text)
    name = field_of(fold(text)) or field_of(fold(plain)) or field_of(fold(_CAMEL.sub(" ", plain)))
    size = _OF_SIZE.search(fold(text)) if name == "page_count" else None
    if not size or size[1] == "4":
        return name
    return f"page_count_a{size[1]}"


def is_size(text):
    return re.fullmatch(r"a\d", fold(text)) is not None


def spread(rows, number, merged, first_row, last):
    """A header row with its merged cells written out; without merges a text reaches over the empty cells beside it."""
    row = list(rows[number])
    ranges = [each for each in merged if each[0][0] <= first_row - 1 + number <= each[1][0]]
    for (top, left), (_, right) in ranges:
        value = cell_at(rows, top - first_row + 1, left)
        row += [None] * (right + 1 - len(row))
        row[left : right + 1] = [value] * (right + 1 - left)
    if not merged and not last and number + 1 < len(rows):
        below, text = rows[number + 1], None
        for at in range(max(len(row), len(below))):
            here = text_at(row, at)
            text = here or (text if text_at(below, at) else None)
            if not here and text:
                row += [None] * (at + 1 - len(row))
                row[at] = text
    return row


def cell_at(rows, number, column):
    return rows[number][column] if 0 <= number < len(rows) and column < len(rows[number]) else None


def text_at(row, column):
    value = row[column] if column < len(row) else None
    return clean_text(value)[:200] if isinstance(value, str) else str(value) if type(value) is int else ""


def correct(header, mapping):
    """A person's correction: {column letter or header as written: field, or "" to leave it out}."""
    said = {fold(key): name for key, name in mapping.items() if not re.fullmatch(r"[A-Z]{1,3}", key)}
    for at, text in header.written.items():
        name = mapping.get(letter_of(at), said.get(fold(text)))
        if name is None:
            continue
        header.places.pop(at, None)
        header.twice = [each for each in header.twice if each != at]
        if name:
            header.places = {place: each for place, each in header.places.items() if each != name} | {at: name}
        header.source = "given"


def shown_header(header, name):
    """The header over a column of ours as it is written in the workbook."""
    at = header.at(name)
    if at is None:
        return BY_FIELD[name].header if name in BY_FIELD else ""
    return header.written[at].rstrip(" *")
