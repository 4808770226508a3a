"""By which rule a scan belongs to a file: patterns with names in braces, read from the end of the path.

`{hop}/{so_ho_so}.pdf` takes "D:/scan/Hop 01/05.pdf" for box 1, file 5: leading noughts, case, diacritics and the words
Hộp, Hồ sơ, HS before a number are nothing. `{van_ban}` is a document of a file: several PDFs are one file then.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from agencies.formats.text import fold

PLACES = {
    "phong": "mã hoặc tên phông",
    "muc_luc": "Mục lục số",
    "hop": "hộp số",
    "so_ho_so": "hồ sơ số",
    "ky_hieu": "số, ký hiệu hồ sơ",
    "luu_tru": "số lưu trữ",
    "van_ban": "văn bản trong hồ sơ",
}
ONE_FILE = ("so_ho_so", "ky_hieu", "luu_tru")  # at least one of these distinguishes files
PRESETS = (
    "{hop}/{so_ho_so}.pdf",
    "{muc_luc}/{hop}/{so_ho_so}.pdf",
    "{hop}/{so_ho_so}/{van_ban}.pdf",
    "{muc_luc}/{hop}/{so_ho_so}/{van_ban}.pdf",
    "{hop}-{so_ho_so}.pdf",
    "{hop}_{so_ho_so}_{van_ban}.pdf",
    "{so_ho_so}.pdf",
    "{so_ho_so}/{van_ban}.pdf",
    "{ky_hieu}.pdf",
    "{luu_tru}.pdf",
)
NAMED = re.compile(r"\{(\w+)\}")
LONGEST = 200
WORD = re.compile(r"^(?:hop|cap|ho so|hs|ml|muc luc|so|h)?[\s._-]*(?:so)?[\s._-]*(?=\d)")
DIGITS = re.compile(r"(?<!\d)0+(?=\d)")
Key = tuple[str, ...]
Value = Callable[[str], str]


class WrongPattern(ValueError):
    """Carries a sentence in Vietnamese."""


def plain(text: str) -> str:
    """How numbers and names are compared: "Hộp 01" is "1", "HS 05a" is "5a"."""
    folded = WORD.sub("", fold(text).strip())
    return DIGITS.sub("", folded)


@dataclass(frozen=True)
class Pattern:
    """A rule that was read; two are equal where they are written alike."""

    text: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The places of a file that the pattern names, in its order; documents are none."""
        return tuple(name for name in NAMED.findall(self.text) if name != "van_ban")

    @cached_property
    def expression(self) -> re.Pattern[str]:
        parts = NAMED.split(self.text)
        written = [
            (f"(?P<{part}>[^/]+?)" if number % 2 else re.escape(fold_path(part))) for number, part in enumerate(parts)
        ]
        return re.compile(rf"(?:^|.*/){''.join(written)}$")

    def key(self, path: str) -> Key | None:
        """What the path says of its file, None where it is written otherwise."""
        found = self.expression.match(fold_path(path))
        return tuple(plain(found[name]) for name in self.names) if found else None

    def key_of(self, values: Mapping[str, str]) -> Key | None:
        """The same of a file of the catalogue; None where it lacks one of the values."""
        key = tuple(plain(values[name]) for name in self.names)
        return key if all(key) else None


def fold_path(path: str) -> str:
    """Without case and diacritics, folders parted by "/"."""
    letters = unicodedata.normalize("NFD", path.replace("\\", "/").lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def read_pattern(text: str) -> Pattern:
    """Raises WrongPattern with what to write instead."""
    text = text.strip().lstrip("/\\")
    names = NAMED.findall(text)
    unknown = [name for name in names if name not in PLACES]
    if unknown:
        raise WrongPattern(f"Không có mục {{{unknown[0]}}}. Dùng: {', '.join(f'{{{name}}}' for name in PLACES)}.")
    if len(set(names)) < len(names):
        raise WrongPattern("Mỗi mục trong ngoặc nhọn chỉ ghi một lần.")
    if not set(names) & set(ONE_FILE):
        raise WrongPattern("Quy tắc cần có {so_ho_so}, {ky_hieu} hoặc {luu_tru} để biết tệp thuộc hồ sơ nào.")
    if not text.lower().endswith(".pdf") or len(text) > LONGEST:
        raise WrongPattern(f"Quy tắc kết thúc bằng .pdf và không quá {LONGEST} ký tự.")
    if "}{" in text:
        raise WrongPattern("Giữa hai mục cần có ít nhất một dấu, ví dụ {hop}-{so_ho_so}.")
    return Pattern(text)


@dataclass(frozen=True)
class Trial:
    """How a pattern does on the first paths: how many belong to a file, to several, to none."""

    pattern: Pattern
    matched: int
    ambiguous: int
    total: int
    examples: tuple[tuple[str, str], ...]  # (path, what it was taken for)


Index = Mapping[Key, list[int]]


def index_of(pattern: Pattern, files: Iterable[tuple[int, Mapping[str, str]]]) -> dict[Key, list[int]]:
    """{key: keys of the files that have it}; this pattern cannot distinguish several of one key."""
    index: dict[Key, list[int]] = {}
    for pk, values in files:
        if (key := pattern.key_of(values)) is not None:
            index.setdefault(key, []).append(pk)
    return index


def tried(pattern: Pattern, paths: Iterable[str], index: Index, named: Callable[[int], str], shown: int = 8) -> Trial:
    """Try the pattern on the paths."""
    matched = ambiguous = total = 0
    examples: list[tuple[str, str]] = []
    for path in paths:
        key = pattern.key(path)
        found = index.get(key, []) if key else []
        total, matched, ambiguous = total + 1, matched + (len(found) == 1), ambiguous + (len(found) > 1)
        if len(examples) < shown:
            examples.append((path, said(key, found, named)))
    return Trial(pattern, matched, ambiguous, total, tuple(examples))


def said(key: Key | None, found: list[int], named: Callable[[int], str]) -> str:
    if key is None:
        return "không đúng quy tắc"
    if len(found) > 1:
        return f"{len(found)} hồ sơ cùng số, quy tắc chưa phân biệt được"
    return named(found[0]) if found else "không có hồ sơ nào trong Mục lục"
