"""Running sums of files, sheets and pages, and what a total row says against them."""

from agencies.formats.numbers import format_int
from plans.intake.cells.numbers import quantity
from plans.intake.cells.scales import scaled
from plans.intake.cells.values import Cell, CellError, SheetRow
from plans.intake.columns import BY_FIELD, PAGE_FIELDS
from plans.intake.headers.header import Header

from .read_columns import ColumnValues
from .row_kinds import is_blank

FILES = "files"
SUMMED = ("sheet_count", *PAGE_FIELDS)
SUM_NAMES = {FILES: "số hồ sơ", "sheet_count": "số tờ"} | {
    name: BY_FIELD[name].header.replace("T", "t", 1) for name in PAGE_FIELDS
}
# {one of SUMMED or FILES: number}
Figures = dict[str, int]


def no_figures() -> Figures:
    return dict.fromkeys((*SUMMED, FILES), 0)


class RunningSums:
    """What the rows since the last total, since the last section, of the sheet and of the workbook add up to."""

    def __init__(self, book: Figures) -> None:
        self.segment, self.section, self.sheet, self.book = no_figures(), no_figures(), no_figures(), book
        self.come_first = False  # totals are ahead of the rows they sum up

    def add(self, columns: dict[str, ColumnValues | None], file_count: int) -> None:
        figures = {name: sum(filter(None, columns[name] or ())) for name in SUMMED} | {FILES: file_count}
        for sums in self.all():
            for name, value in figures.items():
                sums[name] += value

    def all(self) -> tuple[Figures, ...]:
        return self.segment, self.section, self.sheet, self.book

    def begin_section(self) -> None:
        self.section = no_figures()

    def end_segment(self) -> None:
        self.segment = no_figures()

    def equal(self, figures: Figures) -> bool:
        """True where each figure is a sum of the rows above it."""
        return all(any(sums[name] == value for sums in self.all()) for name, value in figures.items())

    def differences(self, figures: Figures) -> list[tuple[str, int, int]]:
        """(name, figure, sum of the sheet) of the figures that are no sum of the rows above them."""
        return [
            (name, value, self.sheet[name])
            for name, value in figures.items()
            if all(sums[name] != value for sums in self.all())
        ]


def figures_of(header: Header, row: SheetRow) -> Figures:
    """What a total row says; what cannot be read is left out."""
    cells = [(name, counted_at(header, row, at)) for name in SUMMED if (at := header.at(name)) is not None]
    together = header.at("sheets_pages")
    both: list[Cell] = [*str(row[together]).split("/")] if together is not None else []
    if len(both) == 2:  # 623/1.234; a number alone may be either
        cells += zip(("sheet_count", "page_count"), both, strict=True)
    figures = {}
    for name, cell in cells:
        try:
            if not is_blank(cell) and type(cell) is not bool:
                figures[name] = quantity(cell)
        except CellError:
            continue
    return figures


def counted_at(header: Header, row: SheetRow, at: int) -> Cell:
    return scaled(row[at], header.scales[at]) if at in header.scales else row[at]


def difference_text(name: str, figure: int, found: int, unread: str) -> str:
    return f"{SUM_NAMES[name]} ghi {format_int(figure)}, các dòng cộng lại là {format_int(found)}{unread}"
