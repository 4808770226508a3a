"""Lan puts a catalogue before Nam, who signs it and so hands it in, or gives it back."""

import pytest

from agencies.models import Agency, Decision, Duty, Event, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal.workflow import CATALOGUE
from plans.catalogues.files import write_files
from plans.models import Catalogue, SignOff
from tests.helpers import delegations
from tests.helpers.catalogues import four_different_files, row
from tests.helpers.factories import a_user

DECLARED = {"secrecy_declared": True}
DETAILS = {"submit": DECLARED, "ask_signature": DECLARED, "give_back": {"reason": "Thiếu hồ sơ năm 2009."}}
SIGNING = ("submit", "ask_signature", "take_back_signature", "give_back")
# By what waits: who may take each action on a draft.
WHO = {
    "nothing": {"submit": {"nam"}, "ask_signature": {"lan"}},
    "waiting": {"submit": {"nam"}, "take_back_signature": {"lan"}, "give_back": {"nam"}},
    "changed": {"submit": {"nam"}, "ask_signature": {"lan"}},
}
NAMES = ["lan", "nam", "minh", "hoa", "tuan", "son", "mai", "quy", "binh", "hai", "thu"]


@pytest.fixture
def catalogue(heads_sign, plan, lan, nam):
    return four_different_files(plan, lan)


def fresh(catalogue):
    return Catalogue.objects.get(pk=catalogue.pk)


def ask(catalogue, actor, **details):
    return perform(fresh(catalogue), "ask_signature", actor=actor, **DECLARED | details)


def outcomes():
    return list(SignOff.objects.order_by("pk").values_list("outcome", flat=True))


def brought_to(place, catalogue, lan):
    if place != "nothing":
        ask(catalogue, lan)
    if place == "changed":
        write_files(fresh(catalogue), actor=lan, added=[row("09")])
    return fresh(catalogue)


@pytest.mark.parametrize("place", WHO)
@pytest.mark.parametrize("name", SIGNING)
def test_every_action_around_the_signature_by_everybody(cast, catalogue, lan, place, name, as_user):
    current, action = brought_to(place, catalogue, lan), CATALOGUE.action(name)
    address = f"/muc-luc/{catalogue.pk}/thao-tac/{name}/"
    allowed = WHO[place].get(name, set())
    for person in (each for each in NAMES if each not in allowed):
        assert action not in CATALOGUE.available(current, cast(person)), person
        with pytest.raises(WorkflowError) as refusal:
            perform(current, name, actor=cast(person), **DETAILS.get(name, {}))
        assert str(refusal.value).endswith((".", ")"))
    for person in {"lan", "nam", "minh", "hoa", "binh"} - allowed:
        page = as_user(cast(person)).post(address, {"version": current.version, "secrecy_declared": "on"})
        assert page.status_code in (302, 403, 404) and fresh(catalogue).version == current.version, person
    for person in allowed:
        assert action in CATALOGUE.available(current, cast(person))
        assert address in as_user(cast(person)).get(f"/muc-luc/{catalogue.pk}/").content.decode()
        moved = perform(current, name, actor=cast(person), **DETAILS.get(name, {}))
        assert moved.state == (action.target or "draft")


@pytest.mark.parametrize("state", [each for each in Catalogue.State.values if each not in Catalogue.CHANGEABLE])
def test_nothing_is_asked_for_once_it_went_out(cast, catalogue, lan, state):
    ask(catalogue, lan)
    Catalogue.objects.update(state=state, submitted_at="2025-06-10T00:00Z")
    for name in SIGNING:
        assert not [n for n in NAMES if CATALOGUE.action(name) in CATALOGUE.available(fresh(catalogue), cast(n))]


def test_lan_asks_and_nam_signs_on_the_page(as_user, lan, nam, hoa, catalogue):
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Trình lãnh đạo ký" in page and "Trình thẩm định" not in page
    sent = {"secrecy_declared": "on", "version": catalogue.version, "reason": "Đã đối chiếu với kho."}
    page = as_user(lan).submit(f"/muc-luc/{catalogue.pk}/thao-tac/ask_signature/", sent, follow=True).content.decode()
    assert "Đang chờ lãnh đạo ký" in page and "người ký: Phạm Văn Nam" in page and "Rút lại bản trình ký" in page
    home = as_user(nam).get("/").content.decode()
    assert "Ký Mục lục “Giai đoạn 2001–2010”" in home
    page = as_user(nam).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Ký và trình thẩm định" in page and "Trả lại, chưa ký" in page
    address = f"/muc-luc/{catalogue.pk}/thao-tac/submit/"
    assert "Đã đối chiếu với kho." in as_user(nam).get(address).content.decode()
    sent = {"secrecy_declared": "on", "version": fresh(catalogue).version}
    page = as_user(nam).submit(address, sent, follow=True).content.decode()
    assert "Phạm Văn Nam ký lúc" in page and "người trình: Trần Thị Lan" in page
    assert (fresh(catalogue).state, fresh(catalogue).submitted_by, outcomes()) == ("submitted", nam, ["signed"])
    assert "Phạm Văn Nam ký lúc" in as_user(hoa).get(f"/muc-luc/{catalogue.pk}/").content.decode()


def test_nam_gives_it_back_and_lan_reads_why(as_user, lan, nam, hoa, catalogue):
    ask(catalogue, lan)
    perform(fresh(catalogue), "give_back", actor=nam, reason="Thiếu hồ sơ năm 2009.")
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Lãnh đạo trả lại, chưa ký" in page and "Thiếu hồ sơ năm 2009." in page and "Trình lãnh đạo ký" in page
    assert "Lãnh đạo trả lại: Thiếu hồ sơ năm 2009." in as_user(lan).get("/").content.decode()
    told = Event.objects.about(catalogue).told_to(hoa).values_list("action", flat=True)
    assert not {"ask_signature", "give_back"} & set(told)
    ask(catalogue, lan)
    perform(fresh(catalogue), "submit", actor=nam, **DECLARED)
    assert outcomes() == ["returned", "signed"]


def test_what_is_changed_afterwards_is_asked_for_again(as_user, lan, nam, catalogue):
    asked = ask(catalogue, lan)
    write_files(fresh(catalogue), actor=lan, added=[row("09")])
    assert "Đã sửa sau khi trình ký" in as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Không có bản nào chờ ký" in as_user(nam).get("/cho-ky/").content.decode()
    with pytest.raises(Overtaken):
        perform(fresh(catalogue), "submit", actor=nam, expected_version=asked.version, **DECLARED)
    ask(catalogue, lan)
    assert outcomes() == ["replaced", ""]


def test_the_head_who_saw_the_page_before_it_was_taken_back_signs_nothing(lan, nam, catalogue):
    seen = ask(catalogue, lan).version
    perform(fresh(catalogue), "take_back_signature", actor=lan)
    with pytest.raises(Overtaken):
        perform(fresh(catalogue), "submit", actor=nam, expected_version=seen, **DECLARED)
    assert (fresh(catalogue).state, outcomes()) == ("draft", ["taken_back"])


def test_whoever_prepared_it_never_appraises_it(lan, nam, hoa, agencies, catalogue):
    ask(catalogue, lan)
    perform(fresh(catalogue), "submit", actor=nam, **DECLARED)
    User.objects.filter(pk=lan.pk).update(agency=agencies["SNV"], duty=Duty.APPRAISES_CATALOGUES)
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        perform(fresh(catalogue), "receive", actor=User.objects.get(pk=lan.pk))


@pytest.mark.parametrize("name", ["minh", "lan"])
def test_who_signs_in_the_heads_place_is_named_on_page_and_in_history(cast, as_user, lan, nam, catalogue, name):
    deputy = a_user(lan.agency) if name == "lan" else cast("minh")
    delegations.in_force(nam, deputy)
    ask(catalogue, lan)
    moved = perform(fresh(catalogue), "submit", actor=deputy, **DECLARED)
    assert moved.submitted_by == deputy
    said = Event.objects.about(catalogue).get(action="submit").sentence
    assert "ký thay: KT. GIÁM ĐỐC" in said and "15/QĐ" in said
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert f"KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC {deputy}" in page and "ký lúc" in page


def test_another_delegation_signs_nothing(lan, nam, minh, catalogue):
    delegations.in_force(nam, minh, Decision.CONFIRM_ACCOUNTS)
    with pytest.raises(NotAllowed):
        perform(ask(catalogue, lan), "submit", actor=minh, **DECLARED)


@pytest.mark.parametrize("change", ["deactivated", "moved", "never_came", "off"])
def test_where_nobody_signs_any_more_the_step_falls_away(as_user, lan, nam, agencies, catalogue, change):
    ask(catalogue, lan)
    if change == "off":
        Agency.objects.filter(code="SYT").update(head_signs=False)
    values = {
        "deactivated": {"is_active": False},
        "moved": {"agency": agencies["SXD"]},
        "never_came": {"password": "!", "last_login": None},
    }
    User.objects.filter(pk=nam.pk).update(**values.get(change, {"position": "Giám đốc"}))
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Không còn bước lãnh đạo ký" in page and "Trình thẩm định" in page
    perform(fresh(catalogue), "submit", actor=lan, **DECLARED)
    assert (fresh(catalogue).state, outcomes()) == ("submitted", ["not_needed"])


def test_an_agency_without_a_head_knows_no_step(as_user, heads_sign, plan, binh):
    catalogue = four_different_files(plan, binh)
    page = as_user(binh).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "Trình thẩm định" in page and "Trình lãnh đạo ký" not in page
    assert perform(catalogue, "submit", actor=binh, **DECLARED).state == "submitted"
