"""Columns of the plan's annexes as a workbook: one line per agency, a district with its communes in it."""

from agencies.list_columns import ListColumn

COLUMNS = (
    ListColumn("agency", "Cơ quan, đơn vị", lambda line: str(line.agency), 44),
    ListColumn("files", "Số hồ sơ", lambda line: line.file_count, adds_up=True),
    ListColumn("pages", "Số trang A4", lambda line: line.page_count, adds_up=True),
    ListColumn("dong", "Kinh phí (đồng)", lambda line: line.cost_dong, 22, adds_up=True),
    ListColumn("note", "Ghi chú", lambda line: line.note, 40),
)
