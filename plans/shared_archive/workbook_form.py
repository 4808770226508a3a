from typing import Any

from django import forms

from agencies.uploads import is_too_large, too_large


class WorkbookForm(forms.Form):
    """A table to read; what it says is shown before anything is written."""

    workbook = forms.FileField(
        label="Tệp .xlsx hoặc .csv",
        error_messages={
            "required": "Chọn tệp cần nạp.",
            "empty": "Tệp rỗng, chọn tệp khác.",
            "max_length": "Tên tệp quá dài, đổi tên rồi chọn lại.",
        },
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if is_too_large(file.size):
            raise forms.ValidationError(too_large("Chia thành nhiều tệp rồi nạp từng tệp."))
        return file


class AcknowledgeForm(forms.Form):
    """The person saw what speaks against the export."""

    seen_doubts = forms.BooleanField(label="Tôi đã xem các điểm trên và vẫn xuất", required=False)
