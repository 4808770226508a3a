"""The province's list "Vượt chỉ tiêu": figures, Σ, reasons; and who may open it."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from plans.excess.listing import rows_of, sums_of
from plans.models import Catalogue, ExcessReason
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2025, 4, 25)
WHY = "=1+1 Rà soát sót kho cơ sở 2."


@pytest.fixture
def above(agencies, lan, hoa):
    """Sở Y tế at 154,90% with a reason that Hoa confirmed, Tam Kỳ above with a commune's part inside."""
    commune = agencies["20335"]
    make.a_target(agencies["SYT"], 1000, files=50)
    make.a_target(commune.parent, 500, files=50)
    make.a_target(commune, 100, files=50)
    for code, pages in (("SYT", 1549), (commune.parent.code, 520), (commune.code, 130)):
        make.a_catalogue(agencies[code], pages, Catalogue.State.SUBMITTED, DAY, file_count=10)
    made = Catalogue.objects.get(agency=agencies["SYT"])
    ExcessReason.objects.create(
        catalogue=made, revision=1, reason=WHY, given_by=lan, confirmed_by=hoa, confirmed_at=make.moment(DAY)
    )


def test_rows_are_sorted_by_dong_and_a_communes_part_is_added_once(above, plan):
    rows = rows_of(plan)
    assert [(row.agency.code, row.sums["pages"], row.share) for row in rows] == [
        ("SYT", 549, "154,90%"),
        ("502", 50, "108,33%"),
        ("20335", 30, "130,00%"),
    ]
    assert (rows[2].inside.code, rows[0].inside) == ("502", None)
    assert sums_of(rows) == {"count": 3, "files": 0, "pages": 599, "dong": 599 * 4896, "review_pages": 0}
    assert rows[1].said == ["Chưa nêu lý do"]


def test_page_names_reason_and_people_and_the_workbook_says_the_same(above, hoa, lan, as_user):
    page = as_user(hoa).get("/vuot-chi-tieu/").content.decode()
    for text in (WHY, str(lan), "xác nhận 09:00 ngày 25/4/2025", "154,90%", "2.932.704", "đã tính trong"):
        assert text in page, text
    assert 'href="/vuot-chi-tieu/"' in as_user(hoa).get("/toan-tinh/").content.decode()
    sheet = load_workbook(io.BytesIO(as_user(hoa).get("/vuot-chi-tieu.xlsx").content)).active
    first, total = [cell.value for cell in sheet[3]], [cell.value for cell in sheet[6]]
    assert first[1:12] == ["Sở Y tế", 50, 1000, None, 10, 1549, None or 0, 549, 549 * 4896, 0, "154,90%"]
    assert (WHY in first[12], sheet["M3"].data_type) == (True, "s") and total[7:11] == [0, 599, 599 * 4896, 0]


def test_only_those_who_oversee_open_it(above, lan, as_user):
    assert as_user(lan).get("/vuot-chi-tieu/").status_code in (403, 404)
