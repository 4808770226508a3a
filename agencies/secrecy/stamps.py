"""Whether a long document carries a mark of secrecy: a stamp, a level set apart, a level as an answer. Pure, no Django.

A plan of many pages speaks of secret documents in its sentences (“phân loại tài liệu theo cấp độ Mật”) and is none;
so a line of a document is judged by less than a title or a remark, which `marks` judges.
"""

import re
from collections.abc import Iterable

from .marks import hints_at_mark
from .spelling import parted, plainly, unspaced, unstretched

LONGEST_STAMP = 24
_STAMP = r"(?:(?:tối|tuyệt(?: đối)?)[\W_]*)?m[ậâ]t|(?:toi|tuyet)[\W_]*mat"
_ALONE = re.compile(rf"[\W\d_]*(?:(?:dấu|chỉ|mức|cấp|độ|độ mật)[\W_]+)*(?:{_STAMP})[\W\d_]*", re.I)
_SET_APART = [
    re.compile(rf"[(\[{{]\s*(?:độ )?(?:{_STAMP}|tuyệt đối bí mật)\s*[)\]}}]", re.I),
    re.compile(r"\bđộ\s+mật\s*[:=]\s*(?:tối|tuyệt|mật|[abc])(?![^\W_])", re.I),
    re.compile(r"^\W*MẬT\s*[-–—:|/]|[-–—:|]\s*MẬT\W*$"),
    re.compile(r"\bđóng dấu\W+(?:MẬT|TỐI MẬT|TUYỆT MẬT)(?![^\W_])"),
]
# In capitals within a line: "HỒ SƠ TUYỆT MẬT", but not a heading on how such documents are protected or listed.
_CAPITALS = re.compile(
    r"(?<![^\W_])(?:TỐI|TUYỆT(?: ĐỐI)?)[\W_]*M[ẬÂ]T(?![^\W_])|(?<![^\W_])(?:TOI|TUYET)[\W_]*MAT(?![^\W_])"
)
_ABOUT_THEM = re.compile(r"bảo vệ|quản lý|giải mật|quy định|danh mục|bí mật nhà nước|mật\W+(?:tối|tuyệt)\W+mật", re.I)


def is_stamped(line: str) -> bool:
    """True where the line of a document is a stamp or names the level of the document itself."""
    if not hints_at_mark(line):
        return False
    text = unspaced(unstretched(plainly(line)))
    if _ALONE.fullmatch(text) or any(pattern.search(text) for pattern in _SET_APART):
        return True
    return any(_CAPITALS.search(each) for each in (text, parted(text))) and not _ABOUT_THEM.search(text)


def carries_stamp(lines: Iterable[str]) -> bool:
    """True where a line is stamped, or two short ones are together: a stamp's words may be below each other."""
    before = ""
    for line in lines:
        if is_stamped(line) or (before and len(line) <= LONGEST_STAMP and is_stamp_alone(f"{before} {line}")):
            return True
        before = line.strip() if len(line.strip()) <= LONGEST_STAMP else ""
    return False


def is_stamp_alone(text: str) -> bool:
    return hints_at_mark(text) and bool(_ALONE.fullmatch(unspaced(unstretched(plainly(text)))))
