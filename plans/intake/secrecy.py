"""State secrets never enter (Luật Bảo vệ bí mật nhà nước; domain §4): find a level or its mark, tell only the place.

A mark is a level written as a mark, "(Mật)", "TỐI MẬT", "độ mật: Mật"; "mật độ", "bảo mật", "Nguyễn Thị Mật",
"mật ong" are ordinary words.
"""

import re

from agencies.formats.text import clean_text, fold

LEVEL_HEADERS = ("do mat", "muc do mat", "cap do mat", "cap mat", "loai mat", "dau mat", "muc mat", "do bao mat")
NO_LEVEL = {"", "khong", "thuong", "binh thuong", "khong mat", "cong khai", "0", "khong co", "none", "false"}

_ORDINARY_NEXT = r"(?!\s+(?:độ|ong|khẩu|mã|thiết|vụ|nghị|thám)\b)"
_PATTERNS = [
    # Two words: tuyệt mật, tối mật (not "buổi tối mật độ giao thông").
    re.compile(rf"\b(?:tuyệt|tối)[\s_-]+mật\b{_ORDINARY_NEXT}", re.I),
    # In brackets, with or without diacritics, alone or with a date of declassification after it.
    re.compile(r"[(\[{<“\"]\s*(?:(?:độ|mức)\s+)?mật\s*[)\]}>”\",;:–-]", re.I),
    re.compile(r"[(\[]\s*(?:TOI |TUYET )?MAT\s*[)\]]|\b(?:TOI|TUYET) MAT\b"),
    # As an answer: "độ mật: Mật", "mức độ mật - C", "đóng dấu Mật".
    re.compile(r"\b(?:độ|cấp|mức)\s+mật\s*[:=–-]\s*(?:[abc]\b|mật\b)", re.I),
    re.compile(r"\b(?:đóng\s+dấu|độ|dấu\s+chỉ\s+(?:mức\s+)?độ)\s+mật\s*[:=]?\s*mật\b", re.I),
    re.compile(r"\bđóng\s+dấu\s+mật\b", re.I),
    # "tài liệu mật", but not the work of protecting them.
    re.compile(
        r"(?<!bảo vệ )(?<!quản lý )(?<!giải )\b(?:hồ sơ|tài liệu|văn bản|công văn)\s+mật\b" + _ORDINARY_NEXT, re.I
    ),
    # Alone, or set apart at the beginning or the end of the text.
    re.compile(r"^\W*mật\W*$", re.I),
    re.compile(r"^\W*(?:Mật|MẬT)\s*[-–—:|/.)\]]"),
    re.compile(r"[-–—:|/;]\s*(?:Mật|MẬT)\W*$"),
]
_CAPITALS = re.compile(r"\bMẬT\b(?!\s+(?:ĐỘ|ONG|KHẨU|MÃ|THIẾT|VỤ|NGHỊ|THÁM)\b)")
_NAME_BEFORE = re.compile(
    r"\b(?:Thị|Văn|Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương|Mai|Đoàn|"
    r"Cao|Châu|Tạ|Hà|Thái|Đào|Lâm|Bà|Ông|(?:Thị|Nguyễn|Trần|Phạm|Huỳnh|Hoàng|Phan|Đặng)\s+\w+|"
    r"Sao|Lấy|Nuôi|Mía)\s+$",
    re.I,
)
# Words that hold "mật" without any secret in the list: taken out before looking (gan mật: Sở Y tế's files).
_ORDINARY = re.compile(r"\b(?:bảo|bí|cơ|thân|giải|túi|sỏi|ống|đường|dẫn|gan)\s+mật\b|\bgan\s*[-–,/]\s*mật\b", re.I)


def is_marked(value):
    """True where a text carries the mark of a level of secrecy."""
    if not isinstance(value, str) or "m" not in value.lower():
        return False
    text = _ORDINARY.sub(" ", clean_text(value))
    return any(pattern.search(text) for pattern in _PATTERNS) or _has_capital_mark(text)


def is_level_header(value):
    return isinstance(value, str) and len(value) < 80 and fold(value).startswith(LEVEL_HEADERS)


def names_a_level(value):
    """True where the cell of a level column says anything but "no level"."""
    return value is not None and fold(str(value)) not in NO_LEVEL


def secret_places(sheets, header_rows=40):
    """[(sheet name, [row numbers])] of every row with a level or a mark, hidden sheets too."""
    found = [(sheet.name, _secret_rows(sheet.rows, header_rows)) for sheet in sheets]
    return [(name, rows) for name, rows in found if rows]


def _secret_rows(rows, header_rows):
    level_columns, found = set(), []
    for number, row in enumerate(rows, 1):
        headers = {at for at, value in enumerate(row) if is_level_header(value)} if number <= header_rows else set()
        levels = any(names_a_level(row[at]) for at in level_columns - headers if at < len(row))
        if levels or any(is_marked(value) for at, value in enumerate(row) if at not in headers):
            found.append(number)
        level_columns |= headers
    return found


def _has_capital_mark(text):
    """MẬT in capitals is a mark, unless it ends a name or a word such as BẢO MẬT."""
    return any(not _NAME_BEFORE.search(text[: match.start()]) for match in _CAPITALS.finditer(text))
