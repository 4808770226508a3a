"""Two equal forms at the same moment make one thing, and both are led to it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from agencies.models import Delegation, Purge
from agencies.once import once_key
from agencies.routes import all_routes
from budgets.models import Estimate
from plans.appraisal.decisions import decide
from plans.models import ArchivalFile, Catalogue, CatalogueUpload, FileNote, ProgressReport, TargetUpload
from reports.models import Report
from tests.helpers import delegations
from tests.helpers import factories as make
from tests.helpers.catalogues import hand_in, numbered
from tests.helpers.racing import together
from tests.helpers.targets import line, workbook
from tests.helpers.typing_forms import a_catalogue
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 3
HEADS = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn bảo quản", "Trang A4", "Đã chỉnh lý")
# They make nothing twice for reasons of their own: numbered versions, codes that are asked for first, mails.
OTHERWISE = {"detailed_plan_edit", "review_check", "invitation_issue", "mail_test", "duplicate_run"}


@dataclass
class Making:
    """Who sends what where, and what comes of it; files are made anew for each sending."""

    who: str
    address: str
    data: Callable[[], dict]
    made: type[models.Model]


def catalogue_new(cast):
    return Making("lan", "/muc-luc/lap/", lambda: {"name": "Mục lục", "new_fonds": "Sở Y tế"}, Catalogue)


def catalogue_files_new(cast):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/ho-so/nhap/"
    row = {"file_number": "77", "title": "Hồ sơ 77", "start_date": "2008", "retention_years": "Vĩnh viễn"}
    row |= {"page_count": "5", "arranged": "Có", "condition": "Tốt", "priority": "", "digitized_before": "Không"}
    grid = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"} | {f"form-0-{name}": row[name] for name in row}
    return Making("lan", address, lambda: grid, ArchivalFile)


def catalogue_upload(cast):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/tai-len/"
    book = xlsx(HEADS, ("1", "9", "Hồ sơ 9", "2008", "Vĩnh viễn", 5, "Có"))
    return Making("lan", address, lambda: {"workbook": SimpleUploadedFile("a.xlsx", book)}, CatalogueUpload)


def catalogue_answers(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    decide(made, "ask", numbered(made, "01"), actor=cast("hoa"), text="Có bản gốc không?")
    name = f"answer-{numbered(made, '01').get().pk}"
    return Making("lan", f"/muc-luc/{made.pk}/tra-loi/", lambda: {name: "Có."}, FileNote)


def estimate_new(cast):
    make.an_appraised_catalogue(cast("lan").agency, cast("hoa"), 900, make.FIRST_DAY)
    return Making("lan", "/du-toan/lap-moi/", lambda: {"name": "Đợt 1", "agency": "SYT"}, Estimate)


def report_new(cast):
    return Making("hoa", "/bao-cao/lap/", lambda: {"as_of": "20/6/2025"}, Report)


def progress_edit(cast):
    figures = dict.fromkeys(("scanned_files", "scanned_pages", "checked_files", "checked_pages"), "0")
    figures |= {"integrated_files": "0", "integrated_pages": "0", "reason": "Chưa bắt đầu.", "version": "0"}
    return Making("lan", "/tien-do/ky/2025-06-13/", lambda: figures, ProgressReport)


def delegation_new(cast):
    asked = delegations.asked(cast("nam"), cast("minh"))
    return Making("nam", "/ky-thay/them/", lambda: asked, Delegation)


def purge_new(cast):
    place = f"plans_catalogue {a_catalogue(cast('lan')).pk} name"
    document = {"document_number": "12/BC", "document_date": "19/6/2025", "reason": "Bí mật lọt vào"}
    return Making("hoa", "/xoa-noi-dung/de-nghi/", lambda: {"places": place} | document, Purge)


def target_upload(cast):
    data = workbook(line("SYT", 10, 700)).read()
    return Making("hoa", "/chi-tieu/nap/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", data)}, TargetUpload)


MAKINGS = [
    catalogue_new,
    catalogue_files_new,
    catalogue_upload,
    catalogue_answers,
    estimate_new,
    report_new,
    progress_edit,
    delegation_new,
    purge_new,
    target_upload,
]


def test_every_route_that_makes_something_is_raced():
    assert {one["name"] for one in all_routes() if one["once"]} == {each.__name__ for each in MAKINGS} | OTHERWISE


@pytest.mark.parametrize("making", MAKINGS, ids=lambda making: making.__name__)
def test_two_equal_forms_at_once_make_one_thing(plan, cast, making):
    race = making(cast)
    before, key = race.made.objects.count(), once_key()
    browsers = [Client() for _ in range(RACES)]
    for browser in browsers:
        browser.force_login(cast(race.who), backend="django.contrib.auth.backends.ModelBackend")
    answers = together(*(lambda b=b: b.post(race.address, race.data() | {"_once": key}) for b in browsers))
    assert [answer.status_code for answer in answers] == [302] * RACES
    assert len({answer["Location"] for answer in answers}) == 1 and race.made.objects.count() == before + 1
