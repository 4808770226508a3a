"""What clerks write in progress reports arrives in the register, once for a text and an agency."""

from datetime import date

import pytest

from plans.difficulties.services import says_nothing
from plans.models import Difficulty
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress

FIRST, SECOND = date(2025, 6, 13), date(2025, 6, 20)
TEXT = "Đường truyền lên Kho chậm."


def report(plan, who, text, end=FIRST, **more):
    given = {"figures": dict.fromkeys(FIGURES, 0), "difficulties": text, "proposals": "Tải ban đêm."} | more
    return submit_progress(who.agency, plan=plan, actor=who, period_end=end, **given)


def test_it_arrives_linked_to_its_report(plan, lan, hoa, as_user):
    sent = report(plan, lan, TEXT)
    one = Difficulty.objects.get()
    assert (one.text, one.proposal, one.report, one.kind) == (TEXT, "Tải ban đêm.", sent, None)
    assert (one.state, one.answerer, one.submitted_by) == ("raised", "home_affairs", lan)
    assert "báo cáo tiến độ kỳ đến" in as_user(hoa).get(f"/vuong-mac/{one.pk}/").content.decode()


def test_once_for_a_text_and_an_agency(plan, lan, binh):
    report(plan, lan, TEXT)
    report(plan, lan, "  đường  truyền lên KHO chậm", SECOND)
    assert Difficulty.objects.count() == 1
    report(plan, binh, TEXT)
    assert Difficulty.objects.count() == 2
    report(plan, lan, "Nhà thầu thiếu máy.", SECOND, reason="Bổ sung", seen=1)
    assert Difficulty.objects.count() == 3


@pytest.mark.parametrize(
    "text", ["", "Không", "không có.", "Chưa có khó khăn, vướng mắc", "Không có khó khăn gì", "Chưa phát sinh"]
)
def test_no_difficulty_is_none(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Không có máy quét A3", "Chưa được giao kinh phí", "Khó khăn về kho"])
def test_what_begins_alike_is_one(text):
    assert not says_nothing(text)
