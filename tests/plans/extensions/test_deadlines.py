"""Printed date, last day on time, extended day: all three, as of any day, in every place that judges a deadline."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from agencies.calendar import portal_today
from agencies.workflow import perform
from budgets.contracts.load import deadlines_on
from plans.declarations.deadlines import milestone_for, printed, standing
from plans.extensions.services import draft_extension
from plans.models import ExtensionDecision, Milestone
from reports.board import heat
from reports.documents.report import milestone_text
from reports.figures import province_figures
from reports.figures.plain import as_plain
from tests.helpers import factories as make

PRINTED, LITERAL, GRANTED = date(2025, 8, 15), date(2025, 8, 14), date(2025, 9, 15)


def digitization(plan, day, code="SYT"):
    row = province_figures(plan, day).by_code[code]
    return row, row.milestones["digitization"]


def test_figures_hold_all_three_days(plan, agencies, granted):
    make.a_target(agencies["SYT"], 117_000)
    row, milestone = digitization(plan, date(2025, 6, 20))
    assert (milestone.printed_date, milestone.last_day_on_time, milestone.extended_to) == (PRINTED, LITERAL, GRANTED)
    assert (row.printed_deadline, row.deadline, row.extended_deadline) == (PRINTED, GRANTED, GRANTED)
    shown = next(
        each for each in as_plain(province_figures(plan, date(2025, 6, 20)))["agencies"] if each["code"] == "SYT"
    )
    assert shown["milestones"]["digitization"]["extended_to"] == "2025-09-15"
    assert (shown["deadline"], shown["printed_deadline"]) == ("2025-09-15", "2025-08-15")


def test_a_neighbour_and_the_group_keep_the_plans_day(plan, agencies, granted):
    for code in ("SYT", "SXD"):
        make.a_target(agencies[code], 117_000)
    row, milestone = digitization(plan, date(2025, 6, 20), "SXD")
    assert (milestone.extended_to, row.deadline, row.extended_deadline) == (None, LITERAL, None)
    group = province_figures(plan, date(2025, 6, 20)).groups["departments"]
    assert (group.deadline, group.extended_deadline) == (LITERAL, None)


def test_it_counts_from_the_day_it_was_decided(plan, agencies, granted):
    make.a_target(agencies["SYT"], 117_000)
    assert digitization(plan, date(2025, 6, 19))[0].deadline == LITERAL
    assert digitization(plan, date(2025, 6, 20))[0].deadline == GRANTED


def test_taken_back_it_stays_in_the_days_between(plan, agencies, granted, hoa, day):
    make.a_target(agencies["SYT"], 117_000)
    day("2025-06-25")
    perform(granted, "undo_extension", actor=hoa, reason="Ghi nhầm cơ quan.")
    assert digitization(plan, date(2025, 6, 24))[0].deadline == GRANTED
    assert digitization(plan, date(2025, 6, 25))[0].deadline == LITERAL


@pytest.mark.parametrize(
    "today, state",
    [
        ("2025-08-14", "open"),
        ("2025-08-15", "open"),
        ("2025-08-16", "open"),
        ("2025-09-08", "due_soon"),
        ("2025-09-15", "due_soon"),
        ("2025-09-16", "overdue"),
    ],
)
def test_the_portals_day_moves_across_printed_and_extended_day(plan, agencies, granted, today, state):
    make.a_target(agencies["SYT"], 117_000)
    row, milestone = digitization(plan, date.fromisoformat(today))
    assert milestone.state == state
    line = next(each for each in heat.milestones(row) if each["name"] == "Thực hiện số hóa")
    assert (line["printed"], line["extended"]) == ("15/8/2025", "15/9/2025")
    assert bool(line["passed"]) == (date.fromisoformat(today) > LITERAL)
    cell = heat.cell(row, "digitization")
    assert cell["text"].endswith("gia hạn 15/9") and "trước ngày 15/8/2025, gia hạn đến 15/9/2025" in cell["title"]


@pytest.mark.parametrize("last, today, tone", [(LITERAL, PRINTED, "bad"), (PRINTED, PRINTED, "run")])
def test_both_readings_of_before_the_day_are_extended_alike(plan, lan, granted, day, last, today, tone):
    Milestone.objects.filter(key="digitization", group="departments").update(last_day_on_time=last)
    other = milestone_for(make.a_user(lan.agency).agency, plan, "digitization")
    assert (other.last_day_on_time, other.due_on) == (last, GRANTED)
    assert standing(other, None, today)[0] == "run"
    ExtensionDecision.objects.all().delete()
    assert standing(milestone_for(lan.agency, plan, "digitization"), None, today)[0] == tone


@pytest.mark.parametrize(("moment", "tone"), [("2025-09-15 23:59:59", "run"), ("2025-09-16 00:00:00", "bad")])
def test_midnight_in_vietnam_ends_the_extended_day(plan, lan, granted, settings, monkeypatch, moment, tone):
    settings.PORTAL_TODAY = ""
    at = timezone.make_aware(datetime.fromisoformat(moment))
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert standing(milestone_for(lan.agency, plan, "digitization"), None, portal_today())[0] == tone


def test_forms_papers_and_contracts_speak_of_it(plan, agencies, lan, granted):
    make.a_target(agencies["SYT"], 117_000)
    milestone = milestone_for(lan.agency, plan, "digitization")
    assert printed(milestone) == "trước 15/8/2025, gia hạn đến 15/9/2025"
    assert deadlines_on(date(2025, 6, 20), plan)(lan.agency) == GRANTED
    assert deadlines_on(date(2025, 6, 19), plan)(lan.agency) == LITERAL
    assert milestone_text(digitization(plan, date(2025, 6, 20))[1]) == "Chưa đến hạn, gia hạn đến 15/9/2025"


def test_done_after_the_printed_day_is_on_time_by_the_extension(plan, agencies, granted):
    make.a_target(agencies["SYT"], 1_000)
    make.a_progress_report(agencies["SYT"], date(2025, 8, 29), 1_000)
    row, milestone = digitization(plan, date(2025, 9, 1))
    assert heat.passed(row.as_of, milestone) == "xong sau ngày ghi trong Kế hoạch"
    assert (milestone.state, milestone.done_on) == ("done_on_time", date(2025, 8, 29))
    assert milestone_text(milestone) == "29/8/2025, gia hạn đến 15/9/2025"


def test_the_latest_decision_counts(plan, lan, hoa, granted):
    again = draft_extension(
        lan.agency,
        plan=plan,
        actor=lan,
        milestone="digitization",
        proposed_day=date(2025, 10, 31),
        reason="Thêm phông.",
    )
    again = perform(again, "submit", actor=lan)
    again = perform(
        again, "extend", actor=hoa, document=("46/SNV-VTLT", date(2025, 6, 20)), granted_day=date(2025, 10, 15)
    )
    assert milestone_for(lan.agency, plan, "digitization").extended_to == date(2025, 10, 15)
    perform(again, "undo_extension", actor=hoa, reason="Ghi nhầm ngày.")
    assert milestone_for(lan.agency, plan, "digitization").extended_to == GRANTED
