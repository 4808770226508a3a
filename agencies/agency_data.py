"""Agencies of the plan from the project's data: departments.csv and units.csv (domain §2). Safe to run again."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from .models import Agency

AgencyRow = Mapping[str, str]  # of a file, by the heads of its columns
DATA = Path(__file__).parent / "data"
DISTRICT_ORDER, COMMUNE_ORDER, NEW_COMMUNE_ORDER = 100, 1000, 5000


@transaction.atomic
def load_agencies() -> int:
    """Create every agency that is missing, parents and successors first; returns how many there are.

    What is there already stays as people have made it (`renamed` names what differs).
    """
    for made in every_agency():
        Agency.objects.bulk_create(made, ignore_conflicts=True)
    return Agency.objects.count()


def every_agency() -> Iterator[list[Agency]]:
    """The agencies of the files, not saved, in lists of which each needs those before it in the database."""
    units = list(rows("units.csv"))
    yield [department(row, order) for order, row in enumerate(rows("departments.csv"))]
    for kind, first in (("district", DISTRICT_ORDER), ("commune_new", NEW_COMMUNE_ORDER), ("commune", COMMUNE_ORDER)):
        known = Agency.objects.in_bulk(field_name="code")
        found = [row for row in units if row["kind"] == kind]
        yield [unit(row, first + number, known) for number, row in enumerate(found)]


def renamed() -> list[tuple[Agency, str]]:
    """[(agency, its name in the files)] of those that people have given another name."""
    known = Agency.objects.in_bulk(field_name="code")
    given = [one for some in every_agency() for one in some if one.code in known]
    return [(known[one.code], one.name) for one in given if known[one.code].name != one.name]


def rows(file_name: str) -> Iterator[AgencyRow]:
    with open(DATA / file_name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def department(row: AgencyRow, order: int) -> Agency:
    """An agency from a row of departments.csv."""
    return Agency(official_order=order, **{name: row[name] for name in ("code", "name", "short_name", "kind")})


def unit(row: AgencyRow, order: int, known: Mapping[str, Agency]) -> Agency:
    """An agency from a row of units.csv; an old and a new commune may share a GSO code, so new ones carry "-M"."""
    name = " ".join(row["name"].split())
    successor = known.get(f"{row['successor_gso_code']}-M")
    return Agency(
        code=row["gso_code"] + ("-M" if row["kind"] == "commune_new" else ""),
        name=f"UBND {name[0].lower()}{name[1:]}",
        short_name=name,
        kind=Agency.Kind.DISTRICT if row["kind"] == "district" else Agency.Kind.COMMUNE,
        parent=known.get(row["parent_gso_code"]),
        official_order=order,
        gso_code=row["gso_code"],
        active_from=date.fromisoformat(row["active_from"]) if row["active_from"] else None,
        active_to=date.fromisoformat(row["active_to"]) if row["active_to"] else None,
        successor=successor if row["kind"] == "commune" else None,
    )
