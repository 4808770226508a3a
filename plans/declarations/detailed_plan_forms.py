"""The agency's own detailed plan, with the signed document attached."""

from django import forms

from agencies.calendar import portal_today
from agencies.formfields import DayField
from agencies.open_text import OpenText
from plans.letters.file_field import PaperField

from .fields import long_text
from .validators import period_errors

ASK_DAY = {"required": "Nhập ngày/tháng/năm, ví dụ 18/4/2025."}


class DetailedPlanForm(forms.Form):
    number = OpenText(
        label="Số kế hoạch",
        max_length=60,
        help_text="Ví dụ 12/KH-SYT",
        error_messages={"required": "Ghi số kế hoạch, ví dụ 12/KH-SYT."},
    )
    issued_on = DayField(label="Ngày ban hành", error_messages=ASK_DAY)
    signer = OpenText(
        label="Người ký",
        max_length=120,
        error_messages={"required": "Ghi họ tên, chức vụ người ký."},
        help_text="Họ tên và chức vụ",
    )
    period_from = DayField(label="Thực hiện từ ngày", error_messages=ASK_DAY)
    period_to = DayField(label="Đến ngày", error_messages=ASK_DAY)
    document = PaperField(
        label="Văn bản đã ký", required=False, readers="Chỉ cơ quan mình và cơ quan theo dõi Kế hoạch tải được."
    )
    reason = long_text("Lý do ghi lại", max_length=2000)
    was_mistyped = forms.BooleanField(
        label="Lần trước ghi nhầm cả số và ngày",
        required=False,
        help_text="Số ghi nhầm được dùng lại cho văn bản khác. Không đánh dấu nếu đây là kế hoạch điều chỉnh mới.",
    )

    def __init__(self, *args, earlier=None, **kwargs):
        super().__init__(*args, **kwargs)
        if earlier and earlier.document:
            self.fields["document"].help_text += f" Để trống thì giữ tệp đã gửi: {earlier.document_name}."
        if earlier is None:
            del self.fields["reason"], self.fields["was_mistyped"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Ghi lý do: đã có bản ghi nhận trước."

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > portal_today():
            raise forms.ValidationError("Ngày ban hành không được sau hôm nay.")
        return day

    def clean(self):
        data = super().clean()
        for name, sentence in period_errors(data.get("period_from"), data.get("period_to")).items():
            self.add_error(name, sentence)
        return data
