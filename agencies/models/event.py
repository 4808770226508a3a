from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Self, cast

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from .. import request_facts
from ..audience import Audience, actions_of
from ..calendar import portal_now
from ..chain import digests
from ..secrecy.model_fields import OpenCharField, OpenColumn, OpenJSONField, OpenTextField
from .agency import Agency
from .chain import EventLink
from .user import User

LINKED_AT_ONCE = 2_000


class EventQuerySet(models.QuerySet):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Write the events, sealed, and bind them to their chains once the transaction is committed."""
        events = list(objs)
        for event in events:
            event.seal()
        written = super().bulk_create(events, *args, **kwargs)
        link_after_commit([event.pk for event in written])
        return written

    def not_linked(self) -> Self:
        """Written, but not yet in a chain: of this moment, or left by a process that died after its commit."""
        return self.filter(link=None).order_by("pk")

    def about(self, obj: models.Model) -> Self:
        """Events whose target is the object."""
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def visible_to(self, user: User) -> Self:
        """The events of agencies that the person sees, as far as the person may read them."""
        return self.filter(agency__in=Agency.objects.visible_to(user)).told_to(user)

    def told_to(self, user: User) -> Self:
        """Those who oversee the plan read what was handed in or decided, not the work on an agency's own desk; what
        no audience is written, administrators alone."""
        if user.administers:
            return self.exclude(action__in=actions_of(Audience.OWN_DESK)) if user.oversees else self
        if user.oversees:
            return self.filter(action__in=actions_of(Audience.BOTH_SIDES))
        return self.filter(action__in=actions_of(Audience.BOTH_SIDES, Audience.OWN_DESK))

    def by(self, day: date) -> Self:
        """What had happened by the end of the day, in the portal's time zone."""
        return self.filter(happened_at__lt=timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))

    def latest_first(self) -> Self:
        """The work, as timelines show it; who came in or took something out is what administrators look through."""
        return (
            self.select_related("actor", "agency", "actor_agency")
            .order_by("-happened_at", "-pk")
            .exclude(action__in=actions_of(Audience.ADMINISTRATORS))
        )

    def as_timeline(self) -> Self:
        """As components/timeline.html draws them: each has its actor's name, only the actor's agency is looked up."""
        return self.select_related(None).select_related("actor_agency")


class Event(models.Model):
    """Lịch sử: who did what to which object, when, with the state before and after."""

    PURGEABLE = ("sentence", "before", "after", "reason", "document_number")
    FIXED = (
        *("pk", "happened_at", "actor_id", "actor_name", "actor_agency_id", "agency_id", "content_type_id"),
        *("object_id", "action", "document_date", "own_agency", "request_id", "address", "sealed"),
    )

    happened_at = models.DateTimeField("lúc", default=portal_now, db_index=True)
    actor = models.ForeignKey("agencies.User", models.PROTECT, null=True, verbose_name="người thực hiện")
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
    request_id = models.CharField("mã yêu cầu", max_length=40, default=request_facts.request_id, blank=True)
    address = models.CharField("địa chỉ mạng", max_length=45, default=request_facts.address, blank=True)
    salt = models.CharField("muối", max_length=32, default=digests.new_salt, editable=False)
    sealed = models.CharField("dấu niêm phong", max_length=64, default="", editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "lịch sử"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="event_by_object"),
            models.Index(fields=["agency", "-happened_at"], name="event_by_agency"),
            models.Index(fields=["action", "-happened_at"], name="event_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.sentence}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.seal()
        super().save(*args, **kwargs)
        link_after_commit([self.pk])

    def seal(self) -> None:
        """Bind the values that may be purged, as they will be stored. Raises StateSecret."""
        for name in self.PURGEABLE:
            field = cast(OpenColumn, self._meta.get_field(name))
            setattr(self, name, field.admitted(getattr(self, name)))
        self.sealed = digests.sealed(self.salt, self.purgeable_values)

    @property
    def chain(self) -> int:
        """The key of the chain: the agency's, 0 for what belongs to no agency."""
        return self.agency_id or 0

    @property
    def purgeable_values(self) -> list[object]:
        return [getattr(self, name) for name in self.PURGEABLE]

    @property
    def fixed_values(self) -> list[object]:
        """What never changes, with the seal of the rest."""
        return [getattr(self, name) for name in self.FIXED]


def link_after_commit(pks: list[int]) -> None:
    """Bind these events to their chains when the transaction is through; the sweep finds what was left behind."""
    transaction.on_commit(partial(link, pks), robust=True)


def link(pks: list[int]) -> None:
    """Bind the events of these keys to their chains, in the order of the keys."""
    for at in range(0, len(pks), LINKED_AT_ONCE):
        EventLink.objects.append(Event.objects.filter(pk__in=pks[at : at + LINKED_AT_ONCE]).order_by("pk"))
