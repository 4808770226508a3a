"""Two who decide on one value at the same moment, with real threads and connections: one of them wins."""

from functools import partial

import pytest

from agencies.models import Duty
from plans.models import UnusualValue
from plans.unusual.services import confirm, give_back, take_back
from tests.helpers import factories as make
from tests.helpers.racing import refused, together
from tests.helpers.unusual import NEXT, decided, reported, value_of

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 5


def again(value):
    UnusualValue.objects.filter(pk=value.pk).update(
        state="open", version=1, decided_by=None, decided_at=None, decided_on=None
    )
    return UnusualValue.objects.get(pk=value.pk)


def test_of_two_who_confirm_and_return_one_wins(plan, agencies, lan, hoa):
    make.a_target(lan.agency, 1_000_000)
    value, other = value_of(reported(lan, 1_200_000)), make.a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)
    for _ in range(RACES):
        one, two = again(value), again(value)
        answers = together(
            lambda one=one: confirm(one, actor=hoa, seen=1),
            lambda two=two: give_back(two, actor=other, seen=1, answer="Sai."),
        )
        assert refused(answers) == 1
        assert UnusualValue.objects.get(pk=value.pk).version == 2


def test_a_new_version_and_a_confirmation_at_once_leave_one_that_stands(plan, lan, hoa):
    make.a_target(lan.agency, 1_000_000)
    value = value_of(reported(lan, 1_200_000))
    together(lambda: confirm(value, actor=hoa, seen=1), lambda: reported(lan, 90_000, reason="Sửa."))
    assert UnusualValue.objects.get().state in ("confirmed", "replaced")


def test_two_who_undo_at_once_leave_it_open_once(plan, hai, tuan):
    value = value_of(decided(hai))
    for _ in range(RACES):
        seen = confirm(again(value), actor=tuan, seen=1).version
        one, two = UnusualValue.objects.get(), UnusualValue.objects.get()
        undoing = [partial(take_back, each, actor=tuan, seen=seen) for each in (one, two)]
        answers = together(*undoing)
        assert refused(answers) == 1 and UnusualValue.objects.get().state == "open"


def test_the_next_period_is_measured_by_what_counts(plan, lan, hoa):
    make.a_target(lan.agency, 1_000_000)
    first = value_of(reported(lan, 1_200_000))
    together(lambda: confirm(first, actor=hoa, seen=1), lambda: reported(lan, 1_210_000, NEXT))
    assert UnusualValue.objects.get(pk=first.pk).state == "confirmed"
