from django import forms

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formfields import DayField


class ReportForm(forms.Form):
    """The day whose figures the report holds."""

    as_of = DayField(
        label="Số liệu đến ngày",
        help_text="Ví dụ 20/6/2025. Báo cáo của hôm nay ghi rõ giờ lập.",
        error_messages={"required": "Nhập ngày lấy số liệu, ví dụ 20/6/2025."},
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, initial={"as_of": portal_today()}, **kwargs)
        self.plan = plan

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day > portal_today():
            raise forms.ValidationError("Ngày lấy số liệu không được sau hôm nay.")
        if day < self.plan.starts_on:
            first = format_date(self.plan.starts_on)
            raise forms.ValidationError(f"Kế hoạch bắt đầu ngày {first}; nhập từ ngày đó trở đi.")
        return day
