"""Two of Sở Tài chính at the same moment on one estimate: one decision stands, the other is told."""

import pytest

from agencies.models import Duty, Event
from agencies.workflow import perform
from budgets.estimates.services import draft_estimate
from budgets.models import Estimate, EstimateAppraisal
from tests.helpers.estimates import DOCUMENT
from tests.helpers.factories import a_user, an_appraised_catalogue
from tests.helpers.racing import refused, rounds, together

pytestmark = pytest.mark.django_db(transaction=True)
RACES = rounds(20, 5)


def test_of_an_appraisal_and_a_return_one_wins(agencies, plan, lan, hoa, tuan):
    an_appraised_catalogue(agencies["SYT"], hoa, RACES, DOCUMENT[1])
    colleague, appraised = a_user(agencies["STC"], Duty.APPRAISES_ESTIMATES), 0
    for race in range(RACES):
        made = draft_estimate(agencies["SYT"], plan=plan, actor=lan, name=f"Đợt {race}", pages_by_size={"a4": 1})
        made = perform(made, "submit", actor=lan)
        answers = together(
            lambda made=made: perform(made, "appraise", actor=tuan, document=DOCUMENT),
            lambda made=made: perform(made, "return", actor=colleague, reason="Sai số trang."),
        )
        now = Estimate.objects.get(pk=made.pk)
        appraised += now.state == "appraised"
        assert refused(answers) == 1 and now.state in ("appraised", "returned")
        assert Event.objects.about(made).filter(action__in=("appraise", "return")).count() == 1
    assert EstimateAppraisal.objects.count() == appraised
