"""Columns of the lists of files, of many catalogues or of one: to choose from, and as a workbook."""

from agencies.formats.dates import format_partial_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from plans.models import ArchivalFile

MOST = 5_000  # files of one workbook: more are taken along catalogue by catalogue


def days(row: ArchivalFile) -> str:
    """From when to when the papers are, as far as known."""
    first, last = format_partial_date(row.start_date), format_partial_date(row.end_date)
    return f"{first} – {last}" if row.end_date else first


COLUMNS = (
    ListColumn("number", "Hồ sơ số", lambda row: row.file_number, 12),
    ListColumn("catalogue", "Mục lục", lambda row: row.catalogue.name, 34),
    ListColumn("fonds", "Phông", lambda row: str(row.catalogue.fonds), 34, within="catalogue"),
    ListColumn("agency", "Cơ quan", lambda row: str(row.catalogue.agency), 34, within="catalogue"),
    ListColumn("catalogue_number", "Mục lục số", lambda row: row.catalogue_number, 12, within="box"),
    ListColumn("box", "Hộp", lambda row: row.box_number, 10),
    ListColumn("code", "Số, ký hiệu", lambda row: row.reference_code, 20, within="title"),
    ListColumn("title", "Tiêu đề hồ sơ", lambda row: row.title, 70),
    ListColumn("days", "Thời gian", days, 24),
    ListColumn("retention", "Bảo quản", lambda row: row.retention_name, 14),
    ListColumn("sheets", "Số tờ", lambda row: row.sheet_count or None, 10, adds_up=True),
    ListColumn("pages", "A4", lambda row: row.page_count, 10, adds_up=True),
    ListColumn("a3", "A3", lambda row: row.page_count_a3 or None, 8, adds_up=True, within="pages"),
    ListColumn("a2", "A2", lambda row: row.page_count_a2 or None, 8, adds_up=True, within="pages"),
    ListColumn("a1", "A1", lambda row: row.page_count_a1 or None, 8, adds_up=True, within="pages"),
    ListColumn("a0", "A0", lambda row: row.page_count_a0 or None, 8, adds_up=True, within="pages"),
    ListColumn("note", "Ghi chú", lambda row: row.note, 40),
)
LIST = PortalList("file_list", "Hồ sơ trong các Mục lục", "Danh-sach-Ho-so", COLUMNS, size=100)
OF_MANY = ("catalogue", "fonds", "agency")
OF_ONE = PortalList(
    "catalogue_detail",
    "Hồ sơ của Mục lục",
    "Ho-so",
    tuple(column for column in COLUMNS if column.key not in OF_MANY),
    size=100,
    of_one=True,
)
