"""Forms by which an upload is corrected on its page: a line for each wrong value, and the cells of one row."""

from django import forms

from agencies.open_text import OpenText
from plans.intake.columns import BY_FIELD

from .corrections import EMPTY, of_cell, of_column, of_value
from .meanings import QUESTIONS, columns_to_choose
from .typed_cells import fault_in

LONGEST = 2_000
NOTHING = "Nhập giá trị đúng cho ít nhất một dòng rồi bấm lại."
SAME = "Giá trị này giống giá trị đang sai."
UNCHANGED = "Chưa có ô nào đổi. Sửa ô sai rồi bấm lại."
ONE_WAY = "Chọn một cột của tệp, hoặc nhập một giá trị chung; không làm cả hai."
TYPED = ("retention_years",)  # has suggestions, and takes any number of years


def answer_field(field, label):
    """A choice where the column has few answers, else a text with suggestions."""
    column = BY_FIELD[field]
    if column.choices and field not in TYPED:
        choices = [("", "Chưa chọn"), *((each, each) for each in column.choices)]
        return forms.ChoiceField(choices=choices, required=False, label=label)
    attrs = {"list": f"goi-y-{field}"} if column.choices else {"placeholder": f"ví dụ {column.example}"}
    return OpenText(required=False, max_length=LONGEST, label=label, widget=forms.TextInput(attrs=attrs))


class WrongValuesForm(forms.Form):
    """An answer for each line of `wrong` (wrong_values.Wrong); lines that are left empty stay as they are."""

    def __init__(self, upload, wrong, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.upload, self.wrong = upload, wrong
        for line in wrong.lines:
            if line.takes_a_value:
                label = f"{line.header}: sửa {line.before or EMPTY} thành"
                self.fields[self.value_name(line)] = answer_field(line.field, label)
            if line.is_column:
                choices = [("", "Chọn cột của tệp"), *columns_to_choose(upload)]
                label = f"{line.header}: cột của tệp"
                self.fields[self.column_name(line)] = forms.ChoiceField(choices=choices, required=False, label=label)
        for key in wrong.questions:
            label, choices = QUESTIONS[key]
            self.fields[self.question_name(key)] = forms.ChoiceField(choices=choices, required=False, label=label)

    def value_name(self, line):
        return f"sua-{line.first}"

    def column_name(self, line):
        return f"cot-{line.first}"

    def question_name(self, key):
        return f"hoi-{key.removeprefix('?')}"

    def lines(self):
        """(line, bound field of its value or None, bound field of its column or None)."""
        for line in self.wrong.lines:
            names = self.value_name(line), self.column_name(line)
            yield line, *(self[name] if name in self.fields else None for name in names)

    def questions(self):
        return [self[self.question_name(key)] for key in self.wrong.questions]

    def suggestions(self):
        """(field, its choices) of the lists behind the texts."""
        fields = dict.fromkeys(line.field for line in self.wrong.lines if line.field in TYPED)
        return [(field, BY_FIELD[field].choices) for field in fields]

    def clean(self):
        data = super().clean()
        for line in self.wrong.lines:
            text = data.get(self.value_name(line))
            if text and line.is_column and data.get(self.column_name(line)):
                self.add_error(self.value_name(line), ONE_WAY)
            elif text and text == line.before:
                self.add_error(self.value_name(line), SAME)
            elif text and (fault := fault_in(line.field if line.is_column else line.place, text)):
                self.add_error(self.value_name(line), fault)
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(NOTHING)
        return data

    def corrections(self):
        """Those that were typed."""
        found = [(line, self.cleaned_data.get(self.value_name(line))) for line in self.wrong.lines]
        return [
            of_column(line.field, text) if line.is_column else of_value(line.field, line.before, text)
            for line, text in found
            if text
        ]

    def mapping(self):
        """The upload's columns with those that were chosen, and answers; None where none was."""
        data = self.cleaned_data
        chosen = {data[name]: line.field for line in self.wrong.lines if data.get(name := self.column_name(line))}
        chosen |= {key: data[name] for key in self.wrong.questions if data.get(name := self.question_name(key))}
        return (self.upload.mapping or {}) | chosen if chosen else None


class RowForm(forms.Form):
    """The cells of one row as they are understood, or as they were typed where they are not."""

    def __init__(self, row, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        for cell in row.cells:
            widget = forms.Textarea(attrs={"rows": 2}) if cell.field == "title" else forms.TextInput()
            options = {"label": cell.label, "initial": cell.shown, "help_text": " ".join(cell.faults)}
            field = OpenText(required=False, max_length=LONGEST, widget=widget, **options)
            field.one_of_several = True
            self.fields[cell.name] = field

    def clean(self):
        data = super().clean()
        changed = [cell for cell in self.row.cells if cell.name in data and data[cell.name] != cell.shown]
        for cell in changed:
            if data[cell.name] and (fault := fault_in(cell.place, data[cell.name])):
                self.add_error(cell.name, fault)
        if not self.errors and not changed:
            raise forms.ValidationError(UNCHANGED)
        self.changed = changed
        return data

    def corrections(self):
        place = self.row.sheet_name, self.row.number
        return [
            of_cell(*place, cell.letter, cell.field, before=cell.shown, after=self.cleaned_data[cell.name])
            for cell in self.changed
        ]
