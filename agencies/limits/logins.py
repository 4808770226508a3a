"""Failed log-ins are counted by the address they come from, before a password is hashed.

Whoever has logged in from an address before goes on there while it is full: a whole office is behind one. Their
names have a lock of their own (django-axes: name and address together).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone

from agencies.client_address import counted_address
from agencies.models import LoginPlace, User

from .quotas import Quota

FULL = (
    "Từ mạng của bạn vừa có nhiều lần đăng nhập sai, nên cổng tạm chưa nhận người đăng nhập lần đầu ở mạng này. "
    "Ai đã từng đăng nhập từ đây vẫn vào được."
)
FORGOTTEN = timedelta(days=180)
JUDGED = "agencies.limits.judged"  # in META of a request whose password was looked at


def quota() -> Quota:
    return Quota("login", settings.ADDRESS_FAILURES, timedelta(minutes=5), FULL)


class AddressBackend(BaseBackend):
    """Logs nobody in: comes before the backend that hashes, and raises TooMany where the address is full."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, **credentials: object) -> None:
        if request is None:
            return
        address = counted_address(request)
        if not LoginPlace.objects.filter(user__username=username, address=address).exists():
            quota().refuse_when_full(address)
        request.META[JUDGED] = True


def count_failure(sender: object, request: HttpRequest | None = None, **kwargs: object) -> None:
    """What was hashed and wrong counts for its address; what a lock or a full queue stopped before does not."""
    if request is not None and request.META.get(JUDGED):
        quota().count(counted_address(request))


def remember_place(sender: object, request: HttpRequest | None, user: User, **kwargs: object) -> None:
    """Whoever logged in is known at the address from now on."""
    if request is not None:
        address = counted_address(request)
        LoginPlace.objects.update_or_create(user=user, address=address, defaults={"last_at": timezone.now()})


def clear_places() -> None:
    """Forget where people logged in who have not come from there for long."""
    LoginPlace.objects.filter(last_at__lt=timezone.now() - FORGOTTEN).delete()
