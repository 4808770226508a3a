"""Vietnamese text: one Unicode form, a search form without diacritics, the order of the alphabet."""

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

SyllableKey = tuple[tuple[tuple[bool, int], ...], int]  # its letters (is Vietnamese, rank), then its tone
SortKey = tuple[SyllableKey, ...]

_RANK = {letter: rank for rank, letter in enumerate(ALPHABET, start=1)}
# Latin eth looks like đ and is what old fonts leave behind.
_D_WITH_STROKE = str.maketrans("đĐðÐ", "dDdD")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Search form: lower case, no diacritics, đ as d, punctuation as one space.

    Without diacritics the old and the new tone placement (Hoà, Hòa) are the same word.
    """
    return " ".join(filter(None, map(_FOLDED.__getitem__, text.split())))


def has_words(wanted: str, *texts: object) -> bool:
    """True where each word of the wanted text begins a word of the texts, in any order, with or without diacritics."""
    words = f" {fold(' '.join(map(str, texts)))}"
    return all(f" {word}" in words for word in fold(wanted).split())


def for_file_name(text: str, longest: int = 40) -> str:
    """The text as part of a file's name: "Hồ sơ bổ sung đợt 5" as "ho-so-bo-sung-dot-5"."""
    return fold(text).replace(" ", "-")[:longest].strip("-")


class _FoldedWords(dict[str, str]):
    """Each word's search form, worked out once: a catalogue repeats a few thousand words."""

    MOST, LONGEST = 50_000, 40

    def __missing__(self, word: str) -> str:
        folded = _fold_word(word)
        if len(word) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[word] = folded
        return folded


_FOLDED = _FoldedWords()


def _fold_word(word: str) -> str:
    word = word.lower() if word.isascii() else _bare(word)
    return re.sub(r"[\W_]+", " ", word).strip()


def _bare(word: str) -> str:
    """Lower case without marks."""
    word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).lower())
    return "".join(char for char in word if unicodedata.category(char)[0] != "M").translate(_D_WITH_STROKE)


def clean_text(text: str, multiline: bool = False) -> str:
    """Text fit to store: NFC, no control or zero-width characters, single spaces.

    With `multiline` line breaks stay.
    """
    if multiline:
        return "\n".join(clean_text(line) for line in text.splitlines()).strip()
    text = " ".join(text.split())
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    return " ".join(nfc("".join(map(_visible, text))).split())


def as_sentence(text: str) -> str:
    """'nhập một số' -> 'Nhập một số.'"""
    return capitalized(text.rstrip(".")) + "."


def capitalized(text: str) -> str:
    return text[0].upper() + text[1:]


def sort_key(text: str) -> SortKey:
    """Key for the Vietnamese alphabet, word by word: Ă after A, Đ after D, then the tones."""
    return tuple(_syllable_key(word) for word in re.findall(r"\w+", nfc(text).lower()))


def _visible(char: str) -> str:
    """Control characters become a space, invisible ones vanish."""
    category = unicodedata.category(char)
    return {"Cc": " ", "Cf": "", "Cs": ""}.get(category, char)


def _syllable_key(word: str) -> SyllableKey:
    letters: list[str] = []
    tone = 0
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = max(tone, TONES.index(char) + 1)
        else:
            letters.append(char)
    bare = nfc("".join(letters))
    return tuple((char in _RANK, _RANK.get(char, ord(char))) for char in bare), tone
