"""A report of a day that is not over says at which hour, and which report of the day it is (issue of 20/6, 07:56)."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import make_aware

from reports.documents.build import Build
from reports.documents.report import report_document
from reports.figures import province_figures
from tests.helpers import factories as make

DAY = date(2025, 6, 20)
MORNING = Build(DAY, make_aware(datetime(2025, 6, 20, 7, 56)), 2)
NEXT_DAY = Build(DAY, make_aware(datetime(2025, 6, 21, 0, 5)), 3)


def test_on_the_day_itself_the_hour_stands_in_the_text():
    assert MORNING.until == "07 giờ 56 phút ngày 20/6/2025"
    assert MORNING.provenance == "lần lập thứ 02 của số liệu ngày này"
    assert MORNING.file_name == "bao-cao-so-hoa-2025-06-20-lan-02-luc-0756"


def test_afterwards_the_day_was_whole():
    assert NEXT_DAY.until == "hết ngày 20/6/2025"
    assert NEXT_DAY.provenance == "lần lập thứ 03 của số liệu ngày này, lập lúc 00 giờ 05 phút ngày 21/6/2025"
    assert NEXT_DAY.file_name == "bao-cao-so-hoa-2025-06-20-lan-03-lap-2025-06-21-luc-0005"


def test_what_is_kept_nowhere_has_no_number():
    assert replace(MORNING, number=0).file_name == "bao-cao-so-hoa-2025-06-20-luc-0756"
    assert Build(DAY).file_name == "bao-cao-so-hoa-2025-06-20" and Build(DAY).provenance == ""


def test_the_report_says_it_in_its_subject_its_opening_and_its_sum(plan, agencies):
    make.full_targets(agencies)
    make.a_progress_report(agencies["SYT"], DAY, 270)
    document = report_document(plan, province_figures(plan, DAY), MORNING)
    assert document.letterhead.subject.endswith("(số liệu đến 07 giờ 56 phút ngày 20/6/2025)")
    opening, *others = [block.text for block in document.blocks]
    assert "đến 07 giờ 56 phút ngày 20/6/2025 (lần lập thứ 02 của số liệu ngày này) như sau:" in opening
    assert any("Lũy kế theo số liệu đã nhận đến 07 giờ 56 phút ngày 20/6/2025" in text for text in others)
    assert document.shown_day == "07 giờ 56 phút ngày 20/6/2025"
