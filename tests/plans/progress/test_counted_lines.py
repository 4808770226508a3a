"""In a form of several lines an agency that counts by files has what its files come to, as in its own form."""

import re
from datetime import date

import pytest

from agencies.models import Agency
from plans.models import Catalogue, ProgressReport
from plans.models.progress import FIGURES
from plans.scanning import services as scanning
from tests.helpers.catalogues import four_different_files

TOGETHER, OWED = "/tien-do/ky/2025-06-20/chung/", "/tien-do/con-thieu/"
PERIOD = date(2025, 6, 20)
WHY = {"SYT-reason": "Theo hồ sơ.", "SXD-reason": "Theo sổ."}
TYPED = {f"SXD-{name}": "7" for name in FIGURES}


@pytest.fixture
def by_files(plan, lan, day):
    """Sở Y tế counts by files: one of 504 pages is checked. Lan goes on with the work of Sở Xây dựng, which types."""
    day("2025-06-16")
    catalogue = four_different_files(plan, lan)
    catalogue.files.update(decision="accepted")
    Catalogue.objects.filter(pk=catalogue.pk).update(state="appraised")
    catalogue.refresh_from_db()
    scanning.count_by_files(lan.agency, plan, actor=lan, by_files=True)
    scanning.mark(catalogue, keys(catalogue, "01"), "checked", actor=lan)
    Agency.objects.filter(code="SXD").update(successor=lan.agency, active_to=date(2025, 6, 15))
    return catalogue


def keys(catalogue, *numbers):
    return list(catalogue.files.filter(file_number__in=numbers).values_list("pk", flat=True))


def hidden(page, *names):
    return {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in names}


def sent():
    return set(ProgressReport.objects.values_list("agency__code", "scanned_pages", "checked_files"))


def opened(browser):
    page = browser.get(TOGETHER).content.decode()
    return page, hidden(page, "SYT-version", "SXD-version", "SYT-counted", "SYT-base", "SXD-base")


def test_the_line_shows_what_the_files_come_to_and_takes_nothing_else(by_files, as_user, lan):
    browser = as_user(lan)
    page, known = opened(browser)
    assert 'name="SYT-scanned_pages" value="504"' in page and page.count(" disabled") >= len(FIGURES)
    assert page.count("Số liệu tính từ hồ sơ đã đánh dấu") == 1 and "SXD-counted" not in page
    others = {f"SYT-{name}": "999" for name in FIGURES}
    browser.submit(TOGETHER, known | TYPED | WHY | others | {"SYT-send": "on", "way": "cumulative"})
    assert sent() == {("SYT", 504, 1), ("SXD", 7, 7)}


def test_it_is_cumulative_where_the_others_are_typed_for_the_period(by_files, as_user, lan):
    browser = as_user(lan)
    known = opened(browser)[1]
    browser.submit(TOGETHER, known | TYPED | WHY | {"SYT-send": "on", "way": "period"})
    assert sent() == {("SYT", 504, 1), ("SXD", 7, 7)}


def test_it_goes_only_where_it_is_ticked(by_files, as_user, lan):
    browser = as_user(lan)
    browser.submit(TOGETHER, opened(browser)[1] | TYPED | WHY | {"way": "cumulative"})
    assert sent() == {("SXD", 7, 7)}


def test_what_was_sent_already_is_not_offered_again(by_files, as_user, lan, plan):
    browser = as_user(lan)
    browser.submit(TOGETHER, opened(browser)[1] | WHY | {"SYT-send": "on", "way": "cumulative"})
    assert sent() == {("SYT", 504, 1)}
    page, known = opened(browser)
    assert "Không đổi so với lần đã gửi" in page and 'name="SYT-send"' not in page
    page = browser.submit(TOGETHER, known | WHY | {"SYT-send": "on"}).content.decode()
    assert "Chưa có số liệu mới" in page and ProgressReport.objects.count() == 1


def test_files_marked_meanwhile_are_seen_before_they_are_sent(by_files, as_user, lan):
    browser = as_user(lan)
    known = opened(browser)[1]
    scanning.mark(by_files, keys(by_files, "02"), "scanned", actor=lan)
    answer = browser.submit(TOGETHER, known | WHY | {"SYT-send": "on"})
    assert answer.status_code == 409 and "vừa thay đổi: xem số mới rồi gửi" in answer.content.decode()
    assert sent() == set()


def test_owed_periods_have_the_figures_of_their_days(by_files, as_user, lan, day):
    day("2025-06-21")
    browser = as_user(lan)
    page = browser.get(OWED).content.decode()
    before, last = "2025-06-13", "2025-06-20"
    assert f'name="{before}-scanned_pages" value="0"' in page and f'name="{last}-scanned_pages" value="504"' in page
    known = hidden(page, f"{last}-counted")
    browser.submit(OWED, known | {f"{last}-send": "on", f"{last}-reason": "Theo hồ sơ."})
    assert [one.period_end.isoformat() for one in ProgressReport.objects.all()] == [last]


def test_only_typed_lines_are_added_up_and_one_without_a_reason_is_named_once(by_files, as_user, lan):
    browser = as_user(lan)
    known = opened(browser)[1]
    page = browser.submit(TOGETHER, known | TYPED | {"SYT-send": "on", "way": "period"}).content.decode()
    assert "Cộng các dòng nhập tay" in page and re.search(r'data-sum="scanned_pages"\s*>7<', page)
    places = re.findall(r'<a href="#id_(\w+)-reason">([^:<]*):', page)
    assert places == [("SXD", "Lý do, Sở Xây dựng"), ("SYT", "Lý do, Sở Y tế")]


def test_where_all_count_by_files_nothing_is_offered_to_type(by_files, as_user, lan, plan):
    other = Agency.objects.get(code="SXD")
    scanning.count_by_files(other, plan, actor=lan, by_files=True)
    page = opened_page(as_user(lan))
    assert "Dán từ Excel" not in page and "Cách ghi" not in page and "Cộng" not in page
    assert "Dòng không chọn thì không gửi" in page


def opened_page(browser):
    return browser.get(TOGETHER).content.decode()


def test_a_typed_line_has_no_box_of_which_a_difference_could_speak(by_files, as_user, lan):
    browser = as_user(lan)
    known = opened(browser)[1] | {"SXD-version": "9"}
    page = browser.submit(TOGETHER, known | TYPED | WHY | {"way": "cumulative"}).content.decode()
    assert "Sở Xây dựng, Hồ sơ đã số hóa" in page and "Sở Xây dựng, Gửi số liệu này" not in page
