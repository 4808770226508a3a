"""How much stands out in each catalogue that waits, kept beside it: the queue asks no file of a catalogue twice.

The counts are of one version of a catalogue, and every change of its files, or of a decision on them, makes another
one. What has another version is counted when the queue is opened, all of it by two queries.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import OperationalError, transaction
from django.db.models import Count, F, Q, QuerySet

from plans.models import ArchivalFile, Catalogue, CatalogueRisk
from plans.pricing import a4_pages

from .findings import BY_KEY, DUPLICATE, FEW, KEPT, MANY

WEIGHTS = {  # of one file, as in the order of risk within a catalogue (findings)
    "doubled_files": BY_KEY[DUPLICATE].weight,
    "unarranged_files": BY_KEY["unarranged"].weight,
    "few_pages_files": BY_KEY["few"].weight,
    "many_pages_files": BY_KEY["many"].weight,
}
COUNTED = {
    "unarranged_files": Q(arranged=False) & KEPT,
    "few_pages_files": Q(a4__lt=FEW),
    "many_pages_files": Q(a4__gt=MANY),
    "unseen_files": Q(looked_at=None, appraisal=None) & KEPT,
}
WRITTEN = ("counted_version", "doubled_files", *COUNTED, "weight")


def bring_up_to_date(catalogues: QuerySet[Catalogue]) -> None:
    """Count what stands out in those of the catalogues that changed since they were counted."""
    changed = catalogues.exclude(risk__counted_version=F("version")).order_by("pk")
    versions = dict(changed.values_list("pk", "version"))
    if versions:
        keep(counted(versions))


def counted(versions: dict[int, int]) -> list[CatalogueRisk]:
    """The counts of the catalogues {key: version}, not saved; two queries however many they are."""
    doubled, sums = doubled_in(versions), sums_in(versions)
    return [
        risk_of(pk, version, {"doubled_files": doubled[pk], **sums.get(pk, {})}) for pk, version in versions.items()
    ]


def risk_of(pk: int, version: int, counts: dict[str, int]) -> CatalogueRisk:
    weight = sum(each * counts.get(name, 0) for name, each in WEIGHTS.items())
    return CatalogueRisk(catalogue_id=pk, counted_version=version, weight=weight, **counts)


def doubled_in(keys: Iterable[int]) -> Counter[int]:
    """{catalogue: files that share title and dates with another one of it}, as `findings.duplicated` means it."""
    kept = ArchivalFile.objects.filter(catalogue__in=list(keys)).to_digitize().order_by()
    alike = kept.values_list("catalogue_id", "title_key", "start_date", "end_date").annotate(count=Count("pk"))
    found = Counter[int]()
    for pk, *_, count in alike.filter(count__gt=1):
        found[pk] += count
    return found


def sums_in(keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """{catalogue: {field: files}} of what one row says by itself."""
    rows = ArchivalFile.objects.filter(catalogue__in=list(keys)).order_by().annotate(a4=a4_pages())
    sums = {name: Count("pk", filter=condition) for name, condition in COUNTED.items()}
    return {
        pk: dict(zip(sums, counts, strict=True)) for pk, *counts in rows.values_list("catalogue_id").annotate(**sums)
    }


def keep(risks: list[CatalogueRisk]) -> None:
    """Write the counts; where nothing can be written the queue shows those of before."""
    try:
        with transaction.atomic():
            CatalogueRisk.objects.bulk_create(
                risks, update_conflicts=True, unique_fields=["catalogue"], update_fields=WRITTEN
            )
    except OperationalError:
        return
