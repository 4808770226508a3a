"""The report in the browser: asked for, watched, taken home; strangers find nothing."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils.timezone import make_aware

from agencies import tasks
from reports import services
from reports.models import Report
from tests.helpers import factories

pytestmark = pytest.mark.once

FAST = tuple(
    (extension, 50, "Đang lập tệp", lambda document, start=start: start + b"...")
    for extension, start in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"))
)


@pytest.fixture(autouse=True)
def quick(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(services, "STEPS", FAST)


@pytest.fixture
def report(agencies, plan, hoa):
    factories.full_targets(agencies)
    return services.request_report(plan, as_of=date(2025, 6, 20), requester=hoa)


@pytest.fixture
def done(report, monkeypatch):
    monkeypatch.setattr(services, "portal_now", lambda: make_aware(datetime(2025, 6, 20, 7, 56)))
    tasks.run_job(report.pk)
    report.refresh_from_db()
    return report


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def test_hoa_asks_for_the_report_and_watches_it(as_user, hoa, plan):
    client = as_user(hoa)
    answer = client.submit(reverse("report_new"), {"as_of": "20/06/2025"})
    report = Report.objects.get()
    assert answer.url == reverse("report_detail", args=[report.pk])
    text = page(client, "report_detail", report.pk).content.decode()
    assert "Số liệu đã nhận đến ngày 20/6/2025" in text  # no hour yet
    assert "Đang chờ đến lượt" in text and reverse("report_progress", args=[report.pk]) in text
    assert 'http-equiv="refresh"' in text


def test_progress_reloads_the_page_once_done(as_user, hoa, report):
    client = as_user(hoa)
    assert "HX-Refresh" not in page(client, "report_progress", report.pk)
    tasks.run_job(report.pk)
    assert page(client, "report_progress", report.pk)["HX-Refresh"] == "true"


def test_the_finished_report_shows_figures_words_and_files(as_user, mai, done):
    text = page(as_user(mai), "report_detail", done.pk).content.decode()
    for figure in ("427.312", "29.573.193", "144.790.352.928", "71.722.221", "351.151.994.016"):
        assert figure in text
    assert "Ba trăm năm mươi mốt tỷ" in text
    assert text.count("/tep/") == 3
    assert 'http-equiv="refresh"' not in text


@pytest.mark.parametrize("extension", ["docx", "xlsx", "pdf"])
def test_a_download_has_a_name_that_says_what_it_is(as_user, mai, done, extension):
    answer = page(as_user(mai), "report_download", done.pk, extension)
    name = f"bao-cao-so-hoa-2025-06-20-lan-01-luc-0756.{extension}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content)[:2] in (b"PK", b"%P")


def test_nothing_is_downloaded_that_is_not_there(as_user, hoa, done):
    client = as_user(hoa)
    assert page(client, "report_download", done.pk, "exe").status_code == 404
    Report.objects.filter(pk=done.pk).update(pdf="")
    assert page(client, "report_download", done.pk, "pdf").status_code == 404
    Report.objects.filter(pk=done.pk).update(state="running")
    assert page(client, "report_download", done.pk, "docx").status_code == 404


@pytest.mark.parametrize(
    "typed, said",
    [
        ("21/06/2025", "không được sau hôm nay"),
        ("19/04/2025", "Kế hoạch bắt đầu ngày 20/4/2025"),
        ("", "Nhập ngày lấy số liệu"),
        ("06/20/2025", "không có trong lịch"),
    ],
)
def test_a_wrong_day_is_explained_and_kept(as_user, hoa, plan, typed, said):
    answer = as_user(hoa).submit(reverse("report_new"), {"as_of": typed})
    assert said in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert not Report.objects.exists()


def test_a_failed_report_offers_to_be_repeated(as_user, hoa, son, report, monkeypatch):
    monkeypatch.setattr(services, "STEPS", (("xlsx", 50, "Đang lập tệp", lambda document: 1 // 0),))
    tasks.run_job(report.pk)
    retry = reverse("report_retry", args=[report.pk])
    assert retry not in page(as_user(son), "report_detail", report.pk).content.decode()
    client = as_user(hoa)
    assert retry in page(client, "report_detail", report.pk).content.decode()
    client.submit(retry)
    report.refresh_from_db()
    assert report.state == "queued"


@pytest.mark.parametrize("name", ["lan", "minh", "binh", "thu", "nam", "hai"])
def test_agencies_do_not_see_the_provinces_report(as_user, cast, done, name):
    client = as_user(cast(name))
    for route, args in (("report_list", []), ("report_detail", [done.pk]), ("report_download", [done.pk, "docx"])):
        assert page(client, route, *args).status_code in (403, 404)
    assert client.submit(reverse("report_new"), {"as_of": "20/06/2025"}).status_code == 403


@pytest.mark.parametrize("name", ["son", "mai", "tuan", "quy"])
def test_only_the_reporting_department_makes_reports_the_others_read(as_user, cast, done, name):
    client = as_user(cast(name))
    shown = page(client, "report_list").content.decode()
    assert reverse("report_detail", args=[done.pk]) in shown and reverse("report_new") not in shown
    assert "Lập báo cáo" not in page(client, "dashboard").content.decode()
    for answer in (page(client, "report_new"), client.submit(reverse("report_new"), {"as_of": "20/06/2025"})):
        assert answer.status_code == 403


def test_the_page_says_the_hour_and_which_report_of_the_day_it_is(as_user, hoa, plan, done):
    client = as_user(hoa)
    said = page(client, "report_detail", done.pk).content.decode()
    assert "Số liệu đã nhận đến 07 giờ 56 phút ngày 20/6/2025, lần lập thứ 1" in said
    client.submit(reverse("report_new"), {"as_of": "20/06/2025"})
    assert Report.objects.latest("pk").number == 2
    client.submit(reverse("report_new"), {"as_of": "19/06/2025"})
    assert Report.objects.latest("pk").number == 1


def test_the_list_costs_the_same_for_three_as_for_one(as_user, hoa, done, plan, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_user(hoa)
    page(client, "report_list")
    with CaptureQueriesContext(connection) as one:
        page(client, "report_list")
    for _ in range(2):
        tasks.run_job(services.request_report(plan, as_of=date(2025, 6, 13), requester=hoa).pk)
    with django_assert_num_queries(len(one)):
        text = page(client, "report_list").content.decode()
    assert "13/6/2025" in text and "20/6/2025" in text
