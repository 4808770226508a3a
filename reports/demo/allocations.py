"""Decisions that allocate in parts: of UBND tỉnh for the departments, of some districts for themselves and communes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from agencies.formats.numbers import format_dong, format_int
from agencies.models import Agency, IssuedDocument, User
from budgets.models import Allocation, AllocationLine, EstimateAppraisal

from .days import days_later, last_known_day, moment
from .documents import Kind
from .province import Province
from .words import person_name

FIRST, SECOND = date(2025, 6, 12), date(2025, 6, 19)  # of UBND tỉnh
STEP = 100_000  # đồng: parts are rounded down to it
# District -> percent of what is appraised that its first and its second decision reach.
DISTRICTS = {"502": (50, 75), "503": (70, 100), "504": (70, 100), "510": (60, 100), "512": (70, 90), "518": (60, 80)}
Decided = Mapping[int, list[EstimateAppraisal]]  # by agency, oldest first


@dataclass
class Part:
    """One decision to be drawn: who issues it, whom it may name, what it brings them up to (percent)."""

    issuer: Agency
    members: list[Agency]
    day: date
    share: int
    number: str
    kind: str
    by: User


def write(province: Province) -> None:
    """In the order of their days; a decision that would give nobody anything is not issued."""
    given: dict[int, int] = {}
    decided = decided_by_agency()
    parts = [*of_the_province(province), *of_the_districts(province, decided)]
    for part in sorted(parts, key=lambda part: part.day):
        lines = lines_of(part, decided, given) if part.day <= last_known_day() else []
        if lines:
            enter(province, part, lines)


def decided_by_agency() -> Decided:
    found: dict[int, list[EstimateAppraisal]] = {}
    for each in EstimateAppraisal.objects.select_related("estimate").order_by("decided_on", "pk"):
        found.setdefault(each.estimate.agency_id, []).append(each)
    return found


def of_the_province(province: Province) -> Iterator[Part]:
    issuer = next(one for one in province.agencies.values() if one.kind == Agency.Kind.PROVINCE)
    members = [one.agency for one in province.holdings if one.agency.in_departments_group]
    kinds = Allocation.Kind
    for day, share, number, kind in ((FIRST, 60, "1287", kinds.GIVEN), (SECOND, 90, "1391", kinds.ADDED)):
        yield Part(issuer, members, day, share, f"{number}/QĐ-UBND", kind, province.people["tuan"])


def of_the_districts(province: Province, decided: Decided) -> Iterator[Part]:
    """Some days after a district has approved its own estimate."""
    for code, (first, second) in DISTRICTS.items():
        district = province.agencies[code]
        members = [one.agency for one in province.holdings if district.pk in (one.agency.pk, one.agency.parent_id)]
        random = province.dice("allocation", code)
        if district.pk in decided:
            day = days_later(decided[district.pk][-1].decided_on, random.randint(3, 5))
            later = days_later(day, random.randint(8, 11))
            number = random.randint(2_500, 2_900)
            by = province.clerks[code]
            yield Part(district, members, day, first, f"{number}/QĐ-UBND", Allocation.Kind.GIVEN, by)
            yield Part(district, members, later, second, f"{number + 140}/QĐ-UBND", Allocation.Kind.ADDED, by)


def lines_of(part: Part, decided: Decided, given: dict[int, int]) -> list[AllocationLine]:
    """What brings each member up to the part's share of what was decided before its day."""
    lines = []
    for agency in part.members:
        known = [each.appraised_dong for each in decided.get(agency.pk, ()) if each.decided_on < part.day]
        whole = known[-1] if known else 0
        wanted = whole if part.share == 100 else whole * part.share // 100 // STEP * STEP
        amount = wanted - given.get(agency.pk, 0)
        if amount > 0:
            given[agency.pk] = wanted
            lines.append(AllocationLine(agency=agency, amount_dong=amount))
    return lines


def enter(province: Province, part: Part, lines: list[AllocationLine]) -> None:
    """The document in the register, the decision, its lines, its history."""
    at = moment(part.day, province.dice("entered", part.number), 14)
    document = IssuedDocument(
        issuer=part.issuer,
        kind=Kind.ALLOCATION,
        number=part.number,
        issued_on=part.day,
        registered_by=part.by,
        registered_at=at,
    ).fill_key()
    document.save()
    made = Allocation.objects.create(plan=province.plan, document=document, **values_of(province, part, lines, at))
    for line in lines:
        line.allocation = made
    AllocationLine.objects.bulk_create(lines)
    record(province, part, made, lines, at)


def values_of(province: Province, part: Part, lines: Iterable[AllocationLine], at: datetime) -> dict[str, object]:
    level = "province" if part.issuer.kind == Agency.Kind.PROVINCE else "district"
    return {
        "issuer": part.issuer,
        "kind": part.kind,
        "number": part.number,
        "dated_on": part.day,
        "signer": f"Phó Chủ tịch {person_name(province.dice('signer', part.issuer.code))}",
        "budget_year": part.day.year,
        "source": level,
        "amount_dong": sum(line.amount_dong for line in lines),
        "recorded_by": part.by,
        "recorded_at": at,
        "recorded_on": part.day,
    }


def record(province: Province, part: Part, made: Allocation, lines: Iterable[AllocationLine], at: datetime) -> None:
    """As `budgets.allocations.events` words it."""
    kind = made.get_kind_display().lower()
    events = [(part.issuer, "allocate", f"{format_int(len(list(lines)))} cơ quan,", made.amount_dong)]
    events += [(line.agency, "allocate_line", str(line.agency), line.amount_dong) for line in lines]
    for agency, action, words, dong in events:
        province.history.record(
            made,
            agency=agency,
            actor=part.by,
            action=action,
            at=at,
            sentence=f"ghi quyết định {kind}: {words} {format_dong(dong)}",
            after={"amount_dong": dong},
            document=(made.number, made.dated_on),
        )
