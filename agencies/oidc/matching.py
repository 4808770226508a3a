"""From who the identity server says it is to an account of the portal: matched, never made."""

import hashlib
import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from ..access import MOST_TRIES, happened
from ..calendar import portal_now
from ..history import record
from ..models import Event, ExternalIdentity, User
from .client import Claims

log = logging.getLogger("portal.access")
NOBODY = (
    "Tài khoản của tỉnh này chưa gắn với tài khoản nào của cổng. Đăng nhập bằng tên và mật khẩu, hoặc nhờ người quản "
    "trị ghi đúng tên đăng nhập hoặc thư điện tử của bạn."
)
SEVERAL = "Nhiều tài khoản của cổng có cùng thư điện tử này: nhờ người quản trị ghi lại, mỗi người một địa chỉ."
UNPROVED = "Máy chủ của tỉnh chưa xác nhận địa chỉ thư điện tử của bạn, nên cổng chưa gắn được tài khoản."
STOPPED = "Tài khoản của bạn ở cổng đã ngừng sử dụng. Liên hệ người quản trị cổng."
ANOTHERS = (
    "Tài khoản của cổng trùng tên đã gắn với người khác ở máy chủ của tỉnh. Nhờ người quản trị xem và bỏ gắn nếu nhầm."
)
FIELDS = {"username": "username__iexact", "email": "email__iexact"}


class NotMatched(Exception):
    """Why nobody comes in, in Vietnamese, and about which account."""

    def __init__(self, sentence: str, user: User | None = None) -> None:
        super().__init__(sentence)
        self.user = user


def account_for(claims: Claims) -> User:
    """The active account of this person; the first time it is bound to them. Raises NotMatched."""
    user = known_account(claims) or bound(claims)
    if not user.is_active:
        raise NotMatched(STOPPED, user)
    return user


def known_account(claims: Claims) -> User | None:
    found = ExternalIdentity.objects.filter(issuer=settings.OIDC_ISSUER, subject=claims["sub"])
    identity = found.select_related("user__agency").first()
    return identity.user if identity else None


def bound(claims: Claims) -> User:
    """The account whose name or mail the server states, bound to the person from now on. Raises NotMatched."""
    try:
        with transaction.atomic():
            user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=named(claims).pk)
            if known := known_account(claims):  # the same person a moment ago
                return known
            if not user.is_active:
                raise NotMatched(STOPPED, user)
            if user.external_identities.filter(issuer=settings.OIDC_ISSUER).exists():
                raise NotMatched(ANOTHERS, user)
            ExternalIdentity.objects.create(user=user, issuer=settings.OIDC_ISSUER, subject=claims["sub"])
            sentence = f"gắn tài khoản {user.username} với tài khoản của tỉnh"
            record(user, actor=user, action="bind_identity", sentence=sentence, after={"issuer": settings.OIDC_ISSUER})
            return user
    except IntegrityError as error:  # the same subject by another name, at once
        raise NotMatched(ANOTHERS) from error


def named(claims: Claims) -> User:
    """The one account that the claim names, whatever its letters' case. Raises NotMatched."""
    value = claims.get(settings.OIDC_CLAIM)
    value = value.strip() if isinstance(value, str) else ""
    if not value or "\x00" in value:
        raise NotMatched(NOBODY)
    if settings.OIDC_MATCH == "email" and claims.get("email_verified") is not True:
        raise NotMatched(UNPROVED)
    found = list(User.objects.filter(**{FIELDS[settings.OIDC_MATCH]: value})[:2])
    if len(found) != 1:
        raise NotMatched(SEVERAL if found else NOBODY)
    return found[0]


@transaction.atomic
def unbind(user: User, *, actor: User) -> int:
    """Forget who the account is to the identity server: the next log-in from there is matched anew."""
    count, _ = user.external_identities.all().delete()
    if count:
        record(user, actor=actor, action="unbind_identity", sentence=f"bỏ gắn tài khoản của tỉnh của {user}")
    return count


def remember_refusal(refusal: NotMatched, claims: Claims) -> None:
    """Write who was refused: about the account, or, where there is none, about accounts at all; ten an hour."""
    sentence = f"đăng nhập bằng tài khoản của tỉnh không được: {refusal}"
    subject = hashlib.sha256(claims["sub"].encode()).hexdigest()[:16]
    log.warning("oidc_refused", extra={"account": refusal.user.pk if refusal.user else None, "subject": subject})
    if refusal.user is not None:
        if happened(refusal.user, "login_failed", timedelta(hours=1)) < MOST_TRIES:
            write(refusal.user, "login_failed", sentence, subject)
        return
    accounts = ContentType.objects.get_for_model(User)
    since = portal_now() - timedelta(hours=1)
    lately = Event.objects.about(accounts).filter(action="login_failed", happened_at__gte=since)
    if lately.count() < MOST_TRIES:
        write(accounts, "login_failed", sentence, subject)


def write(about: Any, action: str, sentence: str, subject: str) -> None:
    record(about, actor=None, action=action, sentence=sentence, after={"subject": subject})
