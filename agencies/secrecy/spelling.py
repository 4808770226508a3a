"""A text as a reader sees it, whichever letters, code, keyboard or spacing it was written with. Pure, no Django.

Each step undoes one way of writing a word so that a program does not know it; `plainly` takes them in their order.
"""

import re
import unicodedata

from agencies.formats.misread_utf8 import from_misread
from agencies.formats.old_encodings import from_tcvn3, from_vni
from agencies.formats.text import clean_text

# Letters of other alphabets that look like ours.
_LIKE_OURS = str.maketrans(
    "АаВЕеКМмНОоРСсТтУуХхІіЈЅѕ" + "ΑαΒΕΖΗΙιΚΜμΝΟοΡΤτΥυΧ" + "ᴀᴇɪᴍᴏᴛᴜʏɑı" + "ⲘⲦⲞⲀ",
    "AaBEeKMmHOoPCcTtYyXxIiJSs" + "AaBEZHIiKMmNOoPTtYuX" + "AEIMOTUYai" + "MTOA",
)
# Beyond Latin letters and their marks: letters of other alphabets, wide and ornamental ones, invisible fillers.
_FOREIGN = re.compile(
    "[\u0131\u0250-\u02ff\u034f\u0370-\u1dff\u1e00-\u1e9f\u2100-\u2bff\u2c80-\u2cff\u3000-\U0010ffff]"
)
_FILLERS = re.compile("[\u115f\u1160\u2800\u3164\uffa0\u17b4\u17b5]")  # letters and signs that show nothing
_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_OTHER_MARKS = re.compile(f"(?![{_VIETNAMESE_MARKS}\u0308])[\u0300-\u036f\ufe00-\ufe0f]")
_ON_CONSONANT = re.compile("(?<=[mMtT])[\u0300-\u036f]+")

_TCVN3_MARK = re.compile(r"m[\W_]*Ë[\W_]*t", re.I)
_VNI_MARK = re.compile(r"m[\W_]*a[äÄ][\W_]*t", re.I)

_SINGLE_LETTERS = re.compile(r"(?<![^\W_])(?:[^\W\d_][\s.·•*/_‐-―-]{1,3}){2,}[^\W\d_](?![^\W_])")
_SINGLE_MARK = re.compile(
    r"(?<![^\W_])([mM])[\W_]{1,3}([ậẬ])[\W_]{0,3}([tT])(?![^\W_])"
    r"|(?<![^\W_])([mM])[\W_]{0,3}([ậẬ])[\W_]{1,3}([tT])(?![^\W_])"
)
_HIGHEST = re.compile(r"t(?:ố|o)im[ậaâ]t|tuy[ệe]tm[ậaâ]t", re.I)
_STRETCHED = [
    re.compile(f"(?<!{word[0]})" + "".join(f"({letter}){letter}*" for letter in word), re.I)
    for word in ("mật", "mât", "tối", "tuyệt")
]


def plainly(text: str) -> str:
    """One line in plain Unicode letters and single spaces: old fonts, look-alikes and invisible signs undone."""
    text = unicodedata.normalize("NFC", from_misread(text))
    if _TCVN3_MARK.search(text):
        text = from_tcvn3(text)
    elif _VNI_MARK.search(text):
        text = from_vni(text)
    return clean_text(in_latin(text))


def is_foreign(text: str) -> bool:
    """True where there is a letter or sign that Vietnamese texts hardly have."""
    return _FOREIGN.search(text) is not None


def in_latin(text: str) -> str:
    """Wide, ornamental and look-alike letters as the Latin ones that they resemble, without strokes and fillers."""
    text = unicodedata.normalize("NFKC", text)
    if is_foreign(text):
        text = _FILLERS.sub("", text).translate(_LIKE_OURS)
    return text if text.isascii() else without_other_marks(text)


def without_other_marks(text: str) -> str:
    """Without strokes and dots that Vietnamese does not have: "M̶ậ̶t̶", "ṃật"."""
    parts = _OTHER_MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", _ON_CONSONANT.sub("", parts))


def unstretched(text: str) -> str:
    """The words of a mark without their letters doubled: "TỐI MẬTT"."""
    for word in _STRETCHED:
        text = word.sub(lambda found: "".join(found.groups()), text)
    return text


def unspaced(text: str) -> str:
    """Words whose letters are apart, as one: "T U Y Ệ T  M Ậ T", "M.Ậ.T"."""
    return " ".join(_SINGLE_MARK.sub(" MẬT ", _SINGLE_LETTERS.sub(_joined, text)).split())


def _joined(letters: re.Match[str]) -> str:
    """The letters as one word; a mark among them is set apart from its neighbours."""
    word = "".join(char for char in letters[0] if char.isalpha())
    if _HIGHEST.search(word):
        return " TỐI MẬT "
    return letters[0] if _SINGLE_MARK.search(letters[0]) else word


def parted(text: str) -> str:
    """Words written together with a capital each, apart: "TốiMật"."""
    previous, parts = "", []
    for char in text:
        parts += [" ", char] if previous.islower() and char.isupper() else [char]
        previous = char
    return "".join(parts)
