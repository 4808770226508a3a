"""One line of the portal's state: what was looked at, what was found, what to do; in both languages."""

from dataclasses import dataclass
from typing import NamedTuple

OK, WARN, BAD = "ok", "warn", "bad"
WORDS = {OK: "tốt", WARN: "cần xem", BAD: "hỏng"}


class Said(NamedTuple):
    """The same in Vietnamese, for the page, and in English, for the command."""

    vi: str
    en: str


NOTHING = Said("", "")


@dataclass(frozen=True)
class Line:
    """A check's outcome; `advice` where the state is not OK."""

    name: Said
    state: str
    value: Said
    advice: Said = NOTHING

    @property
    def word(self) -> str:
        return WORDS[self.state]


def same(text: str) -> Said:
    """What reads the same in both languages."""
    return Said(text, text)
