"""Excess and its reasons as facts of a confirmation page and as a banner of a catalogue's page."""

from agencies.formats.dates import format_datetime
from plans.models import Catalogue

from .measure import with_catalogue
from .services import reason_of
from .words import sentences

Fact = tuple[str, str]
NO_REASON = "Cơ quan chưa nêu lý do: Mục lục được trình trước khi vượt."


def excess_facts(catalogue: Catalogue, with_reason: bool = True) -> list[Fact]:
    """[(label, value)] where the catalogue lifts its agency above target or review; [] otherwise."""
    excess = with_catalogue(catalogue)
    if not excess:
        return []
    facts = [("Vượt khối lượng", " ".join(sentences(excess)))]
    return [*facts, ("Lý do vượt", said(catalogue))] if with_reason else facts


def said(catalogue: Catalogue) -> str:
    """The reason with who gave it and who confirmed it, or that there is none."""
    given = reason_of(catalogue)
    if given is None or not given.reason:
        return NO_REASON
    signed = f"{given.reason} ({given.given_by}, {format_datetime(given.given_at)})"
    if given.confirmed_at:
        signed += f"; {given.confirmed_by} xác nhận {format_datetime(given.confirmed_at)}"
    return signed + "."


def notice_of(catalogue: Catalogue) -> dict[str, str] | None:
    """{title, text} for the page of the catalogue; None where nothing lies above."""
    excess = with_catalogue(catalogue) if catalogue.file_count else None
    if not excess:
        return None
    why = reason_of(catalogue)
    asked = catalogue.is_changeable and not (why and why.revision == catalogue.revision)
    text = "Khi trình phải ghi lý do vượt." if asked else f"Lý do: {said(catalogue)}"
    return {"title": "Vượt chỉ tiêu, rà soát.", "text": f"{' '.join(sentences(excess))} {text}"}
