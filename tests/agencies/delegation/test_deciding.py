"""Who decides in the place of another takes exactly these decisions, in these days, and every trace says so."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document

from agencies.account_changes import ask as ask_change
from agencies.account_changes import confirm, may_confirm
from agencies.delegation import services
from agencies.models import AccountChange, Decision, Duty, Event, IssuedDocument, User
from agencies.refusal import NotAllowed, WorkflowError
from agencies.workflow import perform
from plans.appraisal.corrections import correct_document
from plans.appraisal.decisions import decide
from plans.appraisal.together import Choice, decide_together
from reports.documents.report import report_document
from reports.figures import province_figures
from reports.models import Report
from tests.helpers import factories as make
from tests.helpers.catalogues import GATE_ANSWERS, appraise, fresh, hand_in, numbered
from tests.helpers.delegations import in_force

pytestmark = pytest.mark.django_db
D = Decision
IN_DAYS = ("125/SNV", date(2025, 6, 20))
CAPACITY = "KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC Cán bộ SNV"


@pytest.fixture
def an(agencies):
    """Reads at Sở Nội vụ: its deputy head."""
    return make.a_user(agencies["SNV"], Duty.READS)


@pytest.fixture
def given(hoa, an):
    return in_force(hoa, an, D.APPRAISE_CATALOGUES)


@pytest.fixture
def catalogue(plan, lan):
    return hand_in(lan.agency, lan, rows=3)


def test_without_it_nothing_is_to_be_seen_or_decided(catalogue, an, as_user):
    assert as_user(an).get(f"/muc-luc/{catalogue.pk}/").status_code == 404
    assert as_user(an).get(reverse("admin:plans_catalogue_change", args=[catalogue.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        appraise(catalogue, an)


def test_the_letter_is_signed_in_that_capacity(catalogue, given, an, as_user, hoa):
    decide(catalogue, "accept", numbered(catalogue, "01"), actor=an)
    appraise(fresh(catalogue), an, document=IN_DAYS)
    document = catalogue.appraisals.get().document
    assert (document.capacity, document.delegation, document.signed_as) == ("deputy", given, CAPACITY)
    said = [event.sentence for event in Event.objects.about(catalogue).filter(actor=an)]
    assert len(said) == 2
    assert all(each.endswith(f"(ký thay: {CAPACITY}, theo văn bản số 15/QĐ ngày 12/6/2025)") for each in said)
    assert {event.after["delegation"] for event in Event.objects.about(catalogue).filter(actor=an)} == {given.pk}
    letter = as_user(hoa).get(reverse("appraisal_document", args=[catalogue.appraisals.get().pk, "docx"]))
    text = words_of(b"".join(letter.streaming_content) if letter.streaming else letter.content)
    assert "KT. GIÁM ĐỐC" in text and "PHÓ GIÁM ĐỐC" in text and "Cán bộ SNV" in text


def test_what_was_signed_stays_so_after_the_end(catalogue, given, an, hoa, as_user):
    appraise(catalogue, an, document=IN_DAYS)
    services.end(given, actor=hoa, reason="Giám đốc về sớm.")
    User.objects.filter(pk=an.pk).update(full_name="Tên khác", position="Chuyên viên")
    document = IssuedDocument.objects.get(pk=catalogue.appraisals.get().document_id)
    assert document.signed_as == CAPACITY
    page = as_user(hoa).get(reverse("admin:plans_catalogue_document", args=[document.pk])).content.decode()
    assert CAPACITY in page
    with pytest.raises(NotAllowed):
        correct_document(document, actor=known(an), number="126/SNV", day=IN_DAYS[1], capacity="deputy", reason="x")


def test_exactly_these_decisions(catalogue, given, an, lan, as_user):
    browser = as_user(an)
    for route in ("target_upload", "report_new", "duplicate_issued_rule", "purge_list", "catalogue_new"):
        assert browser.get(reverse(route)).status_code == 403, route
    assert browser.get(reverse("admin:agencies_user_changelist")).status_code in (302, 403)
    assert browser.get(reverse("admin:plans_unitprice_changelist")).status_code in (302, 403)
    appraise(catalogue, an, document=IN_DAYS)
    perform(fresh(catalogue), "ask_reopen", actor=lan, reason="Sót hồ sơ.")
    with pytest.raises(NotAllowed):
        perform(fresh(catalogue), "reopen", actor=an)


def test_reopening_alone(catalogue, hoa, an, lan):
    in_force(hoa, an, D.ANSWER_REOPENINGS)
    with pytest.raises(NotAllowed):
        appraise(catalogue, an)
    appraise(catalogue, hoa)
    perform(fresh(catalogue), "ask_reopen", actor=lan, reason="Sót hồ sơ.")
    assert perform(fresh(catalogue), "reopen", actor=an).state == "draft"


def test_rights_are_read_at_each_request(catalogue, given, an, hoa, as_user, day):
    address = reverse("admin:plans_catalogue_change", args=[catalogue.pk])
    assert as_user(an).get(address).status_code == 200
    services.end(given, actor=hoa, reason="Giám đốc về sớm.")
    assert as_user(an).get(address).status_code in (302, 403)
    assert as_user(an).get(f"/muc-luc/{catalogue.pk}/").status_code == 404


def test_the_papers_day_lies_in_the_days(catalogue, given, an, day):
    with pytest.raises(WorkflowError, match="ngoài thời gian"):
        day("2025-06-26")
        appraise(catalogue, an, document=("1/SNV", date(2025, 6, 28)))
    day("2025-06-28")
    with pytest.raises(NotAllowed):
        appraise(catalogue, known(an), document=("1/SNV", date(2025, 6, 27)))


def test_who_holds_the_duty_enters_what_the_deputy_signed(catalogue, given, hoa, an, as_user):
    address = reverse("admin:plans_catalogue_action", args=[catalogue.pk, "appraise"])
    page = as_user(hoa).get(address).content.decode()
    assert f'value="deputy-{given.pk}"' in page and CAPACITY in page and 'value="deputy"' not in page
    page = as_user(an).get(address).content.decode()
    assert f'value="deputy-{given.pk}" selected' in page and 'value="head"' not in page
    appraise(catalogue, hoa, document=IN_DAYS, capacity=f"deputy-{given.pk}")
    assert catalogue.appraisals.get().document.delegation == given
    assert CAPACITY in Event.objects.about(catalogue).get(action="appraise").sentence


def test_one_document_has_one_capacity(plan, lan, hoa, given):
    first, second = (hand_in(lan.agency, lan, rows=1, name=name) for name in ("Đợt 1", "Đợt 2"))
    appraise(first, hoa, document=IN_DAYS, capacity=f"deputy-{given.pk}")
    with pytest.raises(WorkflowError, match="đã ghi tư cách ký"):
        appraise(second, hoa, document=IN_DAYS)
    with pytest.raises(WorkflowError, match="Tư cách ký này không có"):
        appraise(second, hoa, document=("9/SNV", IN_DAYS[1]), capacity="deputy-999")


def test_several_by_one_document(plan, lan, given, an):
    choices = [Choice(made, "appraise", made.version) for made in (hand_in(lan.agency, lan, name=n) for n in "AB")]
    signed, _ = decide_together(choices, actor=an, document=IN_DAYS, **GATE_ANSWERS)
    assert signed.delegation == given


def test_nobody_decides_on_what_the_giver_handed_in(agencies, plan):
    chief, deputy = make.a_user(agencies["SNV"], Duty.SIGNS), make.a_user(agencies["SNV"], Duty.READS)
    in_force(chief, deputy, D.APPRAISE_CATALOGUES)
    with pytest.raises(NotAllowed, match="giao ký không quyết định được"):
        appraise(hand_in(chief.agency, chief), deputy)


def test_handing_in_for_the_head(plan, nam, minh, lan, as_user):
    made = hand_in(lan.agency, lan)
    perform(made, "withdraw", actor=lan)
    in_force(nam, minh, D.HAND_IN)
    perform(fresh(made), "submit", actor=minh, secrecy_declared=True)
    assert "ký thay" in Event.objects.about(made).filter(action="submit", actor=minh).get().sentence
    assert as_user(minh).get(f"/muc-luc/{made.pk}/sua/").status_code == 403
    assert as_user(minh).get(f"/muc-luc/{made.pk}/thao-tac/withdraw/").status_code == 200


def test_an_estimate_of_a_district(agencies, plan, as_user):
    chief, deputy = (make.a_user(agencies["502"], duty) for duty in (Duty.SIGNS, Duty.READS))
    estimate = make.an_estimate(agencies["502"], 4_896_000)
    titles = {"head_title": "Chủ tịch", "title": "Phó Chủ tịch", "capacity": "deputy"}
    given = in_force(chief, deputy, D.APPROVE_ESTIMATES, **titles)
    browser, address = as_user(deputy), f"/du-toan/{estimate.pk}/decide/"
    fields = {"document_number": "07/QĐ-UBND", "document_date": "20/6/2025", "amount_1": "1.000"}
    assert f'value="deputy-{given.pk}"' in browser.get(address).content.decode()
    browser.submit(address, fields, page=address)
    document = estimate.appraisals.get().document
    assert document.signed_as == "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH Cán bộ 502"
    assert document.signed_as in browser.get(f"/du-toan/{estimate.pk}/").content.decode()


def test_an_estimate_of_a_department(agencies, plan, tuan, lan, as_user):
    deputy = make.a_user(agencies["STC"], Duty.READS)
    estimate = make.an_estimate(agencies["SYT"], 4_896_000, date(2025, 6, 18))
    given = in_force(tuan, deputy, D.APPRAISE_ESTIMATES, capacity="authorized")
    perform(estimate, "appraise", actor=deputy, document=IN_DAYS)
    assert estimate.appraisals.get().document.delegation == given
    home = as_user(deputy).get("/").content.decode()
    assert "Bạn đang ký thừa ủy quyền Võ Anh Tuấn đến hết ngày 27/6/2025" in home
    assert as_user(deputy).get(reverse("admin:index")).status_code in (302, 403)


def test_accounts_are_confirmed_for_the_head_but_never_ones_own(quy, nam, minh, lan, agencies):
    change = ask_change(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)
    assert not may_confirm(minh, change)
    in_force(nam, minh, D.CONFIRM_ACCOUNTS)
    own = ask_change(minh, {"duty": (Duty.READS, Duty.SIGNS)}, actor=quy)
    of_head = ask_change(nam, {"password": (None, True)}, actor=quy)
    assert (may_confirm(minh, change), may_confirm(minh, own), may_confirm(minh, of_head)) == (True, False, False)
    confirm(change, actor=minh)
    assert "ký thay" in Event.objects.about(lan).get(action="confirm_change").sentence
    assert set(AccountChange.objects.visible_to(minh)) == {change, own, of_head}


def known(user):
    return User.objects.get(pk=user.pk)


def words_of(data):
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_report_says_who_signs_it(plan, hoa, an, as_user, agencies):
    assert 'name="signer"' not in as_user(hoa).get(reverse("report_new")).content.decode()
    given = in_force(hoa, an, D.SIGN_REPORTS)
    page = as_user(hoa).get(reverse("report_new")).content.decode()
    assert 'value="head"' in page and CAPACITY in page
    as_user(hoa).submit(
        reverse("report_new"), {"as_of": "20/6/2025", "signer": f"deputy-{given.pk}"}, page=reverse("report_new")
    )
    report = Report.objects.get()
    assert report.delegation == given
    assert CAPACITY in Event.objects.about(report).get(action="request_report").sentence
    document = report_document(plan, province_figures(plan, date(2025, 6, 20)), delegation=report.delegation)
    assert (document.signer_title, document.signer_name) == ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Cán bộ SNV")
    assert as_user(an).get(reverse("report_list")).status_code == 200
    assert as_user(an).get(reverse("report_new")).status_code == 403
    assert as_user(an).get(reverse("admin:plans_catalogue_changelist")).status_code in (302, 403)
