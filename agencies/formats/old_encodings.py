"""Vietnamese in the codes of old fonts, TCVN3 (.VnTime) and VNI (VNI-Times), turned into Unicode."""

import re
from collections.abc import Callable

TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(TCVN3)
VNI = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ"}
_MARKS = {
    "a": ("âáàåãäêéèúüëùøûõï", "âấầẩẫậăắằẳẵặáàảãạ"),
    "e": ("âáàåãäùøûõï", "êếềểễệéèẻẽẹ"),
    "o": ("âáàåãäùøûõï", "ôốồổỗộóòỏõọ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
VNI.update({base + mark: letter for base, both in _MARKS.items() for mark, letter in zip(*both, strict=True)})
VNI.update({old.upper(): new.upper() for old, new in list(VNI.items())})
VNI.update({old[0].upper() + old[1]: new.upper() for old, new in list(VNI.items()) if len(old) == 2})
_VNI_PARTS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
# A text in capitals throughout has no small plain letter, and a word of two capitals around an old code.
_SMALL, _TWO_CAPITALS = re.compile("[a-z]"), re.compile(r"[A-Z][^\W\d_A-Za-z]+[A-Z]|[A-Z]{2}[^\W\d_A-Za-z]")


def from_tcvn3(text: str) -> str:
    return _upper_words(text, text.translate(_TCVN3_TABLE))


def from_vni(text: str) -> str:
    return _VNI_PARTS.sub(lambda match: VNI[match[0]], text)


Decoder = Callable[[str], str]
DECODERS: dict[str, Decoder] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def _upper_words(before: str, after: str) -> str:
    """Capital fonts (.VnTimeH) share the codes of small accented letters: BËNH VIÖN is BỆNH VIỆN."""

    def fit(word: str) -> str:
        ascii_letters = [char for char in word if char.isascii() and char.isalpha()]
        return word.upper() if len(ascii_letters) > 1 and all(char.isupper() for char in ascii_letters) else word

    if before == after:
        return after
    if _TWO_CAPITALS.search(before) and not _SMALL.search(before):
        return after.upper()
    return re.sub(r"\w+", lambda match: fit(match[0]), after)
