"""To whom a letter about a line of the plan goes: the agency, or once it has ended those who go on with its work."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from agencies.models import Agency

from ..figures import AgencyFigures


class Receiver(NamedTuple):
    """Who receives the letter, and whose line it is."""

    agency: Agency
    about: Agency

    @property
    def name(self) -> str:
        """ "UBND xã Chiên Đàn (phần việc của UBND xã Tam An)" where it is another's line."""
        return str(self.agency) if self.agency == self.about else f"{self.agency} (phần việc của {self.about})"


def receivers_of(rows: Iterable[AgencyFigures]) -> dict[str, list[Receiver]]:
    """{code of the row: its receivers}; none where an agency has ended and nobody is recorded to go on."""
    rows = list(rows)
    known = Agency.objects.select_related("successor").in_bulk([row.pk for row in rows if row.pk])
    ended = [row.pk for row in rows if row.has_ended]
    heirs = heirs_of(ended) if ended else {}
    found = {}
    for row in rows:
        about = known[row.pk or 0]
        agencies = heirs.get(about.pk, []) if row.has_ended else [about]
        found[row.code] = [Receiver(agency, about) for agency in agencies]
    return found


def heirs_of(ended: list[int | None]) -> dict[int, list[Agency]]:
    """{key of an agency: who took over from it or from its communes}, each once, in the official order."""
    passed = Agency.objects.filter(Q(pk__in=ended) | Q(parent__in=ended), successor__isnull=False)
    found: dict[int, dict[int, Agency]] = {}
    for one in passed.select_related("successor").order_by("successor__official_order", "successor__code"):
        whose = one.pk if one.pk in ended else one.parent_id
        if one.successor and whose:
            found.setdefault(whose, {})[one.successor.pk] = one.successor
    return {whose: list(heirs.values()) for whose, heirs in found.items()}
