"""Sở Nội vụ's desk: the queue of catalogues, one catalogue with its rows and sums, and the decision on it."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from agencies import history, sitting
from agencies.actions import ActionForm, buttons, missing, take_action
from agencies.admin.base import HistoryMixin
from agencies.admin_access import ReadOnlyAdminMixin
from agencies.delegation import signing
from agencies.documents import Kind
from agencies.formats.numbers import format_int, format_percent
from agencies.list_place import list_url
from agencies.models import Decision, Duty
from agencies.templatetags.ui import status
from plans.appraisal.agreed_changes import with_content_compared
from plans.appraisal.assigning import named, officials, others_work
from plans.appraisal.effects import ready_for_tranche, ready_for_whole
from plans.appraisal.facts import facts_for
from plans.appraisal.forms import AppraisalForm
from plans.appraisal.handed_in import all_seen_by, holds_rows_back, pages_of, seen_by
from plans.appraisal.reopening import notices_of
from plans.catalogues import action_facts, desk_list, queue
from plans.excess.facts import notice_of
from plans.models import Catalogue
from plans.models.pages import PAGE_FIELDS

from .catalogue_filters import AwaitingFilter, KindFilter, StateFilter
from .documents import DocumentsMixin
from .row_decisions import RowDecisionsMixin

WORDS_SOUGHT = 12
CLOSING, AND_ON = ("appraise", "return"), "{} và sang Mục lục tiếp theo"
SUMMED = ("pk", "state", "as_handed_in", "file_count", *PAGE_FIELDS.values(), "unknown_pages")
AWAITED_FIRST = Case(
    When(state__in=Catalogue.AWAITED, then=Value(0)),
    When(state=Catalogue.State.REOPENING, then=Value(1)),
    default=Value(2),
).asc()


class Queue(ChangeList):
    """Names and sums as those who oversee the plan may see them."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = all_seen_by(request.user, self.result_list)


@admin.register(Catalogue)
class CatalogueAdmin(RowDecisionsMixin, DocumentsMixin, HistoryMixin, ReadOnlyAdminMixin, admin.ModelAdmin):
    """Nothing is typed here: the only changes are the workflow's actions, each on a page of its own."""

    view_duties = frozenset({Duty.APPRAISES_CATALOGUES})
    view_decisions = (Decision.APPRAISE_CATALOGUES, Decision.ANSWER_REOPENINGS)
    list_display = ["name", "agency", "state_pill", "waiting", "files", "decided", "a4", "still", "handed_in_by"]
    list_filter = [AwaitingFilter, StateFilter, KindFilter]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["name", "agency__name", "fonds__name"]
    search_help_text = "Tên Mục lục, cơ quan hoặc phông."
    list_select_related = ["agency", "fonds", "submitted_by"]
    list_per_page = 50
    show_full_result_count = False
    ordering = [AWAITED_FIRST, "submitted_at", "pk"]
    actions = ("decide_together",)

    def get_changelist(self, request, **kwargs):
        return Queue

    def get_queryset(self, request):
        return queue.with_waiting(Catalogue.objects.visible_to(request.user))

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        return seen_by(request.user, found) if found else None

    @admin.display(description="trạng thái", ordering="state")
    def state_pill(self, catalogue):
        return status(catalogue.tone, catalogue.get_state_display())

    @admin.display(description="chờ", ordering="submitted_at")
    def waiting(self, catalogue):
        text = queue.waiting_text(catalogue)
        return status(queue.waiting_tone(catalogue), text) if text else "–"

    @admin.display(description="số hồ sơ", ordering="file_count")
    def files(self, catalogue):
        return format_int(catalogue.file_count)

    @admin.display(description="có kết quả")
    def decided(self, catalogue):
        """How far the rows are decided; what is asked waits for the agency."""
        if not catalogue.is_awaited:
            return "–"
        decided = catalogue.accepted_files + catalogue.left_out_files
        asked = f", hỏi {format_int(catalogue.asked_files)}" if catalogue.asked_files else ""
        return f"{format_percent(decided, catalogue.file_count) if decided else 'chưa có'}{asked}"

    @admin.display(description="trang A4 quy đổi", ordering="a4_pages")
    def a4(self, catalogue):
        return format_int(catalogue.a4_pages)

    @admin.display(description="còn chờ (trang)")
    def still(self, catalogue):
        """What is yet to be decided on, without tranches that were appraised already."""
        return format_int(queue.waiting_pages(catalogue)) if catalogue.is_awaited else "–"

    @admin.display(description="người trình")
    def handed_in_by(self, catalogue):
        return catalogue.submitted_by or "–"

    def get_search_results(self, request, queryset, search_term):
        """A search is a few words; a whole page of them is more than the database takes."""
        return super().get_search_results(request, queryset, " ".join(search_term.split()[:WORDS_SOUGHT]))

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, {"title": "Hàng chờ thẩm định Mục lục"} | (extra_context or {}))
        if found := getattr(response, "context_data", {}).get("cl"):
            rows = all_seen_by(request.user, found.queryset.select_related(None).only(*SUMMED))
            awaited = [row for row in rows if row.is_awaited]
            response.context_data |= {"sums": queue.sums_of(rows), "awaited": queue.sums_of(awaited)}
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        catalogue = self.find(request, object_id)
        if holds_rows_back(request.user, catalogue):
            return redirect("catalogue_detail", catalogue.pk)
        results = catalogue.appraisals.select_related("decided_by", "document__issuer", "document__delegation")
        context = self.page_context(request, catalogue) | self.rows_context(request, catalogue)
        context |= {
            "title": str(catalogue),
            "a4_pages": pages_of(catalogue),
            "waiting": queue.waiting_text(catalogue),
            "facts": action_facts.facts_of(catalogue),
            "results": with_content_compared(results, catalogue),
            "whole_lacks": ready_for_whole(catalogue),
            "has_tranche": not ready_for_tranche(catalogue),
            "capacities": signing.choices(request.user, request.user.agency, Decision.APPRAISE_CATALOGUES),
            "notices": notices_of(catalogue),
            "excess": notice_of(catalogue),
            "events": history.shown(catalogue, request.user)[:30],
            "missing": missing(catalogue, request.user),
            "actions": buttons(catalogue, request.user, lambda name: self.action_url(catalogue, name)),
            "portal_url": reverse("catalogue_detail", args=[catalogue.pk]),
        }
        context |= self.desk_context(request, catalogue)
        return TemplateResponse(request, "admin/plans/catalogue/appraise.html", context)

    def desk_context(self, request, catalogue):
        """Who works on the catalogue, who may, and what comes next in the list from which it was opened."""
        is_open = catalogue.is_awaited or catalogue.is_to_be_reopened
        may_assign = is_open and request.user.decides_on(Decision.APPRAISE_CATALOGUES)
        next_one, left = desk_list.next_in_list(request, catalogue)
        return {
            "may_assign": may_assign,
            "people": named(one for one in officials() if one != request.user) if may_assign else [],
            "others_work": others_work(catalogue, request.user),
            "next_one": next_one,
            "left": left,
            "queue_url": list_url(request, "appraisal_queue"),
        }

    def action_view(self, request, object_id, name):
        """Tiếp nhận, thẩm định đạt, trả lại: the same confirmation as everywhere, on an admin page."""
        catalogue = self.find(request, object_id)
        action = catalogue.workflow.action(name)
        if action is None:
            raise Http404
        if sitting.was_declined(request, Kind.CATALOGUE_APPRAISAL):
            return redirect(request.path)
        last = sitting.remembered(request, Kind.CATALOGUE_APPRAISAL)
        return take_action(
            request,
            catalogue,
            name,
            back=reverse("admin:plans_catalogue_change", args=[catalogue.pk]),
            template="admin/plans/catalogue/action.html",
            onward=partial(self.onward, request, catalogue),
            form_class=partial(AppraisalForm, catalogues=[catalogue], actor=request.user, sitting=last)
            if action.form == "appraisal"
            else ActionForm,
            facts=action_facts.facts_of(catalogue) + facts_for(name, catalogue),
            weight=action_facts.WEIGHTS.get(name),
            from_tone=catalogue.tone,
            to_tone=Catalogue.TONES[action.leads_to(catalogue.state)],
            **self.page_context(request, catalogue),
            title=f"{action.verb}: {catalogue}",
            sitting=last,
            others_work=others_work(catalogue, request.user),
            second=AND_ON.format(action.verb) if action.name in CLOSING else "",
        )

    def onward(self, request, catalogue, details):
        """Where a decision leads: to the catalogue, or on to the next one of the list where that was asked for."""
        if details.get("document"):
            sitting.keep(request, Kind.CATALOGUE_APPRAISAL, details["document"], details["capacity"])
        if "then" not in request.POST:
            return reverse("admin:plans_catalogue_change", args=[catalogue.pk])
        following, _ = desk_list.next_in_list(request, catalogue)
        if following is None:
            messages.info(request, "Đã hết các Mục lục chờ trong danh sách vừa lọc.")
            return list_url(request, "appraisal_queue")
        return reverse("admin:plans_catalogue_change", args=[following.pk])

    def get_urls(self):
        view = self.admin_site.admin_view(self.action_view)
        return [
            path("<int:object_id>/thao-tac/<slug:name>/", view, name="plans_catalogue_action"),
            *self.deciding_urls(),
            *self.document_urls(),
            *super().get_urls(),
        ]

    def find(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not str(object_id).isdecimal():
            raise Http404
        seen = Catalogue.objects.visible_to(request.user)
        seen = seen.select_related("agency", "fonds", "submitted_by", "assigned_to")
        return seen_by(request.user, get_object_or_404(seen, pk=object_id))

    def page_context(self, request, catalogue):
        own = request.user.agency_id == catalogue.agency_id
        return self.admin_site.each_context(request) | {"opts": self.opts, "catalogue": catalogue, "own_agency": own}

    def action_url(self, catalogue, name):
        return reverse("admin:plans_catalogue_action", args=[catalogue.pk, name])
