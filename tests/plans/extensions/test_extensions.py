"""Lan asks, Nam signs where he has to, Hoa decides; who sees what, who may what, one winner."""

from datetime import UTC, date, datetime

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.extensions.listing import COLUMNS
from plans.extensions.services import delete_extension, draft_extension, revise_extension
from plans.models import CoverLetter, Extension, ExtensionDecision, SignOff

from .conftest import DOCUMENT

ASKED = {"milestone": "digitization", "proposed_day": "30/9/2025", "reason": "Thiếu máy quét."}


def ask(plan, lan, **more):
    given = {"milestone": "digitization", "proposed_day": date(2025, 9, 30), "reason": "Thiếu máy quét."} | more
    return draft_extension(lan.agency, plan=plan, actor=lan, **given)


def test_from_the_form_to_the_decision(as_user, lan, hoa, plan):
    as_user(lan).submit("/gia-han/soan/", ASKED)
    one = Extension.objects.get()
    page = f"/gia-han/{one.pk}/"
    assert "Gửi đề nghị gia hạn" in as_user(lan).get("/").content.decode()
    as_user(lan).submit(f"{page}submit/", {"letter_number": "45/SYT-VP", "letter_date": "20/6/2025"})
    assert CoverLetter.objects.get().kind == "extension"
    assert "chờ quyết định" in as_user(lan).get("/").content.decode()
    assert "Quyết định đề nghị gia hạn" in as_user(hoa).get("/").content.decode()
    as_user(hoa).submit(
        f"{page}extend/",
        {"granted_day": "15/9/2025", "document_number": "45/SNV-VTLT", "document_date": "20/6/2025", "reason": ""},
    )
    one.refresh_from_db()
    assert (one.state, one.granted_day) == ("granted", date(2025, 9, 15))
    shown = as_user(lan).get(page).content.decode()
    assert "45/SNV-VTLT" in shown and "15/9/2025" in shown and "15/8/2025" in shown and "14/8/2025" in shown
    assert "gia hạn đến 15/9/2025" in as_user(lan).get("/co-quan/SYT/").content.decode()


def test_refused_with_a_reason_only(waiting, hoa):
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        perform(waiting, "not_extend", actor=hoa, document=DOCUMENT)
    done = perform(waiting, "not_extend", actor=hoa, document=DOCUMENT, reason="Còn đủ thời gian.")
    assert (done.state, done.granted_day, done.decision.reason) == ("refused", None, "Còn đủ thời gian.")


def test_the_decision_has_number_and_day(waiting, hoa):
    with pytest.raises(WorkflowError, match="số và ngày"):
        perform(waiting, "extend", actor=hoa, granted_day=date(2025, 9, 15))


@pytest.mark.parametrize("given", [date(2025, 8, 14), date(2025, 6, 1), date(2027, 9, 15), None])
def test_no_day_that_extends_nothing(waiting, hoa, given):
    with pytest.raises(WorkflowError):
        perform(waiting, "extend", actor=hoa, document=DOCUMENT, granted_day=given)
    assert not ExtensionDecision.objects.exists() and Extension.objects.get().state == "submitted"


def test_one_number_is_one_document(waiting, hoa, plan, binh, day):
    perform(waiting, "extend", actor=hoa, document=DOCUMENT, granted_day=date(2025, 9, 15))
    other = perform(ask(plan, binh), "submit", actor=binh)
    day("2025-06-21")
    with pytest.raises(WorkflowError, match="một số chỉ dùng"):
        perform(other, "extend", actor=hoa, document=(DOCUMENT[0], date(2025, 6, 21)), granted_day=date(2025, 9, 15))
    perform(other, "extend", actor=hoa, document=DOCUMENT, granted_day=date(2025, 9, 15))


def test_one_open_request_for_a_milestone(draft, plan, lan):
    with pytest.raises(WorkflowError, match="đề nghị gia hạn khác"):
        ask(plan, lan)
    ask(plan, lan, milestone="catalogue", proposed_day=date(2025, 7, 30))


def test_taken_back_until_the_day_has_passed(granted, hoa, day):
    day("2025-09-15")
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        perform(granted, "undo_extension", actor=hoa)
    back = perform(granted, "undo_extension", actor=hoa, reason="Ghi nhầm.")
    assert (back.state, back.granted_day) == ("submitted", None)
    again = perform(back, "extend", actor=hoa, document=DOCUMENT, granted_day=date(2025, 9, 15))
    day("2025-09-16")
    with pytest.raises(NotAllowed, match="đã qua"):
        perform(again, "undo_extension", actor=hoa, reason="Ghi nhầm.")


def test_not_taken_back_while_another_request_waits(granted, hoa, lan, plan):
    ask(plan, lan, proposed_day=date(2025, 10, 31))
    with pytest.raises(WorkflowError, match="đề nghị gia hạn khác"):
        perform(granted, "undo_extension", actor=hoa, reason="Ghi nhầm.")


def test_only_the_office_decides_and_never_its_own(waiting, cast):
    for name in ("lan", "minh", "nam", "tuan", "son", "mai", "quy", "binh"):
        with pytest.raises(NotAllowed):
            perform(waiting, "extend", actor=cast(name), document=DOCUMENT, granted_day=date(2025, 9, 15))
    Extension.objects.filter(pk=waiting.pk).update(submitted_by=cast("hoa"))
    with pytest.raises(NotAllowed, match="không được tự quyết định"):
        perform(waiting, "extend", actor=cast("hoa"), document=DOCUMENT, granted_day=date(2025, 9, 15))


def test_of_two_who_decide_one_wins(waiting, hoa):
    version = waiting.version
    perform(waiting, "extend", actor=hoa, document=DOCUMENT, granted_day=date(2025, 9, 15), expected_version=version)
    with pytest.raises(Overtaken):
        perform(waiting, "not_extend", actor=hoa, document=DOCUMENT, reason="Không.", expected_version=version)
    assert ExtensionDecision.objects.count() == 1


def test_own_other_absent(as_user, cast, draft):
    page = f"/gia-han/{draft.pk}/"
    for name, status in (("lan", 200), ("minh", 200), ("binh", 404), ("thu", 404), ("hoa", 404), ("mai", 404)):
        assert as_user(cast(name)).get(page).status_code == status
    perform(draft, "submit", actor=cast("lan"))
    for name, status in (("binh", 404), ("hoa", 200), ("mai", 200), ("tuan", 200)):
        assert as_user(cast(name)).get(page).status_code == status
    assert as_user(cast("lan")).get("/gia-han/999999/").status_code == 404


def test_a_draft_is_changed_and_dropped_by_its_agency(draft, lan, binh):
    with pytest.raises(NotAllowed):
        revise_extension(draft, actor=binh, proposed_day=date(2025, 9, 1), reason="Khác", expected_version=1)
    changed = revise_extension(draft, actor=lan, proposed_day=date(2025, 9, 1), reason="Khác", expected_version=1)
    with pytest.raises(Overtaken):
        revise_extension(draft, actor=lan, proposed_day=date(2025, 9, 2), reason="Cũ", expected_version=1)
    with pytest.raises(Overtaken):
        delete_extension(draft, actor=lan, expected_version=1)
    delete_extension(changed, actor=lan, expected_version=2)
    assert not Extension.objects.exists() and Event.objects.filter(action="delete").exists()


def test_withdrawn_by_its_agency(waiting, lan, hoa):
    gone = perform(waiting, "withdraw", actor=lan)
    assert gone.state == "withdrawn"
    with pytest.raises(Overtaken):
        perform(waiting, "extend", actor=hoa, document=DOCUMENT, granted_day=date(2025, 9, 15))


def test_the_head_signs_it(heads_sign, as_user, plan, lan, nam, agencies):
    nam.set_password("x")
    nam.last_login = nam.date_joined
    nam.save()
    lan.agency.refresh_from_db()
    one = ask(plan, lan)
    with pytest.raises(NotAllowed):
        perform(one, "submit", actor=lan)
    one = perform(one, "ask_signature", actor=lan)
    assert "Đề nghị gia hạn" in as_user(nam).get("/cho-ky/").content.decode()
    asked = SignOff.objects.get()
    as_user(nam).submit("/cho-ky/", {"chon": str(asked.pk)})
    one.refresh_from_db()
    assert (one.state, one.submitted_by) == ("submitted", nam)


def test_a_secret_stays_out(as_user, lan):
    page = as_user(lan).submit("/gia-han/soan/", ASKED | {"reason": "Danh mục tài liệu độ Tối mật của Sở"})
    assert "bí mật nhà nước" in page.content.decode() and not Extension.objects.exists()


def test_the_list_and_its_workbook(as_user, hoa, binh, waiting):
    shown = as_user(hoa).get("/gia-han/").content.decode()
    assert "Sở Y tế" in shown and "Chờ quyết định" in shown
    assert "Sở Y tế" not in as_user(binh).get("/gia-han/").content.decode().split("<main")[1]
    assert as_user(hoa).get("/gia-han.xlsx").status_code == 200


def test_the_list_names_the_day_in_vietnam_of_what_was_asked_at_night(waiting):
    waiting.state_since = datetime(2025, 6, 19, 18, 30, tzinfo=UTC)
    assert next(one.value(waiting) for one in COLUMNS if one.key == "since") == "20/6/2025"
