"""What the demo's people would have been mailed on its day: the digest of each, and to Lan what was returned."""

from agencies.models import Agency, Event, User
from reports.digest.letters import digest_subject, digest_text, event_subject, event_text
from reports.digest.services import AT_ONCE
from reports.figures import ProvinceFigures, province_figures
from reports.models import MailWish, OutgoingMail
from reports.todo.whole import tasks_of

from .days import LAST_DAY, last_known_day, moment
from .province import Province

KEPT = OutgoingMail.State.KEPT
AT_ONCE_TO = "lan"


def write(province: Province) -> None:
    """After the history, which the mails at once repeat."""
    if last_known_day() < LAST_DAY:
        return
    figures = province_figures(province.plan, LAST_DAY)
    found = [digest(province, user, figures) for user in province.people.values()]
    OutgoingMail.objects.bulk_create([mail for mail in found if mail])
    lan = province.people[AT_ONCE_TO]
    MailWish.objects.create(user=lan, choice=MailWish.Choice.AT_ONCE, chosen_at=lan.date_joined)
    OutgoingMail.objects.bulk_create(at_once(lan))


def digest(province: Province, user: User, figures: ProvinceFigures) -> OutgoingMail | None:
    """The day's mail, or None for who has nothing to do."""
    tasks = tasks_of(user, province.plan, figures, LAST_DAY)
    if not tasks:
        return None
    return OutgoingMail(
        user=user,
        key=f"digest {LAST_DAY}",
        address=user.email,
        subject=digest_subject(tasks, LAST_DAY),
        text=digest_text(user, tasks, LAST_DAY),
        state=KEPT,
        created_at=moment(LAST_DAY, province.dice("digest"), 7),
    )


def at_once(user: User) -> list[OutgoingMail]:
    """One mail about each thing that could not wait."""
    held = Agency.objects.run_by(user.agency) if user.agency else Agency.objects.none()
    events = Event.objects.filter(action__in=AT_ONCE, agency__in=held).exclude(actor=user)
    return [
        OutgoingMail(
            user=user,
            key=f"event {event.pk}",
            address=user.email,
            subject=event_subject(event),
            text=event_text(user, event),
            state=KEPT,
            created_at=event.happened_at,
        )
        for event in events.select_related("actor_agency").order_by("pk")
    ]
