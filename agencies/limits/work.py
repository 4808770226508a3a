"""Quotas of heavy work for one person and one agency in an hour."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from agencies.models import User

from .later import Later
from .quotas import Quota, give_back, spend

AGENCY_TIMES = 4  # an agency may ask for as much as four busy people
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Work:
    """A kind of work: a key of settings.WORK_AN_HOUR, and what it is called, "tải tệp"."""

    what: str
    named: str


UPLOADS = Work("uploads", "tải tệp lên")
REPORTS = Work("reports", "lập báo cáo")
EXPORTS = Work("exports", "xuất tệp dài")
SEARCHES = Work("searches", "tìm hồ sơ trùng")
SIMULATIONS = Work("simulations", "tính phương án phân bổ")


def quotas_of(work: Work, user: User) -> list[tuple[Quota, str]]:
    most = settings.WORK_AN_HOUR[work.what]
    of_all = AGENCY_TIMES * most
    sentence = f"{{}} đã {work.named} {{}} lần trong giờ này, nhiều nhất mà cổng nhận."
    own = Quota(work.what, most, HOUR, sentence.format("Bạn", most))
    shared = Quota(f"{work.what} of an agency", of_all, HOUR, sentence.format("Cơ quan", of_all))
    return [(own, str(user.pk)), *([(shared, str(user.agency_id))] if user.agency_id else [])]


def spend_work(work: Work, user: User) -> None:
    """Count one time for the person and the agency. Raises TooMany where one of them has had enough for now."""
    spend(quotas_of(work, user))


@contextmanager
def spent_work(work: Work, user: User) -> Iterator[None]:
    """The same for what is done inside; what cannot be done now (Later) is not counted."""
    spend_work(work, user)
    try:
        yield
    except Later:
        give_back(quotas_of(work, user))
        raise
