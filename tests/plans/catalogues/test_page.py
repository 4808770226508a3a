"""The clerk's page of a catalogue: one action stands out, the rest waits in a menu, the files are in sight."""

import pytest

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.models import Catalogue
from tests.helpers.catalogues import four_different_files, numbered, row


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


def part(page, begin, end):
    return page.split(begin, 1)[1].split(end, 1)[0]


def test_one_action_stands_out_and_the_rest_is_in_the_menu(as_user, lan, catalogue):
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    headline, menu = part(page, 'class="headline"', 'class="lead'), part(page, '<details class="menu">', "</details>")
    assert headline.count("btn primary") == 1 and page.count('class="btn primary"') == 1
    for link in ("Sửa các hồ sơ", "Nhập hồ sơ", "Tải tệp lên", "Sửa tên, phông", "Tải Mục lục (.xlsx)", "Xóa Mục lục"):
        assert f">{link}</a>" in menu, link


def test_what_should_be_looked_at_leads_to_these_files(as_user, lan, catalogue):
    write_files(catalogue, actor=lan, added=[row("05", page_count=1, sheet_count=30)])
    browser = as_user(lan)
    page = browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert "chưa chỉnh lý: 1 hồ sơ" in page and 'href="?check=thin#ho-so">trang ít hơn số tờ: 1 hồ sơ' in page
    assert "Bệnh án nội trú" not in browser.get(f"/muc-luc/{catalogue.pk}/?check=thin").content.decode()


def test_who_only_reads_is_asked_to_look_at_nothing(as_user, minh, catalogue):
    page = as_user(minh).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert 'class="checks"' not in page and "Nhập hồ sơ" not in page and "Tải Mục lục (.xlsx)" in page


def test_an_open_question_leads_to_its_file(as_user, lan, hoa, catalogue):
    handed_in = perform(catalogue, "submit", actor=lan, secrecy_declared=True)
    decide(handed_in, "ask", numbered(handed_in, "02"), actor=hoa, text="Có bản gốc không?")
    file, browser = numbered(handed_in, "02").get(), as_user(lan)
    for address in (f"/muc-luc/{catalogue.pk}/", f"/muc-luc/{catalogue.pk}/tra-loi/"):
        assert f'href="/muc-luc/ho-so/{file.pk}/">Hồ sơ 02, hộp 1</a>' in browser.get(address).content.decode()
    perform(Catalogue.objects.get(pk=catalogue.pk), "return", actor=hoa, reason="Sai số trang.")
    for address in (f"/muc-luc/{catalogue.pk}/", f"/muc-luc/{catalogue.pk}/tra-loi/"):
        assert f'href="/muc-luc/ho-so/{file.pk}/sua/">Sửa hồ sơ 02, hộp 1</a>' in browser.get(address).content.decode()


def test_paper_sizes_that_no_row_has_are_hidden(as_user, lan, catalogue):
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/ho-so/sua/").content.decode()
    heads = part(page, "<thead>", "</thead>")
    assert '<th scope="col" class="unused">' in heads and heads.count('class="unused"') == 3  # all have pages of A3
    assert "Hiện cả các khổ giấy chưa dùng" in page
