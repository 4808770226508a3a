"""The archive's list of codes, row by row: which it took, which it refused and why; every fault at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agencies.formats.text import as_sentence, clean_text, fold
from plans.intake.sandbox import Sheet
from plans.targets.workbook_rows import AnnexFault, Header, shown, text_of

HEADER_WITHIN, LONGEST_REASON = 20, 500
TITLES = {"code": "Mã hồ sơ", "result": "Kết quả", "reason": "Lý do"}
# Compared with the head of a column without diacritics; the first that fits wins.
HEADS = (
    ("code", r"(file ?code|record ?code|ma( ho so| tai lieu)?)"),
    ("result", r"(ket qua|trang thai|tinh trang|status|result).*"),
    ("reason", r"(ly do|ghi chu|reason|note).*"),
)
TAKEN = re.compile(r"(da )?(duoc )?(tiep )?nhan|dat|hop le|taken|accepted|ok|1|x")
REFUSED = re.compile(r"(bi )?tu choi|khong (nhan|dat|hop le)|loi|tra lai|refused|rejected|0")


@dataclass(frozen=True)
class Line:
    """What the archive says of one code; a reason where it refused."""

    code: str
    taken: bool
    reason: str = ""


@dataclass
class ReceiptReading:
    """Lines of the list, with all that is wrong in it."""

    lines: dict[str, Line] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)  # code -> (sheet, row)
    faults: list[AnnexFault] = field(default_factory=list)


def read_receipt(sheets: Iterable[Sheet]) -> ReceiptReading:
    """All sheets that have the list."""
    reading, found = ReceiptReading(), False
    for sheet in sheets:
        header = find_header(sheet.rows) if sheet.visible else None
        if header:
            found = True
            read_sheet(sheet, header, reading)
    if not found:
        text = f"không thấy dòng tiêu đề có cột “Mã hồ sơ” và “Kết quả” trong {HEADER_WITHIN} dòng đầu."
        reading.faults.append(AnnexFault("", None, "", as_sentence(text)))
    elif not reading.lines and not reading.faults:
        reading.faults.append(AnnexFault("", None, "", "Không có dòng nào có mã hồ sơ."))
    return reading


def find_header(rows: Sequence[Sequence[Any]]) -> Header | None:
    """(row number, {key: column index}) of the first row that names code and result."""
    for number, row in enumerate(rows[:HEADER_WITHIN], 1):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            if key := head_of(cell):
                columns.setdefault(key, index)
        if {"code", "result"} <= columns.keys():
            return number, columns
    return None


def head_of(cell: object) -> str | None:
    text = fold(cell) if isinstance(cell, str) else ""
    return next((key for key, pattern in HEADS if re.fullmatch(pattern, text)), None)


def read_sheet(sheet: Sheet, header: Header, reading: ReceiptReading) -> None:
    header_row, columns = header
    for number, row in enumerate(sheet.rows[header_row:], header_row + 1):
        cells = {key: text_of(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if cells["code"]:
            read_row(reading, sheet.name, number, cells)


def read_row(reading: ReceiptReading, sheet: str, number: int, cells: dict[str, str]) -> None:
    """One code; a second row of the same code must say the same."""

    def fault(key: str, text: str) -> None:
        reading.faults.append(AnnexFault(sheet, number, TITLES[key], text))

    code, word, reason = cells["code"], fold(cells["result"]), clean_text(cells.get("reason", ""))
    taken = bool(TAKEN.fullmatch(word))
    if not taken and not REFUSED.fullmatch(word):
        return fault("result", f"ghi “Đã nhận” hoặc “Từ chối”{shown(cells['result'])}.")
    if not taken and not reason:
        return fault("reason", "Kho từ chối thì phải có lý do.")
    line = Line(code, taken, "" if taken else reason[:LONGEST_REASON])
    known = reading.lines.setdefault(code, line)
    place = reading.places.setdefault(code, (sheet, number))
    if known != line:
        fault("code", f"mã này đã có ở dòng {place[1]} với kết quả khác. Chỉ giữ một dòng.")
