from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import history
from agencies.acting import agency_to_write_for
from agencies.actions import buttons, take_action
from agencies.deleting import delete_page
from agencies.formats.numbers import format_dong
from agencies.list_choice import list_context, send_list
from agencies.models import Decision
from agencies.permissions import changes, works_in_the_plan
from agencies.requests import SignedInRequest, posted_int
from agencies.saved_views.lists import savable
from agencies.seen import refuse, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Estimate
from plans.models import CoverLetter
from plans.shortcuts import plan_or_404
from plans.signoffs.actions import WEIGHTS
from plans.signoffs.notices import asked_facts, sign_off_of
from plans.signoffs.queries import answers_of
from plans.unusual.services import Unusual

from . import editions, limits, listing, services, summary, unusual
from .as_handed_in import seen_by
from .attachments import attached_to
from .basis import basis_of
from .corrections import corrects
from .excess import sentences_of
from .forms import (
    DecisionForm,
    DraftForm,
    EstimateFilterForm,
    EstimateForm,
    ExtraLineFormSet,
    ExtraLines,
    HandInForm,
    SubmitForm,
)
from .list_columns import LIST
from .overallocated import overallocated
from .questions import may_ask
from .sides import comparison_of
from .tariffs import new_tariff


@savable("estimate_list", "Dự toán")
def estimate_list(request: SignedInRequest) -> HttpResponse:
    form = EstimateFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    rows = LIST.sort(request, listing.rows_for(request.user, filters))
    sums, is_narrowed = listing.sums_of(rows), any(filters.values())
    return render(
        request,
        "budgets/estimate_list.html",
        list_context(request, LIST, rows)
        | {
            "form": form,
            "filters": filters,
            "sums": sums,
            "whole": listing.sums_of(listing.rows_for(request.user, {})) if is_narrowed else sums,
            "may_draft": works_in_the_plan(request.user)[0],
            "may_decide": request.user.decides_on(Decision.APPRAISE_ESTIMATES),
        },
    )


def estimate_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as it is filtered and sorted, whole, as a workbook."""
    form = EstimateFilterForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    return send_list(request, LIST, LIST.sort(request, listing.rows_for(request.user, filters)))


def estimate_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    estimate = find(request, pk)
    user, lines, result = request.user, estimate.shown_lines(), estimate.result
    may_edit, _ = changes(user, estimate)
    comparison = comparison_of(estimate)
    return render(
        request,
        "budgets/estimate_detail.html",
        {
            "estimate": estimate,
            "lines": lines,
            "events": history.shown(estimate, request.user),
            "result": result,
            "decided_lines": list(result.lines.all()) if result else [],
            "letters": CoverLetter.objects.about(estimate),
            "may_correct": corrects(user, result)[0],
            "return_event": history.last_return(estimate),
            "target": summary.target_of(estimate),
            "basis": basis_of(estimate),
            "attached": attached_to(estimate, user),
            "questions": list(estimate.questions.select_related("asked_by", "answered_by")),
            "may_ask": may_ask(user, estimate)[0],
            "may_answer": user.acts_for(estimate.agency),
            "allocated_dong": summary.allocated_dong(estimate) if result else None,
            "price": estimate.unit_price_dong,
            "above": sentences_of(estimate),
            "unusual": unusual.values_of(estimate),
            "odd": unusual.sentences_of(estimate) if may_edit else [],
            "sign_off": sign_off_of(estimate, user),
            "actions": buttons(estimate, user, lambda name: reverse("estimate_action", args=[pk, name])),
            "may_edit": may_edit,
            "may_delete": may_edit and estimate.was_never_handed_in,
            "missing": limits.ready_to_go_out(estimate) if may_edit else [],
            "next_one": listing.next_waiting(user, estimate),
            "line": editions.line_of(user, estimate),
            "may_start": editions.may_start(user, estimate)[0],
            "comparison": comparison,
            "above_allocated": overallocated(estimate, comparison),
            "price_of_today": new_tariff(estimate) if may_edit else None,
        },
    )


def estimate_new(request: SignedInRequest) -> HttpResponse:
    allowed, reason = works_in_the_plan(request.user)
    if not allowed:
        messages.error(request, reason)
        return redirect("estimate_list")
    agency = agency_to_write_for(request)
    typed = Typed(request, key=f"{request.path.strip('/')}/{agency.code}")
    form = DraftForm(agency, typed.data)
    pages, source = limits.source_pages(agency)
    if request.method == "POST" and form.is_valid() and source:
        estimate = services.draft_estimate(
            agency, plan=plan_or_404(), actor=request.user, name=form.cleaned_data["name"], pages_by_size=pages
        )
        typed.drop()
        messages.success(request, f"Đã lập {estimate}: {format_dong(estimate.requested_dong)}.")
        return redirect("estimate_detail", estimate.pk)
    context = {"form": form, "source": source, "agency": agency, "nothing_left": source and not any(pages.values())}
    return render(request, "budgets/estimate_new.html", context | summary.draft_of(pages) | typed.context(form))


def estimate_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    estimate = find(request, pk)
    allowed, reason = changes(request.user, estimate)
    if not allowed:
        messages.error(request, reason)
        Typed(request).keep_for_later()
        return redirect("estimate_detail", pk)
    typed = Typed(request, seen=estimate.version)
    limit = limits.page_limit(estimate.agency, besides=estimate) if estimate.is_appraised_by_finance else None
    form = EstimateForm(typed.data, initial=initial(estimate), limit=limit)
    extras = ExtraLineFormSet(typed.data, initial=extra_rows(estimate), prefix="extra")
    if request.method == "POST" and "add_rows" not in request.POST and form.is_valid() and extras.is_valid():
        if revise(request, estimate, form, extras):
            typed.drop()
            return redirect("estimate_detail", pk)
    if "add_rows" in request.POST:
        form, extras = with_more_rows(request.POST, limit)
    context = {"estimate": estimate, "form": form, "extras": extras, "version": estimate.version}
    context |= summary.money_of(estimate, form, extras)
    return render(request, "budgets/estimate_edit.html", context | typed.context(form, extras), status=status_of(form))


def revise(request: SignedInRequest, estimate: Estimate, form: EstimateForm, extras: ExtraLines) -> bool:
    """True where it was written; otherwise the reason stands above the form."""
    try:
        services.revise_estimate(
            estimate,
            actor=request.user,
            name=form.cleaned_data["name"],
            note=form.cleaned_data["note"],
            pages_by_size=form.pages_by_size(),
            extra_lines=extras.lines(),
            unusual_reason=form.cleaned_data["unusual_reason"],
            expected_version=seen_version(request),
        )
    except Unusual as error:
        form.ask_why(error)
        return False
    except WorkflowError as error:
        refuse(form, error)
        return False
    messages.success(request, "Đã lưu dự toán.")
    return True


def with_more_rows(data: QueryDict, limit: Mapping[str, int] | None) -> tuple[EstimateForm, ExtraLines]:
    """The forms as typed, unjudged, with five more empty rows; the way to add rows without JavaScript."""
    data = data.copy()
    data["extra-TOTAL_FORMS"] = str(min((posted_int(data.get("extra-TOTAL_FORMS", "")) or 0) + 5, 40))
    return EstimateForm(initial=data.dict(), limit=limit), ExtraLineFormSet(data, prefix="extra")


def estimate_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    return delete_page(
        request,
        find(request, pk),
        services.delete_estimate,
        template="budgets/estimate_delete.html",
        back=detail_url(pk),
        to="estimate_list",
        refusal=services.NOT_DELETED,
        done="Đã xóa dự toán.",
    )


def estimate_action(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    estimate = find(request, pk)
    action = estimate.workflow.action(name)
    if action is None:
        raise Http404
    answers = answers_of(estimate) if estimate.is_changeable else {}
    form_class: Callable[..., HandInForm] = partial(HandInForm, estimate=estimate)
    template = "components/confirm_page.html"
    if name == "submit":
        form_class = partial(SubmitForm, estimate=estimate, initial=answers)
    if action.form == "lines":
        form_class = partial(DecisionForm, estimate=estimate, actor=request.user, initial=answers)
        template = "budgets/estimate_decide.html"
    return take_action(
        request,
        estimate,
        name,
        back=detail_url(pk),
        form_class=form_class,
        template=template,
        estimate=estimate,
        facts=summary.facts_of(estimate) + asked_facts(estimate),
        weight=WEIGHTS.get(name),
        from_tone=estimate.tone,
        to_tone=Estimate.TONES[action.leads_to(estimate.state)],
    )


def find(request: SignedInRequest, pk: int) -> Estimate:
    """The estimate where the person may see it. Http404 otherwise."""
    seen = Estimate.objects.visible_to(request.user).select_related("agency", "plan")
    return seen_by(request.user, get_object_or_404(seen, pk=pk))


def detail_url(pk: int) -> str:
    return reverse("estimate_detail", args=[pk])


def initial(estimate: Estimate) -> dict[str, Any]:
    pages = {f"pages_{size}": pages for size, pages in estimate.pages_by_size().items()}
    texts = {"name": estimate.name, "note": estimate.note, "unusual_reason": estimate.unusual_reason}
    return texts | pages


def extra_rows(estimate: Estimate) -> list[dict[str, Any]]:
    return [{"title": line.name, "extra": line.amount_dong} for line in estimate.lines.filter(size="")]
