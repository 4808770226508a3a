"""Events that concern a person: what others did that the person, or the person's agency, must know of."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.calendar import portal_now
from agencies.models import Duty, Event, User
from plans.models import Difficulty

from ..models import NoticeLook

LOOKED_BACK = timedelta(days=30)  # older ones are not new any more, whoever never looked
MOST = 99  # a larger number says no more
# Returned, decided, asked, answered, urged, given money: to the agency whose work it is.
TO_AN_AGENCY = (
    *("return", "return_unusual", "appraise", "tranche", "decide", "reopen", "refuse_reopen", "close_again"),
    *("files_ask", "ask_about_estimate", "take_over", "decline", "confirm_unusual"),
    *("urge", "correct_urging", "allocate_line", "take_back_allocation_line"),
    *("return_figures", "extend", "not_extend", "undo_extension", "answer_difficulty", "supplement_answer"),
    "archive_answers",
)
# A difficulty that is raised, asked about again or handed over: to the office that is to answer it.
TO_WHO_ANSWERS = ("raise_difficulty", "ask_further", "hand_over_difficulty", "separate_difficulty")
# Handed in, answered, received: to the office that asked for it.
TO_AN_OFFICE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Duty.APPRAISES_CATALOGUES: (("answer", "ask_reopen", "receive_urging"), ("catalogue", "extension")),
    Duty.APPRAISES_ESTIMATES: (("answer_about_estimate",), ("estimate",)),
    Duty.OPERATES_ARCHIVE: ((), ()),
}


def concerning(user: User, since: datetime) -> QuerySet[Event]:
    """Events after the moment that concern the person, done by others; none for a duty that nothing is addressed to."""
    events = Event.objects.filter(happened_at__gt=since, happened_at__lte=portal_now()).exclude(actor=user)
    if user.duty_in_force in TO_AN_OFFICE:
        actions, models = TO_AN_OFFICE[user.duty_in_force]
        handed_in = Q(action="submit", content_type__model__in=models)
        asked = Difficulty.objects.for_duty(user.duty_in_force)
        to_answer = Q(action__in=TO_WHO_ANSWERS, object_id__in=asked.values("pk"))
        return events.filter(Q(action__in=actions) | handed_in | to_answer).exclude(agency=user.agency)
    if user.agency is None or user.oversees_by_duty:
        return events.none()
    return events.filter(action__in=TO_AN_AGENCY, agency__in=user.agency_keys)


def is_told(user: User) -> bool:
    """Something can concern the person at all: for others no page asks."""
    return user.duty_in_force in TO_AN_OFFICE or (user.agency_id is not None and not user.oversees_by_duty)


def count_new(user: User) -> int:
    """How many are new since the person marked all as seen, up to MOST + 1; one query."""
    if not is_told(user):
        return 0
    oldest = portal_now() - LOOKED_BACK
    seen = NoticeLook.objects.filter(user=user).values("seen_until")[:1]
    new = concerning(user, oldest).filter(happened_at__gt=Coalesce(Subquery(seen), oldest))
    return len(new.order_by().values_list("pk")[: MOST + 1])


def seen_until(user: User) -> datetime:
    """Until when the person has seen what is new."""
    look = NoticeLook.objects.filter(user=user).first()
    return look.seen_until if look else portal_now() - LOOKED_BACK


def look(user: User) -> None:
    """The person has seen everything up to now; how somebody reads is nobody else's business and in no history."""
    NoticeLook.objects.update_or_create(user=user, defaults={"seen_until": portal_now()})
