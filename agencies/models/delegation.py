"""Ký thay, ký thừa lệnh, ký thừa ủy quyền: who decides for whom, by which document, from which day to which."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..calendar import portal_now, portal_today
from ..formats.dates import format_date
from ..secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from .agency import Agency
from .document import IssuedDocument
from .duty import Duty

Capacity = IssuedDocument.Capacity


class Decision(models.TextChoices):
    """Việc được giao: what the holder of a duty may have decided by another person, one by one."""

    APPRAISE_CATALOGUES = "appraise_catalogues", "Thẩm định, trả lại Mục lục"
    ANSWER_REOPENINGS = "answer_reopenings", "Trả lời đề nghị mở lại Mục lục"
    SIGN_REPORTS = "sign_reports", "Ký báo cáo tổng hợp gửi UBND tỉnh"
    URGE = "urge", "Soạn, ghi ban hành công văn đôn đốc"
    APPRAISE_ESTIMATES = "appraise_estimates", "Thẩm định, trả lại dự toán"
    RECORD_ALLOCATIONS = "record_allocations", "Ghi quyết định giao dự toán của UBND tỉnh"
    APPROVE_ESTIMATES = "approve_estimates", "Phê duyệt dự toán của cơ quan (huyện, xã)"
    HAND_IN = "hand_in", "Trình, rút lại Mục lục và dự toán của cơ quan"
    CONFIRM_ACCOUNTS = "confirm_accounts", "Xác nhận thay đổi tài khoản của cơ quan"

    @property
    def duty(self) -> Duty:
        """Whose decision it is."""
        return DUTY_OF[self]


DUTY_OF: dict[str, Duty] = {
    Decision.APPRAISE_CATALOGUES: Duty.APPRAISES_CATALOGUES,
    Decision.ANSWER_REOPENINGS: Duty.APPRAISES_CATALOGUES,
    Decision.SIGN_REPORTS: Duty.APPRAISES_CATALOGUES,
    Decision.URGE: Duty.APPRAISES_CATALOGUES,
    Decision.APPRAISE_ESTIMATES: Duty.APPRAISES_ESTIMATES,
    Decision.RECORD_ALLOCATIONS: Duty.APPRAISES_ESTIMATES,
    Decision.APPROVE_ESTIMATES: Duty.SIGNS,
    Decision.HAND_IN: Duty.SIGNS,
    Decision.CONFIRM_ACCOUNTS: Duty.SIGNS,
}
SHORT = {Capacity.DEPUTY: "KT.", Capacity.BY_ORDER: "TL.", Capacity.AUTHORIZED: "TUQ."}
IN_WORDS = {Capacity.DEPUTY: "ký thay", Capacity.BY_ORDER: "ký thừa lệnh", Capacity.AUTHORIZED: "ký thừa ủy quyền"}


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: Any) -> Self:
        """All for administrators; for the head those of the agency; for others those they gave or were given."""
        if user.administers:
            return self
        own = Q(giver=user) | Q(delegate=user)
        return self.filter(own | Q(agency=user.agency_id) if user.holds(Duty.SIGNS) else own)

    def confirmed(self) -> Self:
        return self.filter(state=Delegation.State.CONFIRMED)

    def in_force(self, day: date) -> Self:
        """Of the day, not ended, while both persons are still of the office and in use."""
        return self.confirmed().filter(
            valid_from__lte=day,
            valid_to__gte=day,
            ended_at=None,
            giver__is_active=True,
            delegate__is_active=True,
            giver__agency=F("agency"),
            delegate__agency=F("agency"),
        )

    def overlapping(self, first: date, last: date) -> Self:
        """Those of the same days that wait, are in force or are still to come."""
        open_states = (Delegation.State.WAITING, Delegation.State.CONFIRMED)
        return self.filter(valid_from__lte=last, valid_to__gte=first, ended_at=None, state__in=open_states)

    def with_people(self) -> Self:
        return self.select_related("agency", "giver__agency", "delegate__agency", "asked_by", "answered_by", "ended_by")


class Delegation(models.Model):
    """Ủy quyền quyết định: one person decides in the place of another, by a document, from one day to another.

    What it says is never changed: it is confirmed by a second person, and may be ended early. Papers print the names
    and titles that are here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        DROPPED = "dropped", "Đã rút hoặc không đồng ý"

    CAPACITIES: ClassVar = [choice for choice in Capacity.choices if choice[0] != Capacity.HEAD]

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="delegations", verbose_name="cơ quan")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_given", verbose_name="người giao"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_held", verbose_name="người được giao"
    )
    capacity = models.CharField("tư cách ký", max_length=12, choices=CAPACITIES)
    decisions = OpenJSONField("việc được giao", default=list, composed=True)
    head_title = OpenCharField("chức vụ người đứng đầu", max_length=100)
    title = OpenCharField("chức vụ người ký", max_length=100)
    name = OpenCharField("họ và tên người ký", max_length=120, composed=True)
    document_number = OpenCharField("số văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đề nghị"
    )
    asked_at = models.DateTimeField("đề nghị lúc", default=portal_now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người cho kết thúc"
    )
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    end_reason = OpenTextField("lý do kết thúc", blank=True)

    objects: ClassVar = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền quyết định"
        verbose_name_plural = "ủy quyền quyết định"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(giver=F("delegate")), name="nobody_delegates_to_themselves"),
        ]
        indexes = [models.Index(fields=["delegate", "valid_to"], name="delegation_by_delegate")]

    def __str__(self) -> str:
        return f"{self.name} {self.in_words} {self.giver}"

    @property
    def in_words(self) -> str:
        """ "ký thay", "ký thừa lệnh", "ký thừa ủy quyền"."""
        return IN_WORDS[Capacity(self.capacity)]

    @property
    def short(self) -> str:
        """ "KT.", "TL.", "TUQ."."""
        return SHORT[Capacity(self.capacity)]

    @property
    def title_lines(self) -> str:
        """The lines above the signature (NĐ 30/2020, Phụ lục I): "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
        return f"{self.short} {self.head_title}\n{self.title}"

    @property
    def signed_as(self) -> str:
        """The same in one line, with the name."""
        return f"{self.short} {self.head_title} – {self.title} {self.name}"

    @property
    def reference(self) -> tuple[str, date]:
        """Number and day of its document, as history takes them."""
        return self.document_number, self.document_date

    @property
    def note(self) -> str:
        """What history adds to a decision taken by it."""
        day = format_date(self.document_date)
        return f"({self.in_words}: {self.signed_as}, theo văn bản số {self.document_number} ngày {day})"

    @property
    def decision_names(self) -> list[str]:
        return [str(Decision(each).label) for each in self.decisions if each in Decision.values]

    @property
    def mark(self) -> str:
        """What may change of it, for a page that was drawn before."""
        return f"{self.state}{' ended' if self.ended_at else ''}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def last_day(self) -> date:
        """The last day on which something could be signed by it."""
        return min(self.valid_to, timezone.localdate(self.ended_at)) if self.ended_at else self.valid_to

    @property
    def may_end(self) -> bool:
        """True while it is in force or still to come."""
        return self.state == self.State.CONFIRMED and self.ended_at is None and self.valid_to >= portal_today()

    @property
    def standing(self) -> str:
        """Its state today, in Vietnamese."""
        if self.state != self.State.CONFIRMED:
            return str(self.State(self.state).label)
        if self.ended_at:
            return "Đã kết thúc sớm"
        today = portal_today()
        if self.valid_to < today:
            return "Đã hết hạn"
        return "Đang có hiệu lực" if self.valid_from <= today else "Chưa đến ngày"

    @property
    def tone(self) -> str:
        tones = {"Chờ xác nhận": "warn", "Đang có hiệu lực": "ok", "Chưa đến ngày": "run"}
        return tones.get(self.standing, "idle")

    def covers(self, decision: str) -> bool:
        """The decision is among those that were passed on, and the giver may still take it themselves."""
        return decision in self.decisions and self.giver.may_give(Decision(decision))

    def covers_any(self, decisions: Iterable[str]) -> bool:
        return any(self.covers(each) for each in decisions)
