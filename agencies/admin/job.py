"""Công việc nền in the admin: what runs, what failed and why, and the way to run it again."""

from django.contrib import admin, messages

from ..admin_access import ReadOnlyAdminMixin
from ..formats.dates import format_datetime
from ..formats.numbers import format_int
from ..jobs import repeat_for
from ..models import Job
from ..paging import BoundedPaginator
from .base import HistoryMixin
from .list_actions import SeenRowsMixin

SHOWN = ("kind", "requester", "state", "done", "message", "attempts", "asked", "finished")


@admin.register(Job)
class JobAdmin(HistoryMixin, SeenRowsMixin, ReadOnlyAdminMixin, admin.ModelAdmin):
    list_display = ["__str__", "state", "done", "message", "requester", "asked", "finished", "attempts"]
    list_filter = ["state", "kind"]
    list_select_related = ["requester"]
    list_per_page = 50
    search_fields = ["kind", "message", "requester__full_name"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = BoundedPaginator
    actions = ["run_again"]
    moving = frozenset({"heartbeat_at", "percent", "message"})
    most_at_once = 200
    fields = readonly_fields = SHOWN

    @admin.display(description="tiến độ", ordering="percent")
    def done(self, obj):
        return f"{obj.percent}%"

    @admin.display(description="yêu cầu lúc", ordering="created_at")
    def asked(self, obj):
        return format_datetime(obj.created_at)

    @admin.display(description="xong lúc", ordering="finished_at")
    def finished(self, obj):
        return format_datetime(obj.finished_at) if obj.finished_at else ""

    def has_repeat_permission(self, request):
        return request.user.administers

    @admin.action(description="Làm lại (việc không thành công)", permissions=["repeat"])
    def run_again(self, request, queryset):
        repeated = sum(repeat_for(request.user, job) for job in queryset)
        left = queryset.count() - repeated
        if repeated:
            self.message_user(request, f"Đã xếp {format_int(repeated)} việc vào hàng chờ để chạy lại.")
        if left:
            text = f"{format_int(left)} việc không ở trạng thái “Không thành công” nên giữ nguyên."
            self.message_user(request, text, messages.WARNING)
