"""An answer corrects a cell; Hoa takes it over with one press, under both names, or declines."""

import re

import pytest

from agencies import history
from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.effects import check_frozen, hash_of
from plans.appraisal.proposals import proposed
from plans.catalogues.files import write_files
from plans.catalogues.proposals import decline, take_back, take_over, write_back
from plans.models import CatalogueChange, ProposedValue
from tests.helpers.catalogues import appraise, counters, exact, fresh, hand_in, numbered, one_by_one, reopen, row

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def asked(plan, lan, hoa):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "ask", numbered(catalogue, "01"), actor=hoa, text="Bìa ghi 40 trang?")
    return fresh(catalogue)


@pytest.fixture
def proposal(asked, lan):
    file = numbered(asked, "01").get()
    answer(asked, {file.pk: "Đúng là 40."}, actor=lan, proposals={file.pk: proposed(file, "page_count", "40")})
    return ProposedValue.objects.get()


def page_count(catalogue):
    return numbered(catalogue, "01").get().page_count


def test_the_clerk_proposes_with_the_answer(asked, as_user, lan):
    browser, path, pk = as_user(lan), f"/muc-luc/{asked.pk}/tra-loi/", numbered(asked, "01").get().pk

    def sent(column, value):
        return browser.submit(path, {f"column-{pk}": column, f"value-{pk}": value}, follow=True).content.decode()

    assert "Chọn cột ghi sai." in sent("", "40")
    assert "ghi giá trị đúng, hoặc không chọn cột" in sent("page_count", "100")
    assert "Giá trị đúng" in sent("page_count", "bốn mươi") and "Hồ sơ chưa" not in sent("retention_years", "x")
    assert not ProposedValue.objects.exists()
    assert "Đề nghị sửa Trang A4: “100” → “40”" in sent("page_count", "40")
    assert numbered(asked, "01").get().decision == "answered" and page_count(asked) == 100


def test_one_press_changes_the_cell_under_both_names(proposal, asked, as_user, hoa, lan):
    frozen, browser = asked.frozen_hash, as_user(hoa)
    desk = browser.get(f"/quan-tri/plans/catalogue/{asked.pk}/change/?loc=1").content.decode()
    url = f"/quan-tri/plans/catalogue/{asked.pk}/de-nghi-sua/{proposal.pk}/"
    assert f"{url}take/" in desk and "Trang A4: “100” → “40”" in desk
    shown = browser.submit(f"{url}take/", {"loc": "1"}, follow=True).content.decode()
    assert "Đã sửa theo đề nghị của cơ quan: Trang A4: “100” → “40”." in shown and f"{url}undo/" in shown
    now = fresh(asked)
    assert (page_count(now), now.page_count, counters(now)) == (40, 440, (0, 0, 0, 0)) and exact(now)
    assert now.frozen_hash == frozen and now.agreed_hash == hash_of(now) != frozen
    check_frozen(now)
    for about in (now, numbered(now, "01").get()):
        event = history.of(about)[0]
        assert event.actor == hoa and "theo đề nghị của Trần Thị Lan" in event.sentence
    appraise(now, hoa)
    made = now.appraisals.get()
    assert (made.frozen_hash, made.agreed_hash) == (frozen, now.agreed_hash)
    assert (made.handed_pages, made.corrected_files, made.corrected_pages, made.a4_page_count) == (520, 1, -60, 460)


def test_what_was_taken_over_is_undone(proposal, asked, hoa):
    take_over(proposal, actor=hoa)
    with pytest.raises(Overtaken, match="đã có kết quả"):
        decline(proposal, actor=hoa)
    assert take_back(proposal, actor=hoa).is_open
    assert page_count(asked) == 100 and fresh(asked).agreed_hash == "" and exact(asked)
    assert numbered(asked, "01").get().decision == "answered"
    with pytest.raises(Overtaken, match="chưa được sửa theo"):
        take_back(proposal, actor=hoa)


def test_a_version_that_is_handed_in_again_has_its_own_figures(proposal, asked, hoa, lan):
    take_over(proposal, actor=hoa)
    back = perform(fresh(asked), "return", actor=hoa, reason="Sửa tên.")
    assert back.returns.get().a4_page_count == 520
    again = fresh(perform(fresh(asked), "submit", actor=lan, secrecy_declared=True))
    assert again.agreed_hash == "" and again.frozen_hash == hash_of(again)
    made = appraise(again, hoa).appraisals.get()
    assert (made.handed_pages, made.corrected_files, made.corrected_pages) == (460, 0, 0)


TOO_MANY = "902 trang mà chỉ 60 tờ (mỗi tờ tối đa 2 trang); kiểm tra lại."


def test_an_unlikely_value_is_warned_of_before_it_is_taken_over(asked, as_user, lan, hoa):
    pk, desk = numbered(asked, "01").get().pk, f"/quan-tri/plans/catalogue/{asked.pk}/change/?loc=1"
    data = {f"column-{pk}": "page_count", f"value-{pk}": "900"}
    sent = as_user(lan).submit(f"/muc-luc/{asked.pk}/tra-loi/", data, follow=True).content.decode()
    assert f"Hồ sơ 01, hộp 1: {TOO_MANY}" in sent and "Hồ sơ 01, hộp 1: Trên 300 trang." in sent
    shown = as_user(hoa).get(desk).content.decode()
    assert shown.index(TOO_MANY) < shown.index("/take/") and "Trên 300 trang." in shown
    take_over(ProposedValue.objects.get(), actor=hoa)
    assert TOO_MANY not in as_user(hoa).get(desk).content.decode()


def test_an_error_names_the_file(asked, as_user, lan, hoa):
    decide(asked, "ask", numbered(asked, "02"), actor=hoa, text="Năm nào?")
    first, second = (numbered(asked, number).get().pk for number in ("01", "02"))
    data = {f"column-{first}": "start_date", f"value-{first}": "x", f"value-{second}": "2009"}
    page = as_user(lan).submit(f"/muc-luc/{asked.pk}/tra-loi/", data).content.decode()
    assert "Giá trị đúng của hồ sơ 01, hộp 1: Nhập" in page
    assert "Cột ghi sai của hồ sơ 02, hộp 1: Chọn cột ghi sai." in page


def codes_on(browser, path):
    return re.findall(r"<code\s*>(\w{12})</code>", browser.get(path).content.decode())


def test_each_decision_shows_the_code_it_was_made_on(proposal, asked, as_user, lan, hoa):
    one_by_one(asked, hoa, "02")
    appraise(fresh(asked), hoa, "tranche")
    take_over(proposal, actor=hoa)
    now = fresh(asked)
    handed, agreed = now.frozen_hash[:12], now.agreed_hash[:12]
    agency, admin = f"/muc-luc/{asked.pk}/", f"/quan-tri/plans/catalogue/{asked.pk}/change/"
    for browser, path in ((as_user(lan), agency), (as_user(hoa), admin)):
        assert codes_on(browser, path) == [handed, agreed, handed]
        assert "hiện nay khác lúc thẩm định" in browser.get(path).content.decode()


def test_a_page_says_that_the_content_has_changed_once_it_has(proposal, asked, as_user, lan, hoa):
    take_over(proposal, actor=hoa)
    draft, browser, words = reopen(appraise(fresh(asked), hoa), lan, hoa), as_user(lan), "Nội dung đã khác"
    code, path = draft.frozen_hash[:12], f"/muc-luc/{asked.pk}/"
    assert codes_on(browser, path)[0] == code and words not in browser.get(path).content.decode()
    write_files(fresh(draft), actor=lan, changed=[(numbered(draft, "02").get(), row("02", page_count=41))])
    assert codes_on(browser, path)[0] == code and words in browser.get(path).content.decode()
    again = perform(fresh(draft), "submit", actor=lan, secrecy_declared=True)
    assert codes_on(browser, path)[:2] == [fresh(again).frozen_hash[:12], code]
    assert words in browser.get(path).content.decode()


def test_only_a_code_of_what_was_agreed_lets_it_through(proposal, asked, hoa):
    take_over(proposal, actor=hoa)
    numbered(asked, "02").update(title="Khác")
    with pytest.raises(WorkflowError, match="không còn như bản đã trình"):
        appraise(fresh(asked), hoa)


def test_declined_it_changes_nothing(proposal, asked, hoa, lan):
    with pytest.raises(NotAllowed):
        decline(proposal, actor=lan)
    assert decline(proposal, actor=hoa).outcome == "declined" and page_count(asked) == 100
    assert "theo đề nghị của Trần Thị Lan" in Event.objects.get(action="decline").sentence


def test_what_a_document_let_through_needs_a_new_one(proposal, asked, hoa):
    decide(asked, "accept", numbered(asked, "01"), actor=hoa)
    appraise(fresh(asked), hoa, "tranche")
    with pytest.raises(WorkflowError, match="bản mới phải được thẩm định bằng văn bản mới"):
        take_over(proposal, actor=hoa)
    assert page_count(asked) == 100


def test_a_cell_that_was_changed_since_is_not_overwritten(proposal, asked, hoa, lan):
    draft = perform(fresh(asked), "withdraw", actor=lan)
    with pytest.raises(Overtaken, match="không còn chờ thẩm định"):
        take_over(proposal, actor=hoa)
    write_files(draft, actor=lan, changed=[(numbered(draft, "01").get(), row("01", page_count=41))])
    perform(fresh(draft), "submit", actor=lan, secrecy_declared=True)
    with pytest.raises(WorkflowError, match="không còn ghi “100”"):
        take_over(proposal, actor=hoa)


def test_a_later_version_cannot_undo_what_was_signed_with_it(proposal, asked, hoa, lan):
    take_over(proposal, actor=hoa)
    opened = fresh(reopen(appraise(fresh(asked), hoa), lan, hoa))
    assert not CatalogueChange.objects.undoable(opened).exists()


def test_after_a_return_the_agency_writes_back_what_the_cell_held(proposal, asked, as_user, lan, hoa):
    take_over(proposal, actor=hoa)
    file = numbered(asked, "01").get()
    url, browser = f"/muc-luc/ho-so/{file.pk}/", as_user(lan)
    assert "như trước khi sửa theo" not in browser.get(url).content.decode()  # it lies with Sở Nội vụ
    perform(fresh(asked), "return", actor=hoa, reason="Xem lại.")
    assert "Ghi lại Trang A4 “100” như trước khi sửa theo" in browser.get(url).content.decode()
    said = browser.submit(f"{url}ghi-lai/", {"proposal": proposal.pk}, follow=True).content.decode()
    assert "Đã ghi lại Trang A4 “100”." in said and "Hoàn tác" in said and "như trước khi sửa theo" not in said
    assert page_count(asked) == 100 and exact(asked)
    event = history.of(asked)[0]
    assert event.actor == lan and "ghi lại Trang A4 “100” như trước đề nghị của Trần Thị Lan" in event.sentence
    with pytest.raises(WorkflowError, match="không có gì để ghi lại"):
        write_back(ProposedValue.objects.get(), actor=lan)


def test_a_later_version_says_why_the_correction_stays_and_offers_no_undoing(proposal, asked, lan, hoa, as_user):
    desk = f"/quan-tri/plans/catalogue/{asked.pk}/change/?loc=1"
    take_over(proposal, actor=hoa)
    assert "/undo/" in as_user(hoa).get(desk).content.decode()
    perform(fresh(asked), "return", actor=hoa, reason="Xem lại.")
    perform(fresh(asked), "submit", actor=lan, secrecy_declared=True)
    page = as_user(hoa).get(desk).content.decode()
    assert "Đã sửa theo" in page and "/undo/" not in page
    with pytest.raises(WorkflowError, match="lần trình trước"):
        take_back(ProposedValue.objects.get(), actor=hoa)
