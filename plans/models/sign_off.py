from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.models import Agency, Delegation, Workflowed
from agencies.secrecy.model_fields import OpenJSONField, OpenTextField

from .review import VolumeReview


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(outcome="")

    def about(self, obj: models.Model) -> Self:
        """Those of the object, the latest first."""
        return self.filter(kind=obj._meta.model_name, object_id=obj.pk).order_by("-pk")

    def signed_version(self, review: VolumeReview) -> Self:
        """By which request the version of the review was signed."""
        signed = self.filter(kind=SignOff.Kind.REVIEW, agency=review.agency_id, outcome=SignOff.Outcome.SIGNED)
        return signed.filter(version=review.version - 1).with_people()

    def with_people(self) -> Self:
        return self.select_related("agency", "asked_by", "closed_by", "delegation")


class SignOff(models.Model):
    """Trình ký: what a clerk put before the head of the agency, in which version, and what came of it.

    A request is about one version of its object: whoever changes the object makes it void. A review is no object before
    it is handed in, so its request holds the content.
    """

    class Kind(models.TextChoices):
        """Names of models: budgets, which has estimates, is above this app."""

        CATALOGUE = "catalogue", "Mục lục"
        ESTIMATE = "estimate", "Dự toán"
        REVIEW = "volumereview", "Rà soát khối lượng"
        EXTENSION = "extension", "Đề nghị gia hạn"

    class Outcome(models.TextChoices):
        SIGNED = "signed", "Đã ký"
        RETURNED = "returned", "Trả lại để sửa"
        TAKEN_BACK = "taken_back", "Đã rút lại"
        REPLACED = "replaced", "Đã sửa sau khi trình ký"
        NOT_NEEDED = "not_needed", "Gửi khi không còn bước ký"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sign_offs", verbose_name="cơ quan")
    kind = models.CharField("nội dung trình ký", max_length=16, choices=Kind)
    object_id = models.PositiveBigIntegerField("số của đối tượng", default=0)  # 0 for a review, which is not there yet
    version = models.PositiveIntegerField("phiên bản trình ký")  # of a review: the one in force when it was asked
    content = OpenJSONField("nội dung", default=dict, blank=True)  # answers of the form; of a review all of it
    note = OpenTextField("lời nhắn", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trình")
    asked_at = models.DateTimeField("trình ký lúc", default=portal_now)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True, default="")
    reason = OpenTextField("lý do", blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xử lý"
    )
    closed_at = models.DateTimeField("xử lý lúc", null=True, blank=True)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="sign_offs", verbose_name="ký theo ủy quyền"
    )

    objects: ClassVar = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trình ký"
        verbose_name_plural = "lần trình ký"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "object_id"], name="sign_off_by_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "agency"], condition=Q(outcome=""), name="one_open_sign_off"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None) | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="a_closed_sign_off_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Trình ký {self.get_kind_display()} của {self.agency}"

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def was_signed(self) -> bool:
        return self.outcome == self.Outcome.SIGNED

    @property
    def signed_as(self) -> str:
        """Who signed, and in whose place where it was not the head."""
        return self.delegation.signed_as if self.delegation else str(self.closed_by or "")

    def stands_for(self, obj: Workflowed) -> bool:
        """True while it is open and the object is as it was put before the head."""
        return self.is_open and self.version == obj.version
