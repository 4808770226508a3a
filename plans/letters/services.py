"""Keeping the letter with which an agency hands something in (Công văn trình)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files import File
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html

from agencies.formats.dates import format_date
from agencies.formats.text import clean_text
from agencies.history import DocumentReference
from agencies.models import Agency, Event, IssuedDocument, User
from agencies.models.document import number_key
from agencies.workflow import WorkflowError
from plans.models import CoverLetter

OTHER_DAY = "Công văn số {number} năm {year} đã ghi ngày {day}; một số chỉ dùng cho một văn bản: xem lại số và ngày."
OTHER_KIND = "Số {number} năm {year} đã cấp cho {kind} ngày {day}; một số chỉ dùng cho một văn bản: xem lại số."
HANDED_IN = ("submit",)


@dataclass(frozen=True)
class Letter:
    """Number, day and scan (PDF) of a letter that is about to be kept."""

    number: str
    day: date
    scan: File | None = None

    @property
    def reference(self) -> DocumentReference:
        """Number and day, as history takes them."""
        return self.number, self.day


def enclose(obj: Any, letter: Letter | None, *, actor: User, turn: int | None = None) -> CoverLetter | None:
    """Keep the letter with this hand-in of the agency's object; None where none came. `turn` is counted by default.

    Runs inside the caller's transaction, last, so that a refusal leaves no file. Raises WorkflowError where the number
    is that of another document of the agency (NĐ 30/2020: one number of an issuer in a year is one document).
    """
    if letter is None:
        return None
    check_number(obj.agency, letter)
    kept = CoverLetter(
        agency=obj.agency,
        kind=obj._meta.model_name,
        object_id=obj.pk,
        turn=turn or next_turn(obj),
        number=clean_text(letter.number),
        issued_on=letter.day,
        entered_by=actor,
    )
    attach(kept, letter.scan)
    kept.save()
    return kept


def attach(kept: CoverLetter, scan: File | None) -> None:
    if scan:
        name = str(scan.name)
        kept.scan_name = name[-200:]
        kept.scan.save(name, scan, save=False)


def next_turn(obj: Model) -> int:
    """Which hand-in of the object this is, while its event is not written yet."""
    return Event.objects.about(obj).filter(action__in=HANDED_IN).count() + 1


def check_number(agency: Agency, letter: Letter) -> None:
    """One letter may come with several objects, under one day; a document of the register keeps its number."""
    words = {"number": letter.number, "year": letter.day.year}
    known = IssuedDocument.objects.numbered(agency, letter.number, letter.day.year).first()
    if known:
        raise WorkflowError(OTHER_KIND.format(kind=known.get_kind_display(), day=format_date(known.issued_on), **words))
    for other in CoverLetter.objects.filter(agency=agency, issued_on__year=letter.day.year):
        if number_key(other.number) == number_key(letter.number) and other.issued_on != letter.day:
            raise WorkflowError(OTHER_DAY.format(day=format_date(other.issued_on), **words))


def facts_of(obj: Model) -> list[dict[str, str]]:
    """[{label, value}] of the letter that came last with the object, for whoever decides on it; [] without one."""
    last = CoverLetter.objects.about(obj).first()
    if last is None:
        return []
    said = f"{last.number} ngày {format_date(last.issued_on)} (lần trình {last.turn})"
    if last.scan:
        said = format_html('{}: <a href="{}">bản quét</a>', said, reverse("letter_scan", args=[last.pk]))
    return [{"label": "Công văn trình", "value": said}]
