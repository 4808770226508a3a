"""Where a file that stays for others goes, those come back to be decided, and so does their group.

It goes where it is deleted, left out itself, withdrawn with its catalogue, or edited so that it is no duplicate. What
an appraisal has signed stays signed; then the group alone is open again. Whoever calls holds the catalogue; catalogues
come before groups.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.workflow import Overtaken
from plans.models import ArchivalFile, Catalogue, DuplicateGroup, DuplicateMember, LeftOutDuplicate
from plans.models.duplicates import LeftOutDuplicateQuerySet

from .counters import batches, sums_by_decision, update_counters
from .likeness import files_to_digitize, is_like, likeness, members_to_digitize, pages_now
from .verdicts import Decision

Loss, Verdict = LeftOutDuplicate.Loss, DuplicateGroup.Verdict
Bindings = LeftOutDuplicateQuerySet
IN_USE = "Có người đang xử lý Mục lục có hồ sơ trùng với hồ sơ này. Đợi ít phút rồi làm lại."
UNDECIDED = {"verdict": "", "judged_by": None, "judged_at": None, "judged_search": None}
NONE_LEFT = "không còn hồ sơ nào của nhóm thuộc diện số hóa"


def settle(catalogue: Catalogue, *, withdrawn: bool = False) -> bool:
    """After a change in the catalogue: what was left out for a file that is gone comes back, and so do its groups.

    `withdrawn`: the catalogue was taken back, and with it what it kept for others. True where a file of the catalogue
    itself came back. Raises Overtaken.
    """
    touched = LeftOutDuplicate.objects.filter(Q(kept_catalogue=catalogue) | Q(catalogue=catalogue))
    lose(touched.filter(lost_at=None), catalogue if withdrawn else None)
    came_back = bring_back(touched.exclude(lost_at=None), catalogue)
    reopen(left_with_none(catalogue), NONE_LEFT)
    return came_back


def left_with_none(catalogue: Catalogue) -> QuerySet[DuplicateGroup]:
    """Groups dealt with of which no copy stays any more, of those from which a file of the catalogue went.

    They are held before they are looked at: of two who leave out the last two copies at once the later one sees what
    the other did. Raises Overtaken where one is being changed.
    """
    gone = ~Exists(ArchivalFile.objects.filter(pk=OuterRef("file")))
    mine = Exists(ArchivalFile.objects.left_out().filter(pk=OuterRef("file"), catalogue=catalogue))
    went = DuplicateMember.objects.filter(gone | mine, agency=catalogue.agency_id, group=OuterRef("pk"))
    stays = members_to_digitize().filter(group=OuterRef("pk"))
    closed = DuplicateGroup.objects.filter(Exists(went), verdict=Verdict.HANDLED)
    keys = list(closed.filter(~Exists(stays.filter(file__catalogue=catalogue))).values_list("pk", flat=True))
    hold_same(DuplicateGroup.objects.filter(pk__in=keys))
    return DuplicateGroup.objects.filter(~Exists(stays), pk__in=keys)


def lose(bindings: Bindings, withdrawn: Catalogue | None) -> None:
    """Note of each binding whose kept file is gone since when and why, and open its group."""
    rows = list(bindings if withdrawn else bindings.in_force())
    if not rows:
        return
    there = files_to_digitize({row.kept_id for row in rows} | {row.file_id for row in rows})
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
    rows = bindings.in_force().exclude(catalogue__state__in=Catalogue.SETTLED)
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
    """Open the groups, wherever the same files were found, for Sở Nội vụ to decide again; `why` is shown with them.

    Raises Overtaken where one is being changed.
    """
    hold_same(groups).exclude(verdict=Verdict.DIFFERENT).update(
        **UNDECIDED, is_current=True, reopened_at=portal_now(), why_reopened=why
    )


def hold_same(groups: QuerySet[DuplicateGroup]) -> QuerySet[DuplicateGroup]:
    """Hold these groups, wherever the same files were found, until the transaction ends, and return them all.

    Never waits, for it holds catalogues that others wait for. Raises Overtaken where one is being changed.
    """
    rows = DuplicateGroup.objects.filter(fingerprint__in=set(groups.values_list("fingerprint", flat=True)))
    held = rows.order_by("pk").select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
    if len(held) < rows.count():
        raise Overtaken(IN_USE)
    return rows


def hold_others(pks: Collection[int]) -> None:
    """Hold these catalogues too until the transaction ends; never waits, so that no two wait for each other.

    Raises Overtaken where one is being changed.
    """
    rows = Catalogue.objects.filter(pk__in=pks).order_by("pk")
    if len(rows.select_for_update(skip_locked=True, no_key=True).values_list("pk")) < rows.count():
        raise Overtaken(IN_USE)
