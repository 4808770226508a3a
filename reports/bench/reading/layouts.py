"""How a workbook writes known files: heads as offices write them, and the cells of each file under them.

A layout draws some columns of a table; `known` changes what a careful person can know of a file from them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .truth import File, parts

Cell = str | int | date | bool | None


@dataclass
class Layout:
    """Columns that belong together: their heads (one or two rows of them) and their cells."""

    heads: list[str]
    cells: Callable[[File], list[Cell]]
    over: str = ""  # the head that is merged over them
    known: Callable[[File], File] = field(default=lambda file: {})
    hidden: tuple[int, ...] = ()


def plain(names: str, field_name: str, show: Callable[[File], Cell] | None = None) -> Callable[[Random], Layout]:
    """One column headed by one of the names."""

    def draw(random: Random) -> Layout:
        head = random.choice([each.strip() for each in names.split("|")])
        return Layout([head], lambda file: [show(file) if show else file[field_name]])

    return draw


def short_day(day: str, year: bool = True) -> str:
    whole, month, number = parts(day)
    return f"{number}/{month}" + (f"/{whole}" if year else "")


def same_year(file: File) -> bool:
    return file["start_date"][:4] == file["end_date"][:4]


def two_columns(random: Random) -> Layout:
    heads = random.choice((["Bắt đầu", "Kết thúc"], ["Từ ngày", "Đến ngày"], ["Ngày bắt đầu", "Ngày kết thúc"]))
    style = random.choice((short_day, lambda day: date(*parts(day)), lambda day: f"{day[8:]}.{day[5:7]}.{day[:4]}"))
    over = random.choice(("", "Thời gian tài liệu")) if heads[0] == "Bắt đầu" else ""
    return Layout(heads, lambda file: [style(file["start_date"]), style(file["end_date"])], over)


def one_column(random: Random) -> Layout:
    head = random.choice(("Thời gian tài liệu", "Thời gian", "Ngày tháng tài liệu", "Ngày bắt đầu/Ngày kết thúc"))
    between = random.choice(("-", " - ", " đến ", "\n", " – "))
    return Layout([head], lambda file: [f"{short_day(file['start_date'])}{between}{short_day(file['end_date'])}"])


def years_only(random: Random) -> Layout:
    number = random.choice((int, str))
    head = random.choice(("Năm", "Năm tài liệu", "Thời gian"))

    def known(file: File) -> File:
        return {"start_date": file["start_date"][:4], "end_date": None}

    return Layout([head], lambda file: [number(file["start_date"][:4])], known=known)


def months(random: Random) -> Layout:
    def cells(file: File) -> list[Cell]:
        return [f"{int(day[5:7])}/{day[:4]}" for day in (file["start_date"], file["end_date"])]

    def known(file: File) -> File:
        return {"start_date": file["start_date"][:7], "end_date": file["end_date"][:7]}

    return Layout(["Bắt đầu", "Kết thúc"], cells, known=known)


def six_columns(random: Random) -> Layout:
    ends = random.choice((("BĐ", "KT"), ("bắt đầu", "kết thúc")))

    def cells(file: File) -> list[Cell]:
        return [each for day in (file["start_date"], file["end_date"]) for each in reversed(list(parts(day)))]

    return Layout([f"{part} {end}" for end in ends for part in ("Ngày", "Tháng", "Năm")], cells)


def day_and_year(random: Random) -> Layout:
    def cells(file: File) -> list[Cell]:
        if not same_year(file):
            return [f"{short_day(file['start_date'])} - {short_day(file['end_date'])}", int(file["start_date"][:4])]
        span = f"{short_day(file['start_date'], False)} - {short_day(file['end_date'], False)}"
        return [span, int(file["start_date"][:4])]

    return Layout(["Ngày tháng", "Năm"], cells)


def short_days(random: Random) -> Layout:
    """Days without a year, under headings of years."""
    between = random.choice((" - ", "-", " – "))

    def cells(file: File) -> list[Cell]:
        return [between.join(short_day(file[name], False) for name in ("start_date", "end_date"))]

    return Layout(["Thời gian tài liệu"], cells)


def retention_text(file: File) -> str:
    years = file["retention_years"]
    return f"{years} năm" if years else "Vĩnh viễn"


def retention_words(random: Random) -> Layout:
    head = random.choice(("THBQ", "Thời hạn bảo quản", "Thời hạn BQ", "Thời hạn"))
    style = random.choice(
        (
            retention_text,
            lambda file: f"Có thời hạn ({file['retention_years']} năm)" if file["retention_years"] else "VV",
            lambda file: file["retention_years"] or "Vĩnh viễn",
        )
    )
    return Layout([head], lambda file: [style(file)])


def retention_ticks(random: Random) -> Layout:
    def cells(file: File) -> list[Cell]:
        years = file["retention_years"]
        return [None, f"{years} năm"] if years else ["x", None]

    return Layout(["Vĩnh viễn", "Có thời hạn"], cells, random.choice(("", "Thời hạn bảo quản")))


def retention_codes(random: Random) -> Layout:
    codes = {0: "01", 70: "02", 50: "03", 30: "04", 20: "05", 10: "06"}

    def known(file: File) -> File:
        return {} if file["retention_years"] in codes else {"retention_years": None}

    return Layout(["maintenance"], lambda file: [codes.get(file["retention_years"], "07")], known=known)


def running_numbers(random: Random) -> Layout:
    """No number of the file's own: whether this one stands for it is asked."""
    head = random.choice(("STT", "Số TT", "TT"))
    return Layout([head], lambda file: [int(file["file_number"])], known=lambda file: {"file_number": None})


def pages_plain(random: Random) -> Layout:
    head = random.choice(("Số trang", "Số lượng trang", "Trang", "Tổng số trang", "Số trang A4"))
    style = random.choice((int, str, lambda number: f"{number} trang"))
    return Layout([head], lambda file: [style(file["page_count"])], known=without_a3)


def pages_with_sheets(random: Random) -> Layout:
    head = random.choice(("Số tờ/Số trang", "Tờ/trang", "Số tờ, số trang"))
    return Layout([head], lambda file: [f"{file['sheet_count']}/{file['page_count']}"], known=without_a3)


def pages_in_words(random: Random) -> Layout:
    def cells(file: File) -> list[Cell]:
        sheets, pages = file["sheet_count"], file["page_count"]
        return [random.choice((f"{pages} trang ({sheets} tờ)", f"{sheets} tờ ({pages} trang)"))]

    return Layout(["Số trang"], cells, known=without_a3)


def without_a3(file: File) -> File:
    return {"page_count_a3": None}


def pages_by_the_thousand(random: Random) -> Layout:
    """As decimals of the unit that the head names."""
    head, places = random.choice((("Số trang (nghìn trang)", 3), ("Nghìn trang", 3), ("Số trang (trăm)", 2)))

    def cells(file: File) -> list[Cell]:
        return [f"{file['page_count'] / 10**places:.{places}f}".replace(".", ",")]

    return Layout([head], cells, known=without_a3)


def pages_by_size(random: Random) -> Layout:
    heads, over = random.choice(
        ((["A4", "A3"], "Số trang"), (["Trang A4", "Trang A3"], ""), (["Khổ A4", "Khổ A3"], ""))
    )
    return Layout(heads, lambda file: [file["page_count"], file["page_count_a3"]], over)


def pages_of_which(random: Random) -> Layout:
    heads = random.choice((["Tổng số trang", "Trong đó A4", "Trong đó A3"], ["Tổng số trang", "Trong đó A3"]))

    def cells(file: File) -> list[Cell]:
        larger = file["page_count_a3"] or 0
        return [file["page_count"] + larger, *([file["page_count"]] if len(heads) > 2 else []), larger or None]

    return Layout(heads, cells)


def pages_converted(random: Random) -> Layout:
    def cells(file: File) -> list[Cell]:
        larger = file["page_count_a3"] or 0
        return [file["page_count"], larger or None, file["page_count"] + 2 * larger]

    heads = ["Số trang A4", "Số trang A3", random.choice(("Quy ra A4", "Quy đổi A4"))]
    return Layout(heads, cells)


def pages_unclear(random: Random) -> Layout:
    """Nothing says whether the first column has the second in it: this must ask."""
    return Layout(["Số trang", "Số trang A3"], lambda file: [file["page_count"], file["page_count_a3"]])


def pages_with_size(random: Random) -> Layout:
    """One size a file: those with pages of A3 have no others."""

    def known(file: File) -> File:
        return {"page_count": None} if file["page_count_a3"] else {}

    def cells(file: File) -> list[Cell]:
        larger = file["page_count_a3"]
        return [larger, "A3"] if larger else [file["page_count"], random.choice(("A4", None))]

    return Layout(["Số trang", random.choice(("Khổ giấy", "Khổ giấy (nếu khác A4)"))], cells, known=known)


def boxes(random: Random) -> Layout:
    head = random.choice(("Hộp số", "Hộp", "Cặp số", "Hộp/cặp số", "Số hộp"))
    style = random.choice((int, str))
    return Layout([head], lambda file: [style(file["box_number"])])


def numbers(random: Random) -> Layout:
    head = random.choice(("Hồ sơ số", "Số hồ sơ", "ĐVBQ số", "Mã hồ sơ", "HS số"))
    return Layout([head], lambda file: [file["file_number"]])


def old_and_new(random: Random) -> Layout:
    """Two columns of numbers, of which the new one, or the one that is shown, holds."""
    heads, hidden = random.choice(
        ((["Hồ sơ số cũ", "Hồ sơ số mới"], ()), (["Hồ sơ số cũ", "Hồ sơ số"], ()), (["Hồ sơ số", "Hồ sơ số"], (0,)))
    )
    return Layout(heads, lambda file: [str(900 + int(file["file_number"])), file["file_number"]], hidden=hidden)


def two_of_one_name(random: Random) -> Layout:
    """Nothing says which holds: this must ask."""
    return Layout(["Hồ sơ số", "Số hồ sơ"], lambda file: [str(900 + int(file["file_number"])), file["file_number"]])


titles = plain("Tiêu đề hồ sơ|Tên hồ sơ|Trích yếu nội dung|TIÊU ĐỀ HỒ SƠ|Nội dung hồ sơ", "title")
sheets = plain("Số tờ|Số lượng tờ|Tờ", "sheet_count")
notes = plain("Ghi chú|Chú thích", "note")
unknown = plain("Người lập|Màu bìa|Bộ phận|Giá số", "", lambda file: "Lan")
CONDITIONS = {"good": "Tốt", "fair": "Bình thường", "damaged": "Hỏng"}
conditions = plain("Tình trạng vật lý|Tình trạng", "", lambda file: CONDITIONS[file["condition"]])
arranged_signs = plain("Đã chỉnh lý", "", lambda file: "C" if file["arranged"] else "K")
arranged = plain("Đã chỉnh lý|Chỉnh lý", "", lambda file: "Có" if file["arranged"] else "Không")

TIMES = (two_columns, one_column, years_only, months, six_columns, day_and_year)
RETENTIONS = (retention_words, retention_words, retention_ticks, retention_codes)
PAGES = (pages_plain, pages_plain, pages_with_sheets, pages_in_words, pages_by_the_thousand)
PAGES_WITH_A3 = (pages_by_size, pages_of_which, pages_converted, pages_unclear, pages_with_size)
NUMBERS = (numbers, numbers, numbers, old_and_new, two_of_one_name, running_numbers)
OPTIONAL = {"sheet_count": sheets, "note": notes, "condition": conditions, "arranged": arranged}
