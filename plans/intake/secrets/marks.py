"""State secrets never enter (Luật Bảo vệ bí mật nhà nước; domain §4): find a level or its mark, tell only the place.

A mark is a level written as a mark, "(Mật)", "TỐI MẬT", "độ mật: Mật"; "mật độ", "bảo mật", "Nguyễn Thị Mật",
"mật ong" are ordinary words.
"""

import re
import unicodedata
from pathlib import Path

from agencies.formats.text import clean_text, fold
from plans.intake.cells.values import as_text
from plans.intake.headers.find import field_of_text
from plans.intake.rows.kinds import is_numbering
from plans.intake.workbook.old_encodings import from_tcvn3, from_vni

HEADER_ROWS = 60

# "Độ mật", "Mức độ bảo mật", "Phân loại mật", "Độ mật (nếu có)"; "Độ mật: C" is an answer, no header.
_LEVEL_HEADER = re.compile(
    r"(?:(?:phan loai|loai|dau chi|muc|cap|do|tinh chat|che do|bao|bi)\s){1,5}(?<!^bao )(?<!^bi )mat(?: nha nuoc)?"
    r"(?: (?:neu co|a b c|(?:do )?khan|cua (?:ho so|tai lieu|van ban)|ho so|tai lieu|van ban))?"
)
# Where the cells beside it are headers too, a word is enough: "Mật", "Bí mật", "Mật (có/không)", "Tài liệu mật".
_BARE_HEADER = re.compile(
    r"(?:(?:tai lieu|van ban|ho so|dong dau|dau|dau do|co|tinh trang|do khan) )?(?:bi )?mat(?: nha nuoc)?(?: khong)?"
    r"|mat toi mat tuyet mat|tuyet mat toi mat mat|m tm tum"
)
# Names of files are often written without accents.
_PLAIN_NAME = re.compile(r"\b(?:toi|tuyet) mat\b(?! (?:do|ma)\b)|\b(?:tai lieu|van ban|cong van) mat\b(?! (?:do|ma)\b)")
LONGEST_HEADER, BESIDE = 60, 3
NO_LEVEL = {
    "",
    "khong",
    "thuong",
    "binh thuong",
    "thong thuong",
    "khong mat",
    "cong khai",
    "0",
    "khong co",
    "none",
    "false",
    "n a",
    "da giai mat",
    "giai mat",
    "khong co do mat",
    "khong dong dau mat",
    "khong xac dinh do mat",
    "01 cong khai",
    "1 cong khai",
    "ko",
    "khong thuoc",
}
# Chế độ sử dụng by its code (TT 05/2025/TT-BNV): 01 công khai, 02 có điều kiện, 03 mật.
_USE_HEADER = re.compile(r"(?:che do|muc do|dieu kien) (?:su dung|tiep can|khai thac)(?: ho so| tai lieu)?|mode")
_USE_SECRET = re.compile(r"0?3(?: .*)?|(?:.* )?mat")

_ORDINARY_NEXT = r"(?!\s+(?:độ|ong|khẩu|mã|thiết|vụ|nghị|thám)\b)"
_PAPERS = (
    "hồ sơ|tài liệu|văn bản|công văn|báo cáo|kế hoạch|phương án|quyết định|tờ trình|chỉ thị|công điện|bản|dấu|điện|"
    "thông tin|bản đồ|sơ đồ|danh sách|nghị quyết|thông báo|biên bản|đề án|hộp|cặp"
)
_NOT_HERE = "".join(
    f"(?<!{words} )" for words in ("bảo vệ", "quản lý", "giải", "không có", "không gồm", "không chứa", "ngoài", "trừ")
)
# The class itself, looked for before ordinary words: "(bí mật)", "tuyệt đối bí mật", "thuộc bí mật nhà nước".
_CLASS_ITSELF = [
    re.compile(r"[(\[]\s*(?:tuyệt đối |tối )?bí mật\s*[)\]]|\b(?:tuyệt đối|tối) bí mật\b", re.I),
    re.compile(r"(?<!không )(?<!chưa )\bcó độ mật\b", re.I),
    re.compile(r"[(\[]\s*thuộc (?:danh mục |phạm vi |loại )?bí mật nhà nước\s*[)\]]", re.I),
]
_ALONE = re.compile(r"\W*bí mật(?: nhà nước)?\W*", re.I)
_PATTERNS = [
    # Two words: tuyệt mật, tối mật (not "buổi tối mật độ giao thông").
    re.compile(rf"\b(?:tuyệt|tối)[\s_-]*mật\b{_ORDINARY_NEXT}", re.I),
    # In brackets or quotes, with or without diacritics, alone or with a date of declassification after it.
    re.compile(r"[(\[{<“‘\"'*]\s*(?:(?:độ|mức)\s+)?mật\s*[)\]}>”’\"'*,;:–-]", re.I),
    re.compile(r"[(\[]\s*(?:toi |tuyet )?m[aâ]t\s*[)\]]|\btuyet mat\b|\b(?:tối|tuyệt) mât\b", re.I),
    re.compile(r"\bTOI MAT\b"),
    # As an answer: "độ mật: Mật", "mức độ mật - C", "độ mật 1", "Loại: mật".
    re.compile(r"\b(?:độ|cấp|mức)\s+mật\s*[:=–-]?\s*(?:[abc123]\b|mật\b|tuyệt\b|tối\b|tm\b|tum\b)", re.I),
    re.compile(r"\b(?:độ|mức)\s+(?:Mật|MẬT)\b|\bđộ\s+[\"“‘']mật\b"),
    re.compile(r"\b(?:đóng\s+dấu|độ|dấu\s+chỉ\s+(?:mức\s+)?độ)\s+mật\s*[:=]?\s*mật\b", re.I),
    re.compile(r"\bđóng\s+dấu\s+mật\b|[:=]\s*mật\W*$", re.I),
    # "tài liệu mật", "báo cáo mật", but not the work of protecting them.
    re.compile(rf"{_NOT_HERE}\b(?:{_PAPERS})\s+mật\b{_ORDINARY_NEXT}", re.I),
    # Alone, or set apart at the beginning or the end of the text.
    re.compile(r"^\W*mật(?:\W+[abc123])?\W*$", re.I),
    re.compile(r"^\W*(?:Mật|MẬT)\s*[-–—:|/.)\]_]"),
    re.compile(r"[-–—:|/;,._]\s*(?:Mật|MẬT)\W*$"),
]
# "Kế hoạch tuyển quân Mật": set at the end behind a common word; "thôn Mật", "bà Mật" are names.
_AT_END = re.compile(r"([^\W\d_]+)\s+Mật\W*$")
_CALLS_A_NAME = set(
    "ông bà anh chị em cô chú bác cụ cậu dì mợ thím họ tên con cháu hộ đình sĩ chí thôn xã làng ấp bản buôn khối "
    "phường huyện tổ chùa đền miếu sông suối núi đồi đèo cầu chợ hồ ao bàu đồng đường phố ngõ hẻm khu vùng của cho "
    "và với do là giáo viên trưởng tịch giám đốc cán bộ bí thư nhân dân sinh".split()
)
_CAPITALS = re.compile(r"\bMẬT\b(?!\s+(?:ĐỘ|ONG|KHẨU|MÃ|THIẾT|VỤ|NGHỊ|THÁM)\b)")
_NAME_BEFORE = re.compile(
    r"\b(?:Thị|Văn|Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương|Mai|Đoàn|"
    r"Cao|Châu|Tạ|Hà|Thái|Đào|Lâm|Bà|Ông|(?:Thị|Nguyễn|Trần|Phạm|Huỳnh|Hoàng|Phan|Đặng)\s+\w+|"
    r"Sao|Lấy|Nuôi|Mía)\s+$",
    re.I,
)
# Words that hold "mật" without any secret in the list: taken out before looking (gan mật: Sở Y tế's files).
_ORDINARY = re.compile(
    r"\b(?:bảo|bí|cơ|thân|giải|túi|sỏi|ống|đường|dẫn|gan)\s+mật\b|\bgan\s*[-–,/]\s*mật\b"
    # A level asked for and answered with none: "Độ mật: Thường", "Độ mật: ……".
    r"|\b(?:độ|mức|cấp)\s+mật\s*(?:\([^)]*\))?\s*[:=–-]\s*(?:không|thường|bình thường|công khai|[.…_]{2,}|…|$)"
    r"|\b(?:không|chưa)\s+(?:có\s+|đóng\s+)?(?:dấu\s+)?(?:độ\s+)?mật\b",
    re.I,
)


_TCVN3_MARK = re.compile(r"m[\W_]*Ë[\W_]*t", re.I)
_VNI_MARK = re.compile(r"m[\W_]*a[äÄ][\W_]*t", re.I)
# Cheap and generous: what has none of it, in any code, width or spacing, has no mark.
_HINT = re.compile(
    r"[mMｍＭ][\W_]*(?:[ậẬËëaAâÂａＡ]|[aAâÂạẠａＡ][\u0302\u0323]+|[aA](?:[äÄ]|[aA]\u0308)|[eE]\u0308)[\W_]*[tTｔＴ]"
)
_SPACED_LETTERS = re.compile(r"\b(?:\w ){2,}\w\b")
_SPACED_MARK = re.compile(
    r"(?<!\w)([mM])[\s._*-]+([ậẬ])[\s._*-]*([tT])(?!\w)|(?<!\w)([mM])[\s._*-]*([ậẬ])[\s._*-]+([tT])(?!\w)"
)


def is_marked(value):
    """True where a text, or a line of it, carries the mark of a level of secrecy."""
    if not isinstance(value, str) or not _HINT.search(value):
        return False
    lines = re.split(r"[\r\n\t\v\f]+", value)
    return any(_line_is_marked(as_unicode(line)) for line in lines) or bool(_ALONE.fullmatch(as_unicode(value)))


def hints_at_mark(text):
    """False where `is_marked` cannot be true of any part: one look for many cells."""
    return _HINT.search(text) is not None


def as_unicode(text):
    """The text in plain Unicode letters, whichever font or keyboard it was typed for."""
    text = unicodedata.normalize("NFC", text)
    if _TCVN3_MARK.search(text):
        text = from_tcvn3(text)
    elif _VNI_MARK.search(text):
        text = from_vni(text)
    return clean_text(unicodedata.normalize("NFKC", text))


def _line_is_marked(text):
    text = _SPACED_LETTERS.sub(lambda letters: letters[0].replace(" ", ""), text)
    text = " ".join(_SPACED_MARK.sub(" MẬT ", text).split())
    if any(pattern.search(text) for pattern in _CLASS_ITSELF):
        return True
    text = _ORDINARY.sub(" ", text)
    return any(pattern.search(text) for pattern in _PATTERNS) or _has_capital_mark(text) or _ends_in_mark(text)


def file_name_is_marked(name):
    """The same for a file's name, where underscores are spaces and the ending says nothing."""
    stem = Path(name.replace("_", " ")).stem
    return is_marked(stem) or _PLAIN_NAME.search(fold(stem)) is not None


def is_level_header(value):
    if not isinstance(value, str) or len(value) > LONGEST_HEADER:
        return False
    return bool(_LEVEL_HEADER.fullmatch(without_brackets(value)))


def without_brackets(value):
    """The search form of a header without what it explains: "Mức độ mật (Mật, Tối mật, Tuyệt mật)"."""
    return fold(re.sub(r"\([^()]*\)", " ", as_unicode(value)))


def names_a_level(value):
    """True where the cell of a level column says anything but "no level"."""
    return value is not None and fold(as_text(value)) not in NO_LEVEL


def names_secret_use(value):
    return value is not None and bool(_USE_SECRET.fullmatch(fold(as_text(value))))


def level_headers(row):
    """Where a row has headers of columns that hold levels; among other headers a bare "Mật" is one."""
    told = [(at, value) for at, value in enumerate(row) if value not in (None, "")]
    texts = [(at, value) for at, value in told if isinstance(value, str) and len(value) <= LONGEST_HEADER]
    among = sum(bool(field_of_text(value)) for _, value in texts) >= BESIDE
    if not among and labelled(told):
        return set()
    return {
        at
        for at, value in texts
        if is_level_header(value) or (among and _BARE_HEADER.fullmatch(without_brackets(value)))
    }


def labelled(told):
    """(place, answer) where a row of a letterhead says "Độ mật: | Thường" about the whole list, or None."""
    for (at, label), (_, answer) in zip(told, [*told[1:], (0, None)], strict=False):
        alone = len(told) == 2 and told[0][0] == at and not (isinstance(answer, str) and field_of_text(answer))
        if is_level_header(label) and (alone or label.rstrip().endswith((":", "…", "..."))):
            return at, answer
    return None


class LevelColumns:
    """The columns of a sheet whose header says that they hold levels of secrecy, or how files may be used."""

    def __init__(self, within=HEADER_ROWS):
        self.tops, self.uses, self.headers, self.labels, self.within = {}, {}, set(), {}, within

    def learn(self, first, rows):
        """Look at the rows near the top for the header of such a column."""
        for number, row in enumerate(rows[: max(0, self.within - first + 1)], first):
            found = level_headers(row)
            self.headers |= {(number, at) for at in found}
            if not found and (label := labelled([each for each in enumerate(row) if each[1] not in (None, "")])):
                self.labels[number] = label
            for at, value in enumerate(row):
                if isinstance(value, str) and _USE_HEADER.fullmatch(fold(value)):
                    self.uses.setdefault(at, number)
        for number, at in sorted(self.headers):
            self.tops.setdefault(at, number)

    @property
    def told(self):
        return bool(self.tops or self.uses or self.labels)

    def is_header(self, number, at):
        return (number, at) in self.headers or (number in self.labels and self.labels[number][0] == at)

    def names_level(self, number, row):
        told = [at for at, top in self.tops.items() if top < number and at < len(row) and names_a_level(row[at])]
        uses = any(top < number and at < len(row) and names_secret_use(row[at]) for at, top in self.uses.items())
        if number in self.labels and names_a_level(self.labels[number][1]):
            return True
        return (uses or any(not is_level_header(row[at]) for at in told)) and not is_numbering(row)


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


def _ends_in_mark(text):
    match = _AT_END.search(text)
    return bool(match) and match[1].islower() and match[1] not in _CALLS_A_NAME


def _has_capital_mark(text):
    """MẬT in capitals is a mark, unless it ends a name or a word such as BẢO MẬT."""
    return any(not _NAME_BEFORE.search(text[: match.start()]) for match in _CAPITALS.finditer(text))
