from typing import Any

from django import forms

from agencies.formats.text import as_sentence
from agencies.open_text import OpenText
from plans.intake.cells.values import CellError
from plans.models import MediaRecord

from .media_columns import MediaColumn, columns_of, shown
from .workbook_form import WorkbookForm


class ColumnField(OpenText):
    """A cell of the list, read as the workbook's reader reads it; nothing in it may be a state secret."""

    def __init__(self, column: MediaColumn) -> None:
        self.column = column
        widget = forms.Select(choices=column.choices) if column.choices else forms.TextInput()
        hint = f"Ví dụ {column.example}" if column.example and not column.choices else ""
        super().__init__(label=column.title, required=column.required, help_text=hint, max_length=1000, widget=widget)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        try:
            return self.column.read(written)
        except CellError as error:
            raise forms.ValidationError(as_sentence(str(error))) from None


class MediaForm(forms.Form):
    """One photograph, film or recording."""

    def __init__(self, kind: str, data: Any = None, *, values: dict[str, Any] | None = None) -> None:
        columns = columns_of(kind)
        known = {one.name: one.empty for one in columns} | (values or {})
        initial = {one.name: known[one.name] if one.choices else shown(one, known[one.name]) for one in columns}
        super().__init__(data, initial=initial)
        for one in columns:
            self.fields[one.name] = ColumnField(one)


class MediaFilterForm(forms.Form):
    """Narrows the list."""

    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *MediaRecord.Kind.choices])
    agency = forms.SlugField(required=False)


class MediaWorkbookForm(WorkbookForm):
    """A workbook of one kind."""

    kind = forms.ChoiceField(label="Danh mục", choices=MediaRecord.Kind.choices)
    field_order = ("kind", "workbook")
