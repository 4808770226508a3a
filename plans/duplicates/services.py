"""Asking for a search of duplicates, and giving a verdict on a group, which a later search keeps."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import enqueue
from agencies.limits.work import SEARCHES, spend_work
from agencies.models import Agency, Job, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.appraisal.kept_copies import bind
from plans.appraisal.likeness import best, files_to_digitize
from plans.models import ArchivalFile, DuplicateGroup, DuplicateSearch, LeftOutDuplicate, Plan
from plans.models.duplicates import LeftOutDuplicateQuerySet

from .holding import hold_catalogues, hold_groups
from .permissions import agency_of, decides, may_search
from .search import Scope
from .search_job import KIND


@transaction.atomic
def request_search(scope: Scope, *, actor: User) -> DuplicateSearch:
    """Put a search of the scope in the queue; one that waits or runs already serves everybody.

    Raises NotAllowed, TooMany.
    """
    if not may_search(actor, scope):
        raise NotAllowed("Tài khoản này không tìm hồ sơ trùng trong phạm vi này được.")
    Plan.objects.select_for_update().order_by("-starts_on").first()  # two requests at once make one search
    waiting = DuplicateSearch.objects.filter(scope=scope.key, state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    if waiting:
        return waiting
    spend_work(SEARCHES, actor)
    search = DuplicateSearch.objects.create(
        kind=KIND,
        requester=actor,
        scope=scope.key,
        agency=scope.agency,
        catalogue=scope.catalogue,
        created_at=portal_now(),
    )
    record(search, actor=actor, action="search_duplicates", sentence=f"tìm hồ sơ trùng {search}")
    enqueue(search)
    return search


def latest_search(scope: Scope) -> DuplicateSearch | None:
    """The last search of the scope, whatever became of it."""
    return DuplicateSearch.objects.filter(scope=scope.key).order_by("-pk").first()


def latest_of(fingerprint: str) -> int | None:
    """Key of the last search that found these files, wherever it looked."""
    return DuplicateGroup.objects.filter(fingerprint=fingerprint).aggregate(last=Max("search"))["last"]


LEFT_OUT_AS_SAME = "{} hồ sơ của nhóm đã bị loại với lý do trùng: bỏ kết quả xem xét các hồ sơ đó trước khi kết luận."
NOT_ISSUED = "Chỉ văn bản của một nơi ban hành có ở nhiều phông mới kết luận “Mỗi phông giữ một bản” được."
NOTHING_TO_TAKE_BACK = "Nhóm này chưa có kết luận nào để hoàn tác."
NONE_STANDS = "Không còn hồ sơ nào của nhóm thuộc diện số hóa nên nhóm chưa xử lý xong: xem lại các hồ sơ đã loại."


@dataclass(frozen=True)
class Side:
    """Whose verdicts: the fields of a group that hold what this side says, and how history words it."""

    verdict: str
    by: str
    at: str
    search: str
    sentence: str
    back: str

    def said(self, verdict: str, actor: User | None, search: int | None) -> dict[str, object]:
        """{field: value} of the verdict, all empty where it is taken back."""
        given = bool(verdict)
        values = (verdict, actor if given else None, portal_now() if given else None, search if given else None)
        return dict(zip((self.verdict, self.by, self.at, self.search), values, strict=True))


DECISION = Side(
    "verdict", "judged_by", "judged_at", "judged_search", "kết luận “{}” về {}", "hoàn tác kết luận “{}” của {} về {}"
)
OPINION = Side(
    "opinion", "opinion_by", "opinion_at", "opinion_search", "nêu ý kiến “{}” về {}", "rút ý kiến “{}” của {} về {}"
)


def side_of(user: User) -> Side:
    """Sở Nội vụ decides; an agency gives its opinion."""
    return DECISION if decides(user) else OPINION


def summary_of(group: DuplicateGroup, user: User) -> str:
    """What a colleague had said on the user's side, as the end of a sentence; "" where nobody else had."""
    side = side_of(user)
    verdict, by = getattr(group, side.verdict), getattr(group, side.by)
    return f" (trước đó {by} kết luận “{DuplicateGroup.Verdict(verdict).label}”)" if verdict and by != user else ""


@transaction.atomic
def give_verdict(
    group: DuplicateGroup, *, actor: User, scope: Scope, verdict: str, seen: str | None = None, seen_by: str = ""
) -> DuplicateGroup:
    """Give a verdict on a group, wherever it was found: dealt with, or no duplicate; "" takes it back.

    Sở Nội vụ's is the decision; an agency's is its opinion and takes nothing off Sở Nội vụ's list. `seen`:
    the verdict of the own side that the person saw, `seen_by` the key of the person whose it was.
    Raises NotAllowed, Overtaken, and WorkflowError where a decision contradicts what became of the files.
    """
    if not may_search(actor, scope):
        raise NotAllowed("Tài khoản này không kết luận về nhóm này được.")
    side, given = side_of(actor), DuplicateGroup.Verdict(verdict)
    if side is DECISION:
        hold_catalogues([group.pk])
    current = hold(group)
    refuse_overtaken(current, side, seen, seen_by)
    if not given and not getattr(current, side.verdict):
        raise WorkflowError(NOTHING_TO_TAKE_BACK)
    if side is DECISION:
        check_files(current, given)
    said = side.said(given.value, actor, latest_of(group.fingerprint))
    if side is OPINION:
        said["opinion_agency"] = agency_of(scope) if given else None
    same_files(group).update(**said)
    record_verdict(current, actor, scope, side, given)
    group.refresh_from_db()
    return group


def refuse_overtaken(group: DuplicateGroup, side: Side, seen: str | None, seen_by: str) -> None:
    """Raise Overtaken where this side has another verdict than the one seen, or another person's."""
    verdict, by = getattr(group, side.verdict), getattr(group, side.by)
    if seen is not None and (seen, seen_by) != (verdict, str(by.pk) if verdict else ""):
        raise Overtaken(f"{by or 'Người khác'} vừa kết luận về nhóm này; xem lại rồi kết luận.")


def check_files(group: DuplicateGroup, given: DuplicateGroup.Verdict) -> None:
    """Raise WorkflowError where the decision would contradict what became of the files; what was left out for a copy
    that is gone is bound to the best one that is left."""
    bound = LeftOutDuplicate.objects.in_force().filter(group__fingerprint=group.fingerprint)
    if given == DuplicateGroup.Verdict.EACH and group.kind != DuplicateGroup.Kind.ISSUED:
        raise WorkflowError(NOT_ISSUED)
    if given in (DuplicateGroup.Verdict.DIFFERENT, DuplicateGroup.Verdict.EACH) and bound.exists():
        raise WorkflowError(LEFT_OUT_AS_SAME.format(format_int(bound.count())))
    if given == DuplicateGroup.Verdict.HANDLED:
        there = files_to_digitize(group.members.values_list("file", flat=True))
        if not there:
            raise WorkflowError(NONE_STANDS)
        rebind(group, best(there.values()), bound.owed())


def rebind(group: DuplicateGroup, kept: ArchivalFile, bindings: LeftOutDuplicateQuerySet) -> None:
    """Bind what was left out for another copy of the group to this one."""
    mine = bindings.in_force().filter(group__fingerprint=group.fingerprint).exclude(file=kept)
    bind(group, list(mine.values_list("file", flat=True)), kept)


def same_files(group: DuplicateGroup) -> QuerySet[DuplicateGroup]:
    """The group wherever a search found the same files."""
    return DuplicateGroup.objects.filter(fingerprint=group.fingerprint)


def hold(group: DuplicateGroup) -> DuplicateGroup:
    """The group fresh, held with all of the same files until the transaction ends. Raises Overtaken where it went."""
    held = hold_groups([group.fingerprint])
    if group.pk not in held:
        raise Overtaken("Lần tìm mới không còn thấy nhóm này; xem lại danh sách.")
    return held[group.pk]


def record_verdict(
    before: DuplicateGroup, actor: User, scope: Scope, side: Side, given: DuplicateGroup.Verdict
) -> None:
    """Write the verdict into the history of each agency whose files these are: the verdict before, and whose it was."""
    was, by = DuplicateGroup.Verdict(getattr(before, side.verdict)), getattr(before, side.by)
    files = f"nhóm {before.file_count} hồ sơ trùng"
    sentence = side.sentence.format(given.label, files) if given else side.back.format(was.label, by, files)
    if given and was and by != actor:
        sentence += f", thay kết luận “{was.label}” của {by}"
    if side is DECISION and before.opinion and before.opinion != given:
        sentence += f"; ý kiến của {before.opinion_agency} là “{before.get_opinion_display()}”"
    own = agency_of(scope)
    for agency in [own] if own else agencies_in_history(before):
        record(
            before,
            actor=actor,
            agency=agency,
            action="judge_duplicates",
            sentence=sentence,
            before={side.verdict: was.value},
            after={side.verdict: given.value},
        )


def agencies_in_history(group: DuplicateGroup) -> list[Agency | None]:
    """The agency whose files these are; where there are several agencies, none reads of the others."""
    agencies = list(Agency.objects.filter(pk__in=group.members.values("agency"))[:2])
    return [agencies[0]] if len(agencies) == 1 else [None]
