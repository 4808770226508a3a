from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from ..formats.dates import format_date
from ..secrecy.model_fields import OpenCharField, OpenSlugField
from .telephone import PHONE

NO_HEIR = "chưa ghi đơn vị kế thừa"


class Viewer(Protocol):
    """What visible_to needs to know of a User."""

    agency_id: int | None

    @property
    def oversees(self) -> bool: ...


class AgencyQuerySet(models.QuerySet):
    def active_on(self, day: date) -> Self:
        """Agencies that exist on the day; an open end means "until further notice"."""
        started = Q(active_from__isnull=True) | Q(active_from__lte=day)
        return self.filter(started, Q(active_to__isnull=True) | Q(active_to__gte=day))

    def holding_records(self) -> Self:
        """Agencies the plan binds (Plan II.1): everyone but the province itself and units made to go on for others.

        A unit that began in the plan's time and took over from others answers for their lines and has none of its own.
        """
        before = Agency.objects.filter(successor=OuterRef("pk"))
        return self.exclude(kind=Agency.Kind.PROVINCE).exclude(Q(active_from__isnull=False) & Exists(before))

    def without_heir(self, day: date) -> Self:
        """Agencies in the plan that have ended by the day and passed their work to nobody."""
        return self.holding_records().filter(active_to__lt=day, successor__isnull=True)

    def in_group(self, group: str) -> Self:
        return self.filter(kind__in=Agency.KINDS_BY_GROUP[group])

    def run_by(self, agency: "Agency") -> Self:
        """The agency itself and those whose open work passed to it as their successor."""
        return self.filter(Q(pk=agency.pk) | Q(successor_id=agency.pk))

    def visible_to(self, user: Viewer) -> Self:
        """Own agency and predecessors, a district's communes, everything for those who oversee the plan."""
        if user.oversees:
            return self
        if not user.agency_id:
            return self.none()
        own = Q(pk=user.agency_id) | Q(successor_id=user.agency_id)
        return self.filter(own | Q(parent_id=user.agency_id))


class Agency(models.Model):
    """Cơ quan, đơn vị: a body that holds records, decides on them, or both."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "UBND tỉnh"
        DEPARTMENT = "department", "Sở, ban, ngành"
        BOARD = "board", "Ban quản lý"
        ARCHIVES = "archives", "Trung tâm Lưu trữ lịch sử"
        DISTRICT = "district", "UBND cấp huyện"
        COMMUNE = "commune", "UBND cấp xã"

    class Group(models.TextChoices):
        DEPARTMENTS = "departments", "Các sở, ban, ngành tỉnh"
        DISTRICTS = "districts", "UBND cấp huyện"

    KINDS_BY_GROUP: Mapping[str, tuple[Kind, ...]] = {
        Group.DEPARTMENTS: (Kind.DEPARTMENT, Kind.BOARD, Kind.ARCHIVES),
        Group.DISTRICTS: (Kind.DISTRICT, Kind.COMMUNE),
    }
    LOOPS: Mapping[str, str] = {
        "parent": "{} là chính cơ quan này hoặc thuộc cơ quan này: chọn cơ quan cấp trên khác.",
        "successor": "{} là chính đơn vị này hoặc do đơn vị này kế thừa: chọn đơn vị kế thừa khác.",
    }
    HEIR_ENDS = "{} kết thúc hoạt động ngày {}, không kế thừa được đơn vị này: chọn đơn vị còn hoạt động sau đó."
    GROUP_OF_KIND = {kind.value: str(group) for group, kinds in KINDS_BY_GROUP.items() for kind in kinds}

    code = OpenSlugField("mã", max_length=20, unique=True)
    name = OpenCharField("tên cơ quan, đơn vị", max_length=200)
    short_name = OpenCharField("tên ngắn", max_length=100, blank=True)
    kind = models.CharField("loại", max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="cơ quan cấp trên", null=True, blank=True, related_name="children"
    )
    official_order = models.PositiveIntegerField("số thứ tự", default=0, validators=[MaxValueValidator(99_999)])
    gso_code = OpenCharField("mã Tổng cục Thống kê", max_length=8, blank=True)
    electronic_code = OpenCharField("mã định danh điện tử", max_length=20, blank=True, help_text="Ví dụ H47.05")
    phone = OpenCharField("điện thoại", max_length=40, blank=True, validators=[PHONE], help_text="Ví dụ 0235 3852 123")
    head_signs = models.BooleanField(
        "thủ trưởng ký trước khi gửi",
        default=True,
        help_text="Mục lục, dự toán, rà soát do cán bộ lập chỉ gửi đi khi thủ trưởng (hoặc người được giao ký) đã ký "
        "trên cổng. Cơ quan không có tài khoản thủ trưởng đang dùng thì không có bước này.",
    )
    active_from = models.DateField("hoạt động từ ngày", null=True, blank=True)
    active_to = models.DateField("hoạt động đến hết ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="đơn vị kế thừa", null=True, blank=True, related_name="predecessors"
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"
        ordering = ["official_order", "code"]
        constraints = [
            models.UniqueConstraint(
                Lower("code"), name="one_agency_per_code", violation_error_message="Mã này đã có cơ quan dùng."
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_to=None) | Q(active_from__lte=F("active_to")),
                name="agency_begins_before_it_ends",
                violation_error_message="Ngày kết thúc hoạt động không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="agency_is_not_above_itself",
                violation_error_message="Cơ quan không là cấp trên của chính mình.",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("pk")),
                name="agency_does_not_succeed_itself",
                violation_error_message="Đơn vị không kế thừa chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where following cấp trên or đơn vị kế thừa leads back here, or the heir ends first."""
        if connection.in_atomic_block and (self.parent_id or self.successor_id):
            Agency.objects.select_for_update(no_key=True).order_by("pk").first()  # two who would close a ring wait here
        for name, refusal in self.LOOPS.items():
            if self in chain(self, name):
                raise ValidationError({name: refusal.format(getattr(self, name))})
        heir = self.successor
        if heir and heir.active_to and (not self.active_to or heir.active_to <= self.active_to):
            raise ValidationError({"successor": self.HEIR_ENDS.format(heir, format_date(heir.active_to))})

    @property
    def group(self) -> str | None:
        """`departments` (Phụ lục I), `districts` (Phụ lục II, communes included), or None for the province."""
        return self.GROUP_OF_KIND.get(self.kind)

    @property
    def decides_on_money(self) -> bool:
        """True for huyện and xã, which approve their own estimates."""
        return self.kind in (self.Kind.DISTRICT, self.Kind.COMMUNE)

    @property
    def in_departments_group(self) -> bool:
        return self.group == self.Group.DEPARTMENTS

    def has_reporter_for(self, first_day: date, last_day: date, today: date) -> bool:
        """True where somebody owes a report on these days: the agency, or its successor once it has ended.

        A period in which an agency without successor ended is owed by nobody after its end, one before its first day
        by nobody at all.
        """
        if not self.has_begun_by(last_day):
            return False
        if self.successor_id is not None:
            return True
        return not self.has_ended_by(first_day) and (self.exists_on(last_day) or self.exists_on(today))

    def has_begun_by(self, day: date) -> bool:
        """True from the agency's first day on."""
        return self.active_from is None or self.active_from <= day

    def owes_report_for(self, first_day: date, last_day: date, today: date) -> bool:
        """True where a report on these days is owed today, by the agency or by its successor.

        A successor may still report on any period, and owes none that ended before its own first day.
        """
        if self.active_to and self.has_ended_by(today) and last_day <= self.active_to:
            return False
        return self.has_reporter_for(first_day, last_day, today)

    def has_ended_by(self, today: date) -> bool:
        """True after the agency's last day."""
        return self.active_to is not None and self.active_to < today

    @property
    def who_goes_on(self) -> str:
        """Who carries on with its work after its end, as a clause."""
        return f"việc còn lại do {self.successor} tiếp tục" if self.successor else NO_HEIR

    def exists_on(self, day: date) -> bool:
        return self.has_begun_by(day) and not self.has_ended_by(day)


def chain(agency: Agency, name: str) -> Iterator[Agency]:
    """The agencies that follow through `parent` or `successor`, nearest first; a ring ends where it closes."""
    seen: set[int] = set()
    following = agency
    while key := getattr(following, f"{name}_id"):
        following = Agency.objects.get(pk=key)  # as it is now, not as the form read it
        if following.pk in seen:
            return
        seen.add(following.pk)
        yield following
