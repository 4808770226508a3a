"""Photographs, films, sound and video: entered by form and by workbook, listed, gated, in the export."""

import io
import json
import zipfile

import openpyxl
import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.intake.cells.values import CellError
from plans.intake.sandbox import Sheet
from plans.models import MediaRecord, MediaUpload
from plans.shared_archive import media, media_uploads
from plans.shared_archive.media_columns import columns_of, seconds
from tests.helpers.json_schema import faults_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SOUND = {
    "archive_number": "GA-01",
    "event_name": "Kỳ họp thứ 5",
    "title": "Phát biểu khai mạc",
    "recorded_on": "2016-03-27",
    "duration_seconds": 2730,
}


@pytest.fixture
def add(plan, lan, agencies):
    """`add(title="…")`: Lan enters a sound recording of Sở Y tế."""

    def enter(actor=lan, kind="sound", **changes):
        return media.add_media(agencies["SYT"], plan, kind=kind, values=SOUND | changes, actor=actor)

    return enter


@pytest.mark.parametrize(
    "written, told", [("00:45:30", 2730), ("45:30", 2730), ("45 phút 30 giây", 2730), ("2 giờ", 7200)]
)
def test_a_duration_is_read_as_people_write_it(written, told):
    assert seconds(written) == told


def test_what_is_no_duration_says_what_to_write():
    with pytest.raises(CellError, match="00:45:30"):
        seconds("dài")


def test_a_number_stands_once_in_a_list_of_a_kind(add, binh):
    made = add()
    assert (made.clock, Event.objects.get(action="media_add").sentence) == ("00:45:30", "thêm ghi âm số GA-01")
    with pytest.raises(WorkflowError, match="“GA-01” đã có trong danh mục ghi âm"):
        add(title="Khác")
    add(kind="video")
    with pytest.raises(NotAllowed):
        add(actor=binh, archive_number="GA-02")


def test_what_was_seen_counts_when_it_is_edited_or_deleted(add, lan):
    made = add()
    seen = media.mark_of(made)
    media.edit_media(made, values={"title": "Bế mạc"}, actor=lan, seen=seen)
    for change in (
        lambda: media.edit_media(made, values={"title": "Thảo luận"}, actor=lan, seen=seen),
        lambda: media.delete_media(made, actor=lan, seen=seen),
    ):
        with pytest.raises(Overtaken):
            change()
    made.refresh_from_db()
    media.delete_media(made, actor=lan, seen=media.mark_of(made))
    assert not MediaRecord.objects.exists() and Event.objects.filter(action="media_delete").count() == 1


def test_by_the_form(as_user, lan, binh, hoa):
    page = as_user(lan).submit(
        "/nghe-nhin/them/sound/",
        {"archive_number": "GA-7", "title": "Hội nghị", "recorded_on": "3/2016", "duration_seconds": "45:30"}
        | {"mode": "public", "condition": "good"},
        follow=True,
    )
    assert "Đã thêm ghi âm số GA-7." in page.content.decode()
    made = MediaRecord.objects.get()
    assert (made.recorded_on, made.duration_seconds, made.mode, made.agency.code) == ("2016-03", 2730, "public", "SYT")
    wrong = {"archive_number": "GA-8", "title": "Hội nghị", "recorded_on": "mai", "duration_seconds": "dài"}
    refused = as_user(lan).submit("/nghe-nhin/them/sound/", wrong).content.decode()
    assert "giờ:phút:giây" in refused.lower() or "Ghi giờ:phút:giây" in refused
    secret = {"archive_number": "GA-9", "title": "Hội nghị tối mật", "mode": "public", "condition": "good"}
    assert "bí mật nhà nước" in as_user(lan).submit("/nghe-nhin/them/sound/", secret).content.decode()
    assert MediaRecord.objects.count() == 1
    assert as_user(binh).get(f"/nghe-nhin/{made.pk}/sua/").status_code == 404
    assert as_user(hoa).get(f"/nghe-nhin/{made.pk}/sua/").status_code == 403


def test_the_list_is_filtered_sorted_and_a_workbook(add, as_user, lan, binh, son):
    add()
    add(archive_number="GA-02", title="Bế mạc")
    add(kind="picture", archive_number="PA-01", duration_seconds=None)
    page = as_user(son).get("/nghe-nhin/?kind=sound&sort=-title").content.decode()
    assert "<b>2</b> tài liệu" in page and "PA-01" not in page and page.index("GA-01") < page.index("GA-02")
    book = openpyxl.load_workbook(io.BytesIO(as_user(lan).get("/nghe-nhin.xlsx?q=be+mac").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[2][1:6] == ("Sở Y tế", "Ghi âm", "GA-02", "Kỳ họp thứ 5", "Bế mạc")
    assert "GA-01" not in as_user(binh).get("/nghe-nhin/").content.decode()


def test_every_fault_of_a_workbook_is_named_at_once():
    rows = [
        ["Số lưu trữ", "Tiêu đề", "Thời lượng", "Chế độ sử dụng", "Ngày ghi"],
        ["GA-01", "Khai mạc", "45:30", "Công khai", "27/3/2016"],
        ["GA-01", "Bế mạc", "45:30", "", ""],
        ["", "Thảo luận", "dài", "mật độ", ""],
    ]
    reading = media_uploads.read_sheets([Sheet("Ghi âm", rows)], columns_of("sound"))
    assert [(fault.row, fault.column) for fault in reading.faults] == [
        *((3, "Số lưu trữ"), (4, "Số lưu trữ"), (4, "Thời lượng"), (4, "Chế độ sử dụng"))
    ]


def test_a_workbook_is_seen_before_it_is_written_and_twice_changes_nothing(add, as_user, lan, agencies):
    add()
    client = as_user(lan)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/nghe-nhin/bieu-mau/sound/").content))
    sheet = book.worksheets[0]
    heads = [cell.value.removesuffix(" *") for cell in sheet[1]]
    lines = [
        {"Số lưu trữ": "GA-01", "Tiêu đề": "Khai mạc", "Thời lượng": "00:10:00"},
        {"Số lưu trữ": "GA-02", "Tiêu đề": "Bế mạc", "Tình trạng": "Hỏng"},
    ]
    for line in lines:
        sheet.append([line.get(head) for head in heads])

    def sent():
        out = io.BytesIO()
        book.save(out)
        out.seek(0)
        out.name = "ghi-am.xlsx"
        return client.submit("/nghe-nhin/nap/", {"kind": "sound", "workbook": out}, follow=True).content.decode()

    assert "<b>1</b> dòng mới, <b>1</b> dòng thay đổi" in " ".join(sent().split())
    upload = MediaUpload.objects.get()
    mark = media_uploads.compare(upload).mark
    done = client.post(f"/nghe-nhin/nap/{upload.pk}/", {"seen": mark}, follow=True).content.decode()
    assert "Đã ghi 2 dòng." in done
    assert list(MediaRecord.objects.values_list("archive_number", "title", "duration_seconds", "condition")) == [
        ("GA-01", "Khai mạc", 600, "fair"),
        ("GA-02", "Bế mạc", None, "damaged"),
    ]
    assert "Tệp không làm thay đổi danh mục." in sent()


def test_they_go_into_the_export_under_their_own_part(add, export):
    made = add()
    add(kind="picture", archive_number="PA-01", duration_seconds=None)
    done = export()
    with done.bundle.open("rb") as file:
        box = zipfile.ZipFile(io.BytesIO(file.read()))
    assert {"ghi-am-001.json", "phim-anh-001.json"} <= set(box.namelist())
    told = json.loads(box.read("ghi-am-001.json"))
    assert told["records"] == [
        {
            "recordCode": "SYT.GA.GA-01",
            "archivesNumber": "GA-01",
            "eventName": "Kỳ họp thứ 5",
            "title": made.title,
            "recordDate": "2016-03-27",
            "duration": "00:45:30",
            "mode": "02",
            "format": "02",
        }
    ]
    assert faults_of(told, json.loads(box.read("schema.json"))) == []
    assert (done.records, done.sent_files) == (2, 0)
