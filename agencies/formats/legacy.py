"""Vietnamese from before Unicode: texts typed for TCVN3 (.VnTime) and VNI (VNI-Times) fonts."""

import re
import unicodedata

# The letters of TCVN 5712:1993 (TCVN3, ABC) as Windows shows them without the font.
_TCVN3 = str.maketrans(dict(zip(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    strict=True,
)))  # fmt: skip
# VNI writes a vowel and then its marks as one more letter: "maät" is mật.
_VNI_MARKS = dict(zip(
    "âáàåãäêéèúüëùøûõï",
    "\u0302 \u0302\u0301 \u0302\u0300 \u0302\u0309 \u0302\u0303 \u0302\u0323 \u0306 \u0306\u0301 \u0306\u0300 "
    "\u0306\u0309 \u0306\u0303 \u0306\u0323 \u0301 \u0300 \u0309 \u0303 \u0323".split(" "),
    strict=True,
))  # fmt: skip
_VNI_LETTERS = str.maketrans(
    {"ô": "ơ", "ö": "ư", "ñ": "đ", "Ô": "Ơ", "Ö": "Ư", "Ñ": "Đ", "î": "ỵ", "æ": "ỉ", "ò": "ị", "ó": "ĩ"}
)
_VNI_PAIR = re.compile("([aeouyôö])([" + "".join(_VNI_MARKS) + "])", re.I)


def from_tcvn3(text):
    return text.translate(_TCVN3)


def from_vni(text):
    marked = _VNI_PAIR.sub(lambda pair: f"{pair[1]}\0{_VNI_MARKS[pair[2].lower()]}", text)
    return unicodedata.normalize("NFC", marked.translate(_VNI_LETTERS).replace("\0", ""))
