"""The command that prints the figures, and the province as large as it gets."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from reports.bench.province import LAST_DAY, build
from reports.figures import SUMMED, province_figures
from tests.helpers import factories as make
from tests.helpers.figures import DAY, weekly


def printed(*arguments):
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_plain_integers(plan, agencies):
    make.full_targets(agencies)
    weekly(agencies["SYT"], 700)
    answer = json.loads(printed("--as-of", "2025-06-20", "--json"))
    assert answer["as_of"] == "2025-06-20"
    assert [group["key"] for group in answer["groups"]] == ["departments", "districts"]
    assert [group["planned_cost_dong"] for group in answer["groups"]] == [144_790_352_928, 206_361_641_088]
    assert answer["total"]["planned_pages"] == 71_722_221
    agency = next(row for row in answer["agencies"] if row["code"] == "SYT")
    assert (agency["name"], agency["group"], agency["scanned_pages"]) == ("Sở Y tế", "departments", 6_300)
    assert agency["milestones"]["review"] == {
        "state": "overdue",
        "printed_date": "2025-04-20",
        "last_day_on_time": "2025-04-19",
        "done_on": None,
        "extended_to": None,
    }
    for row in (*answer["groups"], answer["total"], *answer["agencies"]):
        assert all(type(row[name]) is int and name.isascii() for name in SUMMED)


def test_the_command_prints_a_table_for_people(plan, agencies):
    make.full_targets(agencies)
    text = printed()
    assert "Số liệu đến ngày 20/6/2025" in text
    assert "351.151.994.016" in text
    assert "Sở Y tế" in text


def test_the_command_explains_a_wrong_day(plan):
    with pytest.raises(CommandError, match="2025-06-20"):
        printed("--as-of", "20/6/2025")


def test_every_kind_of_agency_has_a_group(plan):
    kinds = set(Agency.Kind) - {Agency.Kind.PROVINCE}
    assert {row.kind for row in province_figures(plan, DAY).agencies} == kinds


def test_300_agencies_with_20_periods_cost_no_more_queries(db):
    plan, reader = build()
    with CaptureQueriesContext(connection) as caught:
        province = province_figures(plan, LAST_DAY)
    assert len(caught) <= 15
    assert (len(province.agencies), {len(periods) for periods in province.history.values()}) == (300, {20})
    assert len(province.visible(reader)) == 300
