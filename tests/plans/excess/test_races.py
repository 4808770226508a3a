"""Two who lift one line above its target at the same moment, with real threads and connections: the second is asked."""

import pytest

from agencies.models import Duty
from agencies.workflow import perform
from budgets.models import Estimate
from plans.appraisal.together import Choice, decide_together
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Catalogue, ExcessReason
from tests.helpers import factories as make
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, appraise, fresh, row
from tests.helpers.estimates import DOCUMENT
from tests.helpers.racing import refused, together

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 5
DECIDED = {"document": DECISION_DOCUMENT, "same_document": True} | GATE_ANSWERS


@pytest.fixture
def clerks(agencies):
    """Two clerks of two communes whose district's line holds both."""
    district = agencies["502"]
    return [make.a_user(commune) for commune in district.children.order_by("code")[:2]]


def drafted(plan, clerk, name="Đợt 1"):
    """A draft of one file of 104 pages."""
    made = create_catalogue(plan=plan, agency=clerk.agency, actor=clerk, name=name, fonds_name="Phông chính")
    write_files(made, actor=clerk, added=[row("01")])
    return fresh(made)


def again(catalogues, state="draft"):
    ExcessReason.objects.all().delete()
    Catalogue.objects.filter(pk__in=[each.pk for each in catalogues]).update(state=state)
    return [fresh(each) for each in catalogues]


def submitting(made, clerk):
    return lambda: perform(made, "submit", actor=clerk, secrecy_declared=True)


def test_of_two_catalogues_of_an_agency_handed_in_at_once_the_second_gives_a_reason(plan, lan):
    make.a_target(lan.agency, 150, files=5)
    drafts = [drafted(plan, lan, name) for name in ("Đợt 1", "Đợt 2")]
    for _ in range(RACES):
        assert refused(together(*(submitting(made, lan) for made in again(drafts)))) == 1


def test_of_two_communes_of_a_district_the_second_gives_a_reason(plan, agencies, clerks):
    make.a_target(agencies["502"], 150, files=5)
    drafts = [drafted(plan, clerk) for clerk in clerks]
    for _ in range(RACES):
        pairs = zip(again(drafts), clerks, strict=True)
        assert refused(together(*(submitting(made, clerk) for made, clerk in pairs))) == 1


def test_of_a_hand_in_and_an_appraisal_at_once_the_second_is_asked(plan, lan, hoa):
    """Both below alone, above together: a reason is given, or the appraiser confirms that there is none."""
    make.a_target(lan.agency, 150, files=5)
    first, draft = (drafted(plan, lan, name) for name in ("Đợt 1", "Đợt 2"))
    for _ in range(RACES):
        again([first, draft])
        waiting = perform(fresh(first), "submit", actor=lan, secrecy_declared=True)
        answers = together(submitting(fresh(draft), lan), lambda made=waiting: appraise(made, hoa))
        assert refused(answers) == 1
        waiting.appraisals.all().delete()


def test_two_who_decide_on_the_same_catalogues_do_not_wait_for_each_other(plan, agencies, lan, binh, hoa):
    other = make.a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)
    drafts = [drafted(plan, clerk, f"Đợt {n}") for n, clerk in enumerate((lan, binh, binh, lan))]
    for made, clerk in zip(drafts, (lan, binh, binh, lan), strict=True):
        perform(made, "submit", actor=clerk, secrecy_declared=True)
    for _ in range(RACES):
        waiting = again(drafts, "submitted")
        choices = [Choice(made, "appraise", made.version) for made in waiting]
        together(
            lambda some=choices[::2]: decide_together(some, actor=hoa, **DECIDED),
            lambda some=choices[1::2]: decide_together(some, actor=other, **DECIDED),
            lambda one=waiting[2]: appraise(one, other),
        )
        for made in waiting:
            assert fresh(made).state == Catalogue.State.APPRAISED
            made.appraisals.all().delete()


def test_of_two_estimates_that_communes_decide_on_at_once_the_second_gives_a_reason(plan, agencies, clerks):
    make.a_target(agencies["502"], 150)
    drafts = [make.an_estimate(clerk.agency, 489_600) for clerk in clerks]
    for _ in range(RACES):
        Estimate.objects.update(state="draft", a4_page_count=100, excess_reason="")
        answers = together(
            *(
                lambda made=made, clerk=clerk: perform(
                    made, "decide", actor=clerk, document=DOCUMENT, same_document=True
                )
                for made, clerk in zip(Estimate.objects.order_by("pk"), clerks, strict=True)
            )
        )
        assert refused(answers) == 1
        for made in drafts:
            made.appraisals.all().delete()
