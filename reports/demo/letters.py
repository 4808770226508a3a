"""Letters with which the agencies of the demo handed in: most hand-ins have one; no scan, the demo has no papers."""

from datetime import datetime
from typing import Any

from agencies.formats.dates import VIETNAM
from agencies.history import DocumentReference
from agencies.models import Agency, User
from plans.models import CoverLetter

from .province import Province

LETTERS_A_DAY = 3  # of one agency; one number is one document of a day
WITHOUT = 4  # one hand-in of so many comes without a letter


def write_letter(province: Province, obj: Any, actor: User, at: datetime, turn: int) -> DocumentReference | None:
    """The letter of this hand-in, as history takes it; None where none came."""
    kind, day = obj._meta.model_name, at.astimezone(VIETNAM).date()
    if province.dice("letter", f"{kind}/{obj.agency.code}/{day}").randrange(WITHOUT) == 0:
        return None
    number = f"{LETTERS_A_DAY * day.timetuple().tm_yday + (kind == 'estimate')}/{sign_of(obj.agency)}-VP"
    given = {"kind": kind, "object_id": obj.pk, "turn": turn, "number": number, "issued_on": day}
    province.letters.append(CoverLetter(agency=obj.agency, entered_by=actor, entered_at=at, **given))
    return number, day


def sign_of(agency: Agency) -> str:
    """What an office signs its letters with."""
    return agency.code if agency.group == Agency.Group.DEPARTMENTS else "UBND"


def write(province: Province) -> None:
    CoverLetter.objects.bulk_create(sorted(province.letters, key=lambda letter: letter.entered_at))
