"""What the pages of an estimate refuse, and in which words."""

from dataclasses import replace

from agencies.workflow import WorkflowError, perform
from budgets.estimates import limits, services, views
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
    answer = as_user(lan).submit("/du-toan/lap-moi/", {"name": "Đợt 1", "agency": "SYT"}, follow=True)
    assert said(answer) == ["Đã lập Dự toán “Đợt 1” của Sở Y tế: 4.896.000 đồng."]
    estimate = Estimate.objects.get()
    sent = {"name": "Đợt 2", "pages_a4": "10", "extra-TOTAL_FORMS": "0", "extra-INITIAL_FORMS": "0", "version": "1"}
    answer = as_user(lan).submit(f"/du-toan/{estimate.pk}/sua/", sent, follow=True)
    assert said(answer) == ["Đã lưu dự toán."]
    assert said(as_user(lan).submit(f"/du-toan/{estimate.pk}/xoa/", follow=True)) == ["Đã xóa dự toán."]
    assert not Estimate.objects.exists()


def test_rows_are_added_five_at_a_time_up_to_forty(as_user, lan, estimate_of):
    estimate = estimate_of(a4=1)
    for before, after in (("", 5), ("2", 7), ("38", 40), ("x", 5)):
        page = as_user(lan).submit(f"/du-toan/{estimate.pk}/sua/", {"add_rows": "1", "extra-TOTAL_FORMS": before})
        assert page.context["extras"].total_form_count() == after, before


def test_the_page_that_asks_before_deleting_names_the_estimate(as_user, lan, estimate_of):
    estimate = estimate_of(a4=1)
    page = as_user(lan).get(f"/du-toan/{estimate.pk}/xoa/")
    assert page.context["estimate"] == estimate and page.context["cancel_url"] == f"/du-toan/{estimate.pk}/"
    assert "Đợt 1" in page.content.decode() and Estimate.objects.exists()


def test_what_changed_while_it_was_being_deleted_is_said(as_user, lan, estimate_of, monkeypatch):
    def overtaken(estimate, actor, expected_version):
        raise WorkflowError("Có người vừa trình dự toán này.")

    estimate = estimate_of(a4=1)
    monkeypatch.setattr(services, "delete_estimate", overtaken)
    answer = as_user(lan).submit(f"/du-toan/{estimate.pk}/xoa/", follow=True)
    assert said(answer) == ["Có người vừa trình dự toán này."] and answer.redirect_chain == [("/du-toan/", 302)]


def test_who_has_no_line_in_the_plan_reads_why(as_user, lan, agencies):
    lan.agency = agencies["UBND"]
    lan.save()
    answer = as_user(lan).get("/du-toan/lap-moi/", follow=True)
    assert said(answer) == ["Tài khoản này không lập hồ sơ cho cơ quan nào trong Kế hoạch."]
    assert answer.redirect_chain == [("/du-toan/", 302)] and answer.context["may_draft"] is False


def test_a_long_list_has_pages_and_sums_of_the_whole(as_user, lan, estimate_of, monkeypatch):
    monkeypatch.setattr(views, "LIST", replace(views.LIST, size=2))
    for number in range(3):
        estimate_of(name=f"Đợt {number}", a4=1)
    page = as_user(lan).get("/du-toan/?page=2")
    assert [row.name for row in page.context["page"]] == ["Đợt 2"]
    assert (page.context["sums"]["count"], page.context["may_draft"]) == (3, True)


def test_what_is_on_another_desk_sends_its_editor_back_with_the_reason(as_user, lan, estimate_of):
    estimate = estimate_of(a4=1, state="submitted")
    answer = as_user(lan).get(f"/du-toan/{estimate.pk}/sua/", follow=True)
    assert said(answer) == ["Hồ sơ đã trình nên không sửa được nữa. Rút lại, hoặc chờ trả lại, rồi sửa."]
    assert answer.redirect_chain == [(f"/du-toan/{estimate.pk}/", 302)]


def test_the_page_of_an_estimate_says_what_keeps_it_from_being_handed_in(as_user, lan, thu, estimate_of):
    page = as_user(lan).get(f"/du-toan/{estimate_of(a4=1).pk}/")
    assert page.context["missing"] == [limits.NOT_APPRAISED]
    assert (page.context["may_edit"], page.context["may_delete"], page.context["price"]) == (True, True, 4_896)
    assert as_user(thu).get(f"/du-toan/{estimate_of('20335', a4=1).pk}/").context["missing"] == []
