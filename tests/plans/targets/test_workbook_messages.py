"""What a workbook of Phụ lục I, II is answered with, to the word and to the unit."""

import pytest

from plans.intake.sandbox import Refused, Sheet
from plans.targets import uploads
from plans.targets.agency_names import plain
from plans.targets.services import TargetFigures, assign_targets, divide_target
from plans.targets.workbook import read_annex
from plans.targets.workbook_rows import AnnexFault
from tests.helpers.targets import HEAD, line
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once

PAIRED = "có trang thì phải có hồ sơ, và ngược lại."


def said(annex):
    return [(fault.sheet, fault.row, fault.column, fault.text) for fault in annex.faults]


@pytest.mark.parametrize(
    "row, column, text",
    [
        (line("SYT", None, 700), "Số hồ sơ", "nhập một số nguyên, ví dụ 1.250."),
        (line("SYT", 10, None), "Số trang A4", "nhập một số nguyên, ví dụ 1.250."),
        (line("SYT", 10, 700, price=5000), "Đơn giá (đồng)", "đơn giá của Kế hoạch là 4.896 đồng (đang ghi “5000”)."),
        (
            line("SYT", 10, 700, cost=3_427_201),
            "Kinh phí (đồng)",
            "phải là 700 trang × 4.896 = 3.427.200 đồng; đang ghi 3.427.201.",
        ),
        (
            line("SYT", 10, 700, cost=3_427),
            "Kinh phí (đồng)",
            "có vẻ ghi theo nghìn đồng; ghi theo đồng: 700 trang × 4.896 = 3.427.200 đồng.",
        ),
        (
            line("SYT", 10, 700, cost=3.4272),
            "Kinh phí (đồng)",
            "có vẻ ghi theo triệu đồng; ghi theo đồng: 700 trang × 4.896 = 3.427.200 đồng.",
        ),
        (line("SYT", 0, 700), "Số hồ sơ", PAIRED),
        (line("SYT", 10, 0), "Số trang A4", PAIRED),
        (line("XYZ", 10, 700), "Mã", "không có cơ quan mang mã “XYZ”."),
        (line("", 10, 700, name="Sở X"), "Tên cơ quan, đơn vị", "không có cơ quan tên “Sở X” trong Kế hoạch."),
        (
            line("20335", 10, 700),
            "Mã",
            "mã “20335” là của cấp xã: ghi dòng của huyện, rồi chia cho các xã trong trang Chỉ tiêu.",
        ),
        (
            line("SYT", 10, 700, name="Sở Xây dựng"),
            "Mã",
            "mã “SYT” là của Sở Y tế, nhưng tên ghi Sở Xây dựng. Sửa mã hoặc tên.",
        ),
    ],
)
def test_one_thing_wrong_is_said_where_it_stands(judge, row, column, text):
    assert said(judge(row)) == [("Biểu", 2, column, text)]


def test_a_right_line_with_price_cost_and_note_has_no_fault(judge, agencies):
    annex = judge(line("SYT", 10, 700, 4896, 3_427_200, "Sở Y tế", "  Đợt   1 "), line("SXD", "20 hồ sơ", "900 trang"))
    assert said(annex) == [] and annex.warnings == [] and annex.sums() == (30, 1600)
    assert annex.lines == {
        agencies["SYT"]: TargetFigures(10, 700, "Đợt 1"),
        agencies["SXD"]: TargetFigures(20, 900, ""),
    }
    assert annex.places == {agencies["SYT"]: ("Biểu", 2), agencies["SXD"]: ("Biểu", 3)}
    long = judge(line("SYT", 10, 700, note="n" * 301)).lines[agencies["SYT"]].note
    assert long == "n" * 300
    assert judge(["SYT", 10, 700, "Sở Y tế"], head=["Mã", "Hồ sơ", "Trang", "Tên"]).lines == {
        agencies["SYT"]: TargetFigures(10, 700, None)
    }


def test_nothing_and_nothing_is_a_line(judge, agencies):
    annex = judge(line("SYT", 0, 0))
    assert annex.lines == {agencies["SYT"]: TargetFigures(0, 0, "")} and said(annex) == [] and annex.warnings == []


def test_an_agency_twice_is_named_with_its_first_place(judge, agencies):
    annex = judge(line("SYT", 10, 700), line("SYT", 11, 700), **{"Biểu 2": [line("SYT", 12, 700)]})
    text = "Sở Y tế đã có ở trang tính “Biểu”, dòng 2. Chỉ giữ một dòng."
    name = "Tên cơ quan, đơn vị"
    assert said(annex) == [("Biểu", 3, name, text), ("Biểu 2", 2, name, text)]
    assert annex.places[agencies["SYT"]] == ("Biểu", 2)


def test_rows_left_empty_are_counted_also_twice(judge):
    annex = judge(line("SYT", None, None), line("SXD", None, None), line("", None, None, name="Lời ghi"))
    assert annex.empty == 2 and annex.lines == {}
    assert said(annex) == [("", None, "", "Không có dòng nào có số hồ sơ và số trang.")]


def test_a_total_is_that_of_its_sheet_or_of_all_sheets_so_far(judge):
    total, everything = line("", 30, 1600, name="Tổng cộng"), line("", 35, 1900, name="Cộng hai biểu")
    rows = (line("SYT", 10, 700), line("SXD", 20, 900))
    assert said(judge(*rows, total)) == []
    assert said(judge(*rows, **{"Biểu 2": [line("502", 5, 300), everything]})) == []
    assert said(judge(*rows, **{"Biểu 2": [line("502", 5, 300), line("", 5, 300, name="Cộng")]})) == []
    assert said(judge(*rows, line("", None, 1600, name="Tổng"))) == []
    text = "dòng tổng không bằng tổng các dòng trên nó ({}) (đang ghi “{}”)."
    found = said(judge(*rows, line("", 31, "x", name="Tổng")))
    assert found == [
        ("Biểu", 4, "Số hồ sơ", text.format("30", "31")),
        ("Biểu", 4, "Số trang A4", text.format("1.600", "x")),
    ]


def test_a_total_may_stand_in_the_column_of_numbers(judge):
    head = ["TT", "Tên cơ quan", "Số hồ sơ", "Số trang"]
    rows = [[1, "Sở Y tế", 10, 700], ["Tổng", None, 11, 700]]
    assert [fault[1:3] for fault in said(judge(*rows, head=head))] == [(3, "Số hồ sơ")]


def test_a_row_of_numbers_under_the_header_is_none_of_the_lines(judge, agencies):
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]
    annex = judge(numbers, line("SYT", 10, 700))
    assert said(annex) == [] and list(annex.lines) == [agencies["SYT"]]
    two_cells = judge([None, "1", None, 3, None], line("SYT", 10, 700))
    assert {fault[1] for fault in said(two_cells)} == {2}


def test_missing_columns_are_all_named(judge):
    assert said(judge(line("SYT", 10, 700), head=["STT", "Mã", "Tên", "Số hồ sơ"])) == [
        ("Biểu", 1, "", "thiếu cột “Số trang A4”.")
    ]
    nothing = judge(head=["A", "B"])
    text = (
        "Không thấy dòng tiêu đề có các cột “Tên cơ quan, đơn vị”, “Số hồ sơ”, “Số trang A4” trong 20 dòng đầu. "
        "Dùng biểu mẫu tải từ Cổng."
    )
    assert said(nothing) == [("", None, "", text)]


def test_the_header_is_looked_for_in_twenty_rows_of_visible_sheets(plan, agencies):
    def read(*sheets):
        return read_annex(sheets, agencies=[agencies["SYT"]], price_dong=4896)

    row = line("SYT", 10, 700)
    assert read(Sheet("Biểu", [*[["x"]] * 19, HEAD, row])).places == {agencies["SYT"]: ("Biểu", 21)}
    assert not read(Sheet("Biểu", [*[["x"]] * 20, HEAD, row])).lines
    assert not read(Sheet("Biểu", [HEAD, row], visible=False)).lines


def test_odd_names_and_odd_densities_are_warnings(judge):
    annex = judge(line("SYT", 10, 20, name="Sở Y tế cũ"), line("SXD", 10, 3000), line("SNV", 10, 3001))
    assert said(annex) == []
    odd = "trung bình {} trang một hồ sơ, thường là 5–300; kiểm tra lại."
    name = "tên ghi “Sở Y tế cũ”, cổng hiểu theo mã “SYT” là Sở Y tế: kiểm tra lại."
    assert annex.warnings == [
        AnnexFault("Biểu", 2, "Tên cơ quan, đơn vị", name),
        AnnexFault("Biểu", 2, "Số trang A4", odd.format(2)),
        AnnexFault("Biểu", 4, "Số trang A4", odd.format(300)),
    ]


def test_a_place_names_what_is_known():
    assert AnnexFault("Biểu", 7, "Ghi chú", "").place == "Trang tính “Biểu”, dòng 7, cột Ghi chú"
    assert (
        AnnexFault("Biểu", 7, "", "").place == "Trang tính “Biểu”, dòng 7" and AnnexFault("", None, "", "").place == ""
    )


@pytest.mark.parametrize("name", ["UBND thành phố Tam Kỳ", "TP. Tam Kỳ", "Tam Kỳ", "Ủy ban nhân dân TP Tam Kỳ"])
def test_ways_to_write_a_place_are_one(name):
    assert plain(name) == "tam ky"


def test_faults_against_divisions_stand_at_their_row(plan, agencies, hoa, hai):
    district = agencies["502"]
    assign_targets(plan, {district: TargetFigures(100, 2_700)}, actor=hoa)
    divide_target(plan, district, {district.children.first(): TargetFigures(50, 1_000)}, actor=hai)
    annex = uploads.read_targets(xlsx(HEAD, line("502", 50, 999)), "Phu luc.xlsx", plan)
    text = f"{district}: chỉ tiêu nhỏ hơn phần đã chia cho các xã (50 hồ sơ, 1.000 trang). Chia lại cho các xã trước."
    assert said(annex) == [("Mục lục", 2, "Số trang A4", text)]
    assert said(uploads.read_targets(xlsx(HEAD, line("502", 50, 1_000)), "Phu luc.xlsx", plan)) == []


def test_a_marked_workbook_is_refused_by_places_alone(plan):
    with pytest.raises(Refused) as refusal:
        uploads.read_targets(xlsx(HEAD, line("SYT", 1, 30, note="Tài liệu TUYỆT MẬT")), "a.xlsx", plan)
    assert refusal.value.code == "secret" and "trang tính “Mục lục”, dòng 2" in str(refusal.value)
    with pytest.raises(Refused, match="ở tên tệp"):
        uploads.read_targets(xlsx(HEAD, line("SYT", 1, 30)), "tuyệt mật.xlsx", plan)
    with pytest.raises(Refused) as refusal:
        uploads.read_targets(xlsx(HEAD, line("SYT", 1, 30), name="Tuyệt mật"), "a.xlsx", plan)
    assert "trang tính thứ 1" in str(refusal.value) and "Tuyệt mật" not in str(refusal.value)
