"""Ending while the delegate decides has one clear order; of two that do not go together one is confirmed."""

from datetime import date

import pytest

from agencies.delegation import services
from agencies.models import Decision, Delegation, Duty, Event, User
from agencies.refusal import WorkflowError
from agencies.workflow import perform
from plans.models import Catalogue
from tests.helpers import factories as make
from tests.helpers.catalogues import GATE_ANSWERS, hand_in
from tests.helpers.delegations import in_force, waiting
from tests.helpers.racing import refused, together

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENT = ("125/SNV", date(2025, 6, 20))


def test_ending_and_deciding_at_once(plan, agencies, hoa, lan):
    deputy = make.a_user(agencies["SNV"], Duty.READS)
    for turn in range(4):
        made, given = (
            hand_in(lan.agency, lan, rows=1, name=f"Đợt {turn}"),
            in_force(hoa, deputy, Decision.APPRAISE_CATALOGUES),
        )
        who = User.objects.get(pk=deputy.pk)
        assert who.delegations  # the request began while it was in force

        def deciding(made=made, who=who, turn=turn):
            document = (f"{turn}/SNV", DOCUMENT[1])
            return perform(made, "appraise", actor=who, document=document, **GATE_ANSWERS)

        answers = together(deciding, lambda given=given: services.end(given, actor=hoa, reason="Về sớm."))
        given.refresh_from_db()
        state = Catalogue.objects.get(pk=made.pk).state
        assert given.ended_at and isinstance(answers[1], Delegation)
        assert state == ("submitted" if refused(answers) else "appraised")
        if not refused(answers):
            ended, decided = (Event.objects.about(each).latest("pk") for each in (given, made))
            assert decided.pk < ended.pk and decided.after["delegation"] == given.pk


def test_of_a_confirmation_and_a_withdrawal_one_wins(nam, minh, quy):
    made = waiting(nam, minh)
    answers = together(lambda: services.confirm(made, actor=quy), lambda: services.drop(made, actor=nam))
    assert refused(answers) == 1
    assert Event.objects.about(made).exclude(action="ask_delegation").count() == 1


def test_of_two_that_make_a_circle_one_is_asked_for(nam, agencies):
    other = User.objects.create(
        username="phuong", full_name="Lê Thị Phượng", agency=nam.agency, duty=Duty.SIGNS, email="p@example.vn"
    )
    answers = together(lambda: waiting(nam, other), lambda: waiting(other, nam))
    assert refused(answers) == 1 and Delegation.objects.count() == 1
    assert any(isinstance(each, WorkflowError) for each in answers)
