"""The columns of a catalogue (domain §4), once: template, mapping, parser, grid form, help and tests come from here.

Pure: the limited child process reads with it, so nothing of Django is imported.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plans.intake.cells.values import Cell, CellError
from plans.intake.headers.spellings import spelt

from .cells import answers, days, numbers, texts, values

Choices = tuple[tuple[str, str], ...]
# As the model's choices (a test compares them).
CONDITIONS: Choices = (("good", "Tốt"), ("fair", "Bình thường"), ("damaged", "Hỏng"))
PRIORITIES: Choices = (
    ("arranged", "Đã chỉnh lý hoàn chỉnh"),
    ("permanent", "Bảo quản vĩnh viễn"),
    ("reused", "Thường xuyên tái sử dụng"),
    ("in_use", "Đang phục vụ quản lý, người dân"),
    ("at_risk", "Có nguy cơ hư hỏng"),
)
EVERY_ROW = "từng dòng"  # written over the boxes of our own workbook: there an empty cell is a file without a box
PAGE_FIELDS = ("page_count", "page_count_a3", "page_count_a2", "page_count_a1", "page_count_a0")


@dataclass(frozen=True)
class Column:
    """One column: how it is called, read, shown and explained.

    `parse(cell)` gives the stored value or raises CellError; `show(value)` is what a person would type.
    """

    field: str
    header: str
    parse: Callable[[Cell], Any]
    help: str
    example: str
    width: int
    show: Callable[[Any], str] = str
    required: bool = False
    needed: bool = False  # may be left open in a draft, and has to be known before the list is handed in
    default: object = ""
    choices: tuple[str, ...] = ()
    numeric: bool = False

    def read(self, cell: Cell) -> Any:
        """The stored value of a cell; an empty one is the default, or an error where it is required."""
        if values.is_empty(cell):
            if self.required:
                raise CellError(f"chưa nhập; {self.help[0].lower()}{self.help[1:]}")
            return self.default
        return self.parse(cell)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The spellings seen in offices (accents, case, punctuation and line breaks do not matter)."""
        return spelt(self.field)

    @property
    def title(self) -> str:
        """The header of the column in the template: a star where it is required, at once or before handing in."""
        return f"{self.header} *" if self.required or self.needed else self.header


RETENTION_CHOICES = ("Vĩnh viễn", "70 năm", "50 năm", "30 năm", "20 năm", "10 năm", "5 năm")
YES_NO = ("Có", "Không")
QUY_HOACH = "Hồ sơ về việc phê duyệt quy hoạch mạng lưới y tế cơ sở năm 2008"
HELP = {
    "box_number": "Số hộp hoặc cặp đựng hồ sơ, ví dụ 12.",
    "file_number": "Số hồ sơ, không trùng trong cùng một hộp, ví dụ 05.",
    "reference_code": "Số, ký hiệu hồ sơ nếu có.",
    "title": "Nội dung chính của hồ sơ, tối đa 1.000 ký tự.",
    "start_date": "Ngày sớm nhất, ví dụ 15/3/2008, 3/2008 hoặc 2008.",
    "end_date": "Ngày muộn nhất, viết như cột Bắt đầu.",
    "retention_years": "“Vĩnh viễn” hoặc số năm, ví dụ 20 năm.",
    "sheet_count": "Số tờ trong hồ sơ, số nguyên, ví dụ 80.",
    "page_count": "Số trang khổ A4, số nguyên, ví dụ 120.",
    "page_count_a3": "Số trang khổ A3, số nguyên, ví dụ 120.",
    "page_count_a2": "Số trang khổ A2, số nguyên, ví dụ 120.",
    "page_count_a1": "Số trang khổ A1, số nguyên, ví dụ 120.",
    "page_count_a0": "Số trang khổ A0, số nguyên, ví dụ 120.",
    "arranged": "“Có” hoặc “Không”: tài liệu phải chỉnh lý trước khi số hóa.",
    "priority": "Diện ưu tiên số hóa nếu có, chọn trong danh sách.",
    "digitized_before": "“Có” nếu hồ sơ đã được số hóa.",
    "condition": "Tốt, Bình thường hoặc Hỏng.",
    "archive_number": "Số mà kho lưu trữ dùng để giữ và tìm hồ sơ nếu có, ví dụ 1234.",
    "catalogue_number": "Số của quyển Mục lục nếu số hồ sơ bắt đầu lại ở mỗi quyển, ví dụ 02.",
    "note": "Điều cần nói thêm, tối đa 500 ký tự.",
}


def column(field: str, header: str, parse: Callable[[Cell], Any], example: str, width: int, **options: Any) -> Column:
    return Column(field, header, parse, HELP[field], example, width, **options)


def day(field: str, header: str, example: str, **options: Any) -> Column:
    return column(field, header, days.partial_day, example, 12, show=values.show_day, **options)


def count(field: str, header: str, parse: Callable[[Cell], Any], example: str, width: int, **options: Any) -> Column:
    return column(field, header, parse, example, width, default=0, numeric=True, **options)


def larger_pages(size: str) -> Column:
    field = f"page_count_{size.lower()}"
    return count(field, f"Trang {size}", numbers.page_quantity, "", 10, show=values.show_number)


def yes_no(field: str, header: str, parse: Callable[[Cell], Any], example: str, **options: Any) -> Column:
    return column(field, header, parse, example, 11, show=values.show_yes_no, choices=YES_NO, **options)


def choice(field: str, header: str, parse: Callable[[Cell], Any], choices: Choices, **options: Any) -> Column:
    """A column of ((code, Vietnamese name), …)."""
    show, names = values.show_label(choices), tuple(dict(choices).values())
    return column(field, header, parse, show=show, choices=names, **options)


condition = texts.one_of(CONDITIONS, answers.CONDITION_WORDS)
priority = texts.one_of(PRIORITIES)
retention: dict[str, Any] = {"show": values.show_retention, "default": None, "choices": RETENTION_CHOICES}

COLUMNS = (
    column("box_number", "Hộp/cặp số", texts.label(30), "12", 11),
    column("file_number", "Hồ sơ số", texts.label(30), "05", 10, required=True),
    column("reference_code", "Số, ký hiệu", texts.label(60), "05/2008-KHTH", 16),
    column("title", "Tiêu đề hồ sơ", texts.title(1000), QUY_HOACH, 60, required=True),
    day("start_date", "Bắt đầu", "3/2008", needed=True),
    day("end_date", "Kết thúc", "20/12/2008"),
    column("retention_years", "Thời hạn bảo quản", texts.retention, "Vĩnh viễn", 14, needed=True, **retention),
    count("sheet_count", "Số tờ", numbers.sheet_quantity, "80", 9, show=values.show_number),
    count("page_count", "Trang A4", numbers.page_quantity, "120", 10, show=values.show_number, needed=True),
    *map(larger_pages, ("A3", "A2", "A1", "A0")),
    yes_no("arranged", "Đã chỉnh lý", texts.arranged, "Có", required=True, default=True),
    choice("priority", "Ưu tiên", priority, PRIORITIES, example="Bảo quản vĩnh viễn", width=20),
    yes_no("digitized_before", "Đã số hóa trước đây", texts.digitized, "Không", default=False),
    choice("condition", "Tình trạng vật lý", condition, CONDITIONS, example="Bình thường", width=13, default="fair"),
    column("note", "Ghi chú", texts.text(500), "", 24),
    column("archive_number", "Số lưu trữ", texts.label(30), "1234", 12),
    column("catalogue_number", "Mục lục số", texts.label(30), "", 12),
)

BY_FIELD = {column.field: column for column in COLUMNS}
FIELDS = tuple(BY_FIELD)
ROW_CODE = "Mã dòng của cổng"  # heads the column by which rows that were corrected find their place again
FIELD_ORDER = (*FIELDS, "fonds", "row_code")
DEFAULTS = (*(False if column.field == "arranged" else column.default for column in COLUMNS), "", "")
REQUIRED = tuple(column.field for column in COLUMNS if column.required)
NEEDED = tuple(column.field for column in COLUMNS if column.needed)


def as_shown(row: object) -> list[str]:
    """The values of a file as a person would type them, in the order of the columns (a file or a dict of fields)."""
    get = row.get if isinstance(row, dict) else lambda field: getattr(row, field)
    return [column.show(get(column.field)) for column in COLUMNS]
