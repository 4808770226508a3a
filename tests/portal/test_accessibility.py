"""axe finds nothing on the pages people live in, on a laptop and on a phone; the keyboard alone does a clerk's job."""

import re
from datetime import date

import pytest

from agencies.account_changes import ask
from agencies.models import Duty
from agencies.workflow import perform
from plans.declarations.review_signing import NOTHING
from plans.difficulties.services import raise_difficulty
from plans.duplicates.search import Scope
from plans.extensions.services import draft_extension
from plans.models import DuplicateGroup, ProgressReport, SignOff, VolumeReview
from reports.figures import as_plain, province_figures
from reports.models import Report
from tests.conftest import PASSWORD
from tests.helpers import delegations, editions, money, simulations, unusual
from tests.helpers import factories as make
from tests.helpers.accessibility import faults, tab_to
from tests.helpers.allocations import allocate
from tests.helpers.browsing import needs_chromium

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium]
CLERK_PAGES = [
    "/",
    "/ra-soat/khoi-luong/",
    "/tien-do/ky/2025-06-20/",
    "/muc-luc/{catalogue}/",
    "/muc-luc/{catalogue}/ban-in/official/pdf/",
    "/du-toan/{draft}/",
    "/du-toan/{draft}/tep/them/",
    "/tai-khoan/",
    "/tai-khoan/xac-thuc/",
]
MONEY_PAGES = [
    "/hop-dong/",
    "/hop-dong/ghi-moi/",
    "/hop-dong/{contract}/",
    "/hop-dong/{contract}/phu-luc/",
    "/hop-dong/{contract}/thanh-ly/",
    "/hop-dong/{contract}/nghiem-thu/",
    "/hop-dong/{contract}/giai-ngan/",
    "/nghiem-thu/{acceptance}/",
    "/nghiem-thu/{acceptance}/ghi-dao/",
    "/nha-thau/",
    "/nha-thau/them/",
    "/quyet-toan/",
    "/quyet-toan/ghi-moi/",
]
EDITION_PAGES = ["/du-toan/{later}/", "/du-toan/{later}/don-gia/", "/du-toan/{decided}/ban-moi/"]
ASKING_PAGES = ["/gia-han/", "/gia-han/soan/", "/gia-han/{extension}/", "/vuong-mac/neu/", "/vuong-mac/{difficulty}/"]
MEDIA_PAGES = ["/nghe-nhin/", "/nghe-nhin/them/sound/", "/nghe-nhin/nap/"]
PAGES = {
    "": ["/dang-nhap/"],
    "lan": CLERK_PAGES + MONEY_PAGES + EDITION_PAGES + ASKING_PAGES + MEDIA_PAGES,
    "son": [
        "/kho-dung-chung/",
        "/kho-dung-chung/co-quan/SYT/",
        "/kho-dung-chung/co-quan/SYT/da-gui/",
        "/kho-dung-chung/co-quan/SYT/kiem-tra/sound/",
        "/kho-dung-chung/co-quan/SYT/xuat/",
        "/kho-dung-chung/co-quan/SYT/phieu-nhan/",
    ],
    "nam": [
        "/thay-doi-tai-khoan/",
        "/ky-thay/",
        "/ky-thay/them/",
        "/ky-thay/{delegation}/",
        "/cho-ky/",
        "/ra-soat/trinh-ky/{sign_off}/",
    ],
    "hoa": [
        "/",
        "/quan-tri/plans/catalogue/",
        "/quan-tri/plans/catalogue/{catalogue}/change/",
        "/tham-dinh/?state=submitted",
        "/tham-dinh/giao/?muc-luc={catalogue}",
        "/trung-lap/quy-tac/",
        "/can-xac-nhan/",
        "/can-xac-nhan/{unusual}/",
        "/nha-thau/khoi-luong/",
        "/gia-han/{extension}/extend/",
        "/vuong-mac/",
        "/vuong-mac/da-tra-loi/",
        "/vuong-mac/{difficulty}/answer_difficulty/",
        "/vuong-mac/{difficulty}/hand_over_difficulty/",
    ],
    "tuan": [
        "/du-toan/{estimate}/",
        "/du-toan/{estimate}/hoi/",
        "/du-toan/{estimate}/appraise/",
        "/du-toan/tham-dinh-chung/",
        "/giao-du-toan/",
        "/giao-du-toan/lap/",
        "/giao-du-toan/nap/",
        "/giao-du-toan/theo-co-quan/",
        "/doi-chieu/",
        "/doi-chieu/?don-vi=SYT",
        "/giao-du-toan/{allocation}/",
        "/giao-du-toan/{allocation}/ghi-dao/",
        "/phuong-an/",
        "/phuong-an/lap/",
        "/phuong-an/{simulation}/",
        "/phuong-an/{simulation}/chon/",
        "/phuong-an/so-sanh/?a={simulation}&b={second}",
    ],
    "quy": ["/quan-tri/", "/quan-tri/agencies/agency/", "/quan-tri/agencies/event/"],
    "mai": [
        "/tim/?q=y+te",
        "/tro-giup/",
        "/tro-giup/muc-luc/",
        "/toan-tinh/",
        "/toan-tinh/?phan=don-vi",
        "/muc-luc/",
        "/cong-van/",
        "/chi-tieu/",
        "/tro-giup/du-toan/",
        "/co-quan/502/",
        "/tien-do/du-bao/",
        "/bao-cao/{report}/",
        "/bao-cao/{finished}/",
    ],
}


@pytest.fixture
def objects(plan, agencies, cast, live_server):
    make.full_targets(agencies)
    day = plan.first_period_end
    for code in ("SYT", "502"):
        make.a_review(agencies[code], 900_000)
        make.a_progress_report(agencies[code], day, 120_000, difficulties="Thiếu máy quét")
    asked = {"kind": "report", "requester": cast("hoa"), "plan": plan, "as_of": day}
    issued = {"kind": "issue", "scope": Scope().key, "reach": "province", "file_count": 2, "extra_pages": 20}
    DuplicateGroup.objects.create(fingerprint="04/2014", **issued)
    ask(cast("lan"), {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=cast("quy"))
    figures = as_plain(province_figures(plan, day))
    money.checked(agencies["SYT"])
    contract = money.signed(cast("lan"), money.an_appraised(cast("lan"), cast("hoa")))
    return {
        "allocation": allocate(cast("tuan"), {agencies["SYT"]: 5_000}).pk,
        "contract": contract.pk,
        "acceptance": money.accepted(contract, cast("lan")).pk,
        "catalogue": make.a_catalogue(agencies["SYT"], 5_000, "submitted", day).pk,
        "delegation": delegations.waiting(cast("nam"), cast("minh"), cast("quy")).pk,
        "difficulty": raise_difficulty(agencies["SYT"], plan=plan, actor=cast("lan"), kind=None, text="Thiếu kho").pk,
        "extension": asked_for_more(plan, cast("lan")).pk,
        "draft": make.an_estimate(agencies["SYT"], 4_896_000, name="Đợt 2").pk,
        "sign_off": before_head(cast("lan")).pk,
        "estimate": make.an_estimate(agencies["SYT"], 24_480_000, day).pk,
        "later": editions.started(cast("lan"), cast("tuan"), day).pk,
        "decided": editions.decided(cast("lan"), cast("tuan"), day, "Đợt 2").pk,
        "report": Report.objects.create(state="failed", **asked).pk,
        "simulation": simulations.simulated(cast("tuan")).pk,
        "second": simulations.simulated(cast("tuan"), name="Hai tỷ", sum_dong=2_000_000_000).pk,
        "unusual": unusual.value_of(unusual.reported(cast("lan"), 40_000_000)).pk,
        "finished": Report.objects.create(state="done", figures=figures, number=2, **asked).pk,
    }


def asked_for_more(plan, lan):
    """Her request for an extension, sent."""
    given = {"milestone": "digitization", "proposed_day": date(2025, 9, 30), "reason": "Thiếu máy quét."}
    return perform(draft_extension(lan.agency, plan=plan, actor=lan, **given), "submit", actor=lan)


def before_head(lan):
    """A review of hers that waits for a signature."""
    line = {
        "fonds_name": "Sở Y tế",
        "retention": "permanent",
        "arrangement": "full",
        "file_count": 9,
        "page_count": 900,
    }
    content = {"lines": [NOTHING | line], "counts": {}, "reason": "Đếm lại."}
    asked = {"agency": lan.agency, "kind": "volumereview", "version": 1, "asked_by": lan}
    return SignOff.objects.create(**asked, content=content, note="Đã đối chiếu.")


@pytest.mark.slow
def test_axe_finds_nothing(objects, visitor, cast):
    found = {}
    for person, pages in PAGES.items():
        one = visitor(cast(person) if person else None)
        for path in pages:
            one.open(path.format(**objects))
            found[person, path] = faults(one.page)
        one.page.close()
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_the_keyboard_alone_declares_volumes(objects, visitor, cast):
    """Lan logs in, fills a line, looks again and hands in a second version without touching the mouse."""
    one = visitor()
    keys = one.page.keyboard
    lan = cast("lan")
    one.open("/dang-nhap/?next=/ra-soat/khoi-luong/")
    tab_to(one, "[name=username]")
    keys.type(lan.username)
    tab_to(one, "[name=password]")
    keys.type(PASSWORD)
    keys.press("Enter")
    one.page.locator("[name=lines-0-fonds_name]").wait_for()
    tab_to(one, "[name=lines-0-fonds_name]")
    keys.type("Phông Sở Y tế")
    for select, choice in (("retention", "permanent"), ("arrangement", "full")):
        tab_to(one, f"[name=lines-0-{select}]")
        keys.press("ArrowDown")
        assert one.page.locator(f"[name=lines-0-{select}]").input_value() == choice
    for text in ("18.240", "702.114", "1.310.450"):
        keys.press("Tab")
        keys.type(text)
    one.sees("6.415.963.200")
    go_on(one)
    one.page.wait_for_url("**/ra-soat/do-mat/")
    go_on(one)
    one.page.wait_for_url("**/ra-soat/xem-lai/")
    tab_to(one, "[name=reason]")
    keys.type("Bổ sung tài liệu của Chi cục Dân số")
    go_on(one)
    one.page.wait_for_url(re.compile(r"/ra-soat/\d+/$"))
    assert VolumeReview.objects.get(version=2).amount_dong == 6_415_963_200


def test_the_keyboard_alone_reports_progress(objects, visitor, cast):
    """Scanned before the catalogue is appraised: the warning gets its reason, the figures are sent again."""
    one = visitor(cast("lan"))
    keys = one.page.keyboard
    one.open("/tien-do/ky/2025-06-20/")
    for name, text in (("files", "5.000"), ("pages", "150.000")):
        for stage in ("scanned", "checked", "integrated"):
            tab_to(one, f"[name={stage}_{name}]")
            keys.type(text)
    go_on(one)
    one.sees("Cần lý do cho")
    tab_to(one, "[name=reason]")
    keys.type("Số hóa trước phần đã chỉnh lý")
    go_on(one)
    one.page.wait_for_url(re.compile(r"/tien-do/(\d+/)?$"))
    assert ProgressReport.objects.get(period_end="2025-06-20").integrated_pages == 150_000


def go_on(one):
    tab_to(one, "main form button.primary")
    one.page.keyboard.press("Enter")
