"""The document that somebody entered last in this sitting: proposed for the next decision until log-out or midnight."""

from dataclasses import asdict, dataclass
from datetime import date

from django.http import HttpRequest

from .calendar import portal_today
from .formats.dates import format_date
from .history import DocumentReference

DECLINED = "khong-dien-san"  # in an address: nothing is to be proposed any more
KEY = "sitting_documents"  # in the session: {kind of document: its values}


@dataclass(frozen=True)
class Remembered:
    """Number, day (ISO) and capacity of a document, and the portal's day on which it was entered."""

    number: str
    day: str
    capacity: str
    entered_on: str

    @property
    def initial(self) -> dict[str, object]:
        """What the next form proposes."""
        proposed = {"document_number": self.number, "document_date": date.fromisoformat(self.day)}
        return proposed | {"capacity": self.capacity, "same_as_last": True}

    @property
    def document(self) -> DocumentReference:
        return self.number, date.fromisoformat(self.day)

    def __str__(self) -> str:
        return f"số {self.number} ngày {format_date(date.fromisoformat(self.day))}"


def remembered(request: HttpRequest, kind: str) -> Remembered | None:
    """What was entered last of this kind of document, today and in this session."""
    values = request.session.get(KEY, {}).get(kind)
    found = Remembered(**values) if values else None
    return found if found and found.entered_on == portal_today().isoformat() else None


def keep(request: HttpRequest, kind: str, document: DocumentReference, capacity: str) -> None:
    """Propose this document for the next decision."""
    number, day = document
    found = Remembered(number, day.isoformat(), capacity, portal_today().isoformat())
    request.session[KEY] = {**request.session.get(KEY, {}), kind: asdict(found)}


def forget(request: HttpRequest, kind: str) -> None:
    """Propose nothing any more."""
    kept = request.session.get(KEY, {})
    if kind in kept:
        request.session[KEY] = {name: values for name, values in kept.items() if name != kind}


def was_declined(request: HttpRequest, kind: str) -> bool:
    """True where the address asks to propose nothing more; then nothing is."""
    if DECLINED not in request.GET:
        return False
    forget(request, kind)
    return True
