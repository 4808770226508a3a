"""The grid follows the keyboard, takes a block from Excel and adds up; the server works it out again anyway."""

from pathlib import Path

import pytest

from tests.helpers.browsing import needs_chromium

SCRIPTS = Path(__file__).resolve().parents[3] / "static/js"
ROW = """<tr><td><span data-row-number></span></td><td><input type="text" name="form-{0}-name" id="n{0}"></td>
<td><input type="text" name="form-{0}-pages_a4" id="p{0}"></td>
<td><select name="form-{0}-arranged" id="a{0}"><option value="Có">Có</option>
<option value="Không">Không</option></select>
<select name="form-{0}-retention" id="r{0}"><option value="">– chọn –</option>
<option value="limited">Có thời hạn</option></select></td>
<td><input type="checkbox" name="form-{0}-DELETE" id="d{0}"></td></tr>"""
PAGE = f"""<main><form method="post" data-live><input type="hidden" name="form-TOTAL_FORMS" id="total" value="2">
<table data-rows="form" data-most="5" data-copy="1"><tbody>{ROW.format(0)}{ROW.format(1)}</tbody>
<tfoot><tr><td data-sum="pages_a4"></td></tr></tfoot></table>
<template data-row-template>{ROW.format("__prefix__")}</template>
<button type="button" data-add-row hidden>Thêm</button></form>
<aside data-money data-price="4896" data-plan-pages="3000"><output data-amount></output><p data-words></p>
<b data-size="pages_a4" data-factor="1"></b><b data-equivalent></b><b data-difference></b></aside></main>"""
PASTE = """text => { const data = new DataTransfer(); data.setData("text/plain", text);
const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
document.activeElement.dispatchEvent(paste); }"""

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    page.set_content(PAGE)
    for name in ("numbers.js", "live-total.js", "rows.js"):
        page.add_script_tag(path=SCRIPTS / name)
    yield page
    page.close()


def test_lan_types_and_the_cost_follows(page):
    page.fill("#p0", "1.310")
    page.fill("#p1", "690")
    assert page.inner_text("[data-sum]") == "2.000"
    assert page.inner_text("[data-amount]") == "9.792.000"
    assert page.inner_text("[data-difference]") == "còn thiếu 1.000 trang"


def test_what_is_no_number_counts_as_nothing(page):
    page.fill("#p0", "1.31")
    page.fill("#p1", "khoảng 690")
    assert page.inner_text("[data-sum]") == "0"


def test_lan_moves_with_the_keyboard_and_grows_the_grid(page):
    page.focus("#p0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "p1"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "p2"
    assert page.input_value("#total") == "3"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "p1"


def test_lan_pastes_a_block_from_excel(page):
    page.focus("#n1")
    page.evaluate(PASTE, "Phông A\t1.000\r\nPhông B\t2.000\r\n")
    assert [page.input_value(name) for name in ("#n1", "#p1", "#n2", "#p2")] == ["Phông A", "1.000", "Phông B", "2.000"]
    assert page.inner_text("[data-sum]") == "3.000"


def test_lists_take_what_people_write_in_excel(page):
    page.focus("#n0")
    page.evaluate(PASTE, "Phông A\t10\tChưa\t70 năm\nPhông B\t20\tx\tCó thời hạn\n")
    taken = [page.input_value(name) for name in ("#a0", "#r0", "#a1", "#r1")]
    assert taken == ["Không", "limited", "Có", "limited"]
    assert page.locator(".banner").is_hidden()


def test_a_pasted_word_that_a_list_does_not_have_is_named_and_not_swallowed(page):
    page.focus("#n0")
    page.evaluate(PASTE, "Phông A\t10\tmột nửa\tLâu dài\n")
    assert page.input_value("#r0") == ""
    assert page.inner_text(".banner") == (
        "Danh sách không có mục vừa dán ở dòng 1 “một nửa”; dòng 1 “Lâu dài”: chọn lại các ô này."
    )
    page.focus("#n0")
    page.evaluate(PASTE, "Phông A\t10\tCó\tCó thời hạn\n")
    assert page.locator(".banner").is_hidden()


def test_lan_takes_a_wrong_paste_back(page):
    page.fill("#p0", "5")
    page.focus("#n0")
    page.evaluate(PASTE, "Phông A\t1.000\tKhông\nPhông B\t2.000\nPhông C\t3.000\n")
    assert page.inner_text(".grid-note").startswith("Đã dán 3 dòng, từ dòng 1 đến dòng 3.")
    page.keyboard.press("Control+z")
    assert [page.input_value(name) for name in ("#n0", "#p0", "#a0", "#n1", "#n2")] == ["", "5", "Có", "", ""]
    assert page.inner_text("[data-sum]") == "5" and page.locator(".grid-note").is_hidden()


def test_what_was_typed_after_a_paste_is_not_taken_back_by_the_keyboard(page):
    page.focus("#n0")
    page.evaluate(PASTE, "Phông A\t1.000\nPhông B\t2.000\n")
    page.fill("#p1", "7")
    page.keyboard.press("Control+z")
    assert page.input_value("#n0") == "Phông A"
    page.click(".grid-note button")
    assert page.input_value("#n0") == ""


def test_a_cell_of_several_lines_stays_one_cell(page):
    page.focus("#n0")
    page.evaluate(PASTE, 'Phông A\t1\r\n"Phông ""B""\r\nvà C"\t2\r\n')
    assert [page.input_value(name) for name in ("#n0", "#n1", "#p1")] == ["Phông A", 'Phông "B" và C', "2"]
    assert page.input_value("#total") == "2"


def test_lan_copies_the_cell_above_or_the_whole_row(page):
    page.fill("#n0", "Phông A")
    page.fill("#p0", "12")
    page.focus("#p1")
    page.keyboard.press("Control+d")
    assert (page.input_value("#n1"), page.input_value("#p1")) == ("", "12")
    page.keyboard.press("Control+Shift+D")
    assert page.input_value("#n1") == "Phông A"
    page.click("tr:has(#n1) button:text-is('Nhân bản')")
    assert (page.input_value("#n2"), page.input_value("#total")) == ("Phông A", "3")
    assert page.evaluate("document.activeElement.id") == "p2"


def test_a_paste_longer_than_the_grid_says_how_much_is_left(page):
    page.focus("#n0")
    page.evaluate(PASTE, "\n".join(f"Phông {number}\t1" for number in range(6)))
    assert page.input_value("#total") == "5"
    assert "còn 1 dòng chưa dán" in page.inner_text(".banner")


def test_a_removed_row_comes_back(page):
    page.fill("#p0", "5")
    page.click("tr:has(#p0) button:text-is('Bỏ')")
    assert page.inner_text(".grid-note").startswith("Đã bỏ dòng 1.") and page.inner_text("[data-sum]") == "0"
    page.click(".grid-note button")
    assert page.inner_text("[data-sum]") == "5" and not page.is_checked("#d0")


def test_a_removed_row_leaves_the_sum_and_is_still_sent_to_the_server(page):
    page.fill("#p0", "5")
    page.fill("#p1", "7")
    page.click("tr:has(#p0) button:text-is('Bỏ')")
    assert page.inner_text("[data-sum]") == "7"
    assert page.is_checked("#d0")
