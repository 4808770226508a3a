"""One copy of a document always stays: a file that is left out as a duplicate is bound to the one kept in its place."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from agencies.calendar import portal_now
from plans.models import ArchivalFile, Catalogue, DuplicateGroup, DuplicateMember, LeftOutDuplicate

from .likeness import best, files_to_digitize, likeness, name_of
from .lost_copies import hold_others, reopen, settle
from .verdicts import Decision, LeftOut

Verdict = DuplicateGroup.Verdict
LAST_COPY = "là bản còn lại duy nhất của nhóm hồ sơ trùng"
NO_DUPLICATE = "thuộc nhóm đã kết luận “Không phải trùng”"
LONGEST_NAME = LeftOutDuplicate._meta.get_field("kept_name").max_length
TAKEN_BACK = "đã bỏ kết quả loại của một hồ sơ trong nhóm"


def held_back(files: QuerySet[ArchivalFile]) -> dict[int, str]:
    """{key: why} of the files that are not left out as duplicates: the last copy of a group, or no duplicate at all."""
    members = DuplicateMember.objects.filter(group__is_current=True, file__in=files.order_by().values("pk"))
    groups: dict[int, set[int]] = defaultdict(set)
    said: dict[int, set[str]] = defaultdict(set)
    own: dict[int, int] = {}  # {group where each fonds keeps its copy: the fonds}; all files are of one catalogue
    for group, file, verdict, fonds in members.values_list("group", "file", "group__verdict", "file__catalogue__fonds"):
        said[file].add(verdict)
        if verdict == Verdict.EACH:
            own[group] = fonds
        if verdict != Verdict.DIFFERENT:
            groups[group].add(file)
    refused = {file: NO_DUPLICATE for file, verdicts in said.items() if verdicts == {Verdict.DIFFERENT}}
    for group, chosen in sorted(groups.items()):
        there = group_to_digitize(group, own.get(group))
        if there and not there.keys() - (chosen - refused.keys()):
            refused[best(there.values()).pk] = LAST_COPY
    return refused


def group_to_digitize(group: int, fonds: int | None = None) -> dict[int, ArchivalFile]:
    """{key: file} of the group that stand; with a fonds of those in it."""
    there = files_to_digitize(DuplicateMember.objects.filter(group=group).values_list("file", flat=True))
    return {pk: file for pk, file in there.items() if fonds is None or file.catalogue.fonds_id == fonds}


def after_decision(catalogue: Catalogue, pks: Collection[int], target: str, reason: str) -> None:
    """Bind what was just left out as a duplicate to what stays; let go what was taken back or kept for others."""
    mine = LeftOutDuplicate.objects.filter(file__in=pks)
    groups = set(mine.values_list("group", flat=True)) if target == Decision.PENDING else set()
    mine.delete()
    reopen(DuplicateGroup.objects.filter(pk__in=groups, verdict=Verdict.HANDLED), TAKEN_BACK)
    if target != Decision.LEFT_OUT:
        return
    if reason == LeftOut.DUPLICATE:
        bind_by_groups(catalogue, pks)
    settle(catalogue)


def bind_by_groups(catalogue: Catalogue, pks: Collection[int]) -> None:
    """Bind each file to the best one that stands in a group of it; a file of no known group is bound to none."""
    members = DuplicateMember.objects.filter(group__is_current=True, file__in=pks)
    by_group: dict[int, list[int]] = defaultdict(list)
    for key, file in members.exclude(group__verdict=Verdict.DIFFERENT).values_list("group", "file"):
        by_group[key].append(file)
    bound: set[int] = set()
    for group in DuplicateGroup.objects.filter(pk__in=by_group).order_by("pk"):
        files = [file for file in by_group[group.pk] if file not in bound]
        there = group_to_digitize(group.pk, catalogue.fonds_id if group.verdict == Verdict.EACH else None)
        if files and there:
            bind(group, files, best(there.values()))
            bound.update(files)


def bind(group: DuplicateGroup, files: Collection[int], kept: ArchivalFile) -> None:
    """Bind the files to the one that stays in their place. Raises Overtaken where its catalogue is being changed."""
    homes = dict(ArchivalFile.objects.filter(pk__in=files).values_list("pk", "catalogue_id"))
    hold_others({kept.catalogue_id} - set(homes.values()))
    LeftOutDuplicate.objects.filter(file__in=files).delete()
    common = {
        "kept": kept,
        "kept_catalogue_id": kept.catalogue_id,
        "kept_agency_id": kept.catalogue.agency_id,
        "kept_name": name_of(kept)[:LONGEST_NAME],
        "likeness": likeness(kept),
        "group": group,
        "bound_at": portal_now(),
    }
    LeftOutDuplicate.objects.bulk_create(
        LeftOutDuplicate(file_id=pk, catalogue_id=home, **common) for pk, home in homes.items()
    )
