"""Files that offices hand in as reference tables: what kind they are is read from their bytes, not from their names."""

import csv
import io
import zipfile
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from ..secrecy.marks import file_name_is_marked, is_marked
from ..secrecy.refusals import StateSecret
from .table_reader import NOT_A_WORKBOOK, rows_of

ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = (",", ";", "\t")
WORKBOOK, TABLE = "xlsx", "csv"

NOTHING = "Tệp trống, không có dòng nào."
NO_ROWS = "Bảng chỉ có dòng tên cột, chưa có dòng nào để nhập."
OLD = "Tệp .xls đời cũ: mở bằng Excel, lưu thành .xlsx rồi chọn lại."
NO_TABLE = "Tệp này là PDF dù tên là “{}”: cần bảng .xlsx hoặc .csv."
UNREADABLE = "Tệp “{}” không phải bảng .xlsx hay .csv."
LOST_LETTERS = "Tệp .csv không ghi bằng mã UTF-8 nên mất dấu tiếng Việt: trong Excel chọn Lưu thành “CSV UTF-8”."


def table_of(name: str, data: bytes) -> tuple[str, bytes]:
    """("xlsx" or "csv", the bytes); a .csv comes back with commas and in UTF-8, whatever it was written with.

    Raises ValidationError with what to do about any other file, StateSecret where a mark of secrecy is in it.
    """
    if file_name_is_marked(name):
        raise StateSecret
    if not data.strip():
        raise ValidationError(NOTHING)
    if data.startswith(ZIP):
        return TABLE, written(with_rows(rows_of(workbook(data))))
    if data.startswith(OLD_OFFICE):
        raise ValidationError(OLD)
    if data.startswith(PDF):
        raise ValidationError(NO_TABLE.format(name))
    try:
        return TABLE, with_commas(text_of(name, data))
    except csv.Error:  # a cell longer than any table has
        raise ValidationError(UNREADABLE.format(name)) from None


def workbook(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if "xl/workbook.xml" in parts.namelist():
                return data
    except zipfile.BadZipFile:
        pass
    raise ValidationError(NOT_A_WORKBOOK)


def text_of(name: str, data: bytes) -> str:
    if data.startswith(UTF_16):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise ValidationError(UNREADABLE.format(name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(LOST_LETTERS) from None


def with_commas(text: str) -> bytes:
    """The table with commas between its cells; Excel in Vietnam writes semicolons."""
    head = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    rows = list(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator))
    if any(is_marked(cell) for row in rows for cell in row):
        raise StateSecret
    return written(with_rows([row for row in rows if any(row)]))


def with_rows(rows: list[list[str]]) -> list[list[str]]:
    """The rows, where there is one below the heads. Raises ValidationError."""
    filled = sum(1 for row in rows if any(cell.strip() for cell in row))
    if filled < 2:
        raise ValidationError(NO_ROWS if filled else NOTHING)
    return rows


def written(rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()
