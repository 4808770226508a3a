"""Lan reports cumulative figures period by period; Hoa sees who has not."""

import re
from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, Event, FormDraft
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.declarations.validators import Limits, judge_progress
from plans.models import ProgressReport, Target
from plans.progress.services import owed_periods, periods_of, submit_progress
from plans.progress.table import progress_table
from plans.progress.views import periods_to_show
from tests.helpers import factories as make

EDIT = "/tien-do/ky/2025-06-13/"
PERIOD, NEXT = date(2025, 6, 13), date(2025, 6, 20)
GOOD = {
    "scanned_files": 1000,
    "scanned_pages": 90_000,
    "checked_files": 900,
    "checked_pages": 80_000,
    "integrated_files": 500,
    "integrated_pages": 40_000,
}
ALLOWED = Limits(planned_files=2000, planned_pages=100_000, appraised_files=2000, appraised_pages=100_000)
WHY = "Số hóa thử một phần tài liệu đã chỉnh lý."


def sent(agency, plan, actor, period_end=PERIOD, reason=WHY, **changes):
    return submit_progress(agency, plan=plan, actor=actor, period_end=period_end, figures=GOOD | changes, reason=reason)


def written(**changes):
    figures = {name: f"{value:,}".replace(",", ".") for name, value in (GOOD | changes).items()}
    return figures | {"difficulties": "", "proposals": "", "reason": WHY, "version": "0"}


def test_lan_sends_the_figures_of_a_period(as_user, lan, plan, agencies):
    answer = as_user(lan).submit(EDIT, written() | {"difficulties": "Thiếu máy quét khổ A3."})
    report = ProgressReport.objects.get(agency=agencies["SYT"])
    assert answer.url == reverse("progress_report", args=[report.pk])
    assert (report.version, report.period_end, report.scanned_pages) == (1, PERIOD, 90_000)
    assert report.submitted_on == NEXT and report.difficulties == "Thiếu máy quét khổ A3."
    page = as_user(lan).get(answer.url).content.decode()
    assert "90.000 trang" in page and "Thiếu máy quét khổ A3." in page
    event = Event.objects.about(report).get()
    assert str(event) == "Trần Thị Lan gửi số liệu kỳ 13/6/2025: 90.000 trang lũy kế"


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"checked_pages": 90_001}, "checked_pages"),
        ({"integrated_pages": 80_001}, "integrated_pages"),
        ({"checked_files": 1001}, "checked_files"),
        ({"integrated_files": 901}, "integrated_files"),
        ({"scanned_files": 0, "checked_files": 0, "integrated_files": 0}, "scanned_files"),
    ],
)
def test_a_stage_larger_than_the_one_before_is_an_error(changes, field):
    judgement = judge_progress(GOOD | changes, limits=ALLOWED)
    assert list(judgement.errors) == [field]


def test_each_stage_may_equal_the_one_before():
    full = {name: 90_000 if name.endswith("pages") else 1000 for name in GOOD}
    judgement = judge_progress(full, limits=ALLOWED)
    assert judgement.errors == {} and judgement.warnings == []


def test_more_than_planned_or_appraised_wants_a_reason():
    beyond = GOOD | {"scanned_pages": 100_001}
    planned = judge_progress(beyond, limits=Limits(planned_pages=100_000, appraised_pages=200_000)).warnings
    assert len(planned) == 1 and "theo Kế hoạch (100.000): vượt 1 trang" in planned[0]
    appraised = judge_progress(beyond, limits=Limits(planned_pages=200_000, appraised_pages=100_000)).warnings
    assert len(appraised) == 1 and "đã thẩm định (100.000)" in appraised[0]


def test_scanning_before_the_catalogue_is_appraised_wants_a_reason():
    assert "chưa được Sở Nội vụ thẩm định" in judge_progress(GOOD, limits=Limits()).warnings[0]
    assert judge_progress(dict.fromkeys(GOOD, 0), limits=Limits()).warnings == []


def test_a_cumulative_figure_that_falls_wants_a_reason():
    earlier = GOOD | {"checked_pages": 80_001}
    warning = judge_progress(GOOD, limits=ALLOWED, previous=earlier).warnings
    assert warning == ["Trang kiểm tra đạt (80.000) nhỏ hơn kỳ trước (80.001); số lũy kế không giảm."]
    assert judge_progress(GOOD, limits=ALLOWED, previous=GOOD).warnings == []
    later = judge_progress(GOOD, limits=ALLOWED, following=GOOD | {"scanned_files": 999}).warnings
    assert later == ["Kỳ sau: Hồ sơ đã số hóa (999) nhỏ hơn kỳ đang nhập (1.000); số lũy kế không giảm."]


def test_warnings_are_shown_first_and_sent_with_a_reason(as_user, lan, plan, agencies):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=2000, page_count=80_000)
    browser = as_user(lan)
    page = browser.submit(EDIT, written() | {"reason": ""}).content.decode()
    assert "vượt 10.000 trang" in page and "Gửi với lý do" in page and not ProgressReport.objects.exists()
    assert 'value="90.000"' in page
    assert browser.submit(EDIT, written()).status_code == 302
    assert ProgressReport.objects.get().reason == WHY


def test_errors_stand_at_the_figure(as_user, lan, plan):
    page = as_user(lan).submit(EDIT, written(checked_pages=95_000) | {"integrated_files": "năm trăm"}).content.decode()
    assert "Hồ sơ đã lên Kho dùng chung: Nhập một số nguyên, ví dụ 1.250." in page
    assert "kiểm tra đạt (95.000) không được lớn hơn số trang đã số hóa (90.000)" in page
    page = as_user(lan).submit(EDIT, written(checked_pages=95_000)).content.decode()
    assert "kiểm tra đạt (95.000) không được lớn hơn số trang đã số hóa (90.000)" in page
    assert 'href="#id_checked_pages"' in page and not ProgressReport.objects.exists()


def test_a_period_sent_again_is_a_new_version_with_a_reason(as_user, lan, plan, agencies):
    sent(agencies["SYT"], plan, lan)
    browser = as_user(lan)
    assert 'value="90.000"' in browser.get(EDIT).content.decode()
    browser.submit(EDIT, written(scanned_pages=91_000) | {"version": "1", "reason": "Cộng sót một phông"})
    report = ProgressReport.objects.get(version=2)
    page = browser.get(reverse("progress_report", args=[report.pk])).content.decode()
    assert "Cộng sót một phông" in page and "Các lần gửi của kỳ này" in page
    event = Event.objects.about(report).get()
    assert event.before["scanned_pages"] == 90_000 and "gửi lại (lần 2)" in event.sentence


def test_two_colleagues_sending_the_same_period_do_not_overwrite_each_other(as_user, lan, nam, plan, agencies):
    sent(agencies["SYT"], plan, nam)
    page = as_user(lan).submit(EDIT, written()).content.decode()
    assert "Có người trong cơ quan vừa gửi một bản khác" in page and ProgressReport.objects.count() == 1
    assert 'name="version" value="1"' in page and 'value="90.000"' in page
    with pytest.raises(Overtaken):
        submit_progress(agencies["SYT"], plan=plan, actor=lan, period_end=PERIOD, figures=GOOD, reason=WHY, seen=0)


def test_the_database_decides_a_race_and_the_loser_is_told(monkeypatch, lan, nam, plan, agencies):
    sent(agencies["SYT"], plan, nam)
    monkeypatch.setattr("plans.declarations.versions.last_version", lambda model, scope: 0)
    with pytest.raises(Overtaken, match="vừa gửi một bản khác"):
        sent(agencies["SYT"], plan, lan, scanned_pages=95_000)
    assert ProgressReport.objects.get().scanned_pages == 90_000


def test_an_expired_login_loses_no_figures(client, as_user, lan, plan):
    owner = re.search(r'name="_owner" value="([^"]+)"', as_user(lan).get(EDIT).content.decode())[1]
    client.logout()
    client.submit(EDIT, written(scanned_pages=77_777) | {"_owner": owner})
    page = as_user(lan).get(EDIT).content.decode()
    assert 'value="77.777"' in page and "Phiên đăng nhập đã hết" in page
    assert 'value="77.777"' in as_user(lan).get(EDIT).content.decode()


def test_the_service_holds_the_rules_itself(lan, binh, plan, agencies):
    with pytest.raises(WorkflowError, match="không được lớn hơn"):
        sent(agencies["SYT"], plan, lan, checked_pages=90_001)
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        sent(agencies["SYT"], plan, lan, reason=" ")
    with pytest.raises(WorkflowError, match="Kỳ báo cáo này"):
        sent(agencies["SYT"], plan, lan, period_end=date(2025, 6, 14))
    with pytest.raises(WorkflowError, match="Kỳ báo cáo này"):
        sent(agencies["SYT"], plan, lan, period_end=date(2025, 6, 27))
    with pytest.raises(NotAllowed):
        sent(agencies["SYT"], plan, binh)
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize("period", ["2025-06-27", "2025-06-14", "2025-02-30", "hom-nay"])
def test_periods_that_do_not_exist_are_not_found(as_user, lan, plan, period):
    assert as_user(lan).get(f"/tien-do/ky/{period}/").status_code == 404


def test_a_period_opens_with_its_first_day(as_user, day, lan, plan, agencies):
    day("2025-06-21")
    assert as_user(lan).get("/tien-do/ky/2025-06-27/").status_code == 200


def test_an_agency_that_ceased_reports_on_no_later_period(plan, agencies):
    agency = agencies["502"]
    agency.active_to = date(2025, 6, 30)
    assert periods_of(agency, plan, date(2025, 6, 30))[-1] == date(2025, 7, 4)
    assert periods_of(agency, plan, date(2025, 7, 1))[-1] == date(2025, 6, 27)


def test_a_successor_owes_no_period_that_ended_before_its_first_day(as_user, day, plan, agencies):
    old = agencies["20335"]
    new, today = old.successor, date(2025, 7, 1)
    day(today.isoformat())
    assert owed_periods(old, plan, today) == [date(2025, 7, 4)]
    assert date(2025, 6, 27) in periods_of(old, plan, today)  # a late report is still taken
    assert owed_periods(old, plan, date(2025, 6, 30)) == periods_of(old, plan, date(2025, 6, 30))
    make.a_target(old, 100_000)
    heir = make.a_user(new)
    page = as_user(heir).get("/").content.decode()
    assert "kỳ đến 04/7/2025" in page and "kỳ đến 27/6/2025" not in page
    states = {row["end"]: row["state"] for row in periods_to_show(old, plan)}
    assert states[date(2025, 6, 20)] == ("idle", "đã kết thúc")
    assert states[date(2025, 7, 4)] == ("idle", f"đã kết thúc; do {new} gửi")


def test_ended_units_are_named_alike(day, plan, agencies, hoa):
    day("2025-08-16")
    make.a_target(agencies["20335"], 100_000)
    make.a_target(agencies["502"], 100_000)
    for end, said in ((date(2025, 6, 27), "đã kết thúc"), (date(2025, 8, 15), "đã kết thúc; do UBND")):
        words = {row.agency.code: row.who_sends for row in progress_table(plan, end, hoa)}
        assert words["502"] == "đã kết thúc" and words["20335"].startswith(said)


def test_the_last_period_stands_beside_the_form(as_user, lan, plan, agencies):
    sent(agencies["SYT"], plan, lan, period_end=date(2025, 6, 6), scanned_pages=85_000)
    page = as_user(lan).get(EDIT).content.decode()
    assert 'data-before="85000"' in page and "Kỳ trước: số liệu đến 06/6/2025." in page


def test_lan_sees_which_periods_are_sent_open_or_missing(as_user, lan, plan, agencies):
    sent(agencies["SYT"], plan, lan, period_end=date(2025, 6, 6), scanned_pages=85_000)
    sent(agencies["SYT"], plan, lan)
    page = as_user(lan).get("/tien-do/").content.decode()
    assert page.count("đã gửi</span>") == 2 and "đang mở" in page and "chưa gửi, quá 21 ngày" in page
    assert '<td class="num" data-label="Trang trong kỳ">5.000</td>' in page


def test_drafts_are_kept_and_dropped(as_user, lan, plan):
    browser = as_user(lan)
    browser.post("/nhap/progress/SYT/2025-06-13", {"scanned_pages": "12.3x"})
    assert 'value="12.3x"' in browser.get(EDIT).content.decode()
    browser.submit(EDIT, written())
    assert not FormDraft.objects.exists()


def test_only_clerks_write_and_strangers_see_nothing(as_user, lan, minh, hoa, binh, thu, plan, agencies):
    report = sent(agencies["SYT"], plan, lan)
    address = reverse("progress_report", args=[report.pk])
    assert as_user(minh).get(address).status_code == 200 and as_user(hoa).get(address).status_code == 200
    assert as_user(minh).get(EDIT).status_code == 403 and as_user(hoa).get(EDIT).status_code == 403
    for person in (binh, thu):
        assert as_user(person).get(address).status_code == 404
        assert "90.000" not in as_user(person).get("/tien-do/").content.decode()


def test_hoa_sees_who_has_not_reported(as_user, hoa, lan, plan, agencies):
    for code in ("SYT", "SXD", "502"):
        Target.objects.create(plan=plan, agency=agencies[code], file_count=2000, page_count=100_000)
    sent(agencies["SYT"], plan, lan, period_end=date(2025, 6, 6), scanned_pages=85_000)
    sent(agencies["SYT"], plan, lan)
    browser = as_user(hoa)
    page = browser.get("/tien-do/?ky=2025-06-13").content.decode()
    assert "1 trong 3 đơn vị" in page and 'data-label="Trang trong kỳ">5.000</td>' in page and "30,00%" in page
    missing = browser.get("/tien-do/?ky=2025-06-13&trang-thai=chua-gui").content.decode()
    assert "1 trong 3 đơn vị" in missing  # a filter narrows the table, not what is said of the whole
    assert "Sở Xây dựng" in missing and "Sở Y tế</a></th>" not in missing
    assert "Sở Y tế</a></th>" in browser.get("/tien-do/?ky=2025-06-13&q=so y te").content.decode()
    departments = browser.get("/tien-do/?ky=2025-06-13&nhom=departments").content.decode()
    assert "Tam Kỳ" not in departments.split("<table")[-1] and "1 trong 3 đơn vị" in departments


def test_a_later_period_shows_the_last_known_figures(as_user, hoa, lan, plan, agencies):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=2000, page_count=100_000)
    sent(agencies["SYT"], plan, lan)
    page = as_user(hoa).get("/tien-do/?ky=2025-06-20").content.decode()
    assert "0 trong 1 đơn vị" in page and "chưa gửi" in page and "90.000" in page and "13/6/2025" in page


def test_a_district_sees_its_communes_and_no_others(as_user, hai, thu, plan, agencies):
    sent(agencies["20335"], plan, thu)
    page = as_user(hai).get("/tien-do/?ky=2025-06-13").content.decode()
    assert "Đơn vị trực thuộc" in page and "Tân Thạnh" in page and "Sở Y tế" not in page


def test_the_overview_asks_the_same_number_of_queries_for_three_as_for_one(
    as_user, hoa, plan, agencies, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def report(codes):
        for agency in Agency.objects.filter(code__in=codes):
            fields = {"plan": plan, "agency": agency, "submitted_by": hoa, "submitted_on": PERIOD}
            ProgressReport.objects.create(period_end=PERIOD, **fields, **GOOD)

    browser = as_user(hoa)
    report(["SYT"])
    browser.get("/tien-do/?ky=2025-06-13")
    with CaptureQueriesContext(connection) as one:
        browser.get("/tien-do/?ky=2025-06-13")
    report(["SXD", "502", "503"])
    with django_assert_num_queries(len(one)):
        browser.get("/tien-do/?ky=2025-06-13")


def test_nothing_is_asked_before_the_first_period(as_user, day, hoa, lan, plan):
    day("2025-04-10")
    assert "Chưa đến kỳ báo cáo đầu tiên" in as_user(lan).get("/tien-do/").content.decode()
    assert "Không có đơn vị nào" in as_user(hoa).get("/tien-do/").content.decode()


def test_the_districts_that_ended_stay_in_the_sums_and_owe_nothing(as_user, hoa, day, plan, agencies):
    for code, pages in (("SYT", 1_000), ("502", 20_000), ("20335", 300)):
        make.a_target(agencies[code], 100_000)
        make.a_progress_report(agencies[code], date(2025, 6, 20), pages)
    day("2025-07-16")
    page = as_user(hoa).get("/tien-do/").content.decode()
    assert "0 trong 2 đơn vị" in page and "lũy kế 21.300 trang, đạt 7,10% Kế hoạch" in page
    assert "kết thúc 30/6/2025; kế thừa: UBND phường Bàn Thạch" in page
    ended = as_user(hoa).get("/tien-do/?trang-thai=da-ket-thuc").content.decode()
    assert "UBND thành phố Tam Kỳ" in ended and "Sở Y tế</a></th>" not in ended


def test_sums_of_what_nobody_reported_are_unknown_and_those_that_ended_are_found(as_user, hoa, day, plan, agencies):
    for code in ("SYT", "502", "20335"):
        make.a_target(agencies[code], 9_000)
    day("2025-07-01")
    page = as_user(hoa).get("/tien-do/").content.decode()
    assert "chưa đơn vị nào báo cáo số trang đã số hóa" in page and "lũy kế 0" not in page
    assert not re.search(r'<td class="num"[^>]*>0(,0%)?</td>', page)
    assert "kết thúc 30/6/2025; chưa ghi đơn vị kế thừa" in page
    assert "kết thúc 30/6/2025; kế thừa: UBND phường Bàn Thạch" in page
    found = as_user(hoa).get("/tien-do/?trang-thai=da-ket-thuc").content.decode()
    assert "UBND phường Tân Thạnh" in found and "UBND thành phố Tam Kỳ" in found and "Sở Y tế" not in found
