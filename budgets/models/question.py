from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .estimate import Estimate


class EstimateQuestionQuerySet(models.QuerySet["EstimateQuestion"]):
    def waiting(self) -> Self:
        """Questions that the agency has not answered yet."""
        return self.filter(answered_at=None)


class EstimateQuestion(models.Model):
    """Câu hỏi của Sở Tài chính về một dòng dự toán, or about the whole of it, with the agency's answer."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="questions")
    # The line as it was called when it was asked about: lines are written anew with each change.
    line = OpenCharField("dòng dự toán", max_length=250, blank=True)
    text = OpenTextField("câu hỏi")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("hỏi lúc", default=portal_now)
    answer = OpenTextField("trả lời", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = EstimateQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi về dự toán"
        verbose_name_plural = "câu hỏi về dự toán"
        ordering = ["estimate", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="an_answer_is_somebodys",
            )
        ]

    def __str__(self) -> str:
        return f"Câu hỏi về {self.line or 'toàn bộ dự toán'}"
