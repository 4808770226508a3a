"""Lịch sử in the admin: who did what, when, with the state before and after. Nobody changes it."""

import json
from datetime import timedelta

from django.contrib import admin
from django.utils.html import format_html

from ..admin_access import ReadOnlyAdminMixin
from ..calendar import portal_now
from ..formats.dates import format_date, format_datetime
from ..models import Agency, Event
from ..paging import BoundedPaginator

WHO_DID_WHAT = ("moment", "actor_name", "actor_agency", "agency", "sentence")
DECISION = ("reason", "document", "own")
STATES = ("state_before", "state_after")


class AgeFilter(admin.SimpleListFilter):
    title, parameter_name = "thời gian", "trong"

    def lookups(self, request, model_admin):
        return [("1", "24 giờ qua"), ("7", "7 ngày qua"), ("30", "30 ngày qua")]

    def queryset(self, request, queryset):
        days = {"1": 1, "7": 7, "30": 30}.get(self.value())
        return queryset.filter(happened_at__gte=portal_now() - timedelta(days=days)) if days else queryset


class AgencyKindFilter(admin.SimpleListFilter):
    title, parameter_name = "loại cơ quan", "loai"

    def lookups(self, request, model_admin):
        return Agency.Kind.choices

    def queryset(self, request, queryset):
        return queryset.filter(agency__kind=self.value()) if self.value() in Agency.Kind.values else queryset


@admin.register(Event)
class EventAdmin(ReadOnlyAdminMixin, admin.ModelAdmin):
    list_display = ["moment", "actor_name", "actor_agency", "sentence", "agency", "own"]
    list_display_links = ["moment", "sentence"]
    list_filter = [AgeFilter, AgencyKindFilter, "own_agency"]
    list_select_related = ["actor_agency", "agency"]
    list_per_page = 50
    search_fields = ["sentence", "actor_name", "document_number"]
    search_help_text = "Nội dung, họ tên hoặc số văn bản."
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = BoundedPaginator
    actions = None
    fields = readonly_fields = (*WHO_DID_WHAT, *DECISION, *STATES)

    @admin.display(description="lúc", ordering="happened_at")
    def moment(self, obj):
        return format_datetime(obj.happened_at)

    @admin.display(description="ghi chú")
    def own(self, obj):
        return "quyết định cho chính cơ quan mình" if obj.own_agency else ""

    @admin.display(description="văn bản", empty_value="–")
    def document(self, obj):
        return f"{obj.document_number} ngày {format_date(obj.document_date)}" if obj.document_date else ""

    @admin.display(description="trước")
    def state_before(self, obj):
        return as_lines(obj.before)

    @admin.display(description="sau")
    def state_after(self, obj):
        return as_lines(obj.after)


def as_lines(values):
    return format_html("<pre>{}</pre>", json.dumps(values, ensure_ascii=False, indent=2)) if values else "–"
