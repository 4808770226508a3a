from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from ..calendar import portal_today
from ..secrecy.marks import is_marked
from ..secrecy.model_fields import OpenCharField
from ..secrecy.refusals import StateSecret
from . import office
from .agency import Agency
from .delegation import Decision, Delegation
from .duty import DECIDING_DUTIES, OFFICE_DUTIES, OVERSEEING_DUTIES, Duty


class PortalUserManager(UserManager["User"]):
    """Names of accounts are known without regard to case: a phone writes "Lan" where "lan" was given out."""

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """One account with its agency, which every page names, and how the person likes lists, in one query."""
        return self.select_related("agency", "list_view").get(*args, **kwargs)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def administrators(self) -> models.QuerySet["User"]:
        """Active accounts that may administer the portal."""
        return self.filter(Q(is_superuser=True) | Q(duty=Duty.ADMINISTRATOR), is_active=True)

    def guarded(self) -> models.QuerySet["User"]:
        """Accounts that one person alone does not change (`User.is_guarded`)."""
        decide = Q(is_superuser=True) | Q(duty__in=[*DECIDING_DUTIES, Duty.SIGNS])
        return self.filter(decide | Q(delegated_until__gte=portal_today()))


class User(AbstractUser):
    """Người dùng: a person with one duty at one agency."""

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, verbose_name="cơ quan", null=True, related_name="users"
    )
    duty = models.CharField("nhiệm vụ", max_length=24, choices=Duty, default=Duty.READS)
    full_name = OpenCharField("họ và tên", max_length=120)
    position = OpenCharField("chức vụ", max_length=120, blank=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    second_factor_since = models.DateTimeField("bật lớp xác thực thứ hai lúc", null=True, editable=False)
    # No delegation of a later day: most people hold none, and no page of theirs asks for one.
    delegated_until = models.DateField("được giao ký đến ngày", null=True, editable=False)

    first_name = last_name = None  # type: ignore[assignment]  # how Django leaves an inherited field out
    REQUIRED_FIELDS = ["email", "full_name"]
    LAST_ADMINISTRATOR = "Đây là tài khoản quản trị cuối cùng đang dùng: thêm một người quản trị khác trước đã."

    objects: ClassVar = PortalUserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="one_user_per_name",
                violation_error_message="Tên đăng nhập này đã có người dùng.",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(is_superuser=True) | Q(duty=Duty.ADMINISTRATOR),
                name="user_belongs_to_an_agency",
                violation_error_message="Chọn cơ quan của người dùng.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and self.is_superuser and not self.agency_id:
            self.duty = Duty.ADMINISTRATOR  # the first account of an empty portal
        written = kwargs.get("update_fields")
        if written is None or {"username", "email"} & set(written):
            self.refuse_marks()
        super().save(*args, **kwargs)

    def refuse_marks(self) -> None:
        """Raises StateSecret where Django's own columns carry a mark of secrecy; ours refuse it themselves."""
        if is_marked(self.username) or is_marked(self.email):
            raise StateSecret

    def clean(self) -> None:
        """Raises ValidationError where another office holds the duty, or nobody would be left to administer."""
        super().clean()
        self.refuse_marks()
        if self.is_active:
            office.check(self.duty, self.agency, portal_today())
        if self._state.adding or (self.administers and self.is_active):
            return
        administrators = User.objects.administrators()
        if connection.in_atomic_block:
            administrators = administrators.select_for_update()  # two who take the duty from each other wait here
        if {found.pk for found in administrators} == {self.pk}:
            raise ValidationError({"is_active" if self.administers else "duty": self.LAST_ADMINISTRATOR})

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username

    @cached_property
    def duty_in_force(self) -> str:
        """The duty; only to read where another office holds it today."""
        return Duty.READS if office.elsewhere(self.duty, self.agency, portal_today()) else self.duty

    def holds(self, duty: Duty) -> bool:
        """The person's duty is this one, and it is one of the own office's."""
        return self.duty == duty == self.duty_in_force

    @property
    def may_hold_delegations(self) -> bool:
        """True until the last day of the latest delegation that was confirmed."""
        return self.delegated_until is not None and self.delegated_until >= portal_today()

    @cached_property
    def delegations(self) -> list[Delegation]:
        """By which the person decides today in the place of others."""
        if not self.may_hold_delegations:
            return []
        found = Delegation.objects.in_force(portal_today()).filter(delegate=self).order_by("pk")
        return [one for one in found.select_related("agency", "giver__agency") if one.covers_any(one.decisions)]

    def delegation_for(self, *decisions: Decision) -> Delegation | None:
        """The delegation by which the person takes one of the decisions today, or None."""
        return next((one for one in self.delegations if one.covers_any(decisions)), None)

    def decides_on(self, *decisions: Decision) -> bool:
        """Takes one of the decisions today, by the own duty or in the place of who holds it."""
        own = any(self.holds(decision.duty) for decision in decisions)
        return own or self.delegation_for(*decisions) is not None

    def may_give(self, decision: Decision) -> bool:
        """Holds the decision's duty, or heads the office that holds it; nothing that one was given is given on."""
        if self.holds(decision.duty):
            return True
        if decision.duty not in OFFICE_DUTIES or not self.holds(Duty.SIGNS):
            return False
        held_by = office.DutyOffice.objects.holding(decision.duty, portal_today())
        return held_by is not None and held_by.agency_id == self.agency_id

    @property
    def oversees_by_duty(self) -> bool:
        """The own duty is one that sees every agency."""
        return self.is_superuser or self.duty_in_force in OVERSEEING_DUTIES

    @property
    def oversees(self) -> bool:
        """Sees every agency of the province (what was handed in, not drafts), today also in the place of who does."""
        return self.oversees_by_duty or self.decides_for(*OVERSEEING_DUTIES)

    def decides_for(self, *duties: Duty) -> bool:
        """Takes decisions of these duties in the place of who holds them."""
        return self.delegation_for(*[each for each in Decision if each.duty in duties]) is not None

    @property
    def administers(self) -> bool:
        return self.is_superuser or self.duty == Duty.ADMINISTRATOR

    @property
    def decides(self) -> bool:
        """Decides on what others hand in, on money or on accounts; huyện and xã approve their own estimates."""
        if self.is_superuser or self.duty in DECIDING_DUTIES or self.may_hold_delegations:
            return True
        return self.duty == Duty.SIGNS and self.agency is not None and self.agency.decides_on_money

    @property
    def is_guarded(self) -> bool:
        """One person alone neither makes the account nor changes what it may: it decides, or signs for its agency."""
        return self.decides or self.duty == Duty.SIGNS

    @property
    def may_enter_admin(self) -> bool:
        if self.administers or self.duty_in_force in (Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES):
            return True
        return self.delegation_for(Decision.APPRAISE_CATALOGUES, Decision.ANSWER_REOPENINGS) is not None

    @property
    def writes(self) -> bool:
        """Prepares or signs for an agency."""
        return self.duty in (Duty.PREPARES, Duty.SIGNS)

    @cached_property
    def agency_keys(self) -> list[int]:
        """Of the own agency and of those whose open work passed to it, in the plan or not."""
        if self.agency_id is None:
            return []
        return [
            self.agency_id,
            *Agency.objects.filter(successor=self.agency_id).order_by().values_list("pk", flat=True),
        ]

    @cached_property
    def answers_for(self) -> list[Agency]:
        """Agencies in the plan whose work is the person's: the own one, and those that passed theirs to it."""
        if self.agency is None:
            return []
        if self.agency_keys == [self.agency.pk]:  # what it goes on for decides whether a younger one has a line
            return [] if self.agency.kind == Agency.Kind.PROVINCE else [self.agency]
        held = Agency.objects.run_by(self.agency).holding_records()
        return list(held.select_related("successor").order_by("official_order", "code"))

    def acts_for(self, agency: Agency) -> bool:
        """True where the user prepares or signs for the agency while it exists, or took over its open work (domain §2).

        Who belongs to an agency that has ended only reads: its work is its successor's.
        """
        if not self.writes or self.agency_id is None:
            return False
        if self.agency_id == agency.pk:
            return agency.exists_on(portal_today())
        return self.took_over_from(agency)

    def took_over_from(self, agency: Agency) -> bool:
        """True where the own agency is the other's successor and exists today."""
        if self.agency_id != agency.successor_id or self.agency is None:
            return False
        return self.agency.exists_on(portal_today())

    def belongs_to(self, agency: Agency) -> bool:
        """True for the own agency and for one whose open work passed to it."""
        return self.agency_id is not None and self.agency_id in (agency.pk, agency.successor_id)
