"""Inviting people: each gets a code of their own, shown once, by which they set their first password."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from .accounts import LETTERS
from .calendar import portal_now, portal_today, start_of
from .history import event_of, record
from .models import Event, Invitation, InvitationTerm, User
from .models.invitation import hash_of

CODE = "ma"  # the field that holds a code, in a form and behind the # of a link
GROUPS, GROUP = 5, 4  # 20 letters of 31: 99 bits, typed in five groups
REFUSED = (
    "Mã mời hoặc liên kết này không dùng được: gõ chưa đúng, đã dùng, đã hết hạn hoặc đã được thay. Xem lại giấy mời "
    "mới nhất, hoặc xin người quản trị cổng cấp giấy mời khác."
)

NOT_INVITED = (
    "Có tài khoản không mời được: đã ngừng dùng, là quản trị cao nhất, của chính bạn, hoặc là tài khoản quyết định, ký "
    "đã có mật khẩu (cấp mật khẩu mới rồi người thứ hai xác nhận)."
)


class Invited(NamedTuple):
    """A person with the code of their invitation, which nothing else knows."""

    user: User
    code: str
    invitation: Invitation

    @property
    def spelled(self) -> str:
        """The code in groups, as it is printed: abcd-efgh-…"""
        return "-".join(self.code[place : place + GROUP] for place in range(0, len(self.code), GROUP))

    def link(self, address: str) -> str:
        """The page that takes codes with this one behind its #, which browsers send to no server and no proxy logs."""
        return f"{address}#{CODE}={self.code}"


def guarded_with_password() -> Q:
    """Accounts whose password only two persons replace (agencies.account_changes)."""
    return Q(pk__in=User.objects.guarded().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exclude(password=""))


def may_be_invited(actor: User) -> QuerySet[User]:
    """Accounts in use, in the official order of their agencies.

    Left out: superusers' and the actor's own, and those that decide or sign and have a password.
    """
    people = User.objects.filter(is_active=True, is_superuser=False).exclude(pk=actor.pk)
    people = people.exclude(guarded_with_password())
    return people.select_related("agency").order_by("agency__official_order", "agency__code", "username")


@transaction.atomic
def invite(users: Iterable[User], *, actor: User, by_mail: bool = False) -> list[Invited]:
    """Make each user an invitation; one that they had before can no longer be used.

    Raises ValidationError where the actor may not invite somebody.
    """
    people, now = list(users), portal_now()
    keys = {user.pk for user in people}
    locked = list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # two who invite wait here
    if keys != set(may_be_invited(actor).filter(pk__in=keys).values_list("pk", flat=True)):
        raise ValidationError(NOT_INVITED)
    Invitation.objects.unspent().filter(user__in=locked).update(replaced_at=now)
    made = [invited(user, actor, now, by_mail) for user in people]
    Invitation.objects.bulk_create([each.invitation for each in made])
    Event.objects.bulk_create(
        [event_of(each.user, actor=actor, action="invite", sentence=sentence(each)) for each in made]
    )
    return made


def invited(user: User, actor: User, now: datetime, by_mail: bool) -> Invited:
    """The user with a new code and its invitation, not yet written."""
    code = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * GROUP))
    invitation = Invitation(
        user=user,
        code_hash=hash_of(code),
        password_hash=hash_of(user.password),
        issued_by=actor,
        issued_at=now,
        expires_at=start_of(last_day() + timedelta(days=1)),
        mailed_to=user.email if by_mail else "",
    )
    return Invited(user, code, invitation)


def last_day() -> date:
    """Until the end of which day an invitation made today holds."""
    return portal_today() + timedelta(days=InvitationTerm.objects.days_on(portal_today()))


def sentence(invited: Invited) -> str:
    """What the history says; never the code."""
    way = f", gửi thư tới {invited.invitation.mailed_to}" if invited.invitation.mailed_to else ""
    return f"cấp giấy mời cho {invited.user}{way}"


def find_open(typed: str) -> Invitation | None:
    """The invitation of a code as it was typed, while it can be used; groups, spaces and capitals do not matter."""
    code = "".join(letter for letter in typed.lower() if letter.isalnum())
    found = Invitation.objects.select_related("user__agency").filter(code_hash=hash_of(code)).first()
    return found if found and found.state == Invitation.State.OPEN else None


@transaction.atomic
def accept(invitation: Invitation, password: str) -> User:
    """Set the person's password and spend the invitation. Raises ValidationError where it can no longer be used."""
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    found = Invitation.objects.get(pk=invitation.pk)
    spent = found.state == Invitation.State.OPEN and Invitation.objects.unspent().filter(pk=found.pk).update(
        used_at=portal_now()
    )
    if not spent:
        raise ValidationError(REFUSED)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(user, actor=user, action="password", sentence="đặt mật khẩu bằng giấy mời")
    return user
