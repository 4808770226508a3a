"""Base classes of the admin pages of all apps."""

import io
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any
from zipfile import BadZipFile

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm, ImportForm
from openpyxl import load_workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from .. import history
from ..admin_access import DutyAdminMixin
from ..admin_kept import KeptFormMixin
from ..admin_query import STRANGE
from ..file_fields import UploadField
from ..formats.dates import format_date
from ..formats.numbers import format_int
from ..formats.text import fold
from ..list_choice import rows_a_page
from ..list_printing import print_list
from ..once import sent_once
from ..reference_tables import record_change, template_of
from ..second_factor import proof
from .import_files import NOT_A_WORKBOOK, TABLE, WORKBOOK, table_of
from .list_actions import SeenRowsMixin

XLSX_TYPE = XLSX.CONTENT_TYPE
KINDS = (WORKBOOK, TABLE)  # in the order of OfficeAdmin.formats
PREVIEW_GONE = "Tệp vừa xem trước không còn trên máy chủ: chọn lại tệp và xem trước lần nữa."
LONGEST_FILE_NAME = 255  # bytes that a file system takes
WIDEST = 50  # characters of a column in a table that is taken out
FORMULA_SIGNS = "=+-@\t\r"
Show = Callable[[Any, Any], str]


class FoldedSearchMixin:
    """Search some hundred rows without regard to case, diacritics and tone placement; every word must occur."""

    folded_fields: Sequence[str] = ()

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.folded_fields)
        found = [pk for pk, *texts in rows if holds_all(words, " ".join(filter(None, texts)))]
        return queryset.filter(pk__in=found), False


def holds_all(words: Sequence[str], text: str) -> bool:
    text = fold(text)
    return all(word in text for word in words)


class WithoutFormulas:
    """Cells that a spreadsheet would carry out lose the signs that begin them."""

    def _escape_formulae(self, dataset):
        for _ in range(len(dataset)):
            dataset.append([str(cell).lstrip(FORMULA_SIGNS) for cell in dataset.lpop()])


class PlainXLSX(WithoutFormulas, XLSX):
    """A workbook without formulas, ready to print."""

    def export_data(self, dataset, **kwargs):
        book = load_workbook(io.BytesIO(super().export_data(dataset, **kwargs)))
        sheet, content = book.active, io.BytesIO()
        for at, title in enumerate(dataset.headers or [], 1):
            texts = [str(title), *(str(row[at - 1] or "") for row in dataset)]
            sheet.column_dimensions[get_column_letter(at)].width = min(max(map(len, texts)) + 2, WIDEST)
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"
        print_list(sheet, str(dataset.title or ""), head=1)
        book.save(content)
        return content.getvalue()


class PlainCSV(WithoutFormulas, CSV):
    """A table of text that no spreadsheet carries out."""


class TableExportForm(ExportForm):
    """Excel unless another format is chosen."""

    def _init_formats(self, formats):
        titles = [(str(number), known().get_title()) for number, known in enumerate(formats)]
        self.fields["format"] = forms.ChoiceField(label="Định dạng", choices=titles, initial="0")


class TableImportForm(TableExportForm, ImportForm):
    """Asks for the file only: its bytes say what it is."""

    import_file = UploadField(label="Tệp", accept=".xlsx,.csv", advice="Chia thành nhiều tệp rồi nạp từng tệp.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].widget, self.fields["format"].required = forms.HiddenInput(), False

    def clean(self):
        data = super().clean()
        file = data.get("import_file")
        if file:
            try:
                kind, content = table_of(file.name, file.read())
            except forms.ValidationError as error:
                self.add_error("import_file", error)
            else:
                data["format"] = KINDS.index(kind)
                data["import_file"] = SimpleUploadedFile(file.name, content)
        return data


class HistoryMixin:
    """The portal's own history of an object, in place of Django's log."""

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        context = {
            "title": f"Lịch sử: {obj}",
            "object": obj,
            "opts": self.opts,
            "events": history.shown(obj, request.user)[:200],
        }
        return TemplateResponse(request, "admin/agencies/history.html", self.admin_site.each_context(request) | context)


class AgencyOfTheList(AutocompleteSelect):
    """Draws the form again also where what was sent is no key at all; the field says that it is wrong."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [each for each in value if str(each).isdecimal()] or [""], attrs)


class OwnPages(ChangeList):
    """A list of the admin with as many rows a page as the person chose for every list."""

    def get_results(self, request):
        self.list_per_page = rows_a_page(request.user, self.list_per_page)
        super().get_results(request)


class RecordedAdmin(HistoryMixin, SeenRowsMixin, KeptFormMixin, DutyAdminMixin, admin.ModelAdmin):
    """Every change is in the portal's history, with its values before and after."""

    def add_view(self, request, *args, **kwargs):
        """A form that is sent twice adds one row, and both sendings lead to it."""
        return sent_once(super().add_view, draws=True)(request, *args, **kwargs)

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """Two who save the same at once: the second is judged again, and reads in the form what is there by now."""
        with self.held(request, object_id):
            try:
                with transaction.atomic():
                    return super().changeform_view(request, object_id, *args, **kwargs)
            except IntegrityError:
                return super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request, object_id, *args, **kwargs):
        """Of two who delete the same at once the second hears that it is gone."""
        with self.held(request, object_id):
            return super().delete_view(request, object_id, *args, **kwargs)

    @contextmanager
    def held(self, request, object_id):
        """Whoever sends a form about a row of this kind waits until the one before is done. One lock for the kind, not
        one a row: what is judged may lock other rows, and two who lock each other's would never end."""
        if not object_id or request.method != "POST":
            yield
            return
        kind = ContentType.objects.get_for_model(self.model)
        with transaction.atomic():
            list(ContentType.objects.select_for_update(no_key=True).filter(pk=kind.pk))
            yield

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AgencyOfTheList(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Write the row and its Event; where nothing was changed there is neither."""
        if change and not form.changed_data:
            return
        super().save_model(request, obj, form, change)
        names = [name for name in form.changed_data if "password" not in name]
        verb = "sửa" if change else "thêm"
        record_change(
            obj,
            request.user,
            "change" if change else "add",
            f"{verb} {obj._meta.verbose_name} {obj}",
            before={name: str(form.initial.get(name, "")) for name in names} if change else {},
            after={name: str(form.cleaned_data.get(name, "")) for name in names},
        )

    def delete_model(self, request, obj):
        """What is gone is still in the history."""
        said = f"xóa {obj._meta.verbose_name} {obj}"
        history.record(obj, actor=request.user, action="delete", sentence=said)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


def is_place(text, among):
    """Whether the text is the number of a place among these, as the form of an import sends it."""
    return text in {str(number) for number in range(len(among))}


class OfficeAdmin(FoldedSearchMixin, ImportExportMixin, RecordedAdmin):
    """Reference data that administrators keep: forms, import and export as tables."""

    formats = [PlainXLSX, PlainCSV]
    import_form_class = TableImportForm
    export_form_class = TableExportForm
    from_encoding = to_encoding = "utf-8-sig"
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = ""

    def get_changelist(self, request, **kwargs):
        return OwnPages

    def get_export_queryset(self, request):
        """The rows of the list as it is filtered. Raises BadRequest for a filter that the list does not have."""
        try:
            return super().get_export_queryset(request)
        except IncorrectLookupParameters:
            raise BadRequest(STRANGE) from None

    def process_import(self, request, **kwargs):
        """Write what was previewed; a file that is kept no more is asked for again."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        sent, resources = request.POST, self.get_import_resource_classes(request)
        is_known = is_place(sent.get("format", ""), self.formats) and is_place(sent.get("resource") or "0", resources)
        if not is_known or len(sent.get("import_file_name", "").encode()) > LONGEST_FILE_NAME:
            raise BadRequest(STRANGE)
        try:
            return super().process_import(request, **kwargs)
        except (FileNotFoundError, BadZipFile, UnicodeDecodeError):
            self.message_user(request, PREVIEW_GONE, messages.ERROR)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error("import_file", NOT_A_WORKBOOK)

    def add_success_message(self, result, request):
        new, changed, same = (format_int(result.totals[name]) for name in ("new", "update", "skip"))
        said = (
            f"Đã nhập {self.opts.verbose_name_plural}: {new} dòng mới, {changed} dòng thay đổi, {same} dòng không đổi."
        )
        self.message_user(request, said)

    def export_action(self, request):
        """Everything in one table leaves with whoever has just shown the second factor."""
        return proof.ask(request) or super().export_action(request)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_import_template"
        view = self.admin_site.admin_view(self.import_template)
        return [path("import/bang-mau/", view, name=name), *super().get_urls()]

    def import_template(self, request):
        """The table without rows, with the values that its columns take."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        response = HttpResponse(template_of(self.get_import_resource_classes(request)[0]()), content_type=XLSX_TYPE)
        response["Content-Disposition"] = f'attachment; filename="bang-mau-{self.opts.model_name}.xlsx"'
        return response

    def has_import_permission(self, request):
        return self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_change_permission(request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_add_related"):
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_delete_related = False
        return field


def day_column(name: str, title: str) -> Show:
    """A column of a list in the admin: the day of that field as Vietnam writes it, or nothing."""

    @admin.display(description=title, ordering=name, empty_value="")
    def show(self, obj):
        day = getattr(obj, name)
        return format_date(day) if day else ""

    return show


def number_column(name: str, title: str) -> Show:
    """A column of a list in the admin: the number of that field with dots for thousands."""

    @admin.display(description=title, ordering=name)
    def show(self, obj):
        return format_int(getattr(obj, name))

    return show
