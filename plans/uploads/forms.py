"""Forms of an upload: the workbook, which column is which, and what to write."""

import re

from django import forms

from agencies.uploads import is_too_large, too_large
from plans.intake.columns import COLUMNS
from plans.intake.headers.questions import CENTURY, DOCUMENTS, SUM

from .services import DIVIDE

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv"
LIKE_A_LETTER = re.compile(r"[A-Z]{0,3}")
TWO_IN_ONE = (
    ("dates", "Thời gian tài liệu (bắt đầu – kết thúc trong một cột)"),
    ("sheets_pages", "Số tờ/Số trang (trong một cột)"),
    ("number", "Số thứ tự"),
    ("fonds", "Phông"),
    ("catalogue_number", "Mục lục số"),
    ("paper_size", "Khổ giấy của cả hồ sơ"),
)
# What is asked once for a whole file: {key of the answer: (label, choices)}.
QUESTIONS = {
    CENTURY: (
        "Năm chỉ ghi hai chữ số",
        [("", "Chưa chọn"), ("19", "Năm 19.. (98 là 1998)"), ("20", "Năm 20.. (08 là 2008)")],
    ),
    DOCUMENTS: ("Tệp liệt kê văn bản", [("", "Chưa chọn"), (SUM, "Cộng các văn bản thành hồ sơ")]),
}
CHOICES = [("", "Không đọc cột này"), *((column.field, column.header) for column in COLUMNS), *TWO_IN_ONE]


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label="Tệp Mục lục (.xlsx, .xls, .ods, .csv)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="Tệp của cơ quan để nguyên như đang có, hoặc tệp mẫu của cổng. Chưa ghi gì trước khi bạn xác nhận.",
        error_messages={"required": "Chọn tệp Mục lục trên máy của bạn rồi bấm Tải lên."},
    )

    def __init__(self, *args, cut_off=False, **kwargs):
        super().__init__(*args, **kwargs)
        if cut_off:
            self.fields["workbook"].error_messages["required"] = too_large(DIVIDE)

    def clean_workbook(self):
        file = self.cleaned_data["workbook"]
        if is_too_large(file.size):
            raise forms.ValidationError(too_large(DIVIDE))
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

    def clean(self):
        data = super().clean()
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
        return answers | {
            letter if LIKE_A_LETTER.fullmatch(text) or written.count(text) > 1 else text: self.cleaned_data[name]
            for name, (letter, text, *_) in self.headers.items()
        }


def headers_of(upload):
    """(letter, header, field, sheet, some of its cells) of the columns, each header once; the columns of secrecy levels
    and of our own codes are always read."""
    seen, found = set(), []
    for sheet in upload.sheets:
        for letter, written, field in sheet.get("headers", ()):
            if field not in ("level", "row_code") and (written or letter) not in seen:
                seen.add(written or letter)
                cells = sheet.get("examples", {}).get(letter, ())
                found.append((letter, written, field, sheet["name"], cells))
    return found


def asked_in(upload):
    """The keys of what the reader asks once for this file."""
    asked = {key for sheet in upload.sheets for key in sheet.get("questions", ())}
    return [key for key in QUESTIONS if key in asked]


def name_of(key):
    return f"asked-{key.removeprefix('?')}"
