"""What the appraiser and the agency see of one catalogue: its counts by decision, and the files that are discussed."""

from collections.abc import Iterable

from django.db.models import QuerySet

from agencies.models import User
from plans.models import ArchivalFile, Catalogue

from . import findings
from .conversation import with_conversation

Decision = ArchivalFile.Decision
SHOWN = 20


def tranche_of(*catalogues: Catalogue) -> QuerySet[ArchivalFile]:
    """Accepted files that no appraisal holds yet."""
    return ArchivalFile.objects.filter(catalogue__in=catalogues).accepted().filter(appraisal=None)


def counts_by_decision(catalogue: Catalogue) -> dict[str, int]:
    """{decision name: how many files}, from the counters alone but for the answered ones."""
    answered = catalogue.files.filter(decision=Decision.ANSWERED).count()
    known = catalogue.accepted_files + catalogue.asked_files + catalogue.left_out_files + answered
    return {
        "accepted": catalogue.accepted_files,
        "asked": catalogue.asked_files,
        "answered": answered,
        "left_out": catalogue.left_out_files,
        "pending": max(0, catalogue.file_count - known),
    }


def with_notes(files: Iterable[ArchivalFile], user: User) -> list[ArchivalFile]:
    """The judged files as a list, each with its conversation and the names of its findings."""
    files = with_conversation(files, user)
    for file in files:
        file.found = findings.found(file)
    return files


def review_of(catalogue: Catalogue, user: User) -> dict[str, list[ArchivalFile] | int]:
    """For the agency: the first files asked about, answered and left out, each with its conversation."""
    kinds = {"asked": Decision.ASKED, "answered": Decision.ANSWERED, "left_out": Decision.LEFT_OUT}
    first = [
        file for decision in kinds.values() for file in catalogue.files.filter(decision=decision).by_position()[:SHOWN]
    ]
    first = with_conversation(first, user)
    return {
        "most": SHOWN,
        **{name: [file for file in first if file.decision == decision] for name, decision in kinds.items()},
    }
