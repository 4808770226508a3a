"""What the web takes and what not: too much, too often, into foreign hands; and every way in refuses alike."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from agencies.workflow import perform
from plans.intake.sandbox import REASONS, SEEMS
from plans.models import ArchivalFile, CatalogueUpload, TargetUpload
from plans.uploads import services as uploads
from plans.uploads import storage
from tests.helpers import hostile_workbooks as h
from tests.helpers.grids import page_of
from tests.helpers.uploads import stored, upload
from tests.helpers.workbooks import repacked

ENDLESS = h.CONTENT.replace("<text:p>", '<text:p><text:s text:c="2147483647"/>', 1)
HOSTILE = {
    "damaged": ("a.xlsx", h.archive(**{h.SHEET: {"local_name": b"xl/other.xml"}})),
    "mislabelled": ("a.xls", b"<html><p>1</p></html>"),
    "far": ("a.xlsx", h.under_table(f'<row r="1048576">{h.text_cell("XFD1048576", "x")}</row>')),
    "limits": ("a.ods", repacked(h.GOOD_ODS, {"content.xml": ENDLESS})),
    "extension": ("a.exe", h.GOOD),
    "empty": ("a.csv", b"\xef\xbb\xbf"),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_the_command_refuses_in_json(code, plan, lan, tmp_path, capsys):
    name, data = HOSTILE[code]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SystemExit) as end:
        call_command("import_catalogue", str(tmp_path / name), "--agency", "SYT", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (end.value.code, answer["status"], answer["reason"], answer["rows"]) == (2, "refused", code, [])
    assert answer["message"] and not CatalogueUpload.objects.exists()


@pytest.mark.parametrize("code", HOSTILE)
def test_the_annexes_are_refused_alike(code, plan, hoa, as_user):
    page = page_of(as_user(hoa).submit("/chi-tieu/nap/", {"workbook": SimpleUploadedFile(*HOSTILE[code])}))
    why = {REASONS[code].split(".")[-2], SEEMS["page"]} if code == "mislabelled" else {REASONS[code].split(". ")[-1]}
    assert any(sentence in page for sentence in why) and not TargetUpload.objects.exists()


def test_too_large_a_file_is_refused_before_it_is_read(as_user, lan, catalogue, settings):
    settings.UPLOAD_MAX_BYTES = 1024**2
    for size in (1024**2 + 1, 3 * 1024**2):
        page = page_of(upload(as_user(lan), catalogue, b"x" * size))
        assert "Tệp lớn hơn 1 MB" in page
    assert not CatalogueUpload.objects.exists() and stored() == []


def test_a_heavy_workbook_of_few_files_is_left_to_a_worker(as_user, lan, catalogue, monkeypatch):
    monkeypatch.setattr(uploads, "AT_ONCE_BYTES", len(h.GOOD) - 1)
    upload(as_user(lan), catalogue, h.GOOD)
    assert CatalogueUpload.objects.get().state == CatalogueUpload.State.QUEUED


def test_too_many_fields_change_nothing(as_user, lan, catalogue):
    fields = {f"field-{number}": "1" for number in range(20_001)}
    assert as_user(lan).submit(f"/muc-luc/{catalogue.pk}/tai-len/", fields).status_code == 400
    assert not CatalogueUpload.objects.exists()


def test_the_next_upload_replaces_one_nobody_confirmed(as_user, lan, catalogue, django_capture_on_commit_callbacks):
    browser = as_user(lan)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(4):
            upload(browser, catalogue, h.GOOD)
    assert CatalogueUpload.objects.count() == 1 and len(stored()) <= 2


def test_an_upload_overtaken_by_the_next_one_says_so(
    as_user, lan, catalogue, monkeypatch, django_capture_on_commit_callbacks
):
    marked = storage.keep_file

    def overtaken(mine, *file):
        storage.discard(CatalogueUpload.objects.get(pk=mine.pk))
        marked(mine, *file)

    monkeypatch.setattr("plans.uploads.marking.keep_file", overtaken)
    with django_capture_on_commit_callbacks(execute=True):
        page = page_of(upload(as_user(lan), catalogue, h.third_row(h.text_cell("F3", "mười hai"))))
    assert "tệp đó thay cho tệp này" in page
    assert not CatalogueUpload.objects.exists() and stored() == []


def test_nobody_uploads_into_a_foreign_or_submitted_catalogue(as_user, lan, binh, catalogue):
    assert upload(as_user(binh), catalogue, h.GOOD).status_code == 404
    upload(as_user(lan), catalogue, h.GOOD)
    pk = CatalogueUpload.objects.get().pk
    as_user(lan).submit(f"/muc-luc/tai-len/{pk}/ghi/", {"only_good": "on"})
    perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    upload(as_user(lan), catalogue, h.GOOD_CSV, name="b.csv")
    assert CatalogueUpload.objects.count() == 1


def test_another_clerk_replays_nothing(as_user, lan, nam, binh, catalogue):
    upload(as_user(lan), catalogue, h.GOOD)
    pk = CatalogueUpload.objects.get().pk
    for person in (nam, binh):
        for action in ("ghi/", "bo/", "cot/", "lam-lai/"):
            assert as_user(person).submit(f"/muc-luc/tai-len/{pk}/{action}").status_code in (403, 404)
    assert CatalogueUpload.objects.get().phase == "waiting" and not ArchivalFile.objects.exists()
