"""What was granted by agency (đồng), each estimate once: by the version in force."""

from django.db.models.functions import Coalesce

from budgets.models import EstimateAppraisal
from plans.models import Plan
from plans.unusual.measure import pending_now


def appraised_by_agency(plan: Plan) -> dict[int, int]:
    """{agency: what the latest decision on each of its estimates granted}, versions of one estimate counted once.

    Without what waits for a second person, as the figures do: what such a version is to replace counts until then.
    """
    decisions = EstimateAppraisal.objects.filter(estimate__plan=plan).exclude(pk__in=pending_now(plan).decisions)
    decisions = decisions.annotate(line=Coalesce("estimate__first_id", "estimate_id"))
    columns = ("line", "estimate__agency", "appraised_dong")
    rows = decisions.order_by("estimate__edition", "decided_on", "pk").values_list(*columns)
    latest = {line: (agency, dong) for line, agency, dong in rows}
    found: dict[int, int] = {}
    for agency, dong in latest.values():
        found[agency] = found.get(agency, 0) + dong
    return found
