"""Second factors of a person: an app on the phone, and recovery codes of which only a keyed hash is kept."""

import secrets
from base64 import b32encode

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from .. import sessions
from ..accounts import LETTERS
from ..calendar import portal_now
from ..history import record
from ..models import Phone, User
from . import sealing

# Recovery codes of 24 letters of 31, 118 bits each: from 112 bits on a quick hash guards them as well as a slow one.
CODES, LENGTH, GROUP, DIGITS = 10, 24, 4, 6  # digits that the app shows


def begin(user: User) -> Phone:
    """The phone that the person is about to add; the same until it is confirmed."""
    for phone in Phone.objects.filter(user=user, confirmed=False):
        if phone.is_readable:
            return phone
        phone.delete()
    key = sealing.seal(sealing.new_seed(), user.pk)
    return Phone.objects.create(user=user, confirmed=False, name="phone", key=key)


@transaction.atomic
def confirm(user: User, code: str) -> list[str]:
    """Take the phone if the code is one of its own, in place of an older one; returns new recovery codes, else []."""
    alone_with(user)
    device = Phone.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(cleaned(code)):
        return []
    Phone.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    user.second_factor_since = portal_now()
    user.save(update_fields=["second_factor_since"])
    record(user, actor=user, action="second_factor", sentence="bật lớp xác thực thứ hai")
    return fresh_codes(user)


def alone_with(user: User) -> User:
    """The person as of now: whoever changes what they prove themselves with waits until this transaction ends.

    Who only uses a code writes an event of the person's, and waits for nobody.
    """
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def fresh_codes(user: User) -> list[str]:
    """New recovery codes in clear, shown this once; those that the person had before open nothing any more."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="paper")
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=hash_of(code)) for code in codes])
    return ["-".join(code[place : place + GROUP] for place in range(0, LENGTH, GROUP)) for code in codes]


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """New recovery codes because the person asked for them; [] where the second factor was turned off meanwhile."""
    if alone_with(user).second_factor_since is None:
        return []
    record(user, actor=user, action="second_factor", sentence="lấy mã khôi phục mới")
    return fresh_codes(user)


@transaction.atomic
def passes(user: User, typed: str) -> bool:
    """True where it is the phone's code of this moment or an unused recovery code; both are good once.

    After each wrong one the device waits twice as long before it takes another (django-otp). Raises sealing.CannotOpen
    where the portal has lost the secret that guards the phone's key.
    """
    code = cleaned(typed)
    if code.isdecimal() and len(code) == DIGITS:
        phone = Phone.objects.select_for_update().filter(user=user, confirmed=True).first()
        return phone is not None and phone.verify_token(code)
    paper = StaticDevice.objects.select_for_update().filter(user=user).first()
    if paper is None or not paper.verify_token(kept_hash(paper, code)):
        return False
    record(user, actor=user, action="second_factor", sentence=f"dùng một mã khôi phục, còn {codes_left(user)} mã")
    return True


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def drop(user: User, *, actor: User | None, sentence: str) -> None:
    """Forget phone and recovery codes, where there are any; what sessions had proved by them is void.

    Where somebody else does it, the person's sessions end: one that waits for a code must not pass without.
    """
    kept = [Phone.objects.filter(user=user), StaticDevice.objects.filter(user=user)]
    if alone_with(user).second_factor_since is None and not any(each.exists() for each in kept):
        return
    for each in kept:
        each.delete()
    user.second_factor_since = None
    user.save(update_fields=["second_factor_since"])
    record(user, actor=actor, action="second_factor", sentence=sentence)
    if actor != user:
        sessions.end(sessions.of(user), owner=user, actor=actor)


def let_try_again(user: User) -> None:
    """Forget wrong codes, so that the next one is looked at at once."""
    for kind in (Phone, StaticDevice):
        kind.objects.filter(user=user).update(throttling_failure_timestamp=None, throttling_failure_count=0)


def cleaned(typed: str) -> str:
    """Without groups, spaces and capitals."""
    return "".join(letter for letter in typed.lower() if letter.isascii() and letter.isalnum())[:64]


def hash_of(code: str, key: str | bytes | None = None) -> str:
    """What is kept of a recovery code: 80 bits keyed with the portal's secret, which no copy of the database holds."""
    return b32encode(salted_hmac("second_factor", code, secret=key, algorithm="sha256").digest()[:10]).decode()


def kept_hash(paper: StaticDevice, code: str) -> str:
    """The hash under which the code is kept, maybe with an older key of the portal; one that is not kept otherwise."""
    hashes = [hash_of(code, key) for key in (None, *settings.SECRET_KEY_FALLBACKS)]
    known = StaticToken.objects.filter(device=paper, token__in=hashes).first()
    return known.token if known else hashes[0]


def spelled_key(device: Phone) -> str:
    """The phone's key as one types it where no picture can be taken, in groups of four."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))
