import re
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agencies.calendar import portal_now
from agencies.formats.dates import format_date
from agencies.models import Agency, IssuedDocument, User
from agencies.secrecy.model_fields import OpenCharField, OpenJSONField, OpenTextField
from plans.models import Plan
from plans.models.plan import FIRST_DAY, LAST_DAY

PLACE = re.compile(r"\{([^{}]*)\}")
PLACES = {
    "ke_hoach": "tên, số, ngày của Kế hoạch",
    "noi_gui": "cơ quan gửi",
    "den_ngay": "ngày của số liệu",
    "don_vi": "tên cơ quan nhận",
    "so_don_vi": "số cơ quan nhận",
    "tinh_hinh": "số liệu, mốc, số ngày chậm của cơ quan",
}
NO_SUCH_PLACE = "Không có chỗ điền {{{}}}: chỉ dùng {}."
OUT_OF_TIME = f"Ngày áp dụng từ {format_date(FIRST_DAY)} đến {format_date(LAST_DAY)}."


class UrgingWordingQuerySet(models.QuerySet["UrgingWording"]):
    def in_force_on(self, day: date) -> "UrgingWording | None":
        """The wording of the day, or None."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class UrgingWording(models.Model):
    """Lời văn đôn đốc: how a công văn đôn đốc is drafted from a day on; {tinh_hinh} and its like are filled in."""

    valid_from = models.DateField("áp dụng từ ngày", unique=True)
    subject = OpenCharField("trích yếu", max_length=300, help_text="Không ghi “V/v”")
    text_for_one = OpenTextField(
        "lời văn gửi một cơ quan", help_text="Mỗi dòng một đoạn; dòng bắt đầu bằng “- ” là một ý"
    )
    text_for_many = OpenTextField(
        "lời văn gửi nhiều cơ quan", help_text="Một dòng có {don_vi} được lặp lại cho từng cơ quan nhận"
    )

    objects = UrgingWordingQuerySet.as_manager()

    TEXTS = ("subject", "text_for_one", "text_for_many")

    class Meta:
        verbose_name = "lời văn đôn đốc"
        verbose_name_plural = "lời văn đôn đốc"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="urging_wording_is_of_our_time",
                violation_error_message=OUT_OF_TIME,
            )
        ]

    def __str__(self) -> str:
        return f"Lời văn đôn đốc từ {format_date(self.valid_from)}"

    def clean(self) -> None:
        """Raises ValidationError for a place that nothing fills."""
        for name in self.TEXTS:
            for place in PLACE.findall(getattr(self, name) or ""):
                if place not in PLACES:
                    known = ", ".join(f"{{{one}}}" for one in PLACES)
                    raise ValidationError({name: NO_SUCH_PLACE.format(place, known)})


class UrgingLetterQuerySet(models.QuerySet["UrgingLetter"]):
    def visible_to(self, user: User) -> Self:
        """Drafts to the office that writes them; what went out to those who oversee the plan, and to whom it urges."""
        own_office = Q(plan__reporting_agency=user.agency_id) if user.oversees and user.agency_id else Q(pk=None)
        if user.oversees:
            return self.filter(Q(state=UrgingLetter.State.SENT) | own_office)
        mine = UrgedAgency.objects.filter(agency__in=Agency.objects.visible_to(user))
        return self.filter(state=UrgingLetter.State.SENT, pk__in=mine.values("letter"))

    def sent_by(self, day: date) -> Self:
        """Letters recorded as gone out by the end of the day, whatever day they bear."""
        return self.filter(state=UrgingLetter.State.SENT, sent_on__lte=day)


class UrgingLetter(models.Model):
    """Công văn đôn đốc: drafted from the figures of a day, edited, recorded once when it has gone out."""

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SENT = "sent", "Đã ban hành"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="urging_letters")
    as_of = models.DateField("số liệu đến ngày")
    subject = OpenCharField("trích yếu", max_length=300)
    body = OpenTextField("nội dung", max_length=30_000)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("soạn lúc", default=portal_now)
    document = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, related_name="urging_letter", verbose_name="văn bản"
    )
    signer = OpenCharField("người ký", max_length=120, blank=True, default="")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("ghi ban hành lúc", null=True)
    sent_on = models.DateField("ngày ghi ban hành", null=True, db_index=True)

    objects = UrgingLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn đôn đốc"
        verbose_name_plural = "công văn đôn đốc"
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", document=None, sent_on=None)
                | Q(state="sent", document__isnull=False, sent_on__isnull=False),
                name="urging_letter_has_a_number_once_sent",
            )
        ]

    def __str__(self) -> str:
        if self.document:
            return f"Công văn số {self.document.number} ngày {format_date(self.document.issued_on)}"
        return f"Dự thảo công văn đôn đốc số {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def received_count(self) -> int:
        """How many of the agencies have confirmed its receipt."""
        return sum(one.received_at is not None for one in self.urged.all())


class UrgedAgency(models.Model):
    """Cơ quan được đôn đốc: who gets the letter, the line of the plan that is late, and the figures in the letter.

    `agency` receives; `about` is the line, the same agency until it has ended and others go on with its work.
    """

    letter = models.ForeignKey(UrgingLetter, models.CASCADE, related_name="urged")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="urged", verbose_name="cơ quan nhận")
    about = models.ForeignKey(Agency, models.PROTECT, related_name="urged_about", verbose_name="phần việc của")
    position = models.PositiveSmallIntegerField("thứ tự")
    facts = OpenJSONField("số liệu", default=dict, composed=True)
    received_at = models.DateTimeField("đã nhận lúc", null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người nhận"
    )

    class Meta:
        verbose_name = "cơ quan được đôn đốc"
        verbose_name_plural = "cơ quan được đôn đốc"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "agency", "about"], name="one_urging_of_an_agency_in_a_letter")
        ]

    def __str__(self) -> str:
        return f"{self.agency} trong {self.letter}"

    @property
    def told(self) -> dict[str, Any]:
        """The figures that the letter was drafted from."""
        return dict(self.facts)
