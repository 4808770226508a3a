"""State secrets never enter (Luật Bảo vệ bí mật nhà nước; domain §4): a level or its mark is found in any text.

A mark is a level written as a mark, "(Mật)", "TỐI MẬT", "độ mật: Mật"; "mật độ", "bảo mật", "Nguyễn Thị Mật",
"mật ong" are ordinary words.
"""

import re
import unicodedata
from pathlib import Path

from agencies.formats.text import clean_text, fold
from plans.intake.workbook.old_encodings import from_tcvn3, from_vni

# Names of files are often written without accents.
_PLAIN_NAME = re.compile(r"\b(?:toi|tuyet) mat\b(?! (?:do|ma)\b)|\b(?:tai lieu|van ban|cong van) mat\b(?! (?:do|ma)\b)")
_ORDINARY_NEXT = r"(?!\s+(?:độ|ong|khẩu|mã|thiết|vụ|nghị|thám)\b)"
_DOCUMENTS = (
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
    re.compile(rf"{_NOT_HERE}\b(?:{_DOCUMENTS})\s+mật\b{_ORDINARY_NEXT}", re.I),
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


def is_marked(value: object) -> bool:
    """True where a text, or a line of it, carries the mark of a level of secrecy."""
    if not isinstance(value, str) or not _HINT.search(value):
        return False
    lines = re.split(r"[\r\n\t\v\f]+", value)
    return any(_line_is_marked(as_unicode(line)) for line in lines) or bool(_ALONE.fullmatch(as_unicode(value)))


def hints_at_mark(text: str) -> bool:
    """False where `is_marked` cannot be true of any part: one look for many cells."""
    return _HINT.search(text) is not None


def as_unicode(text: str) -> str:
    """The text in plain Unicode letters, whichever font or keyboard it was typed for."""
    text = unicodedata.normalize("NFC", text)
    if _TCVN3_MARK.search(text):
        text = from_tcvn3(text)
    elif _VNI_MARK.search(text):
        text = from_vni(text)
    return clean_text(unicodedata.normalize("NFKC", text))


def _line_is_marked(text: str) -> bool:
    text = _SPACED_LETTERS.sub(lambda letters: letters[0].replace(" ", ""), text)
    text = " ".join(_SPACED_MARK.sub(" MẬT ", text).split())
    if any(pattern.search(text) for pattern in _CLASS_ITSELF):
        return True
    text = _ORDINARY.sub(" ", text)
    return any(pattern.search(text) for pattern in _PATTERNS) or _has_capital_mark(text) or _ends_in_mark(text)


def file_name_is_marked(name: str) -> bool:
    """The same for a file's name, where underscores are spaces and the ending says nothing."""
    stem = Path(name.replace("_", " ")).stem
    return is_marked(stem) or _PLAIN_NAME.search(fold(stem)) is not None


def _ends_in_mark(text: str) -> bool:
    match = _AT_END.search(text)
    return match is not None and match[1].islower() and match[1] not in _CALLS_A_NAME


def _has_capital_mark(text: str) -> bool:
    """MẬT in capitals is a mark, unless it ends a name or a word such as BẢO MẬT."""
    return any(not _NAME_BEFORE.search(text[: match.start()]) for match in _CAPITALS.finditer(text))
