"""One share is written in one way: on pages, in letters, in the report, in workbooks."""

import io
import re

import pytest
from openpyxl import load_workbook

from reports.documents.report import report_document
from reports.figures import province_figures
from reports.urging import services
from tests.helpers import factories as make
from tests.helpers.figures import DAY

SHARE = "38,28%"
OTHER = re.compile(r"\b\d+(?:,\d|,\d{3,})%")  # a share with other than two decimals
PAGES = ("/", "/co-quan/SYT/", "/co-quan/", "/tien-do/")


@pytest.fixture
def reported(plan, agencies):
    """Sở Y tế: 3.828 pages scanned of 10.000."""
    make.a_target(agencies["SYT"], 10_000, 100)
    make.a_progress_report(agencies["SYT"], DAY, 3_828)
    return agencies["SYT"]


def test_every_page_writes_the_share_alike(reported, lan, hoa, as_user):
    pages = {path: as_user(lan).get(path).content.decode() for path in PAGES}
    pages["/toan-tinh/"] = as_user(hoa).get("/toan-tinh/").content.decode()
    assert [path for path, page in pages.items() if SHARE not in page] == []
    assert {path: found for path, page in pages.items() if (found := OTHER.findall(page))} == {}


def test_the_letter_and_the_report_write_it_as_the_pages_do(plan, reported, hoa):
    figures = province_figures(plan, DAY)
    (letter,) = services.draft_letters(plan, [figures.by_code["SYT"]], as_of=DAY, actor=hoa, one_each=False)
    assert f"({SHARE})" in letter.body and not OTHER.search(letter.body)
    document = report_document(plan, figures)
    sentences = " ".join(block.text for block in document.blocks)
    assert SHARE in sentences and not OTHER.search(sentences)
    assert SHARE in str(document.annex("III").shown_rows())


def test_the_workbook_of_a_list_writes_it_as_its_page_does(reported, lan, as_user):
    sheet = load_workbook(io.BytesIO(as_user(lan).get("/co-quan.xlsx").content)).active
    assert SHARE in [cell for row in sheet.iter_rows(values_only=True) for cell in row]
