"""An upload is confirmed for the comparison that was seen: what a colleague did since is neither deleted nor undone."""

from http import HTTPStatus

import pytest

from plans.catalogues.files import write_files
from plans.uploads.services import COMPARED_ANEW
from tests.helpers.catalogues import row
from tests.helpers.uploads import GOOD, at, filled, only, upload

pytestmark = pytest.mark.once


def numbers(catalogue):
    return sorted(catalogue.files.values_list("file_number", flat=True))


def test_a_colleagues_new_row_is_not_deleted_by_a_second_click(browser, three, nam):
    upload(browser, three, filled(browser, three, GOOD))
    sent = {"seen": browser.get(at()).context["seen"], "remove_missing": "on"}
    write_files(three, actor=nam, added=[row("50")])
    said = browser.post(at("ghi/"), sent, follow=True).content.decode()
    assert "hồ sơ không nằm trong tệp từ 3 thành 4" in said and numbers(three) == ["01", "02", "03", "50"]
    again = browser.post(at("ghi/"), sent)
    assert again.status_code == HTTPStatus.CONFLICT and COMPARED_ANEW in again.content.decode()
    assert numbers(three) == ["01", "02", "03", "50"] and only().is_waiting
    browser.submit(at("ghi/"), {"remove_missing": "on"})
    assert numbers(three) == ["05"]


def test_a_row_that_a_colleague_deleted_does_not_come_back(browser, three, nam):
    files = [GOOD | {"Hộp/cặp số": "1", "Hồ sơ số": number} for number in ("01", "02", "03")]
    upload(browser, three, filled(browser, three, *files))
    sent = {"seen": browser.get(at()).context["seen"]}
    write_files(three, actor=nam, removed=[three.files.get(file_number="02")])
    for _ in range(2):
        browser.post(at("ghi/"), sent)
    assert numbers(three) == ["01", "03"]


def test_other_columns_are_another_comparison(browser, three):
    upload(browser, three, filled(browser, three, GOOD))
    before = browser.get(at())
    fields = {bound.html_name: bound.value() for bound in before.context["mapping_form"]}
    sheets = next(name for name, value in fields.items() if value == "sheet_count")
    browser.post(at("cot/"), fields | {sheets: ""})
    assert browser.post(at("ghi/"), {"seen": before.context["seen"]}).status_code == HTTPStatus.CONFLICT
    assert numbers(three) == ["01", "02", "03"]
