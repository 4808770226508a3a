"""The random sample of one catalogue: which files are in it, and what the decisions on them say about the rest."""

from math import ceil, floor
from typing import TypedDict

from django.db.models import Count

from agencies.formats.numbers import format_decimal
from plans.models import ArchivalFile, Catalogue

from .sampling import SIZES, error_interval, sample

Decision = ArchivalFile.Decision


class SampleSummary(TypedDict):
    """A sample's size, checked and wrong files, and the bounds of the error rate and of the catalogue's errors."""

    size: int
    checked: int
    errors: int
    seed: str
    lower: str
    upper: str
    fewest: int
    most: int
    open: int


def seed_of(catalogue: Catalogue) -> str:
    return f"{catalogue.pk}-{catalogue.revision}"


def sampled(catalogue: Catalogue, size: int) -> list[int]:
    """Keys of the files in the sample; the seed is the catalogue and its version, so anybody draws the same."""
    return sample(seed_of(catalogue), catalogue.files.order_by().values_list("pk", flat=True).iterator(5000), size)


def sample_summary(catalogue: Catalogue, size: int) -> SampleSummary:
    """How much of the sample was checked, and between which bounds the catalogue's error rate lies."""
    decided = sample_counts(catalogue, size)
    errors = decided.get(Decision.LEFT_OUT, 0)
    checked = errors + decided.get(Decision.ACCEPTED, 0)
    lower, upper = error_interval(errors, checked)
    total = catalogue.file_count
    return {
        "size": sum(decided.values()),
        "checked": checked,
        "errors": errors,
        "seed": seed_of(catalogue),
        "lower": f"{format_decimal(lower * 100)}%",
        "upper": f"{format_decimal(upper * 100)}%",
        "fewest": max(errors, floor(lower * total)),
        "most": min(ceil(upper * total), total - checked + errors),
        "open": decided.get(Decision.ASKED, 0) + decided.get(Decision.ANSWERED, 0),
    }


def sample_counts(catalogue: Catalogue, size: int) -> dict[str, int]:
    """{decision: how many files of the sample}"""
    files = catalogue.files.filter(pk__in=sampled(catalogue, size)).order_by()
    return dict(files.values_list("decision").annotate(Count("pk")))


def checked_sample(catalogue: Catalogue) -> dict[str, int | str]:
    """The largest sample whose every file was decided on, as the document states it; {} where there is none.

    Where each file was decided on, there is nothing to conclude from a sample.
    """
    done = (Decision.ACCEPTED, Decision.LEFT_OUT)
    open_files = set(catalogue.files.exclude(decision__in=done).values_list("pk", flat=True))
    if not open_files:
        return {}
    for size in reversed(SIZES):
        if size < catalogue.file_count and not open_files & set(sampled(catalogue, size)):
            found = sample_summary(catalogue, size)
            return {
                "size": found["size"],
                "errors": found["errors"],
                "seed": found["seed"],
                "lower": found["lower"],
                "upper": found["upper"],
            }
    return {}
