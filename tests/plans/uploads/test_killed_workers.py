"""The system kills a worker in the middle of an import: no half of it stays, and the job is picked up or says why not.

A real process works on the real database; at the named call it gets SIGKILL, as by the kernel when memory is short.
"""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.db import connection
from django.utils import timezone

from agencies import tasks
from agencies.models import Event, Job
from plans.catalogues.files import recount, write_files
from plans.catalogues.services import create_catalogue
from plans.models import CatalogueUpload, StagedFile
from plans.uploads import copying
from plans.uploads import services as uploads
from reports.bench.imports import address_of
from tests.helpers.catalogues import row
from tests.helpers.readings import contents_of
from tests.helpers.workbooks import xlsx

HEADS = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "THBQ", "Trang A4", "Đã chỉnh lý")
# (call, how many of them it survives): the first seven while it reads, the others while it writes.
READING = [
    ("read_catalogue", 0),
    ("put_columns", 0),
    ("put_columns", 1),
    ("put_in_chunks", 0),
    ("describe", 0),
    ("compared", 0),
    ("request_marking", 0),
]
WRITING = [
    ("open_for_change", 0),
    ("change_rows", 0),
    ("add_rows", 0),
    ("settle_totals", 0),
    ("record", 0),
    ("done", 0),
    ("clear_rows", 0),
]
PAGES = {"01": 11, "02": 10, "03": 10, "04": 40, "05": 50}


def line(number, pages, box="1"):
    return (box, number, f"Hồ sơ y tế dự phòng {number}", "2008", "20 năm", pages, "Có")


WORKBOOK = xlsx(
    HEADS,
    line("01", 11),
    line("02", 10),
    ("Hộp số 1", *[None] * 6),
    line("04", 40),
    line("06", "không rõ"),
    ("Hộp số 1", *[None] * 6),
    line("05", 50),
)


@pytest.fixture
def mortal(settings, tmp_path):
    """`mortal(upload, place, after)`: a worker dies on the upload; returns the signal that ended it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address_of(connection),
        "MORTAL_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PORTAL_DATA_DIR": str(tmp_path),
        "CELERY_BROKER_URL": "memory://",
        "PYTHONPATH": str(portal.BASE_DIR),
        "PORTAL_DEMO": "1",
        "PORTAL_TODAY": "2025-06-20",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.mortal_worker"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def work(upload, place, after):
            process.stdin.write(f"{upload.pk} {place} {after}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield work
        process.stdin.close()


@pytest.fixture
def start(plan, lan, monkeypatch):
    """`start(name)`: a catalogue with three files, and a workbook for it that waits for a worker."""
    monkeypatch.setattr(uploads, "AT_ONCE", 0)
    monkeypatch.setattr(uploads, "enqueue", lambda job: None)
    monkeypatch.setattr("agencies.jobs.enqueue", lambda job: None)
    monkeypatch.setattr("plans.uploads.marking.enqueue", lambda job: None)
    monkeypatch.setattr(tasks.run_job, "delay", lambda job_id: None)

    def made(name):
        catalogue = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế")
        write_files(catalogue, actor=lan, added=[row(f"0{n}", page_count=10, box_number="1") for n in (1, 2, 3)])
        return catalogue, uploads.request_upload(catalogue, actor=lan, data=WORKBOOK, file_name="muc-luc.xlsx")

    return made


def picked_up(upload):
    """The sweep finds the silent job, and the next worker carries it out."""
    Job.objects.filter(pk=upload.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=10))
    tasks.sweep_jobs()
    tasks.run_job(upload.pk)
    upload = CatalogueUpload.objects.select_related("catalogue__agency", "requester__agency").get(pk=upload.pk)
    assert upload.state == "done", upload.message
    return upload


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_reads_leaves_the_catalogue_alone_and_another_reads_on(start, mortal, monkeypatch):
    monkeypatch.setattr(copying, "CHUNK", 2)
    for place, after in READING:
        catalogue, upload = start(f"Đọc {place} {after}")
        before = contents_of(catalogue)
        assert mortal(upload, place, after) == 9, place
        assert contents_of(catalogue) == before
        upload = picked_up(upload)
        assert upload.is_waiting and (upload.counts["read"], upload.counts["broken"]) == (5, 1), place
        assert (upload.counts["new"], upload.counts["changed"], upload.counts["missing"]) == (2, 2, 1), place
        assert StagedFile.objects.filter(upload_id=upload.pk).count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_has_written_all_or_nothing(start, mortal, lan):
    for place, after in WRITING:
        catalogue, upload = start(f"Ghi {place} {after}")
        tasks.run_job(upload.pk)
        before = contents_of(catalogue)
        upload.refresh_from_db()
        uploads.confirm_upload(upload, actor=lan, only_good=True)
        assert mortal(upload, place, after) == 9, place
        assert contents_of(catalogue) == before, place
        upload = picked_up(upload)
        assert upload.phase == "written", place
        catalogue.refresh_from_db()
        assert dict(catalogue.files.values_list("file_number", "page_count")) == PAGES, place
        assert (catalogue.file_count, catalogue.page_count) == (5, sum(PAGES.values())) and not recount(catalogue)
        assert Event.objects.about(catalogue).filter(action="files").count() == 2
        assert not StagedFile.objects.filter(upload_id=upload.pk, broken=False).exists(), place


@pytest.mark.django_db(transaction=True)
def test_an_import_that_kills_every_worker_says_that_it_failed(start, mortal, client, lan, settings):
    catalogue, upload = start("Nhiều lần")
    before = contents_of(catalogue)
    for _ in range(settings.JOB_MAX_ATTEMPTS):
        assert mortal(upload, "compared", 0) == 9
        Job.objects.filter(pk=upload.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=10))
        tasks.sweep_jobs()
    upload.refresh_from_db()
    assert upload.state == "failed" and "dừng giữa chừng nhiều lần" in upload.message
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/muc-luc/tai-len/{upload.pk}/").content.decode()
    assert "Làm lại" in page and "dừng giữa chừng nhiều lần" in page and contents_of(catalogue) == before
