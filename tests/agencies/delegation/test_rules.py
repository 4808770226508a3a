"""Who may let whom decide, for how long: two persons, one office, no chain, no circle, nobody for themselves."""

from datetime import date

import pytest

from agencies.delegation import services
from agencies.models import Decision, Delegation, Duty, Event, User
from agencies.refusal import NotAllowed, Overtaken, WorkflowError
from tests.helpers import factories as make
from tests.helpers.delegations import in_force, waiting

pytestmark = pytest.mark.django_db
D = Decision


@pytest.fixture
def phuong(agencies):
    """Another head at Sở Y tế."""
    fields = {"full_name": "Lê Thị Phượng", "agency": agencies["SYT"], "duty": Duty.SIGNS, "email": "p@example.vn"}
    return User.objects.create(username="phuong", **fields)


@pytest.fixture
def an(agencies):
    """Reads at Sở Nội vụ: its deputy head."""
    return make.a_user(agencies["SNV"], Duty.READS)


def test_it_counts_once_a_second_person_has_confirmed_it(nam, minh, quy):
    made = waiting(nam, minh)
    assert made.standing == "Chờ xác nhận" and not fresh(minh).delegations
    for other in (nam, minh):
        with pytest.raises(NotAllowed):
            services.confirm(made, actor=other)
    services.confirm(made, actor=quy)
    assert [each.standing for each in fresh(minh).delegations] == ["Đang có hiệu lực"]
    with pytest.raises(Overtaken):
        services.confirm(made, actor=quy)
    said = [event.sentence for event in Event.objects.about(made).order_by("pk")]
    assert said[1] == (
        "xác nhận giao Lê Văn Minh ký thay Phạm Văn Nam từ 16/6/2025 đến hết 27/6/2025: "
        "Trình, rút lại Mục lục và dự toán của cơ quan"
    )


def test_what_an_administrator_asks_for_the_giver_confirms(nam, minh, quy):
    made = waiting(nam, minh, quy)
    with pytest.raises(NotAllowed):
        services.confirm(made, actor=quy)
    assert services.confirm(made, actor=nam).answered_by == nam


def test_nobody_delegates_to_themselves(nam, minh, phuong, hoa):
    for giver, delegate, actor in ((nam, nam, nam), (phuong, nam, nam), (nam, minh, minh), (nam, minh, hoa)):
        with pytest.raises(NotAllowed):
            waiting(giver, delegate, actor)
    assert not Delegation.objects.exists()


def test_only_in_one_office_and_what_one_holds(nam, minh, lan, binh, hoa, an, quy):
    for case in (
        (nam, binh, None, D.HAND_IN),
        (nam, minh, None, D.APPRAISE_CATALOGUES),
        (lan, minh, None, D.HAND_IN),
        (hoa, an, None, D.HAND_IN),
        (hoa, quy, None, D.APPRAISE_CATALOGUES),
        (nam, minh, None, "everything"),
    ):
        with pytest.raises(WorkflowError):
            waiting(*case)
    assert waiting(hoa, an, None, D.APPRAISE_CATALOGUES).decisions == ["appraise_catalogues"]


def test_the_head_of_the_office_gives_what_the_office_decides(agencies, an, nam):
    chief = make.a_user(agencies["SNV"], Duty.SIGNS)
    assert waiting(chief, an, None, D.APPRAISE_CATALOGUES, D.ANSWER_REOPENINGS)
    assert not nam.may_give(D.APPRAISE_CATALOGUES)


def test_who_prepares_does_not_appraise_in_anothers_place(agencies, hoa):
    clerk = make.a_user(agencies["SNV"])
    with pytest.raises(WorkflowError, match="người trình không tự thẩm định"):
        waiting(hoa, clerk, None, D.APPRAISE_CATALOGUES)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2025, 6, 27), (2025, 6, 16), "từ ngày bắt đầu trở đi"),
        ((2025, 6, 13), (2025, 6, 19), "từ hôm nay trở đi"),
        ((2025, 6, 16), (2026, 6, 17), "không quá một năm"),
        ((2025, 6, 11), (2025, 6, 27), "trước ngày văn bản"),
    ],
)
def test_the_days_have_bounds(nam, minh, first, last, said):
    with pytest.raises(WorkflowError, match=said):
        waiting(nam, minh, days=(date(*first), date(*last)))


@pytest.mark.parametrize("capacity", ["deputy", "by_order", "authorized"])
def test_what_was_given_is_not_given_on(nam, minh, phuong, lan, capacity):
    in_force(nam, phuong, capacity=capacity)
    with pytest.raises(WorkflowError, match="không giao lại"):
        waiting(phuong, lan)
    with pytest.raises(WorkflowError, match="không giao lại"):
        waiting(phuong, nam)  # a circle
    assert waiting(phuong, lan, days=(date(2025, 6, 28), date(2025, 7, 5)))


def test_who_gave_it_away_takes_none_of_the_same(nam, phuong, lan):
    in_force(nam, lan)
    with pytest.raises(WorkflowError, match="không nhận giao"):
        waiting(phuong, nam)
    with pytest.raises(WorkflowError, match="đã được giao việc này"):
        waiting(phuong, lan)


def test_it_is_looked_at_again_when_it_is_confirmed(nam, phuong, minh, lan, quy):
    first, second = waiting(nam, phuong, None, D.HAND_IN), waiting(phuong, minh, None, D.CONFIRM_ACCOUNTS)
    services.confirm(first, actor=quy)
    Delegation.objects.filter(pk=second.pk).update(decisions=["hand_in"])
    with pytest.raises(WorkflowError, match="không giao lại"):
        services.confirm(second, actor=quy)


def test_dropping_and_ending(nam, minh, lan, quy):
    made = waiting(nam, minh)
    with pytest.raises(NotAllowed):
        services.drop(made, actor=lan)
    assert services.drop(made, actor=minh).standing == "Đã rút hoặc không đồng ý"
    held = in_force(nam, minh)
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        services.end(held, actor=nam, reason=" ")
    with pytest.raises(NotAllowed):
        services.end(held, actor=lan, reason="x")
    ended = services.end(held, actor=nam, reason="Về sớm.")
    assert ended.standing == "Đã kết thúc sớm" and not fresh(minh).delegations
    with pytest.raises(Overtaken):
        services.end(held, actor=quy, reason="x")


def test_rights_end_with_the_day_the_duty_and_the_office(nam, minh, agencies, day):
    in_force(nam, minh)
    day("2025-06-15")
    assert not fresh(minh).delegations
    day("2025-06-27")
    assert fresh(minh).delegations
    day("2025-06-28")
    assert not fresh(minh).delegations
    day("2025-06-20")
    for who, column, value in (
        (nam, "is_active", False),
        (nam, "duty", Duty.READS),
        (nam, "agency", agencies["SXD"]),
        (minh, "agency", agencies["SXD"]),
    ):
        before = {column: getattr(who, column)}
        User.objects.filter(pk=who.pk).update(**{column: value})
        assert not fresh(minh).delegations, column
        User.objects.filter(pk=who.pk).update(**before)
    assert fresh(minh).delegations


def test_who_decides_for_another_is_changed_by_two(nam, minh):
    assert not minh.is_guarded
    in_force(nam, minh)
    assert minh.is_guarded and minh.decides and minh in User.objects.guarded()


def fresh(user):
    return User.objects.get(pk=user.pk)
