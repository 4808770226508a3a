"""Without JavaScript "Thêm 10 dòng" gives room to go on: nothing is judged or lost, and empty rows stay empty."""

import pytest

from plans.catalogues import grid_forms, grid_views
from plans.catalogues.files import write_files
from tests.helpers.catalogues import row
from tests.helpers.grids import TYPED, grid, page_of, shown_in


def add_rows(browser, catalogue, data):
    """The page with ten rows more, as the browser would post it back."""
    answer = browser.submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data | {"add_rows": "1"})
    assert "Cần sửa" not in page_of(answer)
    return shown_in(answer)


def save(browser, catalogue, data):
    return page_of(browser.submit(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", data, follow=True))


@pytest.mark.parametrize("times", [1, 3])
def test_rows_that_were_added_and_left_empty_are_ignored(browser, catalogue, times):
    data = grid(TYPED, empty=9)
    for _ in range(times):
        data = add_rows(browser, catalogue, data)
    assert len([name for name in data if name.endswith("-title")]) == 10 + 10 * times
    assert "Đã thêm 1 hồ sơ trong Mục lục." in save(browser, catalogue, data)


def test_rows_that_were_added_are_like_those_at_first(browser, catalogue):
    data = add_rows(browser, catalogue, grid(empty=10))
    first, added = (
        {name.removeprefix(f"form-{number}-"): data[name] for name in data if name.startswith(f"form-{number}-")}
        for number in (0, 15)
    )
    assert first == added and first["condition"] == ["Bình thường"]


def test_what_is_typed_stays_as_it_is_typed(browser, catalogue):
    data = add_rows(browser, catalogue, grid({"title": "Hồ sơ dở dang", "page_count": "chưa rõ"}, empty=1))
    assert data["form-0-title"] == ["Hồ sơ dở dang"] and data["form-0-page_count"] == ["chưa rõ"]
    page = save(browser, catalogue, data)
    assert "Dòng 1, cột Trang A4" in page and "Dòng 2, cột" not in page and not catalogue.files.exists()


def test_a_row_with_nothing_but_choices_is_empty(browser, catalogue):
    data = grid(TYPED, {"arranged": "Không", "digitized_before": "Có", "condition": "Tốt"})
    assert "Đã thêm 1 hồ sơ" in save(browser, catalogue, data)


def test_a_row_typed_into_what_was_added_is_saved(browser, catalogue):
    data = add_rows(browser, catalogue, grid(empty=10))
    data |= {f"form-12-{name}": value for name, value in TYPED.items()}
    assert "Đã thêm 1 hồ sơ" in save(browser, catalogue, data)
    assert catalogue.files.get().condition == "fair"


def test_there_is_an_end_to_rows(browser, catalogue, monkeypatch):
    assert grid_views.MOST_ROWS == grid_forms.MOST_ROWS == 1000
    monkeypatch.setattr(grid_views, "MOST_ROWS", 40)  # a thousand take half a minute to draw
    data = add_rows(browser, catalogue, grid(empty=37))
    assert len([name for name in data if name.endswith("-title")]) == 40


def test_choices_of_a_file_that_is_there_are_changed_as_before(browser, catalogue, lan):
    write_files(catalogue, actor=lan, added=[row("01")])
    path = f"/muc-luc/{catalogue.pk}/ho-so/sua/"
    data = shown_in(browser.get(path)) | {"form-0-condition": "Hỏng"}
    assert "Đã sửa 1 hồ sơ" in page_of(browser.submit(path, data, follow=True))
