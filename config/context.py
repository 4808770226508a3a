"""What every page knows: the portal's name, day and tabs."""

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from agencies import acting
from agencies.calendar import portal_today
from agencies.drafts import owner_token
from agencies.policies import admits
from plans.models import Plan

# (Vietnamese title, route, policy); the first word of a route's name marks the current tab.
TABS = (
    ("Việc của tôi", "home", "signed_in"),
    ("Toàn tỉnh", "dashboard", "oversees"),
    ("Cơ quan", "agency_list", "signed_in"),
    ("Chỉ tiêu", "target_list", "signed_in"),
    ("Rà soát", "review", "own_agency"),
    ("Mục lục", "catalogue_list", "signed_in"),
    ("Dự toán", "estimate_list", "signed_in"),
    ("Tiến độ", "progress", "signed_in"),
    ("Báo cáo", "report_list", "oversees"),
)


def portal(request):
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "portal_name": settings.PORTAL_NAME,
        "province_name": cache.get_or_set("province_name", province_name, timeout=300),
        "portal_today": portal_today(),
        "demo": settings.PORTAL_DEMO,
        "nav_tabs": tabs(request, user) if signed_in else [],
        "form_owner": owner_token(user) if signed_in else "",
        "acting": acting.notice(request) if signed_in and admits("own_agency", user) else None,
    }


def province_name():
    plan = Plan.current()
    return plan.province_name if plan else ""


def tabs(request, user):
    here = current_tab(request)
    return [
        {"title": title, "url": reverse(name), "current": first_word(name) == here}
        for title, name, policy in TABS
        if admits(policy, user) and (user.agency_id or policy != "own_agency")
    ]


def current_tab(request):
    word = first_word(request.resolver_match.url_name or "") if request.resolver_match else ""
    return {"detailed": "review", "file": "catalogue", "duplicate": "catalogue"}.get(word, word)


def first_word(name):
    return name.split("_")[0]
