"""Whether a text carries the mark of a level of secrecy: Mật, Tối mật, Tuyệt mật (domain §4). Pure, no Django.

A mark is a level written as a mark, "(Mật)", "TỐI MẬT", "độ mật: Mật"; "mật độ", "bảo mật", "Nguyễn Thị Mật",
"mật ong" are ordinary words. The text is first written plainly (`spelling`), then each line is judged.
"""

import re
from pathlib import Path

from agencies.formats.misread_utf8 import NEVER, from_misread
from agencies.formats.text import fold

from .spelling import in_latin, is_foreign, parted, plainly, unspaced, unstretched

# Names of files are often written without accents.
_PLAIN_NAME = re.compile(r"\b(?:toi|tuyet) mat\b(?! (?:do|ma)\b)|\b(?:tai lieu|van ban|cong van) mat\b(?! (?:do|ma)\b)")
_ORDINARY_NEXT = r"(?!\s+(?:độ|ong|khẩu|mã|thiết|vụ|nghị|thám|phục|mía)\b)"
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
    re.compile(r"[:=]\s*bí mật(?: nhà nước)?\W*$", re.I),
    re.compile(r"[(\[]\s*thuộc (?:danh mục |phạm vi |loại )?bí mật nhà nước\s*[)\]]", re.I),
]
_ALONE = re.compile(r"\W*bí mật(?: nhà nước)?\W*", re.I)
# Two words, whatever is between them: "tối–mật", "tối.mật", "tuyệt đối mật", "ToiMat" (not "buổi tối mật độ").
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
_HIGHEST = [
    re.compile(rf"{_BEGINS}(?:tuyệt|tối)[\W_]{{0,6}}m[ậâ]t{_ENDS}{_ORDINARY_NEXT}", re.I),
    re.compile(rf"{_BEGINS}tuyệt đối[\W_]{{0,6}}mật{_ENDS}{_ORDINARY_NEXT}", re.I),
    re.compile(rf"{_BEGINS}(?:tuyet[\W_]{{0,6}}mat|toi[._/‐-―-]{{0,3}}mat){_ENDS}", re.I),
    re.compile(rf"{_BEGINS}(?:TOI[\W_]{{0,6}}MAT|Toi[\W_]{{0,6}}Mat){_ENDS}"),
]
_PATTERNS = [
    # In brackets or quotes, with or without diacritics, alone or with a date of declassification after it.
    re.compile(r"[(\[{<“‘\"'*]\s*(?:(?:độ|mức)\s+)?mật\s*[)\]}>”’\"'*,;:–-]", re.I),
    re.compile(r"[(\[{]\s*(?:toi |tuyet )?m[aâ]t\s*[)\]}]", re.I),
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
_AT_END = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\s+Mật\W*$")
_CALLS_A_NAME = set(
    "ông bà anh chị em cô chú bác cụ cậu dì mợ thím họ tên con cháu hộ đình sĩ chí thôn xã làng ấp bản buôn khối "
    "phường huyện tổ chùa đền miếu sông suối núi đồi đèo cầu chợ hồ ao bàu đồng đường phố ngõ hẻm khu vùng của cho "
    "và với do là giáo viên trưởng tịch giám đốc cán bộ bí thư nhân dân sinh binh".split()
)
# "Hồ sơ thương binh: Mật": the file of one person, whose name is behind a sign.
_PERSONS_FILE = re.compile(
    r"\b(?:(?:thương|bệnh)\s+binh|liệt\s+s[ĩỹ]|có\s+công|bệnh\s+(?:nhân|án)|(?:học|sinh)\s+(?:sinh|viên)|hưu\s+trí|"
    r"chủ\s+hộ|họ(?:\s+và)?\s+tên|lý\s+lịch|anh\s+hùng|lão\s+thành\s+cách\s+mạng)\s*[-–—:,]\s*Mật\W*$",
    re.I,
)
_CAPITALS = re.compile(r"\bMẬT\b(?!\s+(?:ĐỘ|ONG|KHẨU|MÃ|THIẾT|VỤ|NGHỊ|THÁM|PHỤC|MÍA)\b)")
_NAME_BEFORE = re.compile(
    r"\b(?:Thị|Văn|Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương|Mai|Đoàn|"
    r"Cao|Châu|Tạ|Hà|Thái|Đào|Lâm|Bà|Ông|(?:Thị|Nguyễn|Trần|Phạm|Huỳnh|Hoàng|Phan|Đặng)\s+\w+|"
    r"Sao|Lấy|Nuôi|Mía)\s+$",
    re.I,
)
LONGEST_NAME = 80
# Words that hold "mật" without any secret in the list: taken out before looking (gan mật: Sở Y tế's files).
_ORDINARY = re.compile(
    r"\b(?:bảo|bí|cơ|thân|giải|túi|sỏi|ống|đường|dẫn|gan)\s+mật\b|\bgan\s*[-–,/]\s*mật\b"
    # A level asked for and answered with none: "Độ mật: Thường", "Độ mật: ……".
    r"|\b(?:độ|mức|cấp)\s+mật\s*(?:\([^()]{0,80}\))?\s*[:=–-]\s*(?:không|thường|bình thường|công khai|[.…_]{2,}|…|$)"
    r"|\b(?:không|chưa)\s+(?:có\s+|đóng\s+)?(?:dấu\s+)?(?:độ\s+)?mật\b",
    re.I,
)
# Cheap and generous: what has none of it, in any code or spacing, has no mark.
_HINT = re.compile(r"[mM][\W_]*(?:[aAâÂạẠậẬäÄëËeE][\W_]*)+[tT]")
_LINE_ENDS = re.compile("[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")


def is_marked(value: object) -> bool:
    """True where a text, or a line of it, carries the mark of a level of secrecy."""
    if not isinstance(value, str) or not hints_at_mark(value):
        return False
    lines = _LINE_ENDS.split(value)
    return any(line_is_marked(plainly(line)) for line in lines) or bool(_ALONE.fullmatch(plainly(value)))


def hints_at_mark(text: str) -> bool:
    """False where `is_marked` cannot be true of any part: one look for many cells."""
    if NEVER[0] in text:  # "ậ" in UTF-8 that was misread
        text = from_misread(text)
    return _HINT.search(text) is not None or (is_foreign(text) and _HINT.search(in_latin(text)) is not None)


def line_is_marked(text: str) -> bool:
    """The same for one line that is written plainly."""
    text = unspaced(unstretched(text))
    if any(pattern.search(text) for pattern in _CLASS_ITSELF) or names_highest(text):
        return True
    text = _PERSONS_FILE.sub(" ", _ORDINARY.sub(" ", text))
    return any(pattern.search(text) for pattern in _PATTERNS) or _has_capital_mark(text) or _ends_in_mark(text)


def names_highest(text: str) -> bool:
    """True where the words of one of the two highest levels are beside each other, in whatever letters."""
    return any(pattern.search(each) for each in (text, parted(text)) for pattern in _HIGHEST)


def file_name_is_marked(name: str) -> bool:
    """The same for a file's name, where underscores are spaces and the ending says nothing."""
    stem = Path(name.replace("_", " ")).stem
    return is_marked(stem) or _PLAIN_NAME.search(fold(stem)) is not None


def _ends_in_mark(text: str) -> bool:
    match = _AT_END.search(text)
    return match is not None and match[1].islower() and match[1] not in _CALLS_A_NAME


def _has_capital_mark(text: str) -> bool:
    """MẬT in capitals is a mark, unless it ends a name or a word such as BẢO MẬT."""
    begins = (match.start() for match in _CAPITALS.finditer(text))
    return any(not _NAME_BEFORE.search(text[max(0, begin - LONGEST_NAME) : begin]) for begin in begins)
