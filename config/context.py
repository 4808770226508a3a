"""Context of every page: the portal's name, its day, the tabs."""

from typing import TypedDict

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from agencies import acting
from agencies.calendar import portal_today
from agencies.drafts import owner_token
from agencies.help.topics import topic_of
from agencies.models import User
from agencies.policies import admits
from agencies.requests import SignedInRequest
from plans.models import Plan
from reports.notices.concerns import MOST, count_new

# (Vietnamese title, route, policy); the first word of a route's name marks the current tab.
TABS = (
    ("Việc của tôi", "home", "signed_in"),
    ("Toàn tỉnh", "dashboard", "oversees"),
    ("Cơ quan", "agency_list", "signed_in"),
    ("Chỉ tiêu", "target_list", "signed_in"),
    ("Rà soát", "review", "own_agency"),
    ("Kế hoạch chi tiết", "detailed_plan", "own_agency"),
    ("Mục lục", "catalogue_list", "signed_in"),
    ("Hàng chờ", "appraisal_queue", "decides_catalogues"),
    ("Kinh phí", "estimate_list", "signed_in"),
    ("Hợp đồng", "contract_list", "signed_in"),
    ("Tiến độ", "progress", "signed_in"),
    ("Kho dùng chung", "archive_list", "keeps_archive"),
    ("Báo cáo", "report_list", "oversees"),
)

# First words of routes whose pages are under another tab.
UNDER = {
    "file": "catalogue",
    "duplicate": "catalogue",
    **dict.fromkeys(("allocation", "simulation", "ledger"), "estimate"),
    **dict.fromkeys(("forecast", "extension", "difficulty", "urging", "manifest", "evidence", "marking"), "progress"),
    "media": "archive",
    **dict.fromkeys(("acceptance", "payment", "settlement", "contractor"), "contract"),
}


class Tab(TypedDict):
    title: str
    url: str
    current: bool


def portal(request):
    """Context of every page; a page of an error may lack a user."""
    user = getattr(request, "user", None)
    person = personal(request) if user and user.is_authenticated else {"nav_tabs": [], "form_owner": "", "acting": None}
    return person | {
        "portal_name": settings.PORTAL_NAME,
        "help_phone": settings.PORTAL_HELP_PHONE,
        "province_name": cache.get_or_set("province_name", province_name, timeout=300),
        "portal_today": portal_today(),
        "demo": settings.PORTAL_DEMO,
        "rehearsal": bool(settings.PORTAL_REHEARSAL),
    }


def personal(request: SignedInRequest) -> dict[str, object]:
    """What differs from person to person."""
    return {
        "nav_tabs": [] if hasattr(request, "step_due") else tabs(request, request.user),
        "may_watch": admits("watches_portal", request.user),
        "in_admin": current_tab(request) == "admin",
        "form_owner": owner_token(request.user),
        "acting": acting.notice(request) if admits("own_agency", request.user) else None,
        "notices": SimpleLazyObject(lambda: new_notices(request.user)),
        "help_topic": topic_of(route_name(request)),
    }


def new_notices(user: User) -> str:
    """How many notices are new, in one query; "" for none."""
    count = count_new(user)
    return f"{MOST}+" if count > MOST else str(count or "")


def province_name() -> str:
    plan = Plan.current()
    return plan.province_name if plan else ""


def tabs(request: HttpRequest, user: User) -> list[Tab]:
    here = current_tab(request)
    return [
        {"title": title, "url": reverse(name), "current": first_word(name) == here}
        for title, name, policy in TABS
        if admits(policy, user) and (user.agency_id or policy != "own_agency")
    ]


def current_tab(request: HttpRequest) -> str:
    word = first_word(route_name(request))
    return UNDER.get(word, word)


def route_name(request: HttpRequest) -> str:
    """The name of the page's route; of the admin's pages "admin_" and theirs, "" where there is none."""
    match = request.resolver_match
    name = (match.url_name if match else "") or ""
    return f"admin_{name}" if match and match.app_name == "admin" else name


def first_word(name: str) -> str:
    return name.split("_")[0]
