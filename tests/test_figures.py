"""The one source of numbers: control figures, pace, as-of days, queries (Kế hoạch II.1–II.3; domain §1, §3)."""

from datetime import date

import pytest

from plans.models import Target
from reports.figures import province_figures

DAY = date(2025, 6, 20)


@pytest.fixture
def control_targets(plan, agencies):
    """The plan's control figures on one agency of each group."""
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=427_312, page_count=29_573_193)
    Target.objects.create(plan=plan, agency=agencies["502"], file_count=1_553_929, page_count=42_149_028)


def test_the_plans_control_figures_to_the_dong(plan, control_targets):
    province = province_figures(plan, DAY)
    departments, districts = province.groups["departments"], province.groups["districts"]
    assert departments.planned_cost_dong == 144_790_352_928
    assert districts.planned_cost_dong == 206_361_641_088
    total = province.total
    assert (total.planned_files, total.planned_pages) == (1_981_241, 71_722_221)
    assert total.planned_cost_dong == 351_151_994_016
    assert (departments.total_days, departments.planned_per_day) == (117, 252_762)
    assert (districts.total_days, districts.planned_per_day) == (71, 593_648)
