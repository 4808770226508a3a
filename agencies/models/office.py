"""Offices that hold the plan's tasks: who appraises and operates is a matter of offices, not of names."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ..formats.dates import format_date
from .agency import Agency
from .duty import OFFICE_DUTIES, Duty

FIRST = date(1, 1, 1)
ELSEWHERE = "“{}” là việc của {}, không phải của {}."
ENDS = "{} giữ “{}” và kết thúc hoạt động ngày {}: từ ngày sau chưa ghi cơ quan nào giữ việc này."


class OfficeQuerySet(models.QuerySet["DutyOffice"]):
    def holding(self, duty: str, day: date) -> "DutyOffice | None":
        """The office that holds the task on the day; None where none was entered yet."""
        valid = self.filter(Q(valid_from=None) | Q(valid_from__lte=day), duty=duty).select_related("agency")
        return valid.order_by(F("valid_from").desc(nulls_last=True)).first()

    def ending(self, today: date) -> list["DutyOffice"]:
        """Those that hold a task today while nobody is entered to hold it after their agency's end."""
        found = [office for duty in OFFICE_DUTIES if (office := self.holding(duty, today))]
        ends = [(office, office.agency.active_to) for office in found]
        return [office for office, last in ends if last and not self.is_held_after(office.duty, last, today)]

    def is_held_after(self, duty: str, last: date, today: date) -> bool:
        """An office that exists holds the task on the day after the last one (today, where that has passed)."""
        day = max(today, last + timedelta(days=1))
        after = self.holding(duty, day)
        return after is not None and after.agency.exists_on(day)


class DutyOffice(models.Model):
    """Cơ quan giữ nhiệm vụ của Kế hoạch (III.1–III.5), from a day on: Sở Nội vụ appraises catalogues, and so on."""

    duty = models.CharField("nhiệm vụ", max_length=24, choices=[(each.value, each.label) for each in OFFICE_DUTIES])
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices", verbose_name="cơ quan")
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True, help_text="Trống: từ đầu Kế hoạch")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan giữ nhiệm vụ"
        verbose_name_plural = "cơ quan giữ nhiệm vụ"
        ordering = ["duty", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                F("duty"),
                Coalesce(F("valid_from"), FIRST),
                name="one_office_per_duty_from_a_day",
                violation_error_message="Đã ghi cơ quan giữ nhiệm vụ này từ ngày này.",
            )
        ]

    def __str__(self) -> str:
        since = f" từ ngày {format_date(self.valid_from)}" if self.valid_from else ""
        return f"{self.get_duty_display()}: {self.agency}{since}"

    @property
    def end_sentence(self) -> str:
        """That its agency ends on a day and leaves the task to nobody."""
        return left_alone(self.duty, self.agency)


def left_alone(duty: str, agency: Agency) -> str:
    """That the agency ends and nobody is entered to hold its task after it."""
    last = format_date(agency.active_to) if agency.active_to else ""
    return ENDS.format(agency, Duty(duty).label, last)


def elsewhere(duty: str, agency: Agency | None, day: date) -> str:
    """Why somebody of the agency may not hold the duty on the day, or an empty string."""
    office = DutyOffice.objects.holding(duty, day) if duty in OFFICE_DUTIES else None
    if office is None:
        return ""
    if agency is not None and agency.pk == office.agency_id:
        return office.end_sentence if agency.has_ended_by(day) else ""
    return ELSEWHERE.format(Duty(duty).label, office.agency, agency or "tài khoản không thuộc cơ quan nào")


def check(duty: str, agency: Agency | None, day: date) -> None:
    """Raises ValidationError where another office holds the duty."""
    if refusal := elsewhere(duty, agency, day):
        raise ValidationError({"duty": refusal})
