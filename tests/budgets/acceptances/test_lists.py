"""A list of files to accept: pasted, or from a workbook; every fault at once."""

import pytest

from budgets.acceptances.lists import find_files
from plans.intake.sandbox import Refused
from plans.scanning.delivered import list_from_workbook
from plans.scanning.lists import SHOWN, tidy, wanted_of
from tests.helpers import money
from tests.helpers.money import accepted, signed
from tests.helpers.workbooks import xlsx


@pytest.fixture
def catalogue(plan, lan, hoa):
    return money.an_appraised(lan, hoa)


def test_tabs_and_semicolons_part_box_and_number():
    text = "1\t01\n 1 ; 02 \n\n03\n|04"
    assert tidy(text) == "1\t01\n1\t02\n03\n\t04"
    assert wanted_of(text) == [("1", "01", ""), ("1", "02", ""), ("", "03", ""), ("", "04", "")]


def test_all_faults_are_named_at_once(catalogue, lan):
    money.checked(lan.agency)
    contract = signed(lan, catalogue)
    chosen = find_files(catalogue, [("1", "05", "")]).rows
    accepted(contract, lan, files={catalogue: chosen})
    found = find_files(catalogue, wanted_of("1\t01\n02\n1;01\n9\t01\n1\t05\n77"))
    assert [row.file_number for row in found.rows] == ["01", "02"]
    assert found.faults == [
        "Dòng 3, hộp 1, hồ sơ số 01: đã có ở dòng 1.",
        "Dòng 4, hộp 9, hồ sơ số 01: không có trong Mục lục.",
        "Dòng 5, hộp 1, hồ sơ số 05: đã nghiệm thu trước đây.",
        "Dòng 6, hồ sơ số 77: không có trong Mục lục.",
    ]
    many = find_files(catalogue, [("9", str(number), "") for number in range(SHOWN + 5)])
    assert many.shown_faults()[-1] == "và 5 dòng khác."


@pytest.mark.parametrize(
    "rows",
    [
        [("STT", "Hộp số", "Hồ sơ số"), (1, "1", "01"), (2, "1", "02")],
        [("Hồ sơ số", "Tiêu đề hồ sơ", "Hộp/cặp số"), ("01", "Hồ sơ 01", "1"), ("02", "Hồ sơ 02", "1")],
        [("1", "01"), ("1", "02")],
    ],
)
def test_a_workbook_is_read_with_and_without_heads(plan, rows):
    assert list_from_workbook(xlsx(*rows), "a.xlsx") == "1\t01\n1\t02"


def test_a_workbook_with_a_mark_of_secrecy_or_nothing_in_it_is_refused(plan):
    with pytest.raises(Refused) as refused:
        list_from_workbook(xlsx(("Hộp số", "Hồ sơ số", "Độ mật"), ("1", "01", "Tối mật")), "a.xlsx")
    assert refused.value.code == "secret"
    with pytest.raises(Refused, match="Không thấy hồ sơ nào"):
        list_from_workbook(xlsx(("Hộp số", "Hồ sơ số")), "a.xlsx")
