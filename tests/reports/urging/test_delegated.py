"""Who urges in the place of another drafts and records letters and signs in that capacity; every trace says so."""

from datetime import date

import pytest

from agencies.delegation import services as delegations
from agencies.models import Decision, Duty, Event
from agencies.workflow import NotAllowed, WorkflowError
from reports.figures import province_figures
from reports.models import UrgingLetter
from reports.urging.paper import urging_document
from reports.urging.services import draft_letters, edit_letter, send_letter
from tests.helpers import factories as make
from tests.helpers.delegations import in_force
from tests.helpers.figures import DAY

pytestmark = pytest.mark.django_db
CAPACITY = "KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC Cán bộ SNV"


@pytest.fixture
def an(agencies):
    """Reads at Sở Nội vụ: its deputy head."""
    return make.a_user(agencies["SNV"], Duty.READS)


@pytest.fixture
def given(hoa, an):
    return in_force(hoa, an, Decision.URGE)


def send(letter, actor, capacity="head", day=DAY, **more):
    signer = "Ai đó" if capacity == "head" else ""
    fields = {"number": "77/SNV", "day": day, "signer": signer, "capacity": capacity} | more
    return send_letter(letter, actor=actor, expected_version=letter.version, **fields)


def test_without_it_the_pages_are_closed(an, drafted, as_user):
    (letter,) = drafted()
    for address in ("lap/", f"{letter.pk}/sua/", f"{letter.pk}/ban-hanh/"):
        assert as_user(an).get(f"/don-doc/{address}").status_code == 403
    assert as_user(an).get(f"/don-doc/{letter.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        send(letter, an)


def test_another_decision_does_not_include_it(hoa, an, drafted, as_user):
    in_force(hoa, an, Decision.APPRAISE_CATALOGUES)
    (letter,) = drafted()
    assert as_user(an).get("/don-doc/lap/").status_code == 403
    with pytest.raises(NotAllowed):
        send(letter, an)


def test_the_delegate_drafts_edits_and_records(given, an, late, plan, as_user):
    assert "Soạn công văn đôn đốc" in as_user(an).get("/don-doc/lap/").content.decode()
    rows = [province_figures(plan, DAY).district("SYT")]
    (letter,) = draft_letters(plan, rows, as_of=DAY, actor=an, one_each=False)
    letter = edit_letter(letter, subject="nhắc", body="Nội dung.", actor=an, expected_version=letter.version)
    page = as_user(an).get(f"/don-doc/{letter.pk}/ban-hanh/").content.decode()
    assert f'value="deputy-{given.pk}" selected' in page and 'value="Cán bộ SNV"' in page and 'value="head"' not in page
    sent = send(letter, an, f"deputy-{given.pk}")
    assert (sent.document.capacity, sent.document.delegation, sent.signer) == ("deputy", given, "Cán bộ SNV")
    events = Event.objects.about(letter).filter(actor=an)
    assert {event.action for event in events} == {"draft_urging", "edit_urging", "urge"}
    assert all(f"(ký thay: {CAPACITY}, theo văn bản số 15/QĐ" in event.sentence for event in events)
    assert {event.after["delegation"] for event in events} == {given.pk}
    paper = urging_document(UrgingLetter.objects.get(pk=letter.pk))
    assert (paper.signer_title, paper.signer_name) == ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Cán bộ SNV")


def test_the_delegate_signs_in_the_own_capacity_and_in_no_other(given, an, drafted):
    (letter,) = drafted()
    assert send(letter, an, "head", signer="").document.delegation == given


def test_nobody_signs_in_that_capacity_outside_its_days(given, hoa, drafted, day):
    (letter,) = drafted()
    day("2025-06-30")
    with pytest.raises(WorkflowError, match="ngoài thời gian"):
        send(letter, hoa, f"deputy-{given.pk}", day=date(2025, 6, 30))
    letter.refresh_from_db()
    assert letter.is_draft


def test_the_holder_records_what_the_delegate_signed(given, hoa, drafted):
    (letter,) = drafted()
    sent = send(letter, hoa, f"deputy-{given.pk}")
    assert (sent.document.delegation, sent.signer) == (given, "Cán bộ SNV")
    assert "delegation" not in Event.objects.about(letter).get(action="urge").after


def test_after_its_end_nothing_more_is_recorded(given, hoa, an, drafted):
    (letter,) = drafted()
    delegations.end(given, actor=hoa, reason="Giám đốc về sớm.")
    an.__dict__.pop("delegations", None)
    with pytest.raises(NotAllowed):
        send(letter, an, f"deputy-{given.pk}")


def test_another_name_than_that_of_the_delegation_is_refused(given, an, drafted):
    (letter,) = drafted()
    with pytest.raises(WorkflowError, match="Công văn ký theo ủy quyền của Cán bộ SNV"):
        send(letter, an, f"deputy-{given.pk}", signer="Ai đó")
    assert send(letter, an, f"deputy-{given.pk}", signer="cán bộ snv").signer == "Cán bộ SNV"
