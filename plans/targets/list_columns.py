"""Columns of the plan's annexes as a workbook: one line per agency, a district with its communes in it."""

from collections.abc import Iterable

from agencies.formats.text import has_words
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn, in_order

from .annexes import AnnexTable

COLUMNS = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda line: str(line.agency), 44),
    ListColumn("files", "Số hồ sơ", lambda line: line.file_count, adds_up=True),
    ListColumn("pages", "Số trang A4", lambda line: line.page_count, adds_up=True),
    ListColumn("dong", "Kinh phí (đồng)", lambda line: line.cost_dong, 22, adds_up=True),
    ListColumn("note", "Ghi chú", lambda line: line.note, 40),
)
LIST = PortalList("target_list", "Chỉ tiêu của Kế hoạch theo Phụ lục I, II", "Chi-tieu", COLUMNS, size=0)


def arranged(tables: Iterable[AnnexTable], text: str, order: str) -> list[AnnexTable]:
    """The annexes with the lines whose agency or note has the words, in the order of ?sort= inside each annex."""
    found = []
    for table in tables:
        lines = [line for line in table.lines if has_words(text, line.agency, line.note)]
        if lines:
            found.append(AnnexTable(table.title, in_order(lines, COLUMNS, order)))
    return found
