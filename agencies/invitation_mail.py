"""Invitations by mail: each person's goes out by itself, so that a failure leaves the others as they were."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from . import mail
from .formats.dates import format_date
from .invitations import Invited, invite, last_day
from .models import User

MOST_SECONDS = 120  # the server gives a request 200
TEXT = """Kính gửi: {name}

Bạn được mời vào {portal}.
Tên đăng nhập: {username}
Nhiệm vụ: {duty}

Mở liên kết sau để đặt mật khẩu (dùng một lần, đến hết ngày {last_day}):
{link}

Nếu liên kết không mở được, vào {address} và gõ mã mời: {code}

Ai có thư này vào được tài khoản của bạn: không chuyển tiếp. Không phải người nhận: báo người quản trị cổng.
"""


@dataclass
class Sent:
    """How far a round of mails came: how many went out, to whom none can be sent, why it stopped early."""

    count: int = 0
    refused: list[User] = field(default_factory=list)
    stopped: str = ""


def mail_invitations(people: Iterable[User], *, actor: User, address: str) -> Sent:
    """Invite each person by mail; `address` is that of the page which takes codes. Nobody is left with a dead code."""
    sent, began = Sent(), time.monotonic()
    try:
        opened = mail.connection()
        for user in people:
            if time.monotonic() - began > MOST_SECONDS:
                sent.stopped = "Gửi chưa hết vì máy chủ thư chậm: bấm gửi lần nữa cho những người còn lại."
                break
            mail_one(user, actor, address, opened, sent)
        opened.close()
    except mail.MailFailed as error:
        sent.stopped = str(error)
    return sent


def mail_one(user: User, actor: User, address: str, opened: BaseEmailBackend, sent: Sent) -> None:
    """Invite and send in one transaction: where the mail does not go out, the invitation of before still holds."""
    if not user.email:
        sent.refused.append(user)
        return
    try:
        with transaction.atomic():
            [invited] = invite([user], actor=actor, by_mail=True)
            mail.send(user.email, f"Giấy mời vào {settings.PORTAL_NAME}", text(invited, address), opened)
    except mail.AddressRefused:
        sent.refused.append(user)
    else:
        sent.count += 1


def text(invited: Invited, address: str) -> str:
    """The mail, as plain text."""
    return TEXT.format(
        name=invited.user,
        portal=settings.PORTAL_NAME,
        username=invited.user.username,
        duty=invited.user.get_duty_display(),
        last_day=format_date(last_day()),
        link=invited.link(address),
        address=address,
        code=invited.spelled,
    )
