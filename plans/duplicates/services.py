"""Asking for a search of duplicates, and giving a verdict on a group, which a later search keeps."""

from django.db import transaction
from django.db.models import Max

from agencies.calendar import portal_now
from agencies.history import record
from agencies.jobs import enqueue
from agencies.models import Job, User
from agencies.workflow import NotAllowed, Overtaken
from plans.models import DuplicateGroup, DuplicateSearch, Plan

from .permissions import may_search
from .search import Scope
from .search_job import KIND


@transaction.atomic
def request_search(scope: Scope, *, actor: User) -> DuplicateSearch:
    """Put a search of the scope in the queue; one that waits or runs already serves everybody. Raises NotAllowed."""
    if not may_search(actor, scope):
        raise NotAllowed("Tài khoản này không tìm hồ sơ trùng trong phạm vi này được.")
    Plan.objects.select_for_update().order_by("-starts_on").first()  # two requests at once make one search
    waiting = DuplicateSearch.objects.filter(scope=scope.key, state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    if waiting:
        return waiting
    search = DuplicateSearch.objects.create(
        kind=KIND,
        requester=actor,
        scope=scope.key,
        agency=scope.agency,
        catalogue=scope.catalogue,
        created_at=portal_now(),
    )
    enqueue(search)
    return search


def latest_search(scope: Scope) -> DuplicateSearch | None:
    """The last search of the scope, whatever became of it."""
    return DuplicateSearch.objects.filter(scope=scope.key).order_by("-pk").first()


def latest_of(fingerprint: str) -> int | None:
    """Key of the last search that found these files, wherever it looked."""
    return DuplicateGroup.objects.filter(fingerprint=fingerprint).aggregate(last=Max("search"))["last"]


@transaction.atomic
def give_verdict(
    group: DuplicateGroup, *, actor: User, scope: Scope, verdict: str, seen: str | None = None
) -> DuplicateGroup:
    """Give a verdict on a group, wherever it was found: dealt with, or no duplicate; "" takes it back.

    `seen`: the verdict the person saw. Raises NotAllowed, Overtaken.
    """
    if not may_search(actor, scope):
        raise NotAllowed("Tài khoản này không kết luận về nhóm này được.")
    given = DuplicateGroup.Verdict(verdict)
    before = group.verdict if seen is None else seen
    said = {"verdict": given, "judged_by": actor if given else None, "judged_at": portal_now() if given else None}
    if not DuplicateGroup.objects.filter(pk=group.pk, verdict=before).update(**said):
        raise Overtaken("Người khác vừa kết luận về nhóm này; xem lại rồi kết luận.")
    seen_in = latest_of(group.fingerprint) if given else None
    DuplicateGroup.objects.filter(fingerprint=group.fingerprint).update(**said, judged_search=seen_in)
    record(
        group,
        actor=actor,
        agency=scope.catalogue.agency if scope.catalogue else scope.agency,
        action="judge_duplicates",
        sentence=f"kết luận “{given.label}” về nhóm {group.file_count} hồ sơ trùng",
        before={"verdict": before},
        after={"verdict": given.value},
    )
    group.refresh_from_db()
    return group
