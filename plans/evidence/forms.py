"""Forms of evidence: a manifest, its rule, what was seen of a sample, why pages cannot be shown."""

from django import forms

from agencies.calendar import portal_today
from agencies.file_fields import UploadField
from agencies.formfields import DayField, QuantityField
from agencies.open_text import OpenText
from plans.declarations.fields import long_text
from plans.models import Catalogue, SampledFile

from .services import MOST_IN_A_SAMPLE
from .table import WrongTable, looked_through

TO_COME = "Ngày số hóa xong không sau hôm nay."


class ManifestForm(forms.Form):
    table = UploadField(
        label="Bảng kê (manifest.csv)",
        help_text="Tệp do lệnh inspect_scans lập trên máy lưu bản số hóa. Cổng không nhận bản số hóa.",
        accept=".csv",
        missing="Chọn tệp manifest.csv trên máy của bạn rồi bấm Tải lên.",
        advice="Kiểm tra từng thư mục rồi tải lên từng bảng kê.",
    )
    catalogue = forms.ModelChoiceField(
        Catalogue.objects.none(),
        label="Phạm vi (Mục lục đã trình)",
        required=False,
        empty_label="Mọi Mục lục của cơ quan",
        help_text="Bảng kê sau thay bảng kê trước của cùng phạm vi; bảng kê cũ được giữ trong danh sách.",
    )
    scanned_on = DayField(
        label="Ngày số hóa xong", help_text="Yêu cầu kỹ thuật được xét theo quy định áp dụng vào ngày này."
    )

    def __init__(self, agency, plan, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catalogue"].queryset = (
            Catalogue.objects.filter(agency=agency, plan=plan, submitted_at__isnull=False)
            .select_related("fonds")
            .order_by("fonds__name", "name")
        )
        self.fields["catalogue"].label_from_instance = lambda catalogue: catalogue.with_fonds

    def clean_scanned_on(self):
        day = self.cleaned_data["scanned_on"]
        if day > portal_today():
            raise forms.ValidationError(TO_COME)
        return day

    def clean_table(self):
        file = self.cleaned_data["table"]
        self.data_read = file.read()
        try:
            looked_through(self.data_read, file.name)
        except WrongTable as wrong:
            raise forms.ValidationError(str(wrong))
        return file


class RuleForm(forms.Form):
    pattern = OpenText(label="Quy tắc đặt tên", max_length=200)


class SampleSizeForm(forms.Form):
    size = QuantityField(label="Cỡ mẫu (hồ sơ)", min_value=1, max_value=MOST_IN_A_SAMPLE, initial=20)


class SeenForm(forms.Form):
    """What was seen of one file of a sample."""

    result = forms.ChoiceField(choices=SampledFile.Result.choices, required=False)
    note = OpenText(required=False, max_length=500)

    def __init__(self, sampled, *args, **kwargs):
        initial = {"result": sampled.result, "note": sampled.note}
        super().__init__(*args, prefix=str(sampled.pk), initial=initial, **kwargs)
        self.sampled = sampled
        self.fields["result"].widget.attrs["aria-label"] = f"Kết quả, {sampled.line.place}"
        self.fields["note"].widget.attrs["aria-label"] = f"Ghi chú, {sampled.line.place}"

    def clean(self):
        data = super().clean()
        if data.get("result") == SampledFile.Result.BAD and not data.get("note"):
            self.add_error("note", "Ghi vì sao không đạt.")
        return data


class GapForm(forms.Form):
    reason = long_text("Lý do", rows=3, max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
