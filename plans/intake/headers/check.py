"""Check of a table's header: columns that are missing, twice or too many."""

import re

from agencies.formats.text import fold
from plans.intake.collected import SheetCollected
from plans.intake.columns import BY_FIELD, NEEDED, PAGE_FIELDS, REQUIRED
from plans.intake.problems import ERROR, WARNING
from plans.intake.workbook.column_letters import letter_of

from .header import Header
from .meaning import field_of_text
from .page_columns import page_columns
from .questions import NUMBER

UNARRANGED = "chưa có cột “Đã chỉnh lý”: các hồ sơ được ghi là chưa chỉnh lý; thêm cột này nếu đã chỉnh lý"
BY_YEAR = "không có cột thời gian: lấy năm ở dòng đề mục hoặc tên trang tính; kiểm tra lại"
BY_RETENTION = (
    "không có cột Thời hạn bảo quản: lấy thời hạn ghi ở phần đầu, dòng đề mục hoặc tên trang tính; kiểm tra lại"
)
ONLY_SHEETS = (
    "tệp chỉ có số tờ, chưa có số trang: hồ sơ được ghi là chưa rõ số trang; đếm, ước tính hoặc tải số trang lên trước "
    "khi trình"
)
NOT_KNOWN_YET = "tệp không có cột “{}”: hồ sơ được ghi là {}; bổ sung trước khi trình"
UNKNOWN = {
    "start_date": "chưa rõ thời gian",
    "retention_years": "chưa rõ thời hạn bảo quản",
    "page_count": "chưa rõ số trang",
}
# What a list of files has besides numbers and titles; a table with none of it is another one.
KNOWN_OF_FILES = {"start_date", "retention_years", "sheet_count", *PAGE_FIELDS}
SUPPLEMENTS = (
    "không có cột Tiêu đề hồ sơ: tệp chỉ bổ sung số liệu cho hồ sơ đã có trong Mục lục, tìm theo hộp số và hồ sơ số"
)
MIXED = "trang tính trước không có cột “Tiêu đề hồ sơ” mà trang tính này có: tải lên thành hai tệp"
LACKS = "thiếu cột bắt buộc “{}”: thêm cột này, hoặc chọn cột tương ứng"
TWICE = "cột “{}” ({}) cũng là “{}”: cột này không được đọc"
COMPARED = "cột “{}” ({}) chỉ để đối chiếu với số trang từng khổ: cột này không được đọc"
NUMBERED = "không có cột Hồ sơ số: số thứ tự (STT) được lấy làm hồ sơ số"
WHICH_NUMBER = (
    "không có cột Hồ sơ số: chọn cho cả tệp có lấy số thứ tự (STT) làm hồ sơ số hay không, hoặc chọn cột làm “Hồ sơ số”"
)
NUMBERED_BY_CODE = "không có cột Hồ sơ số: cột Số, ký hiệu được lấy làm hồ sơ số"
ONLY_OLD = "chỉ có cột số cũ ({}), chưa rõ hồ sơ số hiện nay: chọn cột làm “Hồ sơ số”"
UNCLEAR_SIZE = (
    "cột “{}” ({}) nêu khổ giấy mà chưa rõ có phải số trang của khổ đó không: chọn cột tương ứng, hoặc chọn “Không đọc "
    "cột này”"
)
_LARGE = re.compile(r"\b(?:trang|kho|giay|ban ve|ban do|so do|bieu do) (?:kho )?a[0-3]\b")
LONGEST_HEADING = 60


def check_columns(header: Header, by_year: bool, collected: SheetCollected, by_retention: bool = False) -> None:
    """Reports what is wrong with the header; times (`by_year`) and retentions may come from headings and names."""
    have = set(header.places.values())
    have |= {"start_date"} if "dates" in have else set()
    have |= {"page_count"} if "sheets_pages" in have else set()
    if by_year and "start_date" not in have:
        have.add("start_date")
        collected.once(header, WARNING, "start_date", BY_YEAR)
    if by_retention and "retention_years" not in have:
        have.add("retention_years")
        collected.once(header, WARNING, "retention_years", BY_RETENTION)
    if page_columns(header).converted is not None and not have.isdisjoint(PAGE_FIELDS):
        have.add("page_count")  # 'Quy ra A4' says that the larger sizes are all there is
    for at in unclear_sizes(header):
        collected.once(header, ERROR, "page_count", UNCLEAR_SIZE.format(short(header, at), letter_of(at)))
    check_stand_in(header, have, collected)
    if "file_number" in header.aside.values() and "file_number" not in have:
        have.add("file_number")
        collected.once(header, ERROR, "file_number", ONLY_OLD.format(aside(header)))
    if not supplements(header, have, collected):
        for name in (*REQUIRED, *NEEDED):
            if name not in have:
                collected.once(header, *lacking(name, have, header))
    pages = page_columns(header)
    for at in header.twice:
        compares = at in (pages.total, pages.converted)
        text = (
            COMPARED.format(short(header, at), letter_of(at))
            if compares
            else TWICE.format(short(header, at), letter_of(at), heading(header, at))
        )
        collected.problem(header, WARNING, header.last, "", short(header, at), text)
    if unused := [f"“{short(header, at)}” ({letter_of(at)})" for at in unused_columns(header)]:
        collected.note(f"cột không dùng đến: {', '.join(unused)}")


def check_stand_in(header: Header, have: set[str], collected: SheetCollected) -> None:
    """Reports what stands for the number of a file; whether running numbers (STT) do is asked."""
    stand_in = header.stand_in_of_number()
    if stand_in is None:
        return
    have.add("file_number")
    if header.places[stand_in] == "number":
        header.asked.add(NUMBER)
    if header.lacks_answer_on_number:
        return collected.once(header, ERROR, "file_number", WHICH_NUMBER)
    collected.note(NUMBERED if header.places[stand_in] == "number" else NUMBERED_BY_CODE)


def supplements(header: Header, have: set[str], collected: SheetCollected) -> bool:
    """True for a table without titles that supplements files which the catalogue has: "Hộp, Hồ sơ số, Số trang".

    The first table of a workbook decides for all of them.
    """
    does = is_supplement(header) and collected.supplements is not False
    if collected.supplements is None:
        collected.supplements = does
        if does:
            collected.note(SUPPLEMENTS)
    elif collected.supplements and "title" in have:
        collected.once(header, ERROR, "title", MIXED)
    return does and collected.may_supplement


def is_supplement(header: Header) -> bool:
    """True where a table has numbers of files and something to know of them, and no titles."""
    have = set(header.places.values())
    return "title" not in have and "file_number" in have and not have.isdisjoint(KNOWN_OF_FILES)


def lacking(name: str, have: set[str], header: Header) -> tuple[str, str, str]:
    """(level, field, text) of a column that is not there: what may be unknown until it is handed in is no error."""
    title = BY_FIELD[name].header
    if name == "arranged":
        return WARNING, name, UNARRANGED
    if name not in NEEDED or not may_be_unknown(name, have, header):
        return ERROR, name, LACKS.format(title)
    if name == "page_count" and "sheet_count" in have:
        return WARNING, name, ONLY_SHEETS
    return WARNING, name, NOT_KNOWN_YET.format(title, UNKNOWN[name])


def may_be_unknown(name: str, have: set[str], header: Header) -> bool:
    """True where the table is a list of files all the same; larger pages without those of A4 are half a number."""
    if name == "page_count" and not have.isdisjoint(PAGE_FIELDS[1:]):
        return False
    return not have.isdisjoint(KNOWN_OF_FILES) or {"box_number", "file_number"} <= set(header.places.values())


def aside(header: Header) -> str:
    return ", ".join(f"“{short(header, at)}” ({letter_of(at)})" for at in header.aside)


def unused_columns(header: Header) -> list[int]:
    return [at for at in sorted(header.written) if at not in {*header.places, *header.twice, *header.joined}]


def unclear_sizes(header: Header) -> list[int]:
    """Columns that nobody reads, and whose head names a larger paper size: money hangs on them."""
    return [
        at
        for at in unused_columns(header)
        if at not in header.passed | header.beside and _LARGE.search(fold(header.written[at]))
    ]


def heading(header: Header, at: int) -> str:
    name = field_of_text(header.written[at])
    return BY_FIELD[name].header if name in BY_FIELD else short(header, at)


def short(header: Header, at: int) -> str:
    return header.written[at][:LONGEST_HEADING]
