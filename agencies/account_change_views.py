"""List of account changes that wait for a second person, answered one by one or many at once."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from . import account_changes
from .accounts import Issued, passwords_file
from .formats.numbers import format_int
from .models import AccountChange
from .requests import SignedInRequest, posted_keys
from .second_factor import proof

HISTORY = 50
NOTHING_CHOSEN = "Chưa trả lời: chọn ít nhất một thay đổi, rồi bấm xác nhận, hoặc không đồng ý."
ANSWERS: dict[str, Callable[..., Issued | None]] = {
    "xac-nhan": account_changes.confirm,
    "bo": account_changes.take_back,
}


def waiting(request: SignedInRequest) -> HttpResponse:
    """Thay đổi tài khoản chờ xác nhận: who asked, when, what; the latest that were answered below."""
    seen = AccountChange.objects.visible_to(request.user).select_related("user__agency", "asked_by", "answered_by")
    lines = [
        {"change": change, "may_confirm": account_changes.may_confirm(request.user, change)}
        for change in seen.waiting()
    ]
    answered = seen.exclude(state=AccountChange.State.WAITING)[:HISTORY]
    return render(request, "registration/account_changes.html", {"lines": lines, "answered": answered})


def answer(request: SignedInRequest) -> HttpResponse:
    """Confirm the chosen changes, or drop them; new passwords leave as a file, shown this once."""
    if asked := proof.ask(request, reverse("account_changes")):
        return asked
    chosen = AccountChange.objects.visible_to(request.user).filter(pk__in=posted_keys(request.POST.getlist("chon")))
    carry_out = ANSWERS.get(request.POST.get("tra-loi", ""))
    if carry_out is None or not chosen:
        messages.error(request, NOTHING_CHOSEN)
        return redirect("account_changes")
    issued, done = [], 0
    for change in chosen:
        try:
            issued += carry_out(change, actor=request.user) or []
            done += 1
        except ValidationError as error:
            messages.error(request, f"{change.user}: {' '.join(error.messages)}")
    if done:
        messages.success(request, f"Đã trả lời {format_int(done)} thay đổi.")
    return passwords_file(issued) if issued else redirect("account_changes")
