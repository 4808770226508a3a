"""What lies above is shown and asked about at handing in and appraising, and stays in the history."""

import pytest

from agencies import history
from agencies.workflow import WorkflowError, perform
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.excess.services import reason_of
from plans.models import Catalogue
from tests.helpers import factories as make
from tests.helpers.catalogues import GATE_ANSWERS, appraise, fresh, hand_in, row

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = "Rà soát sót kho cơ sở 2."
LETTER = {"document_number": "55/SNV-VTLT", "document_date": "20/6/2025", "capacity": "head"}


@pytest.fixture
def above(plan, lan):
    """A draft of Lan's: three files of 104 pages beside a target of 2 files and 200 pages."""
    make.a_target(lan.agency, 200, files=2)
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="2001–2010", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row(f"{number:02}") for number in range(1, 4)])
    return fresh(made)


def submitted(above, lan):
    return perform(above, "submit", actor=lan, secrecy_declared=True, excess_reason=WHY)


@pytest.mark.parametrize("page", ["{}/ho-so/nhap/", "{}/ho-so/sua/", "ho-so/{}/", "ho-so/{}/sua/"])
def test_pages_of_its_files_say_it_while_it_is_written(above, lan, as_user, page):
    address = "/muc-luc/" + page.format(above.files.first().pk if page.startswith("ho-so") else above.pk)
    said = "Vượt chỉ tiêu của Sở Y tế: 1 hồ sơ, 112 trang A4 quy đổi"
    shown = as_user(lan).get(address).content.decode()
    assert said in shown and "Khi trình phải ghi lý do vượt." in shown
    above.plan.targets.update(file_count=3, page_count=312)
    assert "Vượt" not in as_user(lan).get(address).content.decode()


def test_hand_in_asks_the_reason_and_keeps_it(above, lan, as_user):
    address = f"/muc-luc/{above.pk}/thao-tac/submit/"
    page = as_user(lan).get(address).content.decode()
    said = "Vượt chỉ tiêu của Sở Y tế: 1 hồ sơ, 112 trang A4 quy đổi (548.352 đồng); Mục lục có 312 trang, bằng 156,00%"
    assert said in page

    sent = {"secrecy_declared": "on", "version": above.version}
    assert "Ghi lý do vượt chỉ tiêu, rà soát." in as_user(lan).submit(address, sent).content.decode()
    assert fresh(above).state == Catalogue.State.DRAFT

    as_user(lan).submit(address, sent | {"excess_reason": WHY})
    assert fresh(above).state == Catalogue.State.SUBMITTED
    assert (reason_of(above).reason, reason_of(above).given_by) == (WHY, lan)
    event = history.of(above).get(action="explain_excess")
    assert (event.reason, event.after["listed_pages"], event.after["planned_pages"]) == (WHY, 312, 200)


def test_service_refuses_what_the_form_would(above, lan):
    with pytest.raises(WorkflowError, match="Ghi lý do vượt"):
        perform(above, "submit", actor=lan, secrecy_declared=True)
    assert fresh(above).state == Catalogue.State.DRAFT


def test_below_nothing_is_asked(plan, lan, hoa, as_user):
    make.a_target(lan.agency, 10_000, files=50)
    made = hand_in(lan.agency, lan)
    assert appraise(made, hoa).state == Catalogue.State.APPRAISED
    assert reason_of(made) is None
    assert "Vượt" not in as_user(lan).get(f"/muc-luc/{made.pk}/").content.decode()


def test_appraiser_sees_the_reason_and_confirms_it(above, lan, hoa, as_user):
    made = submitted(above, lan)
    for address in (f"/muc-luc/{made.pk}/", f"/quan-tri/plans/catalogue/{made.pk}/change/"):
        assert WHY in as_user(hoa).get(address).content.decode()
    with pytest.raises(WorkflowError, match="Đánh dấu đã xem lý do"):
        appraise(made, hoa)

    address = f"/muc-luc/{made.pk}/thao-tac/appraise/"
    sent = LETTER | GATE_ANSWERS | {"version": made.version}
    assert "Đánh dấu đã xem lý do" in as_user(hoa).submit(address, sent).content.decode()
    as_user(hoa).submit(address, sent | {"excess_confirmed": "on"})
    assert fresh(made).state == Catalogue.State.APPRAISED
    assert reason_of(made).confirmed_by == hoa
    assert history.of(made).filter(action="confirm_excess", actor=hoa).exists()


def test_reason_is_asked_anew_after_a_withdrawal_that_brings_it_below(above, lan):
    made = perform(submitted(above, lan), "withdraw", actor=lan)
    made.files.filter(file_number="03").delete()
    Catalogue.objects.filter(pk=made.pk).update(file_count=2, page_count=200, page_count_a3=0)
    perform(fresh(made), "submit", actor=lan, secrecy_declared=True)
    assert reason_of(made) is None
