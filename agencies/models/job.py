from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .. import request_facts
from ..secrecy.model_fields import OpenCharField
from .user import User


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self if user.administers else self.filter(requester=user)

    def silent_since(self, moment: datetime) -> Self:
        """Running or waiting jobs whose worker has not reported since the moment.

        One that reported in a time to come did so before the clock was set back.
        """
        now = timezone.now()
        silent = models.Q(heartbeat_at__lt=moment) | models.Q(heartbeat_at__gt=now + (now - moment))
        return self.filter(silent, state__in=Job.UNFINISHED)


class Job(models.Model):
    """Công việc nền: the row a user watches. The broker's message only wakes a worker up; what holds is this row."""

    class State(models.TextChoices):
        QUEUED = "queued", "Đang chờ"
        RUNNING = "running", "Đang chạy"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không thành công"

    UNFINISHED = (State.QUEUED, State.RUNNING)

    kind = models.CharField("loại", max_length=40)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs", verbose_name="người yêu cầu"
    )
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.QUEUED, db_index=True)
    percent = models.PositiveSmallIntegerField("tiến độ (%)", default=0)
    message = OpenCharField("đang làm", max_length=300, default="Đang chờ đến lượt", composed=True)
    attempts = models.PositiveSmallIntegerField("số lần chạy", default=0)
    created_at = models.DateTimeField("yêu cầu lúc", default=timezone.now)
    heartbeat_at = models.DateTimeField("còn chạy lúc", default=timezone.now)
    request_id = models.CharField("mã yêu cầu", max_length=40, default=request_facts.request_id, blank=True)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "công việc nền"
        verbose_name_plural = "công việc nền"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
