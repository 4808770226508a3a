"""The desk of the shared archive: the check list of basic fields, what is ready, what went in; who sees what."""

import io
from datetime import date

import openpyxl
import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchiveCheck, ArchiveItem
from plans.shared_archive import desk
from plans.shared_archive.checks import checks_of, mark_of, record_check
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def check(plan, son, agencies):
    """`check("sound", "failed", "…")`: Sơn writes what was found for Sở Y tế."""

    def write(fields="fonds", state="passed", note="", actor=son, seen=None):
        agency = agencies["SYT"]
        stands = next(one for one in checks_of(agency, plan) if one.fields == fields)
        given = {"fields": fields, "state": state, "note": note, "actor": actor}
        return record_check(agency, plan, **given, seen=mark_of(stands) if seen is None else seen)

    return write


def test_six_groups_of_fields_wait_until_somebody_checks_them(plan, agencies, check, son):
    lines = checks_of(agencies["SYT"], plan)
    assert [one.get_fields_display() for one in lines] == [
        *("Phông", "Hồ sơ", "Tài liệu", "Phim/ảnh", "Ghi âm", "Ghi hình")
    ]
    assert {(one.get_state_display(), one.checked_by, one.checked_on) for one in lines} == {("Chưa có", None, None)}
    made = check()
    assert (made.get_state_display(), made.checked_by, made.checked_on) == ("Đạt", son, date(2025, 6, 20))
    assert Event.objects.get(action="check_archive").sentence == "ghi kết quả kiểm tra trường thông tin Phông: Đạt"


def test_a_failure_needs_a_word_and_what_was_seen_counts(check, hoa):
    with pytest.raises(WorkflowError, match="Ghi rõ chỗ chưa đạt"):
        check(state="failed")
    assert not ArchiveCheck.objects.exists()
    with pytest.raises(NotAllowed):
        check(actor=hoa)
    check(state="failed", note="Không có trường tác giả")
    with pytest.raises(Overtaken):
        check(state="passed", seen="a")
    back = check(state="missing")
    assert (back.checked_by, back.checked_on) == (None, None)


def test_a_row_counts_what_is_on_its_way(appraised, export, check, plan, son, agencies):
    check()
    check("sound", "failed", "Thiếu thời lượng")
    row = desk.row_of(agencies["SYT"], son, plan)
    assert (row.passed, row.failed, row.word) == (1, 1, "Sẵn sàng gửi")
    one = row.counted
    assert (one.appraised_files, one.appraised_pages, one.checked_pages) == (5, 520, 10_000)
    assert (one.ready_files, one.ready_pages, one.sent_files) == (5, 520, 0)
    made = export()
    one = desk.row_of(agencies["SYT"], son, plan).counted
    assert (one.ready_files, one.ready_pages, one.sent_files, one.sent_pages) == (0, 0, 5, 520)
    made.items.filter(code__endswith="01").update(state="refused", reason="Mờ")
    made.items.exclude(code__endswith="01").update(state="taken")
    type(made).objects.all().recount()
    row = desk.row_of(agencies["SYT"], son, plan)
    assert (row.counted.taken_files, row.counted.taken_pages, row.counted.refused_files) == (4, 416, 1)
    assert (row.counted.ready_files, row.word) == (1, "Có hồ sơ bị từ chối")


def test_the_list_its_sums_and_its_workbook_say_the_same(appraised, export, as_user, son):
    export()
    page = as_user(son).get("/kho-dung-chung/").content.decode()
    assert "Sở Y tế" in page and "Chờ Kho trả lời" in page and "Tổng cộng" in page
    only = as_user(son).get("/kho-dung-chung/?state=sent").content.decode()
    assert "<b>1</b> đơn vị" in only and "Sở Xây dựng" not in only
    book = openpyxl.load_workbook(io.BytesIO(as_user(son).get("/kho-dung-chung.xlsx?state=sent").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[2][1:10] == ("Sở Y tế", "0/6", 5, 520, 10_000, 0, 0, 5, 520) and rows[3][3:5] == (5, 520)
    narrow = as_user(son).get("/kho-dung-chung/?q=xay+dung&sort=-ready_files").content.decode()
    assert "Sở Xây dựng" in narrow and "Sở Y tế" not in narrow


def test_a_list_of_three_asks_as_many_queries_as_a_list_of_one(
    appraised, as_user, son, agencies, django_assert_max_num_queries
):
    client = as_user(son)
    client.get("/kho-dung-chung/")
    with django_assert_max_num_queries(40) as few:
        client.get("/kho-dung-chung/")
    for code in ("SXD", "SNV"):
        make.a_catalogue(agencies[code], 900, "appraised", date(2025, 5, 5))
    with django_assert_max_num_queries(len(few)):
        client.get("/kho-dung-chung/")


def test_a_clerk_sees_the_own_row_alone(appraised, export, as_user, lan, binh):
    export()
    assert ArchiveItem.objects.count() == 5
    page = as_user(lan).get("/kho-dung-chung/").content.decode()
    assert "Sở Y tế" in page and "Sở Xây dựng" not in page
    page = as_user(binh).get("/kho-dung-chung/").content.decode()
    assert "Sở Xây dựng" in page and "Sở Y tế" not in page


def test_by_the_page_the_operator_writes_a_result(as_user, son, lan, hoa, agencies, plan):
    address = "/kho-dung-chung/co-quan/SYT/kiem-tra/video/"
    page = as_user(son).submit(address, {"state": "failed", "note": "Thiếu thời lượng"}, follow=True).content.decode()
    assert "Đã ghi Ghi hình: Chưa đạt." in page and "Thiếu thời lượng" in page
    assert as_user(son).get(address.replace("video", "khac")).status_code == 404
    assert as_user(hoa).get(address).status_code == as_user(lan).get(address).status_code == 403
    secret = as_user(son).submit(address, {"state": "failed", "note": "Có tài liệu tối mật"})
    assert "bí mật nhà nước" in secret.content.decode()
    assert ArchiveCheck.objects.get().note == "Thiếu thời lượng"


def test_the_page_before_an_export_names_what_is_missing(appraised, as_user, son):
    file = appraised.files.get(file_number="03")
    type(file).objects.filter(pk=file.pk).update(sheet_count=0)
    page = as_user(son).get("/kho-dung-chung/co-quan/SYT/xuat/").content.decode()
    assert f"/muc-luc/ho-so/{file.pk}/" in page and "numberOfPaper" in page
    assert "1 bản ghi thiếu hoặc sai trường bắt buộc" in page
    refused = as_user(son).submit("/kho-dung-chung/co-quan/SYT/xuat/", {})
    assert "đánh dấu đã xem" in refused.content.decode()
    made = as_user(son).submit("/kho-dung-chung/co-quan/SYT/xuat/", {"seen_doubts": "on"}, follow=True)
    assert "Lần xuất 1 của Sở Y tế" in made.content.decode()
