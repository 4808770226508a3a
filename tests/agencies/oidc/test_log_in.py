"""Log-in by the province's identity server: accounts are matched, never made; steps and rights are the same."""

import time
from contextlib import ExitStack

import pytest
from django.contrib.contenttypes.models import ContentType

from agencies.limits.places import place
from agencies.models import Event, ExternalIdentity, PortalSession, User
from agencies.oidc import client as oidc
from agencies.oidc.matching import unbind
from tests.helpers import identity_server as idp
from tests.helpers.identity_server import BACK, START, come_back, is_in
from tests.helpers.phones import a_phone, code_of, let_time_pass
from tests.helpers.reading import SqueezingClient

pytestmark = pytest.mark.django_db


def test_without_the_setting_there_is_no_other_way_in(browser):
    assert "tài khoản của tỉnh" not in browser.get("/dang-nhap/").content.decode()
    assert (browser.get(START).status_code, browser.get(BACK).status_code) == (404, 404)


def test_the_button_leads_there_and_back(browser, server, lan):
    page = browser.get("/dang-nhap/?next=/muc-luc/").content.decode()
    assert f'href="{START}?next=/muc-luc/"' in page and "Đăng nhập bằng tài khoản của tỉnh" in page
    answer = come_back(browser, server, start=f"{START}?next=/muc-luc/", preferred_username="LAN")
    assert answer.headers["Location"] == "/muc-luc/"
    assert "Trần Thị Lan" in browser.get("/").content.decode()
    asked = server.asked[-1]
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert {"state", "nonce", "code_challenge"} <= asked.keys() and "openid" in asked["scope"]
    event = Event.objects.about(lan).get(action="login")
    assert event.sentence == "đăng nhập bằng tài khoản của tỉnh" and event.actor == lan
    session = PortalSession.objects.get(user=lan)
    assert session.began_at and session.address == "127.0.0.1"
    assert {"login_began", "login_seen"} <= set(browser.session.keys())


def test_the_first_match_binds_the_person_and_later_names_count_no_more(browser, server, lan, binh):
    come_back(browser, server, "s-lan", preferred_username="lan")
    assert ExternalIdentity.objects.get().user == lan
    assert Event.objects.about(lan).filter(action="bind_identity").exists()
    second = SqueezingClient()
    come_back(second, server, "s-lan", preferred_username="binh")  # renamed at the server: still the same person
    assert second.session["_auth_user_id"] == str(lan.pk)
    stranger = SqueezingClient()
    answer = come_back(stranger, server, "s-other", preferred_username="lan")  # the name was given to somebody else
    assert answer.status_code == 403 and "đã gắn với người khác" in answer.content.decode() and not is_in(stranger)
    unbind(lan, actor=binh)
    assert come_back(stranger, server, "s-other", preferred_username="lan").status_code == 302


def test_unknown_and_stopped_accounts_are_refused_and_none_is_made(browser, server, lan, minh):
    before = User.objects.count()
    answer = come_back(browser, server, "s-9", preferred_username="khong-co")
    assert answer.status_code == 403 and "chưa gắn với tài khoản nào" in answer.content.decode()
    refused = Event.objects.about(ContentType.objects.get_for_model(User)).get(action="login_failed")
    assert "khong-co" not in str(refused.after) + refused.sentence
    User.objects.filter(pk=minh.pk).update(is_active=False)
    answer = come_back(browser, server, "s-8", preferred_username="minh")
    assert "đã ngừng sử dụng" in answer.content.decode() and not ExternalIdentity.objects.exists()
    come_back(browser, server, "s-1", preferred_username="lan")
    browser.post("/dang-xuat/")
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert come_back(browser, server, "s-1", preferred_username="lan").status_code == 403
    assert Event.objects.about(lan).filter(action="login_failed").exists() and not is_in(browser)
    assert User.objects.count() == before


def test_an_account_that_is_stopped_is_out_at_once(browser, server, lan):
    come_back(browser, server, preferred_username="lan")
    assert browser.get("/").status_code == 200
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("verified", [True, False, "true", None])
def test_mail_matches_only_where_the_server_proved_it(browser, server, settings, lan, verified):
    settings.OIDC_MATCH, settings.OIDC_CLAIM = "email", "email"
    answer = come_back(browser, server, email="LAN@example.vn", email_verified=verified)
    assert (answer.status_code == 302) is (verified is True)


def test_one_mail_of_two_accounts_matches_none(browser, server, settings, lan, binh):
    settings.OIDC_MATCH, settings.OIDC_CLAIM = "email", "email"
    User.objects.filter(pk=binh.pk).update(email=lan.email)
    answer = come_back(browser, server, email=lan.email, email_verified=True)
    assert answer.status_code == 403 and "Nhiều tài khoản" in answer.content.decode()


def test_a_claim_that_stands_in_the_user_info_alone(browser, server, lan):
    server.info = {"preferred_username": "lan"}
    assert come_back(browser, server).status_code == 302
    other = SqueezingClient()
    server.info = {"preferred_username": "binh", "sub": "somebody-else"}
    assert come_back(other, server, "s-2").status_code == 403


def test_the_second_factor_is_asked_for_all_the_same(browser, server, hoa, settings):
    settings.SECOND_FACTOR = True
    come_back(browser, server, preferred_username="hoa", amr=["pwd", "mfa"])
    assert browser.get("/").headers["Location"].startswith("/tai-khoan/xac-thuc/")
    a_phone(hoa)
    other = SqueezingClient()
    come_back(other, server, preferred_username="hoa", amr=["pwd", "mfa"])
    assert other.get("/").headers["Location"].startswith("/ma-xac-nhan/")
    other.post("/ma-xac-nhan/?next=/", {"ma": code_of(hoa, confirmed=True)})
    assert other.get("/").status_code == 200


def test_the_servers_second_factor_counts_only_by_setting(browser, server, hoa, settings):
    settings.SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = True, ["mfa"]
    come_back(browser, server, preferred_username="hoa", amr=["pwd"])
    assert browser.get("/").headers["Location"].startswith("/tai-khoan/xac-thuc/")
    browser.post("/dang-xuat/")
    come_back(browser, server, preferred_username="hoa", amr=["pwd", "mfa"])
    assert browser.get("/").status_code == 200


def test_before_what_weighs_much_the_server_is_asked_again(browser, server, quy, lan, settings):
    settings.SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = True, ["mfa"]
    come_back(browser, server, "s-q", preferred_username="quy", amr=["mfa"])
    let_time_pass(browser, 30)
    answer = browser.submit("/quan-tri/agencies/user/", {"action": "ask_in", "_selected_action": [lan.pk]})
    way = answer.headers["Location"]
    assert way.startswith(START) and "lai=1" in way
    address = browser.get(way).headers["Location"]
    assert (server.asked == []) or "prompt=login" in address
    assert "max_age=0" in address
    for wrong in ({"subject": "s-x"}, {"auth_time": int(time.time()) - 7200}, {"auth_time": None}, {"amr": ["pwd"]}):
        claims = {"subject": "s-q", "preferred_username": "quy", "amr": ["mfa"]} | wrong
        refused = browser.get(BACK, server.sign_in(browser.get(way).headers["Location"], **claims))
        assert refused.status_code == 403, wrong
    claims = {"subject": "s-q", "amr": ["mfa"]}
    back = browser.get(BACK, server.sign_in(browser.get(way).headers["Location"], **claims))
    assert back.status_code == 302 and back.headers["Location"].startswith("/quan-tri/")
    answer = browser.submit("/quan-tri/agencies/user/", {"action": "ask_in", "_selected_action": [lan.pk]})
    assert not answer.headers["Location"].startswith(START)


def test_an_issued_password_must_be_changed_all_the_same(browser, server, lan):
    User.objects.filter(pk=lan.pk).update(must_change_password=True)
    come_back(browser, server, preferred_username="lan")
    assert browser.get("/").headers["Location"].startswith("/mat-khau/")


def test_rights_are_the_same(browser, server, minh):
    come_back(browser, server, preferred_username="minh", groups=["admin"], roles=["superuser"])
    assert browser.get("/quan-tri/agencies/user/").status_code in (302, 403)
    assert browser.get("/muc-luc/lap/").status_code == 403


def test_leaving_leaves_the_server_too(browser, server, lan, client):
    come_back(browser, server, preferred_username="lan")
    answer = browser.post("/dang-xuat/")
    assert answer.headers["Location"].startswith(f"{server.issuer}/logout?client_id={idp.CLIENT}") and not is_in(
        browser
    )
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"


def test_a_page_for_leaving_at_another_host_is_not_gone_to(browser, server, lan):
    server.metadata = {"end_session_endpoint": "https://elsewhere.example/logout"}
    come_back(browser, server, preferred_username="lan")
    assert browser.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"


def test_leaving_while_the_server_is_gone(browser, server, settings, lan):
    come_back(browser, server, preferred_username="lan")
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert browser.post("/dang-xuat/").headers["Location"] == "/dang-nhap/" and not is_in(browser)


def test_a_frozen_server_holds_few(browser, server, lan):
    with ExitStack() as held:
        for _ in range(oidc.AT_ONCE):
            held.enter_context(place("identity-server", oidc.AT_ONCE))
        answer = browser.get(START)
        assert answer.status_code in (429, 503) and "cùng lúc" in answer.content.decode()
        assert browser.get("/dang-nhap/").status_code == 200
    assert browser.get(START).status_code == 302


def test_a_server_that_is_gone_is_said(browser, settings, lan):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = "http://127.0.0.1:9", idp.CLIENT
    oidc._known.clear()
    answer = browser.get(START)
    assert answer.status_code == 503 and "chưa trả lời" in answer.content.decode()
