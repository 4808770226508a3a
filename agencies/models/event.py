from datetime import date, datetime, time, timedelta
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from ..calendar import portal_now
from ..secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from .agency import Agency
from .user import User


class EventQuerySet(models.QuerySet):
    def about(self, obj: models.Model) -> Self:
        """Events whose target is the object."""
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def visible_to(self, user: User) -> Self:
        """Those who oversee the plan see what was handed in or decided, not the work on an agency's own desk."""
        seen = self.filter(agency__in=Agency.objects.visible_to(user))
        return seen.exclude(action__in=Event.ON_OWN_DESK) if user.oversees else seen

    def by(self, day: date) -> Self:
        """What had happened by the end of the day, in the portal's time zone."""
        return self.filter(happened_at__lt=timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))

    def latest_first(self) -> Self:
        return self.select_related("actor", "agency", "actor_agency").order_by("-happened_at", "-pk")


class Event(models.Model):
    """Lịch sử: who did what to which object, when, with the state before and after."""

    ON_OWN_DESK = ("draft", "rename", "files", "undo_upload", "undo_change", "revise", "delete")

    happened_at = models.DateTimeField("lúc", default=portal_now, db_index=True)
    actor = models.ForeignKey("agencies.User", models.SET_NULL, null=True, verbose_name="người thực hiện")
    actor_name = OpenCharField("họ tên", max_length=120, composed=True)
    actor_agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name="cơ quan người thực hiện"
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="events", verbose_name="hồ sơ của cơ quan"
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    action = models.CharField("hành động", max_length=40)
    sentence = OpenCharField("nội dung", max_length=500, composed=True)
    before = OpenJSONField("trước", default=dict, blank=True, composed=True)
    after = OpenJSONField("sau", default=dict, blank=True, composed=True)
    reason = OpenTextField("lý do", blank=True)
    document_number = OpenCharField("số văn bản", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    own_agency = models.BooleanField("quyết định cho chính cơ quan mình", default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "lịch sử"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="event_by_object"),
            models.Index(fields=["agency", "-happened_at"], name="event_by_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.sentence}"
