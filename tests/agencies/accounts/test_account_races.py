"""Two at the same moment: a code, a recovery code and a confirmation are good once."""

import pytest
from django.core.exceptions import ValidationError

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
