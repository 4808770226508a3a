"""Sum the rows of documents to their files, where a person chose it."""

from collections.abc import Iterable, Sequence
from functools import reduce

from plans.intake.cells.numbers import quantity
from plans.intake.cells.values import Cell, CellError, SheetRow, as_text
from plans.intake.columns import PAGE_FIELDS
from plans.intake.headers.header import Header

from .row_kinds import is_blank

IS_LIST = (
    "tệp liệt kê văn bản, không phải hồ sơ (mỗi hồ sơ có nhiều dòng): chọn “Cộng các văn bản thành hồ sơ”, "
    "hoặc tải lên danh sách mỗi hồ sơ một dòng"
)
DIFFERS = "dòng này cùng hồ sơ với dòng {} nhưng ghi khác ở cột “{}”; đã lấy ô của dòng {}"
OF_THE_FILE = (
    "số tờ ghi như nhau ở mọi dòng của một hồ sơ: được hiểu là số tờ của cả hồ sơ, không cộng lại; kiểm tra lại"
)
SAME = ("title", "start_date", "end_date", "dates", "retention_years")
KEY = ("fonds", "catalogue_number", "box_number", "file_number")


def is_same_file(header: Header, row: SheetRow, before: SheetRow) -> bool:
    """True where a row names the same file as the one before, or none of its own."""
    places = header.all_at(KEY)
    number = header.at("file_number")
    if number is None or (is_blank(row[number]) and is_blank(before[number])):
        return False
    return all(is_blank(row[at]) or as_text(row[at]).strip() == as_text(before[at]).strip() for at in places)


def add_document(header: Header, row: SheetRow, before: SheetRow) -> list[str]:
    """Adds the pages of a document to its file; returns the heads of the columns that say something else."""
    for name in ("page_count", *PAGE_FIELDS[1:]):
        if (at := header.at(name)) is not None:
            before[at] = added(before[at], row[at])
    places = header.all_at(SAME)
    return [header.written[at] for at in places if not is_blank(row[at]) and as_text(row[at]) != as_text(before[at])]


class Sheets:
    """The sheets of files, of which each row says some: those of its document where the rows of some file differ."""

    def __init__(self) -> None:
        self.of_documents = False

    def write(self, header: Header, files: Iterable[tuple[SheetRow, Sequence[Cell]]]) -> bool:
        """Writes the sheets of each file, [(its row, what its rows say)]; True where they were taken for the file's."""
        at = header.at("sheet_count")
        several = [(row, said) for row, said in files if len(said) > 1]
        if at is None or not several:
            return False
        self.of_documents = self.of_documents or any(len(set(map(as_text, said))) > 1 for _, said in several)
        for row, said in several:
            row[at] = reduce(added, said if self.of_documents else said[:1], None)
        return not self.of_documents


def sheets_in(header: Header, row: SheetRow) -> list[Cell]:
    """What the row says of its sheets, or nothing."""
    at = header.at("sheet_count")
    return [] if at is None or is_blank(row[at]) else [row[at]]


def added(before: Cell, cell: Cell) -> Cell:
    """The sum of two counts; the first that cannot be read stays as it is, so that its error is reported."""
    unread = before
    try:
        total = 0 if is_blank(before) else quantity(before)
        if is_blank(cell):
            return before
        unread = cell
        return float(total + quantity(cell))
    except CellError:
        return unread
