from django import forms

from agencies.file_fields import TABLES, UploadField
from agencies.formats.numbers import format_int
from agencies.open_text import OpenText
from plans.intake.sandbox import Refused
from plans.models import Stage

from .delivered import Delivery, read_delivery
from .finding import Difference, Found, differences, find
from .lists import listed_of, tidy

NOTHING = "Dán danh sách hồ sơ, hoặc chọn tệp danh sách."
NOT_FOUND = "{} dòng không đánh dấu được, kê ở phần đối chiếu: sửa danh sách, hoặc đánh dấu ô bỏ qua các dòng đó."
NONE_FOUND = "Không dòng nào có hồ sơ đánh dấu được: kiểm tra đã chọn đúng Mục lục chưa."
READ = "Đã đọc tệp: {} hồ sơ trong danh sách bên dưới. Xem phần đối chiếu rồi ghi."


class FileList(OpenText):
    """Lines of box and number; the tabs between them stay."""

    def to_python(self, value):
        return tidy(forms.CharField.to_python(self, value) or "")


class MarkListForm(forms.Form):
    """Files of a catalogue by a list, pasted or from a contractor's workbook.

    `found`: the files that it names and the lines that name none, `differences`: other page counts than ours.
    """

    stage = forms.ChoiceField(label="Công đoạn", choices=Stage.choices)
    files_listed = FileList(
        label="Danh sách hồ sơ",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,  # a line without a box begins with a tab
        help_text="Mỗi dòng một hồ sơ: số hộp, hồ sơ số (rồi Mục lục số, số trang nếu có), cách nhau bằng dấu tab (dán "
        "từ Excel) hoặc dấu chấm phẩy",
    )
    workbook = UploadField(
        label="Hoặc tệp bàn giao của nhà thầu",
        required=False,
        help_text="Cổng đọc như tệp Mục lục: dòng tiêu đề ở đâu, cột theo thứ tự nào cũng được; đọc vào ô danh sách và "
        "đối chiếu để xem lại, chưa ghi gì",
        accept=TABLES,
        advice="Chia thành nhiều tệp.",
    )
    skip = forms.BooleanField(label="Bỏ qua các dòng không đánh dấu được, chỉ ghi các hồ sơ còn lại", required=False)

    def __init__(self, catalogue, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.catalogue, self.found, self.differences = catalogue, Found(), list[Difference]()

    @property
    def keys(self) -> list[int]:
        return self.found.keys

    def read_workbook(self) -> Delivery | None:
        """What the workbook holds, None where it was refused: its field says why."""
        file = self.cleaned_data["workbook"]
        try:
            return read_delivery(file.read(), file.name)
        except Refused as refused:
            self.add_error("workbook", refused.message)
            return None

    def clean(self):
        data = super().clean()
        if data.get("workbook") or "files_listed" not in data:
            return data
        listed = listed_of(data["files_listed"])
        if not listed:
            self.add_error("files_listed", NOTHING)
            return data
        self.found = find(self.catalogue, [one.wanted for one in listed], [one.fonds for one in listed])
        self.differences = differences(listed, self.found)
        if self.found.faults and not data.get("skip"):
            self.add_error("files_listed", NOT_FOUND.format(format_int(len(self.found.faults))))
        elif not self.keys:
            self.add_error("files_listed", NONE_FOUND)
        return data

    @staticmethod
    def said(delivery: Delivery) -> str:
        return " ".join([READ.format(format_int(len(delivery.files))), *delivery.notes])
