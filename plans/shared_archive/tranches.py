"""Đợt thẩm định: which files an appraisal let through, before its catalogue is appraised as a whole and after."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency
from plans.models import Appraisal, ArchivalFile, ArchiveItem, Catalogue, MetadataPart, Plan
from plans.models.archival_file import ArchivalFileQuerySet
from plans.pricing import a4_pages

SETTLED = Q(catalogue__state__in=Catalogue.SETTLED)
IN_A_TRANCHE = Q(catalogue__state__in=Catalogue.AWAITED, appraisal__is_tranche=True)
State = ArchiveItem.State


def exportable(plan: Plan, **only: Any) -> ArchivalFileQuerySet:
    """Files that may go into the archive: of catalogues appraised as a whole, and of tranches of the others."""
    return ArchivalFile.objects.to_digitize().filter(SETTLED | IN_A_TRANCHE, catalogue__plan=plan, **only)


def in_tranches(plan: Plan, only: Mapping[str, Any]) -> dict[int, tuple[int, int]]:
    """{key of the agency: (files, trang A4 quy đổi)} of tranches whose catalogues are still under appraisal."""
    whose = {f"catalogue__{name}": value for name, value in only.items()}
    tranches = Appraisal.objects.filter(is_tranche=True, catalogue__state__in=Catalogue.AWAITED, catalogue__plan=plan)
    files = ArchivalFile.objects.to_digitize().filter(appraisal__in=tranches, **whose).order_by()
    sums = files.values("catalogue__agency").annotate(count=Count("pk"), pages=Sum(a4_pages()))
    return {row["catalogue__agency"]: (row["count"], row["pages"]) for row in sums}


def exportable_catalogues(agency: Agency) -> QuerySet[Catalogue]:
    """Those of which any file may go into the archive."""
    tranches = Appraisal.objects.filter(catalogue=OuterRef("pk"), is_tranche=True)
    by_tranches = Q(state__in=Catalogue.AWAITED) & Exists(tranches)
    return Catalogue.objects.filter(Q(state__in=Catalogue.SETTLED) | by_tranches, agency=agency)


@dataclass
class Part:
    """What one appraisal let through of a catalogue that has tranches; `number` 0: all that no tranche held."""

    appraisal: Appraisal
    number: int
    files: int = 0
    pages: int = 0  # trang A4 quy đổi
    by_state: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # files in a batch, by what was answered

    @property
    def catalogue(self) -> Catalogue:
        return self.appraisal.catalogue

    @property
    def name(self) -> str:
        return f"Đợt thẩm định {self.number}" if self.number else "Phần còn lại"

    @property
    def decided(self) -> str:
        """By which document, on which day."""
        return f"{self.appraisal.document.number} ngày {format_date(self.appraisal.decided_on)}"

    @property
    def sentence(self) -> str:
        """As a choice and as history name it."""
        return f"{self.catalogue.name}, {self.name.lower()} ({self.decided}): {format_int(self.files)} hồ sơ"

    @property
    def ready(self) -> int:
        """In no batch that the archive took or has still to answer."""
        return self.files - self.sent - self.taken

    @property
    def sent(self) -> int:
        return self.by_state[State.SENT]

    @property
    def taken(self) -> int:
        return self.by_state[State.TAKEN]

    @property
    def refused(self) -> int:
        return self.by_state[State.REFUSED]


def parts_of(agency: Agency, plan: Plan) -> list[Part]:
    """The parts of the agency's catalogues that have tranches, catalogue by catalogue, in the order of appraisal."""
    parts = {part.appraisal.pk: part for part in known_parts(agency, plan)}
    if not parts:
        return []
    items = ArchiveItem.objects.filter(part=MetadataPart.FILE, record_key=OuterRef("pk"), is_latest=True)
    files = exportable(plan, catalogue__agency=agency, appraisal__in=parts).order_by()
    sums = files.annotate(answered=Subquery(items.values("state")[:1])).values("appraisal", "answered")
    for row in sums.annotate(count=Count("pk"), a4=Sum(a4_pages())):
        part = parts[row["appraisal"]]
        part.files, part.pages = part.files + row["count"], part.pages + row["a4"]
        if row["answered"]:
            part.by_state[row["answered"]] += row["count"]
    return [part for part in parts.values() if part.files]


def known_parts(agency: Agency, plan: Plan) -> list[Part]:
    """The appraisals of these catalogues, without files yet."""
    own = Appraisal.objects.filter(catalogue=OuterRef("catalogue"), is_tranche=True)
    rows = Appraisal.objects.filter(Exists(own), catalogue__agency=agency, catalogue__plan=plan)
    known = rows.select_related("catalogue", "document").order_by("catalogue__name", "catalogue", "pk")
    found, tranches = [], defaultdict[int, int](int)
    for appraisal in known:
        tranches[appraisal.catalogue_id] += appraisal.is_tranche
        found.append(Part(appraisal, tranches[appraisal.catalogue_id] if appraisal.is_tranche else 0))
    return found
