"""The filter above a list of files; what is not understood is left out, never an error page."""

from django import forms

from agencies.formats.text import as_sentence
from plans.appraisal import findings
from plans.declarations.fields import LARGEST, OpenText, QuantityField
from plans.intake.cells.days import partial_day
from plans.intake.cells.values import CellError, show_day
from plans.models import ArchivalFile
from plans.models.pages import PageBasis

from .search import USUAL_YEARS

ANY = ("", "Tất cả")
YES_NO = [ANY, ("yes", "Có"), ("no", "Không")]
RETENTIONS = [
    ANY,
    *((str(years), f"{years} năm" if years else "Vĩnh viễn") for years in USUAL_YEARS),
    ("other", "Khác"),
]
DECISIONS = [(code or "pending", word) for code, word in ArchivalFile.Decision.choices]
CHECKS = [ANY, (findings.ANY, "Có bất kỳ điều nào"), *((each.key, each.name) for each in findings.FINDINGS)]
SORTS = [
    ("position", "Số thứ tự"),
    ("title", "Ký hiệu, tiêu đề (A–Z)"),
    ("-title", "Ký hiệu, tiêu đề (Y–A)"),
    ("date", "Thời gian bắt đầu, cũ trước"),
    ("-date", "Thời gian bắt đầu, mới trước"),
    ("-pages", "Nhiều trang trước"),
    ("pages", "Ít trang trước"),
]


class SearchForm(forms.Form):
    """Lọc hồ sơ."""

    q = forms.CharField(label="Tìm trong tiêu đề, số ký hiệu (không cần dấu)", required=False, max_length=100)
    box = forms.CharField(label="Hộp/cặp số", required=False, max_length=30)
    retention = forms.ChoiceField(label="Thời hạn bảo quản", required=False, choices=RETENTIONS)
    arranged = forms.ChoiceField(label="Đã chỉnh lý", required=False, choices=YES_NO)
    priority = forms.ChoiceField(label="Ưu tiên", required=False, choices=[ANY, *ArchivalFile.Priority.choices])
    condition = forms.ChoiceField(label="Tình trạng", required=False, choices=[ANY, *ArchivalFile.Condition.choices])
    pages_from = forms.IntegerField(label="Trang A4 từ", required=False, min_value=0, max_value=10**9)
    pages_to = forms.IntegerField(label="đến", required=False, min_value=0, max_value=10**9)
    digitized_before = forms.ChoiceField(label="Đã số hóa trước đây", required=False, choices=YES_NO)
    check = forms.ChoiceField(label="Cần kiểm tra", required=False, choices=CHECKS)
    decision = forms.ChoiceField(label="Kết quả xem xét", required=False, choices=[ANY, *DECISIONS])
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=SORTS)

    MAIN = ("q", "sort")

    def __init__(self, data, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["id"] = name
            if isinstance(field, forms.IntegerField):
                field.widget = forms.TextInput(attrs={"id": name, "inputmode": "numeric", "size": 6})
        self.fields["q"].widget = forms.TextInput(attrs={"id": "q", "type": "search"})

    def wanted(self):
        """What was understood: {field: value}."""
        self.is_valid()
        return self.cleaned_data

    @property
    def order(self):
        return self.wanted().get("sort") or "position"

    @property
    def narrows(self):
        """True where the form leaves fewer files than there are."""
        return any(value not in ("", None) for name, value in self.wanted().items() if name != "sort")

    def more(self):
        """The fields behind "Lọc thêm"."""
        return [self[name] for name in self.fields if name not in self.MAIN]

    @property
    def has_more(self):
        return any(self.wanted().get(name) not in ("", None) for name in self.fields if name not in self.MAIN)


KEEP = ("", "Giữ nguyên")


class BulkForm(forms.Form):
    """Sửa hàng loạt: what is left empty stays as it is."""

    retention = forms.ChoiceField(label="Thời hạn bảo quản", required=False, choices=[KEEP, *RETENTIONS[1:-1]])
    arranged = forms.ChoiceField(label="Đã chỉnh lý", required=False, choices=[KEEP, *YES_NO[1:]])
    priority = forms.ChoiceField(
        label="Ưu tiên", required=False, choices=[KEEP, *ArchivalFile.Priority.choices, ("none", "Không ưu tiên")]
    )
    condition = forms.ChoiceField(label="Tình trạng", required=False, choices=[KEEP, *ArchivalFile.Condition.choices])
    box = OpenText(label="Hộp/cặp số", required=False, max_length=30, help_text="Để trống nếu giữ nguyên.")
    start = OpenText(
        label="Thời gian bắt đầu", required=False, max_length=10, help_text="Ví dụ 3/2008. Để trống nếu giữ nguyên."
    )
    pages = QuantityField(
        label="Số trang A4 của mỗi hồ sơ",
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="Số trang đã đếm, như nhau ở các hồ sơ này. Để trống nếu giữ nguyên.",
    )

    def __init__(self, data=None, **options):
        super().__init__(data, prefix="dat", **options)
        for field in self.fields.values():
            field.one_of_several = True

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Chọn ít nhất một giá trị cần đặt.")
        return data

    def clean_start(self):
        try:
            return self.cleaned_data["start"] and show_day(partial_day(self.cleaned_data["start"]))
        except CellError as error:
            raise forms.ValidationError(as_sentence(str(error))) from None

    def values(self):
        """{field of ArchivalFile: value} of what is to be changed."""
        data, found = self.cleaned_data, {}
        if data["retention"]:
            found["retention_years"] = int(data["retention"])
        if data["arranged"]:
            found["arranged"] = data["arranged"] == "yes"
        if data["priority"]:
            found["priority"] = data["priority"].replace("none", "")
        if data["condition"]:
            found["condition"] = data["condition"]
        if data["box"]:
            found["box_number"] = data["box"]
        if data["start"]:
            found["start_date"] = partial_day(data["start"])
        if data["pages"]:
            found |= {"page_count": data["pages"], "page_basis": PageBasis.COUNTED.value}
        return found
