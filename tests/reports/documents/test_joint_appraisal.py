"""Công văn on many catalogues: what it says of those that passed, and of those that came back."""

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.appraisal.together import Choice, decide_together
from plans.catalogues.files import write_files
from reports.documents.joint_appraisal import joint_document
from tests.helpers import factories as make
from tests.helpers.catalogues import (
    DECISION_DOCUMENT,
    GATE_ANSWERS,
    appraise,
    fresh,
    hand_in,
    numbered,
    one_by_one,
    row,
)

pytestmark = pytest.mark.once

PASSED = "lập dự toán, tổ chức số hóa đúng các hồ sơ đã thẩm định"
CAME_BACK = "các cơ quan, đơn vị có Mục lục bị trả lại sửa Mục lục theo lý do nêu tại Phụ lục I và trình lại"


@pytest.fixture
def two(agencies, plan):
    return [hand_in(agencies[code], make.a_user(agencies[code])) for code in ("SYT", "SXD")]


def letter(hoa, *actions):
    """The letter that takes the actions, each on a catalogue."""
    choices = [Choice(fresh(one), name, fresh(one).version, "Sai." * (name == "return")) for one, name in actions]
    return joint_document(decide_together(choices, actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)[0])


def test_each_is_told_what_comes_next_for_it(two, hoa):
    decide(two[0], "leave_out", numbered(two[0], "04"), actor=hoa, reason="unarranged")
    drawn = letter(hoa, (two[0], "appraise"), (two[1], "return"))
    said = [block.text for block in drawn.blocks]
    assert said[-1] == f"Đề nghị các cơ quan, đơn vị có Mục lục được thẩm định {PASSED}; {CAME_BACK}./."
    left_out = "chưa chỉnh lý, số hóa sau: 01 hồ sơ; 104 trang A4 quy đổi (danh sách tại Phụ lục III)."
    assert f"- Loại khỏi diện số hóa vì {left_out}" in said


def test_what_came_back_is_not_counted_as_decided(two, hoa):
    drawn = letter(hoa, (two[0], "appraise"), (two[1], "return"))
    shown = [texts[5:8] for _, texts in drawn.annex("I").shown_rows()]
    assert shown == [["0", "5", "520"], ["–", "–", "–"], ["0", "5", "520"]]


def test_what_a_tranche_had_is_named_with_its_document(two, hoa, lan):
    one_by_one(two[0], hoa, "01", "02")
    appraise(fresh(two[0]), hoa, "tranche", document=("2030/SNV", DECISION_DOCUMENT[1]))
    drawn = letter(hoa, *((one, "appraise") for one in two))
    (said,) = [block.text for block in drawn.blocks if "được số hóa" in block.text and "Thẩm định đạt" in block.text]
    before = "trong đó 02 hồ sơ, 208 trang A4 quy đổi đã thẩm định theo Công văn số 2030/SNV"
    assert said.endswith(f"10 hồ sơ; 1.040 trang A4 quy đổi (danh sách tại Phụ lục II), {before}.")
    results = [texts[-1] for _, texts in drawn.annex("I").shown_rows()]
    assert results[1].startswith(f"Thẩm định đạt; {before}") and "trong đó" not in results[0]


def test_what_of_a_tranche_was_changed_since_is_not_counted_to_it(two, hoa):
    one, clerk = two[0], two[0].submitted_by
    one_by_one(one, hoa, "01", "02")
    appraise(fresh(one), hoa, "tranche", document=("2030/SNV", DECISION_DOCUMENT[1]))
    back = perform(fresh(one), "return", actor=hoa, reason="Sửa.")
    write_files(back, actor=clerk, changed=[(numbered(back, "02").get(), row("02", page_count=9))])
    perform(fresh(one), "submit", actor=clerk, secrecy_declared=True)
    (said,) = [
        block.text for block in letter(hoa, (one, "appraise"), (two[1], "appraise")).blocks if "2030" in block.text
    ]
    assert "trong đó 01 hồ sơ, 104 trang A4 quy đổi đã thẩm định theo Công văn số 2030/SNV." in said


def test_where_all_pass_nothing_is_said_of_coming_back(two, hoa):
    drawn = letter(hoa, *((one, "appraise") for one in two))
    assert drawn.blocks[-1].text == f"Đề nghị các cơ quan, đơn vị {PASSED}./."


def test_where_all_come_back_nobody_is_told_to_digitize(two, hoa):
    drawn = letter(hoa, *((one, "return") for one in two))
    said = [block.text for block in drawn.blocks]
    assert said[-1] == f"Đề nghị {CAME_BACK}./." and not [text for text in said if "Mã kiểm tra" in text]
