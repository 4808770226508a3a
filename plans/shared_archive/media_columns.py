"""Columns of photographs, films and recordings (TT 05/2025, domain §9): one rule for the form and the workbook."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from agencies.formats.dates import format_partial_date
from agencies.formats.text import clean_text, fold
from plans.intake.cells.days import partial_day
from plans.intake.cells.values import CellError
from plans.models import MediaRecord

Kind, Mode, Condition = MediaRecord.Kind, MediaRecord.Mode, MediaRecord.Condition
RECORDINGS = (Kind.SOUND, Kind.VIDEO)
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
SPOKEN = re.compile(r"(?:(\d+) ?(?:gio|h))? ?(?:(\d+) ?(?:phut|p))? ?(?:(\d+) ?(?:giay|s))?")
NOT_A_DURATION = "ghi giờ:phút:giây, ví dụ 00:45:30, hoặc phút:giây"


@dataclass(frozen=True)
class MediaColumn:
    """`parse` turns a cell or what was typed into the value; it raises CellError. `heads`: how offices also head it."""

    name: str
    title: str
    parse: Callable[[Any], Any]
    empty: Any = ""
    required: bool = False
    kinds: tuple[str, ...] = tuple(Kind.values)
    example: str = ""
    heads: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def is_headed(self, head: str) -> bool:
        """The folded head of a column means this one."""
        plain = head.removesuffix("*").strip()
        return plain == fold(self.title) or bool(self.heads and re.fullmatch(self.heads, plain))

    def read(self, cell: Any) -> Any:
        """The value of the cell. Raises CellError."""
        if cell is None or not str(cell).strip():
            if self.required:
                raise CellError(f"nhập {self.title.lower()}")
            return self.empty
        return self.parse(cell)


def text(longest: int) -> Callable[[Any], str]:
    def parse(cell: Any) -> str:
        value = clean_text(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
        if len(value) > longest:
            raise CellError(f"dài quá {longest} ký tự; rút gọn")
        return value

    return parse


def choice(options: Any) -> Callable[[Any], str]:
    """One of the labels (or names) of the choices, without regard to case and diacritics."""
    known = {fold(label): value for value, label in options.choices} | {value: value for value in options.values}

    def parse(cell: Any) -> str:
        if (value := known.get(fold(str(cell)))) is None:
            labels = ", ".join(f"“{label}”" for _, label in options.choices)
            raise CellError(f"chọn một trong: {labels}")
        return value

    return parse


def seconds(cell: Any) -> int:
    """00:45:30, 45:30, "45 phút 30 giây", or what a sheet made of it, in seconds."""
    if isinstance(cell, timedelta):
        return int(cell.total_seconds())
    if isinstance(cell, time | datetime):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    clock, spoken = CLOCK.fullmatch(str(cell).strip()), SPOKEN.fullmatch(fold(str(cell)))
    if found := clock or (spoken if spoken and any(spoken.groups()) else None):
        hours, minutes, rest = (int(part or 0) for part in found.groups())
    else:
        raise CellError(NOT_A_DURATION)
    return hours * 3600 + minutes * 60 + rest


COLUMNS = (
    MediaColumn("archive_number", "Số lưu trữ", text(60), required=True, example="PA-01", heads="so luu tru|so"),
    MediaColumn("event_name", "Tên sự kiện", text(500), example="Khánh thành cầu Cửa Đại", heads="su kien"),
    MediaColumn("title", "Tiêu đề", text(1000), required=True, example="Cắt băng khánh thành", heads="tieu de.*|ten"),
    MediaColumn("author", "Tác giả", text(250), example="Nguyễn Văn Bình", heads="nguoi chup|nguoi quay|nguoi ghi"),
    MediaColumn("place", "Địa điểm", text(250), example="Hội An", heads="noi chup|noi"),
    MediaColumn("recorded_on", "Thời gian", partial_day, example="27/3/2016", heads="ngay.*|nam"),
    MediaColumn("colour", "Màu sắc", text(60), kinds=(Kind.PICTURE,), example="màu", heads="mau"),
    MediaColumn("size", "Cỡ", text(60), kinds=(Kind.PICTURE,), example="10 × 15 cm", heads="co .*|kich thuoc"),
    MediaColumn("duration_seconds", "Thời lượng", seconds, None, kinds=RECORDINGS, example="00:45:30"),
    MediaColumn("quality", "Chất lượng", text(120), kinds=RECORDINGS, example="rõ tiếng"),
    MediaColumn("accompanying", "Tài liệu đi kèm", text(500), example="01 bản thuyết minh", heads="tai lieu kem theo"),
    MediaColumn(
        "mode", "Chế độ sử dụng", choice(Mode), Mode.CONDITIONAL.value, example="Công khai", choices=tuple(Mode.choices)
    ),
    MediaColumn(
        "condition",
        "Tình trạng",
        choice(Condition),
        Condition.FAIR.value,
        example="Tốt",
        heads="tinh trang.*",
        choices=tuple(Condition.choices),
    ),
    MediaColumn("note", "Ghi chú", text(500)),
)


def columns_of(kind: str) -> list[MediaColumn]:
    return [one for one in COLUMNS if kind in one.kinds]


def values_of(record: MediaRecord) -> dict[str, Any]:
    """What can be edited of the record."""
    return {one.name: getattr(record, one.name) for one in columns_of(record.kind)}


def shown(column: MediaColumn, value: Any) -> str:
    """The value as a page, a form and a workbook show it."""
    if column.name == "duration_seconds":
        return "" if value is None else f"{value // 3600:02}:{value // 60 % 60:02}:{value % 60:02}"
    if column.name == "recorded_on":
        return format_partial_date(value)
    return dict(column.choices).get(value, value)
