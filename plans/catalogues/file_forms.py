"""One file of a catalogue as a form: the columns and the rules of the upload, as form fields."""

from django import forms

from agencies import history
from agencies.formats.text import as_sentence
from agencies.seen import CHANGED, UNSEEN
from plans.intake.cells.values import CellError
from plans.intake.columns import BY_FIELD, COLUMNS
from plans.intake.rows.judge_row import row_errors, row_warnings

from .file_history import differences, mark_of, short, values_of

LEFT_OPEN = "Để trống nếu chưa rõ; phải có trước khi trình."
GONE = "Hồ sơ này vừa bị xóa khỏi Mục lục. Lưu lần nữa để nhập lại hồ sơ, hoặc đánh dấu Bỏ."

FREE_CHOICES = ("retention_years",)  # a list of suggestions, any number of years is possible
CHOICES = {column.field for column in COLUMNS if column.choices and column.field not in FREE_CHOICES}


class CellField(forms.CharField):
    """One column as a form field; reads like the upload, shows what a person would type."""

    def __init__(self, column, **kwargs):
        self.column = column
        kwargs.setdefault("widget", widget_of(column))
        help_text = f"{column.help} {LEFT_OPEN}" if column.needed else column.help
        super().__init__(label=column.header, required=column.required, help_text=help_text, **kwargs)
        self.one_of_several = column.needed  # not called optional: it has to be known before handing in

    def clean(self, value):
        try:
            return self.column.read(value)
        except CellError as error:
            raise forms.ValidationError(as_sentence(str(error))) from None

    def has_changed(self, initial, data):
        return (initial or "") != (data or "")


def widget_of(column):
    if column.field in CHOICES:
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
            self.fields[column.field] = CellField(column, initial=initial_text(column, file))

    def has_changed(self):
        """A new row in which nothing was written is empty, whatever its choices say."""
        return bool(set(self.changed_data) - (CHOICES if self.file is None else set()))

    @property
    def stored_mark(self):
        return mark_of(values_of(self.file)) if self.file else ""

    @property
    def mark(self):
        """What the page gives back: the mark of the values that the person sees."""
        return self.seen if self.is_bound and not self.warned else self.stored_mark

    @property
    def was_overtaken(self):
        """Another version was seen than the one that stands, or the page does not say which."""
        return self.seen != self.stored_mark

    def clean(self):
        data = super().clean()
        unread = set(self.errors)
        typed = {name for name in self.fields if str(self.data.get(self.add_prefix(name)) or "").strip()}
        for name, text in row_errors(data, unread, typed).items():
            if name not in unread:
                self.add_error(name, as_sentence(text))
        if not self.errors and self.was_overtaken and self.is_edited():
            self.warned = True
            self.add_error(None, forms.ValidationError(self.conflict(), code=CHANGED))
        return data

    def is_edited(self):
        """The person changed the row, and not to what a colleague has made of it already."""
        return mark_of(self.row()) not in (self.seen, self.stored_mark)

    def is_typed(self):
        """True where the row is neither empty nor unchanged."""
        return self.has_changed() and not (self.seen and not self.errors and mark_of(self.row()) == self.seen)

    def conflict(self):
        """Who changed the file meanwhile, and which fields differ."""
        if self.file is None:
            return GONE
        if not self.seen:
            return UNSEEN
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


def initial_text(column, file):
    """What stands in a field at first: the file's value, or for a new file the choice that most files have."""
    if file is not None:
        return column.show(getattr(file, column.field))
    return column.show(column.default) if isinstance(column.default, bool) or column.field == "condition" else ""
