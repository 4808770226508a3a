"""The page on which one document of Sở Tài chính decides on many estimates."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.actions import ActionForm
from agencies.calendar import days_since, portal_today
from agencies.delegation import signing
from agencies.formats.numbers import format_int
from agencies.models import HANDING_IN, Decision, Event, User
from agencies.requests import SignedInRequest
from agencies.second_factor import proof
from agencies.seen import status_of
from agencies.typed import Typed
from agencies.workflow import Action, WorkflowError
from budgets.models import Estimate

from . import attention
from .together import MOST, NOTHING_CHOSEN, Result, appraise_together
from .workflow import ESTIMATE


class TogetherForm(ActionForm):
    """Number, date and capacity of the document, and a tick with the version seen for each estimate that waits."""

    capacity = forms.ChoiceField(label="Tư cách ký văn bản", required=False)
    field_order = ["document_number", "document_date", "capacity", "reason"]

    def __init__(self, *args: Any, estimates: list[Estimate], actor: User, **kwargs: Any) -> None:
        super().__init__(cast(Action, ESTIMATE.action("appraise")), *args, **kwargs)
        self.estimates = estimates
        capacity = cast(forms.ChoiceField, self.fields["capacity"])
        capacity.__dict__["one_of_several"] = True
        signing.offer(capacity, actor, actor.agency, Decision.APPRAISE_ESTIMATES)
        for one in estimates:
            self.fields[f"chosen_{one.pk}"] = forms.BooleanField(label=f"Chọn {one}", required=False)
            self.fields[f"version_{one.pk}"] = forms.IntegerField(
                required=False, initial=one.version, widget=forms.HiddenInput
            )

    def rows(self) -> list[tuple[Estimate, forms.BoundField, forms.BoundField]]:
        """[(estimate, its tick, the version seen)] for the table."""
        return [(one, self[f"chosen_{one.pk}"], self[f"version_{one.pk}"]) for one in self.estimates]

    def common(self) -> list[forms.BoundField]:
        """The fields about the document."""
        return [bound for bound in self if not bound.name.startswith(("chosen_", "version_"))]

    def clean_capacity(self) -> str:
        """The one that was proposed where none was sent."""
        return self.cleaned_data["capacity"] or self.fields["capacity"].initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.chosen(data):
            self.add_error(None, NOTHING_CHOSEN)
        return data

    def chosen(self, data: dict[str, Any]) -> dict[Estimate, int]:
        """{estimate: version seen} of the ticked ones."""
        return {one: data.get(f"version_{one.pk}") or 0 for one in self.estimates if data.get(f"chosen_{one.pk}")}

    def details(self) -> dict[str, Any]:
        """Keyword arguments of `appraise_together`."""
        data = super().details()
        names = ("document", "capacity", "same_document", "reason")
        return {name: data[name] for name in names} | {"chosen": self.chosen(data)}


def estimate_together(request: SignedInRequest) -> HttpResponse:
    """Estimates that wait for Sở Tài chính with what deserves attention; the ticked ones are appraised as asked."""
    typed = Typed(request)
    estimates = waiting_for(request.user)
    if request.method == "POST" and (answer := proof.ask(request)):
        return answer
    form = TogetherForm(typed.data, estimates=estimates, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            signed, results = appraise_together(actor=request.user, **form.details())
        except WorkflowError as error:
            form.refuse(error)
        else:
            typed.drop()
            say_results(request, signed.number, results)
            return redirect("estimate_list")
    context = {"form": form, "sums": sums_of(estimates), "most": MOST}
    return render(request, "budgets/estimate_together.html", context | typed.context(form), status=status_of(form))


def waiting_for(user: User) -> list[Estimate]:
    """Those the person may decide on with `days`, `reasons` and `obstacle` of each; what deserves attention first, the
    longest waiting on top."""
    rows = Estimate.objects.visible_to(user).awaiting_appraisal().select_related("agency", "plan")
    people = [user.pk, *(given.giver_id for given in user.delegations)]
    theirs = Event.objects.filter(action__in=HANDING_IN, actor__in=people)
    theirs = theirs.filter(content_type=ContentType.objects.get_for_model(Estimate))
    lines = Estimate.objects.filter(pk__in=theirs.values("object_id")).with_line().values("line")
    rows = rows.with_line().exclude(line__in=lines).exclude(submitted_by__in=people).order_by("state_since", "pk")
    found = [one for one in rows if one.is_appraised_by_finance]
    reasons = attention.reasons_by_estimate(found)
    waiting = attention.unconfirmed(found)
    for one in found:
        one.__dict__["reasons"] = reasons[one.pk]
        one.__dict__["days"] = days_since(one.state_since, portal_today())
        one.__dict__["obstacle"] = waiting.get(one.pk, "")
    return sorted(found, key=lambda one: not (one.__dict__["reasons"] or one.__dict__["obstacle"]))


def sums_of(estimates: list[Estimate]) -> dict[str, int]:
    return {
        "count": len(estimates),
        "pages": sum(one.a4_page_count for one in estimates),
        "dong": sum(one.requested_dong for one in estimates),
        "plain": sum(not one.__dict__["reasons"] and not one.__dict__["obstacle"] for one in estimates),
    }


def say_results(request: SignedInRequest, number: str, results: list[Result]) -> None:
    """How many were decided, and each that was not with the reason."""
    refused = [each for each in results if each.refusal]
    done = len(results) - len(refused)
    messages.success(request, f"Đã thẩm định {format_int(done)} dự toán theo văn bản số {number}.")
    for each in refused:
        messages.error(request, f"{each.estimate}: {each.refusal}")
