"""One copy of a document always stays: a file that is left out as a duplicate is bound to the one kept in its place.

Where the kept one goes (deleted, left out itself, withdrawn with its catalogue, edited so that it is no duplicate), the
others come back to be decided, and so does their group. What an appraisal has signed stays signed; then the group alone
is open again. Whoever calls holds the catalogue; catalogues come before groups.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from hashlib import blake2b

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.workflow import Overtaken
from plans.models import ArchivalFile, Catalogue, DuplicateGroup, DuplicateMember, LeftOutDuplicate
from plans.models.duplicates import LeftOutDuplicateQuerySet
from plans.pricing import a4_pages

from .counters import batches, sums_by_decision, update_counters
from .verdicts import Decision, LeftOut

Loss, Verdict = LeftOutDuplicate.Loss, DuplicateGroup.Verdict
Bindings = LeftOutDuplicateQuerySet
LAST_COPY = "là bản còn lại duy nhất của nhóm hồ sơ trùng"
NO_DUPLICATE = "thuộc nhóm đã kết luận “Không phải trùng”"
IN_USE = "Có người đang xử lý Mục lục có hồ sơ trùng với hồ sơ này. Đợi ít phút rồi làm lại."
UNDECIDED = {"verdict": "", "judged_by": None, "judged_at": None, "judged_search": None}
NONE_LEFT = "không còn hồ sơ nào của nhóm thuộc diện số hóa"
TAKEN_BACK = "đã bỏ kết quả loại của một hồ sơ trong nhóm"


def similar_page_count(one: int, other: int) -> bool:
    """True where the pages (trang A4 quy đổi) differ by 10 % at most."""
    least, most = sorted((one, other))
    return least * 10 >= most * 9


def likeness(file: ArchivalFile) -> str:
    """What makes the file a duplicate of others, as one value: it changes where an edit may end that."""
    said = (file.title_key, file.start_date, file.end_date, file.reference_code, *file.pages_by_size().values())
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()


def is_like(one: ArchivalFile, other: ArchivalFile) -> bool:
    """True where the two still seem to be one: the same code, or title, time and about as many pages."""
    if one.reference_code and one.reference_code == other.reference_code:
        return True
    first, second = sorted((one, other), key=lambda file: file.start_date)
    meet = second.start_date <= f"{first.end_date or first.start_date}~"
    return one.title_key == other.title_key and meet and similar_page_count(one.pages_now, other.pages_now)


def pages_now() -> dict[str, Combinable]:
    """What annotates files with `pages_now`: their trang A4 quy đổi by today's factors."""
    return {"pages_now": a4_pages()}


def standing(files: Iterable[int]) -> dict[int, ArchivalFile]:
    """{key: file} of those that are there and not left out, with `pages_now` (trang A4 quy đổi)."""
    found = ArchivalFile.objects.to_digitize().annotate(**pages_now()).select_related("catalogue__agency")
    return found.in_bulk(list(files))


def standing_members() -> QuerySet[DuplicateMember]:
    """Members of groups that would be scanned."""
    there = ArchivalFile.objects.to_digitize().filter(pk=OuterRef("file"))
    return DuplicateMember.objects.order_by().filter(Exists(there))


def best(files: Iterable[ArchivalFile]) -> ArchivalFile:
    """The one worth keeping: one that is appraised already, then the thickest, of equals the one entered first."""
    return min(files, key=lambda file: (file.appraisal_id is None, -file.pages_now, file.pk))


# Before a file is left out as a duplicate


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
        there = standing_of(group, own.get(group))
        if there and not there.keys() - (chosen - refused.keys()):
            refused[best(there.values()).pk] = LAST_COPY
    return refused


def standing_of(group: int, fonds: int | None = None) -> dict[int, ArchivalFile]:
    """{key: file} of the group that stand; with a fonds of those in it."""
    there = standing(DuplicateMember.objects.filter(group=group).values_list("file", flat=True))
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
        there = standing_of(group.pk, catalogue.fonds_id if group.verdict == Verdict.EACH else None)
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
        "kept_name": f"hồ sơ số {kept.file_number} trong Mục lục “{kept.catalogue.name}”",
        "likeness": likeness(kept),
        "group": group,
        "bound_at": portal_now(),
    }
    LeftOutDuplicate.objects.bulk_create(
        LeftOutDuplicate(file_id=pk, catalogue_id=home, **common) for pk, home in homes.items()
    )


def hold_others(pks: Collection[int]) -> None:
    """Hold these catalogues too until the transaction ends; never waits, so that no two wait for each other.

    Raises Overtaken where one is being changed.
    """
    rows = Catalogue.objects.filter(pk__in=pks).order_by("pk")
    if len(rows.select_for_update(skip_locked=True, no_key=True).values_list("pk")) < rows.count():
        raise Overtaken(IN_USE)


# After a change of files


def settle(catalogue: Catalogue, *, withdrawn: bool = False) -> bool:
    """After a change in the catalogue: what was left out for a file that is gone comes back, and so do its groups.

    `withdrawn`: the catalogue was taken back, and with it what it kept for others. True where a file of the catalogue
    itself came back. Raises Overtaken.
    """
    touched = LeftOutDuplicate.objects.filter(Q(kept_catalogue=catalogue) | Q(catalogue=catalogue))
    lose(touched.filter(lost_at=None), catalogue if withdrawn else None)
    came_back = bring_back(touched.exclude(lost_at=None), catalogue)
    closed = DuplicateGroup.objects.filter(verdict=Verdict.HANDLED, members__agency=catalogue.agency_id)
    reopen(closed.filter(~Exists(standing_members().filter(group=OuterRef("pk")))), NONE_LEFT)
    return came_back


def lose(bindings: Bindings, withdrawn: Catalogue | None) -> None:
    """Note of each binding whose kept file is gone since when and why, and open its group."""
    rows = list(bindings if withdrawn else bindings.in_force())
    if not rows:
        return
    there = standing({row.kept_id for row in rows} | {row.file_id for row in rows})
    files = ArchivalFile.objects.annotate(**pages_now()).in_bulk([row.file_id for row in rows])
    left = set(ArchivalFile.objects.filter(pk__in={row.kept_id for row in rows}).values_list("pk", flat=True))
    lost: dict[str, list[LeftOutDuplicate]] = defaultdict(list)
    for row in rows:
        if why := why_lost(row, there.get(row.kept_id), files.get(row.file_id), left, withdrawn):
            lost[why].append(row)
    for why, some in lost.items():
        keys = [row.pk for row in some]
        LeftOutDuplicate.objects.filter(pk__in=keys).update(lost_at=portal_now(), why_lost=why)
        reopen(DuplicateGroup.objects.filter(bound__in=keys), f"hồ sơ giữ lại {Loss(why).label}")


def why_lost(
    row: LeftOutDuplicate,
    kept: ArchivalFile | None,
    file: ArchivalFile | None,
    existing: Collection[int],
    withdrawn: Catalogue | None,
) -> str:
    """Why the file that was to stay does so no more, or ""."""
    if kept is None:
        return Loss.LEFT_OUT if row.kept_id in existing else Loss.DELETED
    if withdrawn and kept.appraisal_id is None and withdrawn.pk == row.kept_catalogue_id != row.catalogue_id:
        return Loss.WITHDRAWN
    changed = likeness(kept) != row.likeness
    return Loss.CHANGED if changed and file is not None and not is_like(kept, file) else ""


def bring_back(bindings: Bindings, catalogue: Catalogue) -> bool:
    """Of those whose kept file is gone the files that no appraisal has signed are to be decided again; True where one
    of them is of the catalogue."""
    rows = bindings.in_force().exclude(catalogue__state=Catalogue.State.APPRAISED)
    homes: dict[int, list[int]] = defaultdict(list)
    for file, key in rows.values_list("file", "catalogue"):
        homes[key].append(file)
    hold_others(homes.keys() - {catalogue.pk})
    for home in Catalogue.objects.filter(pk__in=homes).select_related("agency").order_by("pk"):
        decide_again(home, homes[home.pk])
    return catalogue.pk in homes


def decide_again(catalogue: Catalogue, pks: list[int]) -> None:
    """Take the decision on these files back; the history of their own catalogue says so, and not whose file went."""
    for batch in batches(pks):
        files = ArchivalFile.objects.filter(pk__in=batch)
        before = sums_by_decision(files)
        files.update(decision=Decision.PENDING, left_out_reason="", looked_at=None)
        update_counters(catalogue, before, Decision.PENDING)
    Catalogue.objects.filter(pk=catalogue.pk).update(version=F("version") + 1)
    sentence = (
        f"đưa lại {format_int(len(pks))} hồ sơ loại vì trùng trong {catalogue} để xem xét: hồ sơ giữ lại không còn"
    )
    record(catalogue, actor=None, action="files_undo", sentence=sentence, after={"done": len(pks)})


def reopen(groups: QuerySet[DuplicateGroup], why: str) -> None:
    """Open the groups, wherever the same files were found, for Sở Nội vụ to decide again; `why` is shown with them."""
    same = DuplicateGroup.objects.filter(fingerprint__in=set(groups.values_list("fingerprint", flat=True)))
    held = list(same.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    DuplicateGroup.objects.filter(pk__in=held).exclude(verdict=Verdict.DIFFERENT).update(
        **UNDECIDED, is_current=True, reopened_at=portal_now(), why_reopened=why
    )
