"""Forms of an upload: the workbook, which column is which, and what to write."""

from django import forms
from django.conf import settings

from ..intake.columns import COLUMNS
from ..services.uploads import too_large

ACCEPTED = ".xlsx,.xls,.ods,.csv"
NOT_READ = ("", "Không đọc cột này")


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label="Tệp Mục lục (.xlsx, .xls, .ods, .csv)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="Tệp của cơ quan để nguyên như đang có, hoặc tệp mẫu của cổng. Chưa ghi gì trước khi bạn xác nhận.",
        error_messages={"required": "Chọn tệp Mục lục trên máy của bạn rồi bấm Tải lên."},
    )

    def clean_workbook(self):
        file = self.cleaned_data["workbook"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(too_large())
        return file


class ConfirmForm(forms.Form):
    only_good = forms.BooleanField(required=False, widget=forms.HiddenInput)
    remove_missing = forms.BooleanField(required=False)

    def __init__(self, upload, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remove_missing"].label = "Xóa khỏi Mục lục các hồ sơ không có trong tệp"


class MappingForm(forms.Form):
    """One choice per header of the workbook, filled with what was understood."""

    def __init__(self, upload, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.headers = {f"column-{number}": header for number, header in enumerate(headers_of(upload), 1)}
        for name, (letter, written, field) in self.headers.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{letter}: {written}" if written else f"Cột {letter}", choices=choices(), required=False,
                initial=field,
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        chosen = [value for value in data.values() if value]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError("Một cột của Mục lục chỉ chọn được một lần.")
        return data

    def mapping(self):
        """{column letter: field or ""} as the reader takes it; only what differs from what was understood."""
        return {letter: self.cleaned_data[name] for name, (letter, _, _) in self.headers.items()}


def headers_of(upload):
    """The columns of the first sheet that has a header: sheets of one workbook look alike."""
    return next((sheet["headers"] for sheet in upload.sheets if sheet.get("headers")), [])


def choices():
    return [NOT_READ, *((column.field, column.header) for column in COLUMNS)]
