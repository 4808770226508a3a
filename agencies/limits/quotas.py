"""Quotas by person and period, counted in the database for all processes and machines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import time

from django.db.models import F
from django.utils import timezone

from agencies.models import Usage

from .later import TooMany


@dataclass(frozen=True)
class Quota:
    """At most `most` times in a period; `sentence` says in Vietnamese whose measure is full."""

    what: str
    most: int
    period: timedelta
    sentence: str

    @property
    def seconds(self) -> int:
        return int(self.period.total_seconds())

    @property
    def current(self) -> int:
        """Number of the running period since 1970."""
        return int(time()) // self.seconds

    @property
    def seconds_left(self) -> float:
        return (self.current + 1) * self.seconds - time()

    def is_full(self, who: str) -> bool:
        """True where nothing is left for them in the running period."""
        used = Usage.objects.filter(what=self.what, who=who, period=self.current).values_list("times", flat=True)
        return (used.first() or 0) >= self.most

    def count(self, who: str) -> None:
        """Count one time."""
        ends_at = timezone.now() + self.period
        row, created = Usage.objects.get_or_create(
            what=self.what, who=who, period=self.current, defaults={"times": 1, "ends_at": ends_at}
        )
        if not created:
            Usage.objects.filter(pk=row.pk).update(times=F("times") + 1)

    def refuse_when_full(self, who: str) -> None:
        """Raises TooMany with the sentence and how long the period still runs."""
        if self.is_full(who):
            raise TooMany(self.sentence, self.seconds_left)


def spend(quotas: Iterable[tuple[Quota, str]]) -> None:
    """Count one time with each (quota, who). Raises TooMany, and counts nothing, where one is full."""
    wanted = list(quotas)
    for quota, who in wanted:
        quota.refuse_when_full(who)
    for quota, who in wanted:
        quota.count(who)


def give_back(quotas: Iterable[tuple[Quota, str]]) -> None:
    """Take one time back with each, where nothing was done after all."""
    for quota, who in quotas:
        counted = Usage.objects.filter(what=quota.what, who=who, period=quota.current, times__gt=0)
        counted.update(times=F("times") - 1)


def clear_usage() -> None:
    """Forget periods that are over."""
    Usage.objects.filter(ends_at__lt=timezone.now()).delete()
