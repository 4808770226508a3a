"""Meanings that a column of a workbook can have, questions about a file, and how a choice is kept in `mapping`."""

import re
from collections.abc import Sequence

from plans.intake.columns import COLUMNS
from plans.intake.headers.questions import CENTURY, DOCUMENTS, NUMBER, RUNNING, SUM, left_out_sheets
from plans.models import CatalogueUpload

# (letter, header, field, sheet, some of its cells)
ColumnOfSheet = tuple[str, str, str, str, Sequence[str]]
LIKE_A_LETTER = re.compile(r"[A-Z]{0,3}")
TWO_IN_ONE = (
    ("dates", "Thời gian tài liệu (bắt đầu – kết thúc trong một cột)"),
    ("sheets_pages", "Số tờ/Số trang (trong một cột)"),
    ("number", "Số thứ tự"),
    ("fonds", "Phông"),
    ("paper_size", "Khổ giấy của cả hồ sơ"),
)
# What is asked once for a whole file: {key of the answer: (label, choices)}.
QUESTIONS = {
    CENTURY: (
        "Năm chỉ ghi hai chữ số",
        [("", "Chưa chọn"), ("19", "Năm 19.. (98 là 1998)"), ("20", "Năm 20.. (08 là 2008)")],
    ),
    NUMBER: ("Tệp không có cột Hồ sơ số", [("", "Chưa chọn"), (RUNNING, "Lấy số thứ tự (STT) làm hồ sơ số")]),
    DOCUMENTS: ("Tệp liệt kê văn bản", [("", "Chưa chọn"), (SUM, "Cộng các văn bản thành hồ sơ")]),
}
CHOICES = [("", "Không đọc cột này"), *((column.field, column.header) for column in COLUMNS), *TWO_IN_ONE]


def choice_key(letter: str, text: str, written: Sequence[str]) -> str:
    """By what a choice for a column is kept: its header, or its letter where the header is not its own."""
    return letter if LIKE_A_LETTER.fullmatch(text) or written.count(text) > 1 else text


def headers_of(upload: CatalogueUpload) -> list[ColumnOfSheet]:
    """(letter, header, field, sheet, some of its cells) of the columns, each header once; the columns of secrecy levels
    and of our own codes are always read."""
    seen: set[str] = set()
    found: list[ColumnOfSheet] = []
    for sheet in upload.sheets:
        for letter, written, field in sheet.get("headers", ()):
            if field not in ("level", "row_code") and (written or letter) not in seen:
                seen.add(written or letter)
                cells = sheet.get("examples", {}).get(letter, ())
                found.append((letter, written, field, sheet["name"], cells))
    return found


def asked_in(upload: CatalogueUpload) -> list[str]:
    """The keys of what the reader asks once for this file."""
    asked = {key for sheet in upload.sheets for key in sheet.get("questions", ())}
    return [key for key in QUESTIONS if key in asked]


def sheets_of(upload: CatalogueUpload) -> list[str]:
    """Names of the sheets with a table, and of those that were left out."""
    return [*(sheet["name"] for sheet in upload.sheets), *left_out_sheets(upload.mapping)]


def columns_to_choose(upload: CatalogueUpload) -> list[tuple[str, str]]:
    """(key of a choice, label with some cells) of the workbook's columns, those that are not read first."""
    columns = sorted(headers_of(upload), key=lambda column: bool(column[2]))
    written = [text for _, text, *_ in columns]
    return [
        (choice_key(letter, text, written), f"{letter}: {text}" + (f" ({' · '.join(cells)})" if cells else ""))
        for letter, text, _, _, cells in columns
    ]
