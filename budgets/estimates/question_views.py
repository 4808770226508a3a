"""Questions about an estimate: the forms stand on its page, what is wrong on a page of their own."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.open_text import OpenText
from agencies.requests import SignedInRequest
from agencies.seen import refuse, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from budgets.models import Estimate, EstimateQuestion

from .questions import WHOLE, answer, ask, may_ask


class QuestionForm(forms.Form):
    """A question about one line or about the whole."""

    line = forms.ChoiceField(label="Hỏi về", required=False)
    text = OpenText(
        label="Câu hỏi",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Ghi câu hỏi."},
    )

    def __init__(self, estimate: Estimate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [line.name for line in estimate.lines.all()]
        cast(forms.ChoiceField, self.fields["line"]).choices = [
            ("", WHOLE.capitalize()),
            *((name, name) for name in names),
        ]


class AnswerForm(forms.Form):
    text = OpenText(
        label="Câu trả lời",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Ghi câu trả lời."},
    )


def estimate_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sở Tài chính asks about a line of an estimate that waits for it."""
    estimate = get_object_or_404(Estimate.objects.visible_to(request.user).select_related("agency"), pk=pk)
    allowed, why = may_ask(request.user, estimate)
    if not allowed:
        messages.error(request, why)
        return redirect("estimate_detail", pk)
    typed = Typed(request)
    form = QuestionForm(estimate, typed.data, initial={"line": request.GET.get("dong", "")})
    if request.method == "POST" and form.is_valid():
        try:
            ask(estimate, actor=request.user, **form.cleaned_data)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã gửi câu hỏi cho {estimate.agency}.")
            return redirect("estimate_detail", pk)
    context = {"estimate": estimate, "form": form, "verb": "Gửi câu hỏi"} | typed.context(form)
    return render(request, "budgets/estimate_question.html", context, status=status_of(form))


def estimate_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agency answers one question; `pk` is the question's."""
    seen = Estimate.objects.visible_to(request.user)
    question = get_object_or_404(
        EstimateQuestion.objects.filter(estimate__in=seen).select_related("estimate__agency", "asked_by"), pk=pk
    )
    typed = Typed(request)
    form = AnswerForm(typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            answer(question, actor=request.user, text=form.cleaned_data["text"])
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, "Đã gửi câu trả lời cho Sở Tài chính.")
            return redirect("estimate_detail", question.estimate_id)
    context = {"estimate": question.estimate, "question": question, "form": form, "verb": "Gửi trả lời"}
    context |= typed.context(form)
    return render(request, "budgets/estimate_question.html", context, status=status_of(form))
