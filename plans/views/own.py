"""What the pages of an agency's own declarations share."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from agencies.drafts import load_draft, save_draft, take_stashed
from agencies.formats.words import amount_in_words

from ..models import Plan, Target

KEPT = "Phiên đăng nhập đã hết khi bạn gửi; nội dung vẫn còn nguyên bên dưới. Xem lại rồi bấm gửi lần nữa."
LARGEST_AMOUNT_DIGITS = 18


def current_plan():
    """The plan in force; 404 on a portal without one."""
    return get_object_or_404(Plan.objects.in_force())


def target_of(agency, plan):
    return Target.objects.filter(agency=agency, plan=plan).first()


def kept_form(request, key):
    """What the person had typed: (data or None, True where it came back after an expired login)."""
    stashed = take_stashed(request)
    if stashed is None:
        return load_draft(request.user, key), False
    save_draft(request.user, key, stashed)
    return stashed, True


def seen_version(request):
    """The number of the version that lay before the person's eyes; 0 for none."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else 0


def amount_words(request):
    """The words of ?amount=… (đồng) as plain text, for static/js/live-total.js."""
    amount = request.GET.get("amount", "")
    known = amount.isascii() and amount.isdecimal() and len(amount) <= LARGEST_AMOUNT_DIGITS
    return HttpResponse(amount_in_words(int(amount)) if known else "", content_type="text/plain; charset=utf-8")
