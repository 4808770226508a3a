"""What the header of a table lacks, has twice or has too much."""

from plans.intake.columns import BY_FIELD, REQUIRED
from plans.intake.problems import ERROR, WARNING

from .find import field_of_text, letter_of

UNARRANGED = "chưa có cột “Đã chỉnh lý”: các hồ sơ được ghi là chưa chỉnh lý; thêm cột này nếu đã chỉnh lý"
BY_YEAR = "không có cột thời gian: lấy năm ở dòng đề mục hoặc tên trang tính; kiểm tra lại"
ONLY_SHEETS = (
    "tệp chỉ có số tờ, chưa có số trang nên chưa tính được khối lượng số hóa: thêm cột “Số trang” (trang A4), "
    "hoặc ghi số tờ/số trang trong một cột"
)


def check_columns(walk, header):
    """What the header lacks, has twice or has too much."""
    have = set(header.places.values())
    have |= {"start_date"} if "dates" in have else set()
    have |= {"page_count"} if "sheets_pages" in have else set()
    if walk.by_year and "start_date" not in have:
        have.add("start_date")
        walk.once(WARNING, "start_date", BY_YEAR)
    if "file_number" not in have and "number" in have:
        have.add("file_number")
        walk.book.note(walk.name, "không có cột Hồ sơ số: số thứ tự (STT) được lấy làm hồ sơ số")
    for name in REQUIRED:
        if name in have:
            continue
        if name == "arranged":
            walk.once(WARNING, name, UNARRANGED)
        elif name == "page_count" and "sheet_count" in have:
            walk.once(ERROR, name, ONLY_SHEETS)
        else:
            walk.once(
                ERROR, name, f"thiếu cột bắt buộc “{BY_FIELD[name].header}”: thêm cột này, hoặc chọn cột tương ứng"
            )
    for at in header.twice:
        text = (
            f"cột “{header.written[at][:60]}” ({letter_of(at)}) cũng là “{heading(header, at)}”: cột này không được đọc"
        )
        walk.problem(WARNING, header.last, "", header.written[at][:60], text)
    unknown = [
        f"“{text[:60]}” ({letter_of(at)})"
        for at, text in sorted(header.written.items())
        if at not in header.places and at not in header.twice
    ]
    if unknown:
        walk.book.note(walk.name, f"cột không dùng đến: {', '.join(unknown)}")


def heading(header, at):
    name = field_of_text(header.written[at])
    return BY_FIELD[name].header if name in BY_FIELD else header.written[at][:60]


def letter_over(header, name):
    places = {"start_date": "dates", "end_date": "dates", "page_count": "sheets_pages", "file_number": "number"}
    return header.letter(name) or header.letter(places.get(name, ""))
