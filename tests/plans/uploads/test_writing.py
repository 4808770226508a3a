"""From staged rows to files: only what changed is written, undo brings it back, and no death leaves half of it."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone
from django.utils.timezone import now

from agencies import jobs, tasks
from agencies.models import Event, Job
from plans.catalogues.files import recount, write_files
from plans.intake.columns import FIELDS
from plans.intake.problems import Problem
from plans.models import ArchivalFile, Catalogue, CatalogueUpload, FileBefore, FileNote, StagedFile
from plans.uploads import services as uploads
from plans.uploads import work
from plans.uploads.staging import Staging
from tests.helpers.catalogues import row
from tests.helpers.processes import Killed
from tests.helpers.readings import SHEET, confirm, contents_of, numbers, reading_of


def test_new_rows_keep_the_order_of_the_workbook(catalogue, lan, read):
    upload = read(catalogue, reading_of(row("09"), row("01"), row("05", box_number="2")))
    assert {name: upload.counts[name] for name in ("new", "changed", "unchanged", "missing")} == {
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
    }
    confirm(upload, lan)
    assert numbers(catalogue) == ["09", "01", "05"]
    assert list(catalogue.files.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    catalogue.refresh_from_db()
    assert catalogue.page_count == catalogue.files.aggregate(sum=Sum("page_count"))["sum"] and catalogue.file_count == 3


def test_search_and_title_key_are_those_that_saving_gives(catalogue, lan, read):
    only = row("01", title="Hồ sơ BỆNH VIỆN Hoà Vang (tập 1)", reference_code="Đ-05")
    confirm(read(catalogue, reading_of(only)), lan)
    file = catalogue.files.get()
    loaded = file.search_text, file.title_key
    file.save()
    assert (file.search_text, file.title_key) == loaded and "benh vien hoa vang" in file.search_text


def test_only_changed_rows_are_written(twenty, lan, read, django_assert_max_num_queries):
    untouched = list(twenty.files.exclude(file_number="07").order_by("pk").values())
    rows = [row(f"{number:02}") for number in range(1, 21)]
    rows[6] = row("07", page_count=999)
    upload = read(twenty, reading_of(*rows, row("21")))
    assert (upload.counts["new"], upload.counts["changed"], upload.counts["unchanged"]) == (1, 1, 19)
    with django_assert_max_num_queries(60):
        confirm(upload, lan)
    assert list(twenty.files.exclude(file_number__in=["07", "21"]).order_by("pk").values()) == untouched
    assert twenty.files.get(file_number="07").page_count == 999
    assert FileBefore.objects.count() == 1


def test_the_same_rows_twice_change_nothing(twenty, lan, read):
    before, version, events = contents_of(twenty), twenty.version, Event.objects.latest_first().count()
    upload = confirm(read(twenty, reading_of(*(row(f"{number:02}") for number in range(1, 21)))), lan)
    assert upload.phase == "same" and "không có gì thay đổi" in upload.message
    assert contents_of(twenty) == before and twenty.version == version
    assert Event.objects.latest_first().count() == events


def test_a_column_the_workbook_lacks_keeps_what_is_stored(twenty, lan, read):
    twenty.files.filter(file_number="03").update(note="Thiếu trang đầu", priority="at_risk")
    fields = [name for name in FIELDS if name not in ("note", "priority", "reference_code")]
    rows = [row(f"{number:02}", note="", priority="") for number in range(1, 21)]
    rows[2]["title"] = "Tiêu đề đã sửa"
    upload = read(twenty, reading_of(*rows, fields=fields))
    assert upload.counts["changed"] == 1
    confirm(upload, lan)
    file = twenty.files.get(file_number="03")
    assert (file.note, file.priority, file.title) == ("Thiếu trang đầu", "at_risk", "Tiêu đề đã sửa")
    assert file.search_text == file.searchable()


def test_an_end_and_sheets_that_the_workbook_does_not_speak_of_stay(twenty, lan, read):
    fields = [name for name in FIELDS if name not in ("end_date", "sheet_count", "reference_code")]
    rows = [row(f"{number:02}", end_date="", sheet_count=0) for number in range(1, 21)]
    rows[2]["title"] = "Tiêu đề đã sửa"
    confirm(read(twenty, reading_of(*rows, fields=fields)), lan)
    file = twenty.files.get(file_number="03")
    assert (file.title, file.end_date, file.sheet_count) == ("Tiêu đề đã sửa", "2009-03", 60)
    rows[3] |= {"start_date": "2001", "end_date": "2004"}  # one column said "2001–2004"
    upload = read(twenty, reading_of(*rows, fields=fields))
    confirm(upload, lan)
    assert twenty.files.get(file_number="04").end_date == "2004"


def test_missing_files_stay_unless_lan_asks_to_remove_them(twenty, lan, read):
    rows = [row(f"{number:02}") for number in range(1, 19)]
    upload = read(twenty, reading_of(*rows))
    assert upload.counts["missing"] == 2
    confirm(upload, lan)
    assert twenty.files.count() == 20
    confirm(read(twenty, reading_of(*rows)), lan, remove_missing=True)
    assert numbers(twenty) == [each["file_number"] for each in rows]
    twenty.refresh_from_db()
    assert twenty.file_count == 18


def test_what_was_said_about_a_removed_file_stays_with_the_catalogue(twenty, lan, read, hoa):
    FileNote.objects.create(catalogue=twenty, file=twenty.files.last(), author=hoa, audience="agency", text="Trùng?")
    confirm(read(twenty, reading_of(row("01"))), lan, remove_missing=True)
    assert FileNote.objects.get().file is None


def test_broken_rows_are_left_and_the_good_ones_written(twenty, lan, read):
    problem = Problem("Hãy sửa", sheet=SHEET, row=6, column="I", header="Trang A4")
    upload = read(twenty, reading_of(row("21"), row("01", page_count=0), problems=[problem]))
    assert (upload.counts["broken"], upload.counts["missing"]) == (1, 19)
    with pytest.raises(uploads.WorkflowError):
        confirm(upload, lan)
    with pytest.raises(uploads.WorkflowError):
        confirm(upload, lan, only_good=True, remove_missing=True)
    confirm(upload, lan, only_good=True)
    assert twenty.files.count() == 21 and twenty.files.get(file_number="01").page_count == row("01")["page_count"]


def test_a_changed_row_needs_a_new_decision_and_accepted_rows_stay(twenty, lan, read):
    twenty.files.update(decision="accepted", looked_at=now())
    Catalogue.objects.filter(pk=twenty.pk).update(revision=2, state="returned", accepted_files=20)
    twenty.refresh_from_db()
    rows = [row(f"{number:02}") for number in range(1, 21)]
    rows[0] = row("01", page_count=77)
    confirm(read(twenty, reading_of(*rows)), lan)
    changed = twenty.files.get(file_number="01")
    assert (changed.decision, changed.looked_at, changed.revision) == ("", None, 2)
    assert twenty.files.looked_at().count() == 19
    assert twenty.files.filter(decision="accepted", revision=1).count() == 19
    twenty.refresh_from_db()
    assert twenty.accepted_files == 19


def test_undo_brings_back_what_was(twenty, lan, read):
    twenty.files.filter(file_number="02").update(decision="accepted", looked_at=now())
    recount(twenty)
    before = contents_of(twenty)
    rows = [row(f"{number:02}", page_count=500) for number in range(1, 11)] + [row("30"), row("31")]
    confirm(read(twenty, reading_of(*rows)), lan, remove_missing=True)
    assert twenty.files.count() == 12
    uploads.undo_upload(twenty, actor=lan)
    assert contents_of(twenty) == before and twenty.files.looked_at().get().file_number == "02"
    assert not FileBefore.objects.exists() and CatalogueUpload.objects.undoable(twenty) is None
    assert "hoàn tác" in Event.objects.about(twenty).latest_first()[0].sentence


def test_uploads_are_undone_from_the_latest_back(twenty, lan, read):
    start = contents_of(twenty)
    confirm(read(twenty, reading_of(row("01", page_count=5))), lan)
    confirm(read(twenty, reading_of(row("01", page_count=6), row("40"))), lan)
    uploads.undo_upload(twenty, actor=lan)
    assert twenty.files.get(file_number="01").page_count == 5
    uploads.undo_upload(twenty, actor=lan)
    assert contents_of(twenty) == start


def test_what_was_handed_in_is_not_undone(twenty, lan, read):
    confirm(read(twenty, reading_of(row("21"))), lan)
    Catalogue.objects.filter(pk=twenty.pk).update(submitted_at=timezone.now() + timedelta(days=400), state="returned")
    with pytest.raises(uploads.WorkflowError):
        uploads.undo_upload(Catalogue.objects.get(pk=twenty.pk), actor=lan)


def test_bình_undoes_nothing_of_lan(twenty, lan, binh, read):
    confirm(read(twenty, reading_of(row("21"))), lan)
    with pytest.raises(uploads.NotAllowed):
        uploads.undo_upload(twenty, actor=binh)


def test_a_catalogue_changed_since_the_preview_is_compared_again(twenty, lan, read):
    upload = read(twenty, reading_of(row("01", page_count=5)))
    write_files(twenty, actor=lan, added=[row("50")])
    upload = confirm(upload, lan)
    assert upload.is_waiting and upload.counts["missing"] == 20
    assert upload.message == work.CHANGED_MEANWHILE.format(": hồ sơ không nằm trong tệp từ 19 thành 20")
    assert confirm(upload, lan).phase == "written"


# What a worker does, and where it can die: before each of these calls.
DEATHS = [
    ("read_catalogue", 0),
    ("put_columns", 0),
    ("put_columns", 1),
    ("describe", 0),
    ("compared", 0),
    ("request_marking", 0),
    ("open_for_change", 0),
    ("change_rows", 0),
    ("add_rows", 0),
    ("settle_totals", 0),
    ("record", 0),
    ("done", 0),
]


def die_at(monkeypatch, name, after):
    from plans.uploads import staging, writing

    home = {"put_columns": staging, "change_rows": writing, "add_rows": writing}.get(name, work)
    real, calls = getattr(home, name), []

    def deadly(*args, **options):
        calls.append(name)
        if len(calls) == after + 1:
            raise Killed
        return real(*args, **options)

    monkeypatch.setattr(home, name, deadly)


@pytest.mark.engine
@pytest.mark.parametrize(("name", "after"), DEATHS)
def test_a_worker_killed_anywhere_leaves_no_partial_rows_and_the_job_finishes(
    twenty, lan, read, monkeypatch, name, after
):
    monkeypatch.setattr(uploads, "AT_ONCE", 0)
    monkeypatch.setattr("plans.uploads.copying.CHUNK", 4)
    before = contents_of(twenty)
    rows = [row(f"{number:02}", page_count=500 if number < 5 else 1234) for number in range(1, 25)]
    upload = read(twenty, reading_of(*rows, problems=[Problem("Xem lại", sheet=SHEET, row=5, level="warning")]))
    with monkeypatch.context() as context:
        die_at(context, name, after)
        died = work_until_killed(upload, lan)
    assert died and contents_of(twenty) == before
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    tasks.sweep_jobs()
    finish(upload, lan)
    assert (twenty.files.count(), twenty.files.filter(page_count=500).count()) == (24, 4)
    assert Event.objects.about(twenty).filter(action="files").count() == 2
    assert not StagedFile.objects.exists()


def work_until_killed(upload, lan):
    """Read, confirm, write as workers do; True where one was killed on the way."""
    try:
        tasks.run_job(upload.pk)
        confirm(CatalogueUpload.objects.get(pk=upload.pk), lan)
        tasks.run_job(upload.pk)
    except Killed:
        return True
    return False


def finish(upload, lan):
    tasks.run_job(upload.pk)
    upload.refresh_from_db()
    if upload.phase == "waiting":
        confirm(upload, lan)
        tasks.run_job(upload.pk)
        upload.refresh_from_db()
    assert (upload.phase, upload.state) == ("written", "done")


def test_a_worker_that_lost_its_job_stages_nothing_more(twenty, lan, read):
    upload = read(twenty, reading_of(row("21")))

    def lost(done, of):
        raise jobs.JobLost

    staging, (chunk,) = Staging(upload.pk, lost), reading_of(row("21")).chunks
    with pytest.raises(jobs.JobLost):
        staging.add(chunk, 1)
        staging.finish(reading_of(row("21")))
    assert not StagedFile.objects.exists()


def test_the_totals_are_those_of_the_rows(twenty, lan, read):
    confirm(read(twenty, reading_of(row("01", page_count=5), row("60", page_count_a3=4))), lan)
    assert not recount(Catalogue.objects.get(pk=twenty.pk))
    assert ArchivalFile.objects.count() == 21
