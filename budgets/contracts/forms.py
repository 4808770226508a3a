from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.formfields import DayField, MoneyField, QuantityField
from agencies.models import Agency
from agencies.open_text import OpenText
from agencies.seen import refuse
from agencies.workflow import WorkflowError
from budgets.estimates.forms import LARGEST_DONG, LARGEST_PAGES, TOO_LARGE
from budgets.models import Contractor, ProcurementForm
from budgets.models.contractor import check_tax_code
from plans.models import Catalogue
from plans.models.pages import SIZES

from .changes import ENDS_BEFORE
from .listing import ENDED, OPEN
from .services import BY_CONTRACTORS, CONTRACTOR_NEEDED, NO_CONTRACTOR, NO_PAGES
from .sums import Terms
from .volumes import Volume, appraised_catalogues, appraised_volumes
from .warnings import REASON_NEEDED, Warned

TO_COME = "Ngày văn bản không được sau hôm nay."
NO_NUMBER, NO_DAY = "Ghi số văn bản.", "Ghi ngày văn bản, ví dụ 20/4/2025."


class DocumentForm(forms.Form):
    """Number and day of a document that was signed already."""

    number = OpenText(label="Số văn bản", max_length=60, error_messages={"required": NO_NUMBER})
    dated_on = DayField(label="Ngày văn bản", error_messages={"required": NO_DAY})

    def clean_dated_on(self) -> date:
        day = self.cleaned_data["dated_on"]
        if day > portal_today():
            raise forms.ValidationError(TO_COME)
        return day

    def refuse(self, error: WorkflowError) -> None:
        """Say above the form why nothing was written."""
        refuse(self, error)


class WarnedForm(forms.Form):
    """A form that asks for a reason where something is to be noted: `warned` says what."""

    warned_reason = OpenText(
        label="Lý do các điểm cần lưu ý", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warned = list[str]()

    def refuse(self, error: WorkflowError) -> None:
        """Say why nothing was written; what wants a reason is asked for at its field."""
        if isinstance(error, Warned):
            self.warned = error.sentences
            self.add_error("warned_reason", REASON_NEEDED)
        else:
            refuse(self, error)

    @property
    def asks_why(self) -> bool:
        """True where the reason is asked for, or was given."""
        return bool(self.warned or self["warned_reason"].value())


class ContractFilterForm(forms.Form):
    """What the list of contracts is narrowed by."""

    q = forms.CharField(required=False, max_length=100)
    form = forms.ChoiceField(required=False, choices=[("", "Mọi hình thức"), *ProcurementForm.choices])
    state = forms.ChoiceField(
        required=False, choices=[("", "Mọi trạng thái"), (OPEN, "Đang thực hiện"), (ENDED, "Đã thanh lý, ghi đảo")]
    )
    group = forms.ChoiceField(required=False, choices=[("", "Mọi nhóm"), *Agency.Group.choices])


class CatalogueChoice(forms.ModelMultipleChoiceField):
    """Catalogues to tick, each with what was appraised of it."""

    def __init__(self, catalogues: QuerySet[Catalogue], **kwargs: Any) -> None:
        super().__init__(catalogues, **kwargs)
        self.volumes = appraised_volumes(catalogues.values_list("pk", flat=True))

    def label_from_instance(self, obj: Catalogue) -> str:
        volume = self.volumes.get(obj.pk, Volume())
        return f"{obj.name}: {format_int(volume.files)} hồ sơ, {format_int(volume.all_pages)} trang đã thẩm định"


class ContractForm(WarnedForm):
    """A contract: what for, with whom, until when; pages and price of each paper size; the catalogues it covers."""

    form = forms.ChoiceField(label="Hình thức", choices=ProcurementForm.choices)
    contractor = forms.ModelChoiceField(
        Contractor.objects.order_by("name", "pk"),
        label="Nhà thầu, đơn vị thực hiện",
        required=False,
        empty_label="Chưa chọn",
        help_text="Chưa có trong danh sách thì thêm ở danh mục nhà thầu; nội dung đang nhập ở đây được giữ lại",
    )
    number = OpenText(
        label="Số hợp đồng, quyết định",
        max_length=60,
        help_text="Ví dụ 05/2025/HĐ-SYT",
        error_messages={"required": "Ghi số hợp đồng."},
    )
    signed_on = DayField(label="Ngày ký", error_messages={"required": "Ghi ngày ký, ví dụ 20/4/2025."})
    starts_on = DayField(label="Thực hiện từ ngày", error_messages={"required": "Ghi ngày bắt đầu thực hiện."})
    ends_on = DayField(label="Đến ngày", error_messages={"required": "Ghi ngày kết thúc."})
    subject = OpenText(label="Nội dung", max_length=300, error_messages={"required": "Ghi nội dung hợp đồng."})

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Agency.objects.filter(pk=agency.pk)
        self.fields["agency"] = forms.ModelChoiceField(own, to_field_name="code", widget=forms.HiddenInput)
        self.initial["agency"] = agency.code
        for size in SIZES:
            self.fields |= price_fields(size)
        self.fields["catalogues"] = CatalogueChoice(
            appraised_catalogues(agency),
            label="Mục lục thực hiện",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Chọn ít nhất một Mục lục đã thẩm định."},
        )

    def size_fields(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """[(A4, its pages, its price)] and so on."""
        return [(size.upper(), self[f"pages_{size}"], self[f"price_{size}"]) for size in SIZES]

    def terms(self) -> dict[str, Terms]:
        """{size: Terms} of the sizes used."""
        pages = {size: self.cleaned_data.get(f"pages_{size}") or 0 for size in SIZES}
        return {size: Terms(pages[size], self.cleaned_data.get(f"price_{size}") or 0) for size in SIZES if pages[size]}

    def clean_signed_on(self) -> date:
        day = self.cleaned_data["signed_on"]
        if day > portal_today():
            raise forms.ValidationError(TO_COME)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("form") in BY_CONTRACTORS and not data.get("contractor") and "contractor" not in self.errors:
            self.add_error("contractor", CONTRACTOR_NEEDED)
        if data.get("form") == ProcurementForm.OWN and data.get("contractor"):
            self.add_error("contractor", NO_CONTRACTOR)
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", ENDS_BEFORE)
        self.clean_sizes(data)
        return data

    def clean_sizes(self, data: Mapping[str, Any]) -> None:
        for size in SIZES:
            if data.get(f"pages_{size}") and not data.get(f"price_{size}") and f"price_{size}" not in self.errors:
                self.add_error(f"price_{size}", "Nhập đơn giá, ví dụ 4.896.")
        bad = any(f"pages_{size}" in self.errors for size in SIZES)
        if not bad and not any(data.get(f"pages_{size}") for size in SIZES):
            self.add_error("pages_a4", NO_PAGES)

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `sign_contract`."""
        names = ("form", "contractor", "number", "signed_on", "starts_on", "ends_on", "subject", "warned_reason")
        return {name: self.cleaned_data[name] for name in (*names, "catalogues")} | {"terms": self.terms()}


def price_fields(size: str, least: int = 0) -> dict[str, forms.Field]:
    """Pages and price of one paper size."""
    return {
        f"pages_{size}": QuantityField(
            label=f"Số trang {size.upper()}",
            required=False,
            units=("trang",),
            min_value=least,
            max_value=LARGEST_PAGES,
            error_messages=TOO_LARGE,
        ),
        f"price_{size}": MoneyField(
            label=f"Đơn giá trang {size.upper()}", required=False, max_value=LARGEST_DONG, error_messages=TOO_LARGE
        ),
    }


class AmendmentForm(WarnedForm, DocumentForm):
    """A phụ lục hợp đồng: pages more or fewer, a new price for what is not accepted yet, a new last day."""

    reason = OpenText(
        label="Nội dung, lý do điều chỉnh",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Ghi nội dung, lý do điều chỉnh."},
    )
    ends_on = DayField(label="Thời hạn mới", required=False, help_text="Trống: giữ thời hạn hiện nay")
    field_order = ("number", "dated_on", "reason", "ends_on", "warned_reason")

    def __init__(self, terms: Mapping[str, Terms], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = terms
        for size in SIZES:
            self.fields |= price_fields(size, least=-LARGEST_PAGES)

    def size_fields(self) -> list[tuple[str, Terms | None, forms.BoundField, forms.BoundField]]:
        """[(A4, what stands now, pages more or fewer, new price)] and so on."""
        return [(s.upper(), self.known.get(s), self[f"pages_{s}"], self[f"price_{s}"]) for s in SIZES]

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `amend_contract`."""
        data = self.cleaned_data
        names = ("number", "dated_on", "reason", "ends_on", "warned_reason")
        pages = {size: data[f"pages_{size}"] for size in SIZES if data.get(f"pages_{size}")}
        prices = {size: data[f"price_{size}"] for size in SIZES if data.get(f"price_{size}")}
        return {name: data[name] for name in names} | {"pages": pages, "prices": prices}


class EndForm(DocumentForm):
    """What ends a contract or takes a document back: number, day, reason."""

    reason = OpenText(
        label="Lý do",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Ghi lý do."},
    )

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ContractorForm(forms.Form):
    """A contractor of the province's list."""

    name = OpenText(label="Tên đơn vị", max_length=250, error_messages={"required": "Ghi tên đơn vị."})
    tax_code = OpenText(
        label="Mã số thuế",
        max_length=14,
        validators=[check_tax_code],
        help_text="10 số, hoặc 13 số của chi nhánh: 0123456789-001",
        error_messages={"required": "Ghi mã số thuế."},
    )
    address = OpenText(label="Địa chỉ", max_length=250, required=False)
    contact = OpenText(label="Người liên hệ, điện thoại", max_length=200, required=False)
    note = OpenText(label="Ghi chú", max_length=300, required=False)

    def refuse(self, error: WorkflowError) -> None:
        refuse(self, error)


class ProofForm(forms.Form):
    """A proof of qualification with its validity."""

    kind = OpenText(label="Loại giấy tờ", max_length=200, help_text="Ví dụ chứng chỉ hành nghề lưu trữ")
    number = OpenText(label="Số", max_length=60, required=False)
    issued_on = DayField(label="Ngày cấp")
    valid_until = DayField(label="Có giá trị đến ngày", required=False, help_text="Trống: không thời hạn")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("valid_until") and data.get("issued_on") and data["valid_until"] < data["issued_on"]:
            self.add_error("valid_until", "Ngày hết giá trị trước ngày cấp.")
        return data

    def refuse(self, error: WorkflowError) -> None:
        refuse(self, error)


class DayForm(forms.Form):
    """The day asked about."""

    day = DayField(label="Tính đến ngày", required=False)
