"""Text of old files: TCVN3 (fonts .VnTime) and VNI (VNI-Times) known by their syllables."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from agencies.formats.old_encodings import DECODERS, Decoder
from plans.intake.cells.values import Cell

_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep "
    "et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai "
    "oan oang oanh oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ "
    "ơi ơm ơn ơp ơt u ua uân uât uây uc uê uênh uêch ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya "
    "uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưu ưt y yêm yên yêt yêu "
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(sorted(set(_RIMES.split()), key=len, reverse=True))})")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile("[A-Za-z\u00a1-\u00b4\u00b5-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_LETTER_OF_UNICODE = re.compile("[\u0102-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
FEWEST_WORDS, CLEARLY = 3, 0.2
SIGNS = {"×", "÷"}  # letters of the old codes, but alone between figures what they are
SAMPLE_TEXTS = 400


@lru_cache(20_000)
def is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", word.lower())))
    return _SYLLABLE.fullmatch(bare) is not None


def is_unicode(text: str) -> bool:
    """True where there is a letter that neither old code has."""
    return _LETTER_OF_UNICODE.search(text) is not None


def detect(texts: Iterable[str]) -> str:
    """The old encoding that makes clearly more words Vietnamese in these texts, or an empty string."""
    accented = [text for text in texts if not text.isascii()][:SAMPLE_TEXTS]
    old = [text for text in accented if not is_unicode(text)]
    if not old or len(old) * 2 < len(accented):
        return ""
    scores = {name: score(old, decode) for name, decode in DECODERS.items()}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= score(old, str) + CLEARLY else ""


def score(texts: Iterable[str], decode: Decoder) -> float:
    """Share of the words with old letters that are Vietnamese syllables once decoded."""
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii() and word not in SIGNS]
    if len(words) < FEWEST_WORDS:
        return 0.0
    return sum(is_syllable(decode(word)) for word in words) / len(words)


def decoded(value: Cell, decode: Decoder) -> Cell:
    """A cell in Unicode; one that is Unicode already stays as it is."""
    if type(value) is not str or value.isascii() or is_unicode(value):
        return value
    return decode(value)
