"""A decision counts for what its page had shown: without that, or with anything else in its place, nothing is done."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Event
from agencies.purge import services as purges
from agencies.secrecy.finding import Place
from plans.catalogues.deleting import delete_catalogue
from plans.duplicates.search import Scope
from plans.models import TargetUpload, UnitPrice
from tests.helpers import delegations, unusual
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise, hand_in
from tests.helpers.duplicate_files import search, waiting
from tests.helpers.estimates import edit_fields
from tests.helpers.reading import guards_of, page_of
from tests.helpers.targets import line, workbook
from tests.helpers.typing_forms import a_catalogue
from tests.helpers.uploads import GOOD, filled, only, upload

pytestmark = pytest.mark.once
DAY, LATER = date(2025, 6, 20), date(2026, 1, 1)
NEVER_SHOWN = ("abc", "", "-1", "9" * 40, "1.0")
KEYS = {"_once", "seen_by"}


@dataclass
class Decision:
    """Who decides by sending what to which address, drawn by which page."""

    who: str
    address: str
    data: dict
    page: str = ""


def name_of_a_catalogue(cast, browser):
    made = a_catalogue(cast("lan"))
    return Decision("lan", f"/muc-luc/{made.pk}/sua/", {"name": "Tên khác", "fonds": made.fonds_id})


def deletion_of_a_catalogue(cast, browser):
    return Decision("lan", f"/muc-luc/{a_catalogue(cast('lan')).pk}/xoa/", {})


def deletion_of_a_file(cast, browser):
    return Decision("lan", f"/muc-luc/ho-so/{a_catalogue(cast('lan')).files.first().pk}/xoa/", {})


def many_files(cast, browser):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/ho-so/hang-loat/?pham_vi=tat-ca"
    return Decision("lan", address, {"dat-box": "9"}, f"{address}&dat-box=9&xem=1")


def upload_of_a_workbook(cast, browser):
    made = a_catalogue(cast("lan"))
    upload(browser(cast("lan")), made, filled(browser(cast("lan")), made, GOOD))
    return Decision("lan", f"/muc-luc/tai-len/{only().pk}/ghi/", {})


def undoing_an_upload(cast, browser):
    sent = upload_of_a_workbook(cast, browser)
    browser(cast("lan")).submit(sent.address, {})
    return Decision("lan", f"/muc-luc/{only().catalogue_id}/hoan-tac/", {})


def undoing_a_change(cast, browser):
    made = a_catalogue(cast("lan"))
    return Decision("lan", f"/muc-luc/hoan-tac/{made.changes.latest('pk').pk}/", {})


def undoing_a_deletion(cast, browser):
    change = delete_catalogue(a_catalogue(cast("lan")), actor=cast("lan"))
    return Decision("lan", f"/muc-luc/hoan-tac/{change.pk}/", {})


def correction_of_a_document(cast, browser):
    signed = appraise(hand_in(cast("lan").agency, cast("lan"), rows=2), cast("hoa")).appraisals.get().document
    data = {"number": "9/SNV", "day": "20/6/2025", "capacity": "head", "reason": "Ghi nhầm số."}
    return Decision("hoa", f"/quan-tri/plans/catalogue/van-ban/{signed.pk}/dinh-chinh/", data)


def purge(cast, browser):
    place = Place("plans_catalogue", str(a_catalogue(cast("lan")).pk), "name")
    asked = purges.ask([place], actor=cast("hoa"), document=("1/BC", DAY), reason="Lọt vào cổng.")
    return Decision("quy", f"/xoa-noi-dung/{asked.pk}/", {"carry_out": "1"})


def row_of_the_admin(cast, browser):
    price = UnitPrice.objects.create(amount_dong=5000, valid_from=LATER, source="QĐ")
    sent = {"amount_dong": "5000", "valid_from": "1/1/2026", "source": "QĐ khác", "_agreed": "1"}
    return Decision("quy", f"/quan-tri/plans/unitprice/{price.pk}/change/", sent)


def estimate(cast, browser):
    made = make.an_estimate(cast("lan").agency, 0)
    fields = edit_fields(made)
    del fields["version"]
    return Decision("lan", f"/du-toan/{made.pk}/sua/", fields | {"pages_a4": "", "pages_a3": "", "name": "Tên khác"})


def deletion_of_an_estimate(cast, browser):
    return Decision("lan", f"/du-toan/{make.an_estimate(cast('lan').agency, 0).pk}/xoa/", {})


def withdrawal_of_an_estimate(cast, browser):
    made = make.an_estimate(cast("lan").agency, 4_896_000, make.FIRST_DAY)
    return Decision("lan", f"/du-toan/{made.pk}/withdraw/", {})


def target(cast, browser):
    return Decision("hoa", "/chi-tieu/co-quan/SYT/", {"files": "10", "pages": "700", "note": ""})


def division(cast, browser):
    district = cast("hai").agency
    make.a_target(district, 27_000, files=1_000)
    count = district.children.count()
    whole = {"share-TOTAL_FORMS": count, "share-INITIAL_FORMS": count, "share-0-files": "1", "share-0-pages": "27"}
    return Decision("hai", f"/chi-tieu/co-quan/{district.code}/chia/", whole)


def annex(cast, browser):
    book = SimpleUploadedFile("Phu luc.xlsx", workbook(line("SYT", 10, 700)).read())
    browser(cast("hoa")).submit("/chi-tieu/nap/", {"workbook": book})
    return Decision("hoa", f"/chi-tieu/nap/{TargetUpload.objects.get().pk}/", {})


def verdict(cast, browser):
    waiting(cast("lan").agency, "Đợt 1")
    [group] = search(Scope(), cast("hoa"))
    return Decision("hoa", f"/trung-lap/{group.pk}/ket-luan/", {"verdict": "different"})


def rows_of_a_catalogue(cast, browser):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    ticked = {"verdict": "accept", "file": [made.files.first().pk]}
    return Decision("hoa", f"/quan-tri/plans/catalogue/{made.pk}/xem-xet/", ticked)


def confirmation(cast, browser):
    make.a_target(cast("lan").agency, 1_000_000)
    value = unusual.value_of(unusual.reported(cast("lan"), 2_000_000))
    page = f"/can-xac-nhan/{value.pk}/"
    return Decision("hoa", f"{page}xac-nhan/", {}, page)


def confirmation_of_a_delegation(cast, browser):
    made = delegations.waiting(cast("nam"), cast("minh"))
    return Decision("quy", f"/ky-thay/{made.pk}/", {"confirm": "1"})


DECISIONS = [
    confirmation,
    confirmation_of_a_delegation,
    name_of_a_catalogue,
    deletion_of_a_catalogue,
    deletion_of_a_file,
    many_files,
    upload_of_a_workbook,
    undoing_an_upload,
    undoing_a_change,
    undoing_a_deletion,
    correction_of_a_document,
    purge,
    row_of_the_admin,
    estimate,
    deletion_of_an_estimate,
    withdrawal_of_an_estimate,
    target,
    division,
    annex,
    verdict,
    rows_of_a_catalogue,
]


@pytest.mark.parametrize("made", DECISIONS, ids=lambda made: made.__name__)
def test_what_was_not_seen_is_not_decided(cast, as_user, plan, made):
    decision = made(cast, as_user)
    browser, page = as_user(cast(decision.who)), decision.page or page_of(decision.address)
    guards = guards_of(browser.get(page).content.decode(), decision.address, page)
    marks = guards.keys() - KEYS
    assert marks, "the page says nothing of what it shows"
    key, before = {name: guards[name] for name in KEYS & guards.keys()}, written()
    others = [{}, *(dict.fromkeys(marks, bad) for bad in NEVER_SHOWN if bad or made is not verdict)]
    for other in others:
        answer = browser.post(decision.address, decision.data | key | other)
        assert answer.status_code in (HTTPStatus.CONFLICT, HTTPStatus.FOUND), other
        assert written() == before, other
    browser.submit(decision.address, decision.data, page=page)
    assert written() != before


def written():
    """What every decision changes: the history."""
    return Event.objects.count()
