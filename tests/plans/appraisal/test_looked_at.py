"""Who accepts by a filter or a whole page has looked at no file: only a decision on the file itself counts."""

import re

import pytest

from agencies.workflow import WorkflowError, perform
from plans.appraisal import gate
from plans.appraisal.chosen import mark_of
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.facts import facts_for
from plans.appraisal.filters import Filters, rows_for
from plans.catalogues.file_history import values_of
from plans.catalogues.files import write_files
from plans.catalogues.undoing import undo_change
from plans.models import Appraisal, CatalogueChange
from tests.helpers.catalogues import DECISION_DOCUMENT, fresh, hand_in, numbered, one_by_one

DESK = "/quan-tri/plans/catalogue/{}/"


@pytest.fixture
def five(plan, lan):
    return hand_in(lan.agency, lan)


def unseen(catalogue):
    return gate.counts(gate.of_whole(catalogue))["unseen_files"]


def looked_at(catalogue):
    return list(catalogue.files.looked_at().order_by("position").values_list("file_number", flat=True))


def send(browser, catalogue, **data):
    data = {"verdict": "accept", "loc": "1", "scope": "selected"} | data
    return browser.submit(f"{DESK.format(catalogue.pk)}xem-xet/", data, follow=True).content.decode()


def keys_of(catalogue, *numbers):
    return list(numbered(catalogue, *numbers).values_list("pk", flat=True))


def test_all_that_a_filter_leaves_is_accepted_unseen(as_user, hoa, five):
    send(as_user(hoa), five, scope="all", asked="accept", chosen=mark_of(five.files.all()))
    assert (fresh(five).accepted_files, unseen(five), looked_at(five)) == (5, 5, [])
    with pytest.raises(WorkflowError, match="5 hồ sơ chưa được xem từng hồ sơ"):
        perform(fresh(five), "appraise", actor=hoa, document=DECISION_DOCUMENT)
    perform(fresh(five), "appraise", actor=hoa, document=DECISION_DOCUMENT, unseen_reason="Đã đối chiếu")
    assert (Appraisal.objects.get().unseen_files, Appraisal.objects.get().file_count) == (5, 5)


def test_a_whole_page_is_accepted_unseen_and_rows_ticked_by_hand_are_not(as_user, hoa, five):
    keys = keys_of(five, "01", "02", "03")
    send(as_user(hoa), five, file=keys, at_once=keys[1:])
    assert looked_at(five) == ["01"] and unseen(five) == 4


def test_the_page_that_asks_for_a_reason_remembers_what_was_ticked_at_once(as_user, hoa, five):
    keys = keys_of(five, "01", "02")
    page = send(as_user(hoa), five, verdict="leave_out", file=keys, at_once=keys[1:])
    assert f'name="at_once" value="{keys[1]}"' in page


def test_a_question_about_files_that_are_accepted_already_is_kept_with_its_ticks(as_user, hoa, five):
    decide(five, "accept", numbered(five, "01"), actor=hoa)
    first, second = keys_of(five, "01", "02")
    page = send(as_user(hoa), five, verdict="ask", text="Có bản gốc không?", file=[first], at_once=[first])
    assert "Đã hỏi cơ quan về 0 hồ sơ, bỏ qua 1: hồ sơ 01: đang là “Chấp nhận”" in page
    for shown in (page, as_user(hoa).get(f"{DESK.format(five.pk)}change/?loc=1").content.decode()):
        assert "Có bản gốc không?" in shown
        assert ticks(shown) == [str(first)] and f'name="at_once" value="{first}"' in shown
    send(as_user(hoa), five, verdict="ask", text="Có bản gốc không?", file=[second])
    shown = as_user(hoa).get(f"{DESK.format(five.pk)}change/?loc=1").content.decode()
    assert ticks(shown) == [] and five.notes.count() == 1


def test_ticks_stay_over_an_error_and_however_often_the_page_is_loaded(as_user, hoa, five):
    first, second = keys_of(five, "01", "02")
    send(as_user(hoa), five, verdict="none", file=[first, second])
    for _ in range(3):
        page = as_user(hoa).get(f"{DESK.format(five.pk)}change/?loc=1").content.decode()
        assert ticks(page) == [str(first), str(second)]


def ticks(page):
    return re.findall(r'name="file"\s+value="(\d+)"[^>]*\bchecked', page)


def test_the_same_decision_on_a_row_notes_that_it_was_looked_at(as_user, hoa, five):
    decide(five, "accept", five.files.all(), actor=hoa)
    page = send(as_user(hoa), five, file=keys_of(five, "02"))
    assert "Đã chấp nhận 0 hồ sơ, ghi đã xem từng hồ sơ 1 hồ sơ có cùng kết quả từ trước." in page
    assert looked_at(five) == ["02"] and unseen(five) == 4


def test_a_tranche_of_what_a_filter_accepted_passes_with_a_reason_only(hoa, five):
    decide(five, "accept", numbered(five, "01", "02"), actor=hoa)
    with pytest.raises(WorkflowError, match="2 hồ sơ chưa được xem từng hồ sơ"):
        perform(fresh(five), "tranche", actor=hoa, document=DECISION_DOCUMENT)
    said = {each["label"]: each["value"] for each in facts_for("tranche", fresh(five))}
    assert said["Chưa xem từng hồ sơ"] == "2 hồ sơ, trong đó 2 hồ sơ đã chấp nhận; nêu cách xử lý dưới đây"


def test_a_decision_taken_back_and_an_answer_are_to_be_looked_at_again(hoa, lan, five):
    one_by_one(five, hoa, "01")
    one_by_one(five, hoa, "02", name="ask", text="Có bản gốc không?")
    assert looked_at(five) == ["01", "02"]
    answer(five, {keys_of(five, "02")[0]: "Có."}, actor=lan)
    assert looked_at(five) == ["01"]
    one_by_one(five, hoa, "01", name="undo")
    decide(five, "accept", five.files.all(), actor=hoa)
    assert looked_at(five) == []


def test_a_file_that_changes_is_to_be_looked_at_again_until_the_change_is_taken_back(hoa, lan, five):
    one_by_one(five, hoa, "01", "02")
    back = perform(fresh(five), "return", actor=hoa, reason="Sửa tiêu đề.")
    file = numbered(back, "01").get()
    write_files(back, actor=lan, changed=[(file, values_of(file) | {"title": "Tiêu đề khác"})])
    assert looked_at(five) == ["02"]
    undo_change(CatalogueChange.objects.latest("pk"), actor=lan)
    assert looked_at(five) == ["01", "02"]


def test_the_desk_says_how_many_were_looked_at_and_finds_the_others(as_user, hoa, five):
    one_by_one(five, hoa, "01", "02")
    decide(five, "accept", numbered(five, "03"), actor=hoa)
    page = as_user(hoa).get(f"{DESK.format(five.pk)}change/?loc=1").content.decode()
    assert "đã xem từng hồ sơ <b>2</b>" in page and "chưa có kết quả <b>2</b>" in page
    rows = rows_for(five, Filters(decision="unseen", order="position"))
    assert [file.file_number for file in rows] == ["03", "04", "05"]
