"""Letters that urge in the demo: one to everybody late at the middle of June, one to a silent agency, one draft."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from agencies.formats.numbers import format_int
from agencies.models import Agency, IssuedDocument, User
from reports.figures import AgencyFigures, ProvinceFigures, province_figures
from reports.models import UrgedAgency, UrgingLetter
from reports.urging.facts import facts_of
from reports.urging.wording import worded

from .days import last_known_day, moment
from .province import Province

TO_MANY, TO_ONE, DRAFTED = date(2025, 6, 16), date(2025, 6, 18), date(2025, 6, 20)
MOST, SIGNER = 8, "Lê Quang Minh"
SILENT, LATE = "515", "TTT"
UNREAD = 3  # of the receivers of the first letter the last so many have not confirmed


def write(province: Province) -> None:
    if last_known_day() < DRAFTED:
        return
    figures = province_figures(province.plan, last_known_day())
    late = [row for row in figures.on(TO_MANY).rolled_up if is_urged(row)][:MOST]
    many = drafted(province, TO_MANY, late)
    send(province, many, "1218/SNV-QLVTLT", TO_MANY)
    receive(province, many)
    send(province, drafted(province, TO_ONE, rows_of(figures, TO_ONE, SILENT)), "1236/SNV-QLVTLT", TO_ONE)
    drafted(province, DRAFTED, rows_of(figures, DRAFTED, LATE))


def is_urged(row: AgencyFigures) -> bool:
    """Late or silent, and not Sở Nội vụ itself."""
    return row.code != "SNV" and (row.schedule == "late" or row.is_silent)


def rows_of(figures: ProvinceFigures, day: date, code: str) -> list[AgencyFigures]:
    """The line as it was at the end of the day."""
    return [figures.on(day).district(code)]


def drafted(province: Province, day: date, rows: Sequence[AgencyFigures]) -> UrgingLetter:
    """A letter as Hoa drafts it from the figures of the day."""
    hoa, at = province.people["hoa"], moment(day, province.dice("urging", str(day)), 8)
    lines = [(province.agencies[row.code], facts_of(row)) for row in rows]
    words = worded(province.plan, day, [(agency.name, facts) for agency, facts in lines])
    letter = UrgingLetter.objects.create(
        plan=province.plan, as_of=day, subject=words.subject, body=words.body, drafted_by=hoa, drafted_at=at
    )
    UrgedAgency.objects.bulk_create(
        UrgedAgency(letter=letter, agency=agency, about=agency, position=place, facts=facts)
        for place, (agency, facts) in enumerate(lines, 1)
    )
    sentence = f"soạn công văn đôn đốc {format_int(len(lines))} cơ quan"
    write_event(province, letter, "draft_urging", sentence, at, agency=hoa.agency)
    return letter


def send(province: Province, letter: UrgingLetter, number: str, day: date) -> None:
    """Recorded as gone out in the afternoon of the day."""
    hoa, at = province.people["hoa"], moment(day, province.dice("urge", str(day)), 15)
    letter.document = IssuedDocument.objects.create(
        issuer=province.agencies["SNV"],
        kind=IssuedDocument.Kind.URGING,
        number=number,
        issued_on=day,
        registered_by=hoa,
        registered_at=at,
    )
    letter.state, letter.signer, letter.version = UrgingLetter.State.SENT, SIGNER, 2
    letter.sent_by, letter.sent_at, letter.sent_on = hoa, at, day
    letter.save()
    for one in letter.urged.select_related("agency"):
        write_event(province, letter, "urge", f"gửi {letter} đôn đốc tiến độ", at, agency=one.agency)


def receive(province: Province, letter: UrgingLetter) -> None:
    """Most clerks confirm on the next day."""
    urged = list(letter.urged.select_related("agency"))
    for place, one in enumerate(urged[: len(urged) - UNREAD]):
        clerk = province.clerks.get(one.agency.code)
        if clerk is None or letter.sent_at is None:
            continue
        at = letter.sent_at + timedelta(hours=18, minutes=7 * place)
        one.received_at, one.received_by = at, clerk
        one.save()
        write_event(province, letter, "receive_urging", f"đã nhận {letter}", at, agency=one.agency, actor=clerk)


def write_event(
    province: Province,
    letter: UrgingLetter,
    action: str,
    sentence: str,
    at: datetime,
    *,
    agency: Agency | None,
    actor: User | None = None,
) -> None:
    """As `reports.urging.services` words it."""
    actor = actor or province.people["hoa"]
    province.history.record(letter, actor=actor, action=action, sentence=sentence, at=at, agency=agency)
