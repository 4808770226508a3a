"""The steps of an upload without a workbook or a child: counts, what is kept of it, its sentences and its files."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.jobs import JobFailed
from agencies.models import Event, Job
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.intake.columns import FIELD_ORDER, FIELDS
from plans.intake.problems import WARNING, Problem
from plans.intake.reading import Chunk, LeftOut, Reading, SheetReading
from plans.intake.sandbox import Refused
from plans.models import CatalogueUpload, HeaderMapping, StagedFile, UploadMarking, UploadProblem
from plans.uploads import copying, marking, services, storage, work
from plans.uploads.compare import compared_fields
from plans.uploads.staging import Staging, problem_rows, searched, stage

SHEET, SHAPE = "Mục lục", "a" * 32
Phase = CatalogueUpload.Phase


def row(number="01", **changes):
    values = {
        "box_number": "1",
        "file_number": number,
        "title": f"Hồ sơ số {number}",
        "start_date": "2008",
        "end_date": "2009-03",
        "retention_years": 0,
        "sheet_count": 60,
        "page_count": 100,
        "arranged": True,
        "condition": "fair",
        "digitized_before": False,
    }
    numbers = dict.fromkeys(("page_count_a3", "page_count_a2", "page_count_a1", "page_count_a0"), 0)
    return dict.fromkeys(FIELDS, "") | numbers | values | changes


def reading_of(*rows, fields=FIELDS, problems=(), **more):
    """What a child would have read; the rows stand from row 5 on."""
    wrong = [problem.row for problem in problems if problem.is_error]
    columns = [[each.get(name, "") for each in rows] for name in FIELD_ORDER]
    chunks = [Chunk(0, 1, list(range(5, 5 + len(rows))), columns, frozenset(wrong))] if rows else []
    return Reading(
        sheets=[SheetReading(SHEET, (4,), {name: name for name in fields})],
        row_count=len(rows),
        problems=list(problems),
        names=[SHEET],
        chunks=chunks,
        error_count=len(wrong),
        warning_count=len(problems) - len(wrong),
        shape=SHAPE,
        **more,
    )


@pytest.fixture
def catalogue(plan, lan):
    """Three files."""
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row("01"), row("02"), row("03")])
    made.refresh_from_db()
    return made


@pytest.fixture
def given(catalogue, lan, monkeypatch):
    """`given(reading)`: Lan's upload of a workbook that is read so."""
    monkeypatch.setattr(work, "mark_errors", lambda *args: None)

    def send(reading, name="muc-luc.xlsx", data=b"PK", actor=lan):
        def read(data, file_name, *, mapping=None, each=None, at_once=None):
            for chunk in reading.chunks if each else ():
                each(chunk, reading.row_count)
            more = at_once is not None and reading.row_count > at_once
            return replace(reading, has_more=more, chunks=[] if more else reading.chunks)

        monkeypatch.setattr(services, "read_catalogue", read)
        monkeypatch.setattr(work, "read_catalogue", read)
        return services.request_upload(catalogue, actor=actor, data=data, file_name=name)

    return send


def confirm(upload, **options):
    return services.confirm_upload(upload, actor=upload.requester, **options)


def stored():
    try:
        return set(default_storage.listdir(storage.FOLDER)[1])
    except FileNotFoundError:
        return set()


MISTAKE = Problem("Nhập một số.", SHEET, 6, "I", "Trang A4", "1,5", field="page_count")
DOUBT = Problem("Kiểm tra lại.", SHEET, 7, "B", "Hồ sơ số", "7", WARNING, "file_number")


def test_a_preview_counts_what_confirming_would_do(given, catalogue):
    rows = row("01"), row("02", page_count=5), row("09"), row("03", page_count=9), row("10")
    problems = [MISTAKE, DOUBT, replace(MISTAKE, row=9)]
    upload = given(reading_of(*rows, problems=problems, left_out=[LeftOut(SHEET, 12, "Dòng tổng.")], notes=["Lưu ý."]))
    assert upload.counts == {
        "read": 5,
        "errors": 2,
        "warnings": 1,
        "left_out": 1,
        "shape": SHAPE,
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "broken": 2,
        "missing": 0,
    }
    assert (upload.phase, upload.state, upload.percent) == (Phase.WAITING, Job.State.DONE, 100)
    assert upload.message == "Đã đọc xong tệp." and upload.catalogue_version == catalogue.version
    assert upload.left_out == [{"sheet": SHEET, "row": 12, "why": "Dòng tổng."}] and upload.notes == ["Lưu ý."]
    assert given(reading_of(row("01"))).counts["missing"] == 2


def test_a_preview_keeps_how_each_sheet_was_read(given):
    sheet = SheetReading(
        SHEET,
        (3, 4),
        {"title": "Tiêu đề"},
        "given",
        (("B", "Tiêu đề", "title"),),
        {"B": ["một"]},
        "TCVN3",
        (("a", "ă"),),
    )
    upload = given(replace(reading_of(row()), sheets=[sheet]))
    upload.refresh_from_db()
    assert upload.sheets == [
        {
            "name": SHEET,
            "header_rows": [3, 4],
            "columns": {"title": "Tiêu đề"},
            "headers": [["B", "Tiêu đề", "title"]],
            "source": "given",
            "examples": {"B": ["một"]},
            "conversion": "TCVN3",
            "samples": [["a", "ă"]],
        }
    ]


def test_of_rows_left_out_the_first_five_hundred_are_kept(given):
    upload = given(reading_of(row(), left_out=[LeftOut(SHEET, number, "Trống.") for number in range(501)]))
    assert len(upload.left_out) == 500 and upload.counts["left_out"] == 501


def test_problems_are_staged_errors_first_by_column_sheet_and_row(given):
    other = replace(MISTAKE, row=5, header="Hồ sơ số", column="BCDE", value="v" * 81, text="t" * 501)
    reading = reading_of(
        *[row(f"{n:02}") for n in range(1, 5)], problems=[DOUBT, replace(MISTAKE, row=8), MISTAKE, other]
    )
    rows = list(UploadProblem.objects.filter(upload=given(reading)).order_by("number"))
    assert [(each.number, each.level, each.row) for each in rows] == [
        (1, "error", 5),
        (2, "error", 6),
        (3, "error", 8),
        (4, "warning", 7),
    ]
    assert (rows[0].column, len(rows[0].value), len(rows[0].text)) == ("BCD", 81, 500)
    assert (rows[1].sheet, rows[1].header, rows[1].field, rows[1].value) == (SHEET, "Trang A4", "page_count", "1,5")
    two = replace(reading, sheets=[replace(reading.sheets[0], name="B"), replace(reading.sheets[0], name="A")])
    two.problems = [replace(MISTAKE, sheet="A", row=1), replace(MISTAKE, sheet="B", row=9), replace(MISTAKE, sheet="")]
    assert [each[3] for each in problem_rows(7, two)] == ["", "B", "A"] and next(problem_rows(7, two))[0] == 7


def test_rows_are_staged_in_their_order_with_place_and_search_text(given):
    upload = given(reading_of(row("01"), row("02", title="Hoà Vang", reference_code="Đ-05"), problems=[MISTAKE]))
    staged = list(StagedFile.objects.filter(upload=upload).order_by("position"))
    assert [(each.position, each.sheet, each.row, each.broken) for each in staged] == [
        (1, 1, 5, False),
        (2, 1, 6, True),
    ]
    assert (staged[1].search_text, staged[1].title_key) == searched([getattr(staged[1], name) for name in FIELDS])
    assert staged[1].search_text.startswith("d 05 hoa vang")
    long = [""] * len(FIELDS)
    long[FIELDS.index("title")] = "t" * 1300
    assert len(searched(long)[0]) == 1200


def test_small_chunks_wait_until_they_fill_one(db, monkeypatch):
    monkeypatch.setattr(copying, "CHUNK", 4)
    beats = []
    staging = Staging(901, lambda done, of: beats.append((done, of)))
    chunk = reading_of(row("01"), row("02")).chunks[0]
    staging.add(chunk, 5)
    assert beats == [] and not StagedFile.objects.exists()
    staging.add(replace(chunk, numbers=[7, 8]), 5)
    assert beats == [(0, 5)] and StagedFile.objects.count() == 4
    one = replace(chunk, numbers=[9], columns=[column[:1] for column in chunk.columns])
    staging.add(one, 5)
    reading = replace(reading_of(), incomplete={0})
    assert staging.finish(reading) == 5 and beats[1] == (4, 5)
    assert list(StagedFile.objects.order_by("position").values_list("row", "broken")) == [
        (number, True) for number in (5, 6, 7, 8, 9)
    ]
    assert stage(901, reading_of(row("01"))) == 1 and StagedFile.objects.count() == 1


def test_only_columns_of_the_workbook_are_compared():
    def fields(*names):
        return compared_fields(CatalogueUpload(sheets=[{"columns": {name: name for name in names}}]))

    assert fields("box_number", "file_number") == ()
    assert fields("title", "box_number") == ("title",)
    assert fields("start_date") == fields("end_date") == ("start_date", "end_date")
    assert fields("note", "page_count") == ("sheet_count", "page_count", "note")


def test_what_is_written_is_said_with_its_numbers(given, catalogue):
    upload = confirm(given(reading_of(row("01", page_count=7), row("08"))), remove_missing=True)
    assert (upload.phase, upload.state) == (Phase.WRITTEN, Job.State.DONE) and upload.written_at
    assert upload.message == "Đã thêm 1 hồ sơ, sửa 1 hồ sơ, xóa 2 hồ sơ từ tệp."
    event = Event.objects.about(catalogue).latest("pk")
    sentence = f"thêm 1 hồ sơ, sửa 1 hồ sơ, xóa 2 hồ sơ trong {catalogue} từ tệp muc-luc.xlsx"
    assert (event.action, event.sentence) == ("files", sentence)
    assert (event.before["file_count"], event.after["file_count"], event.after["page_count"]) == (3, 2, 107)
    assert not StagedFile.objects.exists()


def test_a_workbook_of_numbers_alone_changes_no_file(given, catalogue):
    upload = given(reading_of(row("01", title="Khác"), row("09"), fields=("box_number", "file_number")))
    assert [upload.counts[name] for name in ("new", "changed", "unchanged", "missing")] == [1, 0, 1, 2]
    assert confirm(upload).message == "Đã thêm 1 hồ sơ từ tệp."
    assert catalogue.files.get(file_number="01").title == "Hồ sơ số 01"


def test_search_goes_on_finding_codes_that_the_workbook_lacks(given, catalogue, lan):
    coded = catalogue.files.get(file_number="01")
    write_files(catalogue, actor=lan, changed=[(coded, row("01", reference_code="QN-77"))])
    fields = [name for name in FIELDS if name != "reference_code"]
    confirm(given(reading_of(row("01", title="Tên mới"), row("02", title="Tên khác"), fields=fields)))
    first, second = catalogue.files.filter(file_number__in=("01", "02")).order_by("file_number")
    assert (first.reference_code, first.search_text) == ("QN-77", "qn 77 ten moi")
    assert (second.reference_code, second.search_text) == ("", "ten khac")
    confirm(given(reading_of(row("01", title="Tên mới", reference_code="QN-78"))))
    first.refresh_from_db()
    assert (first.reference_code, first.search_text) == ("QN-78", "qn 78 ten moi")


def test_a_workbook_that_says_the_same_writes_nothing(given, catalogue):
    upload = confirm(given(reading_of(row("01"), row("02"))))
    assert (upload.phase, upload.message) == (Phase.SAME, "Tệp giống hệt Mục lục đang có: không có gì thay đổi.")
    version = catalogue.version
    catalogue.refresh_from_db()
    assert catalogue.version == version
    assert confirm(given(reading_of(row("01"), row("02"))), remove_missing=True).phase == Phase.WRITTEN


def test_a_catalogue_that_changed_is_compared_again(given, catalogue, lan):
    upload = given(reading_of(row("01", page_count=7)))
    write_files(catalogue, actor=lan, added=[row("30")])
    upload = confirm(upload)
    assert upload.phase == Phase.WAITING and upload.message == work.CHANGED_MEANWHILE
    assert work.CHANGED_MEANWHILE == ("Mục lục vừa có thay đổi khác nên đã so sánh lại. Xem lại số liệu rồi xác nhận.")
    assert upload.counts["missing"] == 3 and confirm(upload).phase == Phase.WRITTEN


def test_refusals_before_writing_say_why(given, catalogue, minh):
    upload = given(reading_of(row("01"), row("08"), problems=[MISTAKE]))
    with pytest.raises(WorkflowError, match="^Tệp còn lỗi: sửa tệp rồi tải lên lại, hoặc chọn chỉ ghi các dòng đúng.$"):
        confirm(upload)
    with pytest.raises(WorkflowError) as refusal:
        confirm(upload, only_good=True, remove_missing=True)
    assert str(refusal.value) == (
        "Tệp còn dòng lỗi nên chưa biết hồ sơ nào thật sự vắng mặt: không xóa hồ sơ nào được."
    )
    for call in (
        lambda: services.confirm_upload(upload, actor=minh, only_good=True),
        lambda: services.read_again(upload, actor=minh, mapping={}),
        lambda: given(reading_of(row()), actor=minh),
    ):
        with pytest.raises(NotAllowed, match="^Chỉ cán bộ hoặc thủ trưởng của Sở Y tế sửa được Mục lục này.$"):
            call()
    assert confirm(upload, only_good=True).phase == Phase.SAME
    with pytest.raises(Overtaken, match="^Lần tải này đã được xác nhận trước đó, hoặc đang được đọc lại.$"):
        confirm(upload, only_good=True)


def test_an_upload_that_is_still_worked_on_cannot_be_confirmed(given):
    upload = given(reading_of(row("08")))
    CatalogueUpload.objects.update(state=Job.State.RUNNING)
    with pytest.raises(Overtaken, match="^Tệp đang được xử lý; chờ xong rồi làm tiếp.$"):
        confirm(upload)
    upload.refresh_from_db()
    assert upload.phase == Phase.WAITING


def test_columns_of_a_person_are_kept_for_files_of_the_same_shape(given, lan):
    upload = given(reading_of(row("08")))
    assert upload.mapping is None
    again = services.read_again(upload, actor=lan, mapping={"B": "title"})
    assert (again.phase, again.mapping) == (Phase.WAITING, {"B": "title"})
    known = HeaderMapping.objects.get()
    assert (known.agency, known.shape, known.columns) == (lan.agency, SHAPE, {"B": "title"})
    assert given(reading_of(row("08"))).mapping == {"B": "title"}
    assert services.remembered(lan.agency, "") is None and services.remembered(lan.agency, "b") is None


@pytest.mark.parametrize("rows, small", [(2, True), (3, False)])
def test_a_small_workbook_is_read_at_once_and_a_larger_one_waits(given, monkeypatch, rows, small):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    upload = given(reading_of(*[row(f"1{number}") for number in range(rows)]))
    assert upload.state == (Job.State.DONE if small else Job.State.QUEUED)
    assert upload.phase == (Phase.WAITING if small else Phase.READING)


def test_a_worker_is_called_for_each_step_of_a_larger_workbook_alone(given, monkeypatch):
    called = []
    monkeypatch.setattr(services, "enqueue", called.append)
    small = confirm(given(reading_of(row("08"))))
    assert called == [] and small.phase == Phase.WRITTEN
    monkeypatch.setattr(services, "AT_ONCE", 0)
    upload = given(reading_of(row("09")))
    assert called == [upload] and upload.state == Job.State.QUEUED
    work.run(upload.pk, lambda percent, text: None)
    CatalogueUpload.objects.filter(pk=upload.pk).update(state=Job.State.DONE)
    upload.refresh_from_db()
    assert confirm(upload).phase == Phase.WRITING and called == [upload, upload]


def test_a_workbook_of_many_bytes_waits_though_its_rows_are_few(given, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE_BYTES", 2)
    assert given(reading_of(row("08")), data=b"PK").state == Job.State.DONE
    assert given(reading_of(row("08")), data=b"PK+").state == Job.State.QUEUED


def test_a_file_too_large_is_refused_and_a_long_name_cut(given, settings, monkeypatch):
    assert given(reading_of(row("08")), name="m" * 250 + ".xlsx").file_name == "m" * 195 + ".xlsx"
    monkeypatch.setattr(services, "is_too_large", lambda size: size > 2)
    with pytest.raises(Refused) as refusal:
        given(reading_of(row("08")), data=b"PK+")
    assert refusal.value.code == "limits" and services.DIVIDE in refusal.value.message
    assert services.DIVIDE == "Chia thành nhiều tệp rồi tải lên từng tệp."


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


def test_undoing_says_what_came_back(given, catalogue, lan):
    with pytest.raises(WorkflowError) as refusal:
        services.undo_upload(catalogue, actor=lan)
    assert str(refusal.value) == "Không còn lần tải nào hoàn tác được: Mục lục đã trình sau lần ghi cuối cùng."
    upload = confirm(given(reading_of(row("01", page_count=7), row("08"))), remove_missing=True)
    changes = services.undo_upload(catalogue, actor=lan, seen=upload)
    assert (changes.added, changes.changed, changes.removed) == (2, 1, 1)
    event = Event.objects.about(catalogue).latest("pk")
    text = f"hoàn tác lần ghi từ tệp muc-luc.xlsx trong {catalogue}: thêm 2 hồ sơ, sửa 1 hồ sơ, xóa 1 hồ sơ"
    assert (event.action, event.sentence) == ("undo_upload", text)
    assert (event.before["file_count"], event.after["file_count"], event.after["page_count"]) == (2, 3, 300)
    upload.refresh_from_db()
    assert upload.phase == Phase.UNDONE


def test_a_requester_who_left_cannot_have_it_read(given, lan):
    upload = given(reading_of(row("08")))
    for change in ({"is_active": False}, {"is_active": True, "duty": "reads"}):
        type(lan).objects.filter(pk=lan.pk).update(**change)
        with pytest.raises(JobFailed, match="^Người tải tệp không còn quyền sửa Mục lục này.$"):
            work.run(upload.pk, lambda percent, text: None)


def test_a_step_that_is_over_changes_nothing(given):
    upload = given(reading_of(row("08")))
    assert work.run(upload.pk, lambda percent, text: None) == "Đã đọc xong tệp."


def test_a_worker_says_what_it_does(given, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 0)
    upload, beats = given(reading_of(row("08"), row("09"), problems=[MISTAKE])), []
    assert work.run(upload.pk, lambda *beat: beats.append(beat)) == "Đã đọc xong tệp."
    assert beats == [
        (5, "Đang đọc tệp"),
        (70, "Đang lưu những chỗ cần xem lại"),
        (20, "Đang kiểm tra từng dòng"),
        (70, "Đang kiểm tra từng dòng"),
        (75, "Đang so sánh với Mục lục"),
        (95, "Đang lưu kết quả"),
    ]
    assert UploadMarking.objects.get().upload == upload and UploadMarking.objects.get().kind == "upload_marking"


def test_who_waits_has_the_errors_marked_at_once(given, monkeypatch):
    marked = []
    reading = reading_of(row("08"), row("09"), problems=[MISTAKE])
    monkeypatch.setattr(marking, "mark_errors", None)
    given(reading_of(row("07")))
    monkeypatch.setattr(work, "mark_errors", lambda upload, data, problems: marked.append((data, problems)))
    given(reading)
    assert marked == [(b"PK", [MISTAKE])] and not UploadMarking.objects.exists()
    given(reading_of(row("08")))
    assert len(marked) == 1


def test_a_refused_workbook_leaves_no_rows_and_a_secret_one_no_upload(given, monkeypatch, lan):
    upload = given(reading_of(row("08"), problems=[replace(MISTAKE, row=5)]))
    CatalogueUpload.objects.update(phase=Phase.READING)

    def refuse(code):
        def read(*args, **options):
            raise Refused(code, f"Bị từ chối: {code}.")

        monkeypatch.setattr(work, "read_catalogue", read)
        with pytest.raises(JobFailed, match=f"^Bị từ chối: {code}.$"):
            work.run(upload.pk, lambda percent, text: None)

    refuse("damaged")
    assert not StagedFile.objects.exists() and not UploadProblem.objects.exists() and CatalogueUpload.objects.exists()
    refuse("secret")
    assert not CatalogueUpload.objects.exists()


def test_a_task_for_the_marking_child_names_everything(given):
    upload = given(reading_of(row("08"), row("09"), row("10"), problems=[DOUBT, MISTAKE]), name="Mục lục.XLSX")
    task = marking.task_of(upload, [DOUBT, MISTAKE])
    assert task == {
        "title": "Mục lục.XLSX: 1 chỗ cần sửa, 1 chỗ nên kiểm tra lại",
        "format": "xlsx",
        "as_it_is": True,
        "rest": marking.rest_of(upload, [MISTAKE]),
        "sheets": [{"name": SHEET, "header_rows": [4]}],
        "problems": [
            (SHEET, 6, "I", "error", "Trang A4", "1,5", "Nhập một số."),
            (SHEET, 7, "B", "warning", "Hồ sơ số", "7", "Kiểm tra lại."),
        ],
    }
    upload.counts |= {"read": marking.AS_IT_IS_ROWS, "broken": 0}
    assert marking.task_of(upload, [])["as_it_is"] and len(task["rest"]["sheets"]) == 1
    upload.counts["read"] += 1
    assert not marking.task_of(upload, [])["as_it_is"]
    upload.file_name = "a.xls"
    assert marking.task_of(upload, [])["format"] == "xls" and not marking.task_of(upload, [])["as_it_is"]


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


def test_the_daily_task_keeps_what_is_young_or_written(given, catalogue, lan, django_capture_on_commit_callbacks):
    written = confirm(given(reading_of(row("08"))))
    waiting = given(reading_of(row("09"), problems=[replace(MISTAKE, row=5)]))
    UploadProblem.objects.create(upload_id=written.pk, number=1, level="error", row=5)
    kept = timezone.now() - storage.KEPT
    CatalogueUpload.objects.update(created_at=kept + timedelta(minutes=5))
    assert storage.clear_uploads() == 0 and set(CatalogueUpload.objects.all()) == {written, waiting}
    assert UploadProblem.objects.filter(upload=waiting).exists() and StagedFile.objects.exists()
    assert not UploadProblem.objects.filter(upload=written).exists()
    CatalogueUpload.objects.update(created_at=kept - timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        assert storage.clear_uploads() == 1
    assert list(CatalogueUpload.objects.all()) == [written] and not StagedFile.objects.exists()
    assert stored() == {written.workbook.name.split("/")[1]} and storage.KEPT == timedelta(days=30)


def test_files_without_a_row_go_after_a_day(given, monkeypatch):
    storage.clear_uploads()  # no folder yet
    upload = given(reading_of(row("08")))
    lost = default_storage.save(f"{storage.FOLDER}/lost.xlsx", ContentFile(b"x"))
    storage.clear_uploads()
    assert default_storage.exists(lost)
    monkeypatch.setattr(default_storage, "get_modified_time", lambda name: timezone.now() - timedelta(hours=25))
    storage.clear_uploads()
    assert not default_storage.exists(lost) and default_storage.exists(upload.workbook.name)
