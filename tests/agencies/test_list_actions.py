"""What an administrator does to ticked rows is done once, and to nothing that changed since the page was drawn."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from agencies.account_changes import ask
from agencies.accounts import issue_passwords
from agencies.admin import user as user_admin
from agencies.models import AccountChange, Duty, Event, Job, User
from tests.helpers import factories as make
from tests.helpers.reading import SqueezingClient, guards_of

pytestmark = pytest.mark.django_db
PEOPLE, JOBS = "/quan-tri/agencies/user/", "/quan-tri/agencies/job/"


@pytest.fixture
def browser(quy):
    return at_work(quy)


def at_work(user):
    browser = SqueezingClient()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def drawn(browser, page):
    """What the page's form says of what it shows, and its key."""
    return guards_of(browser.get(page).content.decode(), page, page)


def issue(*people, **more):
    return {"action": "issue", "_selected_action": [one.pk for one in people]} | more


def said(answer):
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def issued(user):
    return Event.objects.about(user).filter(action="password").count()


def test_two_clicks_issue_one_password(browser, lan):
    form = drawn(browser, PEOPLE) | issue(lan)
    password = browser.post(PEOPLE, form).content.decode().strip().split(",")[-1]
    again = browser.post(PEOPLE, form)
    assert again.status_code == 302 and "đã được gửi trước đó" in said(again)
    lan.refresh_from_db()
    assert lan.check_password(password) and issued(lan) == 1


def test_of_two_administrators_the_second_reads_that_the_account_changed(browser, lan, minh, agencies):
    """Else the first one hands over a password that opens nothing."""
    other = at_work(make.a_user(agencies["SNV"], Duty.ADMINISTRATOR))
    first, second = drawn(browser, PEOPLE), drawn(other, PEOPLE)
    password = browser.post(PEOPLE, first | issue(lan)).content.decode().strip().split(",")[-1]
    refused = other.post(PEOPLE, second | issue(lan, minh))
    assert "Trần Thị Lan vừa được thay đổi từ lúc trang này mở" in said(refused)
    lan.refresh_from_db()
    assert lan.check_password(password) and issued(minh) == 0
    assert "attachment" in other.post(PEOPLE, drawn(other, PEOPLE) | issue(minh))["Content-Disposition"]


def test_a_log_in_meanwhile_changes_nothing_of_a_row(browser, lan):
    form = drawn(browser, PEOPLE)
    at_work(lan).get("/")
    User.objects.filter(pk=lan.pk).update(last_login="2025-06-20T09:00:00Z")
    assert "attachment" in browser.post(PEOPLE, form | issue(lan))["Content-Disposition"]


def test_a_form_that_does_not_say_what_it_showed_does_nothing(browser, lan):
    form = {name: value for name, value in drawn(browser, PEOPLE).items() if name != f"seen-{lan.pk}"}
    assert "không ghi bản bạn đã xem" in said(browser.post(PEOPLE, form | issue(lan)))
    without_key = browser.post(PEOPLE, issue(lan))
    assert without_key.status_code == 409 and "đã cũ hoặc không đầy đủ" in without_key.content.decode()
    assert issued(lan) == 0


def test_every_row_of_the_filter_is_what_the_page_counted(browser, lan, minh, monkeypatch):
    monkeypatch.setattr(user_admin.PortalUserAdmin, "list_per_page", 1)
    everybody = {"action": "end_sessions", "_selected_action": [lan.pk], "select_across": "1"}
    form = drawn(browser, PEOPLE)
    issue_passwords([minh], actor=minh)
    assert "danh sách vừa được thay đổi" in said(browser.post(PEOPLE, form | everybody))
    form = drawn(browser, PEOPLE)
    assert "Đã kết thúc" in said(browser.post(PEOPLE, form | everybody))


def test_a_list_too_long_is_not_acted_on_as_a_whole(browser, lan, minh, monkeypatch):
    monkeypatch.setattr(user_admin.PortalUserAdmin, "list_per_page", 1)
    monkeypatch.setattr(user_admin.PortalUserAdmin, "most_at_once", 1)
    everybody = {"action": "end_sessions", "_selected_action": [lan.pk], "select_across": "1"}
    assert "quá dài để chọn tất cả" in said(browser.post(PEOPLE, drawn(browser, PEOPLE) | everybody))


def test_a_job_that_went_on_is_not_put_back(browser, hoa, monkeypatch):
    monkeypatch.setattr("agencies.jobs.enqueue", lambda job: None)
    job = Job.objects.create(kind="test", requester=hoa, state=Job.State.FAILED)
    form = drawn(browser, JOBS) | {"action": "run_again", "_selected_action": [job.pk]}
    Job.objects.filter(pk=job.pk).update(attempts=3)
    assert "vừa được thay đổi" in said(browser.post(JOBS, form))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


# One person's password


WORDS = {"password1": "mua-rao-moi-2025", "password2": "mua-rao-moi-2025"}


def password_page(user):
    return reverse("admin:auth_user_password_change", args=[user.pk])


def test_a_password_typed_once_is_set_once(browser, lan):
    form = drawn(browser, password_page(lan)) | WORDS
    first, second = (browser.post(password_page(lan), form) for _ in range(2))
    assert first["Location"] == second["Location"] and "đã được gửi trước đó" in said(second)
    assert issued(lan) == 1


def test_a_password_that_was_set_meanwhile_stays(browser, lan):
    form = drawn(browser, password_page(lan)) | WORDS
    issue_passwords([lan], actor=lan)
    refused = browser.post(password_page(lan), form)
    assert "vừa được đổi từ lúc trang này mở" in said(refused)
    lan.refresh_from_db()
    assert not lan.check_password(WORDS["password1"])
    form = {name: value for name, value in drawn(browser, password_page(lan)).items() if name != "seen"} | WORDS
    assert "không ghi bản bạn đã xem" in said(browser.post(password_page(lan), form))


def test_a_password_that_is_refused_may_be_typed_again(browser, lan):
    form = drawn(browser, password_page(lan))
    page = browser.post(password_page(lan), form | {"password1": "a", "password2": "b"})
    assert page.status_code == 200 and "Chưa đặt được mật khẩu" in page.content.decode()
    again = guards_of(page.content.decode(), password_page(lan), password_page(lan))
    assert browser.post(password_page(lan), again | WORDS).status_code == 302


# What waits for a second person


LIST, ANSWER = "/thay-doi-tai-khoan/", "/thay-doi-tai-khoan/tra-loi/"


@pytest.fixture
def asked(lan, agencies):
    other = make.a_user(agencies["SNV"], Duty.ADMINISTRATOR)
    return ask(lan, {"duty": ("prepares", "signs")}, actor=other)


def answer_form(browser, change, word):
    guards = guards_of(browser.get(LIST).content.decode(), ANSWER, LIST)
    return guards | {"chon": [change.pk], "tra-loi": word}


def test_two_clicks_confirm_once(browser, asked, lan):
    form = answer_form(browser, asked, "xac-nhan")
    assert "Đã trả lời 1 thay đổi" in said(browser.post(ANSWER, form))
    again = browser.post(ANSWER, form)
    assert "đã được gửi trước đó" in said(again) and "Đã trả lời 0" not in said(again)
    assert Event.objects.about(lan).filter(action="confirm_change").count() == 1


def test_what_a_colleague_answered_first_is_said(browser, asked, quy, agencies):
    form = answer_form(browser, asked, "bo")
    third = at_work(make.a_user(agencies["STC"], Duty.ADMINISTRATOR))
    third.post(ANSWER, answer_form(third, asked, "xac-nhan"))
    refused = browser.post(ANSWER, form)
    assert "đã được xác nhận hoặc đã rút" in said(refused) and "Đã trả lời" not in said(refused)


@pytest.mark.parametrize("word", ["", "xoa"])
def test_an_answer_that_is_none_takes_nothing_back(browser, asked, word):
    assert "Chưa trả lời" in said(browser.post(ANSWER, answer_form(browser, asked, word)))
    asked.refresh_from_db()
    assert asked.state == AccountChange.State.WAITING
