"""Targets: Phụ lục I and II by form and by workbook, and a district that shares its own out among its communes."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Event
from plans.intake.sandbox import Sheet
from plans.models import Target, TargetUpload
from plans.targets import services as targets
from plans.targets.reconciliation import reconcile
from plans.targets.services import Line, TargetError
from plans.targets.workbook import read_annex

HEAD = ["STT", "Mã", "Tên cơ quan, đơn vị", "Số hồ sơ", "Số trang A4", "Đơn giá (đồng)", "Kinh phí (đồng)", "Ghi chú"]
TAM_KY = "/chi-tieu/co-quan/502/"


def workbook(*rows, head=HEAD, above=(("Phụ lục I",), ())):
    """An uploaded .xlsx with some lines above its header."""
    book = openpyxl.Workbook()
    for row in (*above, head, *rows):
        book.active.append(list(row))
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("Phu luc.xlsx", out.getvalue())


def line(code, files, pages, price=None, cost=None, name="", note=None):
    return [1, code, name, files, pages, price, cost, note]


@pytest.fixture
def uploads(as_user, hoa):
    """`uploads(file)`: Hoa sends it; the page she sees."""

    def send(file):
        return as_user(hoa).post("/chi-tieu/nap/", {"workbook": file}, follow=True).content.decode()

    return send


@pytest.fixture
def judge(plan, agencies):
    """`judge([row, …])`: the annex of one sheet with our header."""

    def read(*rows, head=HEAD):
        known = [each for each in agencies.values() if each.kind not in ("commune", "province")]
        return read_annex([Sheet("Biểu", [head, *rows])], agencies=known, price_dong=4896)

    return read


@pytest.fixture
def tam_ky(plan, agencies, hoa):
    targets.assign_targets(plan, {agencies["502"]: Line(1_000, 27_000)}, actor=hoa)
    return agencies["502"]


def shares(plan, district, **parts):
    """What the dividing page sends; parts as c20335=("10", "270")."""
    communes = list(district.children.order_by("official_order", "code"))
    data = {
        "share-TOTAL_FORMS": len(communes),
        "share-INITIAL_FORMS": len(communes),
        "seen": targets.fingerprint(targets.division(plan, district)),
    }
    for number, commune in enumerate(communes):
        data[f"share-{number}-files"], data[f"share-{number}-pages"] = parts.get(f"c{commune.code}", ("", ""))
    return data


def own(code):
    return Target.objects.filter(agency__code=code).values_list("file_count", "page_count").first()


def test_hoa_sets_one_target_by_form(as_user, hoa, plan):
    as_user(hoa).post("/chi-tieu/co-quan/SYT/", {"files": "1.234", "pages": "85.000 trang", "note": "Cả bệnh viện"})
    assert own("SYT") == (1_234, 85_000)
    event = Event.objects.get(action="assign")
    assert (event.before, event.after) == ({}, {"file_count": 1_234, "page_count": 85_000})
    page = as_user(hoa).get("/chi-tieu/").content.decode()
    assert "85.000" in page and "416.160.000" in page and ">lệch<" in page


def test_a_changed_target_tells_the_figure_before(as_user, hoa, plan):
    for pages in ("85.000", "85.001"):
        as_user(hoa).post("/chi-tieu/co-quan/SYT/", {"files": "1.234", "pages": pages, "note": ""})
    page = as_user(hoa).get("/chi-tieu/co-quan/SYT/").content.decode()
    assert "1.234 hồ sơ, 85.001 trang A4 (trước đó 1.234 hồ sơ, 85.000 trang A4)" in page


def test_an_unlikely_target_is_saved_with_a_warning(as_user, hoa, plan):
    """A clerk drops a group of digits: 1.986 instead of 1.986.223."""
    data = {"files": "32.364", "pages": "1.986", "note": ""}
    page = as_user(hoa).post("/chi-tieu/co-quan/VPUB/", data, follow=True).content.decode()
    assert "Văn phòng UBND tỉnh: trung bình" in page
    likely = as_user(hoa).post("/chi-tieu/co-quan/VPUB/", data | {"pages": "1.986.223"}, follow=True)
    assert "trung bình" not in likely.content.decode()


def test_the_targets_are_dated(as_user, hoa, plan, settings):
    settings.PORTAL_TODAY = "2025-06-20"
    assert "Số liệu đến ngày 20/6/2025" in as_user(hoa).get("/chi-tieu/").content.decode()


def test_saving_the_same_again_writes_no_history(as_user, hoa, plan):
    for _ in range(2):
        as_user(hoa).post("/chi-tieu/co-quan/SYT/", {"files": "10", "pages": "100", "note": ""})
    assert Event.objects.filter(action="assign").count() == 1


def test_all_control_figures_match_to_the_dong(as_user, hoa, plan, agencies):
    lines = {agencies["SYT"]: Line(427_312, 29_573_193), agencies["502"]: Line(1_553_929, 42_149_028)}
    targets.assign_targets(plan, lines, actor=hoa)
    page = as_user(hoa).get("/chi-tieu/").content.decode()
    assert "Khớp</b> cả 09 số kiểm soát" in page and ">lệch<" not in page
    assert "144.790.352.928" in page and "206.361.641.088" in page and "351.151.994.016" in page
    assert "Ba trăm năm mươi mốt tỷ một trăm năm mươi mốt triệu" in page


def test_reconciliation_names_who_moved(plan, agencies, hoa):
    lines = {agencies["SYT"]: Line(427_312, 29_573_193), agencies["502"]: Line(1_553_929, 42_149_028)}
    targets.assign_targets(plan, lines, actor=hoa)
    targets.assign_targets(plan, {agencies["SYT"]: Line(427_312, 29_573_190)}, actor=hoa)
    row = next(row for row in reconcile(plan) if (row.group, row.measure) == ("departments", "pages"))
    assert row.difference == -3 and [(each.name, each.amount) for each in row.changed] == [("Sở Y tế", -3)]


def test_the_template_comes_back_unchanged(as_user, hoa, uploads, plan, agencies):
    targets.assign_targets(plan, {agencies["SYT"]: Line(10, 700, "=1+1"), agencies["502"]: Line(5, 90)}, actor=hoa)
    answer = as_user(hoa).get("/chi-tieu/bieu-mau.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II", "Hướng dẫn"]
    assert [cell.value for cell in book["Phụ lục I"][4]] == HEAD
    assert book["Phụ lục I"].max_row == 4 + 15 + 1 and book["Phụ lục II"].max_row == 4 + 17 + 1
    assert book["Phụ lục I"]["G5"].value == "=E5*F5"
    page = uploads(SimpleUploadedFile("Phu luc.xlsx", answer.content))
    assert "02 dòng giữ nguyên, 30 dòng để trống" in page and "không làm thay đổi" in page


def test_an_upload_is_previewed_then_confirmed(as_user, hoa, uploads, plan):
    page = uploads(workbook(line("SYT", "1.234", "85.000", 4896, 85_000 * 4896), line("SXD", 200, 9_000)))
    assert "<b>02</b> dòng mới" in page and not Target.objects.exists()
    upload = TargetUpload.objects.get()
    as_user(hoa).post(f"/chi-tieu/nap/{upload.pk}/")
    assert own("SYT") == (1_234, 85_000) and own("SXD") == (200, 9_000)
    assert Event.objects.filter(action="assign", reason__contains="Phu luc.xlsx").count() == 2
    assert as_user(hoa).post(f"/chi-tieu/nap/{upload.pk}/").status_code == 404


def test_an_upload_can_be_dropped(as_user, hoa, uploads, plan):
    uploads(workbook(line("SYT", 10, 700)))
    as_user(hoa).post(f"/chi-tieu/nap/{TargetUpload.objects.get().pk}/bo/")
    assert not TargetUpload.objects.exists() and not Target.objects.exists()


def test_another_persons_upload_does_not_exist(as_user, quy, uploads, plan):
    uploads(workbook(line("SYT", 10, 700)))
    assert as_user(quy).get(f"/chi-tieu/nap/{TargetUpload.objects.get().pk}/").status_code == 404


def test_every_fault_is_said_at_once_with_its_place(uploads, plan):
    page = uploads(
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
    assert "07 chỗ cần sửa" in page and not TargetUpload.objects.exists()
    assert "Dấu phẩy là dấu thập phân" in page and "Không có cơ quan mang mã “KHONGCO”" in page
    assert "SYT" not in own_codes() and "đã có ở trang tính “Sheet”, dòng 4" in page
    assert "700 trang × 4.896 = 3.427.200 đồng" in page and "Đơn giá của Kế hoạch là 4.896 đồng" in page


def own_codes():
    return set(Target.objects.values_list("agency__code", flat=True))


@pytest.mark.parametrize("cost, unit", [("416,16", "triệu đồng"), (416.16, "triệu đồng"), (416_160, "nghìn đồng")])
def test_money_in_another_unit_is_named(judge, cost, unit):
    annex = judge(line("SYT", 1_000, 85_000, None, cost))
    assert f"có vẻ ghi theo {unit}" in annex.faults[0].text and annex.faults[0].row == 2


@pytest.mark.parametrize("name", ["UBND thành phố Tam Kỳ", "TP. Tam Kỳ", "tam ky", "Thành phố Tam Kỳ"])
def test_an_agency_is_known_by_its_name(judge, agencies, name):
    assert judge(line(None, 1_000, 27_000, name=name)).lines == {agencies["502"]: Line(1_000, 27_000, "")}


def test_old_tone_placement_is_the_same_name(judge, agencies):
    annex = judge(line(None, 1_000, 27_000, name="Sở Văn hoá, Thể thao và Du lịch"))
    assert list(annex.lines) == [agencies["SVHTTDL"]]


def test_code_and_name_must_agree(judge):
    assert "là của Sở Y tế" in judge(line("SYT", 10, 700, name="Sở Xây dựng")).faults[0].text


def test_an_unknown_name_beside_a_known_code_is_doubted(judge, agencies):
    annex = judge(line("SYT", 10, 700, name="Sở Y tế Đà Nẵng"))
    assert list(annex.lines) == [agencies["SYT"]] and not annex.faults
    assert "tên ghi “Sở Y tế Đà Nẵng”, cổng hiểu theo mã “SYT” là Sở Y tế" in annex.warnings[0].text


def test_a_decimal_is_told_with_a_comma(judge):
    assert "(đang ghi “12,5”)" in judge(line("SYT", 10, 12.5)).faults[0].text


def test_a_communes_code_is_sent_to_its_district(judge):
    assert "là của cấp xã" in judge(line("20335", 10, 700)).faults[0].text


def test_1_234_typed_as_a_decimal_is_not_guessed(judge):
    assert judge(line("SYT", 1.234, 85_000)).faults[0].column == "Số hồ sơ"


def test_columns_in_another_order_and_extra_ones_are_read(judge, agencies):
    head = ["TT", "Đơn vị", "Người lập", "Tổng số trang", "Số hồ sơ"]
    assert judge([1, "Sở Y tế", "Lan", 700, 10], head=head).lines == {agencies["SYT"]: Line(10, 700)}


def test_sheets_counted_in_to_are_refused(judge):
    annex = judge([1, "Sở Y tế", 10, 350], head=["STT", "Đơn vị", "Số hồ sơ", "Số tờ"])
    assert "thiếu cột “Số trang A4”" in annex.faults[0].text


def test_numbering_groups_and_footers_are_no_lines(judge, agencies):
    annex = judge(
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(5)×(6)", "(8)"],
        ["A", None, "Các sở, ban, ngành"],
        line("SYT", 10, 700),
        [None, None, "Tổng cộng", 10, 700],
        [None, None, "Người lập biểu"],
    )
    assert not annex.faults and list(annex.lines) == [agencies["SYT"]]


def test_a_total_that_is_not_the_sum_is_refused(judge):
    annex = judge(line("SYT", 10, 700), line("SXD", 1, 20), [None, None, "Tổng cộng", 11, 721])
    assert [(fault.row, fault.column) for fault in annex.faults] == [(4, "Số trang A4")]
    assert "(720)" in annex.faults[0].text


def test_an_odd_density_is_only_a_warning(judge):
    annex = judge(line("SYT", 10, 20))
    assert not annex.faults and "trung bình 2 trang một hồ sơ, thường là 5–300" in annex.warnings[0].text


@pytest.mark.parametrize(
    "name, data, says",
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "không đúng với đuôi tệp"),
        ("a.xlsx", b"hello", "không phải là bảng tính"),
    ],
)
def test_what_is_no_workbook_is_refused(uploads, plan, name, data, says):
    assert says in uploads(SimpleUploadedFile(name, data))


def test_a_workbook_without_the_table_says_what_to_look_for(uploads, plan):
    assert "Không thấy dòng tiêu đề" in uploads(workbook(head=["A", "B"]))


def test_hai_divides_his_districts_target_without_changing_the_total(as_user, hai, hoa, plan, tam_ky):
    as_user(hai).post(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("100", "2.700")))
    assert own("502") == (900, 24_300) and own("20335") == (100, 2_700)
    assert targets.standing_lines(plan)["502"].page_count == 27_000
    page = as_user(hoa).get("/chi-tieu/?mo=502").content.decode()
    assert "27.000" in page and "24.300" in page and "UBND phường Tân Thạnh" in page


def test_what_was_given_can_be_taken_back(as_user, hai, plan, tam_ky):
    as_user(hai).post(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("100", "2.700")))
    as_user(hai).post(f"{TAM_KY}chia/", shares(plan, tam_ky))
    assert own("502") == (1_000, 27_000) and own("20335") is None


def test_more_than_the_whole_cannot_be_given(as_user, hai, plan, tam_ky):
    page = as_user(hai).post(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("100", "27.001"))).content.decode()
    assert "nhiều hơn chỉ tiêu của huyện 1 trang" in page and 'value="27.001"' in page
    assert own("502") == (1_000, 27_000)


def test_a_mistake_in_a_share_names_the_commune(as_user, hai, plan, tam_ky):
    page = as_user(hai).post(f"{TAM_KY}chia/", shares(plan, tam_ky, c20335=("", "2.700"))).content.decode()
    assert "UBND phường Tân Thạnh, cột Số hồ sơ: Có trang thì phải có hồ sơ" in page
    assert "Tổng của UBND thành phố Tam Kỳ không đổi" in page


def test_two_people_dividing_at_once_do_not_lose_anything(as_user, hai, hoa, plan, tam_ky, agencies):
    stale = shares(plan, tam_ky, c20335=("100", "2.700"))
    targets.assign_targets(plan, {tam_ky: Line(2_000, 54_000)}, actor=hoa)
    page = as_user(hai).post(f"{TAM_KY}chia/", stale).content.decode()
    assert "Có người vừa thay đổi" in page and own("502") == (2_000, 54_000)


def test_a_district_cannot_shrink_below_its_communes(plan, agencies, hoa, hai, tam_ky, uploads):
    targets.divide_target(plan, tam_ky, {agencies["20335"]: Line(100, 2_700)}, actor=hai)
    with pytest.raises(TargetError, match="nhỏ hơn phần đã chia"):
        targets.assign_targets(plan, {tam_ky: Line(100, 2_699)}, actor=hoa)
    assert "nhỏ hơn phần đã chia" in uploads(workbook(line("502", 100, 2_699)))


def test_a_part_not_named_stays(plan, agencies, hai, tam_ky):
    first, second = agencies["20335"], tam_ky.children.exclude(code="20335").first()
    targets.divide_target(plan, tam_ky, {first: Line(100, 2_700)}, actor=hai)
    targets.divide_target(plan, tam_ky, {second: Line(10, 300)}, actor=hai)
    assert own("502") == (890, 24_000) and own("20335") == (100, 2_700)


@pytest.mark.parametrize("name, status", [("lan", 404), ("binh", 404), ("thu", 404), ("tuan", 403), ("mai", 403)])
def test_others_cannot_divide(as_user, cast, plan, tam_ky, name, status):
    assert as_user(cast(name)).get(f"{TAM_KY}chia/").status_code == status


@pytest.mark.parametrize("name", ["lan", "hai", "tuan", "mai", "minh"])
def test_only_so_noi_vu_and_administrators_set_targets(as_user, cast, plan, tam_ky, name):
    client = as_user(cast(name))
    for path in ("bieu-mau.xlsx", "nap/", "co-quan/502/"):
        assert client.get(f"/chi-tieu/{path}").status_code == 403


def test_clerks_see_their_own_lines_only(as_user, hoa, lan, thu, hai, plan, agencies, tam_ky):
    lines = {agencies["SYT"]: Line(11, 777), agencies["SXD"]: Line(22, 888)}
    targets.assign_targets(plan, lines, actor=hoa)
    targets.divide_target(plan, tam_ky, {agencies["20335"]: Line(7, 189)}, actor=hai)
    page = as_user(lan).get("/chi-tieu/").content.decode()
    assert "777" in page and "888" not in page and "26.811" not in page
    assert page.count("777") == 1 and "Thao tác" not in page  # her line is not the sum of Phụ lục I
    page = as_user(thu).get("/chi-tieu/").content.decode()
    assert "189" in page and "26.811" not in page and "27.000" not in page
    page = as_user(hai).get("/chi-tieu/").content.decode()
    assert "27.000" in page and "26.811" in page and "777" not in page


def test_the_list_asks_as_often_with_all_communes_divided(as_user, hoa, hai, plan, agencies, tam_ky):
    client = as_user(hoa)
    client.get("/chi-tieu/")
    with CaptureQueriesContext(connection) as before:
        client.get("/chi-tieu/")
    parts = {commune: Line(1, 30) for commune in tam_ky.children.all()}
    targets.divide_target(plan, tam_ky, parts, actor=hai)
    with CaptureQueriesContext(connection) as after:
        client.get("/chi-tieu/?mo=502")
    assert len(after) <= len(before)
