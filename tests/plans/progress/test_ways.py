"""Lũy kế or trong kỳ, whichever a clerk thinks in; blocks pasted from a spreadsheet; several periods in one go."""

from datetime import date

import pytest

from agencies.models import Agency
from plans.models import ProgressReceipt, ProgressReport, ReceiptLine, ReportingHabit
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from tests.helpers import factories as make

EDIT = "/tien-do/ky/2025-06-13/"
OWED = "/tien-do/con-thieu/"
TOGETHER = "/tien-do/ky/2025-06-13/chung/"
PERIOD, BEFORE = date(2025, 6, 13), date(2025, 6, 6)
WHY = "Số hóa thử."
ADDED = {"scanned_files": "10", "scanned_pages": "900", "checked_files": "9", "checked_pages": "800"}
ADDED |= {"integrated_files": "5", "integrated_pages": "400"}


@pytest.fixture
def earlier(agencies, plan):
    """1.000 pages, 37 files by the period before."""
    whole = {"checked_files": 30, "checked_pages": 700, "integrated_files": 20, "integrated_pages": 500}
    return make.a_progress_report(agencies["SYT"], BEFORE, 1_000, **whole)


def typed(**more):
    return ADDED | {"way": "period", "reason": WHY, "difficulties": "", "proposals": "", "version": "0"} | more


def base_of(as_user, lan, url=EDIT, name="base"):
    page = as_user(lan).get(url).content.decode()
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_figures_of_the_period_are_added_to_those_before(as_user, lan, earlier):
    as_user(lan).submit(EDIT, typed(base=base_of(as_user, lan)))
    report = ProgressReport.objects.get(period_end=PERIOD)
    assert (report.scanned_files, report.scanned_pages) == (47, 1_900)
    assert (report.checked_pages, report.integrated_files, report.integrated_pages) == (1_500, 25, 900)


def test_the_way_is_remembered_for_each_person(as_user, lan, nam, earlier):
    as_user(lan).submit(EDIT, typed(base=base_of(as_user, lan)))
    page = as_user(lan).get("/tien-do/ky/2025-06-20/").content.decode()
    assert 'value="period" checked' in page
    assert 'name="scanned_pages" value="900"' in as_user(lan).get(EDIT).content.decode()
    assert 'value="cumulative" checked' in as_user(nam).get(EDIT).content.decode()
    assert 'name="scanned_pages" value="1.900"' in as_user(nam).get(EDIT).content.decode()
    assert ReportingHabit.objects.get().user == lan


def test_the_first_period_is_both(as_user, lan, plan):
    as_user(lan).submit(EDIT, typed(base=""))
    assert ProgressReport.objects.get().scanned_pages == 900


def test_other_figures_before_are_seen_before_anything_is_added(as_user, lan, nam, earlier, plan):
    shown = base_of(as_user, lan)
    figures = dict.fromkeys(FIGURES, 0) | {"scanned_files": 40, "scanned_pages": 2_000}
    submit_progress(lan.agency, plan=plan, actor=nam, period_end=BEFORE, figures=figures, reason="Đếm lại.")
    answer = as_user(lan).submit(EDIT, typed(base=shown))
    assert answer.status_code == 409 and "Số liệu kỳ trước vừa thay đổi" in answer.content.decode()
    assert not ProgressReport.objects.filter(period_end=PERIOD).exists()


def test_a_wrong_order_is_judged_by_cumulative_figures(as_user, lan, earlier):
    page = as_user(lan).submit(EDIT, typed(base=base_of(as_user, lan), checked_pages="1.201")).content.decode()
    assert 'id="id_checked_pages_error"' in page and not ProgressReport.objects.filter(period_end=PERIOD).exists()


def test_a_fall_is_shown_cumulative(as_user, lan, earlier):
    ReportingHabit.objects.create(user=lan, in_period=True)
    make.a_progress_report(lan.agency, PERIOD, 800)
    page = as_user(lan).get(EDIT).content.decode()
    assert 'name="scanned_pages" value="800"' in page and 'value="cumulative" checked' in page


@pytest.mark.parametrize(
    "block",
    [
        "10\t900\r\n9\t800\r\n5\t400",
        "10\t900\t9\t800\t5\t400",
        "Đã số hóa\t10\t900\nKiểm tra đạt\t9\t800\nĐã lên Kho\t5\t400\n",
    ],
)
def test_a_pasted_block_fills_the_fields_and_sends_nothing(as_user, lan, plan, block):
    empty = {"way": "cumulative", "fill": "1", "pasted": block, "version": "0"} | dict.fromkeys(FIGURES, "")
    page = as_user(lan).submit(EDIT, empty).content.decode()
    for name, value in ADDED.items():
        assert f'name="{name}" value="{value}"' in page
    assert 'class="error"' not in page and not ProgressReport.objects.exists()


def test_a_block_finds_its_lines_by_code_or_name(as_user, lan, plan, agencies):
    Agency.objects.filter(code="SXD").update(successor=lan.agency, active_to=date(2025, 6, 15))
    block = "SXD\t1\t27\t1\t20\t0\t0\n2\tSở Y tế\t3\t81\t2\t50\t1\t20"
    page = as_user(lan).submit(TOGETHER, {"fill": "1", "pasted": block}).content.decode()
    assert 'name="SXD-scanned_pages" value="27"' in page and 'name="SYT-scanned_pages" value="81"' in page
    assert 'name="SYT-integrated_pages" value="20"' in page and not ProgressReport.objects.exists()


def test_several_agencies_in_the_period_and_one_receipt(as_user, lan, plan, agencies, earlier):
    Agency.objects.filter(code="SXD").update(successor=lan.agency, active_to=date(2025, 6, 15))
    lines = {f"{code}-{name}": value for code in ("SYT", "SXD") for name, value in ADDED.items()}
    words = {f"{code}-{name}": value for code in ("SYT", "SXD") for name, value in (("reason", WHY), ("version", "0"))}
    bases = {"SYT-base": base_of(as_user, lan, TOGETHER, "SYT-base"), "SXD-base": ""}
    as_user(lan).submit(TOGETHER, lines | words | bases | {"way": "period"})
    sent = ProgressReport.objects.filter(period_end=PERIOD)
    assert set(sent.values_list("agency__code", "scanned_pages")) == {("SYT", 1_900), ("SXD", 900)}
    receipt = ProgressReceipt.objects.get()
    assert (receipt.way, receipt.lines.count()) == ("together", 2)


def test_owed_periods_go_in_one_form_with_one_receipt(as_user, lan, plan, agencies):
    make.a_target(lan.agency, 50_000)
    page = as_user(lan).get("/tien-do/").content.decode()
    assert "kỳ còn thiếu" in page
    lines = {f"2025-06-{day}-{name}": value for day in ("06", "13") for name, value in ADDED.items()}
    lines |= {f"2025-06-{day}-reason": WHY for day in ("06", "13")}
    answer = as_user(lan).submit(OWED, lines | {"way": "period"})
    reports = ProgressReport.objects.order_by("period_end")
    assert [(one.period_end, one.scanned_pages) for one in reports] == [(BEFORE, 900), (PERIOD, 1_800)]
    assert answer.url == f"/tien-do/giay-nhan/{ProgressReceipt.objects.get().pk}/"
    assert ReceiptLine.objects.count() == 2 and ProgressReceipt.objects.get().way == "owed"


def test_one_wrong_period_sends_none(as_user, lan, plan, agencies):
    lines = {f"2025-06-{day}-{name}": value for day in ("06", "13") for name, value in ADDED.items()}
    lines |= {f"2025-06-{day}-reason": WHY for day in ("06", "13")} | {"2025-06-13-scanned_pages": "100"}
    page = as_user(lan).submit(OWED, lines | {"way": "cumulative"}).content.decode()
    assert 'id="id_2025-06-13-checked_pages_error"' in page and not ProgressReport.objects.exists()


def test_a_warning_of_a_later_period_takes_the_earlier_one_back(as_user, lan, plan, agencies):
    lines = {f"2025-06-{day}-{name}": value for day in ("06", "13") for name, value in ADDED.items()}
    page = as_user(lan).submit(OWED, lines | {"2025-06-06-reason": WHY, "way": "period"}).content.decode()
    assert "Ghi lý do" in page and not ProgressReport.objects.exists() and not ProgressReceipt.objects.exists()


def test_nothing_owed_leads_back(as_user, lan, plan):
    for end in plan.period_ends(date(2025, 6, 20)):
        make.a_progress_report(lan.agency, end, 10)
    assert as_user(lan).get(OWED).url == "/tien-do/"
