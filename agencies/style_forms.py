"""Example forms of the style page."""

from django import forms

from .file_fields import UploadField
from .formfields import DayField, QuantityField


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Tên Mục lục", help_text="Ví dụ: Mục lục hồ sơ giai đoạn 2001–2010.")
    page_count = QuantityField(label="Số trang A4", units=("trang",))
    issued_on = DayField(label="Ngày văn bản")
    retention = forms.ChoiceField(label="Thời hạn bảo quản", choices=[("", "– chọn –"), ("permanent", "Vĩnh viễn")])
    arranged = forms.ChoiceField(
        label="Đã chỉnh lý", choices=[("yes", "Có"), ("no", "Chưa")], widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    document = UploadField(
        label="Văn bản đã ký",
        required=False,
        help_text="PDF, Word (.docx) hoặc ảnh JPG",
        accept=".pdf,.docx,.jpg",
        advice="Tách tệp rồi chọn lại.",
    )
    agreed = forms.BooleanField(label="Đã kiểm tra, không có nội dung bí mật nhà nước", required=False)


class ReasonExample(forms.Form):
    """What a decision asks for."""

    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 4}))
