"""Whose name is under an agency's own papers: the head's who signed it off, the deputy's who did in their place."""

from datetime import date

import pytest

from agencies.models import Decision, Duty
from agencies.workflow import perform
from budgets.estimates import services
from tests.helpers import delegations
from tests.helpers import factories as make
from tests.helpers.money_files import drawn

pytestmark = pytest.mark.once
DAY = date(2025, 6, 20)
DECISION = {"document": ("07/QĐ-UBND", DAY)}


@pytest.fixture
def draft(plan, agencies, lan, hoa, heads_sign):
    make.an_appraised_catalogue(agencies["SYT"], hoa, 1_000, DAY)
    return services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": 1_000})


@pytest.fixture
def own(plan, agencies, hai, hoa, heads_sign):
    """Tam Kỳ's, which it decides itself."""
    make.an_appraised_catalogue(agencies["502"], hoa, 1_000, DAY)
    return services.draft_estimate(agencies["502"], plan=plan, actor=hai, pages_by_size={"a4": 1_000})


def below(estimate, slug="to-trinh"):
    document = drawn(estimate, slug)
    return document.signer_title, document.signer_name


def test_nobody_has_signed_a_draft(draft, nam):
    assert below(draft) == ("GIÁM ĐỐC", "")
    assert drawn(draft, "du-toan").parties == [("NGƯỜI LẬP", ""), ("GIÁM ĐỐC", "")]


def test_the_head_who_signed_it_off(draft, lan, nam):
    sent = perform(perform(draft, "ask_signature", actor=lan), "submit", actor=nam)
    assert below(sent) == ("GIÁM ĐỐC", "Phạm Văn Nam")
    assert drawn(sent, "du-toan").parties == [("NGƯỜI LẬP", ""), ("GIÁM ĐỐC", "Phạm Văn Nam")]


def test_the_deputy_who_signed_in_the_heads_place(draft, agencies, nam):
    deputy = make.a_user(agencies["SYT"])
    given = delegations.in_force(nam, deputy, Decision.HAND_IN, head_title="GIÁM ĐỐC", title="PHÓ GIÁM ĐỐC")
    assert below(perform(draft, "submit", actor=deputy)) == ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", given.name)


def test_what_comes_back_is_a_draft_again(draft, nam, tuan):
    sent = perform(draft, "submit", actor=nam)
    assert below(perform(sent, "return", actor=tuan, reason="Thiếu báo giá.")) == ("GIÁM ĐỐC", "")


def test_a_clerk_who_sends_what_was_signed_on_paper_is_not_its_signer(draft, agencies, lan):
    assert below(perform(draft, "submit", actor=lan)) == ("GIÁM ĐỐC", "")


def test_a_district_is_asked_by_the_unit_that_prepares_and_its_chairman_decides(own, agencies):
    letter = drawn(own, "to-trinh")
    head = letter.letterhead
    assert (head.superior, head.addressee) == ("UBND THÀNH PHỐ TAM KỲ", "Ủy ban nhân dân thành phố Tam Kỳ")
    assert "TTr-UBND" not in head.number + head.annex_reference and "TTr-…" in head.annex_reference
    assert head.subject.startswith("Về việc phê duyệt dự toán") and letter.signer_title == "THỦ TRƯỞNG ĐƠN VỊ"
    assert letter.blocks[-1].text.endswith("kính đề nghị Ủy ban nhân dân thành phố Tam Kỳ xem xét, phê duyệt./.")
    chair = make.a_user(agencies["502"], Duty.SIGNS)
    decided = perform(own, "decide", actor=chair, **DECISION)
    assert below(decided, "ket-qua") == ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", chair.full_name)


def test_a_deputy_chairman_signs_in_the_name_of_the_committee(own, agencies):
    chair, deputy = make.a_user(agencies["502"], Duty.SIGNS), make.a_user(agencies["502"])
    titles = {"head_title": "CHỦ TỊCH", "title": "PHÓ CHỦ TỊCH"}
    given = delegations.in_force(chair, deputy, Decision.APPROVE_ESTIMATES, **titles)
    decided = perform(own, "decide", actor=deputy, capacity=f"deputy-{given.pk}", **DECISION)
    assert below(decided, "ket-qua") == ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", given.name)
