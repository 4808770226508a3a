"""Columns of import and export tables (.xlsx, .csv): Vietnamese heads and values, errors that say what to enter."""

import io
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import format_html
from import_export import resources
from import_export.fields import Field
from import_export.resources import Diff
from import_export.widgets import Widget
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .formats.dates import DateError, format_date, parse_date
from .formats.text import as_sentence, clean_text, fold
from .history import Values, record
from .models import Agency, Event, User


class TextCell(Widget):
    """Text, also where Excel made a number of a code: 502.0 is "502"."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return clean_text(str(value)) if value is not None else ""


class WholeNumberCell(TextCell):
    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).replace(".", "")
        if not text.isdecimal():
            raise ValueError("Nhập một số nguyên, ví dụ 12.")
        return int(text)


class DayCell(Widget):
    """A day, day first; empty is "not known"."""

    def clean(self, value, row=None, **kwargs):
        if value is None or not str(value).strip():
            return None
        if hasattr(value, "year"):  # Excel's own date
            return value.date() if hasattr(value, "hour") else value
        try:
            return parse_date(str(value))
        except DateError as error:
            raise ValueError(as_sentence(str(error)))

    def render(self, value, obj=None, **kwargs):
        return format_date(value) if value else ""


class ChoiceCell(Widget):
    """One of the choices by its Vietnamese name; case and diacritics do not matter."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.names = dict(choices)
        by_name = {fold(str(name)): value for value, name in self.names.items()}
        self.values = by_name | {fold(value): value for value in self.names}

    def clean(self, value, row=None, **kwargs):
        found = self.values.get(fold(str(value or "")))
        if found is None:
            raise ValueError(f"Chọn một trong: {'; '.join(str(name) for name in self.names.values())}.")
        return found

    def render(self, value, obj=None, **kwargs):
        return str(self.names.get(value, value))


class YesNoCell(Widget):
    def clean(self, value, row=None, **kwargs):
        answer = fold(str(value if value is not None else ""))
        if answer not in ("", "co", "khong", "1", "0", "true", "false", "x"):
            raise ValueError("Ghi “Có” hoặc “Không”.")
        return answer in ("co", "1", "true", "x")

    def render(self, value, obj=None, **kwargs):
        return "Có" if value else "Không"


class AgencyCell(Widget):
    """An agency by its code, whatever its case."""

    def clean(self, value, row=None, **kwargs):
        code = TextCell().clean(value)
        if not code:
            return None
        agency = Agency.objects.filter(code__iexact=code).first()
        if agency is None:
            raise ValueError(f"Không có cơ quan nào mang mã “{code}”. Mã ghi như ở bảng Cơ quan, ví dụ SYT.")
        return agency

    def render(self, value, obj=None, **kwargs):
        return value.code if value else ""


def column(attribute: str, title: str, cell: Widget | None = None, **options: object) -> Field:
    """A column of a table: the model's attribute under a Vietnamese head."""
    return Field(attribute=attribute, column_name=title, widget=cell or TextCell(), **options)


class PlainDiff(Diff):
    """What changes, without the library's inline colours, which the content security policy refuses."""

    def as_html(self):
        pairs = zip(self.left, self.right, strict=False)
        return [new if self.new or old == new else changed(old, new) for old, new in pairs]


def changed(old: str, new: str) -> str:
    return format_html("<del>{}</del> <ins>{}</ins>", old, new)


class ReferenceTable(resources.ModelResource):
    """Base of our tables: a row is found by its code, unchanged rows are skipped, every change has its Event."""

    may_lack: tuple[str, ...] = ()  # heads that a table of before has not: what is there stays as it is

    class Meta:
        skip_unchanged = True
        report_skipped = True
        store_instance = True  # the preview says what the rows change
        clean_model_instances = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.places = []  # of the rows in the file, in the order in which they are taken

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    def before_import(self, dataset, **kwargs):
        titles = [field.column_name for field in self.get_import_fields()]
        missing = [title for title in titles if title not in (*(dataset.headers or []), *self.may_lack)]
        if missing:
            dataset.wipe()  # no row is judged by columns that are not there
            raise ValidationError(f"Thiếu cột: {'; '.join(missing)}. Tải bảng mẫu trống ở trang này rồi nhập vào đó.")
        rows = [list(row) for row in dataset]
        filled = [place for place, row in enumerate(rows) if any(cell not in (None, "") for cell in row)]
        self.places = self.in_order([(place, dict(zip(dataset.headers, rows[place], strict=True))) for place in filled])
        heads = dataset.headers
        dataset.wipe()
        dataset.headers = heads
        dataset.extend(rows[place] for place in self.places)

    def in_order(self, rows):
        """Places of the rows ([(place in the file, {head: cell})]) in the order in which they are taken."""
        return [place for place, _ in rows]

    def after_import(self, dataset, result, **kwargs):
        """What is wrong is named by the row of the file, whatever the order."""
        super().after_import(dataset, result, **kwargs)
        for row in [*result.error_rows, *result.invalid_rows]:
            row.number = self.places[row.number - 1] + 1
        result.invalid_rows.sort(key=lambda row: row.number)

    def import_row(self, row, instance_loader, **kwargs):
        result = super().import_row(row, instance_loader, **kwargs)
        if result.validation_error:
            result.validation_error = self.by_column(result.validation_error)
        return result

    def by_column(self, error):
        """The same error with the columns' heads in place of the fields' names."""
        titles = {field.attribute: field.column_name for field in self.fields.values()}
        found = {}
        for name, errors in error.update_error_dict({}).items():
            found.setdefault(titles.get(name, name), []).extend(errors)
        return ValidationError(found)

    def after_save_instance(self, instance, row, **kwargs):
        record_change(instance, kwargs.get("user"), "import", f"nhập từ tệp {instance._meta.verbose_name} {instance}")


def template_of(table: "ReferenceTable") -> bytes:
    """An empty .xlsx of the table: its heads, and lists of the values that a column takes."""
    book = Workbook()
    sheet, values = book.active, book.create_sheet("Giá trị được dùng")
    sheet.title = table._meta.name
    for place, field in enumerate(table.get_import_fields(), 1):
        letter = get_column_letter(place)
        sheet.cell(1, place, field.column_name).font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(14, len(field.column_name) + 4)
        choices = allowed_values(field.widget)
        if choices:
            column = get_column_letter(values.max_column + bool(values["A1"].value))
            values[f"{column}1"] = field.column_name
            for row, value in enumerate(choices, 2):
                values[f"{column}{row}"] = value
            values.column_dimensions[column].width = 40
            source = f"='Giá trị được dùng'!${column}$2:${column}${len(choices) + 1}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True)
            rule.add(f"{letter}2:{letter}1000")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def allowed_values(cell: Widget) -> list[str]:
    """What may be in a column, or nothing where it takes any text."""
    if isinstance(cell, ChoiceCell):
        return [str(name) for name in cell.names.values()]
    if isinstance(cell, YesNoCell):
        return ["Có", "Không"]
    if isinstance(cell, AgencyCell):
        return list(Agency.objects.values_list("code", flat=True))
    return []


def record_change(
    obj: Model,
    actor: User | None,
    action: str,
    sentence: str,
    before: Values | None = None,
    after: Values | None = None,
) -> Event:
    """Write the Event of a change in the admin and return it; that of an agency is on its own page too."""
    agency = obj if isinstance(obj, Agency) else None
    return record(obj, actor=actor, agency=agency, action=action, sentence=sentence, before=before, after=after)
