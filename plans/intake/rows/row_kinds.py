"""Rows under a header that are no files: repeated headers, sections, totals, footers; each left out with its reason."""

import re
from collections.abc import Sequence

from agencies.formats.numbers import NumberError, parse_int
from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import Cell, SheetRow

# (column index, value) of the filled cells of a row.
Filled = list[tuple[int, Cell]]

REPEATED = "dòng tiêu đề lặp lại"
NUMBERING = "dòng đánh số cột"
LETTERHEAD = "phần đầu trang, trên dòng tiêu đề của bảng"
SECTION = "dòng đề mục, không phải hồ sơ"
TOTAL = "dòng cộng"
TOTAL_AHEAD = "dòng cộng, đứng trước các dòng được cộng nên không đối chiếu"
CONTINUED = "phần tiếp theo của tiêu đề ở dòng trên"
ONLY_NUMBER = "dòng chỉ có số thứ tự, chưa nhập hồ sơ"
PAGE_MARK = "số trang của bản in"
SUMMARY = "bảng khác hoặc bảng tổng hợp, không có cột tiêu đề hồ sơ"
PREFILLED = "dòng điền sẵn, chưa nhập hồ sơ"
BESIDE = "chỉ có ở bảng bên cạnh, không phải hồ sơ"
PICTURES = "danh sách phim/ảnh, ghi âm, ghi hình, không phải Mục lục hồ sơ"
NO_TABLE = "không có bảng hồ sơ"
FOOTER = "phần cuối Mục lục (số lượng, ngày tháng, người lập)"

_TOTAL = re.compile(
    r"(?:tong|cong|luy ke|chuyen sang|chuyen trang|mang sang|so mang sang|so chuyen sang|so trang truoc|cong don|"
    r"(?:tu )?trang truoc (?:chuyen|mang) sang|(?:chuyen|mang) (?:tu|sang) trang (?:truoc|sau|tiep))"
    r"(?: (?:tong|cong|so|toan|bo|chung|trang|hop|cap|ho so|to|muc luc|phong|dvbq|muc|phan|nam|a\d|sheet|nay|"
    r"don vi bao quan|luong|cac|chuyen|mang|sang|sau|truoc|tiep|theo|va|la|tai lieu|giay|[ivx]+|\d+))*"
)
_ENGLISH_TOTAL = re.compile(r"(?:grand |sub ?|page )?totals?|sum|(?:grand )?total (?:files|pages|sheets)|count")
_TOTAL_OF = re.compile(r"tổng cộng\b", re.I)  # whatever follows; "Tổng công ty" is none
_FOOTER = re.compile(
    r"(?:muc luc|danh muc|ban thong ke|bang ke|thong ke|ho so) (?:nay|tren) (?:gom|co)\b|(?:muc luc )?(?:nay )?gom co\b"
    r"|.*\bviet bang chu\b|(?:so tien )?bang chu\b|tong so ho so\b.*bang chu|ket thuc muc luc|het$"
    r"|(?:nguoi|can bo|don vi|co quan|ben|truong phong|pho|thu truong|giam doc|chanh van phong|chu tich|nguoi dung dau|"
    r"thu kho|ke toan|xac nhan|to truong|lanh dao|ky ten|noi nhan|ky ghi ro|luu vt|kt |tl |tm |tuq )\b.{0,80}$"
    r"|.{0,60}\bngay (?:\d{1,2} )?thang (?:\d{1,2} )?nam(?: \d{4})?$"
)
_STRONG_FOOTER = re.compile(
    r"(?:muc luc|danh muc|ban thong ke|bang ke) (?:nay|tren)|.*viet bang chu|.*nguoi lap|.*ky ghi ro|noi nhan|"
    r".{0,60}\bngay (?:\d{1,2} )?thang (?:\d{1,2} )?nam"
)
_BOX = re.compile(
    r"^\W*(?:hộp|cặp|bó)(?:\s*[,/]\s*(?:hộp|cặp))?(?:\s+(?:số|lưu trữ))*\s*[:.\-–]?\s*(\w[\w./-]{0,15}?)\s*"
    r"(?:[:.]?|\(.{1,60}\)|[:\-–]\s*(?:gồm\s+)?\d+\s+(?:hồ sơ|đvbq|hs)\b.{0,40}|\s[-–]\s\D.{2,120}|:\s\D.{2,120})\s*$",
    re.I,
)
_BOX_INSIDE = re.compile(r"\b(?:hộp|cặp)(?:\s+số)?\s*:\s*(\d\w{0,9}(?:[-–/]\d+)?)(?=\s|[.,;)]|$)", re.I)
_YEAR = re.compile(r"\W*(?:(?:hồ sơ|tài liệu)\s+)?(?:năm)?\s*:?\s*((?:19|20)\d\d)\W*", re.I)
_MOTTO = re.compile(r".*\b(?:cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc)\b")
_FONDS = re.compile(r"^\W*(?:tên\s+)?phông(?:\s+(?:lưu trữ|số))?\s*[:\-–]\s*(.{2,200})$", re.I)
_FONDS_ALONE = re.compile(r"^\W*phông\s+(?!(?:lưu trữ|số)?\W*$)(.{2,})$", re.I)
_RETENTION = re.compile(
    r"^\W*(?:thời hạn(?: bảo quản)?|THBQ|(?:hồ sơ |tài liệu )?bảo quản)\s*[:\-–]?\s*(vĩnh viễn|\d{1,2}\s*năm)\W*$"
    r"|^\W*(?:(?:nhóm )?(?:hồ sơ|tài liệu)\s+)?(vĩnh viễn)\W*$"
    r"|\bbảo quản\s+(vĩnh viễn|(?:có thời hạn\s+)?\d{1,2}\s*năm)\b",
    re.I,
)
_YEARS_ALONE = re.compile(r"^\W*((?:THBQ\s*)?\d{1,2}\s*năm)\W*$", re.I)
_CATALOGUE = re.compile(r"^\W*(?:(?:mục lục(?:\s+hồ sơ)?|ML)\s+số|MLS)\s*[:.]?\s*(\d[\w./-]{0,15})\b", re.I)
_PAGE_MARK = re.compile(r"\W*(?:trang|tờ)\s+(?:số\s+)?\d+(?:\s*(?:/|trên)\s*\d+)?\W*|\W+\d+\W+", re.I)
_ROMAN = re.compile(r"(?=[ivxl])(?:x{0,3})(?:ix|iv|v?i{0,3})|[a-hđ]", re.I)
_NUMBER_OF_COLUMN = re.compile(r"(\d{1,2})(?: [\dx]+)*$")
_COUNT = re.compile(r"(\d[\d. ]*)\s*\(?(?:(?!đến\b|tới\b)\w+[\s)]+)?\(?\s*(?:hồ sơ|đơn vị bảo quản|đvbq|hs)\b", re.I)


def is_blank(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip())


def filled(row: SheetRow) -> Filled:
    """[(column index, value)] of the filled cells of a row."""
    return [(at, cell) for at, cell in enumerate(row) if not is_blank(cell)]


def repeats_header(row: SheetRow, header_rows: Sequence[Sequence[str]]) -> bool:
    """True where most cells repeat the text of the header above them."""
    cells = [(at, fold(cell)) for at, cell in filled(row) if isinstance(cell, str)]
    for folded in header_rows:
        same = sum(at < len(folded) and folded[at] == text and bool(text) for at, text in cells)
        if same >= 2 and same * 2 > len(filled(row)):
            return True
    return False


def is_numbering(row: SheetRow) -> bool:
    """(1) (2) (3) … or A, B, 1, 2 under a header: short marks that count up."""
    marks = [fold(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)) for _, cell in filled(row)]
    numbers = [int(match[1]) for match in map(_NUMBER_OF_COLUMN.match, marks) if match]
    letters = [mark for mark in marks if re.fullmatch(r"[a-hđ]", mark)]
    return (
        len(marks) >= 3
        and len(numbers) + len(letters) == len(marks)
        and len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 3
    )


def label(row: SheetRow) -> str:
    """The first text of a row that has letters."""
    return next(
        (clean_text(cell) for _, cell in filled(row) if isinstance(cell, str) and re.search(r"[^\W\d_]", cell)), ""
    )


def is_total(text: str) -> bool:
    """'Cộng', 'Tổng cộng:', 'Cộng trang 3', 'Tổng số hồ sơ: 25'; not 'Cộng đồng …', 'Tổng kết …'."""
    folded = fold(text)
    return (
        bool(text)
        and (_TOTAL.fullmatch(folded) or _ENGLISH_TOTAL.fullmatch(folded) or _TOTAL_OF.match(clean_text(text)))
        is not None
    )


def is_footer(text: str) -> bool:
    return bool(text) and _FOOTER.match(fold(text)) is not None


def ends_table(text: str) -> bool:
    """True for what only the end of a list says: what follows are names and signatures."""
    return _STRONG_FOOTER.match(fold(text)) is not None


def box_of(text: str) -> str:
    """The number of the box that a heading names: 'Hộp số 12'."""
    match = _BOX.match(clean_text(text))
    return match[1] if match and re.search(r"\d", match[1]) else ""


def box_inside(text: str) -> str:
    """The number of the box among other things: 'Mục lục số 01    Hộp số: 05' of a letterhead."""
    match = _BOX_INSIDE.search(clean_text(text))
    return match[1] if match else ""


def year_of(text: str) -> str:
    """The year in 'Năm 2008' as a heading of its own or the name of a sheet."""
    match = _YEAR.fullmatch(clean_text(text))
    return match[1] if match else ""


def is_letterhead(cells: Filled) -> bool:
    """True for the state's name and motto, again on every printed page."""
    return any(isinstance(cell, str) and _MOTTO.fullmatch(fold(cell)) for _, cell in cells)


def fonds_of(text: str) -> str:
    """The fonds that a line names: 'Phông: Sở Y tế'."""
    match = _FONDS.match(clean_text(text))
    return match[1].strip(" .") if match else ""


def fonds_of_sheet(name: str) -> str:
    """The fonds that the name of a sheet says: 'Phông Sở Y tế'; no colon may stand in one."""
    alone = _FONDS_ALONE.match(clean_text(name))
    return fonds_of(name) or (alone[1].strip(" .") if alone else "")


def retention_of(text: str) -> str:
    """The retention that a line names for the files under it: 'Thời hạn bảo quản: Vĩnh viễn', 'Hồ sơ vĩnh viễn'."""
    match = _RETENTION.search(clean_text(text))
    return next(filter(None, match.groups())) if match else ""


def retention_of_sheet(name: str) -> str:
    """The retention that the name of a sheet says: 'Vĩnh viễn', '20 năm'."""
    years = _YEARS_ALONE.match(clean_text(name))
    return retention_of(name) or (years[1] if years else "")


def catalogue_of(text: str) -> str:
    """The number that 'Mục lục số 02' names; numbers of files restart in each."""
    match = _CATALOGUE.match(clean_text(text))
    return match[1] if match else ""


def names_section(text: str) -> bool:
    """True for a line that says what holds for the files under it: 'Hộp số 3', 'Năm 2008', 'Mục lục số 02'."""
    of_year = year_of(text) and any(map(str.isalpha, text))
    return bool(of_year or box_of(text) or fonds_of(text) or retention_of(text) or catalogue_of(text))


def is_index(cell: Cell) -> bool:
    """I, II, A, B, 1.2: the number of a section."""
    if isinstance(cell, str):
        return _ROMAN.fullmatch(fold(cell)) is not None or re.fullmatch(r"\d+(?:\.\d+)+\.?", cell.strip()) is not None
    return isinstance(cell, float) and not cell.is_integer()


def is_page_mark(cells: Filled) -> bool:
    """'Trang 2/3', '- 2 -': what a printed page has at its foot."""
    alone = cells[0][1] if len(cells) == 1 else None
    return isinstance(alone, str) and _PAGE_MARK.fullmatch(alone) is not None


def counted_in(text: str) -> int | None:
    """The number of files that a footer or a total row names."""
    match = _COUNT.search(text)
    try:
        return parse_int(match[1].strip(" .")) if match else None
    except NumberError:
        return None
