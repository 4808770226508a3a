"""Forms of the review of volumes: a grid of lines, then counts only of what is secret, photographed or recorded."""

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from agencies.requests import posted_int
from plans.letters.forms import LetterFields
from plans.models import VolumeLine
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.signoffs.forms import NOTE_TO_HEAD

from .fields import OpenText, ReasonForm, long_text, quantity
from .validators import line_errors

PREFIX = "lines"
SPARE_ROWS = 5
MOST_ROWS = 1000
CHOOSE = ("", "– chọn –")
ARRANGEMENTS = (("full", "Hoàn chỉnh"), ("partial", "Một phần"), ("none", "Chưa chỉnh lý"))


class LineForm(forms.Form):
    """One fonds, one retention, one state of arrangement."""

    fonds_name = OpenText(label="Phông", max_length=250, error_messages={"required": "Ghi tên phông."})
    retention = forms.ChoiceField(
        label="Thời hạn",
        choices=[CHOOSE, *VolumeLine.Retention.choices],
        error_messages={"required": "Chọn thời hạn bảo quản.", "invalid_choice": "Chọn một mục trong danh sách."},
    )
    arrangement = forms.ChoiceField(
        label="Chỉnh lý",
        choices=[CHOOSE, *ARRANGEMENTS],
        error_messages={"required": "Chọn tình trạng chỉnh lý.", "invalid_choice": "Chọn một mục trong danh sách."},
    )
    file_count = quantity("Hồ sơ")
    sheet_count = quantity("Số tờ")
    page_count = quantity("Trang A4")
    page_count_a3 = quantity("A3")
    page_count_a2 = quantity("A2")
    page_count_a1 = quantity("A1")
    page_count_a0 = quantity("A0")

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fonds_name"].widget.attrs["list"] = "fonds-names"

    @property
    def figures(self):
        """The numbers of the line, in the grid's order."""
        return [self[name] for name in ("file_count", "sheet_count", *PAGE_FIELDS.values())]

    def clean(self):
        data = super().clean()
        if not self.errors and self.has_changed():
            pages = sum(data[name] for name in PAGE_FIELDS.values())
            for name, sentence in line_errors(data["file_count"], pages).items():
                self.add_error(name, sentence)
        return data


class LineGrid(BaseFormSet):
    """The grid. Rows come in as texts (`initial`) or as a posted grid; empty rows wait at the end."""

    title = ""  # whose lines they are, where the page has several grids

    def initial_form_count(self):
        return 0

    def add_fields(self, form, index):
        super().add_fields(form, index)
        place = "Dòng mới" if index is None else f"Dòng {index + 1}"
        if self.title:
            form.row_name = place = f"{self.title}, {place.lower()}"
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{place}, {field.label}"

    def clean(self):
        if not any(self.errors) and not self.filled():
            raise forms.ValidationError("Ghi ít nhất một dòng khối lượng.")

    def filled(self):
        """Cleaned lines in order."""
        return [form.cleaned_data for form in self.forms if form.has_changed() and form.is_valid()]


def line_grid(rows, *, bound=False, prefix=PREFIX, spare=SPARE_ROWS, title=""):
    """The grid of the rows (texts or numbers by field name), with empty rows to write on; bound shows its errors."""
    extra = min(len(rows) + spare, MOST_ROWS)
    grid = formset_factory(LineForm, LineGrid, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    grid.title = title
    return grid(as_posted(rows, extra, prefix), prefix=prefix) if bound else grid(initial=rows, prefix=prefix)


def as_posted(rows, total, prefix=PREFIX):
    data = {f"{prefix}-TOTAL_FORMS": str(total), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def posted_rows(data, prefix=PREFIX):
    """Rows of a posted grid or a draft as texts, without removed and empty ones."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    numbers = range(min(posted_int(total) or 0, MOST_ROWS))
    rows = [row_of(data, f"{prefix}-{number}") for number in numbers if not data.get(f"{prefix}-{number}-DELETE")]
    return [row for row in rows if any(text.strip() for text in row.values())]


def row_of(data, prefix):
    return {name: data.get(f"{prefix}-{name}", "") for name in LineForm.base_fields}


def rows_of_review(review):
    """Lines handed in before, as the grid shows them."""
    return [{name: getattr(line, name) for name in LineForm.base_fields} for line in review.lines.all()]


def written_sums(rows):
    """Sums of what is readable so far, for the first drawing of the totals: {field name: number}."""
    names = ("file_count", "sheet_count", *(PAGE_FIELDS[size] for size in SIZES))
    return {name: sum(readable(row.get(name)) for row in rows) for name in names}


def readable(value):
    try:
        return LineForm.base_fields["page_count"].clean(value)
    except forms.ValidationError:
        return 0


class SecretCountsForm(forms.Form):
    """Counts only: nothing about the content of secret files ever enters the portal (domain §4)."""

    confidential_files = quantity("Hồ sơ mức Mật")
    confidential_pages = quantity("Trang mức Mật")
    secret_files = quantity("Hồ sơ mức Tối mật")
    secret_pages = quantity("Trang mức Tối mật")
    top_secret_files = quantity("Hồ sơ mức Tuyệt mật")
    top_secret_pages = quantity("Trang mức Tuyệt mật")
    photo_count = quantity("Phim/ảnh")
    audio_count = quantity("Ghi âm")
    audio_minutes = quantity("Thời lượng ghi âm")
    video_count = quantity("Ghi hình")
    video_minutes = quantity("Thời lượng ghi hình")

    def secret_rows(self):
        levels = (("Mật", "confidential"), ("Tối mật", "secret"), ("Tuyệt mật", "top_secret"))
        return [{"title": name, "fields": [self[f"{key}_files"], self[f"{key}_pages"]]} for name, key in levels]

    def media_rows(self):
        return [
            {"title": "Phim/ảnh (tấm)", "fields": [self["photo_count"], None]},
            {"title": "Ghi âm (bản)", "fields": [self["audio_count"], self["audio_minutes"]]},
            {"title": "Ghi hình (bản)", "fields": [self["video_count"], self["video_minutes"]]},
        ]

    def clean(self):
        data = super().clean()
        for pages, files in PAIRS:
            if data.get(pages) and files in data and not data[files]:
                self.add_error(files, f"Đã ghi “{self.fields[pages].label}”: nhập cả số này, ví dụ 05.")
        return data


class ReviewHandInForm(LetterFields, ReasonForm):
    """The last step: why, where it is asked, and the agency's letter."""


class NoteToHeadForm(forms.Form):
    """The clerk's note to the head who signs."""

    note = long_text(NOTE_TO_HEAD, rows=2, max_length=2000)


class ReviewAskForm(NoteToHeadForm, ReasonForm):
    """The last step of a clerk whose head signs: why, where it is asked, and what the head is told."""


PAIRS = (
    ("confidential_pages", "confidential_files"),
    ("secret_pages", "secret_files"),
    ("top_secret_pages", "top_secret_files"),
    ("audio_minutes", "audio_count"),
    ("video_minutes", "video_count"),
)
