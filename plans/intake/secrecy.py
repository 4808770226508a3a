"""State secrets never enter (Luật Bảo vệ bí mật nhà nước; domain §4): find a level or its mark, tell only the place.

A mark is a level written as a mark, "(Mật)", "TỐI MẬT", "độ mật: Mật"; "mật độ", "bảo mật", "Nguyễn Thị Mật",
"mật ong" are ordinary words.
"""

import re

from agencies.formats.text import clean_text, fold

from .legacy import DECODERS, is_unicode
from .rowkinds import is_numbering

HEADER_ROWS = 60
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


# Cheap and generous: what has none of it, in any code or spacing, has no mark.
_HINT = re.compile(r"[mM][\W_]*(?:[ậẬËaA]|[aAâÂạẠ][\u0302\u0323]+|[aA][äÄ])[\W_]*[tT]")
_SPACED = re.compile(
    r"(?<!\w)([mM])[\s._*-]+([ậẬ])[\s._*-]*([tT])(?!\w)|(?<!\w)([mM])[\s._*-]*([ậẬ])[\s._*-]+([tT])(?!\w)"
)


def is_marked(value):
    """True where a text carries the mark of a level of secrecy, in Unicode of any form, TCVN3 or VNI, spaced or not."""
    if not isinstance(value, str) or not _HINT.search(value):
        return False
    readings = [value]
    if not value.isascii() and not is_unicode(value):
        readings += [decode(value) for decode in DECODERS.values()]
    return any(_is_marked(reading) for reading in readings)


def hints_at_mark(text):
    """False where `is_marked` cannot be true of any part: one look for many cells."""
    return _HINT.search(text) is not None


def _is_marked(value):
    text = _SPACED.sub(" MẬT ", clean_text(value))
    text = _ORDINARY.sub(" ", " ".join(text.split()))
    return any(pattern.search(text) for pattern in _PATTERNS) or _has_capital_mark(text)


def is_level_header(value):
    return isinstance(value, str) and len(value) < 80 and fold(value).startswith(LEVEL_HEADERS)


def names_a_level(value):
    """True where the cell of a level column says anything but "no level"."""
    return value is not None and fold(str(value)) not in NO_LEVEL


class LevelColumns:
    """The columns of a sheet whose header says that they hold levels of secrecy."""

    def __init__(self, within=HEADER_ROWS):
        self.tops, self.headers, self.within = {}, set(), within

    def learn(self, first, rows):
        """Look at the rows near the top for the header of such a column."""
        for number, row in enumerate(rows[: max(0, self.within - first + 1)], first):
            self.headers |= {(number, at) for at, value in enumerate(row) if is_level_header(value)}
        for number, at in sorted(self.headers):
            self.tops.setdefault(at, number)

    def is_header(self, number, at):
        return (number, at) in self.headers

    def names_level(self, number, row):
        told = [at for at, top in self.tops.items() if top < number and at < len(row) and names_a_level(row[at])]
        return any(not is_level_header(row[at]) for at in told) and not is_numbering(row)


def secret_places(sheets, header_rows=HEADER_ROWS):
    """[(sheet name, [row numbers])] of every row with a level or a mark, hidden sheets too."""
    found = [(sheet.name, _secret_rows(sheet.rows, header_rows)) for sheet in sheets]
    return [(name, rows) for name, rows in found if rows]


def _secret_rows(rows, header_rows):
    levels = LevelColumns(header_rows)
    levels.learn(1, rows)
    return [
        number
        for number, row in enumerate(rows, 1)
        if levels.names_level(number, row)
        or any(is_marked(value) for at, value in enumerate(row) if not levels.is_header(number, at))
    ]


def _has_capital_mark(text):
    """MẬT in capitals is a mark, unless it ends a name or a word such as BẢO MẬT."""
    return any(not _NAME_BEFORE.search(text[: match.start()]) for match in _CAPITALS.finditer(text))
