"""Granting and deciding are apart: what makes or changes an account that decides or signs takes a second person.

Duty, agency, coming into use and password wait until another administrator, or the head of the account's agency,
confirms. Stopping an account works at once. Only the second administrator of a portal is made by the first alone.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from .accounts import Issued, issue_passwords
from .calendar import portal_now, portal_today
from .history import record
from .models import AccountChange, Decision, Delegation, Duty, User, office
from .models.account_change import sentence_of
from .workflow import NotAllowed, held_delegation

Held = dict[str, tuple[Any, Any]]  # name: (before, after)
COLUMNS = {"duty": "duty", "agency": "agency_id", "is_active": "is_active"}
WAITS = "{}: {}. Có hiệu lực sau khi người quản trị khác hoặc thủ trưởng cơ quan của tài khoản xác nhận."
NOBODY = (
    "Cổng mới có một người quản trị: thêm người quản trị thứ hai trước (trang Bắt đầu), người đó xác nhận ở mục "
    "Thay đổi tài khoản chờ xác nhận."
)
NOT_ONESELF = "Không ai tự đổi nhiệm vụ, cơ quan của chính mình: nhờ người quản trị khác."
ANSWERED = "Thay đổi này đã được xác nhận hoặc đã rút."
OVERTAKEN = "Tài khoản đã đổi khác từ lúc đề nghị: rút đề nghị này và đề nghị lại."
NOT_YOURS = "Người đề nghị và chính chủ tài khoản không xác nhận được: cần người quản trị khác hoặc thủ trưởng cơ quan."


def hold(before: User | None, after: User, *, actor: User) -> Held:
    """What must wait of a change, taken back in `after`, which may then be saved; empty where nothing must.

    Raises ValidationError where another office holds the duty: nobody has to refuse what cannot be.
    """
    if is_second_administrator(after, actor) or not (after.is_guarded or (before and before.is_guarded)):
        return {}
    if before is None:
        held: Held = {"is_active": (False, True)} if after.is_active else {}
    else:
        pairs = {name: (getattr(before, column), getattr(after, column)) for name, column in COLUMNS.items()}
        held = {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and pair != (True, False)}
    if held and after.is_active:
        office.check(after.duty, after.agency, portal_today())
    for name, (old, _) in held.items():
        setattr(after, COLUMNS[name], old)
    return held


def is_second_administrator(user: User, actor: User) -> bool:
    """True where the account becomes an administrator's and there was never another one than the actor's."""
    known = User.objects.filter(Q(is_superuser=True) | Q(duty=Duty.ADMINISTRATOR)).exclude(pk__in=[user.pk, actor.pk])
    return user.duty == Duty.ADMINISTRATOR and user.is_active and user.pk != actor.pk and not known.exists()


def refuse_oneself(before: User, after: User, actor: User) -> None:
    """Raises ValidationError where somebody grants to themselves."""
    if before.pk == actor.pk and (before.duty, before.agency_id) != (after.duty, after.agency_id):
        raise ValidationError({"duty": NOT_ONESELF})


@transaction.atomic
def ask(user: User, held: Held, *, actor: User) -> AccountChange:
    """Keep what is asked for until somebody else confirms it, with what waits for the account already."""
    earlier = AccountChange.objects.select_for_update().filter(user=user, state=AccountChange.State.WAITING).first()
    before, after = ({name: pair[place] for name, pair in held.items()} for place in (0, 1))
    if earlier is not None:
        before, after = earlier.before | before, earlier.after | after
        answer(earlier, AccountChange.State.TAKEN_BACK, actor)
    change = AccountChange.objects.create(
        user=user, before=before, after=after, sentence=sentence_of(before, after), asked_by=actor
    )
    record(user, actor=actor, action="ask_change", sentence=f"đề nghị với tài khoản {change}", after=after)
    return change


def ask_password(user: User, *, actor: User) -> AccountChange:
    """Ask that the account gets a new password, which whoever confirms hands over."""
    return ask(user, {"password": (None, True)}, actor=actor)


def may_confirm(actor: User, change: AccountChange) -> bool:
    """Another administrator, or the head of the account's agency, or who decides this in the head's place; never who
    asked, nor the account's own person, nor by a delegation of theirs."""
    if actor.pk in (change.asked_by_id, change.user_id):
        return False
    return actor.is_active and (actor.administers or heads(actor, change))


def heads(actor: User, change: AccountChange) -> bool:
    """The actor heads the account's agency, or signs for its head, who neither asked nor is the account itself."""
    given = actor.delegation_for(Decision.CONFIRM_ACCOUNTS)
    by_delegation = given is not None and given.giver_id not in (change.asked_by_id, change.user_id)
    return (actor.holds(Duty.SIGNS) or by_delegation) and actor.agency_id == change.user.agency_id


def may_take_back(actor: User, change: AccountChange) -> bool:
    return actor.pk == change.asked_by_id or may_confirm(actor, change)


@transaction.atomic
def confirm(change: AccountChange, *, actor: User) -> Issued:
    """Carry the change out; returns the password that was issued, if one was. ValidationError says why it cannot be."""
    current = AccountChange.objects.select_for_update().get(pk=change.pk)
    user = User.objects.select_for_update().get(pk=change.user_id)
    if current.state != AccountChange.State.WAITING:
        raise ValidationError(ANSWERED)
    if not may_confirm(actor, current):
        raise ValidationError(NOT_YOURS)
    given = None if actor.administers else confirmed_by(actor, user)
    columns = {name: column for name, column in COLUMNS.items() if name in current.after}
    if any(getattr(user, column) != current.before[name] for name, column in columns.items()):
        raise ValidationError(OVERTAKEN)
    for name, column in columns.items():
        setattr(user, column, current.after[name])
    user.full_clean(exclude=["password", "agency"] if user.is_superuser else ["password"])
    user.save(update_fields=list(columns.values()))
    answer(current, AccountChange.State.CONFIRMED, actor)
    sentence = f"xác nhận với tài khoản {current}, do {current.asked_by} đề nghị"
    values = {"before": current.before, "after": current.after}
    record(user, actor=actor, action="confirm_change", sentence=sentence, given=given, **values)
    return issue_passwords([user], actor=actor) if "password" in current.after else []


def confirmed_by(actor: User, user: User) -> Delegation | None:
    """The delegation by which the actor confirms, held until it is done. Raises ValidationError where it has ended."""
    try:
        return None if actor.holds(Duty.SIGNS) else held_delegation(actor, Decision.CONFIRM_ACCOUNTS, user)
    except NotAllowed as error:
        raise ValidationError(str(error)) from error


@transaction.atomic
def take_back(change: AccountChange, *, actor: User) -> None:
    """Nothing of it is done. Raises ValidationError where it was answered before, or is not the actor's."""
    current = AccountChange.objects.select_for_update().get(pk=change.pk)
    if current.state != AccountChange.State.WAITING:
        raise ValidationError(ANSWERED)
    if not may_take_back(actor, current):
        raise ValidationError(NOT_YOURS)
    answer(current, AccountChange.State.TAKEN_BACK, actor)
    record(current.user, actor=actor, action="drop_change", sentence=f"bỏ đề nghị với tài khoản {current}")


def answer(change: AccountChange, state: str, actor: User) -> None:
    change.state, change.answered_by, change.answered_at = state, actor, portal_now()
    change.save(update_fields=["state", "answered_by", "answered_at"])


def what_waits(change: AccountChange, actor: User) -> str:
    """The message for the person who asked: what waits, and what to do where nobody is there to confirm."""
    heads = User.objects.filter(duty=Duty.SIGNS, agency=change.user.agency, agency__isnull=False, is_active=True)
    others = (User.objects.administrators() | heads).exclude(pk__in=[actor.pk, change.user_id])
    message = WAITS.format(change.user, change.sentence)
    return message if others.exists() else f"{message} {NOBODY}"
