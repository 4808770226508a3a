"""Each stage of the funnel is at most those before it; what may be larger has a name (domain §3)."""

import pytest

from plans.declarations.funnel_order import ORDER, STRICT, broken_steps
from reports.board import funnels
from reports.figures.shape import Figures
from tests.helpers import factories as make
from tests.helpers.factories import FIRST_DAY

FUNNEL = {"planned": 100, "reviewed": 90, "appraised": 80, "scanned": 70, "checked": 60, "integrated": 50}


def pairs(**figures):
    return [(step.before, step.after) for step in broken_steps((FUNNEL | figures).get)]


@pytest.mark.parametrize(
    ("figures", "broken"),
    [
        ({}, []),
        ({"reviewed": 101}, [("planned", "reviewed")]),
        ({"appraised": 95}, [("reviewed", "appraised")]),
        ({"appraised": 155}, [("planned", "appraised"), ("reviewed", "appraised")]),
        ({"scanned": 85}, [("appraised", "scanned")]),
        (
            {"appraised": 120, "reviewed": 120, "scanned": 110},
            [("planned", "reviewed"), ("planned", "appraised"), ("planned", "scanned")],
        ),
        ({"checked": 71}, [("scanned", "checked")]),
        ({"reviewed": 0, "appraised": None}, []),
        ({"scanned": 0, "checked": 1, "integrated": 0}, [("scanned", "checked")]),
    ],
)
def test_what_is_larger_than_a_stage_before_it_is_found(figures, broken):
    assert pairs(**figures) == broken


def test_only_what_agencies_report_of_their_scans_has_no_exception():
    assert [(step.before, step.after) for step in STRICT] == [("scanned", "checked"), ("checked", "integrated")]
    assert {step.after for step in ORDER} == {"reviewed", "appraised", "scanned", "checked", "integrated"}


def test_the_agencys_page_names_the_exception_and_where_its_reason_stands():
    row = Figures(FIRST_DAY, FIRST_DAY, planned_pages=100, reviewed_pages=160, appraised_pages=155)
    assert funnels.broken(row)[1] == (
        "Kế hoạch",
        "Mục lục đã thẩm định",
        "Mục lục vượt chỉ tiêu, xem lý do ghi khi trình Mục lục",
    )


@pytest.mark.django_db
@pytest.mark.once
def test_the_bar_draws_the_part_above_and_says_it(as_user, lan, hoa, agencies, plan):
    make.a_target(agencies["SYT"], 1000)
    make.an_appraised_catalogue(agencies["SYT"], hoa, 1549, FIRST_DAY)
    page = as_user(lan).get("/co-quan/SYT/").content.decode()
    assert 'class="above"' in page and "vượt 549" in page and "154,90%" in page
