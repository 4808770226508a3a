"""Công văn on many catalogues: what it says of those that passed, and of those that came back."""

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.appraisal.returns import name_files
from plans.appraisal.together import Choice, decide_together
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal
from reports.documents.appraisal import appraisal_document
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
    reopen,
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
    return joint_document(decided_by(hoa, *actions))


def decided_by(hoa, *actions):
    """The document of that letter."""
    choices = [Choice(fresh(one), name, fresh(one).version, "Sai." * (name == "return")) for one, name in actions]
    return decide_together(choices, actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)[0]


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


def lines(drawn, roman):
    """Number, title or what to mend, whose: as the annex prints it."""
    return [(line[0], line[2], line[4], line[-1]) for line in drawn.annex(roman).lines()]


def test_files_that_returns_name_are_listed_with_what_to_mend(two, hoa):
    for one, number in zip(two, ("02", "04"), strict=True):
        name_files(one, numbered(one, number), actor=hoa, text=f"Đếm lại hồ sơ {number}.")
    drawn = letter(hoa, *((one, "return") for one in two))
    assert lines(drawn, "II") == [
        ("1", "04", "Đếm lại hồ sơ 04.", "Sở Xây dựng, Giai đoạn 2001–2010, phông Sở Y tế"),
        ("2", "02", "Đếm lại hồ sơ 02.", "Sở Y tế, Giai đoạn 2001–2010, phông Sở Y tế"),
    ]
    said = [block.text for block in drawn.blocks]
    assert said[1].endswith("; trong đó nêu 02 hồ sơ cần sửa (danh sách tại Phụ lục II).")
    assert "nội dung cần sửa nêu tại Phụ lục II và trình lại./." in said[-1]
    results = [texts[-1] for _, texts in drawn.annex("I").shown_rows()]
    assert results[:2] == ["Trả lại: Sai; nêu 1 hồ sơ cần sửa (Phụ lục II)"] * 2


def test_the_annex_of_files_to_mend_comes_after_those_of_what_passed(two, hoa):
    decide(two[0], "leave_out", numbered(two[0], "04"), actor=hoa, reason="worthless")
    name_files(two[1], numbered(two[1], "02"), actor=hoa, text="Đếm lại.")
    drawn = letter(hoa, (two[0], "appraise"), (two[1], "return"))
    assert [annex.roman for annex in drawn.annexes] == ["I", "II", "III", "IV"]
    assert [line[1] for line in lines(drawn, "IV")] == ["02"]


@pytest.fixture
def in_two_lists(agencies, plan):
    """A catalogue in which number 01 is in two Mục lục số."""
    clerk = make.a_user(agencies["SYT"])
    made = create_catalogue(plan=plan, agency=agencies["SYT"], actor=clerk, name="Đợt 2", fonds_name="Sở Y tế")
    places = (("01", "1"), ("02", "1"), ("01", "2"))
    write_files(made, actor=clerk, added=[row(number, catalogue_number=of_list) for number, of_list in places])
    return perform(made, "submit", actor=clerk, secrecy_declared=True)


def test_files_to_mend_are_told_apart_by_their_catalogue_number(in_two_lists, two, hoa):
    for one, number in ((in_two_lists, "01"), (two[1], "02")):
        name_files(one, numbered(one, number), actor=hoa, text="Đếm lại.")
    annex = letter(hoa, (in_two_lists, "return"), (two[1], "return")).annex("II")
    heads = ["TT", "Mục lục số", "Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Nội dung cần sửa", "Cơ quan, Mục lục"]
    assert [column.title for column in annex.columns] == heads
    assert [line[:4] for line in annex.lines()] == [["1", "", "1", "02"], ["2", "1", "1", "01"], ["3", "2", "1", "01"]]
    assert sum(column.width_mm for column in annex.columns) == 273


def test_approved_and_left_out_files_name_their_catalogue_number_where_there_are_several(in_two_lists, two, hoa):
    decide(in_two_lists, "leave_out", numbered(in_two_lists, "01"), actor=hoa, reason="worthless")
    drawn = letter(hoa, (in_two_lists, "appraise"), (two[1], "appraise"))
    assert [line[:4] for line in drawn.annex("III").lines()] == [["1", "1", "1", "01"], ["2", "2", "1", "01"]]
    assert "Mục lục số" not in [column.title for column in drawn.annex("II").columns]  # the one that is left has one


def test_the_letter_on_one_catalogue_names_them_too(in_two_lists, hoa):
    drawn = appraisal_document(appraise(in_two_lists, hoa).appraisals.get())
    lines = [line[:5] for line in drawn.annex("II").lines()]
    title = "Hồ sơ khám chữa bệnh số"
    assert lines == [
        ["1", "1", "1", "01", f"{title} 01"],
        ["2", "1", "1", "02", f"{title} 02"],
        ["3", "2", "1", "01", f"{title} 01"],
    ]


def test_without_lists_nothing_refers_to_them(two, hoa):
    decide(two[0], "leave_out", numbered(two[0], "04"), actor=hoa, reason="worthless")
    name_files(two[1], numbered(two[1], "02"), actor=hoa, text="Đếm lại.")
    document = decided_by(hoa, (two[0], "appraise"), (two[1], "return"))
    short = joint_document(document, without_lists=True)
    said = [block.text for block in short.blocks]
    said += [text for _, texts in short.annex("I").shown_rows() for text in texts]
    assert len(short.annexes) == 1 and not [text for text in said if "Phụ lục II" in text or "Phụ lục IV" in text]


def test_a_second_decision_on_the_whole_names_the_first(two, hoa):
    one = appraise(two[0], hoa, document=("2030/SNV", DECISION_DOCUMENT[1]))
    reopen(one, one.submitted_by, hoa)
    perform(fresh(one), "submit", actor=one.submitted_by, secrecy_declared=True)
    drawn = letter(hoa, *((each, "appraise") for each in two))
    results = [texts[-1] for _, texts in drawn.annex("I").shown_rows()]
    before = "thay kết quả thẩm định lần trình 1 tại Công văn số 2030/SNV ngày 20/6/2025"
    unseen = "5 hồ sơ chưa được xem từng hồ sơ"
    assert results[:2] == [f"Thẩm định đạt; {unseen}", f"Thẩm định đạt; {before}"]
    again = Appraisal.objects.filter(catalogue=one).order_by("-pk").first()
    assert f"- Kết quả này {before}." in [block.text for block in appraisal_document(again).blocks]


def test_catalogues_of_one_name_in_two_fonds_are_told_apart(in_two_lists, agencies, plan, hoa):
    clerk = make.a_user(agencies["SYT"])
    other = create_catalogue(plan=plan, agency=agencies["SYT"], actor=clerk, name="Đợt 2", fonds_name="Bệnh viện cũ")
    write_files(other, actor=clerk, added=[row("01")])
    other = perform(other, "submit", actor=clerk, secrecy_declared=True)
    name_files(other, numbered(other, "01"), actor=hoa, text="Đếm lại.")
    document = decided_by(hoa, (in_two_lists, "appraise"), (other, "return"))
    drawn = joint_document(document)
    names = [texts[2].partition(" (")[0] for _, texts in drawn.annex("I").shown_rows()][:2]
    assert names == ["Đợt 2, phông Sở Y tế", "Đợt 2, phông Bệnh viện cũ"]
    assert {line[-1] for line in drawn.annex("II").lines()} == {"Sở Y tế, Đợt 2, phông Sở Y tế"}
    other.fonds.__class__.objects.filter(pk=other.fonds_id).update(name="Bệnh viện Đa khoa")
    assert lines(joint_document(document), "III")[0][-1] == "Sở Y tế, Đợt 2, phông Bệnh viện cũ"
