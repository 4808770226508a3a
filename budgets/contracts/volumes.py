"""Which catalogues of an agency a contract may cover: those that Sở Nội vụ has appraised, whole or by tranches."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum

from agencies.models import Agency
from budgets.estimates.limits import Pages
from plans.models import Appraisal, Catalogue, SignedFile
from plans.models.appraisal import NET_FILES
from plans.models.pages import PAGE_FIELDS, SIZES


@dataclass
class Volume:
    """Appraised: hồ sơ, and trang of each size."""

    files: int = 0
    pages: Pages = field(default_factory=lambda: dict.fromkeys(SIZES, 0))

    @property
    def all_pages(self) -> int:
        return sum(self.pages.values())


def appraised_catalogues(agency: Agency) -> QuerySet[Catalogue]:
    """Catalogues of the agency of which something was appraised."""
    decided = Appraisal.objects.in_force().filter(catalogue=OuterRef("pk"))
    return Catalogue.objects.filter(Exists(decided), agency=agency).order_by("name", "pk")


def appraised_volumes(keys: Iterable[int]) -> dict[int, Volume]:
    """{key of the catalogue: Volume}; a file that was appraised again counts once, as it was the last time."""
    current: QuerySet[Any, Any] = Appraisal.objects.in_force().filter(catalogue__in=list(keys))
    again: QuerySet[Any, Any] = SignedFile.objects.filter(replaced_by__in=current.filter(is_tranche=True))
    wanted = {size: Sum(name) for size, name in PAGE_FIELDS.items()}
    found: dict[int, Volume] = {}
    for row in current.order_by().values("catalogue").annotate(net_files=Sum(NET_FILES), **wanted):
        found[row["catalogue"]] = Volume(row["net_files"], {size: row[size] for size in SIZES})
    for row in again.order_by().values("replaced_by__catalogue").annotate(**wanted):
        for size in SIZES:
            found[row["replaced_by__catalogue"]].pages[size] -= row[size]
    return found
