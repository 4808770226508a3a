"""Forms of an upload: the workbook, which column is which, and what to write."""

from django import forms

from agencies.file_fields import UploadField
from plans.intake.headers.questions import SHEET, left_out_sheets

from .meanings import CHOICES, QUESTIONS, asked_in, choice_key, headers_of, sheets_of
from .services import DIVIDE

ALL_LEFT_OUT = "Phải đọc ít nhất một trang tính."


class UploadForm(forms.Form):
    workbook = UploadField(
        label="Tệp Mục lục (.xlsx, .xls, .ods, .csv)",
        allow_empty_file=True,
        help_text="Tệp của cơ quan để nguyên như đang có, hoặc tệp mẫu của cổng. Chưa ghi gì trước khi bạn xác nhận.",
        accept=".xlsx,.xlsm,.xls,.ods,.csv",
        missing="Chọn tệp Mục lục trên máy của bạn rồi bấm Tải lên.",
        advice=DIVIDE,
    )


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
        self.sheets = upload.sheets
        self.headers = {f"column-{number}": header for number, header in enumerate(headers_of(upload), 1)}
        for name, (letter, written, field, sheet, examples) in self.headers.items():
            label = f"{letter}: {written}" if written else f"Cột {letter}"
            label += f" · trang tính {sheet}" if sheet != self.sheets[0]["name"] else ""
            hint = f"Trong tệp: {' · '.join(examples)}" if examples else "Trong tệp: các dòng đầu để trống"
            options = {"label": label, "initial": field, "help_text": hint}
            self.fields[name] = forms.ChoiceField(choices=CHOICES, required=False, **options)
            self.fields[name].one_of_several = True
        for key in asked_in(upload):
            label, choices = QUESTIONS[key]
            options = {"label": label, "initial": (upload.mapping or {}).get(key, "")}
            self.fields[name_of(key)] = forms.ChoiceField(choices=choices, required=False, **options)
            self.fields[name_of(key)].one_of_several = True
        self.left_out = left_out_sheets(upload.mapping)
        self.names = {f"left-out-{number}": sheet for number, sheet in enumerate(sheets_of(upload), 1)}
        for name, sheet in self.names.items() if len(self.names) > 1 else ():
            options = {"label": f"Không đọc trang tính {sheet}", "initial": sheet in self.left_out}
            self.fields[name] = forms.BooleanField(required=False, **options)

    def clean(self):
        data = super().clean()
        if len(self.names) > 1 and all(data.get(name) for name in self.names):
            raise forms.ValidationError(ALL_LEFT_OUT)
        chosen = {written or letter: data.get(name) for name, (letter, written, *_) in self.headers.items()}
        for sheet in self.sheets:
            fields = [chosen.get(written or letter) for letter, written, _ in sheet.get("headers", ())]
            fields = [field for field in fields if field]
            if len(fields) != len(set(fields)):
                raise forms.ValidationError("Một cột của Mục lục chỉ chọn được một lần trong một trang tính.")
        return data

    def mapping(self):
        """{header: field or ""} as the reader takes it; the column's letter where the header is not its own."""
        written = [text for _, text, *_ in self.headers.values()]
        answers = {key: self.cleaned_data[name_of(key)] for key in QUESTIONS if self.cleaned_data.get(name_of(key))}
        left_out = {f"{SHEET}{sheet}": "no" for name, sheet in self.names.items() if self.cleaned_data.get(name)}
        return (
            left_out
            | answers
            | {
                choice_key(letter, text, written): self.cleaned_data[name]
                for name, (letter, text, *_) in self.headers.items()
            }
        )


def name_of(key):
    return f"asked-{key.removeprefix('?')}"
