"""The clerks of `./portal bench night`, who are signed in already, and what the portal keeps of what they sent."""

import json

from django.test import Client

from agencies.calendar import portal_today
from agencies.models import Agency, Duty, User
from plans.models import Plan, ProgressReceipt, ProgressReport
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
    """Print as JSON what the portal keeps of these clerks: "kept", for each "agency period" the receipts of its
    reports, "" for a report without one; "receipts", how many they were given."""
    reports = ProgressReport.objects.filter(submitted_by__username__startswith=NAMED)
    kept: dict[str, list[str]] = {}
    for report in reports.select_related("agency", "receipt_line__receipt"):
        kept.setdefault(f"{report.agency.code} {report.period_end}", []).append(receipt_of(report))
    given = ProgressReceipt.objects.filter(given_to__username__startswith=NAMED).count()
    print(json.dumps({"kept": kept, "receipts": given}))


def receipt_of(report: ProgressReport) -> str:
    """Number and time of the report's receipt, as its page names them; "" for a report without one."""
    line = getattr(report, "receipt_line", None)
    return f"{line.receipt.written_number} lúc {line.receipt.exact_time}" if line else ""
