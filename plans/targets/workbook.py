"""Phụ lục I and II from a workbook: find the sheets that have the table, and its header."""

import re
from collections.abc import Iterable

from agencies.formats.text import as_sentence, fold
from agencies.models import Agency
from plans.intake.sandbox import Sheet

from .agency_names import AgencyNames
from .workbook_rows import NEEDED, TITLES, AnnexFault, AnnexReading, Header, SheetReader

HEADER_WITHIN = 20
# Compared with the head of a column without diacritics; the first that fits wins.
HEADS = (
    ("number", r"(so )?(stt|tt)"),
    ("code", r"ma( .*)?"),
    ("files", r"(so luong |tong )?(so )?ho so.*"),
    ("pages", r"(so luong |tong )?(so )?trang.*"),
    ("price", r"don gia.*"),
    ("cost", r"(kinh phi|thanh tien).*"),
    ("note", r"ghi chu"),
    ("name", r"(ten )?(co quan|don vi|dia phuong).*|ten"),
)


def read_annex(sheets: Iterable[Sheet], *, agencies: Iterable[Agency], price_dong: int) -> AnnexReading:
    """An AnnexReading of all sheets that have the table; `agencies` are the lines the plan has."""
    annex, names, found = AnnexReading(), AgencyNames(agencies), False
    for sheet in sheets:
        header = find_header(sheet) if sheet.visible else None
        if header:
            found = True
            SheetReader(sheet, header, annex, names, price_dong).read()
    if not found:
        wanted = ", ".join(f"“{TITLES[key]}”" for key in NEEDED)
        text = f"không thấy dòng tiêu đề có các cột {wanted} trong {HEADER_WITHIN} dòng đầu. Dùng biểu mẫu tải từ Cổng."
        annex.faults.append(AnnexFault("", None, "", as_sentence(text)))
    elif not annex.lines and not annex.faults:
        annex.faults.append(AnnexFault("", None, "", "Không có dòng nào có số hồ sơ và số trang."))
    return annex


def find_header(sheet: Sheet) -> Header | None:
    """(row number, {key: column index}) of the first row that names a place, hồ sơ or trang; None without one."""
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            key = head_of(cell)
            if key:
                columns.setdefault(key, index)
        if "name" in columns and {"files", "pages"} & columns.keys():
            return number, columns
    return None


def head_of(cell: object) -> str | None:
    text = fold(cell) if isinstance(cell, str) else ""
    return next((key for key, pattern in HEADS if re.fullmatch(pattern, text)), None)
