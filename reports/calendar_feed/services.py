"""The private address of a calendar: made, renewed, switched off; only the hash of its secret is kept."""

from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction

from agencies.calendar import portal_now
from agencies.history import record
from agencies.models import User

from ..models import CalendarFeed


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def make_calendar(user: User) -> str:
    """A new secret, which this answer alone knows; an earlier address leads nowhere from now on."""
    token = token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_hash": hash_of(token), "made_at": portal_now()})
    record(user, actor=user, action="make_calendar", sentence="lập địa chỉ lịch riêng")
    return token


@transaction.atomic
def stop_calendar(user: User) -> None:
    """The address leads nowhere any more."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        record(user, actor=user, action="stop_calendar", sentence="tắt lịch riêng")


def owner_of(token: str) -> User | None:
    """Whose calendar it is; None for an unknown address and an account that is closed."""
    found = CalendarFeed.objects.filter(token_hash=hash_of(token), user__is_active=True)
    feed = found.select_related("user__agency").first()
    return feed.user if feed else None
