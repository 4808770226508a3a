"""The page on which whoever decided on an estimate corrects a slip."""

from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.actions import ActionForm, refused
from agencies.delegation import signing
from agencies.models import Decision, User
from agencies.requests import SignedInRequest
from agencies.second_factor import proof
from agencies.seen import status_of
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from budgets.models import Estimate, EstimateAppraisal
from plans.appraisal.forms import SlipForm, same_document_field

from .corrections import capacity_of, correct_decision, corrects, kept_by_others, lines_of, values_of
from .forms import LineDecisionFields


class DecisionCorrectionForm(SlipForm, LineDecisionFields):
    """The right number, day, capacity and lines of a decision, and why they were wrong."""

    capacity = forms.ChoiceField(label="Tư cách ký văn bản")
    same_document = same_document_field()
    field_order = ("number", "day", "capacity", "reason")
    refuse = ActionForm.refuse

    def __init__(self, *args: Any, decision: EstimateAppraisal, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Decision.APPROVE_ESTIMATES if decision.own_decision else Decision.APPRAISE_ESTIMATES
        signing.offer(
            cast(forms.ChoiceField, self.fields["capacity"]),
            actor,
            decision.document.issuer,
            taken,
            capacity_of(decision),
        )
        verb = "phê duyệt" if decision.own_decision else "thẩm định"
        self.add_lines(decision.estimate.lines.all(), lines_of(decision), verb)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.judge_lines(data, "")
        return data

    def correction(self) -> dict[str, Any]:
        """Keyword arguments of `correct_decision`."""
        data = dict(self.cleaned_data)
        return data | {"lines": self.taken_lines(data)}


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
    form_of = partial(DecisionCorrectionForm, initial=known, decision=decision, actor=request.user)
    if not allowed:
        return refused(request, why, form_of(typed.whatever), reverse("estimate_detail", args=[pk]), typed)
    if request.method == "POST" and (answer := proof.ask(request)):
        return answer
    form = form_of(typed.data)
    typed.refuse_overtaken(form)
    if request.method == "POST" and form.is_valid():
        try:
            correct_decision(decision, actor=request.user, seen=known, **form.correction())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, "Đã đính chính quyết định.")
            return redirect("estimate_detail", pk)
    context = {"estimate": estimate, "form": form, "others": kept_by_others(decision.document, request.user)}
    return render(request, "budgets/estimate_correct.html", context | typed.context(form), status=status_of(form))
