"""Three requests for an extension on the demo's day: one granted, one refused, one that waits."""

from dataclasses import dataclass
from datetime import date

from plans.models import Extension, ExtensionDecision

from .days import last_known_day, moment
from .province import Province
from .words import WORDS

S = Extension.State


@dataclass(frozen=True)
class Asked:
    """Who asks for what on which day, and what was decided when."""

    code: str
    milestone: str
    on: date
    proposed_day: date
    decided_on: date | None = None
    granted_day: date | None = None


STORY = (
    Asked("SVHTTDL", "estimate", date(2025, 5, 26), date(2025, 7, 15), date(2025, 6, 3), date(2025, 6, 30)),
    Asked("SXD", "digitization", date(2025, 6, 5), date(2025, 12, 31), date(2025, 6, 12)),
    Asked("SYT", "digitization", date(2025, 6, 18), date(2025, 9, 30)),
)


def write(province: Province) -> None:
    for number, asked in enumerate(STORY):
        if asked.on <= last_known_day() and asked.code in province.clerks:
            write_one(province, asked, WORDS["extensions"][number], number)


def write_one(province: Province, asked: Asked, words: dict[str, str], number: int) -> None:
    clerk, at = province.clerks[asked.code], moment(asked.on, province.dice("extension", asked.code), 9)
    one = Extension.objects.create(
        plan=province.plan,
        agency=province.agencies[asked.code],
        milestone=asked.milestone,
        proposed_day=asked.proposed_day,
        reason=words["reason"],
        state=S.SUBMITTED,
        state_since=at,
        created_at=at,
        version=2,
        submitted_by=clerk,
        submitted_at=at,
    )
    province.history.move(one, "submit", actor=clerk, at=at, source=S.DRAFT)
    if asked.decided_on and asked.decided_on <= last_known_day():
        decide(province, one, asked, words["answer"], number)


def decide(province: Province, one: Extension, asked: Asked, answer: str, number: int) -> None:
    day, hoa = asked.decided_on or asked.on, province.people["hoa"]
    at, document = (
        moment(day, province.dice("extension", f"{asked.code}/decided"), 15),
        (f"{410 + number}/SNV-QLVTLT", day),
    )
    ExtensionDecision.objects.create(
        extension=one,
        granted_day=asked.granted_day,
        reason=answer,
        document_number=document[0],
        document_date=day,
        decided_by=hoa,
        decided_on=day,
        decided_at=at,
    )
    source, one.state = one.state, S.GRANTED if asked.granted_day else S.REFUSED
    one.state_since, one.version = at, 3
    one.save(update_fields=["state", "state_since", "version"])
    name = "extend" if asked.granted_day else "not_extend"
    province.history.move(one, name, actor=hoa, at=at, source=source, reason=answer, document=document)
