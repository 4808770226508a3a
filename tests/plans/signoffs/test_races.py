"""The head signs at the moment in which the clerk takes it back: one wins, the other reads so."""

import pytest

from agencies.models import Event
from agencies.workflow import perform
from budgets.estimates import services
from budgets.models import Estimate
from plans.declarations.review_signing import ask_review, sign_review, take_back_review
from plans.models import Catalogue, SignOff, VolumeReview
from tests.helpers.catalogues import four_different_files
from tests.helpers.factories import FIRST_DAY, an_appraised_catalogue
from tests.helpers.racing import refused, rounds, together

pytestmark = pytest.mark.django_db(transaction=True)
RACES = rounds(25, 5)
DECLARED = {"secrecy_declared": True}
LINE = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 10, "page_count": 900}


def raced(one, actions):
    """The object's actions by (name, actor, details), each on the version that waits."""

    def step(name, actor, **details):
        return lambda: perform(one, name, actor=actor, expected_version=one.version, **details)

    answers = together(*(step(*action[:2], **action[2]) for action in actions))
    assert refused(answers) == len(actions) - 1
    asked = SignOff.objects.about(one).first()
    return type(one).objects.get(pk=one.pk).state, asked.outcome, Event.objects.about(one).latest_first()[0].action


WAYS = {
    "submit": ("submitted", "signed", "submit"),
    "take_back_signature": ("draft", "taken_back", "take_back_signature"),
    "give_back": ("draft", "returned", "give_back"),
}


def test_a_catalogue_is_signed_taken_back_or_given_back(heads_sign, plan, lan, nam):
    one = four_different_files(plan, lan)
    for _ in range(RACES):
        Catalogue.objects.filter(pk=one.pk).update(state="draft", submitted_at=None)
        asked = perform(Catalogue.objects.get(pk=one.pk), "ask_signature", actor=lan, **DECLARED)
        actions = [("submit", nam, DECLARED), ("take_back_signature", lan, {}), ("give_back", nam, {"reason": "x"})]
        assert raced(asked, actions) in WAYS.values()


def test_an_estimate_is_signed_or_taken_back(heads_sign, plan, agencies, hoa, lan, nam):
    an_appraised_catalogue(agencies["SYT"], hoa, 5000, FIRST_DAY)
    one = services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": 10})
    for _ in range(RACES):
        Estimate.objects.filter(pk=one.pk).update(state="draft", submitted_at=None)
        asked = perform(Estimate.objects.get(pk=one.pk), "ask_signature", actor=lan)
        assert raced(asked, [("submit", nam, {}), ("take_back_signature", lan, {})]) in WAYS.values()


def test_a_review_is_signed_once_or_taken_back(heads_sign, plan, lan, nam):
    signed = 0
    for _ in range(RACES // 5):
        given = {"plan": plan, "actor": lan, "lines": [LINE], "counts": {}, "reason": "Rà soát lại."}
        about = ask_review(lan.agency, **given)
        answers = together(
            lambda about=about: sign_review(about, plan=plan, actor=nam),
            lambda about=about: sign_review(about, plan=plan, actor=nam),
            lambda about=about: take_back_review(about, actor=lan),
        )
        assert refused(answers) == 2
        signed += SignOff.objects.get(pk=about.pk).was_signed
    assert VolumeReview.objects.count() == signed
