"""The gate before digitization: unarranged files are left out or accepted with a reason, unseen ones with a reason."""

import pytest

from agencies.models import Event
from agencies.workflow import WorkflowError, perform
from plans.appraisal import effects
from plans.appraisal.decisions import decide
from plans.models import Appraisal, Catalogue
from tests.helpers.catalogues import DECISION_DOCUMENT, counters, exact, fresh, hand_in, numbered, one_by_one

PAGE = "/quan-tri/plans/catalogue/{}/thao-tac/{}/"


@pytest.fixture
def five(plan, lan):
    """Five files; 04 and 05 are not arranged."""
    made = hand_in(lan.agency, lan)
    numbered(made, "04", "05").update(arranged=False)
    Catalogue.objects.update(frozen_hash=effects.hash_of(made))
    return fresh(made)


def appraise(catalogue, hoa, name="appraise", **answers):
    return perform(catalogue, name, actor=hoa, document=DECISION_DOCUMENT, **answers)


def test_nothing_passes_unseen_without_a_word(five, hoa):
    with pytest.raises(WorkflowError, match="2 hồ sơ chưa chỉnh lý, mà Kế hoạch yêu cầu"):
        appraise(five, hoa, unseen_reason="Đã đối chiếu")
    with pytest.raises(WorkflowError, match="5 hồ sơ chưa được xem từng hồ sơ"):
        appraise(five, hoa, unarranged="accept", unarranged_reason="Chỉnh lý xong trước khi quét", unseen_reason=" ")
    with pytest.raises(WorkflowError, match="2 hồ sơ chưa chỉnh lý"):
        appraise(five, hoa, unarranged="accept", unarranged_reason="  ", unseen_reason="Đã đối chiếu")
    assert not Appraisal.objects.exists() and fresh(five).state == "submitted"


def test_what_is_accepted_is_kept_with_its_reason(five, hoa):
    one_by_one(five, hoa, "01", "04")
    appraise(five, hoa, unarranged="accept", unarranged_reason=" Chỉnh lý khi quét ", unseen_reason="Đã đối chiếu")
    made = Appraisal.objects.get()
    assert (made.unarranged_files, made.unarranged_reason) == (2, "Chỉnh lý khi quét")
    assert (made.unseen_files, made.unseen_reason, made.file_count) == (3, "Đã đối chiếu", 5)


def test_what_is_left_out_is_put_off_and_the_history_says_so(five, hoa):
    one_by_one(five, hoa, "01", "02", "03", "04")
    appraise(five, hoa, unarranged="leave_out")
    made = Appraisal.objects.get()
    assert (made.file_count, made.left_out_files, made.left_out_by_reason) == (3, 2, {"unarranged": [2, 208]})
    assert (made.unarranged_files, made.unseen_files, made.unseen_reason) == (0, 0, "")
    assert counters(five) == (3, 0, 2, 208) and exact(five)
    event = Event.objects.get(action="files_leave_out")
    assert (event.sentence, event.reason) == (f"loại 2 hồ sơ trong {five}", "Chưa chỉnh lý")


def test_what_is_left_out_is_counted_apart_from_what_is_then_unseen(as_user, five, hoa):
    one_by_one(five, hoa, "01", "04")
    page = as_user(hoa).get(PAGE.format(five.pk, "appraise")).content.decode()
    assert "3 hồ sơ, trong đó 1 hồ sơ chưa chỉnh lý; nêu cách xử lý dưới đây" in page
    asked = "3 hồ sơ, 60,00% số hồ sơ; nếu loại hồ sơ chưa chỉnh lý thì còn 2 hồ sơ, 66,67% số hồ sơ"
    assert f"{asked}; văn bản in lý do này." in page
    one_by_one(five, hoa, "02", "03")
    assert "thì còn không hồ sơ nào; văn bản in" in as_user(hoa).get(PAGE.format(five.pk, "appraise")).content.decode()


def test_reasons_that_nobody_asked_for_are_not_kept(plan, lan, hoa):
    one = hand_in(lan.agency, lan, rows=1)
    one_by_one(one, hoa, "01")
    appraise(one, hoa, unarranged="accept", unarranged_reason="Thừa", unseen_reason="Thừa")
    made = Appraisal.objects.get()
    assert (made.unarranged_reason, made.unseen_reason) == ("", "")


def test_a_tranche_passes_the_same_gate(five, hoa):
    one_by_one(five, hoa, "01", "04")
    with pytest.raises(WorkflowError, match="1 hồ sơ chưa chỉnh lý"):
        appraise(five, hoa, "tranche")
    appraise(five, hoa, "tranche", unarranged="leave_out")
    assert Appraisal.objects.get().file_count == 1 and counters(five) == (1, 0, 1, 104) and exact(five)


def test_what_a_tranche_let_through_is_not_asked_again(five, hoa):
    one_by_one(five, hoa, "04")
    appraise(five, hoa, "tranche", unarranged="accept", unarranged_reason="Chỉnh lý khi quét")
    one_by_one(five, hoa, "01", "02", "03")
    decide(five, "leave_out", numbered(five, "05"), actor=hoa, reason="unarranged")
    appraise(five, hoa, same_document=True)
    assert Appraisal.objects.get(is_tranche=False).unarranged_files == 0


def test_leaving_everything_out_is_no_appraisal(plan, lan, hoa):
    one = hand_in(lan.agency, lan, rows=1)
    one.files.update(arranged=False)
    Catalogue.objects.update(frozen_hash=effects.hash_of(one))
    with pytest.raises(WorkflowError, match="không còn hồ sơ nào để số hóa"):
        appraise(one, hoa, unarranged="leave_out")
    assert counters(one) == (0, 0, 0, 0) and fresh(one).state == "submitted"


def test_the_page_asks_and_keeps_what_was_typed(as_user, hoa, five):
    browser, path = as_user(hoa), PAGE.format(five.pk, "appraise")
    page = browser.get(path).content.decode()
    assert "2 hồ sơ chưa chỉnh lý (Kế hoạch: chỉnh lý trước khi số hóa)" in page
    assert "5 hồ sơ, 100,00% số hồ sơ; nếu loại hồ sơ chưa chỉnh lý thì còn 3 hồ sơ, 100,00% số hồ sơ" in page
    data = {"version": five.version, "capacity": "head", "document_number": "9/SNV", "document_date": "20/6/2025"}
    answer = browser.submit(path, data | {"unarranged": "accept"}).content.decode()
    assert "Ghi lý do chấp nhận hồ sơ chưa chỉnh lý." in answer and "Ghi lý do chấp nhận các hồ sơ chưa xem." in answer
    assert 'value="9/SNV"' in answer
    done = data | {"unarranged": "leave_out", "unseen_reason": "Đã đối chiếu"}
    assert "Đã thẩm định đạt" in browser.submit(path, done, follow=True).content.decode()


def test_a_number_used_before_is_asked_about(as_user, hoa, lan, five):
    other = hand_in(lan.agency, lan, rows=1, name="Giai đoạn 2011–2015")
    appraise(other, hoa, unseen_reason="Đã đối chiếu")
    browser, path = as_user(hoa), PAGE.format(five.pk, "appraise")
    data = {"version": five.version, "capacity": "head", "unarranged": "leave_out", "unseen_reason": "Đã đối chiếu"}
    data |= {"document_number": "0123/snv-qlvtlt", "document_date": "20/6/2025"}
    answer = browser.submit(path, data).content.decode()
    assert "đánh dấu “Cùng một văn bản”" in answer and 'type="checkbox" name="same_document"' in answer
    browser.submit(path, data | {"same_document": "on"})
    assert {each.document for each in Appraisal.objects.all()} == {Appraisal.objects.first().document}


def test_the_rest_is_put_off_where_a_tranche_is_already_let_through(five, hoa):
    one_by_one(five, hoa, "01", "02", "03")
    appraise(five, hoa, "tranche")
    appraise(five, hoa, same_document=True, unarranged="leave_out")
    made = Appraisal.objects.get(is_tranche=False)
    assert (made.file_count, made.left_out_files) == (3, 2) and fresh(five).state == "appraised"
