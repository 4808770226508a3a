"""Who at Sở Nội vụ works on a catalogue. It is a word among colleagues: whoever appraises may decide all the same."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from agencies.calendar import portal_now, portal_today
from agencies.history import record
from agencies.models import Decision, Delegation, Duty, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import Catalogue
from plans.permissions import appraises_by, appraises_catalogue

OPEN = (*Catalogue.AWAITED, Catalogue.State.REOPENING)
NOT_OPEN = "Mục lục không còn chờ Sở Nội vụ nên không giao xử lý được."
TAKEN = "{} vừa giao cho {}: xem lại rồi giao tiếp nếu cần."
LEFT_FREE = "{} vừa được trả về hàng chờ chung: xem lại rồi giao tiếp nếu cần."
NO_OFFICIAL = "Chọn người thẩm định Mục lục của Sở Nội vụ."
OTHERS_WORK = "{} đang xử lý Mục lục này. Bạn vẫn quyết định được; nên trao đổi với người xử lý trước."


def officials() -> list[User]:
    """Who may work on catalogues today: by duty, or in the place of who holds it; by name."""
    maybe = Q(duty=Duty.APPRAISES_CATALOGUES) | Q(delegated_until__gte=portal_today())
    found = User.objects.filter(maybe, is_active=True).select_related("agency").order_by("full_name", "pk")
    return [one for one in found if one.decides_on(Decision.APPRAISE_CATALOGUES)]


@transaction.atomic
def assign(catalogue: Catalogue, official: User | None, *, actor: User, seen: int | None) -> Catalogue:
    """Give the catalogue to the official, or back to all (None), and return it fresh.

    `seen` is the key of whom the actor saw working on it. Raises NotAllowed, Overtaken, WorkflowError.
    """
    check(catalogue, official, actor)
    given = appraises_by(actor, catalogue)
    now = portal_now() if official else None
    rows = Catalogue.objects.filter(pk=catalogue.pk, state__in=OPEN)
    if not rows.filter(assigned_to=seen).update(assigned_to=official, assigned_at=now):
        raise Overtaken(why_overtaken(catalogue))
    current = rows.select_related("agency", "assigned_to").get()
    record_assignment(current, actor, seen, given)
    return current


def record_assignment(current: Catalogue, actor: User, seen: int | None, given: Delegation | None) -> None:
    """Write the Event: who works on it now, and who did before."""
    official = current.assigned_to
    before, after = {"assigned_to": seen}, {"assigned_to": current.assigned_to_id}
    if official is None:
        said = f"trả về hàng chờ chung {current}"
        record(current, actor=actor, action="hand_back", sentence=said, before=before, after=after, given=given)
    elif official == actor:
        said = f"nhận xử lý {current}"
        record(current, actor=actor, action="take_on", sentence=said, before=before, after=after, given=given)
    else:
        said = f"giao {official} xử lý {current}"
        record(current, actor=actor, action="hand_over", sentence=said, before=before, after=after, given=given)


def check(catalogue: Catalogue, official: User | None, actor: User) -> None:
    """Raises NotAllowed, or WorkflowError where the official does not decide on it."""
    if not actor.decides_on(Decision.APPRAISE_CATALOGUES):
        raise NotAllowed(NO_OFFICIAL)
    if official is None:
        return
    if not official.is_active or not official.decides_on(Decision.APPRAISE_CATALOGUES):
        raise WorkflowError(NO_OFFICIAL)
    allowed, why = appraises_catalogue(official, catalogue)
    if not allowed:
        raise WorkflowError(f"{catalogue}: không giao cho {official} được. {why}")


def why_overtaken(catalogue: Catalogue) -> str:
    """Why the catalogue is not as the actor saw it."""
    current = Catalogue.objects.filter(pk=catalogue.pk).select_related("agency", "assigned_to").first()
    if current is None or current.state not in OPEN:
        return NOT_OPEN
    who = current.assigned_to
    return TAKEN.format(current, who) if who else LEFT_FREE.format(current)


def others_work(catalogue: Catalogue, user: User) -> str:
    """What an official reads before deciding on what a colleague works on; "" where nobody else does."""
    who = catalogue.worked_on_by
    return OTHERS_WORK.format(who) if who and who != user else ""


def named(people: Iterable[User]) -> list[tuple[str, str]]:
    """The officials as choices."""
    return [(str(one.pk), str(one)) for one in people]
