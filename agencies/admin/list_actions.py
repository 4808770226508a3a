"""Actions on ticked rows of a list: sent twice they are done once, and never to a row that changed since the page."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from ..once import sent_once
from ..requests import posted_keys
from ..seen import MARK, UNSEEN
from ..typed import version_of

if TYPE_CHECKING:  # a mixin that were one would put Django's permissions before those by duty
    from django.contrib.admin import ModelAdmin as OfAnAdmin
else:
    OfAnAdmin = object

NAMED = 5  # names that a refusal says
CHANGED = (
    "Chưa thực hiện: {} vừa được thay đổi từ lúc trang này mở. Danh sách dưới đây là hiện nay: xem lại rồi chọn lại "
    "nếu vẫn cần."
)
ALL_CHANGED = (
    "Chưa thực hiện: danh sách vừa được thay đổi từ lúc trang này mở, hoặc quá dài để chọn tất cả. Xem lại rồi chọn "
    "lại."
)


class SeenRowsMixin(OfAnAdmin):
    """A mark beside each row says what the page showed of it. `moving` columns change by themselves: not marked.

    “Every row of the filter” means `most_at_once` at most: all of them are read for the mark of the whole.
    """

    moving: ClassVar[frozenset[str]] = frozenset()
    most_at_once: ClassVar[int] = 1000

    def mark_of_row(self, obj: Model) -> str:
        names = [field.attname for field in self.opts.concrete_fields if field.name not in self.moving]
        return version_of(*(getattr(obj, name) for name in names))

    def mark_of_all(self, rows: QuerySet[Any]) -> str:
        """Of every row that the filter leaves; "" where these are too many, or all of them are on the page."""
        found = list(rows[: self.most_at_once + 1])
        if not self.list_per_page < len(found) <= self.most_at_once:
            return ""
        return version_of(*sorted((obj.pk, self.mark_of_row(obj)) for obj in found))

    def action_checkbox(self, obj):
        row = super().action_checkbox(obj)
        return format_html('{}<input type="hidden" name="{}-{}" value="{}">', row, MARK, obj.pk, self.mark_of_row(obj))

    def get_changelist_instance(self, request):
        listed = super().get_changelist_instance(request)
        listed.mark_of_all = partial(self.mark_of_all, listed.queryset)
        return listed

    def changelist_view(self, request, extra_context=None):
        view = super().changelist_view
        if request.method == "POST" and "action" in request.POST:
            view = sent_once(view, draws=True)
        return view(request, extra_context)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *place: Any) -> HttpResponse | None:
        """Of two who act on the same list the second waits, and reads what the first one changed."""
        with transaction.atomic():
            kind = ContentType.objects.get_for_model(self.model)
            list(ContentType.objects.select_for_update(no_key=True).filter(pk=kind.pk))
            if why_not := self.why_not_seen(request, queryset):
                self.message_user(request, why_not, messages.ERROR)
                return None
            return super().response_action(request, queryset, *place)

    def why_not_seen(self, request, queryset) -> str:
        """A sentence where the page had shown other rows than there are now, or does not say which; or ""."""
        if request.POST.get("select_across") == "1":
            mark = self.mark_of_all(queryset)
            return "" if mark and mark == request.POST.get(MARK) else ALL_CHANGED
        chosen = list(queryset.filter(pk__in=posted_keys(request.POST.getlist("_selected_action"))))
        shown = {obj: request.POST.get(f"{MARK}-{obj.pk}") for obj in chosen}
        if None in shown.values():
            return UNSEEN
        changed = [str(obj) for obj, mark in shown.items() if mark != self.mark_of_row(obj)]
        return CHANGED.format(", ".join(changed[:NAMED])) if changed else ""
