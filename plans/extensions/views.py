"""Pages of extensions: list, request, decision."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.acting import agency_to_write_for
from agencies.actions import ActionForm, buttons, missing, take_action
from agencies.deleting import delete_page
from agencies.files import send_private
from agencies.formats.dates import format_date
from agencies.list_choice import list_context, send_list
from agencies.permissions import changes, works_in_the_plan
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from agencies.seen import seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.declarations.deadlines import milestone_for, printed
from plans.letters.services import facts_of
from plans.models import CoverLetter, Extension, ExtensionDecision
from plans.shortcuts import plan_or_404
from plans.signoffs.actions import WEIGHTS
from plans.signoffs.notices import asked_facts, sign_off_of

from . import listing, services
from .forms import DecisionForm, ExtensionFilterForm, ExtensionForm, GrantForm, SubmitForm


@savable("extension_list", "Gia hạn")
def extension_list(request: SignedInRequest) -> HttpResponse:
    form, rows, filters = narrowed(request)
    context = list_context(request, listing.LIST, rows) | {
        "form": form,
        "filters": filters,
        "count": len(rows),
        "waiting": listing.waiting_count(rows),
        "may_write": works_in_the_plan(request.user)[0],
    }
    return render(request, "plans/extension_list.html", context)


def extension_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    _, rows, _ = narrowed(request)
    return send_list(request, listing.LIST, rows)


def narrowed(request: SignedInRequest) -> tuple[ExtensionFilterForm, list[Extension], dict[str, Any]]:
    form = ExtensionFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    return form, listing.LIST.sort(request, listing.rows_for(request.user, filters)), filters


def extension_new(request: SignedInRequest) -> HttpResponse:
    allowed, why = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, why)
        return redirect("extension_list")
    agency, plan = agency_to_write_for(request), plan_or_404()
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}")
    form = ExtensionForm(agency, plan, typed.data, initial={"milestone": request.GET.get("moc", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_extension(agency, plan=plan, actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, "Đã soạn đề nghị gia hạn; kiểm tra rồi gửi.")
            return redirect("extension_detail", made.pk)
    context = {"form": form, "agency": agency, "verb": "Soạn đề nghị", "back": reverse("extension_list")}
    return render(request, "plans/extension_form.html", context | typed.context(form), status=status_of(form))


def extension_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    extension = find(request, pk)
    allowed, why = changes(request.user, extension)
    if not allowed:
        messages.error(request, why)
        Typed(request).keep_for_later()
        return redirect("extension_detail", pk)
    typed = Typed(request, seen=extension.version)
    known = {"proposed_day": extension.proposed_day, "reason": extension.reason}
    form = ExtensionForm(extension.agency, extension.plan, typed.data, known=extension, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            version = seen_version(request)
            services.revise_extension(extension, actor=request.user, expected_version=version, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, "Đã lưu đề nghị gia hạn.")
            return redirect("extension_detail", pk)
    context = {"form": form, "agency": extension.agency, "verb": "Lưu", "version": extension.version}
    context |= {"extension": extension, "back": detail_url(pk)} | typed.context(form)
    return render(request, "plans/extension_form.html", context, status=status_of(form))


def extension_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    return delete_page(
        request,
        find(request, pk),
        services.delete_extension,
        template="plans/extension_delete.html",
        back=detail_url(pk),
        to="extension_list",
        refusal=services.NOT_DELETED,
        done="Đã xóa đề nghị gia hạn.",
    )


def extension_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    extension, user = find(request, pk), request.user
    may_edit = changes(user, extension)[0]
    context = {
        "extension": extension,
        "milestone": milestone_for(extension.agency, extension.plan, extension.milestone),
        "decisions": list(extension.decisions.select_related("decided_by", "taken_back_by")),
        "letters": CoverLetter.objects.about(extension),
        "sign_off": sign_off_of(extension, user),
        "actions": buttons(extension, user, lambda name: reverse("extension_action", args=[pk, name])),
        "missing": missing(extension, user),
        "may_edit": may_edit,
        "may_delete": may_edit and extension.was_never_handed_in,
        "events": history.shown(extension, user),
    }
    return render(request, "plans/extension_detail.html", context)


def extension_action(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    extension = find(request, pk)
    action = extension.workflow.action(name)
    if action is None:
        raise Http404
    forms: dict[str, Callable[..., ActionForm]] = {
        "letter": SubmitForm,
        "grant": partial(GrantForm, extension=extension),
        "refusal": DecisionForm,
    }
    return take_action(
        request,
        extension,
        name,
        back=detail_url(pk),
        form_class=forms.get(action.form, ActionForm),
        facts=facts(extension),
        weight=WEIGHTS.get(name),
        from_tone=extension.tone,
        to_tone=Extension.TONES[Extension.State(action.leads_to(extension.state))],
    )


def extension_document(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The scan of a decision, for whoever sees the request; `pk` is the decision's."""
    decision = get_object_or_404(ExtensionDecision.objects.visible_to(request.user), pk=pk)
    if not decision.scan:
        raise Http404("Văn bản này không có bản quét kèm theo.")
    return send_private(decision.scan, decision.scan_name)


def facts(extension: Extension) -> list[dict[str, str]]:
    """[{label, value}] of what is decided upon."""
    milestone = milestone_for(extension.agency, extension.plan, extension.milestone)
    said = [
        ("Mốc", extension.milestone_name),
        ("Thời hạn hiện nay", printed(milestone)),
        ("Đề nghị gia hạn đến hết ngày", format_date(extension.proposed_day)),
        ("Lý do của cơ quan", extension.reason),
    ]
    lines = [{"label": label, "value": value} for label, value in said]
    return lines + facts_of(extension) + asked_facts(extension)


def find(request: SignedInRequest, pk: int) -> Extension:
    """The extension where the person may see it. Http404 otherwise."""
    seen = Extension.objects.visible_to(request.user).select_related("agency", "plan")
    return get_object_or_404(seen.prefetch_related("decisions"), pk=pk)


def detail_url(pk: int) -> str:
    return reverse("extension_detail", args=[pk])
