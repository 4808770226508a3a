"""What the pages of an agency's own declarations share."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from agencies.actions import kept_form, seen_version
from agencies.drafts import load_draft, save_draft
from agencies.formats.words import amount_in_words
from plans.models import Plan, Target

LARGEST_AMOUNT_DIGITS = 18


def current_plan():
    """The plan in force; 404 on a portal without one."""
    return get_object_or_404(Plan.objects.in_force())


def target_of(agency, plan):
    return Target.objects.filter(agency=agency, plan=plan).first()


def kept_or_draft(request, key):
    """What the person had typed: sent when the login expired, or kept while typing; None for nothing."""
    kept = kept_form(request)
    if kept is None:
        return load_draft(request.user, key)
    save_draft(request.user, key, kept)
    return kept


def seen_number(request):
    """The number of the version that lay before the person's eyes; 0 for none."""
    return seen_version(request) or 0


def amount_words(request):
    """The words of ?amount=… (đồng) as plain text, for static/js/live-total.js."""
    amount = request.GET.get("amount", "")
    known = amount.isascii() and amount.isdecimal() and len(amount) <= LARGEST_AMOUNT_DIGITS
    return HttpResponse(amount_in_words(int(amount)) if known else "", content_type="text/plain; charset=utf-8")
