"""A deadline is one for form, figures and letters: at midnight in Vietnam, by both readings of "trước ngày", at a
cut-off hour, and on the day before and after each of them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from agencies.calendar import day_of, portal_now, portal_today
from agencies.workflow import WorkflowError
from plans.declarations.deadlines import milestone_for, standing
from plans.declarations.reviews import submit_review
from plans.models import Milestone, ProgressReport, ReportingRule
from plans.progress.services import submit_progress
from reports.figures import province_figures
from reports.urging.facts import facts_of, has_cause, overdue_said
from reports.urging.services import draft_letters, send_letter
from tests.helpers import factories as make
from tests.helpers.figures import DAY, a_thousand_a_day

LITERAL, OWN_DAY = "last day on time is the day before", "the printed day itself is in time"
BEFORE, AFTER = "23:59:59", "00:00:00"
HELD = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 100, "page_count": 5000}


@pytest.fixture
def in_vietnam(settings, monkeypatch):
    """`in_vietnam("2025-04-19 23:59:59")`: the machine's clock stands there, and the portal has no day of its own."""
    settings.PORTAL_TODAY = ""

    def stand(text):
        moment = timezone.make_aware(datetime.fromisoformat(text))
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return stand


def read(reading):
    """Let the milestones be read so."""
    if reading == OWN_DAY:
        for one in Milestone.objects.all():
            Milestone.objects.filter(pk=one.pk).update(last_day_on_time=one.printed_date)


@pytest.mark.parametrize(
    ("reading", "moment", "is_late"),
    [
        (LITERAL, f"2025-04-19 {BEFORE}", False),
        (LITERAL, f"2025-04-20 {AFTER}", True),
        (OWN_DAY, f"2025-04-20 {BEFORE}", False),
        (OWN_DAY, f"2025-04-21 {AFTER}", True),
    ],
)
def test_at_midnight_form_figures_and_letters_change_together(
    plan, agencies, lan, hoa, as_user, in_vietnam, reading, moment, is_late
):
    make.a_target(agencies["SYT"], 5_000)
    read(reading)
    at = in_vietnam(moment)
    form = as_user(lan).get("/ra-soat/").content.decode()
    assert ("quá hạn 1 ngày" in form, "trước 20/4/2025" in form) == (is_late, True)
    row = province_figures(plan, portal_today()).by_code["SYT"]
    assert row.milestones["review"].state == ("overdue" if is_late else "due_soon")
    letters = as_user(hoa).get("/don-doc/lap/").content.decode()
    said = "quá hạn 01 ngày mốc Rà soát hồ sơ, tài liệu (trước ngày 20/4/2025)"
    assert (said in letters, 'value="SYT"' in letters) == (is_late, is_late)
    submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD])
    done = province_figures(plan, portal_today()).by_code["SYT"].milestones["review"]
    assert (done.done_on, done.state) == (day_of(at), "done_late" if is_late else "done_on_time")
    assert ("trễ 1 ngày" in as_user(lan).get("/ra-soat/").content.decode()) == is_late


@pytest.mark.parametrize("reading", [LITERAL, OWN_DAY])
def test_each_deadline_is_passed_on_the_day_after_its_last_one(plan, agencies, hoa, day, reading):
    for code in ("SYT", "502"):
        make.a_target(agencies[code], 117_000)
    read(reading)
    own = ("review", "detailed_plan", "catalogue", "estimate", "digitization")
    for code, key in [*(("SYT", each) for each in own), ("502", "digitization"), ("SNV", "report")]:
        milestone = milestone_for(agencies[code], plan, key)
        last = milestone.printed_date - timedelta(days=reading == LITERAL)
        for days, late in ((0, False), (1, True)):
            on = day((last + timedelta(days=days)).isoformat())
            row = province_figures(plan, on).by_code[code]
            form = standing(milestone, None, portal_today())[1]
            letter = " ".join(overdue_said(facts_of(row)))
            name = f"quá hạn 01 ngày mốc {Milestone.name_for(key, row.group)} (trước ngày"
            found = (form == "quá hạn 1 ngày", row.milestones[key].state == "overdue", name in letter)
            assert found == (late,) * 3, (code, key, on, letter)


def test_a_letter_bears_the_day_of_vietnam(plan, late_row, hoa, in_vietnam):
    in_vietnam(f"2025-06-20 {BEFORE}")
    (letter,) = draft_letters(plan, [late_row], as_of=DAY, actor=hoa, one_each=False)
    given = {"number": "5/SNV", "actor": hoa, "expected_version": letter.version}
    with pytest.raises(WorkflowError, match="không được sau hôm nay"):
        send_letter(letter, day=DAY + timedelta(days=1), **given)
    in_vietnam(f"2025-06-21 {AFTER}")
    assert send_letter(letter, day=DAY + timedelta(days=1), **given).sent_on == DAY + timedelta(days=1)


@pytest.fixture
def late_row(plan, agencies):
    a_thousand_a_day(agencies)
    return province_figures(plan, DAY).by_code["SYT"]


@pytest.mark.parametrize(("moment", "is_over"), [("2025-06-20 16:59:59", False), ("2025-06-20 17:00:00", True)])
def test_a_cut_off_hour_changes_what_is_missing_and_no_figure_of_the_day(
    plan, agencies, lan, hoa, as_user, in_vietnam, moment, is_over
):
    """A period is never called missing before its hour; what comes after it counts on the same day all the same."""
    syt = a_thousand_a_day(agencies)
    make.a_progress_report(syt, DAY - timedelta(days=7), 9_000)
    ReportingRule.objects.create(plan=plan, valid_from=DAY - timedelta(days=6), cutoff_hour=17, source="CV")
    in_vietnam(moment)
    assert ("chưa gửi, quá 17 giờ" in as_user(lan).get("/tien-do/").content.decode()) == is_over
    row = province_figures(plan, portal_today()).by_code["SYT"]
    assert (row.is_silent, row.last_period_end) == (False, DAY - timedelta(days=7))
    (letter,) = draft_letters(plan, [row], as_of=DAY, actor=hoa, one_each=False)
    assert "chưa gửi báo cáo tiến độ" not in letter.body and has_cause(row)
    figures = {name: getattr(ProgressReport.objects.get(), name) for name in make.FIGURES} | {"scanned_pages": 10_000}
    submit_progress(syt, plan=plan, actor=lan, period_end=DAY, figures=figures, reason="Số hóa thử.")
    row = province_figures(plan, portal_today()).by_code["SYT"]
    assert (row.last_period_end, row.scanned_pages) == (DAY, 10_000)


def test_now_is_one_moment_while_the_day_changes(settings, monkeypatch):
    """Between two looks at the clock it may become midnight: the moment is that of the first look, not a day later."""
    settings.PORTAL_TODAY = ""
    before = timezone.make_aware(datetime.fromisoformat(f"2025-06-20 {BEFORE}"))
    looks = iter([before, before + timedelta(seconds=1)])
    monkeypatch.setattr(timezone, "now", lambda: next(looks))
    assert portal_now() == before
