"""What an agency changed in the version that it handed in again, from the copies that its changes kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from plans.appraisal.returns import numbers_of
from plans.models import ArchivalFile, Catalogue, FileBefore

from .file_history import differences, in_words, values_of

MOST_NAMED = 50


@dataclass(frozen=True)
class VersionChanges:
    """How many files the version added, changed and deleted, the first deleted ones, and questions still open: how
    many, and about which files."""

    added: int
    changed: int
    deleted: int
    unanswered: int
    asked: str
    named: list[FileBefore]


def as_returned(catalogue: Catalogue) -> QuerySet[FileBefore]:
    """Files as they were when the catalogue was last sent back or reopened, of those that changed since."""
    mine = {"change__catalogue": catalogue, "change__revision": catalogue.revision, "change__undone_at": None}
    return FileBefore.objects.filter(**mine, revision__lt=catalogue.revision)


def version_changes(catalogue: Catalogue) -> VersionChanges | None:
    """What changed from the version before; None in the first version."""
    if not catalogue.is_reviewed_again:
        return None
    standing = ArchivalFile.objects.filter(catalogue=catalogue, pk=OuterRef("file_id"))
    before = as_returned(catalogue)
    changed, deleted = before.filter(Exists(standing)).count(), before.exclude(Exists(standing)).order_by("position")
    new = catalogue.files.filter(revision=catalogue.revision).count() - changed
    asked = numbers_of(catalogue.files.asked().by_position()) if catalogue.asked_files else ""
    return VersionChanges(new, changed, deleted.count(), catalogue.asked_files, asked, list(deleted[:MOST_NAMED]))


def with_version_changes(catalogue: Catalogue, files: Iterable[ArchivalFile]) -> list[ArchivalFile]:
    """The files as a list, each with `changed_in_version`: its cells before and after, "" where none changed."""
    found = list(files)
    before = {copy.file_id: copy for copy in as_returned(catalogue).filter(file_id__in=[file.pk for file in found])}
    for file in found:
        copy = before.get(file.pk)
        file.changed_in_version = in_words(differences(values_of(copy), values_of(file))) if copy else ""
    return found
