from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from ..calendar import portal_today
from .agency import Agency


class Duty(models.TextChoices):
    """Nhiệm vụ: the one thing an account is for."""

    PREPARES = "prepares", "Cán bộ chuẩn bị hồ sơ"
    SIGNS = "signs", "Thủ trưởng ký"
    READS = "reads", "Chỉ xem trong cơ quan"
    APPRAISES_CATALOGUES = "appraises_catalogues", "Thẩm định Mục lục (Sở Nội vụ)"
    APPRAISES_ESTIMATES = "appraises_estimates", "Thẩm định dự toán (Sở Tài chính)"
    OPERATES_ARCHIVE = "operates_archive", "Vận hành Kho lưu trữ dùng chung (Sở KH&CN)"
    READS_EVERYTHING = "reads_everything", "Xem toàn tỉnh (UBND tỉnh)"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


# Named one by one, so that a new duty sees no other agency unless it is added here.
OVERSEEING_DUTIES = frozenset(
    {
        Duty.APPRAISES_CATALOGUES,
        Duty.APPRAISES_ESTIMATES,
        Duty.OPERATES_ARCHIVE,
        Duty.READS_EVERYTHING,
        Duty.ADMINISTRATOR,
    }
)


class User(AbstractUser):
    """Người dùng: a person with one duty at one agency."""

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, verbose_name="cơ quan", null=True, related_name="users"
    )
    duty = models.CharField("nhiệm vụ", max_length=24, choices=Duty, default=Duty.READS)
    full_name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ", max_length=120, blank=True)

    first_name = last_name = None  # type: ignore[assignment]  # how Django leaves an inherited field out
    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(is_superuser=True) | Q(duty=Duty.ADMINISTRATOR),
                name="user_belongs_to_an_agency",
                violation_error_message="Chọn cơ quan của người dùng.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and self.is_superuser and not self.agency_id:
            self.duty = Duty.ADMINISTRATOR  # the first account of an empty portal
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username

    @property
    def oversees(self) -> bool:
        """Sees every agency of the province (what was handed in, not drafts)."""
        return self.is_superuser or self.duty in OVERSEEING_DUTIES

    @property
    def administers(self) -> bool:
        return self.is_superuser or self.duty == Duty.ADMINISTRATOR

    @property
    def may_enter_admin(self) -> bool:
        return self.administers or self.duty in (Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES)

    @property
    def writes(self) -> bool:
        """Prepares or signs for an agency."""
        return self.duty in (Duty.PREPARES, Duty.SIGNS)

    @cached_property
    def answers_for(self) -> list[Agency]:
        """Agencies in the plan whose work is the person's: the own one, and those that passed theirs to it."""
        if self.agency is None:
            return []
        held = Agency.objects.run_by(self.agency).holding_records()
        return list(held.select_related("successor").order_by("official_order", "code"))

    def acts_for(self, agency: Agency) -> bool:
        """True where the user prepares or signs for the agency while it exists, or took over its open work (domain §2).

        Who belongs to an agency that has ended only reads: its work is its successor's.
        """
        if not self.writes or self.agency_id is None:
            return False
        if self.agency_id == agency.pk:
            return not agency.has_ended_by(portal_today())
        return self.took_over_from(agency)

    def took_over_from(self, agency: Agency) -> bool:
        """True where the own agency is the other's successor and exists today."""
        if self.agency_id != agency.successor_id or self.agency is None:
            return False
        return self.agency.exists_on(portal_today())

    def belongs_to(self, agency: Agency) -> bool:
        """True for the own agency and for one whose open work passed to it."""
        return self.agency_id is not None and self.agency_id in (agency.pk, agency.successor_id)
