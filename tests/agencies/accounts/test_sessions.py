"""One sees where one is logged in, and ends it; what an account may is read at each request."""

import pytest
from django.conf import settings
from django.urls import reverse

from agencies import sessions, views
from agencies.models import Duty, Event, PortalSession
from tests.conftest import PASSWORD
from tests.helpers.reading import SqueezingClient

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ON_A_PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
END = "/tai-khoan/ket-thuc-phien/"


def logged_in(user, agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"):
    browser = SqueezingClient(HTTP_USER_AGENT=agent)
    browser.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    return browser


def is_in(browser):
    return browser.get("/tai-khoan/").status_code == 200


def test_lan_sees_where_she_is_logged_in(lan, binh):
    office, phone, _ = logged_in(lan), logged_in(lan, ON_A_PHONE), logged_in(binh)
    page = office.get("/tai-khoan/").content.decode()
    assert "Firefox, Windows" in page and "Chrome, Android" in page and "127.0.0.1" in page
    assert page.count("máy này") == 1 and page.count('name="phien"') == 1
    assert phone.session.session_key not in page


def test_lan_ends_one_session_and_bình_none_of_hers(lan, binh):
    office, phone, stranger = logged_in(lan), logged_in(lan, ON_A_PHONE), logged_in(binh)
    named = {"phien": PortalSession.objects.get(pk=phone.session.session_key).public_name}
    stranger.post(END, named)
    assert is_in(phone)
    office.post(END, named)
    assert is_in(office) and not is_in(phone)
    assert Event.objects.about(lan).filter(action="sessions").count() == 1


def test_lan_ends_all_others_at_once(lan):
    here, *others = [logged_in(lan) for _ in range(3)]
    here.post(END)
    assert is_in(here) and not any(map(is_in, others))


def test_an_administrator_ends_somebodys_sessions(lan, quy):
    hers = logged_in(lan)
    chosen = {"action": "end_sessions", "_selected_action": [lan.pk]}
    logged_in(quy).submit(reverse("admin:agencies_user_changelist"), chosen)
    assert not is_in(hers)
    assert "của Trần Thị Lan" in Event.objects.about(lan).filter(action="sessions").get().sentence


def test_another_password_ends_the_other_sessions(lan):
    here, elsewhere = logged_in(lan), logged_in(lan)
    words = {"old_password": PASSWORD, "new_password1": "mưa rào tháng sáu", "new_password2": "mưa rào tháng sáu"}
    assert here.post("/mat-khau/", words).status_code == 302
    assert is_in(here) and not is_in(elsewhere)
    assert [each.pk for each in sessions.of(lan) if each.pk == here.session.session_key]


def test_a_duty_taken_away_works_at_once(hoa, lan):
    desk = logged_in(hoa)
    assert desk.get(reverse("admin:plans_catalogue_changelist")).status_code == 200
    type(hoa).objects.filter(pk=hoa.pk).update(duty=Duty.READS)
    assert desk.get(reverse("admin:plans_catalogue_changelist")).status_code != 200
    clerk = logged_in(lan)
    assert clerk.get("/muc-luc/lap/").status_code == 200
    type(lan).objects.filter(pk=lan.pk).update(duty=Duty.READS)
    assert clerk.get("/muc-luc/lap/").status_code == 403
    type(lan).objects.filter(pk=lan.pk).update(is_active=False)
    assert not is_in(clerk)


def test_when_a_session_was_used_is_noted_now_and_then(lan, day, django_assert_num_queries):
    browser = logged_in(lan)
    PortalSession.objects.update(seen_at="2025-06-20T00:00+07:00")
    is_in(browser)
    first = PortalSession.objects.get(user=lan).seen_at
    is_in(browser)
    assert first.hour or first.minute
    assert PortalSession.objects.get(user=lan).seen_at == first


@pytest.mark.parametrize("agent", ["", "<script>alert(1)</script>", "x" * 9000])
def test_a_browsers_own_words_are_never_kept(agent):
    assert sessions.device_of(agent) == sessions.UNKNOWN


def test_the_portal_uses_its_own_sessions():
    assert settings.SESSION_ENGINE == "agencies.sessions"


def test_a_session_that_is_ended_while_it_asks_for_something_reads_why(lan, monkeypatch):
    """Two that end each other at the same moment: both did it, and both read so, not refused (400)."""
    here, there = logged_in(lan), logged_in(lan)
    other = here.session.session_key
    ended = views.sessions.end

    def both_end(*args, **kwargs):
        PortalSession.objects.filter(pk=there.session.session_key).delete()  # the other one was quicker
        return ended(*args, **kwargs)

    monkeypatch.setattr(views.sessions, "end", both_end)
    answer = there.post(END, follow=True)
    assert answer.redirect_chain == [("/dang-nhap/?da-ket-thuc=1", 302)]
    page = answer.content.decode()
    assert "Phiên đăng nhập vừa được kết thúc" in page and "xem lại trước khi gửi lần nữa" in page
    assert not PortalSession.objects.filter(pk=other).exists() and not is_in(there)
