"""A table of an allocation from any workbook: find the sheets that have it, their header, the column of the amount."""

import re
from collections.abc import Iterable, Sequence

from agencies.formats.text import as_sentence, fold
from agencies.models import Agency
from plans.intake.sandbox import Sheet
from plans.targets.agency_names import AgencyNames
from plans.targets.workbook_rows import AnnexFault, Header

from .workbook_rows import TITLES, AllocationReading, LineReader

HEADER_WITHIN = 20
# Compared with the head of a column without diacritics; the first that fits wins.
HEADS = (
    ("number", r"(so )?(stt|tt)"),
    ("code", r"ma( .*)?"),
    (
        "known",
        r"(so |kinh phi |du toan |so tien )?(da |duoc )?(tham dinh|phe duyet|de nghi)\b.*|.*\b(da giao|con lai)\b.*",
    ),
    ("reason", r"ly do.*"),
    ("note", r"ghi chu"),
    ("name", r"(ten )?(co quan|don vi|dia phuong)(?! tinh).*|ten"),
)
# Columns that may hold the amount, the plainest head first.
AMOUNTS = (
    r".*\bgiao (lan|dot) nay\b.*",
    r".*\bgiao\b.*",
    r"(tong )?(so tien|kinh phi|du toan|thanh tien|muc kinh phi)\b.*",
)


class NamesInCharge(AgencyNames):
    """Finds agencies among those that the person records for."""

    def unknown(self, code: str) -> str:
        return f"mã “{code[:20]}” không thuộc các cơ quan bạn ghi quyết định giao dự toán."


def read_allocation(sheets: Iterable[Sheet], *, agencies: Iterable[Agency]) -> AllocationReading:
    """All sheets that have the table, with every fault at once."""
    reading, names, found = AllocationReading(), NamesInCharge(list(agencies)), False
    for sheet in sheets:
        header = find_header(sheet) if sheet.visible else None
        if header:
            found = True
            LineReader(sheet, header, reading, names).read(several(sheet, header))
    if not found:
        wanted = f"“{TITLES['name']}” (hoặc “{TITLES['code']}”), “{TITLES['amount']}”"
        text = f"không thấy dòng tiêu đề có các cột {wanted} trong {HEADER_WITHIN} dòng đầu. Dùng biểu mẫu tải từ Cổng."
        reading.faults.append(AnnexFault("", None, "", as_sentence(text)))
    elif not reading.lines and not reading.faults:
        reading.faults.append(AnnexFault("", None, "", "Không có dòng nào có số tiền."))
    return reading


def find_header(sheet: Sheet) -> Header | None:
    """(row number, {key: column index}) of the first row that names an agency and an amount; None without one."""
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            if key := head_of(cell):
                columns.setdefault(key, index)
        amounts = amount_columns(row)
        if amounts and {"name", "code"} & columns.keys():
            return number, columns | {"amount": amounts[0]}
    return None


def amount_columns(row: Sequence[object]) -> list[int]:
    """Columns that may hold the amount: those of the plainest head that occurs."""
    texts = {index: fold(cell) for index, cell in enumerate(row) if isinstance(cell, str) and not head_of(cell)}
    found = ([index for index, text in texts.items() if re.fullmatch(pattern, text)] for pattern in AMOUNTS)
    return next((columns for columns in found if columns), [])


def several(sheet: Sheet, header: Header) -> str:
    """Why the column of the amount is not certain; "" where there is one."""
    row = sheet.rows[header[0] - 1]
    columns = amount_columns(row)
    heads = ", ".join(f"“{str(row[index]).strip()}”" for index in columns)
    return f"có {len(columns)} cột có thể là số tiền giao: {heads}. Chỉ để một cột." if len(columns) > 1 else ""


def head_of(cell: object) -> str | None:
    text = fold(cell) if isinstance(cell, str) else ""
    return next((key for key, pattern in HEADS if re.fullmatch(pattern, text)), None)
