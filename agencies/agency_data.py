"""Agencies of the plan from the project's data: departments.csv and units.csv (domain §2). Safe to run again."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from .models import Agency

AgencyRow = Mapping[str, str]  # of a file, by the heads of its columns
DATA = Path(__file__).parent / "data"
UNIT_FIELDS = "name|short_name|kind|parent|official_order|gso_code|active_from|active_to|successor".split("|")
DISTRICT_ORDER, COMMUNE_ORDER, NEW_COMMUNE_ORDER = 100, 1000, 5000


@transaction.atomic
def load_agencies() -> int:
    """Create or update every agency, parents and successors first; returns how many there are."""
    units = list(rows("units.csv"))
    load_departments(rows("departments.csv"))
    load_units([row for row in units if row["kind"] == "district"], DISTRICT_ORDER)
    load_units([row for row in units if row["kind"] == "commune_new"], NEW_COMMUNE_ORDER)
    load_units([row for row in units if row["kind"] == "commune"], COMMUNE_ORDER)
    return Agency.objects.count()


def rows(file_name: str) -> Iterator[AgencyRow]:
    with open(DATA / file_name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load_departments(departments: Iterable[AgencyRow]) -> None:
    for order, row in enumerate(departments):
        Agency.objects.update_or_create(
            code=row["code"],
            defaults={name: row[name] for name in ("name", "short_name", "kind")} | {"official_order": order},
        )


def load_units(units: Iterable[AgencyRow], first_order: int) -> None:
    known = Agency.objects.in_bulk(field_name="code")
    agencies = [unit(row, first_order + number, known) for number, row in enumerate(units)]
    Agency.objects.bulk_create(agencies, update_conflicts=True, unique_fields=["code"], update_fields=UNIT_FIELDS)


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
