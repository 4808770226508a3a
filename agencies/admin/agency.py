"""Cơ quan, đơn vị in the admin: official order, validity, successors; never deleted while anything hangs on them."""

from collections import Counter

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects

from ..calendar import portal_today
from ..formats.numbers import format_int
from ..models import Agency
from ..resources import AgencyTable
from .base import OfficeAdmin, day_column


class ExistsFilter(admin.SimpleListFilter):
    title, parameter_name = "hoạt động", "hoat_dong"

    def lookups(self, request, model_admin):
        return [("co", "Đang hoạt động"), ("khong", "Chưa thành lập hoặc đã kết thúc")]

    def queryset(self, request, queryset):
        today = Agency.objects.active_on(portal_today()).values("pk")
        if self.value() == "co":
            return queryset.filter(pk__in=today)
        return queryset.exclude(pk__in=today) if self.value() == "khong" else queryset


class HeirFilter(admin.SimpleListFilter):
    title, parameter_name = "đơn vị kế thừa", "ke_thua"

    def lookups(self, request, model_admin):
        return [("chua", "Đã kết thúc, chưa ghi đơn vị kế thừa")]

    def queryset(self, request, queryset):
        lacking = Agency.objects.without_heir(portal_today()).values("pk")
        return queryset.filter(pk__in=lacking) if self.value() == "chua" else queryset


class DistrictFilter(admin.SimpleListFilter):
    title, parameter_name = "huyện, thị xã, thành phố", "huyen"

    def lookups(self, request, model_admin):
        return Agency.objects.filter(kind=Agency.Kind.DISTRICT).values_list("code", "short_name")

    def queryset(self, request, queryset):
        return queryset.filter(parent__code=self.value()) if self.value() else queryset


class AgencyAdmin(OfficeAdmin):
    """Registered by plans/admin/agencies.py, which knows what a change means for the plan."""

    resource_classes = [AgencyTable]
    list_display = ["official_order", "code", "name", "kind", "parent_name", "first_day", "last_day", "successor_name"]
    list_display_links = ["code", "name"]
    list_filter = ["kind", ExistsFilter, HeirFilter, DistrictFilter]
    list_select_related = ["parent", "successor"]
    search_fields = ["name"]
    search_help_text = "Tên hoặc mã, có dấu hay không dấu đều được."
    folded_fields = ["code", "name", "short_name", "gso_code"]
    autocomplete_fields = ["parent", "successor"]
    ordering = ["official_order", "code"]
    first_day = day_column("active_from", "từ ngày")
    last_day = day_column("active_to", "đến hết ngày")

    @admin.display(description="cấp trên", ordering="parent__name")
    def parent_name(self, obj):
        return obj.parent.short_name if obj.parent else ""

    @admin.display(description="đơn vị kế thừa")
    def successor_name(self, obj):
        return obj.successor.short_name if obj.successor else ""

    def get_actions(self, request):
        return {}

    def get_deleted_objects(self, objs, request):
        """Related objects that prevent deletion, counted by kind: an agency may hold thousands of rows."""
        collector = NestedObjects("default")
        collector.collect(objs)
        counts = Counter(str(found._meta.verbose_name) for found in collector.protected)
        protected = [f"{format_int(count)} {name}" for name, count in counts.most_common()]
        return [str(one) for one in objs], {self.opts.verbose_name: len(objs)}, set(), protected
