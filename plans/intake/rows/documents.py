"""Sum the rows of documents to their files, where a person chose it."""

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
    sheets = header.at("sheet_count")
    if sheets is not None and not is_blank(row[sheets]) and as_text(row[sheets]) != as_text(before[sheets]):
        before[sheets] = added(before[sheets], row[sheets])
    places = header.all_at(SAME)
    return [header.written[at] for at in places if not is_blank(row[at]) and as_text(row[at]) != as_text(before[at])]


def added(before: Cell, cell: Cell) -> Cell:
    """The sum of two counts; one that cannot be read stays, so that its error is reported."""
    if is_blank(cell):
        return before
    try:
        return float(quantity(cell) + (0 if is_blank(before) else quantity(before)))
    except CellError:
        return as_text(cell)
