"""What the admin pages of agencies, users, history and jobs share."""

from django import forms
from django.contrib import admin
from django.db import models
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm, ImportForm

from ..admin_access import DutyAdminMixin
from ..formats.dates import format_date
from ..formats.text import fold
from ..formfields import ADMIN_NUMBERS, DayField
from ..tables import tell

DAYS = {models.DateField: {"form_class": DayField, "widget": forms.DateInput(format="%d/%m/%Y")}}


class FoldedSearchMixin:
    """Search some hundred rows without regard to case, diacritics and tone placement; every word must occur."""

    folded_fields = ()

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.folded_fields)
        found = [pk for pk, *texts in rows if holds_all(words, " ".join(filter(None, texts)))]
        return queryset.filter(pk__in=found), False


def holds_all(words, text):
    text = fold(text)
    return all(word in text for word in words)


class TableImportForm(ImportForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["import_file"].label, self.fields["format"].label = "Tệp", "Định dạng"


class TableExportForm(ExportForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].label = "Định dạng"


class OfficeAdmin(FoldedSearchMixin, ImportExportMixin, DutyAdminMixin, admin.ModelAdmin):
    """Reference data that administrators keep: forms, tables in and out, every change told."""

    formfield_overrides = ADMIN_NUMBERS | DAYS
    formats = [XLSX, CSV]
    import_form_class = TableImportForm
    export_form_class = TableExportForm
    from_encoding = to_encoding = "utf-8-sig"
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    def has_import_permission(self, request):
        return self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_change_permission(request)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        told = [name for name in form.changed_data if "password" not in name]
        verb = "sửa" if change else "thêm"
        tell(
            obj, request.user, "change" if change else "add", f"{verb} {obj._meta.verbose_name} {obj}",
            before={name: str(form.initial.get(name, "")) for name in told} if change else {},
            after={name: str(form.cleaned_data.get(name, "")) for name in told},
        )  # fmt: skip


def day_column(name, title):
    @admin.display(description=title, ordering=name, empty_value="")
    def show(self, obj):
        day = getattr(obj, name)
        return format_date(day) if day else ""

    return show
