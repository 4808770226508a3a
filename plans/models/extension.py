"""Gia hạn: a later day for one milestone of one agency, asked for and decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now, portal_today
from agencies.files import private_path
from agencies.formats.dates import format_date
from agencies.models import Agency, Workflowed
from agencies.models.workflowed import WorkflowedQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .attachment import OpenFileField
from .milestone import Milestone
from .plan import FIRST_DAY, LAST_DAY, Plan

ExtendedDays = Mapping[tuple[int, str], date]  # by agency and key of the milestone


class ExtensionQuerySet(WorkflowedQuerySet["Extension"]):
    def waiting(self) -> Self:
        """Those that Sở Nội vụ has to decide."""
        return self.filter(state__in=Extension.AWAITED)

    def open(self) -> Self:
        """Those on which nothing is decided yet; an agency has one for a milestone."""
        return self.filter(state__in=Extension.OPEN)


class Extension(Workflowed):
    """Đề nghị gia hạn: an agency asks for a later day; Sở Nội vụ decides, with a document (domain §3)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        SUBMITTED = "submitted", "Chờ quyết định"
        GRANTED = "granted", "Được gia hạn"
        REFUSED = "refused", "Không gia hạn"
        WITHDRAWN = "withdrawn", "Cơ quan đã rút"

    CHANGEABLE: ClassVar = (State.DRAFT,)
    AWAITED: ClassVar = (State.SUBMITTED,)
    OPEN: ClassVar = (State.DRAFT, State.SUBMITTED)
    DECIDED: ClassVar = (State.GRANTED, State.REFUSED)
    TONES: ClassVar = {
        State.DRAFT: "idle",
        State.SUBMITTED: "run",
        State.GRANTED: "ok",
        State.REFUSED: "bad",
        State.WITHDRAWN: "idle",
    }

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="extensions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="extensions", verbose_name="cơ quan")
    milestone = models.CharField("mốc", max_length=16, choices=Milestone.Key)
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.DRAFT, db_index=True)
    proposed_day = models.DateField("đề nghị gia hạn đến hết ngày")
    reason = OpenTextField("lý do")
    created_at = models.DateTimeField("lập lúc", default=portal_now)

    objects: ClassVar = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "agency", "milestone"],
                condition=Q(state__in=("draft", "submitted")),
                name="one_open_extension_of_a_milestone",
            ),
            models.CheckConstraint(
                condition=Q(proposed_day__gte=FIRST_DAY, proposed_day__lte=LAST_DAY), name="extension_is_in_our_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị gia hạn mốc “{self.milestone_name}” của {self.agency}"

    @property
    def milestone_name(self) -> str:
        """What the agency calls the milestone."""
        return Milestone.name_for(self.milestone, self.agency.group)

    @property
    def decision(self) -> "ExtensionDecision | None":
        """The decision in force; None while there is none, or the last was taken back."""
        return next((each for each in self.decisions.all() if each.taken_back_on is None), None)

    @property
    def granted_day(self) -> date | None:
        """The last day on time that was granted."""
        return self.decision.granted_day if self.decision else None


class ExtensionDecisionQuerySet(models.QuerySet["ExtensionDecision"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(extension__in=Extension.objects.visible_to(user))

    def granted(self) -> Self:
        """Those by which a day was granted, in the order in which they were decided."""
        return self.filter(granted_day__isnull=False).select_related("extension").order_by("decided_on", "pk")


class ExtensionDecision(models.Model):
    """Quyết định về gia hạn: the day granted, or why none; never changed, but taken back with a reason."""

    extension = models.ForeignKey(Extension, models.CASCADE, related_name="decisions", verbose_name="đề nghị")
    granted_day = models.DateField("gia hạn đến hết ngày", null=True, blank=True)
    reason = OpenTextField("lý do, ý kiến", blank=True)
    document_number = OpenCharField("số văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    scan = OpenFileField("bản quét", upload_to=private_path, blank=True)
    scan_name = OpenCharField("tên tệp", max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField("ngày ghi quyết định", default=portal_today)
    decided_at = models.DateTimeField("ghi lúc", default=portal_now)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người thu hồi"
    )
    taken_back_on = models.DateField("ngày thu hồi", null=True, blank=True)
    why_taken_back = OpenTextField("lý do thu hồi", blank=True)

    objects: ClassVar = ExtensionDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định về gia hạn"
        verbose_name_plural = "quyết định về gia hạn"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["extension"], condition=Q(taken_back_on=None), name="one_standing_decision_on_an_extension"
            ),
            models.CheckConstraint(
                condition=Q(granted_day=None) | Q(granted_day__gte=FIRST_DAY, granted_day__lte=LAST_DAY),
                name="granted_day_is_in_our_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Văn bản số {self.document_number} ngày {format_date(self.document_date)}"

    def stands_on(self, day: date) -> bool:
        """True at the end of the day: it was decided by then, and not taken back."""
        return self.decided_on <= day and (self.taken_back_on is None or self.taken_back_on > day)


def extended_on(decisions: Any, day: date) -> ExtendedDays:
    """{(agency, key): last day on time} as it was at the end of the day; `decisions`: in the order of `granted`."""
    return {
        (each.extension.agency_id, each.extension.milestone): each.granted_day
        for each in decisions
        if each.stands_on(day) and each.granted_day
    }
