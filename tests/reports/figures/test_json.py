"""The figures as JSON: every key that a program may read, and the values of a province that has begun."""

import json
from datetime import date

from reports.figures import as_plain, province_figures
from tests.helpers.approved import is_approved
from tests.helpers.reports import AS_OF, begun


def test_every_key_and_value(agencies, plan, hoa, tuan):
    begun(agencies, hoa, tuan)
    data = as_plain(province_figures(plan, AS_OF))
    agencies = [row for row in data.pop("agencies") if row["code"] in ("SYT", "SNV", "502", "20335")]
    data["agencies"] = agencies
    is_approved("figures_json", json.dumps(data, ensure_ascii=False, indent=1))
    assert data["agencies"][0]["milestones"]["report"]["last_day_on_time"] == f"{date(2025, 8, 19)}"
