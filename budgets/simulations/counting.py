"""The files to choose from, agency by agency, as piles: one query each for two million rows.

What may be chosen: files that an appraisal let through and no acceptance has taken yet, as they were signed; where
asked for, also those of catalogues that are handed in and wait. What stands aside is counted with its reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from agencies.calendar import portal_today
from agencies.models import Agency
from budgets.acceptances.files import appraised
from budgets.models import Simulation
from plans.models import ArchivalFile, Catalogue, Plan
from plans.models.archival_file import PERMANENT
from plans.models.pages import PAGE_FIELDS, SIZES, PageBasis
from plans.pricing import Factors, a4_pages_on

from .piles import MARKS, Pile

DAMAGED, Priority = ArchivalFile.Condition.DAMAGED, ArchivalFile.Priority
ALSO = {
    Priority.ARRANGED: Q(arranged=True),
    Priority.PERMANENT: Q(retention_years=PERMANENT),
    Priority.AT_RISK: Q(condition=DAMAGED),
}
UNKNOWN, DIGITIZED, UNARRANGED = "unknown", "digitized", "unarranged"
ASIDE = {UNKNOWN: "Chưa rõ số trang", DIGITIZED: "Đã số hóa trước đây", UNARRANGED: "Chưa chỉnh lý"}


@dataclass
class Found:
    """Piles of one agency, and what stands aside: {reason: [files, trang A4 quy đổi]}."""

    piles: list[Pile] = field(default_factory=list)
    aside: dict[str, list[int]] = field(default_factory=dict)


def marks() -> Any:
    """The marks of a file as bits, for the database: its own priority, and what other columns say."""
    bits: Any = Value(0)
    for bit, name in enumerate(MARKS):
        has = Q(priority=name) | ALSO[Priority(name)] if name in ALSO else Q(priority=name)
        bits = bits + Case(When(has, then=Value(1 << bit)), default=Value(0))
    return bits


def standing(only_arranged: bool) -> Case:
    """Why a file stands aside, for the database; "" where it may be chosen."""
    whens = [
        When(page_basis=PageBasis.UNKNOWN, then=Value(UNKNOWN)),
        When(digitized_before=True, then=Value(DIGITIZED)),
    ]
    if only_arranged:
        whens.append(When(arranged=False, then=Value(UNARRANGED)))
    return Case(*whens, default=Value(""))


def found_of(catalogues: Sequence[int], agency: Agency, simulation: Simulation) -> Found:
    """The piles of an agency's catalogues (their keys)."""
    found, counted = Found(), dict[tuple[int, int], int]()
    asked = {"marks": marks(), "stands_aside": standing(simulation.only_arranged), "a4": a4_pages_on(portal_today())}
    for rows in sources(catalogues, simulation.with_awaited):
        kinds = rows.annotate(**asked).values_list("stands_aside", "marks", "a4").annotate(files=Count("pk")).order_by()
        for why, bits, pages, files in kinds.iterator(chunk_size=5_000):
            if why:
                aside = found.aside.setdefault(why, [0, 0])
                aside[0] += files
                aside[1] += files * pages
            elif pages > 0:
                counted[bits, pages] = counted.get((bits, pages), 0) + files
    found.piles = [Pile(agency.pk, bits, pages, files) for (bits, pages), files in sorted(counted.items())]
    return found


def sources(catalogues: Iterable[int], with_awaited: bool) -> Iterator[QuerySet[Any]]:
    """Files and copies of files, each of them once."""
    for rows in appraised(catalogues):
        yield rows.filter(taken=False)
    if with_awaited:
        waiting = {"catalogue__in": list(catalogues), "catalogue__state__in": Catalogue.AWAITED, "appraisal": None}
        yield ArchivalFile.objects.filter(**waiting).to_digitize()


def catalogues_by_agency(plan: Plan, agencies: Sequence[Agency]) -> dict[int, list[int]]:
    """{agency: keys of its catalogues under the plan}"""
    found: dict[int, list[int]] = {agency.pk: [] for agency in agencies}
    rows = Catalogue.objects.filter(plan=plan, agency__in=found).order_by("pk")
    for pk, agency in rows.values_list("pk", "agency"):
        found[agency].append(pk)
    return found


def unconfirmed_sizes(catalogues: Iterable[int], factors: Factors) -> list[str]:
    """Paper sizes that these catalogues hold pages of and whose K Sở Tài chính has not confirmed."""
    sums = {size: Sum(PAGE_FIELDS[size]) for size in SIZES}
    held = Catalogue.objects.filter(pk__in=list(catalogues)).aggregate(**sums)
    return factors.to_confirm({size: pages or 0 for size, pages in held.items()})
