"""What a difficulty is about is set by who may answer it: found without a kind, one or many, with history and undo."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.difficulties.services import raise_difficulty
from plans.difficulties.sorting import NOTHING_TO_UNDO, last_sorting, sort_many, undo_sorting
from plans.models import Difficulty

from .conftest import BINH, LAN, kind_called

LIST = "/vuong-mac/"


@pytest.fixture
def unsorted(plan, lan, binh):
    """One of Lan's and one of Bình's, as reports bring them: of no kind."""
    pairs = ((lan, LAN), (binh, BINH))
    return [raise_difficulty(who.agency, plan=plan, actor=who, kind=None, text=text) for who, text in pairs]


@pytest.fixture
def money():
    return kind_called("inh phí")


def seen(*rows):
    return {one.pk: one.version for one in rows}


def fresh(one):
    return Difficulty.objects.get(pk=one.pk)


def test_those_without_a_kind_are_found(as_user, hoa, raised, unsorted):
    page = as_user(hoa).get(f"{LIST}?kind=chua").content.decode()
    assert all(f'href="/vuong-mac/{one.pk}/"' in page for one in unsorted)
    assert f'href="/vuong-mac/{raised.pk}/"' not in page and "Chưa phân loại" in page
    found = as_user(hoa).get(f"{LIST}?kind={raised.kind_id}").content.decode()
    assert f'href="/vuong-mac/{raised.pk}/"' in found and f'href="/vuong-mac/{unsorted[0].pk}/"' not in found


def test_several_are_sorted_at_once_from_the_list(as_user, hoa, unsorted, money):
    ticks = [f"{one.pk}-{one.version}" for one in unsorted]
    answer = as_user(hoa).post("/vuong-mac/phan-loai/", {"chon": ticks, "kind": money.pk}, follow=True)
    page = answer.content.decode()
    assert f"Đã phân loại 2 vướng mắc: {money}." in page and "phan-loai/hoan-tac/" in page
    assert [fresh(one).kind for one in unsorted] == [money, money]
    events = Event.objects.filter(action="sort_difficulty").order_by("pk")
    assert [event.sentence for event in events] == [f"phân loại {one}: {money}" for one in unsorted]
    assert {(event.before["kind_name"], event.after["kind_name"]) for event in events} == {
        ("Chưa phân loại", str(money))
    }


def test_one_is_sorted_on_its_page_and_its_agency_reads_it(as_user, hoa, lan, unsorted, money):
    one = unsorted[0]
    assert "Ghi loại" in as_user(hoa).get(f"/vuong-mac/{one.pk}/").content.decode()
    given = {"chon": f"{one.pk}-{one.version}", "kind": money.pk, "tu": "chi-tiet"}
    answer = as_user(hoa).post("/vuong-mac/phan-loai/", given)
    assert answer["Location"] == f"/vuong-mac/{one.pk}/"
    page = as_user(lan).get(f"/vuong-mac/{one.pk}/").content.decode()
    assert f"phân loại {one}: {money}" in page and "Ghi loại" not in page and "Hoàn tác phân loại" not in page


def test_only_who_may_answer_sets_the_kind(hoa, tuan, lan, mai, unsorted, money, as_user):
    for nobody in (tuan, lan, mai):
        with pytest.raises(NotAllowed):
            sort_many(unsorted, kind=money, actor=nobody, versions=seen(*unsorted))
    assert as_user(lan).post("/vuong-mac/phan-loai/", {}).status_code == 403
    over = perform(unsorted[0], "hand_over_difficulty", actor=hoa, answerer="finance", reason="Về kinh phí.")
    with pytest.raises(NotAllowed):
        sort_many([over], kind=money, actor=hoa, versions=seen(over))
    assert sort_many([over], kind=money, actor=tuan, versions=seen(over)) == [over]


def test_all_or_none(hoa, unsorted, money):
    stale = seen(*unsorted) | {unsorted[1].pk: 0}
    with pytest.raises(Overtaken, match="vừa sửa"):
        sort_many(unsorted, kind=money, actor=hoa, versions=stale)
    assert [fresh(one).kind for one in unsorted] == [None, None]
    sort_many(unsorted[:1], kind=money, actor=hoa, versions=seen(unsorted[0]))
    again = fresh(unsorted[0])
    with pytest.raises(WorkflowError, match="đều thuộc loại này"):
        sort_many([again], kind=money, actor=hoa, versions=seen(again))


def test_what_was_sorted_at_once_is_taken_back_at_once(as_user, hoa, unsorted, money):
    sort_many(unsorted, kind=money, actor=hoa, versions=seen(*unsorted))
    address = f"/vuong-mac/{unsorted[1].pk}/phan-loai/hoan-tac/"
    page = as_user(hoa).get(address).content.decode()
    assert "2 vướng mắc được phân loại cùng lúc" in " ".join(page.split())
    assert as_user(hoa).submit(address, {}).status_code == 302
    assert [fresh(one).kind for one in unsorted] == [None, None]
    said = [event.sentence for event in Event.objects.filter(action="unsort_difficulty").order_by("pk")]
    assert said == [f"hoàn tác phân loại {one}: Chưa phân loại" for one in unsorted]
    assert NOTHING_TO_UNDO in as_user(hoa).get(address, follow=True).content.decode()


def test_what_was_sorted_again_since_keeps_its_new_kind(as_user, hoa, unsorted, money):
    sort_many(unsorted, kind=money, actor=hoa, versions=seen(*unsorted))
    other, one = kind_called("Khác"), fresh(unsorted[0])
    sort_many([one], kind=other, actor=hoa, versions=seen(one))
    rest = fresh(unsorted[1])
    page = as_user(hoa).get(f"/vuong-mac/{rest.pk}/phan-loai/hoan-tac/").content.decode()
    assert "Vướng mắc trở về: Chưa phân loại." in " ".join(page.split())
    assert undo_sorting(rest, actor=hoa, expected_version=rest.version) == 1
    assert (fresh(one).kind, fresh(rest).kind) == (other, None)


def test_an_older_page_takes_nothing_back(hoa, nam, unsorted, money):
    one = unsorted[0]
    sort_many([one], kind=money, actor=hoa, versions=seen(one))
    shown, other = fresh(one), kind_called("Khác")
    sort_many([shown], kind=other, actor=hoa, versions=seen(shown))
    with pytest.raises(Overtaken):
        undo_sorting(fresh(one), actor=hoa, expected_version=shown.version)
    assert fresh(one).kind == other and last_sorting(fresh(one)).after["kind"] == other.pk


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "Đánh dấu ít nhất một vướng mắc."), ({"chon": "x-1", "kind": "7"}, "Đánh dấu ít nhất một vướng mắc.")],
)
def test_nothing_ticked_is_said(as_user, hoa, unsorted, given, said):
    page = as_user(hoa).post("/vuong-mac/phan-loai/", given, follow=True).content.decode()
    assert said in page


def test_no_kind_chosen_is_said(as_user, hoa, unsorted):
    given = {"chon": f"{unsorted[0].pk}-{unsorted[0].version}", "kind": ""}
    page = as_user(hoa).post("/vuong-mac/phan-loai/", given, follow=True).content.decode()
    assert "Chọn loại khó khăn, vướng mắc." in page and fresh(unsorted[0]).kind is None
