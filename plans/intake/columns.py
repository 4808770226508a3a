"""The columns of a catalogue (domain §4), once: template, mapping, parser, grid form, help and tests come from here.

Pure: the limited child process reads with it, so nothing of Django is imported.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.formats.numbers import format_int
from plans.intake.cells.values import CellError
from plans.intake.headers.spellings import spelt

from .cells import answers, days, numbers, texts, values

# As the model's choices (a test compares them).
CONDITIONS = (("good", "Tốt"), ("fair", "Bình thường"), ("damaged", "Hỏng"))
PRIORITIES = (
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
    parse: Callable
    help: str
    example: str
    width: int
    show: Callable = str
    required: bool = False
    default: object = ""
    choices: tuple[str, ...] = ()
    numeric: bool = False

    def read(self, cell):
        """The stored value of a cell; an empty one is the default, or an error where it is required."""
        if values.is_empty(cell):
            if self.required:
                raise CellError(f"chưa nhập; {self.help[0].lower()}{self.help[1:]}")
            return self.default
        return self.parse(cell)

    @property
    def aliases(self):
        """The spellings seen in offices (accents, case, punctuation and line breaks do not matter)."""
        return spelt(self.field)

    @property
    def title(self):
        """The head of the column in the template: a star where it is required."""
        return f"{self.header} *" if self.required else self.header


def pages(field, size, required=False):
    sample = "120" if size == "A4" else ""
    show = format_int if required else values.show_number
    return Column(
        field,
        f"Trang {size}",
        numbers.page_quantity,
        f"Số trang khổ {size}, số nguyên, ví dụ 120.",
        sample,
        10,
        show=show,
        required=required,
        default=0,
        numeric=True,
    )


def yes_no(field, header, parse, help, example, **options):
    return Column(field, header, parse, help, example, 11, show=values.show_yes_no, choices=("Có", "Không"), **options)


RETENTION_CHOICES = ("Vĩnh viễn", "70 năm", "50 năm", "30 năm", "20 năm", "10 năm", "5 năm")

COLUMNS = (
    Column("box_number", "Hộp/cặp số", texts.label(30), "Số hộp hoặc cặp đựng hồ sơ, ví dụ 12.", "12", 11),
    Column(
        "file_number",
        "Hồ sơ số",
        texts.label(30),
        "Số hồ sơ, không trùng trong cùng một hộp, ví dụ 05.",
        "05",
        10,
        required=True,
    ),
    Column("reference_code", "Số, ký hiệu", texts.label(60), "Số, ký hiệu hồ sơ nếu có.", "05/2008-KHTH", 16),
    Column(
        "title",
        "Tiêu đề hồ sơ",
        texts.title(1000),
        "Nội dung chính của hồ sơ, tối đa 1.000 ký tự.",
        "Hồ sơ về việc phê duyệt quy hoạch mạng lưới y tế cơ sở năm 2008",
        60,
        required=True,
    ),
    Column(
        "start_date",
        "Bắt đầu",
        days.partial_day,
        "Ngày sớm nhất, ví dụ 15/3/2008, 3/2008 hoặc 2008.",
        "3/2008",
        12,
        show=values.show_day,
        required=True,
    ),
    Column(
        "end_date",
        "Kết thúc",
        days.partial_day,
        "Ngày muộn nhất, viết như cột Bắt đầu.",
        "20/12/2008",
        12,
        show=values.show_day,
    ),
    Column(
        "retention_years",
        "Thời hạn bảo quản",
        texts.retention,
        "“Vĩnh viễn” hoặc số năm, ví dụ 20 năm.",
        "Vĩnh viễn",
        14,
        show=values.show_retention,
        required=True,
        default=0,
        choices=RETENTION_CHOICES,
    ),
    Column(
        "sheet_count",
        "Số tờ",
        numbers.sheet_quantity,
        "Số tờ trong hồ sơ, số nguyên, ví dụ 80.",
        "80",
        9,
        show=values.show_number,
        default=0,
        numeric=True,
    ),
    pages("page_count", "A4", required=True),
    pages("page_count_a3", "A3"),
    pages("page_count_a2", "A2"),
    pages("page_count_a1", "A1"),
    pages("page_count_a0", "A0"),
    yes_no(
        "arranged",
        "Đã chỉnh lý",
        texts.arranged,
        "“Có” hoặc “Không”: tài liệu phải chỉnh lý trước khi số hóa.",
        "Có",
        required=True,
        default=True,
    ),
    Column(
        "priority",
        "Ưu tiên",
        texts.one_of(PRIORITIES),
        "Diện ưu tiên số hóa nếu có, chọn trong danh sách.",
        dict(PRIORITIES)["permanent"],
        20,
        show=values.show_label(PRIORITIES),
        choices=tuple(dict(PRIORITIES).values()),
    ),
    yes_no(
        "digitized_before",
        "Đã số hóa trước đây",
        texts.digitized,
        "“Có” nếu hồ sơ đã được số hóa.",
        "Không",
        default=False,
    ),
    Column(
        "condition",
        "Tình trạng vật lý",
        texts.one_of(CONDITIONS, answers.CONDITION_WORDS),
        "Tốt, Bình thường hoặc Hỏng.",
        dict(CONDITIONS)["fair"],
        13,
        show=values.show_label(CONDITIONS),
        default="fair",
        choices=tuple(dict(CONDITIONS).values()),
    ),
    Column("note", "Ghi chú", texts.text(500), "Điều cần nói thêm, tối đa 500 ký tự.", "", 24),
)

BY_FIELD = {column.field: column for column in COLUMNS}
FIELDS = tuple(BY_FIELD)
FIELD_ORDER = (*FIELDS, "fonds")
DEFAULTS = (*(False if column.field == "arranged" else column.default for column in COLUMNS), "")
REQUIRED = tuple(column.field for column in COLUMNS if column.required)


def as_shown(row):
    """The values of a file as a person would type them, in the order of the columns (a file or a dict of fields)."""
    get = row.get if isinstance(row, dict) else lambda field: getattr(row, field)
    return [column.show(get(column.field)) for column in COLUMNS]
