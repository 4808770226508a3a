"""Lịch sử in the admin: who did what, when, with the state before and after. Nobody changes it."""

import json
from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.html import format_html

from ..admin_access import ReadOnlyAdminMixin
from ..calendar import portal_now, portal_today
from ..files import send_private
from ..formats.dates import format_date, format_datetime
from ..models import Agency, Event
from ..paging import BoundedPaginator
from .base import OwnPages
from .event_search import HistorySearchForm, history_workbook

WHO_DID_WHAT = ("moment", "actor_name", "actor_agency", "agency", "sentence")
DECISION = ("reason", "document", "own")
STATES = ("state_before", "state_after")
PROOF = ("request_id", "address", "link_in_chain", "commitment")


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


class HistoryList(OwnPages):
    """Takes the fields of the search for none of its own filters."""

    def get_filters_params(self, params=None):
        own = super().get_filters_params(params)
        return {name: value for name, value in own.items() if name not in HistorySearchForm.base_fields}


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
    fields = readonly_fields = (*WHO_DID_WHAT, *DECISION, *STATES, *PROOF)

    change_list_template = "admin/agencies/event/change_list.html"

    def get_changelist(self, request, **kwargs):
        return HistoryList

    def get_queryset(self, request):
        """Narrowed by the search above the list."""
        return HistorySearchForm(request.GET).narrow(super().get_queryset(request))

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, (extra_context or {}) | {"search": HistorySearchForm(request.GET)})

    def get_urls(self):
        return [
            path("xuat/", self.admin_site.admin_view(self.export), name="agencies_event_export"),
            *super().get_urls(),
        ]

    def export(self, request):
        """What the search finds, as a workbook; that it was taken out is in the history like any export."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).order_by("-happened_at", "-pk")
        return send_private(history_workbook(found), f"lich-su-{portal_today():%Y-%m-%d}.xlsx")

    @admin.display(description="mắt xích")
    def link_in_chain(self, obj):
        return str(obj.link) if hasattr(obj, "link") else "đang chờ nối"

    @admin.display(description="mã xác nhận", empty_value="–")
    def commitment(self, obj):
        return obj.link.commitment if hasattr(obj, "link") else ""

    @admin.display(description="thời điểm", ordering="happened_at")
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
