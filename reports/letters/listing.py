"""The register of letters: which came in, from whom, and the page of what each came with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.formats.text import has_words, sort_key
from agencies.models import Agency, User
from plans.models import CoverLetter

from ..searching.hits import SEEN_AS, Hit, Key, pages_of

MODELS = {model._meta.model_name: model for model in SEEN_AS}


@dataclass(frozen=True)
class Entry:
    """A line of the register; no `subject` where the person does not see what the letter came with."""

    letter: CoverLetter
    subject: Hit | None

    @property
    def said(self) -> str:
        """The name of what the letter came with."""
        return self.subject.title if self.subject else ""


def rows_for(user: User, filters: Mapping[str, Any]) -> list[Entry]:
    """Letters of the agencies that the user sees, narrowed, the latest first."""
    letters = list(narrowed(CoverLetter.objects.visible_to(user), filters).select_related("agency", "entered_by"))
    pages = pages_of(user, map(key_of, letters))
    rows = (Entry(letter, pages.get(key_of(letter))) for letter in letters)
    wanted = filters.get("q") or ""
    return [row for row in rows if has_words(wanted, row.letter.number, row.letter.agency, row.said)]


def narrowed(letters: Any, filters: Mapping[str, Any]) -> Any:
    """Those of the kind, the agency and the days (of the letters) that the filter names."""
    columns = {"kind": "kind", "agency": "agency__code", "since": "issued_on__gte", "until": "issued_on__lte"}
    return letters.filter(**{column: filters[name] for name, column in columns.items() if filters.get(name)})


def key_of(letter: CoverLetter) -> Key:
    return MODELS[letter.kind], letter.object_id


def sums_of(rows: Iterable[Entry]) -> dict[str, int]:
    """How many lines there are, of how many agencies, how many of them with a scan."""
    letters = [row.letter for row in rows]
    agencies, scans = {letter.agency_id for letter in letters}, sum(bool(letter.scan) for letter in letters)
    return {"count": len(letters), "agencies": len(agencies), "scans": scans}


def agencies_with_letters(user: User) -> list[Agency]:
    """The agencies to choose from; [] where the user sees letters of one alone."""
    found = list(Agency.objects.filter(cover_letters__in=CoverLetter.objects.visible_to(user)).distinct())
    return found if len(found) > 1 else []


def day_of(row: Entry) -> date:
    return row.letter.issued_on


def by_number(row: Entry) -> tuple[int, Any]:
    """What the register sorts numbers by: "9/SXD-VP" before "45/SYT-VP"."""
    digits = re.match(r"\d{1,9}", row.letter.number)
    return int(digits[0]) if digits else 0, sort_key(row.letter.number)
