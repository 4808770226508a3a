"""The calendar at its private address, and making, renewing, switching it off."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.calendar import portal_now, portal_today
from agencies.client_address import counted_address
from agencies.limits.quotas import Quota, spend
from agencies.requests import SignedInRequest
from plans.models import Plan

from . import services
from .entries import entries_for
from .ics import written

HOUR = timedelta(hours=1)
OFTEN = "Lịch này được tải quá nhiều lần trong một giờ."
OF_ONE = Quota("calendar", 60, HOUR, OFTEN)
UNKNOWN = Quota("calendar, unknown", 60, HOUR, OFTEN)


def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The person's days, without a log-in. Http404 for an unknown address, TooMany where it is asked for too often."""
    UNKNOWN.refuse_when_full(counted_address(request))
    user = services.owner_of(token)
    if user is None:
        UNKNOWN.count(counted_address(request))
        raise Http404
    spend([(OF_ONE, str(user.pk))])
    plan = Plan.current()
    entries = entries_for(user, plan, portal_today()) if plan else []
    response = HttpResponse(written("Số hóa hồ sơ, tài liệu", entries, portal_now()), "text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def calendar_make(request: SignedInRequest) -> HttpResponse:
    """A new address, shown this once."""
    token = services.make_calendar(request.user)
    link = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    return render(request, "reports/calendar_made.html", {"link": link})


def calendar_stop(request: SignedInRequest) -> HttpResponse:
    services.stop_calendar(request.user)
    messages.success(request, "Đã tắt lịch riêng: địa chỉ cũ không mở được nữa.")
    return redirect("account_mail")
