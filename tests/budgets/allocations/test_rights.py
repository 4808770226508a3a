"""Every state of a decision × every person × the issuer's own and another's: allowed or refused alike at the button, at
the address and in the service."""

import pytest

from agencies.models import Decision, Duty, Event
from agencies.workflow import WorkflowError
from budgets.allocations.services import take_back
from budgets.models import Allocation
from tests.conftest import CAST
from tests.helpers import delegations
from tests.helpers.allocations import allocate
from tests.helpers.factories import a_user

# Who takes back what stands; nobody takes back what was taken back, or a counter-entry.
TAKES_BACK = {"province": {"tuan"}, "district": {"hai"}, "commune": {"thu"}}
OVERSEERS = {"hoa", "tuan", "son", "mai", "quy"}
SEES = {
    "province": OVERSEERS | {"lan", "minh", "nam"},
    "district": OVERSEERS | {"hai", "thu"},
    "commune": OVERSEERS | {"hai", "thu"},
}


def decided(cast, agencies, issuer):
    """A decision of the issuer for one agency that Lan's, or Thu's, people see."""
    actor, code = {"province": ("tuan", "SYT"), "district": ("hai", "20335"), "commune": ("thu", "20335")}[issuer]
    return allocate(cast(actor), {agencies[code]: 5})


def in_state(made, state, by):
    """The decision that the page is about."""
    if state == "stands":
        return made
    reversal = take_back(made, actor=by, reason="Nhầm")
    return reversal if state == "reversal" else made


@pytest.mark.parametrize("issuer", TAKES_BACK)
@pytest.mark.parametrize("state", ["stands", "taken back", "reversal"])
def test_who_takes_back(as_user, cast, agencies, plan, issuer, state):
    made = in_state(decided(cast, agencies, issuer), state, cast(next(iter(TAKES_BACK[issuer]))))
    allowed = TAKES_BACK[issuer] if state == "stands" else set()
    address, count = f"/giao-du-toan/{made.pk}/", Allocation.objects.count()
    for name in CAST:
        answer = as_user(cast(name)).get(address)
        assert (answer.status_code == 200) == (name in SEES[issuer]), name
        assert (f"{address}ghi-dao/" in answer.content.decode()) == (name in allowed), name
        if name not in allowed:
            as_user(cast(name)).post(f"{address}ghi-dao/", {"reason": "Nhầm"})
            with pytest.raises(WorkflowError):
                take_back(made, actor=cast(name), reason="Nhầm")
    assert Allocation.objects.count() == count
    for name in allowed:
        assert as_user(cast(name)).submit(f"{address}ghi-dao/", {"reason": "Nhầm"}).status_code == 302
        assert Allocation.objects.count() == count + 1


RECORDERS = {"tuan": "SYT", "hai": "502", "thu": "20335"}


def test_who_records(as_user, cast, agencies, plan):
    """The button, the three addresses and the service say the same of everybody and of every agency."""
    for name in CAST:
        page = as_user(cast(name)).get("/giao-du-toan/").content.decode()
        assert ("/giao-du-toan/lap/" in page) == (name in RECORDERS), name
        for address in ("/giao-du-toan/lap/", "/giao-du-toan/nap/", "/giao-du-toan/bieu-mau.xlsx"):
            assert as_user(cast(name)).get(address).status_code == (200 if name in RECORDERS else 302), name
    own = {"tuan": {"SYT", "STC"}, "hai": {"502", "20335"}, "thu": {"20335"}}
    for name in CAST:
        for code in ("SYT", "STC", "502", "20335", "503", "UBND"):
            number = f"{name}-{code}/QĐ"
            if code in own.get(name, ()):
                assert allocate(cast(name), {agencies[code]: 5}, number)
            else:
                with pytest.raises(WorkflowError):
                    allocate(cast(name), {agencies[code]: 5}, number)


def test_who_decides_in_the_place_of_another_records(as_user, cast, agencies, plan):
    """Sở Tài chính lets a colleague record: the delegation stands in the history."""
    colleague = a_user(agencies["STC"], Duty.READS)
    delegations.in_force(cast("tuan"), colleague, Decision.RECORD_ALLOCATIONS)
    made = allocate(type(colleague).objects.get(pk=colleague.pk), {agencies["SYT"]: 5})
    event = Event.objects.about(made).get(action="allocate")
    assert "delegation" in event.after and made.issuer.code == "UBND"
