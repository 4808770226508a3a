"""Whose work has passed to others: these are urged in its place, and the letter counts for the line."""

from datetime import date

import pytest

from agencies.models import Agency
from reports.figures import province_figures
from reports.figures.urged import times_urged
from reports.models import UrgingLetter
from reports.todo.urged import urged_by_letters
from reports.urging import services
from reports.urging.receivers import receivers_of
from tests.helpers import factories as make

AFTER = date(2025, 7, 4)


HEIRS = ["UBND phường Tam Kỳ", "UBND phường Quảng Phú", "UBND phường Hương Trà", "UBND phường Bàn Thạch"]


@pytest.fixture
def ended(plan, agencies, day):
    """Tam Kỳ with work left, after 30/6/2025: its communes went into four new units."""
    make.a_target(agencies["502"], 9_000, 100)
    day(AFTER.isoformat())
    return province_figures(plan, AFTER).district("502")


def test_the_successors_are_urged_in_the_place_of_who_has_ended(plan, hoa, ended):
    receivers = receivers_of([ended])["502"]
    assert sorted(str(one.agency) for one in receivers) == sorted(HEIRS)
    assert {one.about.code for one in receivers} == {"502"}
    (letter,) = services.draft_letters(plan, [ended], as_of=AFTER, actor=hoa, one_each=False)
    assert "UBND phường Bàn Thạch (phần việc của UBND thành phố Tam Kỳ)" in letter.body
    services.send_letter(letter, number="7/SNV", day=AFTER, actor=hoa, expected_version=1, signer="Minh")
    clerk = make.a_user(receivers[0].agency)
    assert times_urged(plan, AFTER)[receivers[0].about.pk].times == 1
    assert UrgingLetter.objects.visible_to(clerk).get() == letter and len(urged_by_letters(clerk)) == 1
    services.receive_letter(letter, actor=clerk)
    assert urged_by_letters(clerk) == []
    assert len(urged_by_letters(make.a_user(receivers[1].agency))) == 1


def test_who_has_ended_and_left_nobody_is_not_urged(plan, hoa, ended):
    Agency.objects.filter(successor__isnull=False).update(successor=None)
    assert receivers_of([ended])["502"] == []
    with pytest.raises(services.WorkflowError, match="Chọn ít nhất một cơ quan"):
        services.draft_letters(plan, [ended], as_of=AFTER, actor=hoa, one_each=False)
