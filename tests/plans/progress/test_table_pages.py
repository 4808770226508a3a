"""The table of a period and the desk of the shared archive go a page at a time; sums and workbook are of the whole."""

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from agencies.models import Agency
from plans.models import Target
from plans.progress.list_columns import LIST
from plans.shared_archive.list_columns import DESK
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PERIOD, ADDRESS = date(2025, 6, 13), "/tien-do/?ky=2025-06-13"


@pytest.fixture
def many(plan, agencies):
    """All departments and districts have a target, and 60 communes reported; 1.000 pages each."""
    holding = Agency.objects.holding_records().filter(active_from=None)
    units = list(holding.exclude(kind=Agency.Kind.COMMUNE))
    communes = list(holding.filter(kind=Agency.Kind.COMMUNE).order_by("official_order", "code")[:60])
    Target.objects.bulk_create(Target(plan=plan, agency=one, file_count=10, page_count=2_000) for one in units)
    for one in communes:
        make.a_progress_report(one, PERIOD, 1_000)
    return [*units, *communes]


def rows(page):
    return re.findall(r'<th scope="row">\s*<a href="/co-quan/(\w+)/"', page)


def test_the_table_is_paged_and_each_agency_stands_on_one_page(as_user, hoa, many):
    browser = as_user(hoa)
    pages = [browser.get(f"{ADDRESS}&page={number}").content.decode() for number in (1, 2)]
    assert [len(rows(page)) for page in pages] == [LIST.size, len(many) - LIST.size]
    assert sorted(rows(pages[0]) + rows(pages[1])) == sorted(one.code for one in many)
    assert "Trang 1 trong 2" in pages[0] and "(tiếp theo)" not in pages[0] and "(tiếp theo)" in pages[1]


def test_sums_are_of_the_whole_list_on_each_page(as_user, hoa, many):
    browser = as_user(hoa)
    for number in (1, 2):
        page = browser.get(f"{ADDRESS}&page={number}").content.decode()
        foot = page[page.index("<tfoot") : page.index("</tfoot>")]
        assert 'data-label="Trang đã số hóa, lũy kế">60.000</td>' in foot
        assert f"<b>{len(many)}</b>" in page or f"{len(many)}</b> đơn vị" in page


def test_the_filter_stays_from_page_to_page(as_user, hoa, many):
    page = as_user(hoa).get(f"{ADDRESS}&nhom=districts").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "nhom=districts" in following and "ky=2025-06-13" in following


def test_the_workbook_holds_every_page(as_user, hoa, many):
    answer = as_user(hoa).get("/tien-do.xlsx?ky=2025-06-13&page=2")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)).active
    assert sheet.max_row == 2 + len(many) + 1


def test_the_desk_of_the_archive_is_paged_like_the_other_lists(as_user, son, many):
    browser = as_user(son)
    first, second = (browser.get(f"/kho-dung-chung/?page={number}").content.decode() for number in (1, 2))
    assert len(re.findall(r'href="/kho-dung-chung/co-quan/\w+/"', first)) == DESK.size
    assert "Trang 1 trong" in first and "Trang 2 trong" in second
