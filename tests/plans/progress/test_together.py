"""Who goes on with the work of several agencies declares a period in one form: a line each, the sum below."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency
from plans.models import CoverLetter, Plan, ProgressReport
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from tests.helpers import factories as make

PERIOD = date(2025, 6, 13)
FORM = "/tien-do/ky/2025-06-13/chung/"
WHY = "Số hóa trước khi Mục lục được thẩm định."


@pytest.fixture
def predecessors(agencies, lan):
    """Sở Xây dựng and Sở Tư pháp ended; Sở Y tế goes on with their work."""
    codes = ("SXD", "STP")
    Agency.objects.filter(code__in=codes).update(successor=lan.agency, active_to=date(2025, 6, 15))
    return [agencies[code] for code in codes]


def line(code, pages, **more):
    figures = {name: pages if name.endswith("pages") else "10" for name in FIGURES}
    return {f"{code}-{name}": value for name, value in ({"version": "0", "reason": WHY} | figures | more).items()}


def sent():
    reports = ProgressReport.objects.filter(period_end=PERIOD).order_by("agency__code", "version")
    return [(one.agency.code, one.version, one.scanned_pages) for one in reports]


def test_three_agencies_are_declared_in_one_form_with_their_sum(as_user, lan, plan, predecessors):
    make.a_progress_report(predecessors[0], date(2025, 6, 6), 700)
    browser = as_user(lan)
    assert FORM.replace("13", "20") in browser.get("/tien-do/").content.decode()
    page = browser.get(FORM).content.decode()
    assert "của 3 cơ quan" in page and "kỳ trước 700" in page and 'data-sum="scanned_pages">0<' in page
    data = line("SYT", "1.000") | line("SXD", "2.000") | line("STP", "3.000")
    done = browser.submit(FORM, data, follow=True).content.decode()
    assert "Đã gửi số liệu kỳ đến 13/6/2025 của 3 cơ quan." in done
    assert sent() == [("STP", 1, 3_000), ("SXD", 1, 2_000), ("SYT", 1, 1_000)]
    assert 'data-sum="scanned_pages">6.000<' in browser.get(FORM).content.decode()


def test_only_lines_that_say_something_new_are_sent(as_user, lan, plan, predecessors):
    as_user(lan).submit(FORM, line("SXD", "2.000"))
    assert sent() == [("SXD", 1, 2_000)]
    again = line("SXD", "2.000", version="1") | line("STP", "50")
    as_user(lan).submit(FORM, again)
    assert sent() == [("STP", 1, 50), ("SXD", 1, 2_000)]


def test_a_wrong_line_is_named_and_nothing_is_sent(as_user, lan, plan, predecessors):
    wrong = line("SXD", "2.000", checked_pages="2.001") | line("STP", "50", scanned_files="")
    page = as_user(lan).submit(FORM, wrong | line("SYT", "9")).content.decode()
    assert "Nhập một số nguyên" in page and 'id="id_SXD-checked_pages_error"' in page and sent() == []


def test_a_line_out_of_the_ordinary_asks_for_its_reason(as_user, lan, plan, predecessors):
    page = as_user(lan).submit(FORM, line("SXD", "2.000", reason="") | line("STP", "50")).content.decode()
    assert f"Lý do, {predecessors[0]}" in page and "Ghi lý do của các điểm lưu ý" in page and sent() == []
    as_user(lan).submit(FORM, line("SXD", "2.000") | line("STP", "50"))
    assert len(sent()) == 2


def test_a_colleague_who_was_faster_is_noticed_and_nothing_is_half_sent(as_user, lan, nam, plan, predecessors):
    figures = dict.fromkeys(FIGURES, 5)
    first = {"plan": plan, "actor": nam, "period_end": PERIOD, "figures": figures, "reason": WHY}
    submit_progress(predecessors[0], **first, difficulties="Thiếu máy quét.")
    answer = as_user(lan).submit(FORM, line("STP", "50") | line("SXD", "2.000", version="0"))
    assert answer.status_code == 409 and "Sở Xây dựng: Có người" in answer.content.decode()
    assert sent() == [("SXD", 1, 5)]
    as_user(lan).submit(FORM, line("SXD", "2.000", version="1"))
    assert ProgressReport.objects.get(version=2).difficulties == "Thiếu máy quét."


def test_an_empty_form_sends_nothing(as_user, lan, plan, predecessors):
    assert "Chưa có số liệu mới" in as_user(lan).submit(FORM, {}).content.decode() and sent() == []


def test_one_letter_comes_with_each_report(as_user, lan, plan, predecessors):
    letter = {"letter_number": "45/SYT-VP", "letter_date": "12/6/2025"}
    as_user(lan).submit(FORM, line("SXD", "200") | line("STP", "50") | letter)
    assert sorted(CoverLetter.objects.values_list("agency__code", "number")) == [
        ("STP", "45/SYT-VP"),
        ("SXD", "45/SYT-VP"),
    ]


def test_who_declares_for_one_agency_alone_gets_its_own_form(as_user, lan, binh, plan, agencies):
    own = reverse("progress_edit", args=["2025-06-13"])
    assert as_user(lan).get(FORM)["Location"] == own
    assert "Gửi chung" not in as_user(lan).get("/tien-do/").content.decode()
    assert as_user(lan).get("/tien-do/ky/2030-01-01/chung/").status_code == 404
    Agency.objects.filter(code="STP").update(successor=lan.agency, active_to=date(2025, 6, 15))
    as_user(binh).submit(FORM, line("STP", "50"), page="/tien-do/")
    assert sent() == [] and Plan.current() == plan
