"""Read a workbook in a child process with limits on memory, time and size; whatever it holds cannot harm the portal.

Bytes go in by stdin, lines of JSON come out by stdout: nothing touches the disk, nothing is logged.
"""

import json
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic
from typing import IO, Any

from .cells.values import Cell, SheetRow

CHILD = Path(__file__).with_name("child.py")
PACKAGES = sysconfig.get_path("platlib")  # the child starts without looking for them
MEGABYTE = 1024**2
WALL_SECONDS, WALL_PER_MEGABYTE = 45, 6  # a busy machine is no reason to refuse: the CPU's seconds are the limit
MOST_SECONDS = 165  # a web process looks at a workbook before it is stored: gunicorn must wait longer than this
CPU_SECONDS, CPU_PER_MEGABYTE = 20, 3
MEMORY_BYTES, MAX_ANSWER = 1024**3, 400 * MEGABYTE
ROWS_NAMED = 30  # of a sheet with secrets
TRIMMED = (".xlsx", ".xlsm", ".xls")  # an .xlsx may be named so
MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 200_000, 100, 40_000_000

SAVE_AS = "Mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)” rồi tải lên lại."
REASONS = {
    "extension": f"Cổng nhận tệp .xlsx, .xls, .ods hoặc .csv. {SAVE_AS}",
    "encrypted": "Tệp đang đặt mật khẩu nên không đọc được. Bỏ mật khẩu trong Excel rồi tải lên lại.",
    "macro": "Tệp chứa macro nên bị từ chối. Lưu thành “Excel Workbook (.xlsx)” không có macro rồi tải lên lại.",
    "binary": f"Đây là tệp Excel nhị phân (.xlsb). {SAVE_AS}",
    "mislabelled": f"Nội dung tệp không đúng với đuôi tệp (không phải là bảng tính loại này). {SAVE_AS}",
    "damaged": "Tệp bị hỏng, không đọc được. Mở lại bằng Excel, lưu thành một tệp .xlsx mới rồi tải lên lại.",
    "empty": "Tệp không có dữ liệu. Kiểm tra lại đã chọn đúng tệp chưa.",
    "bomb": "Tệp nén quá mức bình thường của một bảng tính. Chép dữ liệu sang một tệp mới rồi tải lên lại.",
    "rows": "Một trang tính có quá 200.000 dòng. Chia thành nhiều tệp rồi tải lên từng tệp.",
    "columns": "Một trang tính có quá 100 cột. Xóa các cột thừa bên phải bảng rồi tải lên lại.",
    "sheets": "Tệp có quá 200 trang tính. Chỉ giữ lại trang tính cần nộp rồi tải lên lại.",
    "cells": "Tệp chứa quá nhiều chữ. Chia thành nhiều tệp rồi tải lên từng tệp.",
    "limits": "Tệp quá lớn hoặc quá phức tạp để đọc an toàn. Chép riêng phần dữ liệu sang tệp mẫu rồi tải lên lại.",
    "far": "Một trang tính có dữ liệu ở rất xa bảng. Xóa dữ liệu đó rồi tải lên lại.",
    "quotes": "Tệp .csv có dấu ngoặc kép mở mà không đóng, làm các dòng sau dính vào một ô. Sửa dấu ngoặc kép, hoặc "
    "lưu thành “Excel Workbook (.xlsx)”, rồi tải lên lại.",
    "letters": "Tệp .csv đã mất chữ tiếng Việt khi lưu (“H? s?” thay cho “Hồ sơ”). Mở lại tệp gốc bằng Excel, chọn Lưu "
    "thành (Save As) “Excel Workbook (.xlsx)” hoặc “CSV UTF-8”, rồi tải lên lại.",
    "no_header": "Không tìm thấy dòng tiêu đề của bảng (Hồ sơ số, Tiêu đề hồ sơ, Thời gian, THBQ, Số trang …) "
    "trong 60 dòng đầu. Đặt tên cột như tệp mẫu của Cổng rồi tải lên lại.",
    "no_rows": "Tệp chưa có hồ sơ nào dưới dòng tiêu đề. Nhập hồ sơ rồi tải lên lại.",
    "levels": "Cột độ mật có công thức chưa được tính nên không biết hồ sơ nào mang độ mật. Mở tệp bằng Excel, bấm Lưu "
    "rồi tải lên lại.",
    "secret": "Tệp bị từ chối toàn bộ vì có dấu hiệu bí mật nhà nước.",
}
# What a file with a wrong suffix really is.
SEEMS = {
    "page": f"Tệp này là trang web (HTML, MHT) do phần mềm khác xuất ra với đuôi của bảng tính. {SAVE_AS}",
    "xml": f"Tệp này là bảng tính XML 2003 hoặc tệp XML khác, không đúng với đuôi tệp. {SAVE_AS}",
    "pdf": "Tệp này là tệp PDF, không phải là bảng tính. Tìm tệp Excel gốc rồi tải lên lại.",
    "word": "Tệp này là văn bản Word, không phải là bảng tính. Chép bảng sang tệp mẫu của Cổng rồi tải lên lại.",
    "text": f"Tệp này là văn bản thuần, không đúng với đuôi tệp. {SAVE_AS}",
}


# A line of the child's answer.
Answer = dict[str, Any]
# (index of the sheet, its name or None where the name itself is marked, row numbers)
SecretPlace = tuple[int, str | None, Sequence[int]]


class Refused(Exception):
    """Why a workbook is not read: `code` for programs, `message` in Vietnamese, never anything of the content."""

    def __init__(self, code: str, message: str = "") -> None:
        self.code = code
        self.message = message or REASONS[code]
        super().__init__(self.message)


class OutOfMemory(Refused):
    """The reader of a workbook ended itself because a sheet did not fit into its memory."""


class TookTooLong(Refused):
    """The reader was ended because its time was over."""


@dataclass(frozen=True)
class Sheet:
    """A worksheet: rows as Excel numbers them (rows[0] is row 1); cells are None, str, int, float, bool or date."""

    name: str
    rows: list[SheetRow] = field(repr=False)
    visible: bool = True


def read_workbook(data: bytes, file_name: str, *, wall_seconds: float | None = None) -> list[Sheet]:
    """Every sheet of a workbook given as bytes. Raises Refused with the reason in Vietnamese."""
    (answer,) = ask_child(data, file_name, mode="cells", wall_seconds=wall_seconds)
    sheets = [
        Sheet(each["name"], [[cell(value) for value in row] for row in each["rows"]], each["visible"])
        for each in answer["sheets"]
    ]
    if not any(sheet.rows for sheet in sheets):
        raise Refused("empty")
    return sheets


def ask_child(
    data: bytes, file_name: str, *, wall_seconds: float | None = None, ahead: bytes = b"", **options: Any
) -> Generator[Answer]:
    """Yields the child's answers as they come. Raises Refused, also where a limit stopped the child.

    What goes `ahead` of the workbook is no option, because the words of a program's start are seen on the machine.
    """
    if not data:
        raise Refused("empty")
    size, path = len(data) / MEGABYTE, Path(file_name)
    options |= {"file_name": file_name, "stem": path.stem[:31], "suffix": path.suffix.lower(), "memory": MEMORY_BYTES}
    options |= {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "text": MAX_TEXT, "packages": PACKAGES}
    options["cpu"] = int(CPU_SECONDS + CPU_PER_MEGABYTE * size)
    seconds = min(WALL_SECONDS + WALL_PER_MEGABYTE * size, MOST_SECONDS) if wall_seconds is None else wall_seconds
    options["ahead"], data = len(ahead), ahead + data
    began = monotonic()
    try:
        yield from answers(data, options, seconds)
    except OutOfMemory:
        if options["suffix"] not in TRIMMED:
            raise
        yield from answers(data, options | {"trim": True}, seconds - (monotonic() - began))


def answers(data: bytes, options: dict[str, Any], seconds: float) -> Iterator[Answer]:
    for line in talk([sys.executable, "-I", "-S", str(CHILD), json.dumps(options)], data, seconds):
        answer = json.loads(line)
        if "refused" in answer:
            raise Refused(answer["refused"], refusal_message(**answer))
        yield answer


def refusal_message(
    refused: str,
    places: Collection[SecretPlace] | None = None,
    outside: Sequence[str] = (),
    cell: str = "",
    line: int = 0,
    seems: str = "",
    sheet: str = "",
) -> str:
    """Details of the refusal, or an empty string; never content."""
    if places is not None:
        return secret_message(places, outside)
    if sheet:
        return REASONS[refused].replace("Một trang tính", f"Trang tính {sheet}")
    if cell:
        return REASONS[refused].replace("ở rất xa bảng", f"ở ô {cell}, rất xa bảng")
    if line:
        said = REASONS[refused].replace("mở mà", f"mở ở dòng {line} mà")
        return said.replace("Cột độ mật có", f"Cột độ mật, dòng {line}, có")
    return SEEMS.get(seems, "")


def talk(command: list[str], data: bytes, wall_seconds: float) -> Iterator[bytes]:
    """Yields the lines that the child writes. Raises Refused where it had to be stopped."""
    with start(command) as child:
        writer = threading.Thread(target=hand_over, args=(child.stdin, data))
        writer.start()
        try:
            yield from lines_of(child, wall_seconds)
        finally:
            child.kill()
            writer.join()


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """The child, which knows nothing of this process: neither its folder nor its environment."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        pipesize=MEGABYTE,
        env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
    )


def lines_of(child: subprocess.Popen[bytes], seconds: float) -> Iterator[bytes]:
    """Yields whole lines; the time limit pauses while the caller works."""
    if child.stdout is None:
        raise ValueError("The child has no pipe to answer through.")
    room, line = MAX_ANSWER, b"\n"
    while line and room > 0:
        clock, began = threading.Timer(max(0, seconds), child.kill), monotonic()
        clock.start()
        line = child.stdout.readline(room + 1)
        clock.cancel()
        seconds, room = seconds - (monotonic() - began), room - len(line)
        if line.endswith(b"\n") and room > 0:
            yield line
        elif line:
            break
    if seconds <= 0:
        raise TookTooLong("limits")
    if line or child.wait() != 0 or room == MAX_ANSWER:
        raise (OutOfMemory if room == MAX_ANSWER and child.wait() == -signal.SIGABRT else Refused)("limits")


def hand_over(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except BrokenPipeError:
        return  # the child has ended already, and its answer says why


def secret_message(places: Collection[SecretPlace], outside: Sequence[str] = ()) -> str:
    """The refusal of a workbook with marks of secrecy in these places, and in these kinds of places outside cells."""
    parts = [
        f"trang tính {f'“{name}”' if name else f'thứ {index + 1}'}" + (f", dòng {listed(rows)}" if rows else "")
        for index, name, rows in places
    ]
    where = "; ".join(parts + [f"ở {place}" for place in dict.fromkeys(outside)])
    return (
        f"Tệp bị từ chối toàn bộ vì có dấu hiệu bí mật nhà nước ({where or 'ở tên tệp'}). "
        "Cổng không lưu nội dung nào của tệp. Bỏ những phần này khỏi tệp; tài liệu mật chỉ kê số lượng theo độ mật "
        "trong phần Rà soát."
    )


def listed(rows: Sequence[int]) -> str:
    """'5, 9, 12' and how many more."""
    more = len(rows) - ROWS_NAMED
    return ", ".join(map(str, rows[:ROWS_NAMED])) + (f" và {more} dòng khác" if more > 0 else "")


def cell(value: Any) -> Cell:
    """A cell from JSON: {"date": "2008-03-15"} is a date, everything else is itself."""
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value
