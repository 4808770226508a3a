"""The files of uploads: one workbook of a person at a time, its marked copies, and what the daily task clears away."""

from dataclasses import replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.calendar import portal_now
from plans.models import CatalogueUpload, StagedFile, UploadProblem
from plans.uploads import services, storage
from tests.helpers.catalogues import row
from tests.helpers.readings import MISTAKE, confirm, reading_of
from tests.helpers.uploads import stored


def test_the_next_upload_of_the_same_person_takes_the_place(given, lan, nam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, theirs = given(reading_of(row("08"))), given(reading_of(row("08")), actor=nam)
        second = given(reading_of(row("09")))
    assert set(CatalogueUpload.objects.all()) == {theirs, second} and first not in {theirs, second}
    assert StagedFile.objects.filter(upload_id=first.pk).count() == 0 and len(stored()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert services.cancel_upload(second) is True
        assert services.cancel_upload(second) is False
    assert len(stored()) == 1 and services.cancel_upload(confirm(theirs)) is False


def test_copies_replace_earlier_ones_and_go_before_the_next_reading(given):
    upload = given(reading_of(row("08")))
    storage.keep_file(upload, "marked", b"one")
    first = upload.marked.name
    storage.keep_file(upload, "marked", b"two")
    storage.keep_file(upload, "rest", b"rest")
    upload.refresh_from_db()
    assert upload.marked.read() == b"two" and not default_storage.exists(first) and len(stored()) == 3
    assert storage.files_of(upload) == [upload.workbook.name, upload.marked.name, upload.rest.name]
    upload.marked.close()
    storage.drop_copies(upload)
    upload.refresh_from_db()
    assert (upload.marked.name, upload.rest.name) == ("", "") and len(stored()) == 1
    CatalogueUpload.objects.all().delete()
    storage.keep_file(upload, "marked", b"late")
    assert len(stored()) == 1


def test_the_daily_task_keeps_what_is_young_or_written(given, three, lan, django_capture_on_commit_callbacks):
    written = confirm(given(reading_of(row("08"))))
    waiting = given(reading_of(row("09"), problems=[replace(MISTAKE, row=5)]))
    UploadProblem.objects.create(upload_id=written.pk, number=1, level="error", row=5)
    left_over = StagedFile.objects.filter(upload_id=waiting.pk)[0]
    left_over.upload_id, left_over.broken = written.pk, False
    left_over.save(force_insert=True)
    kept = portal_now() - storage.KEPT
    CatalogueUpload.objects.update(created_at=kept + timedelta(minutes=5))
    assert storage.clear_uploads() == 0 and set(CatalogueUpload.objects.all()) == {written, waiting}
    assert UploadProblem.objects.filter(upload=waiting).exists() and StagedFile.objects.exists()
    assert not UploadProblem.objects.filter(upload=written).exists()
    assert not StagedFile.objects.filter(upload_id=written.pk).exists()
    CatalogueUpload.objects.update(created_at=kept - timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        assert storage.clear_uploads() == 1
    assert list(CatalogueUpload.objects.all()) == [written] and not StagedFile.objects.exists()
    assert stored() == [written.workbook.name.split("/")[1]] and storage.KEPT == timedelta(days=30)


def test_files_without_a_row_go_after_a_day(given, monkeypatch):
    storage.clear_uploads()  # no folder yet
    upload = given(reading_of(row("08")))
    lost = default_storage.save(f"{storage.FOLDER}/lost.xlsx", ContentFile(b"x"))
    storage.clear_uploads()
    assert default_storage.exists(lost)
    monkeypatch.setattr(default_storage, "get_modified_time", lambda name: timezone.now() - timedelta(hours=25))
    storage.clear_uploads()
    assert not default_storage.exists(lost) and default_storage.exists(upload.workbook.name)
