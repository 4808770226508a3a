"""State secrets never enter (Luật Bảo vệ bí mật nhà nước; domain §4): find a level or its mark, tell only the place.

A mark is a level written as a mark, "(Mật)", "TỐI MẬT", "độ mật: Mật"; "mật độ", "bảo mật", "Nguyễn Thị Mật",
"mật ong" are ordinary words.
"""

import re
import unicodedata
from pathlib import Path

from agencies.formats.text import clean_text, fold

from .legacy import from_tcvn3, from_vni
from .rowkinds import is_numbering

HEADER_ROWS = 60

# "Độ mật", "Mức độ bảo mật", "Phân loại mật", "Độ mật (nếu có)"; "Độ mật: C" is an answer, no header.
_LEVEL_HEADER = re.compile(
    r"(?:(?:phan loai|loai|dau chi|muc|cap|do|tinh chat|bao)\s){1,5}(?<!^bao )mat"
    r"(?: (?:neu co|a b c|cua (?:ho so|tai lieu|van ban)|ho so|tai lieu|van ban))?"
)
LONGEST_HEADER = 40
NO_LEVEL = {"", "khong", "thuong", "binh thuong", "khong mat", "cong khai", "0", "khong co", "none", "false"}

_ORDINARY_NEXT = r"(?!\s+(?:độ|ong|khẩu|mã|thiết|vụ|nghị|thám)\b)"
_PAPERS = "hồ sơ|tài liệu|văn bản|công văn|báo cáo|kế hoạch|phương án|quyết định|tờ trình|chỉ thị|công điện|bản|dấu"
_NOT_HERE = "".join(
    f"(?<!{words} )" for words in ("bảo vệ", "quản lý", "giải", "không có", "không gồm", "không chứa", "ngoài", "trừ")
)
_PATTERNS = [
    # Two words: tuyệt mật, tối mật (not "buổi tối mật độ giao thông").
    re.compile(rf"\b(?:tuyệt|tối)[\s_-]*mật\b{_ORDINARY_NEXT}", re.I),
    # In brackets or quotes, with or without diacritics, alone or with a date of declassification after it.
    re.compile(r"[(\[{<“‘\"'*]\s*(?:(?:độ|mức)\s+)?mật\s*[)\]}>”’\"'*,;:–-]", re.I),
    re.compile(r"[(\[]\s*(?:TOI |TUYET )?MAT\s*[)\]]|\b(?:TOI|TUYET) MAT\b"),
    re.compile(r"[(\[]\s*toi mat\s*[)\]]|\btuyet mat\b", re.I),
    # As an answer: "độ mật: Mật", "mức độ mật - C", "độ mật 1", "Loại: mật".
    re.compile(r"\b(?:độ|cấp|mức)\s+mật\s*[:=–-]?\s*(?:[abc123]\b|mật\b)", re.I),
    re.compile(r"\b(?:đóng\s+dấu|độ|dấu\s+chỉ\s+(?:mức\s+)?độ)\s+mật\s*[:=]?\s*mật\b", re.I),
    re.compile(r"\bđóng\s+dấu\s+mật\b|[:=]\s*mật\W*$", re.I),
    # "tài liệu mật", "báo cáo mật", but not the work of protecting them.
    re.compile(rf"{_NOT_HERE}\b(?:{_PAPERS})\s+mật\b{_ORDINARY_NEXT}", re.I),
    # Alone, or set apart at the beginning or the end of the text.
    re.compile(r"^\W*mật(?:\W+[abc123])?\W*$", re.I),
    re.compile(r"^\W*(?:Mật|MẬT)\s*[-–—:|/.)\]]"),
    re.compile(r"[-–—:|/;,.]\s*(?:Mật|MẬT)\W*$"),
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


_TCVN3_MARK = re.compile(r"m[\W_]*Ë[\W_]*t", re.I)
_VNI_MARK = re.compile(r"m[\W_]*a[äÄ][\W_]*t", re.I)
# Cheap and generous: what has none of it, in any code, width or spacing, has no mark.
_HINT = re.compile(r"[mMｍＭ][\W_]*(?:[ậẬËëaAａＡ]|[aAâÂạẠａＡ][\u0302\u0323]+|[aA][äÄ])[\W_]*[tTｔＴ]")
_SPACED_LETTERS = re.compile(r"\b(?:\w ){2,}\w\b")
_SPACED_MARK = re.compile(
    r"(?<!\w)([mM])[\s._*-]+([ậẬ])[\s._*-]*([tT])(?!\w)|(?<!\w)([mM])[\s._*-]*([ậẬ])[\s._*-]+([tT])(?!\w)"
)


def is_marked(value):
    """True where a text, or a line of it, carries the mark of a level of secrecy."""
    if not isinstance(value, str) or not _HINT.search(value):
        return False
    return any(_line_is_marked(as_unicode(line)) for line in re.split(r"[\r\n\t\v\f]+", value))


def hints_at_mark(text):
    """False where `is_marked` cannot be true of any part: one look for many cells."""
    return _HINT.search(text) is not None


def as_unicode(text):
    """The text in plain Unicode letters, whichever font or keyboard it was typed for."""
    if _TCVN3_MARK.search(text):
        text = from_tcvn3(text)
    elif _VNI_MARK.search(unicodedata.normalize("NFC", text)):
        text = from_vni(unicodedata.normalize("NFC", text))
    return clean_text(unicodedata.normalize("NFKC", text))


def _line_is_marked(text):
    text = _SPACED_LETTERS.sub(lambda letters: letters[0].replace(" ", ""), text)
    text = " ".join(_SPACED_MARK.sub(" MẬT ", text).split())
    text = _ORDINARY.sub(" ", text)
    return any(pattern.search(text) for pattern in _PATTERNS) or _has_capital_mark(text)


def file_name_is_marked(name):
    """The same for a file's name, where underscores are spaces and the ending says nothing."""
    return is_marked(Path(name.replace("_", " ")).stem)


def is_level_header(value):
    if not isinstance(value, str) or len(value) > LONGEST_HEADER:
        return False
    return bool(_LEVEL_HEADER.fullmatch(fold(as_unicode(value))))


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
