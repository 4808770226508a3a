"""What goes out by mail: a digest each working day to who has something to do, and at once what cannot wait.

Each round is safe to run at any time and by several processes at once: the rows of `OutgoingMail` say what was done.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from agencies.calendar import portal_now
from agencies.history import record
from agencies.models import Agency, Event, User
from agencies.working_days import is_working_day, next_working_day
from plans.models import Difficulty, Plan

from ..figures import province_figures
from ..models import MailWish, OutgoingMail
from ..notices.concerns import TO_WHO_ANSWERS
from ..todo.whole import tasks_of
from . import letters
from .post import Post, State, claimed, deliver, opened_post

Choice = MailWish.Choice
KEPT = timedelta(days=90)
LOOKED_BACK = timedelta(days=1)  # an event older than this is told by the digest, not at once
AFTERNOON = 14  # o'clock: what is due next and still open is told again
# Returned, decided, asked (domain §4, §5): what an agency must know at once; an office, what it is asked.
AT_ONCE = (
    *("return", "return_unusual", "appraise", "tranche", "decide", "reopen", "refuse_reopen"),
    *("files_ask", "ask_about_estimate", "return_figures", "extend", "not_extend", "undo_extension"),
    "take_back_allocation_line",
)
REFUSED_BY_ARCHIVE = Q(action="archive_answers", after__refused__gt=0)  # what it took can wait for the digest


def send_due_mail() -> None:
    """One round: digests and reminders of the day where their hour has come, and what has just happened."""
    plan, now = Plan.current(), portal_now()
    post = opened_post() if plan else None
    if plan is None or post is None:
        return
    try:
        send_events(post, now)
        if is_working_day(now.date()):
            send_daily(post, plan, now)
    finally:
        post.close()


def send_daily(post: Post, plan: Plan, now: datetime) -> None:
    """The digest from its hour on, the reminder from the afternoon on; the figures of the day are read once."""
    day = now.date()
    due = [(f"{name} {day}", choices, tell) for hour, name, choices, tell in ROUNDS if now.hour >= hour()]
    waiting = [(user, key, tell) for key, choices, tell in due for user in people(choices, key)]
    if waiting:
        figures = province_figures(plan, day)
        for user, key, tell in waiting:
            tell(post, user, key, day, tasks_of(user, plan, figures, day))


def people(choices: Iterable[str], key: str) -> list[User]:
    """Who wants such a mail, has an address and no row under the key yet."""
    told = OutgoingMail.objects.filter(key=key).values("user")
    found = User.objects.filter(is_active=True).exclude(email="").exclude(pk__in=told)
    return [user for user in found.select_related("agency", "mail_wish").order_by("pk") if wish_of(user) in choices]


def wish_of(user: User) -> str:
    """What the person chose; the daily mail until then."""
    wish: MailWish | None = getattr(user, "mail_wish", None)
    return wish.choice if wish else Choice.DAILY


def tell_digest(post: Post, user: User, key: str, day: date, tasks: list[letters.Task]) -> None:
    """The day's mail, or the note that there was nothing to say."""
    if not tasks:
        claimed(user, key, State.NOTHING)
        return
    deliver(post, user, key, letters.digest_subject(tasks, day), letters.digest_text(user, tasks, day))


def tell_due(post: Post, user: User, key: str, day: date, tasks: list[letters.Task]) -> None:
    """What ends by the next working day, or the note that nothing does."""
    last = next_working_day(day)
    ending = [task for task in tasks if task["due"] and day < task["due"] <= last]
    if not ending:
        claimed(user, key, State.NOTHING)
        return
    deliver(post, user, key, letters.due_subject(ending, last), letters.due_text(user, ending, last))


ROUNDS = (
    (lambda: settings.PORTAL_DIGEST_HOUR, "digest", (Choice.DAILY, Choice.AT_ONCE), tell_digest),
    (lambda: AFTERNOON, "due", (Choice.AT_ONCE,), tell_due),
)


def send_events(post: Post, now: datetime) -> None:
    """To each who wants it what was returned, decided or asked since, by others, about their agency's work."""
    wishes = MailWish.objects.filter(choice=Choice.AT_ONCE, user__is_active=True).exclude(user__email="")
    for wish in wishes.select_related("user__agency").order_by("pk"):
        for event in events_for(wish.user, max(wish.chosen_at, now - LOOKED_BACK)):
            text = letters.event_text(wish.user, event)
            deliver(post, wish.user, f"event {event.pk}", letters.event_subject(event), text)


def events_for(user: User, since: datetime) -> QuerySet[Event]:
    """What concerns the person at once and was not mailed yet, the oldest first."""
    if user.agency is None:
        return Event.objects.none()
    own = Q(agency__in=Agency.objects.run_by(user.agency)) & (Q(action__in=AT_ONCE) | REFUSED_BY_ARCHIVE)
    asked = Difficulty.objects.for_duty(user.duty_in_force).values("pk")
    to_answer = Q(action__in=TO_WHO_ANSWERS, object_id__in=asked) & ~Q(agency=user.agency)
    mine = Event.objects.filter(own | to_answer, happened_at__gt=since).exclude(actor=user)
    told = OutgoingMail.objects.filter(user=user, key__startswith="event ").values_list("key", flat=True)
    known = {int(key.split()[1]) for key in told}
    return mine.exclude(pk__in=known).select_related("actor_agency").order_by("pk")


def choose_mail(user: User, choice: str) -> MailWish:
    """Remember which mails the person wants; what happened before is not told at once."""
    wish, _ = MailWish.objects.update_or_create(user=user, defaults={"choice": choice, "chosen_at": portal_now()})
    record(user, actor=user, action="choose_mail", sentence="chọn cách nhận thư", after={"choice": choice})
    return wish


def clear_old_mail() -> None:
    """Daily: forget mails older than three months."""
    OutgoingMail.objects.filter(created_at__lt=portal_now() - KEPT).delete()
