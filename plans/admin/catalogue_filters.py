"""Filters of the queue of catalogues in the admin."""

from django.contrib import admin
from django.db.models import Q

from agencies.models import Agency
from plans.models import Catalogue


class AwaitingFilter(admin.SimpleListFilter):
    title = "hàng chờ"
    parameter_name = "cho"

    def lookups(self, request, model_admin):
        return [("1", "Đang chờ thẩm định"), ("0", "Không còn chờ")]

    def queryset(self, request, queryset):
        awaited = Q(state__in=Catalogue.AWAITED)
        return {"1": queryset.filter(awaited), "0": queryset.exclude(awaited)}.get(self.value(), queryset)


class StateFilter(admin.SimpleListFilter):
    title = "trạng thái"
    parameter_name = "trang-thai"

    def lookups(self, request, model_admin):
        return Catalogue.State.choices

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() in Catalogue.State.values else queryset


class KindFilter(admin.SimpleListFilter):
    title = "loại cơ quan"
    parameter_name = "loai"

    def lookups(self, request, model_admin):
        return [choice for choice in Agency.Kind.choices if choice[0] != Agency.Kind.PROVINCE]

    def queryset(self, request, queryset):
        return queryset.filter(agency__kind=self.value()) if self.value() in Agency.Kind.values else queryset
