from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum

from agencies.models import Agency, User
from agencies.models.document import number_key
from agencies.secrecy.model_fields import OpenCharField, OpenTextField
from plans.models import Catalogue, Plan
from plans.models.pages import SIZES

from .contractor import Contractor
from .entry import Entry, EntryQuerySet
from .legal_basis import LegalBasis

SIZE_CHOICES = [(size, size.upper()) for size in SIZES]


class ProcurementLimitQuerySet(models.QuerySet["ProcurementLimit"]):
    def in_force_on(self, form: str, day: date) -> "ProcurementLimit | None":
        """The limit of the procurement form valid on the day, or None."""
        return self.filter(form=form, valid_from__lte=day).order_by("-valid_from").first()


class ProcurementForm(models.TextChoices):
    """Hình thức lựa chọn (domain §3)."""

    TENDER = "tender", "Đấu thầu rộng rãi"
    DIRECT = "direct", "Chỉ định thầu"
    QUOTES = "quotes", "Chào hàng cạnh tranh"
    TASK = "task", "Giao nhiệm vụ"
    ORDER = "order", "Đặt hàng"
    OWN = "own", "Tự thực hiện"


class ProcurementLimit(LegalBasis):
    """Hạn mức của hình thức lựa chọn nhà thầu: a dated setting; above it the portal warns and asks for a reason."""

    form = models.CharField("hình thức", max_length=8, choices=ProcurementForm)
    limit_dong = models.PositiveBigIntegerField("hạn mức (đồng)")
    valid_from = models.DateField("áp dụng từ ngày")

    objects = ProcurementLimitQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn mức lựa chọn nhà thầu"
        verbose_name_plural = "hạn mức lựa chọn nhà thầu"
        ordering = ["form", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "valid_from"],
                name="one_procurement_limit_per_day",
                violation_error_message="Hình thức này đã có hạn mức áp dụng từ ngày này: chọn ngày khác.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} từ {self.valid_from}"


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, user: User) -> Self:
        """Contracts of agencies that the user sees."""
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def in_force(self) -> Self:
        """Neither cancelled nor taken back as a slip."""
        ended = ContractChange.objects.standing().filter(contract=OuterRef("pk"), kind=ContractChange.Kind.CANCELLED)
        signed = ContractChange.objects.standing().filter(contract=OuterRef("pk"), kind=ContractChange.Kind.SIGNED)
        return self.filter(Exists(signed), ~Exists(ended))


class Contract(models.Model):
    """Hợp đồng số hóa (hoặc giao nhiệm vụ, đặt hàng, tự thực hiện). Its value is the sum of its entries."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="contracts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contracts", verbose_name="cơ quan")
    form = models.CharField("hình thức", max_length=8, choices=ProcurementForm)
    contractor = models.ForeignKey(
        Contractor, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name="nhà thầu"
    )
    number = OpenCharField("số hợp đồng", max_length=60)
    number_key = models.CharField(max_length=80, editable=False)
    signed_on = models.DateField("ngày ký")
    starts_on = models.DateField("thực hiện từ ngày")
    ends_on = models.DateField("đến ngày")
    subject = OpenCharField("nội dung", max_length=300)
    warned_reason = OpenTextField("lý do các điểm cần lưu ý", blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    catalogues: "models.ManyToManyField[Catalogue, ContractCatalogue]" = models.ManyToManyField(
        Catalogue, through="ContractCatalogue", related_name="contracts"
    )

    # Set on the rows of a list by what the list asks (budgets.contracts.sums).
    sums: Any

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng"
        verbose_name_plural = "hợp đồng"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "signed_on", "number_key"], name="one_contract_per_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.named} của {self.agency}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:  # one that was taken back has given its key free
            self.number_key = number_key(self.number)
        super().save(*args, **kwargs)

    @property
    def named(self) -> str:
        """ "Hợp đồng số 05/HĐ-SYT"; what is given as a task or done by the agency itself rests on a decision."""
        return f"{self.word} số {self.number}"

    @property
    def word(self) -> str:
        """What the paper is called."""
        names = {ProcurementForm.TASK: "Quyết định giao nhiệm vụ", ProcurementForm.OWN: "Quyết định tự thực hiện"}
        return names.get(ProcurementForm(self.form), "Hợp đồng")

    @property
    def value_dong(self) -> int:
        """What it is worth now with all amendments (đồng)."""
        return self.changes.aggregate(dong=Sum("amount_dong"))["dong"] or 0


class ContractCatalogue(models.Model):
    """Mục lục trong hợp đồng: a catalogue (with its tranches) that a contract covers."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="covered")
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="covered_by")

    class Meta:
        verbose_name = "mục lục trong hợp đồng"
        verbose_name_plural = "mục lục trong hợp đồng"
        constraints = [models.UniqueConstraint(fields=["contract", "catalogue"], name="one_catalogue_per_contract")]

    def __str__(self) -> str:
        return str(self.catalogue)


class ContractChangeQuerySet(EntryQuerySet):
    def visible_to(self, user: User) -> Self:
        """Changes of contracts that the user sees."""
        return self.filter(contract__in=Contract.objects.visible_to(user))


class ContractChange(Entry):
    """Bút toán của hợp đồng: its first value, an amendment (phụ lục hợp đồng), or its end; the sum is its value."""

    class Kind(models.TextChoices):
        SIGNED = "signed", "Ký hợp đồng"
        AMENDED = "amended", "Phụ lục hợp đồng"
        CANCELLED = "cancelled", "Hủy, thanh lý trước hạn"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="changes")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    ends_on = models.DateField("thời hạn mới", null=True, blank=True)

    objects = ContractChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi hợp đồng"
        verbose_name_plural = "thay đổi hợp đồng"
        ordering = ["contract", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number}"


class ContractLine(models.Model):
    """Dòng khối lượng của hợp đồng: pages of one size at a price; negative pages lower what was agreed."""

    change = models.ForeignKey(ContractChange, models.PROTECT, related_name="lines")
    size = models.CharField("khổ giấy", max_length=2, blank=True, choices=SIZE_CHOICES)
    name = OpenCharField("nội dung", max_length=250)
    page_count = models.BigIntegerField("số trang", default=0)
    price_dong = models.PositiveBigIntegerField("đơn giá (đồng/trang)", default=0)
    amount_dong = models.BigIntegerField("thành tiền (đồng)")

    class Meta:
        verbose_name = "dòng hợp đồng"
        verbose_name_plural = "dòng hợp đồng"
        ordering = ["change", "pk"]

    def __str__(self) -> str:
        return self.name
