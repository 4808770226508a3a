"""What the pages of an estimate refuse, and in which words."""

from agencies.workflow import perform
from budgets.models import Estimate


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_draft_that_was_handed_in_once_has_no_page_to_delete_it(as_user, lan, estimate_of, catalogue_of):
    catalogue_of()
    estimate = estimate_of(a4=1)
    assert as_user(lan).get(f"/du-toan/{estimate.pk}/xoa/").status_code == 200
    perform(perform(estimate, "submit", actor=lan), "withdraw", actor=lan)
    answer = as_user(lan).get(f"/du-toan/{estimate.pk}/xoa/", follow=True)
    assert answer.redirect_chain == [(f"/du-toan/{estimate.pk}/", 302)]
    assert said(answer) == ["Chỉ xóa được dự toán đang lập, chưa trình lần nào."]


def test_drafting_saving_and_deleting_are_confirmed_in_words(as_user, lan, catalogue_of):
    catalogue_of(a4=1_000)
    answer = as_user(lan).post("/du-toan/lap-moi/", {"name": "Đợt 1", "agency": "SYT"}, follow=True)
    assert said(answer) == ["Đã lập Dự toán “Đợt 1” của Sở Y tế: 4.896.000 đồng."]
    estimate = Estimate.objects.get()
    sent = {"name": "Đợt 2", "pages_a4": "10", "extra-TOTAL_FORMS": "0", "extra-INITIAL_FORMS": "0", "version": "1"}
    answer = as_user(lan).post(f"/du-toan/{estimate.pk}/sua/", sent, follow=True)
    assert said(answer) == ["Đã lưu dự toán."]
    assert said(as_user(lan).post(f"/du-toan/{estimate.pk}/xoa/", follow=True)) == ["Đã xóa dự toán."]
    assert not Estimate.objects.exists()


def test_rows_are_added_five_at_a_time_up_to_forty(as_user, lan, estimate_of):
    estimate = estimate_of(a4=1)
    for before, after in (("", 5), ("2", 7), ("38", 40), ("x", 5)):
        page = as_user(lan).post(f"/du-toan/{estimate.pk}/sua/", {"add_rows": "1", "extra-TOTAL_FORMS": before})
        assert page.context["extras"].total_form_count() == after, before
