"""A target far from the one before it is warned of: before a workbook is written, after a line is saved."""

import pytest

from plans.targets.services import TargetFigures, assign_targets
from tests.helpers.targets import line, workbook

pytestmark = pytest.mark.django_db
FAR = "Sở Y tế: chỉ tiêu tăng 9.000.000 trang so với số đang có (1.000.000 trang), bằng 900,00%; thường không quá 50%."


@pytest.fixture
def million(plan, agencies, hoa):
    assign_targets(plan, {agencies["SYT"]: TargetFigures(14_000, 1_000_000)}, actor=hoa)


def test_a_digit_too_many_in_a_workbook_is_named_before_it_is_written(million, sent):
    assert FAR in sent(workbook(line("SYT", 140_000, 10_000_000)))


@pytest.mark.parametrize("pages", [1_500_000, 1_000_001, 500_000])
def test_what_is_near_is_not(million, sent, pages):
    assert "so với số đang có" not in sent(workbook(line("SYT", 14_000, pages)))


def test_a_line_that_is_new_has_nothing_to_be_far_from(plan, sent):
    assert "so với số đang có" not in sent(workbook(line("SYT", 140_000, 10_000_000)))


def test_one_line_that_is_typed_says_it_when_it_is_saved(million, as_user, hoa):
    form = {"files": "140.000", "pages": "10.000.000"}
    assert FAR in as_user(hoa).submit("/chi-tieu/co-quan/SYT/", form, follow=True).content.decode()
