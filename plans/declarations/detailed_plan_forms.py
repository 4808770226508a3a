"""The agency's own detailed plan, with the signed document attached."""

import io
import zipfile

from django import forms

from agencies.calendar import portal_today
from agencies.formfields import DayField
from agencies.open_text import OpenText
from agencies.uploads import is_too_large, largest_mb, too_large
from plans.models.attachment import SCANNED, is_pdf, screen

from .fields import long_text
from .validators import period_errors

KINDS = "PDF, Word (.docx) hoặc ảnh JPG"
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
    document = forms.FileField(
        label="Văn bản đã ký",
        required=False,
        error_messages={"empty": "Tệp rỗng, chọn tệp khác.", "max_length": "Tên tệp quá dài, đổi tên rồi chọn lại."},
    )
    reason = long_text("Lý do ghi lại", max_length=2000)
    was_mistyped = forms.BooleanField(
        label="Lần trước ghi nhầm cả số và ngày",
        required=False,
        help_text="Số ghi nhầm được dùng lại cho văn bản khác. Không đánh dấu nếu đây là kế hoạch điều chỉnh mới.",
    )

    def __init__(self, *args, earlier=None, cut_off=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.cut_off = cut_off
        hint = f"{KINDS}, tối đa {largest_mb()} MB. Chỉ cơ quan mình và cơ quan theo dõi Kế hoạch tải được."
        if earlier and earlier.document:
            hint += f" Để trống thì giữ tệp đã gửi: {earlier.document_name}."
        self.fields["document"].help_text = f"{hint} {SCANNED}"
        self.fields["document"].widget.attrs["accept"] = ".pdf,.docx,.jpg,.jpeg"
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

    def clean_document(self):
        file = self.cleaned_data["document"]
        if self.cut_off or (file and is_too_large(file.size)):
            raise forms.ValidationError(too_large("Giảm độ phân giải hoặc tách tệp rồi chọn lại."))
        if file:
            check_kind(file)
            screen(file)
        return file

    def clean(self):
        data = super().clean()
        for name, sentence in period_errors(data.get("period_from"), data.get("period_to")).items():
            self.add_error(name, sentence)
        return data


def check_kind(file):
    """Refuse a file whose content is not of the kind its name ends in."""
    suffix = file.name.rpartition(".")[2].lower()
    if suffix not in SIGNATURES or not SIGNATURES[suffix](file.read()):
        raise forms.ValidationError(f"Tệp này không phải {KINDS}; chọn đúng tệp văn bản đã ký.")
    file.seek(0)


def is_jpeg(content):
    return content.startswith(b"\xff\xd8\xff")


def is_docx(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


SIGNATURES = {"pdf": is_pdf, "docx": is_docx, "jpg": is_jpeg, "jpeg": is_jpeg}
