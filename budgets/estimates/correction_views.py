"""The page on which whoever decided on an estimate corrects a slip."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.actions import ActionForm, refused
from agencies.formfields import MoneyField
from agencies.requests import SignedInRequest
from agencies.second_factor import proof
from agencies.seen import status_of
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from budgets.models import Estimate
from plans.appraisal.forms import SlipForm, printed_reason, same_document_field

from .corrections import correct_decision, corrects, kept_by_others, values_of
from .forms import LARGEST_DONG, TOO_LARGE


class DecisionCorrectionForm(SlipForm):
    """The right number, day and amount of a decision, and why they were wrong."""

    appraised_dong = MoneyField(label="Số thẩm định, phê duyệt", max_value=LARGEST_DONG, error_messages=TOO_LARGE)
    difference_reason = printed_reason("Lý do chênh lệch so với số đề nghị")
    same_document = same_document_field()
    field_order = ("number", "day", "appraised_dong", "difference_reason", "reason")
    refuse = ActionForm.refuse


def estimate_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the latest decision on the estimate."""
    estimate = get_object_or_404(Estimate.objects.visible_to(request.user).select_related("agency", "plan"), pk=pk)
    decision = estimate.result
    allowed, why = corrects(request.user, decision)
    if decision is None:
        messages.error(request, why)
        return redirect("estimate_detail", pk)
    known = values_of(decision)
    typed = Typed(request, seen=version_of(known))
    if not allowed:
        back, form = reverse("estimate_detail", args=[pk]), DecisionCorrectionForm(typed.whatever, initial=known)
        return refused(request, why, form, back, typed)
    if request.method == "POST" and (answer := proof.ask(request)):
        return answer
    form = DecisionCorrectionForm(typed.data, initial=known)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            correct_decision(decision, actor=request.user, seen=known, **form.cleaned_data)
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, "Đã đính chính quyết định.")
            return redirect("estimate_detail", pk)
    context = {"estimate": estimate, "form": form, "others": kept_by_others(decision.document, request.user)}
    return render(request, "budgets/estimate_correct.html", context | typed.context(form), status=status_of(form))
