"""A calendar as RFC 5545 writes it: days as entries, lines folded, texts escaped, moments in UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

LONGEST = 75  # octets of a line (3.1)
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//So hoa ho so//Lich//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")


@dataclass(frozen=True)
class Entry:
    """A whole day; `about` names what it is about and never changes, so that a program knows the entry again."""

    day: date
    title: str
    about: str
    note: str = ""
    url: str = ""

    @property
    def uid(self) -> str:
        return f"{sha256(self.about.encode()).hexdigest()[:32]}@so-hoa"


def written(name: str, entries: Iterable[Entry], at: datetime) -> bytes:
    """The calendar as of the moment (aware)."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [*HEAD, f"X-WR-CALNAME:{escaped(name)}"]
    for entry in entries:
        lines += event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def event(entry: Entry, stamp: str) -> Iterator[str]:
    """An event of one whole day, with an alarm on the day before."""
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.note:
        yield f"DESCRIPTION:{escaped(entry.note)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(entry.title)}", "TRIGGER:-P1D", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """The text as a value (3.3.11)."""
    return text.translate(ESCAPED)


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, no letter cut; each further part begins with a blank (3.1)."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
