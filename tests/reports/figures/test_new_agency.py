"""An agency that began in the plan's time counts from its first day; no figure or list of a day before knows it."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency
from plans.progress.services import periods_of
from plans.progress.table import progress_table
from plans.targets.reconciliation import reconcile
from reports.figures import province_figures
from tests.helpers.factories import a_target, a_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIRST, BEFORE = date(2025, 6, 18), date(2025, 6, 17)


@pytest.fixture
def new(plan):
    """A board founded on 18/6/2025."""
    return Agency.objects.create(code="BMOI", name="Ban Mới", kind=Agency.Kind.BOARD, active_from=FIRST)


def codes(figures):
    return [row.code for row in figures.rolled_up]


def missing(rows):
    return {source.code for row in rows for source in row.missing}


def test_it_counts_from_its_first_day(plan, agencies, new):
    assert "BMOI" in codes(province_figures(plan, FIRST)) and "BMOI" not in codes(province_figures(plan, BEFORE))
    assert province_figures(plan, FIRST).on(BEFORE).by_code.get("BMOI") is None
    assert missing(province_figures(plan, FIRST).reconciled()) - missing(
        province_figures(plan, BEFORE).reconciled()
    ) == {"BMOI"}
    Agency.objects.filter(pk=new.pk).update(active_from=date(2025, 6, 21))
    assert "BMOI" not in missing(reconcile(plan))


def test_its_target_stands_on_every_day_and_is_late_on_none_before_it(plan, new):
    a_target(new, 5_900)
    before = province_figures(plan, BEFORE)
    assert before.groups["departments"].planned_pages == 5_900  # targets are those of now
    row = province_figures(plan, FIRST).by_code["BMOI"]
    assert (row.starts_on, row.total_days, row.period_ends, row.schedule) == (FIRST, 58, (), "waiting")
    assert {row.milestones[key].state for key in ("review", "detailed_plan")} == {"none"}
    assert row.milestones["digitization"].state == "open"


def test_it_owes_reports_from_the_period_it_began_in(plan, new, hoa):
    assert periods_of(new, plan, date(2025, 6, 27)) == [date(2025, 6, 20), date(2025, 6, 27)]
    for end, expected in ((date(2025, 6, 13), False), (date(2025, 6, 20), True)):
        assert (new.pk in {row.agency.pk for row in progress_table(plan, end, hoa)}) is expected, end


def test_its_page_says_so(plan, new, as_user, hoa, day):
    page = reverse("agency_detail", args=["BMOI"])
    assert "Từ kế hoạch đến Kho dùng chung" in as_user(hoa).get(page).content.decode()
    earlier = as_user(hoa).get(page, {"den_ngay": "17/6/2025"}).content.decode()
    assert "Cơ quan này hoạt động từ ngày 18/6/2025." in earlier and "Từ kế hoạch" not in earlier
    assert "Ban Mới" not in as_user(hoa).get(reverse("dashboard"), {"den_ngay": "17/6/2025"}).content.decode()
    assert "Ban Mới" in as_user(hoa).get(reverse("dashboard")).content.decode()


def test_its_people_begin_with_it(new, as_user, day):
    clerk = a_user(new)
    day("2025-06-17")
    page = as_user(clerk).get(reverse("review_edit"))
    assert "Ban Mới hoạt động từ ngày 18/6/2025" in page.content.decode() and page.status_code == 403
    day("2025-06-18")
    assert as_user(clerk).get(reverse("review_edit")).status_code == 200


def test_who_goes_on_for_others_has_no_line_of_its_own(plan, agencies):
    assert agencies["20335-M"].active_from and not Agency.objects.holding_records().filter(code="20335-M").exists()
