"""Rows of a catalogue typed into a grid: existing files of one page, or empty rows to fill."""

from django.forms.formsets import BaseFormSet, formset_factory

from plans.intake.columns import PAGE_FIELDS
from plans.intake.rows.judge_row import KEY, key_of

from .file_forms import FileForm

LARGER = PAGE_FIELDS[1:]
EXTRA_ROWS, MOST_ROWS = 10, 1000
CHANGED_SINCE = "có người vừa sửa hồ sơ này. Lưu lần nữa nếu vẫn bỏ hồ sơ."


class BaseFileFormSet(BaseFormSet):
    """Rows of the grid: existing files of one page, or empty ones to fill."""

    def __init__(self, data=None, *, catalogue, files=(), **kwargs):
        self.catalogue, self.stored = catalogue, list(files)  # None for a file that is gone since
        super().__init__(data, initial=[{} for _ in self.stored], **kwargs)

    def initial_form_count(self):
        """Whatever the browser says: a row that is known may not be left empty."""
        return len(self.stored)

    def get_form_kwargs(self, index):
        known = index is not None and index < len(self.stored)
        return super().get_form_kwargs(index) | {"file": self.stored[index] if known else None}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_delete:
            form.fields["DELETE"].label = "Bỏ"

    def clean(self):
        """No two rows with the same box, file number and Mục lục số, neither here nor with the files already there."""
        self.ask_before_dropping()
        taken, filled = self.numbers_taken(), self.filled()
        for number, form in enumerate(self.forms, 1):
            if form not in filled or set(KEY) & set(form.errors):
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
        rows = self.catalogue.files.values_list("pk", *KEY)
        return {tuple(key): "một hồ sơ đã có trong Mục lục" for pk, *key in rows if pk not in known}

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

    def unused_sizes(self):
        """Fields of larger paper sizes that no row has a value or an error in: the grid hides them until asked."""
        return [name for name in LARGER if not any(has_value(form, name) for form in self.forms)]

    def warnings(self):
        numbered = [(number, form) for number, form in enumerate(self.forms, 1) if form.cleaned_data]
        return [
            f"Dòng {number}: {text}."
            for number, form in numbered
            if not self.is_dropped(form)
            for text in form.warnings()
        ]


def has_value(form, name):
    """True where the cell of the row shows a number other than 0, or an error."""
    return (form[name].value() or "0").strip() != "0" or (form.is_bound and name in form.errors)


NewFilesFormSet = formset_factory(
    FileForm, BaseFileFormSet, extra=EXTRA_ROWS, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
ChangedFilesFormSet = formset_factory(FileForm, BaseFileFormSet, extra=0, can_delete=True, absolute_max=MOST_ROWS)
