"""Whose a verdict is: the agency gives its opinion, Sở Nội vụ decides; both are shown, and the decision holds."""

import pytest

from agencies.models import Duty, Event
from agencies.workflow import Overtaken
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from plans.models import DuplicateGroup
from tests.helpers import factories as make
from tests.helpers.duplicate_files import own, page, search, waiting


@pytest.fixture
def group(agencies, hoa):
    waiting(agencies["SYT"], "Sổ 1")
    return search(Scope(), hoa)[0]


@pytest.fixture
def opinion(group, lan):
    """Lan's opinion is that they are no duplicates."""
    [same] = search(own(lan), lan)
    return give_verdict(same, actor=lan, scope=own(lan), verdict="different")


def say(browser, group, verdict, seen="", **more):
    data = {"verdict": verdict, "seen": seen} | more
    return browser.submit(f"/trung-lap/{group.pk}/ket-luan/", data, follow=True).content.decode()


def test_an_opinion_takes_nothing_off_the_list_of_so_noi_vu(opinion, group, lan, hoa, as_user):
    seen = page(as_user(hoa), verdict="pending")
    body = seen.content.decode()
    assert seen.context["sums"]["count"] == 1 and seen.context["waste"]["count"] == 1
    assert "ý kiến của Sở Y tế:" in body and "Không phải trùng" in body and "Sở Nội vụ chưa kết luận" in body
    assert page(as_user(lan), verdict="pending").context["sums"]["count"] == 0
    assert page(as_user(lan), verdict="different").context["sums"]["count"] == 1


def test_the_decision_stands_beside_the_opinion(opinion, group, lan, hoa, as_user):
    body = say(as_user(hoa), group, "handled")
    assert "Đã ghi kết luận của Sở Nội vụ: Đã xử lý" in body
    body = page(as_user(lan)).content.decode()
    assert "Sở Nội vụ:" in body and "ý kiến của Sở Y tế:" in body
    assert page(as_user(lan), verdict="different").context["sums"]["count"] == 0
    assert page(as_user(lan), verdict="handled").context["sums"]["count"] == 1
    event = Event.objects.filter(action="judge_duplicates").latest("pk")
    assert (event.actor, event.agency) == (hoa, lan.agency)
    assert event.sentence == ("kết luận “Đã xử lý” về nhóm 2 hồ sơ trùng; ý kiến của Sở Y tế là “Không phải trùng”")


def test_an_agency_takes_back_its_own_opinion_alone(opinion, group, lan, hoa, as_user):
    give_verdict(group, actor=hoa, scope=Scope(), verdict="handled")
    body = say(as_user(lan), opinion, "", "different")
    assert "Đã hoàn tác kết luận." in body
    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.judged_by, opinion.opinion) == ("handled", hoa, "")
    body = say(as_user(lan), opinion, "different")
    assert "kết luận của Sở Nội vụ vẫn là “Đã xử lý”" in body


def test_who_undoes_anothers_verdict_reads_whose_it_is(group, hoa, agencies, as_user):
    other = make.a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)
    give_verdict(group, actor=hoa, scope=Scope(), verdict="different")
    body = page(as_user(other)).content.decode()
    assert f"Hoàn tác kết luận của {hoa}" in body
    assert f"Hoàn tác kết luận của {hoa}" not in page(as_user(hoa)).content.decode()
    body = say(as_user(other), group, "", "different", seen_by=hoa.pk)
    assert f"Đã hoàn tác kết luận (trước đó {hoa} kết luận “Không phải trùng”)." in body
    assert (
        Event.objects.latest("pk").sentence == f"hoàn tác kết luận “Không phải trùng” của {hoa} về nhóm 2 hồ sơ trùng"
    )


def test_the_same_verdict_of_somebody_else_is_not_the_one_that_was_seen(group, hoa, agencies):
    other = make.a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)
    give_verdict(group, actor=hoa, scope=Scope(), verdict="different")
    with pytest.raises(Overtaken, match=f"^{hoa} vừa kết luận"):
        give_verdict(group, actor=other, scope=Scope(), verdict="", seen="different", seen_by=str(other.pk))
    assert DuplicateGroup.objects.get().judged_by == hoa


def test_a_refusal_speaks_of_no_draft_where_nothing_was_ticked(group, hoa, as_user):
    """The page proposes ticks of its own: only what the person changed in them is kept."""
    surplus = group.members.get(is_extra=True).file_id
    body = say(as_user(hoa), group, "different", "handled", file=[surplus])
    assert "vừa kết luận về nhóm này" in body and "được giữ trong bản nháp" not in body
    body = say(as_user(hoa), group, "different", "handled", file=[])
    assert "được giữ trong bản nháp" in body


def test_where_nobody_gave_a_verdict_there_is_none_to_take_back(group, hoa, as_user):
    known = Event.objects.count()
    assert "Nhóm này chưa có kết luận nào để hoàn tác." in say(as_user(hoa), group, "")
    assert not Event.objects.filter(action="judge_duplicates").exists() and Event.objects.count() == known
