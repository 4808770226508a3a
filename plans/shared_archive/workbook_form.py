from django import forms

from agencies.file_fields import TABLES, UploadField


class WorkbookForm(forms.Form):
    """A table to read; what it says is shown before anything is written."""

    workbook = UploadField(
        label="Tệp .xlsx hoặc .csv",
        max_length=150,
        accept=TABLES,
        missing="Chọn tệp cần nạp.",
        advice="Chia thành nhiều tệp rồi nạp từng tệp.",
    )


class AcknowledgeForm(forms.Form):
    """The person saw what speaks against the export."""

    seen_doubts = forms.BooleanField(label="Tôi đã xem các điểm trên và vẫn xuất", required=False)
