"""A review that waits for the head: the page on which it is read and signed, given back, taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.calendar import portal_today
from agencies.requests import SignedInRequest
from agencies.seen import refuse, seen_version, status_of
from agencies.signatures import head_signs_first, signs_for
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import Plan, SignOff, VolumeReview
from plans.pricing import tariff_on
from plans.shortcuts import plan_or_404
from plans.signoffs.forms import GiveBackForm
from plans.signoffs.queries import visible_to
from plans.unusual.words import reason_needed

from .review_forms import ReviewHandInForm
from .review_next import still_to_review
from .review_signing import REVIEW, give_back_review, sign_review, take_back_review
from .review_steps import contents
from .reviews import by_size, sums_of
from .unusual import of_review
from .versions import latest_of

REASON = "Lý do người trình đã ghi; sửa được trước khi ký."


def review_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the clerk typed, as the head signs it; POST signs and hands it in."""
    about, plan = find(request, pk), plan_or_404()
    typed = Typed(request, seen=about.pk)
    form = hand_in_form(request, about, typed, odd_of(about, plan))
    if request.method == "POST" and form.is_valid():
        try:
            seen_version(request)
            made = sign_review(
                about, plan=plan, actor=request.user, reason=form.cleaned_data["reason"], letter=form.letter
            )
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, f"Đã ký và gửi rà soát khối lượng lần {made.version}.")
            return redirect("review_version", made.pk)
    return draw(request, about, plan, form, typed)


def hand_in_form(request: SignedInRequest, about: SignOff, typed: Typed, odd: list[str]) -> ReviewHandInForm:
    said = {"required": bool(about.version or odd), "help_text": reason_needed("review") if odd else REASON}
    known = {"reason": about.content.get("reason", "")}
    return ReviewHandInForm(typed.data, typed.files, initial=known, **said)


def odd_of(about: SignOff, plan: Plan) -> list[str]:
    """What is unusual about what waits."""
    lines = about.content.get("lines", [])
    return of_review(about.agency, plan, lines, tariff_on(portal_today()).a4_pages(by_size(sums_of(lines))))


def draw(
    request: SignedInRequest,
    about: SignOff,
    plan: Plan,
    form: ReviewHandInForm,
    typed: Typed,
    give_back: GiveBackForm | None = None,
) -> HttpResponse:
    about.refresh_from_db()
    user, agency = request.user, about.agency
    latest = latest_of(VolumeReview, agency, plan)
    signs = signs_for(user, agency)
    context = contents(agency, plan, about.content.get("lines", []), about.content.get("counts", {}), latest)
    context |= {
        "about": about,
        "unusual": odd_of(about, plan),
        "may_sign": about.is_open and signs,
        "may_take_back": about.is_open and not signs and user.acts_for(agency),
        "no_step": about.is_open and not head_signs_first(agency),
        "next_version": about.version + 1,
        "left_to_review": still_to_review(user, plan) if about.asked_by == user else [],
        "form": form,
        "give_back": give_back or GiveBackForm(),
    }
    status = status_of(give_back or form)
    return render(request, "plans/review_sign.html", context | typed.context(form), status=status)


def review_give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head gives it back with a reason; a refusal stands on the page on which it is signed."""
    about, plan = find(request, pk), plan_or_404()
    form = GiveBackForm(request.POST)
    if form.is_valid():
        try:
            give_back_review(about, actor=request.user, reason=form.cleaned_data["why"])
        except WorkflowError as error:
            refuse(form, error)
        else:
            messages.success(request, f"Đã trả lại rà soát khối lượng cho {about.asked_by}.")
            return redirect("sign_off_list")
    typed = Typed(request, seen=about.pk)
    unsent = ReviewHandInForm(initial={"reason": about.content.get("reason", "")})
    return draw(request, about, plan, unsent, typed, form)


def review_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """The clerk takes it back; the draft is still there."""
    about = find(request, pk)
    try:
        take_back_review(about, actor=request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("review_sign", pk)
    messages.success(request, "Đã rút lại bản trình ký. Sửa bản nháp rồi trình ký lại.")
    return redirect("review")


def find(request: SignedInRequest, pk: int) -> SignOff:
    """The request where the person may see it. Http404 otherwise."""
    return get_object_or_404(visible_to(request.user).filter(kind=REVIEW), pk=pk)
