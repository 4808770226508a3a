from django import forms

from agencies.file_fields import UploadField
from agencies.formfields import QuantityField
from plans.declarations.fields import OpenText

from .services import TargetFigures, over_division

LARGEST = {"max_value": 10**9, "error_messages": {"max_value": "Số quá lớn: kiểm tra lại."}}


class TargetForm(forms.Form):
    """One line of Phụ lục I or II; a district's with its communes in it."""

    # A declared field is no attribute of the form, so `Form.files` stays what it is.
    files = QuantityField(label="Số hồ sơ", units=("hồ sơ",), **LARGEST)  # type: ignore[assignment]
    pages = QuantityField(label="Số trang A4", units=("trang",), **LARGEST)
    note = OpenText(label="Ghi chú", max_length=300, required=False)

    def clean(self):
        data = super().clean()
        files, pages = data.get("files"), data.get("pages")
        if files is not None and pages is not None and bool(files) != bool(pages):
            self.add_error("pages" if files else "files", "Có trang thì phải có hồ sơ, và ngược lại.")
        return data

    def line(self):
        data = self.cleaned_data
        return TargetFigures(data.get("files") or 0, data.get("pages") or 0, data.get("note") or "")


class ShareForm(TargetForm):
    """A commune's part; empty means nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].required = self.fields["pages"].required = False

    def clean(self):
        data = self.cleaned_data
        if not self.errors and bool(data.get("files")) != bool(data.get("pages")):
            self.add_error("pages" if data.get("files") else "files", "Có trang thì phải có hồ sơ, và ngược lại.")
        return data


class BaseShareFormSet(forms.BaseFormSet):
    """The parts of all communes; together at most the whole (hồ sơ, trang A4) of the district."""

    def __init__(self, *args, whole, **kwargs):
        self.whole = whole
        super().__init__(*args, **kwargs)

    def shared(self):
        """(hồ sơ, trang) that were typed; what cannot be read counts 0."""
        self.is_valid()
        rows = [form.cleaned_data for form in self.forms]
        return tuple(sum(row.get(key) or 0 for row in rows) for key in ("files", "pages"))

    def clean(self):
        rows = [form.cleaned_data for form in self.forms]
        for key, whole, unit in zip(("files", "pages"), self.whole, ("hồ sơ", "trang"), strict=True):
            excess = sum(row.get(key) or 0 for row in rows) - whole
            if excess > 0:
                self._non_form_errors.append(over_division(excess, unit))


ShareFormSet = forms.formset_factory(ShareForm, BaseShareFormSet, extra=0)


class AnnexUploadForm(forms.Form):
    workbook = UploadField(
        label="Tệp Excel (.xlsx)",
        help_text="Theo biểu mẫu tải từ Cổng; có thể chỉ gồm một phụ lục",
        max_length=150,
        accept=".xlsx",
        missing="Chọn tệp .xlsx cần nạp.",
        advice="Chỉ giữ trang tính Phụ lục rồi nạp lại.",
    )
