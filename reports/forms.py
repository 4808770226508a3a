from django import forms

from agencies.calendar import portal_today
from agencies.delegation import signing
from agencies.formats.dates import format_date
from agencies.formfields import DayField
from agencies.models import Decision


class ReportForm(forms.Form):
    """The day whose figures the report holds, and who signs it where that may be another one than the head."""

    as_of = DayField(
        label="Số liệu đến ngày",
        help_text="Ví dụ 20/6/2025. Báo cáo của hôm nay ghi rõ giờ lập.",
        error_messages={"required": "Nhập ngày lấy số liệu, ví dụ 20/6/2025."},
    )

    signer = forms.ChoiceField(label="Người ký", required=False)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, initial={"as_of": portal_today()}, **kwargs)
        self.plan = plan
        signers = signing.who_signs_today(plan.reporting_agency, Decision.SIGN_REPORTS)
        self.fields["signer"].choices = signers
        self.fields["signer"].one_of_several = True  # the first one holds where none is sent
        if not signers:
            del self.fields["signer"]

    def asked(self):
        """Keyword arguments of `services.request_report`."""
        word = self.cleaned_data.get("signer") or signing.Capacity.HEAD
        return {"as_of": self.cleaned_data["as_of"], "delegation": signing.read(word)[1]}

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day > portal_today():
            raise forms.ValidationError("Ngày lấy số liệu không được sau hôm nay.")
        if day < self.plan.starts_on:
            first = format_date(self.plan.starts_on)
            raise forms.ValidationError(f"Kế hoạch bắt đầu ngày {first}; nhập từ ngày đó trở đi.")
        return day
