"""From workflow to page: the buttons of an object, the confirmation page, the action itself."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from .calendar import portal_today
from .formfields import DayField
from .models import User, Workflowed
from .open_text import OpenText
from .requests import SignedInRequest
from .second_factor import proof
from .seen import refuse, seen_version, status_of
from .typed import Typed, kept_form
from .workflow import Action, WorkflowError, perform

ASKED = {
    "reason": "Ghi lý do.",
    "document_number": "Ghi số văn bản.",
    "document_date": "Ghi ngày văn bản, ví dụ 20/4/2025.",
}


class ActionForm(forms.Form):
    """What a decision needs: a reason, a document's number and date; subclasses add more."""

    reason = OpenText(label="Lý do", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False)
    document_number = OpenText(label="Số văn bản", max_length=60, help_text="Ví dụ 123/SNV-QLVTLT")
    document_date = DayField(label="Ngày văn bản")
    same_document = forms.BooleanField(
        label="Cùng một văn bản", required=False, widget=forms.HiddenInput, help_text="Số này đã ghi cho nội dung khác"
    )

    def __init__(self, action: Action, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.fields["reason"].required = action.needs_reason
        if not action.needs_reason:
            self.fields["reason"].label = "Ý kiến"
        for name, sentence in ASKED.items():
            self.fields[name].error_messages["required"] = sentence
        if not action.needs_document:
            del self.fields["document_number"], self.fields["document_date"], self.fields["same_document"]

    def clean_document_date(self) -> date:
        return not_after_today(self.cleaned_data["document_date"])

    def refuse(self: forms.Form, error: WorkflowError) -> None:
        """Say why the action was refused; where the number may be that of the same document, ask whether it is."""
        refuse(self, error)
        if getattr(error, "may_join", False):
            self.fields["same_document"].widget = forms.CheckboxInput()

    def details(self) -> dict[str, Any]:
        """Keyword arguments of `perform`."""
        data = dict(self.cleaned_data)
        document = (data.pop("document_number"), data.pop("document_date")) if self.action.needs_document else None
        return data | {"document": document}


def not_after_today(day: date) -> date:
    """The day of a document; ValidationError where it is still to come."""
    if day > portal_today():
        raise forms.ValidationError("Ngày văn bản không được sau hôm nay.")
    return day


def buttons(obj: Workflowed, user: User, url_for: Callable[[str], str]) -> list[dict[str, str]]:
    """The actions that the user can take now, for components/actions.html; `url_for(action_name)` is each address."""
    offered = [a for a in obj.workflow.available(obj, user) if not a.ready(obj)]
    return [{"url": url_for(a.name), "verb": a.verb_on(obj), "style": a.style} for a in offered]


def missing(obj: Workflowed, user: User) -> list[str]:
    """What keeps actions of the user from being offered yet, a sentence each."""
    open_ones = [a for a in obj.workflow.available(obj, user) if not a.only_when_ready]
    return [sentence for action in open_ones for sentence in action.ready(obj)]


def take_action(
    request: SignedInRequest,
    obj: Workflowed,
    name: str,
    *,
    back: str,
    form_class: Callable[..., ActionForm] = ActionForm,
    template: str = "components/confirm_page.html",
    onward: Callable[[dict[str, Any]], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """The confirmation page on GET; on POST the action is carried out, or what is wrong is above the same form.

    `onward(details)` says where it leads once it is done; without it that is `back`.
    """
    action = obj.workflow.action(name)
    if action is None:
        raise Http404
    refusal = obj.workflow.refusal(obj, name, request.user)
    if not refusal and request.method != "POST":
        refusal = " ".join(action.ready(obj))
    typed = Typed(request, seen=obj.version)
    if refusal:
        return refused(request, refusal, form_class(action, typed.whatever), back, typed)
    if action.needs_document and request.method == "POST" and (answer := proof.ask(request)):
        return answer
    form = form_class(action, typed.data, typed.files)
    if request.method == "POST" and form.is_valid():
        try:
            perform(obj, name, actor=request.user, expected_version=seen_version(request), **form.details())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            messages.success(request, f"Đã {action.past}: {obj}.")
            return redirect(onward(form.details()) if onward else back)
    context |= confirmation(obj, action, form, back) | typed.context(form)
    return render(request, template, context, status=status_of(form))


def refused(request: SignedInRequest, refusal: str, form: forms.Form, back: str, typed: Typed) -> HttpResponse:
    """Back to the object with the refusal; a text that was sent or drafted is shown, so that it can be copied."""
    texts = [(bound.label, bound.value()) for bound in form if form.is_bound and is_text(bound)]
    texts = [(label, text) for label, text in texts if text and text.strip()]
    if not texts:
        messages.error(request, refusal)
        return redirect(back)
    context = {"refusal": refusal, "texts": texts, "back": back, "typed": typed}
    return render(request, "components/refused.html", context, status=HTTPStatus.CONFLICT)


def is_text(bound: forms.BoundField) -> bool:
    return isinstance(bound.field.widget, forms.Textarea)


def posted_or_kept(request: HttpRequest) -> QueryDict | None:
    """What was sent, or what had been sent when the login expired, or None."""
    return request.POST if request.method == "POST" else kept_form(request)


def confirmation(obj: Workflowed, action: Action, form: ActionForm, back: str) -> dict[str, object]:
    """Context of components/confirm_page.html."""
    return {
        "object": obj,
        "verb": action.verb_on(obj),
        "from_state": obj.state_name,
        "to_state": dict(obj.State.choices)[action.leads_to(obj.state)],
        "form": form,
        "version": obj.version,
        "cancel_url": back,
        "danger": action.style == "danger",
    }
