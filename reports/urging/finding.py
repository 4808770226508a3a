"""Letters that urge by what a person types: subject, number, day, agencies that receive it or that it is about."""

from contextlib import suppress
from datetime import date

from agencies.formats.dates import DateError, parse_date
from agencies.formats.text import has_words
from agencies.models.document import number_key

from ..models import UrgingLetter


def is_about(letter: UrgingLetter, text: str) -> bool:
    """True where the words begin words of it, the text is a part of its number, or its day or that of its figures."""
    named = [agency for one in letter.urged.all() for agency in (one.agency, one.about)]
    words = (letter.subject, letter, *named, *(agency.code for agency in named))
    return has_words(text, *words) or has_number(letter, text) or day_in(text) in days_of(letter)


def has_number(letter: UrgingLetter, text: str) -> bool:
    wanted = number_key(text)
    return bool(letter.document and wanted and wanted in letter.document.number_key)


def days_of(letter: UrgingLetter) -> tuple[date, ...]:
    return (letter.document.issued_on, letter.as_of) if letter.document else (letter.as_of,)


def day_in(text: str) -> date | None:
    """The day that the whole text is, written in any of the ways; None for other texts."""
    with suppress(DateError):
        return parse_date(text.strip())
    return None
