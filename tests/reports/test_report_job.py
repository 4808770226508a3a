"""Building the report: all three files or none, whoever is killed on the way."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies import history, jobs, tasks
from agencies.models import Job
from reports import services
from reports.documents.pdf import PdfUnavailable
from reports.models import Report
from tests.helpers import factories
from tests.helpers.processes import Killed

AS_OF = date(2025, 6, 20)


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


REAL_STEPS = services.STEPS


@pytest.fixture(autouse=True)
def quick_files(monkeypatch):
    """What is in the files is tested with the documents."""
    quick = [(extension, percent, message, lambda document: b"PK") for extension, percent, message, _ in REAL_STEPS]
    monkeypatch.setattr(services, "STEPS", tuple(quick))


@pytest.fixture
def real_files(monkeypatch):
    monkeypatch.setattr(services, "STEPS", REAL_STEPS)


@pytest.fixture
def report(agencies, plan, hoa):
    factories.full_targets(agencies)
    return services.request_report(plan, as_of=AS_OF, requester=hoa)


def run(report):
    tasks.run_job(report.pk)
    report.refresh_from_db()
    return report


def stored_files(report):
    try:
        return default_storage.listdir(services.folder(report))[1]
    except FileNotFoundError:
        return []


def beginning(file):
    with file.open("rb") as opened:
        return opened.read(2)


def killed_when(message):
    def beat(percent, text):
        if text == message:
            raise Killed

    return beat


def kill_at(report, message):
    """A worker claims the job and dies when it says the message; its row stays "running"."""
    jobs.claim(report.pk)
    with pytest.raises(Killed):
        services.build_report(Report.objects.get(pk=report.pk), killed_when(message))
    Job.objects.filter(pk=report.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=5))


def test_hoa_asks_and_gets_three_files_and_the_figures(report, real_files):
    run(report)
    assert (report.state, report.percent) == ("done", 100)
    if not report.pdf:
        pytest.skip(report.message)
    assert [beginning(file) for file in (report.docx, report.xlsx, report.pdf)] == [b"PK", b"PK", b"%P"]
    assert report.figures["total"]["planned_cost_dong"] == 351_151_994_016
    assert len(stored_files(report)) == 3


def test_asking_is_written_down_with_who_and_what(report):
    run(report)
    built, asked = history.of(report)
    assert (asked.actor_name, asked.sentence) == (
        "Nguyễn Thị Hoa",
        "yêu cầu lập báo cáo tổng hợp, số liệu đến ngày 20/6/2025, lần 1",
    )
    assert (built.actor_name, built.action) == ("Hệ thống", "build_report")


def test_asking_twice_makes_one_report(report, plan, hoa, tuan):
    assert services.request_report(plan, as_of=AS_OF, requester=hoa) == report
    assert services.request_report(plan, as_of=AS_OF, requester=tuan) != report


def test_a_message_delivered_twice_builds_once(report, monkeypatch):
    run(report)
    names = stored_files(report)
    run(report)
    assert stored_files(report) == names
    assert report.attempts == 1


STEPS = [
    "Đang tổng hợp số liệu của các cơ quan, đơn vị",
    "Đang soạn báo cáo",
    "Đang lập tệp Excel",
    "Đang lập tệp Word",
    "Đang lập tệp PDF",
    "Đang lưu các tệp",
]


@pytest.mark.engine
@pytest.mark.parametrize("message", STEPS)
def test_a_worker_killed_in_the_middle_leaves_no_file_and_the_next_one_finishes(report, message, monkeypatch):
    kill_at(report, message)
    report.refresh_from_db()
    assert not (report.docx or report.xlsx or report.pdf or report.figures)
    enqueued = []
    monkeypatch.setattr(tasks.run_job, "delay", enqueued.append)
    tasks.sweep_jobs()
    assert enqueued == [report.pk]
    assert run(report).state == "done"
    assert len(stored_files(report)) == 3


def test_a_file_of_a_worker_that_lost_its_power_is_cleared_by_the_next(report):
    from django.core.files.base import ContentFile

    default_storage.save(f"{services.folder(report)}/half.docx", ContentFile(b"PK half"))
    run(report)
    assert len(stored_files(report)) == 3
    assert "half.docx" not in stored_files(report)


def test_a_worker_whose_job_was_taken_over_keeps_nothing(report):
    slow = jobs.heartbeat(report.pk, jobs.claim(report.pk))
    Job.objects.filter(pk=report.pk).update(attempts=2)
    with pytest.raises(jobs.JobLost):
        services.keep(report, {}, {"docx": b"PK"}, slow)
    assert stored_files(report) == []


def test_a_report_that_dies_each_time_stops_with_a_sentence(report, settings):
    Job.objects.filter(pk=report.pk).update(
        state="running", attempts=settings.JOB_MAX_ATTEMPTS, heartbeat_at=timezone.now() - timedelta(minutes=5)
    )
    tasks.sweep_jobs()
    report.refresh_from_db()
    assert report.state == "failed" and "dừng giữa chừng" in report.message


@pytest.mark.parametrize("change", [{"is_active": False}, {"duty": "reads"}, {"duty": "reads_everything"}])
def test_the_worker_asks_again_whether_the_person_may(report, hoa, change):
    type(hoa).objects.filter(pk=hoa.pk).update(**change)
    run(report)
    assert report.state == "failed"
    assert report.message == "Người yêu cầu không còn quyền lập báo cáo tổng hợp."


def test_a_failed_report_says_why_and_is_repeated(report, hoa, monkeypatch):
    broken = (("xlsx", 25, "Đang lập tệp Excel", lambda document: 1 // 0),)
    monkeypatch.setattr(services, "STEPS", broken)
    assert run(report).state == "failed"
    assert "Làm lại" in report.message
    monkeypatch.setattr(services, "STEPS", (("xlsx", 25, "Đang lập tệp Excel", lambda document: b"PK"),))
    assert services.repeat_report(report, actor=hoa)
    assert run(report).state == "done"
    assert not services.repeat_report(report, actor=hoa)


def test_without_pango_there_are_word_and_excel_and_a_hint(report, monkeypatch):
    def no_pango(document):
        raise PdfUnavailable("Chưa lập được PDF: máy chủ thiếu thư viện pango; chạy ./portal doctor.")

    monkeypatch.setattr(services, "STEPS", (*services.STEPS[:2], ("pdf", 60, "Đang lập tệp PDF", no_pango)))
    run(report)
    assert report.state == "done" and "./portal doctor" in report.message
    assert report.docx and report.xlsx and not report.pdf


def test_the_missing_library_is_named(monkeypatch):
    import builtins

    from reports.documents.pdf import engine

    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(PdfUnavailable, match="pango"):
        engine()


def test_the_command_writes_the_files_without_a_browser(agencies, tmp_path, capsys, real_files):
    factories.full_targets(agencies)
    call_command("report", "--as-of", "2025-06-20", "--out", str(tmp_path / "out"))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    printed = capsys.readouterr()
    assert all(name in printed.out for name in names)
    if "pango" in printed.err:
        pytest.skip(printed.err)
    for name, extension in zip(names, ("docx", "pdf", "xlsx"), strict=True):
        assert re.fullmatch(rf"bao-cao-so-hoa-2025-06-20-luc-\d{{4}}\.{extension}", name)


def test_the_command_wants_a_day_it_can_read(plan, tmp_path):
    with pytest.raises(CommandError, match="2025-06-20"):
        call_command("report", "--as-of", "20/6/2025", "--out", str(tmp_path))
