"""What was appraised is opened again only where its agency asks with a reason and Sở Nội vụ grants it."""

import pytest

from agencies.workflow import NotAllowed, WorkflowError, perform
from plans.catalogues.files import write_files
from plans.catalogues.services import rename_catalogue
from plans.catalogues.undoing import undo_change
from plans.models import CatalogueChange
from tests.helpers.catalogues import appraise, exact, fresh, hand_in, reopen, row
from tests.helpers.tampering import tampered

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = "Sót 12 hồ sơ của năm 2007."


@pytest.fixture
def appraised(plan, lan, hoa):
    return appraise(hand_in(lan.agency, lan), hoa)


@pytest.fixture
def asked(appraised, lan):
    return perform(appraised, "ask_reopen", actor=lan, reason=WHY)


def page(client, catalogue):
    return client.get(f"/muc-luc/{catalogue.pk}/").content.decode()


def test_the_request_stands_on_both_desks_and_changes_nothing(asked, as_user, lan, hoa):
    assert (asked.state, asked.revision, asked.desk, asked.is_changeable) == ("reopening", 1, "Sở Nội vụ", False)
    assert WHY in page(as_user(lan), asked) and "Rút đề nghị mở lại" in page(as_user(lan), asked)
    home = as_user(lan).get("/").content.decode()
    assert "Đang ở Sở Nội vụ: đề nghị mở lại, chờ trả lời." in home
    desk = as_user(hoa).get(f"/quan-tri/plans/catalogue/{asked.pk}/change/").content.decode()
    assert WHY in desk and "Cho mở lại" in desk and "Không cho mở lại" in desk
    confirm = as_user(hoa).get(f"/quan-tri/plans/catalogue/{asked.pk}/thao-tac/reopen/").content.decode()
    assert WHY in confirm and "Trần Thị Lan" in confirm
    home = as_user(hoa).get("/").content.decode()
    assert "Trả lời đề nghị mở lại Mục lục đã thẩm định" in home
    queue = as_user(hoa).get("/quan-tri/plans/catalogue/?trang-thai=reopening").content.decode()
    assert "Đề nghị mở lại" in queue and asked.name in queue


def test_a_request_is_taken_back_or_refused_with_a_reason(asked, as_user, lan, hoa):
    assert perform(asked, "drop_reopen", actor=lan).state == "appraised"
    perform(fresh(asked), "ask_reopen", actor=lan, reason=WHY)
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        perform(fresh(asked), "refuse_reopen", actor=hoa)
    refused = perform(fresh(asked), "refuse_reopen", actor=hoa, reason="Lập Mục lục bổ sung riêng.")
    assert (refused.state, refused.revision) == ("appraised", 1)
    shown = page(as_user(lan), asked)
    assert "Sở Nội vụ không cho mở lại." in shown and "Lập Mục lục bổ sung riêng." in shown
    perform(refused, "ask_reopen", actor=lan, reason="Số trang sai.")
    assert "Sở Nội vụ không cho mở lại." not in page(as_user(lan), asked).split("Lịch sử")[0]


def test_what_was_granted_is_no_third_submission(appraised, as_user, lan, hoa):
    opened = fresh(reopen(appraised, lan, hoa))
    assert (opened.state, opened.revision) == ("draft", 2)
    for client, url in ((lan, f"/muc-luc/{opened.pk}/"), (hoa, f"/quan-tri/plans/catalogue/{opened.pk}/change/")):
        shown = as_user(client).get(url).content.decode()
        assert "Sở Nội vụ đã cho mở lại." in shown and "Lần trình 2" not in shown
    write_files(opened, actor=lan, changed=[(opened.files.get(file_number="01"), row("01", page_count=90))])
    desk = as_user(hoa).get(f"/quan-tri/plans/catalogue/{opened.pk}/change/").content.decode()
    assert "Sửa ở lần trình này" not in desk and "Lần trình 2" not in desk


def test_a_grant_is_taken_back_while_nothing_was_changed(appraised, lan, hoa):
    opened = reopen(appraised, lan, hoa)
    write_files(opened, actor=lan, added=[row("06")])
    with pytest.raises(WorkflowError, match="đã sửa hoặc trình lại"):
        perform(fresh(opened), "close_again", actor=hoa, reason="Nhầm Mục lục.")
    undo_change(CatalogueChange.objects.standing().first(), actor=lan)
    closed = fresh(perform(fresh(opened), "close_again", actor=hoa, reason="Nhầm Mục lục."))
    assert (closed.state, closed.revision) == ("appraised", 1) and exact(closed)
    again = reopen(closed, lan, hoa)
    rename_catalogue(again, actor=lan, name="Tên khác", fonds=again.fonds)
    with pytest.raises(WorkflowError, match="đã sửa hoặc trình lại"):
        perform(fresh(again), "close_again", actor=hoa, reason="Nhầm Mục lục.")


def test_a_draft_that_was_only_withdrawn_has_no_grant(plan, as_user, lan, hoa):
    draft = perform(hand_in(lan.agency, lan), "withdraw", actor=lan)
    with pytest.raises(WorkflowError, match="không phải do Sở Nội vụ mở lại"):
        perform(draft, "close_again", actor=hoa, reason="Nhầm.")
    assert "thao-tac/close_again" not in page(as_user(hoa), draft)
    assert "Lần trình" not in page(as_user(lan), draft)


def test_nobody_answers_their_own_request(asked, hoa):
    tampered(f"UPDATE agencies_event SET actor_id = {hoa.pk} WHERE action = 'ask_reopen'")
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        perform(asked, "reopen", actor=hoa)
