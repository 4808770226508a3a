"""Lan and Nam work on the same file at once."""

from plans.catalogues.files import write_files
from plans.models import ArchivalFile
from tests.helpers.catalogues import row
from tests.helpers.grids import page_of, shown

TITLE = "Hồ sơ cấp cứu, viết lại"


def edited_and_gone(as_user, lan, nam, catalogue):
    """(Lan's browser, where she edits, what she sends) after Nam removed the file."""
    write_files(catalogue, actor=lan, added=[row("01")])
    file, browser = catalogue.files.get(), as_user(lan)
    where = f"/muc-luc/ho-so/{file.pk}/sua/"
    sent = shown(browser, where) | {"title": TITLE, "page_count": "1.250"}
    write_files(catalogue, actor=nam, removed=[file])
    return browser, where, sent


def test_what_lan_typed_stays_when_nam_removed_the_file_and_can_be_entered_again(as_user, lan, nam, catalogue):
    browser, where, sent = edited_and_gone(as_user, lan, nam, catalogue)
    page = page_of(browser.submit(where, sent))
    grid = f"/muc-luc/{catalogue.pk}/ho-so/nhap/"
    assert "vừa bị xóa khỏi Mục lục" in page and f'value="{TITLE}"' in page and f'action="{grid}"' in page
    assert not ArchivalFile.objects.exists()
    fields = {name: sent[name] for name in sent if name not in ("seen", "catalogue", "_owner")}
    again = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    browser.submit(grid, again | {f"form-0-{name}": value for name, value in fields.items()})
    assert list(ArchivalFile.objects.values_list("title", "page_count")) == [(TITLE, 1250)]


def test_nobody_reaches_another_agencys_catalogue_by_a_file_that_is_gone(as_user, lan, nam, binh, catalogue):
    _, where, sent = edited_and_gone(as_user, lan, nam, catalogue)
    for data in (sent, sent | {"catalogue": "không"}, {}):
        assert as_user(binh).submit(where, data).status_code == 404
