"""The clerks of `./portal bench night`, who are signed in already, and what the portal keeps of what they sent."""

import json

from django.test import Client

from agencies.calendar import portal_today
from agencies.models import Agency, Duty, User
from plans.models import Plan, ProgressReport
from plans.progress.services import periods_of

from .visiting import BACKEND

NAMED = "dem-"


def sign_in(count: int) -> None:
    """Print as JSON a clerk for each: session and a period that the agency reports on, of no two the same."""
    plan = Plan.current()
    if plan is None:
        raise ValueError("there is no plan")
    agencies = list(Agency.objects.filter(targets__isnull=False).distinct().order_by("official_order", "code"))
    owed = {agency: periods_of(agency, plan, portal_today())[::-1] for agency in agencies}
    depth = max(map(len, owed.values()), default=0)
    places = [(agency, owed[agency][turn]) for turn in range(depth) for agency in agencies if turn < len(owed[agency])]
    print(json.dumps([clerk(number, *place) for number, place in enumerate(places[:count])]))


def clerk(number: int, agency: Agency, period_end: object) -> dict[str, str]:
    person = User.objects.create(
        username=f"{NAMED}{number}", full_name=f"Cán bộ {number}", agency=agency, duty=Duty.PREPARES
    )
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    return {"session": browser.cookies["sessionid"].value, "agency": agency.code, "period": str(period_end)}


def show() -> None:
    """Print as JSON {"agency period": how many reports these clerks sent, as the portal keeps them}."""
    reports = ProgressReport.objects.filter(submitted_by__username__startswith=NAMED)
    kept: dict[str, int] = {}
    for code, period in reports.values_list("agency__code", "period_end"):
        kept[f"{code} {period}"] = kept.get(f"{code} {period}", 0) + 1
    print(json.dumps(kept))
