"""Long documents about a catalogue: a job writes them, the page shows how far it is, nobody gets what is not theirs."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agencies import jobs, tasks
from agencies.calendar import portal_now
from agencies.models import Event, Job
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from reports import catalogue_documents, document_jobs
from reports.catalogue_documents import requested_document
from reports.models import Paper
from tests.helpers.catalogues import row
from tests.helpers.processes import Killed


@pytest.fixture(autouse=True)
def short_is_long(monkeypatch):
    """Two files make a long document here."""
    monkeypatch.setattr("reports.views.catalogues.AT_ONCE", dict.fromkeys(("xlsx", "docx", "pdf"), 1))
    monkeypatch.setattr(document_jobs, "STEP", 1)


@pytest.fixture
def catalogue(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row("01"), row("02")])
    return Catalogue.objects.get(pk=made.pk)


def page_of(catalogue, form="official", extension="xlsx"):
    return f"/muc-luc/{catalogue.pk}/ban-in/{form}/{extension}/"


def shown(browser, *address):
    answer = browser.get(page_of(*address))
    assert answer.status_code == 200
    return answer.content.decode()


def written(browser, *address):
    """Ask for the document, let the worker write it, give the job."""
    assert browser.submit(page_of(*address)).status_code == 302
    job = Paper.objects.latest("pk")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    return job


def downloaded(browser, *address):
    answer = browser.get(page_of(*address) + "tep/")
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("form", "extension", "begins"),
    [
        ("official", "xlsx", b"PK"),
        ("official", "docx", b"PK"),
        ("official", "pdf", b"%PDF"),
        ("working", "xlsx", b"PK"),
    ],
)
def test_lan_asks_for_a_long_document_watches_it_and_takes_it(as_user, lan, catalogue, form, extension, begins):
    browser = as_user(lan)
    short = f"/muc-luc/{catalogue.pk}/tep/" if form == "working" else f"/muc-luc/{catalogue.pk}/bieu-mau/{extension}/"
    assert browser.get(short)["Location"] == page_of(catalogue, form, extension)
    assert "2 hồ sơ" in shown(browser, catalogue, form, extension) and not Paper.objects.exists()
    job = written(browser, catalogue, form, extension)
    if "thiếu" in job.message:
        pytest.skip(job.message)
    assert (job.state, job.percent) == ("done", 100), job.message
    assert "Tải" in shown(browser, catalogue, form, extension) or "tep/" in shown(browser, catalogue, form, extension)
    assert downloaded(browser, catalogue, form, extension).startswith(begins)


def test_progress_is_shown_while_it_is_written(as_user, lan, catalogue):
    browser, beats = as_user(lan), []
    browser.submit(page_of(catalogue))
    job = Paper.objects.get()
    document_jobs.build_paper(job, lambda percent, message: beats.append((percent, message)))
    assert (47, "Đã lập 1 trong 2 hồ sơ") in beats and beats == sorted(beats)
    progress = browser.get(page_of(catalogue) + "tien-do/")
    assert "Đang chờ" in progress.content.decode() and "HX-Refresh" not in progress
    tasks.run_job(job.pk)
    assert browser.get(page_of(catalogue) + "tien-do/")["HX-Refresh"] == "true"


def test_a_document_of_a_catalogue_that_changed_since_says_so(as_user, lan, catalogue):
    browser = as_user(lan)
    written(browser, catalogue)
    assert "đã thay đổi sau khi lập" not in shown(browser, catalogue)
    write_files(catalogue, actor=lan, added=[row("03")])
    assert "Mục lục đã thay đổi sau khi lập tệp này" in shown(browser, catalogue)
    written(browser, catalogue)
    assert "đã thay đổi sau khi lập" not in shown(browser, catalogue)


def test_asking_anew_takes_the_place_of_the_old_document(as_user, lan, catalogue, django_capture_on_commit_callbacks):
    browser = as_user(lan)
    old = written(browser, catalogue).file.name
    with django_capture_on_commit_callbacks(execute=True):
        browser.submit(page_of(catalogue))
    assert Paper.objects.count() == 1 and not default_storage.exists(old)


def test_asking_twice_is_one_job_for_everybody_who_may_see_it(as_user, lan, minh, catalogue):
    for person in (lan, minh):
        as_user(person).submit(page_of(catalogue))
    paper = Paper.objects.get()
    assert paper.requester == lan
    assert (
        Event.objects.about(paper).get().sentence
        == "yêu cầu lập tệp muc-luc-ho-so-SYT-giai-doan-2001-2010-2025-06-20.xlsx"
    )


def test_strangers_find_no_document(as_user, lan, binh, hoa, catalogue):
    written(as_user(lan), catalogue)
    for person in (binh, hoa):  # a draft is not even Sở Nội vụ's to see
        for path in ("", "tien-do/", "tep/"):
            assert as_user(person).get(page_of(catalogue) + path).status_code == 404
        assert as_user(person).submit(page_of(catalogue)).status_code == 404
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("form", ["draft-whole-head", "appraisal-1", "official-1", "working-x", "secret", "draft-x"])
def test_there_is_no_other_document(as_user, lan, catalogue, form):
    assert as_user(lan).get(page_of(catalogue, form, "docx")).status_code == 404
    assert as_user(lan).get(page_of(catalogue, "working", "pdf")).status_code == 404


def test_who_lost_their_right_meanwhile_gets_nothing(as_user, lan, catalogue):
    as_user(lan).submit(page_of(catalogue))
    lan.is_active = False
    lan.save()
    job = Paper.objects.get()
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "failed" and "không còn quyền" in job.message and not job.file


def test_what_changes_while_it_is_written_is_written_again(lan, catalogue, monkeypatch):
    job = document_jobs.request_paper(requested_document(lan, catalogue, "official", "xlsx"), requester=lan)
    writes = []

    def moving(paper, target, beat):
        writes.append(paper.catalogue.version)
        if len(writes) < changes:
            write_files(catalogue, actor=lan, added=[row(f"{len(writes)}{changes}")])

    monkeypatch.setattr(document_jobs, "write", moving)
    changes = 2
    document_jobs.build_paper(job, lambda *beat: None)
    job.refresh_from_db()
    assert len(writes) == 2 and job.catalogue_version == writes[-1]
    writes, changes = [], 99
    with pytest.raises(jobs.JobFailed, match="đang được sửa"):
        document_jobs.build_paper(job, lambda *beat: None)


@pytest.mark.engine
@pytest.mark.parametrize("message", ["Đang đọc Mục lục", "Đã lập 1 trong 2 hồ sơ", "Đang lưu tệp"])
def test_a_worker_killed_on_the_way_leaves_no_half_document(lan, catalogue, message):
    job = document_jobs.request_paper(requested_document(lan, catalogue, "official", "xlsx"), requester=lan)

    def beat(percent, text):
        if text == message and percent != 95:
            raise Killed

    with pytest.raises(Killed):
        document_jobs.build_paper(job, beat)
    job.refresh_from_db()
    assert not job.file and (not default_storage.exists("paper") or default_storage.listdir("paper")[1] == [])
    document_jobs.build_paper(job, lambda *beat: None)
    job.refresh_from_db()
    assert job.file


def test_word_is_refused_where_it_would_not_open(as_user, lan, catalogue, monkeypatch):
    monkeypatch.setattr(catalogue_documents, "WORD_ROWS", 1)
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/bieu-mau/docx/", follow=True).content.decode()
    assert "Tệp Word có 2 hồ sơ mở rất chậm nên chỉ lập đến 1 hồ sơ: chọn tệp PDF" in page
    as_user(lan).submit(page_of(catalogue, "official", "docx"))
    assert not Paper.objects.exists()


def test_old_documents_and_lost_files_are_thrown_away(lan, catalogue, as_user, django_capture_on_commit_callbacks):
    old = written(as_user(lan), catalogue)
    new = written(as_user(lan), catalogue, "working", "xlsx")
    Paper.objects.filter(pk=old.pk).update(created_at=portal_now() - timedelta(days=8))
    lost = default_storage.save("paper/lost.pdf", ContentFile(b"%PDF"))
    with django_capture_on_commit_callbacks(execute=True):
        document_jobs.clear_papers()
    assert list(Paper.objects.all()) == [new] and default_storage.exists(lost)  # young files may yet get their row
    assert default_storage.exists(new.file.name) and not default_storage.exists(old.file.name)


def test_a_failed_document_is_tried_again(as_user, lan, catalogue):
    browser = as_user(lan)
    browser.submit(page_of(catalogue))
    Job.objects.update(state="failed", message="Hỏng")
    assert "Làm lại" in shown(browser, catalogue)
    assert written(browser, catalogue).state == "done"


def test_the_working_workbook_goes_to_several_sheets(lan, catalogue, monkeypatch):
    monkeypatch.setattr("plans.intake.template.ROWS_A_SHEET", 1)
    target = io.BytesIO()
    requested_document(lan, catalogue, "working", "xlsx").write(target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Mục lục (1)", "Mục lục (2)", "Hướng dẫn"]
    assert [book[name]["B5"].value for name in book.sheetnames[:2]] == ["01", "02"]
    assert ArchivalFile.objects.count() == 2
