"""Two at the same moment: a code, a recovery code and a confirmation are good once."""

import pytest
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_static.models import StaticDevice

from agencies.account_changes import ask, confirm
from agencies.models import Duty, Event
from agencies.second_factor import devices
from tests.helpers import factories as make
from tests.helpers.phones import a_phone, code_of
from tests.helpers.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_code_opens_one_of_two_sessions(lan):
    paper = a_phone(lan)[0]
    for code in (code_of(lan, confirmed=True), paper):
        assert sorted(together(*[lambda code=code: devices.passes(lan, code)] * 2)) == [False, True]


def opens(person, code):
    """Whatever was typed wrongly before."""
    devices.let_try_again(person)
    return devices.passes(person, code)


def test_of_two_papers_with_recovery_codes_one_is_good(lan):
    a_phone(lan)
    first, second = together(*[lambda: devices.renew_codes(lan)] * 2)
    assert StaticDevice.objects.filter(user=lan).count() == 1
    assert devices.codes_left(lan) == devices.CODES
    assert sorted(opens(lan, codes[0]) for codes in (first, second)) == [False, True]


def test_who_turns_the_second_factor_off_keeps_no_paper(lan):
    a_phone(lan)

    def turn_off():
        devices.drop(lan, actor=lan, sentence="tắt lớp xác thực thứ hai")

    together(turn_off, lambda: devices.renew_codes(lan))
    lan.refresh_from_db()
    assert lan.second_factor_since is None and not StaticDevice.objects.filter(user=lan).exists()


def test_it_is_turned_off_once(lan):
    a_phone(lan)
    together(*[lambda: devices.drop(lan, actor=lan, sentence="tắt lớp xác thực thứ hai")] * 2)
    assert Event.objects.about(lan).filter(sentence="tắt lớp xác thực thứ hai").count() == 1


def test_a_change_is_confirmed_once(quy, nam, lan, agencies):
    yen = make.a_user(agencies["SNV"], Duty.ADMINISTRATOR)
    change = ask(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)

    def said_by(actor):
        try:
            confirm(change, actor=actor)
        except ValidationError:
            return "refused"
        return "confirmed"

    assert sorted(together(lambda: said_by(yen), lambda: said_by(nam))) == ["confirmed", "refused"]
    assert Event.objects.about(lan).filter(action="confirm_change").count() == 1
