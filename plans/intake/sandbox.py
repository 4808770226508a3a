"""Read a workbook in a child process with limits on memory, time and size; whatever it holds cannot harm the portal.

Bytes go in by stdin, cells come out as JSON by stdout: nothing touches the disk, nothing is logged.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 30
MAX_ROWS, MAX_COLUMNS = 20_000, 60

SAVE_AS = "Mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)” rồi tải lên lại."
REASONS = {
    "extension": f"Cổng chỉ nhận tệp Excel đuôi .xlsx. {SAVE_AS}",
    "old_format": f"Đây là tệp Excel đời cũ (.xls). {SAVE_AS}",
    "encrypted": "Tệp đang đặt mật khẩu nên không đọc được. Bỏ mật khẩu trong Excel rồi tải lên lại.",
    "macro": "Tệp chứa macro nên bị từ chối. Lưu thành “Excel Workbook (.xlsx)” không có macro rồi tải lên lại.",
    "binary": f"Đây là tệp Excel nhị phân (.xlsb). {SAVE_AS}",
    "mislabelled": f"Tệp mang đuôi .xlsx nhưng bên trong không phải là bảng tính Excel. {SAVE_AS}",
    "damaged": "Tệp bị hỏng, không đọc được. Mở lại bằng Excel, lưu thành một tệp .xlsx mới rồi tải lên lại.",
    "empty": "Tệp không có dữ liệu. Kiểm tra lại đã chọn đúng tệp chưa.",
    "bomb": "Tệp nén quá mức bình thường của một bảng tính. Chép dữ liệu sang một tệp mới rồi tải lên lại.",
    "rows": "Một trang tính có quá 20.000 dòng. Chia thành nhiều tệp rồi tải lên từng tệp.",
    "columns": "Một trang tính có quá 60 cột. Xóa các cột thừa bên phải bảng rồi tải lên lại.",
    "sheets": "Tệp có quá 30 trang tính. Chỉ giữ lại trang tính cần nộp rồi tải lên lại.",
    "cells": "Tệp chứa quá nhiều chữ. Chia thành nhiều tệp rồi tải lên từng tệp.",
    "limits": "Tệp quá lớn hoặc quá phức tạp để đọc an toàn. Chép riêng phần dữ liệu sang tệp mẫu rồi tải lên lại.",
}


class Refused(Exception):
    """Why a workbook is not read: `code` for programs, `message` in Vietnamese, never anything of the content."""

    def __init__(self, code, message=""):
        self.code = code
        self.message = message or REASONS[code]
        super().__init__(self.message)


@dataclass(frozen=True)
class Sheet:
    """A worksheet: rows as Excel numbers them (rows[0] is row 1); cells are None, str, int, float, bool or date."""

    name: str
    rows: list = field(repr=False)
    visible: bool = True


def read_workbook(data, file_name, *, wall_seconds=WALL_SECONDS):
    """Every sheet of an .xlsx given as bytes. Raises Refused with the reason in Vietnamese."""
    if not data:
        raise Refused("empty")
    refuse_by_look(data, file_name)
    answer = ask_child(data, wall_seconds)
    if "refused" in answer:
        raise Refused(answer["refused"])
    sheets = [
        Sheet(each["name"], [[cell(value) for value in row] for row in each["rows"]], each["visible"])
        for each in answer["sheets"]
    ]
    if not any(sheet.rows for sheet in sheets):
        raise Refused("empty")
    return sheets


def refuse_by_look(data, file_name):
    """What the name and the first bytes already tell, with the reason that helps most."""
    suffix = Path(file_name).suffix.lower()
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("encrypted" if encrypted else "old_format")
    known = {".xls": "old_format", ".xlsm": "macro", ".xltm": "macro", ".xlsb": "binary"}
    if suffix != ".xlsx":
        raise Refused(known.get(suffix, "extension"))
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("mislabelled")


def ask_child(data, wall_seconds):
    """The child's answer; a child that was stopped by a limit answers for itself by its silence."""
    command = [sys.executable, "-I", "-B", str(CHILD), str(MAX_ROWS), str(MAX_COLUMNS)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=wall_seconds,
            env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        raise Refused("limits") from None
    if done.returncode:
        raise Refused("limits")
    return json.loads(done.stdout)


def cell(value):
    """A cell from JSON: {"date": "2008-03-15"} is a date, everything else is itself."""
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value
