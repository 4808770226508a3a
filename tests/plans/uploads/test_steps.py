"""The steps of an upload without a workbook or a child: reading, confirming, undoing, and what each says or refuses."""

from dataclasses import replace

import pytest

from agencies.jobs import JobFailed
from agencies.models import Event, Job
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.catalogues.files import write_files
from plans.intake.columns import FIELDS
from plans.intake.sandbox import Refused
from plans.models import Catalogue, CatalogueUpload, HeaderMapping, StagedFile, UploadMarking, UploadProblem
from plans.uploads import marking, memory, services, work
from tests.helpers import factories as make
from tests.helpers.catalogues import row
from tests.helpers.readings import DOUBT, MISTAKE, SHAPE, SHEET, confirm, numbers, reading_of

Phase = CatalogueUpload.Phase


def test_what_is_written_is_said_with_its_numbers(given, three):
    upload = confirm(given(reading_of(row("01", page_count=7), row("08"))), remove_missing=True)
    assert (upload.phase, upload.state) == (Phase.WRITTEN, Job.State.DONE) and upload.written_at
    assert upload.message == "Đã thêm 1 hồ sơ, sửa 1 hồ sơ, xóa 2 hồ sơ từ tệp."
    event = Event.objects.about(three).latest("pk")
    sentence = f"thêm 1 hồ sơ, sửa 1 hồ sơ, xóa 2 hồ sơ trong {three} từ tệp muc-luc.xlsx"
    assert (event.action, event.sentence) == ("files", sentence)
    assert (event.before["file_count"], event.after["file_count"], event.after["page_count"]) == (3, 2, 107)
    assert not StagedFile.objects.exists()


def test_a_workbook_of_numbers_alone_changes_and_adds_no_file(given, three):
    upload = given(reading_of(row("01", title="Khác"), row("09"), fields=("box_number", "file_number")))
    assert [upload.counts[name] for name in ("new", "changed", "unchanged", "missing")] == [0, 0, 1, None]
    assert upload.counts["unmatched"] == 1  # it supplements files that are there
    confirm(upload)
    assert three.files.count() == 3
    assert three.files.get(file_number="01").title == "Hồ sơ khám chữa bệnh số 01"


def test_search_goes_on_finding_codes_that_the_workbook_lacks(given, three, lan):
    coded = three.files.get(file_number="01")
    write_files(three, actor=lan, changed=[(coded, row("01", reference_code="QN-77"))])
    fields = [name for name in FIELDS if name != "reference_code"]
    confirm(given(reading_of(row("01", title="Tên mới"), row("02", title="Tên khác"), fields=fields)))
    first, second = three.files.filter(file_number__in=("01", "02")).order_by("file_number")
    assert (first.reference_code, first.search_text) == ("QN-77", "qn 77 ten moi")
    assert (second.reference_code, second.search_text) == ("", "ten khac")
    confirm(given(reading_of(row("01", title="Tên mới", reference_code="QN-78"))))
    first.refresh_from_db()
    assert (first.reference_code, first.search_text) == ("QN-78", "qn 78 ten moi")


def test_a_workbook_that_says_the_same_writes_nothing(given, three):
    upload = confirm(given(reading_of(row("01"), row("02"))))
    assert (upload.phase, upload.message) == (Phase.SAME, "Tệp giống hệt Mục lục đang có: không có gì thay đổi.")
    version = three.version
    three.refresh_from_db()
    assert three.version == version
    assert confirm(given(reading_of(row("01"), row("02"))), remove_missing=True).phase == Phase.WRITTEN


def test_a_catalogue_that_changed_is_compared_again(given, three, lan):
    upload = given(reading_of(row("01", page_count=7)))
    write_files(three, actor=lan, added=[row("30")])
    upload = confirm(upload)
    assert (upload.phase, upload.message) == (
        Phase.WAITING,
        "Mục lục vừa có thay đổi khác nên đã so sánh lại: hồ sơ không nằm trong tệp từ 2 thành 3. Xem lại số liệu rồi "
        "xác nhận.",
    )
    assert upload.counts["missing"] == 3 and confirm(upload).phase == Phase.WRITTEN


def test_refusals_before_writing_say_why(given, three, minh):
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


def test_a_workbook_that_is_not_kept_any_more_is_asked_for_again(given, lan):
    upload = given(reading_of(row("08")))
    CatalogueUpload.objects.update(workbook="")
    upload.refresh_from_db()
    services.read_again(upload, actor=lan, mapping={"A": "title"})
    upload.refresh_from_db()
    assert upload.state == Job.State.FAILED and "Tải tệp lên lại" in upload.message


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
    assert memory.remembered(lan.agency, "") is None and memory.remembered(lan.agency, "b") is None


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


def test_undoing_says_what_came_back(given, three, lan):
    with pytest.raises(WorkflowError) as refusal:
        services.undo_upload(three, actor=lan)
    assert str(refusal.value) == "Không còn lần tải nào hoàn tác được: Mục lục đã trình sau lần ghi cuối cùng."
    upload = confirm(given(reading_of(row("01", page_count=7), row("08"))), remove_missing=True)
    changes = services.undo_upload(three, actor=lan, seen=upload)
    assert (changes.added, changes.changed, changes.removed) == (2, 1, 1)
    event = Event.objects.about(three).latest("pk")
    text = f"hoàn tác lần ghi từ tệp muc-luc.xlsx trong {three}: thêm 2 hồ sơ, sửa 1 hồ sơ, xóa 1 hồ sơ"
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
        (70, "Đang lưu những vị trí cần xem lại"),
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
        "title": "Mục lục.XLSX: 1 vị trí cần sửa, 1 vị trí nên kiểm tra lại",
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


def test_what_a_workbook_changes_of_appraised_files_stays_with_their_appraisal(given, three, lan, hoa):
    tranche = make.an_appraisal(three, hoa, make.FIRST_DAY)
    type(tranche).objects.update(is_tranche=True)
    three.files.filter(file_number__in=("01", "02")).update(appraisal=tranche, decision="accepted")
    Catalogue.objects.update(state="returned")
    confirm(given(reading_of(row("01", page_count=7), row("02"))))
    assert list(tranche.signed_files.values_list("file_number", "page_count", "decision")) == [("01", 100, "accepted")]
    assert list(three.files.values_list("file_number", "page_count", "appraisal", "decision"))[:2] == [
        ("01", 7, None, ""),
        ("02", 100, tranche.pk, "accepted"),
    ]
    confirm(given(reading_of(row("08"))), remove_missing=True)
    assert numbers(three) == ["01", "02", "08"]
