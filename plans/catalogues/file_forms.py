"""Rows of a catalogue typed into a grid: the columns and the rules of the upload, as form fields."""

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from agencies import history
from agencies.formats.text import as_sentence
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD, COLUMNS
from plans.intake.rows.judge_row import key_of, row_errors, row_warnings

from .file_history import differences, mark_of, short, values_of

EXTRA_ROWS, MOST_ROWS = 10, 1000
GONE = "Hồ sơ này vừa bị xóa khỏi Mục lục. Lưu lần nữa để nhập lại hồ sơ, hoặc đánh dấu Bỏ."
CHANGED_SINCE = "có người vừa sửa hồ sơ này. Lưu lần nữa nếu vẫn bỏ hồ sơ."
FREE_CHOICES = ("retention_years",)  # a list of suggestions, any number of years is possible


class CellField(forms.CharField):
    """One column as a form field; reads like the upload, shows what a person would type."""

    def __init__(self, column, **kwargs):
        self.column = column
        kwargs.setdefault("widget", widget_of(column))
        super().__init__(label=column.header, required=column.required, help_text=column.help, **kwargs)

    def clean(self, value):
        try:
            return self.column.read(value)
        except CellError as error:
            raise forms.ValidationError(as_sentence(str(error))) from None

    def has_changed(self, initial, data):
        return (initial or "") != (data or "")


def widget_of(column):
    if column.choices and column.field not in FREE_CHOICES:
        empty = [] if column.default not in ("", None) else [("", "–")]
        return forms.Select(choices=[*empty, *((choice, choice) for choice in column.choices)])
    attrs = {"autocomplete": "off", "class": "num" if column.numeric else ""}
    if column.field in FREE_CHOICES:
        attrs["placeholder"] = column.choices[0]
    return forms.TextInput(attrs={name: value for name, value in attrs.items() if value})


class FileForm(forms.Form):
    """One file (hồ sơ). An existing one comes with the mark of what the person saw of it (`seen`)."""

    use_required_attribute = False

    def __init__(self, *args, file=None, **kwargs):
        self.file = file
        super().__init__(*args, **kwargs)
        self.seen, self.warned = self.data.get(self.add_prefix("seen"), ""), False
        for column in COLUMNS:
            self.fields[column.field] = CellField(column, initial=shown(column, file))

    @property
    def stored_mark(self):
        return mark_of(values_of(self.file)) if self.file else ""

    @property
    def mark(self):
        """What the page gives back: the mark of what lies before the person's eyes."""
        return self.seen if self.is_bound and not self.warned else self.stored_mark

    @property
    def was_overtaken(self):
        return bool(self.seen) and self.seen != self.stored_mark

    def clean(self):
        data = super().clean()
        unread = set(self.errors)
        for name, text in row_errors(data, unread).items():
            if name not in unread:
                self.add_error(name, as_sentence(text))
        if not self.errors and self.was_overtaken and self.is_edited():
            self.warned = True
            self.add_error(None, self.what_lies_there())
        return data

    def is_edited(self):
        """The person changed the row, and not to what a colleague has made of it already."""
        return mark_of(self.row()) not in (self.seen, self.stored_mark)

    def is_typed(self):
        """The person wrote here: neither an empty row nor one that lies as it was shown."""
        return self.has_changed() and not (self.seen and not self.errors and mark_of(self.row()) == self.seen)

    def what_lies_there(self):
        """Whose change lies in the way, and where it differs from what was typed."""
        if self.file is None:
            return GONE
        apart = differences(values_of(self.file), self.row())
        last = history.of(self.file).first()
        name = last.actor_name if last else "Có người"
        now = "; ".join(f"{header} đang là “{short(value)}”" for header, value, _ in apart)
        return f"{name} vừa sửa hồ sơ này: {now}. Lưu lần nữa để ghi nội dung của bạn, hoặc sửa lại cho khớp."

    def row(self):
        """{field: value} as the services take it."""
        return {name: self.cleaned_data[name] for name in BY_FIELD}

    def warnings(self):
        return list(row_warnings(self.cleaned_data).values())


class SingleFileForm(FileForm):
    """One file on a page of its own, with room for long texts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "note"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})


def shown(column, file):
    if file is not None:
        return column.show(getattr(file, column.field))
    return column.show(column.default) if isinstance(column.default, bool) or column.field == "condition" else ""


class BaseFileFormSet(BaseFormSet):
    """Rows of the grid: existing files of one page, or empty ones to fill."""

    def __init__(self, data=None, *, catalogue, files=(), **kwargs):
        self.catalogue, self.stored = catalogue, list(files)  # None for a file that is gone since
        super().__init__(data, initial=[{} for _ in self.stored], **kwargs)

    def get_form_kwargs(self, index):
        known = index is not None and index < len(self.stored)
        return super().get_form_kwargs(index) | {"file": self.stored[index] if known else None}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_delete:
            form.fields["DELETE"].label = "Bỏ"

    def clean(self):
        """No two rows with the same box and file number, neither here nor with the files already there."""
        self.ask_before_dropping()
        taken, filled = self.numbers_taken(), self.filled()
        for number, form in enumerate(self.forms, 1):
            if form not in filled or {"box_number", "file_number"} & set(form.errors):
                continue
            key = key_of(form.cleaned_data)
            if key in taken:
                form.add_error("file_number", f"Trùng hộp số và hồ sơ số với {taken[key]}.")
            taken.setdefault(key, f"dòng {number} của bảng này")

    def ask_before_dropping(self):
        """A row to be dropped may have been changed by a colleague since."""
        for number, form in enumerate(self.forms, 1):
            if form.file and form.was_overtaken and self.is_dropped(form):
                form.warned = True
                self._non_form_errors.append(f"Dòng {number}: {CHANGED_SINCE}")

    def numbers_taken(self):
        known = {form.file.pk for form in self.forms if form.file}
        rows = self.catalogue.files.values_list("pk", "box_number", "file_number")
        return {(box, number): "một hồ sơ đã có trong Mục lục" for pk, box, number in rows if pk not in known}

    def filled(self):
        """Forms that hold a file: not empty, not marked to be dropped."""
        return [form for form in self.forms if (form.file or form.is_typed()) and not self.is_dropped(form)]

    def is_dropped(self, form):
        return self.can_delete and self._should_delete_form(form)

    def changes(self):
        """Keyword arguments of `write_files`."""
        filled = self.filled()
        return {
            "added": [form.row() for form in filled if not form.file],
            "changed": [(form.file, form.row()) for form in filled if form.file and form.is_edited()],
            "removed": [form.file for form in self.forms if form.file and self.is_dropped(form)],
            "seen": {form.file.pk: form.stored_mark for form in self.forms if form.file},
        }

    def warnings(self):
        numbered = [(number, form) for number, form in enumerate(self.forms, 1) if form.cleaned_data]
        return [
            f"Dòng {number}: {text}."
            for number, form in numbered
            if not self.is_dropped(form)
            for text in form.warnings()
        ]


NewFilesFormSet = formset_factory(
    FileForm, BaseFileFormSet, extra=EXTRA_ROWS, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
ChangedFilesFormSet = formset_factory(FileForm, BaseFileFormSet, extra=0, can_delete=True, absolute_max=MOST_ROWS)
