"""The head signs an estimate: a sở's before Sở Tài chính gets it, a huyện's with its decision."""

from datetime import date

import pytest

from agencies.models import Decision, Duty
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.estimates import services
from budgets.estimates.workflow import ESTIMATE
from budgets.models import Estimate
from plans.models import SignOff
from tests.conftest import PASSWORD
from tests.helpers import delegations
from tests.helpers.factories import a_user

DECISION = {"document": ("07/QĐ-UBND", date(2025, 6, 20))}
NAMES = ["lan", "nam", "minh", "hoa", "tuan", "son", "mai", "quy", "binh", "hai", "thu"]
AROUND = ("ask_signature", "take_back_signature", "give_back")


def fresh(estimate):
    return Estimate.objects.get(pk=estimate.pk)


@pytest.fixture
def head(agencies, heads_sign, nam):
    """Who signs at Tam Kỳ; Nam signs at Sở Y tế."""
    made = a_user(agencies["502"], Duty.SIGNS)
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def own(plan, agencies, hai, head):
    """Hải's estimate, which Tam Kỳ decides itself."""
    made = services.draft_estimate(agencies["502"], plan=plan, actor=hai, pages_by_size={"a4": 1000})
    Estimate.objects.filter(pk=made.pk).update(unusual_reason="Làm trước.")
    return fresh(made)


def open_to(estimate, people):
    """{name of person: actions around the signature and out that are offered}"""
    names = ("submit", "decide", *AROUND)
    offered = {name: {a.name for a in ESTIMATE.available(fresh(estimate), one)} & set(names) for name, one in people}
    return {name: actions for name, actions in offered.items() if actions}


@pytest.mark.parametrize("route", ["submit", "decide"])
def test_who_may_do_what_before_and_while_it_waits(cast, head, draft, own, route):
    estimate, clerk, signer = (draft, "lan", "nam") if route == "submit" else (own, "hai", "head")
    people = [(name, cast(name)) for name in NAMES] + [("head", head)]
    assert open_to(estimate, people) == {clerk: {"ask_signature"}, signer: {route}}
    asked = perform(fresh(estimate), "ask_signature", actor=dict(people)[clerk])
    assert asked.state == "draft"
    assert open_to(estimate, people) == {clerk: {"take_back_signature"}, signer: {route, "give_back"}}
    for _, person in people:
        for action in {route, *AROUND} - {a.name for a in ESTIMATE.available(asked, person)}:
            with pytest.raises(WorkflowError):
                perform(fresh(estimate), action, actor=person, reason="x", **DECISION)


def test_tuan_gets_it_once_nam_has_signed(as_user, lan, nam, tuan, head, draft):
    page = as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()
    assert "Trình lãnh đạo ký" in page and "Trình thẩm định" not in page
    address = f"/du-toan/{draft.pk}/ask_signature/"
    page = as_user(lan).submit(address, {"version": draft.version, "reason": "Kịp kỳ họp."}, follow=True)
    assert "Đang chờ lãnh đạo ký" in page.content.decode() and "Kịp kỳ họp." in page.content.decode()
    assert as_user(tuan).get(f"/du-toan/{draft.pk}/").status_code == 404
    assert f"Ký Dự toán “{draft.name}”" in as_user(nam).get("/").content.decode()
    sent = {"version": fresh(draft).version, "letter_number": "45/SYT-VP", "letter_date": "18/6/2025"}
    page = as_user(nam).submit(f"/du-toan/{draft.pk}/submit/", sent, follow=True).content.decode()
    assert "Phạm Văn Nam ký lúc" in page and "45/SYT-VP" in page
    assert "Phạm Văn Nam ký lúc" in as_user(tuan).get(f"/du-toan/{draft.pk}/").content.decode()


def test_an_edit_or_a_file_makes_the_request_void(as_user, lan, nam, head, draft):
    seen = perform(draft, "ask_signature", actor=lan).version
    pages = fresh(draft).pages_by_size()
    services.revise_estimate(fresh(draft), actor=lan, name="Đợt 2", note="", pages_by_size=pages)
    with pytest.raises(Overtaken):
        perform(fresh(draft), "submit", actor=nam, expected_version=seen)
    assert "Đã sửa sau khi trình ký" in as_user(lan).get(f"/du-toan/{draft.pk}/").content.decode()


def test_the_reason_that_the_clerk_gave_stands_before_the_head(as_user, hai, head, own):
    address = f"/du-toan/{own.pk}/ask_signature/"
    said = {"version": own.version, "unusual_reason": "Làm trước phần gấp.", "excess_reason": "Nhiều hơn."}
    as_user(hai).submit(address, said)
    assert SignOff.objects.get().content.get("unusual_reason", "Làm trước phần gấp.") == "Làm trước phần gấp."
    page = as_user(head).get(f"/du-toan/{own.pk}/decide/").content.decode()
    assert "Ký và ghi quyết định phê duyệt" in page


def test_a_huyens_decision_is_signed_on_its_own_page_only(as_user, hai, head, own):
    perform(own, "ask_signature", actor=hai)
    page = as_user(head).get("/cho-ky/").content.decode()
    assert "ghi số, ngày quyết định" in page and "Ký các bản đã chọn" not in page
    as_user(head).post("/cho-ky/", {"chon": SignOff.objects.get().pk})
    assert fresh(own).state == "draft"
    decided = perform(fresh(own), "decide", actor=head, unusual_reason="Làm trước.", **DECISION)
    assert (decided.state, SignOff.objects.get().outcome) == ("decided", "signed")


def test_who_may_approve_in_the_heads_place_decides(hai, head, own):
    with pytest.raises(NotAllowed):
        perform(own, "decide", actor=hai, **DECISION)
    delegations.in_force(head, hai, Decision.APPROVE_ESTIMATES)
    decided = perform(fresh(own), "decide", actor=hai, unusual_reason="Làm trước.", **DECISION)
    assert decided.state == "decided"
