"""Ticks of the files to be left out of a group: what the person ticked and has not sent, or else the surplus."""

from agencies.drafts import find_drafts
from agencies.requests import SignedInRequest
from agencies.typed import Typed
from plans.models import DuplicateGroup

from .groups import with_choice, with_members
from .search import Scope


def typed_key(pk: int) -> str:
    """Where the ticks of the group are kept until they are sent."""
    return f"trung-lap/{pk}/loai"


def with_ticks(groups: list[DuplicateGroup], request: SignedInRequest, part: int = 1) -> list[DuplicateGroup]:
    """The groups; those with something to decide have `typed`, and `is_ticked` of each of their members is set.

    Ticks are kept of the first part of a long group; of a later part the surplus is proposed each time.
    """
    for group in groups:
        group.typed = None
        for member in group.shown:
            member.is_ticked = member.is_extra
    deciding = [group for group in groups if group.to_decide and part == 1]
    known = find_drafts(request.user, [typed_key(group.pk) for group in deciding]) if deciding else {}
    for group in deciding:
        group.typed = typed = Typed(request, key=typed_key(group.pk), seen=group.verdict, known=known)
        ticked = None if typed.data is None else typed.data.getlist("file")
        for member in group.shown:
            member.is_ticked = member.is_extra if ticked is None else str(member.file_id) in ticked
    return groups


def keep_ticks(typed: Typed, group: DuplicateGroup, scope: Scope) -> None:
    """Keep what was ticked for later; where nobody changed what the page proposes, there is nothing to keep."""
    user = typed.request.user
    if typed.request.POST.get("part", "1") != "1":
        return
    [shown] = with_choice(with_members([group], user, scope), user)
    proposed = {str(member.file_id) for member in shown.shown if member.is_extra and member.to_decide}
    if shown.to_decide and {*typed.request.POST.getlist("file")} != proposed:
        typed.keep_for_later()
