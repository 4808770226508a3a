"""One rule for the whole class: of documents that an issuer sent to many, each fonds keeps its own copy.

Sở Nội vụ decides so for all groups of the class that are open, after a look at how many they are, and for those that
later searches find; it can take it back as a whole. A group that was decided on again since keeps its later decision.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Event, User
from agencies.typed import version_of
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import DuplicateGroup, LeftOutDuplicate
from plans.models.duplicates import DuplicateGroupQuerySet

from .holding import hold_catalogues, hold_groups
from .permissions import decides
from .search import Scope
from .services import DECISION, record_verdict
from .standing_rule import EACH, GIVEN, ISSUED, TAKEN_BACK, each_keeps, hold_rule, is_for_later, last_rule, ruled_by

NOT_YOURS = "Chỉ Sở Nội vụ quyết định chung cho các nhóm văn bản của một nơi ban hành."
OTHERS_NOW = "Các nhóm chờ kết luận vừa thay đổi, nay có {} nhóm; xem lại rồi quyết định."
OTHER_RULE = "Kết luận chung vừa thay đổi; xem lại rồi hoàn tác nếu vẫn cần."
NONE = "Không còn nhóm văn bản của một nơi ban hành nào chờ kết luận."
NO_RULE = "Không có quyết định chung nào để hoàn tác."


def open_groups() -> DuplicateGroupQuerySet:
    """Groups of the class in the province's last search that wait for a decision, and of which no file was left out."""
    bound = LeftOutDuplicate.objects.in_force().filter(group__fingerprint=OuterRef("fingerprint"))
    found = DuplicateGroup.objects.current().filter(scope=Scope().key, kind=ISSUED).wasting()
    return found.filter(~Exists(bound)).order_by("pk")


@transaction.atomic
def keep_in_each_fonds(*, actor: User, seen: str) -> int:
    """Decide on all open groups of the class that each fonds keeps its copy; returns of how many. `seen`: the mark of
    those that the person saw (`mark_of`). Raises NotAllowed, Overtaken, WorkflowError."""
    if not decides(actor):
        raise NotAllowed(NOT_YOURS)
    hold_rule()
    held = hold_all(open_groups())
    groups = list(open_groups().filter(pk__in=held).select_related("opinion_agency", "search"))
    if not groups:
        raise WorkflowError(NONE)
    if mark_of(groups) != seen:
        raise Overtaken(OTHERS_NOW.format(format_int(len(groups))))
    at = portal_now()
    said = DECISION.said(EACH.value, actor, None) | {DECISION.at: at, DECISION.search: F("search")}
    prints = [group.fingerprint for group in groups]
    DuplicateGroup.objects.filter(fingerprint__in=prints).update(**said)
    write(groups, actor, EACH)
    after = {"fingerprints": prints, "judged_at": at.isoformat(), "later": True}
    sentence = f"quyết định chung: {each_keeps(len(groups))}, và các nhóm tìm thấy sau này"
    record(groups[0], actor=actor, action=GIVEN, sentence=sentence, after=after)
    return len(groups)


@transaction.atomic
def take_rule_back(*, actor: User, seen: int | None = None) -> int:
    """Take the last decision on the class back where it still holds; returns of how many groups. `seen`: the key of
    the decision that the person saw. Raises NotAllowed, Overtaken, WorkflowError."""
    if not decides(actor):
        raise NotAllowed(NOT_YOURS)
    hold_rule()
    rule = last_rule()
    if rule is None:
        raise WorkflowError(NO_RULE)
    if seen is not None and seen != rule.pk:
        raise Overtaken(OTHER_RULE)
    held = hold_all(ruled_by(rule))
    groups = list(ruled_by(rule).filter(pk__in=held).select_related("opinion_agency", "judged_by"))
    if not (groups or is_for_later(rule)):
        raise WorkflowError(NO_RULE)
    ruled_by(rule).filter(pk__in=held).update(**DECISION.said("", None, None))
    write({group.fingerprint: group for group in groups}.values(), actor, DuplicateGroup.Verdict.PENDING)
    count = len({group.fingerprint for group in groups})
    sentence = f"hoàn tác quyết định chung: {each_keeps(count)}"
    record(DuplicateGroup(pk=rule.object_id), actor=actor, action=TAKEN_BACK, sentence=sentence)
    return count


def mark_of(groups: Iterable[DuplicateGroup]) -> str:
    """A mark of just these groups."""
    return version_of(sorted(group.fingerprint for group in groups))


def standing_count(rule: Event | None) -> int:
    """On how many groups this decision on the class still holds."""
    return ruled_by(rule).values("fingerprint").distinct().count() if rule else 0


def hold_all(groups: DuplicateGroupQuerySet) -> list[int]:
    """Hold the groups with the catalogues of their files; returns their keys, for nothing else may be decided on."""
    prints = dict(groups.values_list("pk", "fingerprint"))
    hold_catalogues(prints)
    hold_groups(prints.values())
    return list(prints)


def write(groups: Iterable[DuplicateGroup], actor: User, verdict: DuplicateGroup.Verdict) -> None:
    """The verdict in the history of each agency whose files these are, as one by one."""
    for group in groups:
        record_verdict(group, actor, Scope(), DECISION, verdict)
