"""A document before it is Excel, PDF or Word: the three files are drawn from this, so they can't disagree."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int, format_percent
from agencies.formats.text import clean_text
from agencies.formats.words import amount_in_words

Watch = Callable[[Iterable[Any]], Iterator[Any]]  # passes rows on, and sees each go by
Cells = dict[str, Any]  # values by key of their column: whole numbers, fractions, days, texts, or None
Party = tuple[str, str]  # title in lines, name
Group = tuple[str, str, list[Cells]]  # mark, title, lines
Head = tuple[str, int, bool]  # title, number of columns, whether it is over titles of their own
Source = tuple[str, str, str]  # annex, mark of its row, column: ("I", "total", "files") is the total of Phụ lục I

COMPUTE: dict[str, Callable[[int, int], int | Fraction | None]] = {
    "+": lambda first, second: first + second,
    "×": lambda first, second: first * second,
    "-": lambda first, second: max(first - second, 0),
    "−": lambda first, second: first - second,  # with a true minus: what may fall below 0
    "/": lambda first, second: Fraction(first, second) if second else None,
}
SHOW: dict[str, Callable[[Any], str]] = {
    "int": format_int,
    "percent": lambda share: format_percent(share, 1),
    "day": format_date,
}
UNKNOWN = "…"  # stands for a figure that nobody has given
ILLUSTRATIVE = "Số liệu minh họa, không phải số liệu chính thức của các cơ quan, đơn vị"


@dataclass(frozen=True)
class AnnexColumn:
    """A column of an annex. `compute` names the two columns it is worked out from: ("×", "pages", "price").

    Neighbours of one `group` are under a common head. `sheet_mm`: its width in the workbook, where letters are larger
    than on a dense page.
    """

    key: str
    title: str
    width_mm: int
    kind: str = "text"  # serial, text, middle, int, percent, day
    compute: tuple[str, ...] = ()
    summed: bool = False
    group: str = ""
    sheet_mm: int = 0

    def value(self, cells: Mapping[str, Any]) -> Any:
        """The cell as a number, day or text; None where there is nothing to say.

        What is worked out of a figure that is not known is what the line itself says of it.
        """
        if not self.compute:
            return cells.get(self.key)
        sign, *operands = self.compute
        first, second = (cells.get(key) for key in operands)
        if isinstance(first, int) and isinstance(second, int):
            return COMPUTE[sign](first, second)
        return cells.get(self.key)

    def show(self, value: object) -> str:
        """The cell as it is printed."""
        if value is None or isinstance(value, str):
            return value or ""
        return SHOW.get(self.kind, str)(value)

    @property
    def is_figure(self) -> bool:
        return self.kind in ("int", "percent")


@dataclass
class AnnexRow:
    """A line of an annex: kind "line", "group" (its head, with subtotals) or "total".

    `sources` are the cells of other annexes that cells of this row are taken from, by key.
    """

    cells: Cells
    kind: str = "line"
    sources: dict[str, Source] = field(default_factory=dict)


@dataclass
class Annex:
    """Phụ lục: a table on pages of its own."""

    roman: str
    title: str
    columns: list[AnnexColumn]
    rows: list[AnnexRow]
    unit: str = ""
    words: str = ""
    notes: list["Block"] = field(default_factory=list)

    is_long = False

    @property
    def name(self) -> str:
        return f"Phụ lục {self.roman}".rstrip()

    @property
    def heads(self) -> list[Head]:
        """The upper line of the head: (title, columns under it); a column in no group spans both lines."""
        found: list[Head] = []
        for column in self.columns:
            title, is_group = column.group or column.title, bool(column.group)
            if is_group and found and found[-1] == (title, found[-1][1], True):
                found[-1] = (title, found[-1][1] + 1, True)
            else:
                found.append((title, 1, is_group))
        return found

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def note_lines(self) -> list[str]:
        """The notes as they are printed: one behind its name, several below it."""
        if len(self.notes) < 2:
            return [f"Ghi chú: {note.text}" for note in self.notes]
        return ["Ghi chú:", *(f"- {note.text}" for note in self.notes)]

    @property
    def numbering(self) -> list[str]:
        """What is under the head: (1), (2) … and (6)=(4)×(5) where a column is worked out."""
        number = {column.key: f"({place})" for place, column in enumerate(self.columns, start=1)}
        return [number[c.key] + (f"={formula(c.compute, number)}" if c.compute else "") for c in self.columns]

    def shown_rows(self) -> list[tuple[str, list[str]]]:
        """(kind, texts) of each row, as they are printed."""
        return [(row.kind, [c.show(row.cells.get(c.key)) for c in self.columns]) for row in self.rows]

    @property
    def total(self) -> Cells:
        """Cells of the last row where it is a total, or nothing."""
        return self.rows[-1].cells if self.rows and self.rows[-1].kind == "total" else {}


@dataclass
class LongAnnex(Annex):
    """Phụ lục of any length: its rows are asked for when they are written, and never held together."""

    lines: Callable[[], Iterator[list[str]]] = lambda: iter(())  # the texts of each row

    is_long = True

    def hold(self) -> None:
        """Ask for the rows now and hold them, where they will not be there any more when they are written."""
        held = list(self.lines())
        self.lines = lambda: iter(held)


def formula(compute: tuple[str, ...], number: Mapping[str, str]) -> str:
    """(4)×(5) for ("×", "pages", "price")."""
    sign, first, second = compute
    return number[first] + sign + number[second]


def table_rows(columns: list[AnnexColumn], groups: Iterable[Group], total: str = "TỔNG CỘNG") -> list[AnnexRow]:
    """Rows of an annex: of each group its head with subtotals and its lines, then the total."""
    rows: list[AnnexRow] = []
    all_lines: list[Cells] = []
    for mark, title, lines in groups:
        lines = [worked_out(columns, {"serial": str(serial)} | line) for serial, line in enumerate(lines, start=1)]
        rows.append(AnnexRow(summed_up(columns, lines) | {"serial": mark, "name": title}, "group"))
        rows += [AnnexRow(line) for line in lines]
        all_lines += lines
    return [*rows, AnnexRow(summed_up(columns, all_lines) | {"name": total}, "total")]


def plain_rows(columns: list[AnnexColumn], lines: Iterable[Cells], total: str = "TỔNG CỘNG") -> list[AnnexRow]:
    """Rows of a table without groups: its lines, numbered, then the total."""
    found = [worked_out(columns, {"serial": str(serial)} | line) for serial, line in enumerate(lines, start=1)]
    return [*(AnnexRow(line) for line in found), AnnexRow(summed_up(columns, found) | {"name": total}, "total")]


def worked_out(columns: Iterable[AnnexColumn], line: Mapping[str, Any]) -> Cells:
    """The line with every cell that is computed; texts are cleaned."""
    cells = {key: clean_text(value) if isinstance(value, str) else value for key, value in line.items()}
    for column in columns:
        cells[column.key] = column.value(cells)
    return cells


def summed_up(columns: Iterable[AnnexColumn], lines: Iterable[Cells]) -> Cells:
    """Sums of what the lines know; shares are worked out of the sums, not summed."""
    lines = list(lines)
    cells: Cells = {c.key: sum_of([line[c.key] for line in lines]) for c in columns if c.summed}
    shares = [column for column in columns if column.kind == "percent"]
    return cells | {column.key: column.value({column.key: UNKNOWN} | cells) for column in shares}


def sum_of(values: list[object]) -> int | str:
    """The sum of the known figures; not known either where nobody has given one."""
    if UNKNOWN in values and not any(isinstance(value, int) for value in values):
        return UNKNOWN
    return sum(known(value) for value in values)


def known(value: object) -> int:
    """The figure; 0 where the cell says that there is none."""
    return value if isinstance(value, int) else 0


@dataclass(frozen=True)
class Block:
    """A piece of the body: "section" (I.), "heading" (1.), "paragraph", "item" (-), "basis" (Căn cứ …), "authority"
    (who decides, QUYẾT ĐỊNH:), "line" (of a form); or a "note" under a table.

    `source` is the key of a sentence in SOURCES: what records make it true. `lead` begins the text in bold letters.
    """

    kind: str
    text: str
    source: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Letterhead:
    """Thể thức of NĐ 30/2020: who writes, number and date left open until the document is signed.

    `kind` is the name of the kind in capitals (BÁO CÁO, THÔNG BÁO …) and is above the subject. A công văn has none:
    its subject begins with "V/v" and is under the number. `mark` is under the number (DỰ THẢO), `form` in the
    upper corner (Mẫu số …). A committee has no body above it, and its name in two lines.
    """

    superior: str
    issuer: str
    number: str
    place_and_date: str
    subject: str
    addressee: str
    annex_reference: str
    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"
    kind: str = "BÁO CÁO"
    mark: str = ""
    form: str = ""

    @property
    def addressees(self) -> list[str]:
        """One name, or each of several as the line of a list: `addressee` has a line for each (NĐ 30/2020)."""
        names = self.addressee.splitlines()
        if len(names) < 2:
            return names
        return [f"- {name}{';' if name != names[-1] else '.'}" for name in names]

    @property
    def is_official_letter(self) -> bool:
        """True for a công văn, which has no name of kind."""
        return not self.kind


@dataclass
class Document:
    """Báo cáo: letterhead, body, signature, annexes; all texts are ready to print.

    A form has its `table` in the body, sentences `below` it, and `parties` who sign side by side in the place of
    recipients and one signature; `across` lays its first sheet across.
    """

    as_of: date
    letterhead: Letterhead
    blocks: list[Block]
    summary: Annex | None
    annexes: list[Annex]
    signer_title: str
    signer_name: str
    recipients: list[str]
    remark: str = ""
    until: str = ""  # the hour or the end of the day that its figures speak of
    history_code: str = ""  # the line with the code that the history had on the day before
    table: Annex | None = None
    below: list[Block] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    across: bool = False

    @property
    def shown_day(self) -> str:
        return self.until or f"ngày {format_date(self.as_of)}"

    @property
    def words(self) -> str:
        """The cost of the whole plan in words."""
        cost = sum(self.annex(roman).total["cost"] for roman in ("I", "II"))
        return f"Kinh phí theo Kế hoạch, bằng chữ: {amount_in_words(cost)}."

    def annex(self, roman: str) -> Annex:
        """The annex of that number. StopIteration where there is none."""
        return next(annex for annex in self.annexes if annex.roman == roman)


def words_of(amount_dong: int) -> str:
    """The amount in words, as it is under a table."""
    return f"Bằng chữ: {amount_in_words(amount_dong)}."
