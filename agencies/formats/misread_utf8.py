"""Vietnamese in UTF-8 that a program took for the letters of Windows (ANSI) and saved so: "Há»“ sÆ¡" is "Hồ sơ"."""

import re

LOST = "\ufffd"  # the sign for a letter that cannot be known any more
NEVER = "\u00e1\u00ba", "\u00e1\u00bb"  # "áº", "á»": how most misread letters begin, and nothing else does


def _letters() -> dict[str, int]:
    """{letter: byte} of Windows-1252 and -1258; where a byte has no letter, of the byte itself."""
    found: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        for code in ("cp1252", "cp1258"):
            letter = bytes([byte]).decode(code, "ignore")
            if letter:
                found.setdefault(letter, byte)
        found.setdefault(chr(byte), byte)
    return found


_BYTES = _letters()
_FOLLOWS = "".join(re.escape(letter) for letter, byte in _BYTES.items() if byte < 0xC0) + LOST
_TWO = "".join(letter for letter, byte in _BYTES.items() if 0xC3 <= byte <= 0xC6)
_MISREAD = re.compile(f"[áâ][{_FOLLOWS}]{{2}}|[{_TWO}][{_FOLLOWS}]")
# A letter of a word, not a sign such as “–”, must be among them before a text is taken for misread.
_SURELY = re.compile(f"á[»º][{_FOLLOWS}]|[ÃĂ][{_FOLLOWS}]|Æ[°¡]|Ä[‘{LOST}\x90\x91]")
MOST_TIMES = 2  # saved so once more


def is_misread(text: str) -> bool:
    return not text.isascii() and _SURELY.search(text) is not None


def from_misread(text: str) -> str:
    """The text as it was meant, with LOST for each letter of which a part is lost; any other text as it is."""
    for _ in range(MOST_TIMES):
        if not is_misread(text):
            return text
        text = _MISREAD.sub(_meant, text)
    return text


def _meant(found: re.Match[str]) -> str:
    if LOST in found[0]:
        return LOST
    return bytes(map(_BYTES.__getitem__, found[0])).decode("utf-8", "ignore") or found[0]
