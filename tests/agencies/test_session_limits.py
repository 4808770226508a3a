"""How long a log-in lasts, what ends it, and that nothing typed is lost when it ends."""

from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.test import Client

from agencies import drafts, session_limits
from agencies.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.once
HOUR = 3600
SessionStore = import_module(django_settings.SESSION_ENGINE).SessionStore


@pytest.fixture
def wait(monkeypatch):
    """`wait(seconds)`: the clock that log-ins are measured by goes on."""
    now = [1_750_000_000.0]
    monkeypatch.setattr(session_limits.time, "time", lambda: now[0])

    def go_on(seconds):
        now[0] += seconds

    return go_on


def is_in(browser):
    return browser.get("/").status_code == 200


def test_who_does_nothing_for_an_hour_logs_in_again(wait, as_user, lan):
    browser = as_user(lan)
    wait(HOUR - 1)
    assert is_in(browser)
    wait(HOUR + 1)
    answer = browser.get("/")
    assert answer["Location"] == "/dang-nhap/?next=/" and answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(browser)


def test_who_works_all_day_logs_in_again_after_eight_hours(wait, as_user, lan):
    browser = as_user(lan)
    for _ in range(16):
        wait(HOUR / 2)
        assert is_in(browser)
    wait(1)
    assert not is_in(browser)


def test_both_limits_are_settings(wait, as_user, lan, settings):
    settings.SESSION_IDLE_SECONDS = 60
    browser = as_user(lan)
    wait(61)
    assert not is_in(browser)


def test_a_login_from_before_the_limits_begins_now(wait, as_user, lan):
    browser = as_user(lan)
    session = browser.session
    del session[session_limits.BEGAN], session[session_limits.SEEN]
    session.save()
    assert is_in(browser)
    wait(HOUR + 61)
    assert not is_in(browser)


def test_what_is_sent_after_an_idle_hour_comes_back_to_its_writer(wait, as_user, lan, plan):
    browser = as_user(lan)
    wait(HOUR + 1)
    browser.post("/muc-luc/lap/", {"_owner": drafts.owner_token(lan), "name": "Mục lục đợt 7"})
    assert "Mục lục đợt 7" in as_user(lan).get("/muc-luc/lap/").content.decode()


def test_the_session_is_written_once_a_minute_at_most(wait, as_user, lan):
    browser, written = as_user(lan), set()
    for _ in range(6):
        assert is_in(browser)
        written.add(browser.session[session_limits.SEEN])
        wait(20)
    assert len(written) == 2


def log_in(browser):
    return browser.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})


def test_a_login_has_a_key_of_its_own(client, lan):
    client.post("/moi/", {"ma": "sai"})  # a session before the log-in
    before = client.cookies["sessionid"].value
    log_in(client)
    assert client.cookies["sessionid"].value != before
    assert not SessionStore().exists(before)


def test_a_key_is_of_no_use_after_the_log_out(client, lan):
    log_in(client)
    key = client.cookies["sessionid"].value
    answer = client.post("/dang-xuat/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies["sessionid"] = key
    assert not is_in(thief) and not SessionStore().exists(key)


def test_a_closed_account_is_out_at_once(as_user, lan):
    browser = as_user(lan)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert not is_in(browser)


def test_a_new_password_ends_every_other_login(lan):
    here, elsewhere = Client(), Client()
    log_in(here)
    log_in(elsewhere)
    new = "mot-cau-dai-de-nho-2025"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/mat-khau/", sent)["Location"] == "/"
    assert is_in(here) and not is_in(elsewhere)
