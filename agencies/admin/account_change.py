"""Thay đổi tài khoản chờ xác nhận in the admin: who asked what, when, who answered (on a page of the portal)."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from ..admin_access import ReadOnlyAdminMixin
from ..formats.dates import format_datetime
from ..models import AccountChange


@admin.register(AccountChange)
class AccountChangeAdmin(ReadOnlyAdminMixin, admin.ModelAdmin):
    list_display = ["user", "sentence", "asked_by", "asked", "state", "answered_by", "way"]
    list_filter = ["state"]
    list_select_related = ["user__agency", "asked_by", "answered_by"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description="đề nghị lúc", ordering="asked_at")
    def asked(self, obj):
        return format_datetime(obj.asked_at)

    @admin.display(description="")
    def way(self, obj):
        if obj.state != AccountChange.State.WAITING:
            return ""
        return format_html('<a href="{}">Xác nhận hoặc rút</a>', reverse("account_changes"))
