"""The pages of the appraisal and of the admin: axe finds nothing, on a laptop and on a phone; the keyboard decides."""

import pytest

from plans.appraisal.conversation import note_internally
from plans.appraisal.decisions import decide
from tests.helpers.accessibility import faults, tab_to, violations
from tests.helpers.browsing import LAPTOP, PHONE, needs_chromium
from tests.helpers.catalogues import hand_in, numbered

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
AGENCIES, PLANS = "/quan-tri/agencies/", "/quan-tri/plans/"
ONE = PLANS + "catalogue/{pk}/"
PAGES = {
    "hoa": [
        ONE + "change/?loc=1&mau=30",
        ONE + "thao-tac/appraise/",
        ONE + "history/",
        "/quan-tri/",
        "/quan-tri/plans/catalogue/",
        "/quan-tri/plans/catalogue/?q=khong-co",
    ],
    "quy": [
        "/quan-tri/",
        AGENCIES + "agency/?p=2",
        AGENCIES + "agency/import/",
        AGENCIES + "agency/export/",
        AGENCIES + "agency/add/",
        AGENCIES + "user/",
        AGENCIES + "user/add/",
        AGENCIES + "user/{user}/change/",
        AGENCIES + "user/{user}/password/",
        AGENCIES + "user/{user}/history/",
        AGENCIES + "event/",
        AGENCIES + "job/",
        PLANS + "milestone/",
        PLANS + "milestone/{milestone}/change/",
        PLANS + "unitprice/",
        PLANS + "unitprice/add/",
        PLANS + "sizefactor/",
        PLANS + "controlfigure/",
        PLANS + "plan/",
    ],
    "lan": ["/", "/muc-luc/{pk}/", "/muc-luc/{pk}/tra-loi/"],
}
JQUERY_TRIES = "Applying inline style"  # Django's own script asks what the browser can do


@pytest.fixture
def under_appraisal(plan, lan, hoa, live_server):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "ask", numbered(catalogue, "01"), actor=hoa, text="Có bản gốc không?")
    decide(catalogue, "leave_out", numbered(catalogue, "03"), actor=hoa, reason="duplicate")
    note_internally(catalogue, actor=hoa, text="Xem lại số tờ.", file=catalogue.files.first())
    return catalogue


@pytest.mark.parametrize("person", PAGES)
def test_axe_finds_nothing(person, under_appraisal, plan, visitor, cast):
    one, found = visitor(cast(person)), {}
    keys = {"pk": under_appraisal.pk, "user": cast("lan").pk, "milestone": plan.milestones.first().pk}
    for path in PAGES[person]:
        one.open(path.format(**keys))
        found[path] = faults(one.page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    one.complaints = [each for each in one.complaints if JQUERY_TRIES not in each]


def test_the_keyboard_alone_decides_on_rows(under_appraisal, visitor, hoa):
    """Hoa reaches the first row, marks three with Shift and the arrow, and accepts them."""
    one = visitor(hoa)
    keys = one.page.keyboard
    one.open(f"/quan-tri/plans/catalogue/{under_appraisal.pk}/change/?loc=1&ket_qua=pending#ho-so")
    tab_to(one, "#xem-xet tbody input[name=file]")
    keys.press("Space")
    keys.press("Shift+ArrowDown")
    keys.press("ArrowDown")
    one.sees("Đã đánh dấu 2 hồ sơ.")
    keys.press("Space")
    one.sees("Đã đánh dấu 3 hồ sơ.")
    tab_to(one, "button[value=accept]")
    keys.press("Enter")
    one.sees("Đã chấp nhận 3 hồ sơ.")
    assert under_appraisal.files.accepted().count() == 3
    assert under_appraisal.files.accepted().looked_at().count() == 2  # not the one that Shift ticked


def test_a_whole_page_that_is_ticked_was_not_looked_at_but_a_row_ticked_again_was(under_appraisal, visitor, hoa):
    one = visitor(hoa)
    one.open(f"/quan-tri/plans/catalogue/{under_appraisal.pk}/change/?loc=1&ket_qua=pending#ho-so")
    one.page.locator("[data-pick-all]").check()
    row = one.page.locator("#xem-xet tbody input[name=file]").first
    row.uncheck()
    row.check()
    one.press("Chấp nhận")
    one.sees("Đã chấp nhận 3 hồ sơ.")
    assert under_appraisal.files.accepted().count() == 3
    assert under_appraisal.files.accepted().looked_at().count() == 1


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["1366", "390"])
def test_one_document_on_many_counts_what_is_chosen_as_it_is_chosen(screen, plan, lan, hoa, visitor, live_server):
    first, second = (hand_in(lan.agency, lan, rows=rows, name=f"Đợt {rows}") for rows in (2, 3))
    one = visitor(hoa, screen)
    one.open(f"/quan-tri/plans/catalogue/tham-dinh-chung/?muc-luc={first.pk}&muc-luc={second.pk}")
    one.sees("có 0 hồ sơ chưa chỉnh lý và 5 hồ sơ chưa xem từng hồ sơ (100,00% số hồ sơ được số hóa)")
    one.page.locator(f"[name=result-{second.pk}]").select_option("")
    one.sees("và 2 hồ sơ chưa xem từng hồ sơ (100,00%")
    one.page.locator("details summary").first.click()
    assert violations(one.page) == []
    with one.page.expect_download() as download:
        one.push("Dự thảo (Word)")
    assert download.value.suggested_filename == "du-thao-tham-dinh-chung.docx"
