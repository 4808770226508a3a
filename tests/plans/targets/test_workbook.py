"""A workbook of Phụ lục I, II as offices fill it: agencies by name, columns in any order, totals, units."""

import pytest

from plans.targets.services import TargetFigures
from tests.helpers.targets import line

pytestmark = pytest.mark.once


@pytest.mark.parametrize("cost, unit", [("416,16", "triệu đồng"), (416.16, "triệu đồng"), (416_160, "nghìn đồng")])
def test_money_in_another_unit_is_named(judge, cost, unit):
    annex = judge(line("SYT", 1_000, 85_000, None, cost))
    assert f"có vẻ ghi theo {unit}" in annex.faults[0].text and annex.faults[0].row == 2


@pytest.mark.parametrize("name", ["UBND thành phố Tam Kỳ", "TP. Tam Kỳ", "tam ky", "Thành phố Tam Kỳ"])
def test_an_agency_is_known_by_its_name(judge, agencies, name):
    assert judge(line(None, 1_000, 27_000, name=name)).lines == {agencies["502"]: TargetFigures(1_000, 27_000, "")}


def test_old_tone_placement_is_the_same_name(judge, agencies):
    annex = judge(line(None, 1_000, 27_000, name="Sở Văn hoá, Thể thao và Du lịch"))
    assert list(annex.lines) == [agencies["SVHTTDL"]]


def test_code_and_name_must_agree(judge):
    assert "là của Sở Y tế" in judge(line("SYT", 10, 700, name="Sở Xây dựng")).faults[0].text


def test_an_unknown_name_beside_a_known_code_is_doubted(judge, agencies):
    annex = judge(line("SYT", 10, 700, name="Sở Y tế Đà Nẵng"))
    assert list(annex.lines) == [agencies["SYT"]] and not annex.faults
    assert "tên ghi “Sở Y tế Đà Nẵng”, cổng hiểu theo mã “SYT” là Sở Y tế" in annex.warnings[0].text


def test_a_decimal_is_shown_with_a_comma(judge):
    assert "(đang ghi “12,5”)" in judge(line("SYT", 10, 12.5)).faults[0].text


def test_a_communes_code_is_sent_to_its_district(judge):
    assert "là của cấp xã" in judge(line("20335", 10, 700)).faults[0].text


def test_1_234_typed_as_a_decimal_is_not_guessed(judge):
    assert judge(line("SYT", 1.234, 85_000)).faults[0].column == "Số hồ sơ"


def test_columns_in_another_order_and_extra_ones_are_read(judge, agencies):
    head = ["TT", "Đơn vị", "Người lập", "Tổng số trang", "Số hồ sơ"]
    assert judge([1, "Sở Y tế", "Lan", 700, 10], head=head).lines == {agencies["SYT"]: TargetFigures(10, 700)}


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
