"""Giấy mời by mail: one mail a person, nobody left with a dead code, and no mail where none is set."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from agencies.invitations import find_open, invite
from agencies.models import Event, Invitation, User

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def mail_is_set(settings):
    settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL = "smtp://mail.example", "cong@example.vn"


def ask(client, *people):
    form = {"nguoi": ",".join(str(each.pk) for each in people), "mail": "1", "replace": "1"}
    page = client.submit("/giay-moi/cap/", form, follow=True)
    return [str(message) for message in page.context["messages"]]


def test_each_person_gets_a_link_of_their_own(as_user, quy, lan, binh, mail_is_set):
    User.objects.filter(pk=binh.pk).update(email="")
    said = ask(as_user(quy), lan, binh)
    [letter] = outbox.outbox
    assert letter.to == ["lan@example.vn"] and "Tên đăng nhập: lan" in letter.body
    code = letter.body.partition("/moi/#ma=")[2].split()[0]
    assert find_open(code).user == lan
    assert said[0] == "Đã gửi 1 trong 2 giấy mời."
    assert "hãy in giấy: Ngô Thanh Bình (Sở Xây dựng)" in said[1]
    event = Event.objects.get(action="invite")
    assert event.sentence == "cấp giấy mời cho Trần Thị Lan, gửi thư tới lan@example.vn"


@pytest.mark.parametrize("failure", [SMTPServerDisconnected("x"), SMTPRecipientsRefused({})])
def test_where_the_mail_does_not_go_out_the_earlier_code_still_holds(
    as_user, quy, lan, mail_is_set, monkeypatch, failure
):
    [before] = invite([lan], actor=quy)

    def fail(self, messages):
        raise failure

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    [said] = ask(as_user(quy), lan)
    assert "Máy chủ thư không nhận thư" in said or "hãy in giấy: Trần Thị Lan" in said
    assert find_open(before.code) and Invitation.objects.count() == 1


def test_a_rehearsal_sends_nothing(as_user, quy, lan, mail_is_set, settings):
    settings.PORTAL_REHEARSAL = "2025-07-02"
    page = as_user(quy).get("/giay-moi/cap/").content.decode()
    assert 'name="mail"' not in page and "chỉ in ra" in page
