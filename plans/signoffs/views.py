"""Chờ ký: one page on which a head sees what waits, and signs what is ticked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.formats.numbers import format_int
from agencies.requests import SignedInRequest, posted_keys
from agencies.signatures import signs_for

from . import listing
from .forms import SignManyForm

NOTHING = "Chưa chọn bản nào để ký."


def sign_off_list(request: SignedInRequest) -> HttpResponse:
    """The list; on POST the ticked lines are signed, each by itself."""
    rows = listing.waiting_for(request.user)
    if request.method == "POST":
        return signed(request, rows)
    return draw(request, rows)


def signed(request: SignedInRequest, rows: list[listing.Waiting]) -> HttpResponse:
    """Sign what was ticked, and say of each what became of it."""
    keys, form = posted_keys(request.POST.getlist("chon")), SignManyForm(request.POST)
    if not keys:
        messages.error(request, NOTHING)
        return redirect("sign_off_list")
    ticked = [row for row in rows if row.about.pk in keys]
    declared = form.is_valid() and form.cleaned_data["secrecy_declared"]
    outcome = listing.sign_many(ticked, actor=request.user, secrecy_declared=declared)
    seen = listing.visible_to(request.user)
    outcome.refused += listing.gone(seen.filter(pk__in=keys).values_list("pk", flat=True), rows)
    if outcome.done:
        messages.success(request, f"Đã ký và gửi {format_int(len(outcome.done))} bản: {'; '.join(outcome.done)}.")
    for title, why in outcome.refused:
        messages.warning(request, f"Chưa ký {title}: {why}")
    return redirect("sign_off_list")


def draw(request: SignedInRequest, rows: list[listing.Waiting]) -> HttpResponse:
    mine = {row.about.pk for row in rows if signs_for(request.user, row.about.agency)}
    context = {
        "rows": [{"row": row, "may_sign": row.about.pk in mine and not row.alone} for row in rows],
        "signs": bool(mine),
        "may_sign_many": any(row.about.pk in mine and not row.alone for row in rows),
        "form": SignManyForm(),
    }
    return render(request, "plans/sign_off_list.html", context)
