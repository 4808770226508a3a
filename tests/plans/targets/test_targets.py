"""Targets: Phụ lục I and II by form and by workbook, their control figures, and who may set and see them."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Event
from plans.models import Target, TargetUpload
from plans.targets import services as targets
from plans.targets.reconciliation import reconcile
from plans.targets.services import TargetFigures
from tests.helpers.targets import HEAD, line, own, workbook


def test_hoa_sets_one_target_by_form(as_user, hoa, plan):
    as_user(hoa).submit("/chi-tieu/co-quan/SYT/", {"files": "1.234", "pages": "85.000 trang", "note": "Cả bệnh viện"})
    assert own("SYT") == (1_234, 85_000)
    event = Event.objects.get(action="assign")
    assert (event.before, event.after) == ({}, {"file_count": 1_234, "page_count": 85_000})
    page = as_user(hoa).get("/chi-tieu/").content.decode()
    assert "85.000" in page and "416.160.000" in page and ">lệch<" in page


def test_a_changed_target_shows_the_figure_before(as_user, hoa, plan):
    for pages in ("85.000", "85.001"):
        as_user(hoa).submit("/chi-tieu/co-quan/SYT/", {"files": "1.234", "pages": pages, "note": ""})
    page = as_user(hoa).get("/chi-tieu/co-quan/SYT/").content.decode()
    assert "1.234 hồ sơ, 85.001 trang A4 (trước đó 1.234 hồ sơ, 85.000 trang A4)" in page


def test_an_unlikely_target_is_saved_with_a_warning(as_user, hoa, plan):
    """A clerk drops a group of digits: 1.986 instead of 1.986.223."""
    data = {"files": "32.364", "pages": "1.986", "note": ""}
    page = as_user(hoa).submit("/chi-tieu/co-quan/VPUB/", data, follow=True).content.decode()
    assert "Văn phòng UBND tỉnh: trung bình" in page
    likely = as_user(hoa).submit("/chi-tieu/co-quan/VPUB/", data | {"pages": "1.986.223"}, follow=True)
    assert "trung bình" not in likely.content.decode()


def test_the_targets_are_dated(as_user, hoa, plan, settings):
    settings.PORTAL_TODAY = "2025-06-20"
    assert "Số liệu đến ngày 20/6/2025" in as_user(hoa).get("/chi-tieu/").content.decode()


def test_saving_the_same_again_writes_no_history(as_user, hoa, plan):
    for _ in range(2):
        as_user(hoa).submit("/chi-tieu/co-quan/SYT/", {"files": "10", "pages": "100", "note": ""})
    assert Event.objects.filter(action="assign").count() == 1


def test_all_control_figures_match_to_the_dong(as_user, hoa, plan, agencies):
    lines = {agencies["SYT"]: TargetFigures(427_312, 29_573_193), agencies["502"]: TargetFigures(1_553_929, 42_149_028)}
    targets.assign_targets(plan, lines, actor=hoa)
    page = as_user(hoa).get("/chi-tieu/").content.decode()
    assert "Khớp</b> cả 9 số kiểm soát" in page and ">lệch<" not in page
    assert "144.790.352.928" in page and "206.361.641.088" in page and "351.151.994.016" in page
    assert "Ba trăm năm mươi mốt tỷ một trăm năm mươi mốt triệu" in page


def test_reconciliation_names_who_moved(plan, agencies, hoa):
    lines = {agencies["SYT"]: TargetFigures(427_312, 29_573_193), agencies["502"]: TargetFigures(1_553_929, 42_149_028)}
    targets.assign_targets(plan, lines, actor=hoa)
    targets.assign_targets(plan, {agencies["SYT"]: TargetFigures(427_312, 29_573_190)}, actor=hoa)
    row = next(row for row in reconcile(plan) if (row.group, row.measure) == ("departments", "pages"))
    assert row.difference == -3 and [(each.name, each.amount) for each in row.changed] == [("Sở Y tế", -3)]


def test_the_template_comes_back_unchanged(as_user, hoa, sent, plan, agencies):
    targets.assign_targets(
        plan, {agencies["SYT"]: TargetFigures(10, 700, "=1+1"), agencies["502"]: TargetFigures(5, 90)}, actor=hoa
    )
    answer = as_user(hoa).get("/chi-tieu/bieu-mau.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II", "Hướng dẫn"]
    assert [cell.value for cell in book["Phụ lục I"][4]] == HEAD
    assert book["Phụ lục I"].max_row == 4 + 15 + 1 and book["Phụ lục II"].max_row == 4 + 17 + 1
    assert book["Phụ lục I"]["G5"].value == "=E5*F5"
    page = sent(SimpleUploadedFile("Phu luc.xlsx", answer.content))
    assert "2 dòng giữ nguyên, 30 dòng để trống" in page and "không làm thay đổi" in page


def test_an_upload_is_previewed_then_confirmed(as_user, hoa, sent, plan):
    page = sent(workbook(line("SYT", "1.234", "85.000", 4896, 85_000 * 4896), line("SXD", 200, 9_000)))
    assert "<b>2</b> dòng mới" in page and not Target.objects.exists()
    upload = TargetUpload.objects.get()
    as_user(hoa).submit(f"/chi-tieu/nap/{upload.pk}/")
    assert own("SYT") == (1_234, 85_000) and own("SXD") == (200, 9_000)
    assert Event.objects.filter(action="assign", reason__contains="Phu luc.xlsx").count() == 2
    assert as_user(hoa).submit(f"/chi-tieu/nap/{upload.pk}/").status_code == 404


def test_an_upload_can_be_dropped(as_user, hoa, sent, plan):
    sent(workbook(line("SYT", 10, 700)))
    as_user(hoa).submit(f"/chi-tieu/nap/{TargetUpload.objects.get().pk}/bo/")
    assert not TargetUpload.objects.exists() and not Target.objects.exists()


def test_another_persons_upload_does_not_exist(as_user, quy, sent, plan):
    sent(workbook(line("SYT", 10, 700)))
    assert as_user(quy).get(f"/chi-tieu/nap/{TargetUpload.objects.get().pk}/").status_code == 404


def test_every_fault_is_said_at_once_with_its_place(sent, plan):
    page = sent(
        workbook(
            line("SYT", "1,234", 85_000),
            line("KHONGCO", 1, 70),
            line("SXD", 10, None),
            line("SYT", 10, 700),
            line("STC", 10, 700, 4896, 3_427_199),
            line("SNV", 0, 700),
            line("STP", 10, 700, 5000),
        )
    )
    assert "7 vị trí cần sửa" in page and not TargetUpload.objects.exists()
    assert "Dấu phẩy là dấu thập phân" in page and "Không có cơ quan mang mã “KHONGCO”" in page
    assert "SYT" not in own_codes() and "đã có ở trang tính “Sheet”, dòng 4" in page
    assert "700 trang × 4.896 = 3.427.200 đồng" in page and "Đơn giá của Kế hoạch là 4.896 đồng" in page


def own_codes():
    return set(Target.objects.values_list("agency__code", flat=True))


@pytest.mark.parametrize(
    "name, data, says",
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "không đúng với đuôi tệp"),
        ("a.xlsx", b"hello", "không phải là bảng tính"),
    ],
)
def test_what_is_no_workbook_is_refused(sent, plan, name, data, says):
    assert says in sent(SimpleUploadedFile(name, data))


def test_a_workbook_without_the_table_says_what_to_look_for(sent, plan):
    assert "Không thấy dòng tiêu đề" in sent(workbook(head=["A", "B"]))


@pytest.mark.parametrize("name", ["lan", "hai", "tuan", "mai", "minh"])
def test_only_so_noi_vu_and_administrators_set_targets(as_user, cast, plan, tam_ky, name):
    client = as_user(cast(name))
    for path in ("bieu-mau.xlsx", "nap/", "co-quan/502/"):
        assert client.get(f"/chi-tieu/{path}").status_code == 403


def test_clerks_see_their_own_lines_only(as_user, hoa, lan, thu, hai, plan, agencies, tam_ky):
    lines = {agencies["SYT"]: TargetFigures(11, 777), agencies["SXD"]: TargetFigures(22, 888)}
    targets.assign_targets(plan, lines, actor=hoa)
    targets.divide_target(plan, tam_ky, {agencies["20335"]: TargetFigures(7, 189)}, actor=hai)
    page = as_user(lan).get("/chi-tieu/").content.decode()
    assert "777" in page and "888" not in page and "26.811" not in page
    assert page.count("777") == 1 and "Thao tác" not in page  # her line is not the sum of Phụ lục I
    page = as_user(thu).get("/chi-tieu/").content.decode()
    assert "189" in page and "26.811" not in page and "27.000" not in page
    page = as_user(hai).get("/chi-tieu/").content.decode()
    assert "27.000" in page and "26.811" in page and "777" not in page
