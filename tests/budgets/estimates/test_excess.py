"""An estimate above its agency's target says so, asks the reason and proposes the catalogue's."""

import pytest

from agencies import history
from agencies.workflow import WorkflowError, perform
from plans.models import Catalogue, ExcessReason
from tests.helpers import factories as make
from tests.helpers.estimates import decision_fields

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = "Rà soát sót kho cơ sở 2."


def test_hand_in_asks_the_reason_and_proposes_the_catalogues(draft, lan, as_user):
    make.a_target(lan.agency, 1000)
    ExcessReason.objects.create(catalogue=Catalogue.objects.get(), revision=1, reason=WHY, given_by=lan)
    page = as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert (
        "Vượt chỉ tiêu của Sở Y tế: 100 trang A4 quy đổi (489.600 đồng); Dự toán có 1.100 trang, bằng 110,00%" in page
    )
    with pytest.raises(WorkflowError, match="Ghi lý do vượt"):
        perform(draft, "submit", actor=lan)

    address = f"/du-toan/{draft.pk}/submit/"
    assert WHY in as_user(lan).get(address).content.decode()
    assert "Ghi lý do vượt chỉ tiêu" in as_user(lan).submit(address, {"version": draft.version}).content.decode()
    as_user(lan).submit(address, {"version": draft.version, "excess_reason": WHY})
    draft.refresh_from_db()
    assert (draft.state, draft.excess_reason) == ("submitted", WHY)
    assert history.of(draft).get(action="explain_excess").after["planned_pages"] == 1000


def test_a_communes_own_decision_is_measured_in_its_districts_line(estimate_of, agencies, thu, as_user):
    commune = agencies["20335"]
    make.a_target(commune.parent, 50)
    estimate = estimate_of(commune.code, a4=60)
    address = f"/du-toan/{estimate.pk}/decide/"
    sent = decision_fields(estimate, version=estimate.version)
    assert f"Vượt chỉ tiêu của {commune.parent}: 10 trang" in as_user(thu).submit(address, sent).content.decode()
    as_user(thu).submit(address, sent | {"excess_reason": WHY})
    estimate.refresh_from_db()
    assert (estimate.state, estimate.excess_reason) == ("decided", WHY)


def test_below_nothing_is_said(draft, lan, as_user):
    make.a_target(lan.agency, 2000)
    assert "Vượt" not in as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert perform(draft, "submit", actor=lan).excess_reason == ""
