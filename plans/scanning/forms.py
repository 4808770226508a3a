from django import forms

from agencies.formats.numbers import format_int
from agencies.open_text import OpenText
from agencies.uploads import is_too_large, too_large
from plans.intake.sandbox import Refused
from plans.models import Stage

from .finding import find
from .lists import list_from_workbook, shown_faults, tidy, wanted_of

NOTHING = "Dán danh sách hồ sơ, hoặc chọn tệp danh sách."
READ = "Đã đọc tệp: {} hồ sơ trong danh sách bên dưới. Xem lại rồi ghi."


class FileList(OpenText):
    """Lines of box and number; the tabs between them stay."""

    def to_python(self, value):
        return tidy(forms.CharField.to_python(self, value) or "")


class MarkListForm(forms.Form):
    """Files of a catalogue by a list, pasted or from a contractor's workbook; all faults are shown at once."""

    stage = forms.ChoiceField(label="Công đoạn", choices=Stage.choices)
    files_listed = FileList(
        label="Danh sách hồ sơ",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Mỗi dòng một hồ sơ: số hộp rồi hồ sơ số (và Mục lục số nếu cần), cách nhau bằng dấu tab (dán từ "
        "Excel) hoặc dấu chấm phẩy",
    )
    workbook = forms.FileField(
        label="Hoặc tệp bàn giao của nhà thầu",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text="Tệp có cột Hộp số và Hồ sơ số; cổng đọc vào ô danh sách để xem lại, chưa ghi gì",
    )

    def __init__(self, catalogue, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.catalogue, self.keys = catalogue, []

    def clean_workbook(self):
        file = self.cleaned_data["workbook"]
        if file and is_too_large(file.size):
            raise forms.ValidationError(too_large("Chia thành nhiều tệp."))
        return file

    def read_workbook(self):
        """The tidy list that the workbook holds, None where it was refused: its field says why."""
        file = self.cleaned_data["workbook"]
        try:
            return list_from_workbook(file.read(), file.name)
        except Refused as refused:
            self.add_error("workbook", refused.message)
            return None

    def clean(self):
        data = super().clean()
        if data.get("workbook") or "files_listed" not in data:
            return data
        wanted = wanted_of(data["files_listed"])
        if not wanted:
            self.add_error("files_listed", NOTHING)
            return data
        found = find(self.catalogue, wanted)
        self.keys = found.keys
        for fault in shown_faults(found.faults):
            self.add_error("files_listed", fault)
        return data

    @staticmethod
    def said(listed):
        return READ.format(format_int(len(listed.splitlines())))
