"""Review and progress at 390 px: every box has its label and stands inside the screen."""

from datetime import date

import pytest

from agencies.models import Agency
from plans.declarations.reviews import submit_review
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from tests.helpers import factories as make
from tests.helpers.accessibility import faults
from tests.helpers.browsing import PHONE, needs_chromium

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
LINE = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 10, "page_count": 900}
SIZES = {"page_count": "Trang A4", "page_count_a3": "A3", "page_count_a2": "A2", "page_count_a1": "A1"}
LABEL = "box => getComputedStyle(box.closest('[data-label]'), '::before').content.replaceAll('\"', '')"


def labelled(page, name, label):
    """The box of this name has the label above it, and is inside the screen."""
    box = page.locator(f"[name={name}]")
    place = box.bounding_box()
    assert box.evaluate(LABEL) == label, name
    assert place["x"] >= 0 and place["x"] + place["width"] <= PHONE["width"], name
    assert place["width"] >= 100, name


@pytest.fixture
def clerk(visitor, lan, plan, live_server):
    make.a_target(lan.agency, 90_000)
    submit_review(lan.agency, plan=plan, actor=lan, lines=[LINE], reason="Số liệu đúng.")
    return visitor(lan, PHONE)


def test_each_box_of_a_line_of_the_review_is_a_field_of_a_card(clerk):
    clerk.open("/ra-soat/khoi-luong/")
    more = {"file_count": "Hồ sơ", "sheet_count": "Số tờ", "retention": "Thời hạn", "arrangement": "Chỉnh lý"}
    for name, label in (SIZES | more | {"fonds_name": "Phông", "page_count_a0": "A0"}).items():
        labelled(clerk.page, f"lines-0-{name}", label)
    clerk.fill("Dòng 1, Trang A4", "1.000")
    assert clerk.page.locator("[data-sum=page_count]").inner_text() == "1.000"


def test_each_count_of_what_is_secret_has_its_label(clerk):
    clerk.open("/ra-soat/do-mat/")
    labelled(clerk.page, "secret_pages", "Trang mức Tối mật")
    labelled(clerk.page, "video_minutes", "Thời lượng ghi hình")


def test_each_box_of_the_joint_review_has_its_label_and_axe_finds_nothing(clerk, lan):
    Agency.objects.filter(code="SXD").update(successor=lan.agency, active_to=date(2025, 6, 15))
    clerk.open("/ra-soat/chung/")
    for name, label in (SIZES | {"fonds_name": "Phông", "retention": "Thời hạn"}).items():
        labelled(clerk.page, f"SYT-0-{name}", label)
    clerk.page.locator("[name=SXD-0-page_count]").fill("1.000")
    assert clerk.page.locator("[data-sum=page_count]").inner_text() == "1.900"
    assert faults(clerk.page) == {}


def test_each_figure_of_the_period_has_its_label(clerk, lan, plan):
    figures = dict.fromkeys(FIGURES, 5)
    sent = {"plan": plan, "actor": lan, "period_end": date(2025, 6, 13), "reason": "Số hóa thử."}
    submit_progress(lan.agency, **sent, figures=figures)
    clerk.open("/tien-do/ky/2025-06-20/")
    labelled(clerk.page, "scanned_files", "Hồ sơ đã số hóa")
    labelled(clerk.page, "integrated_pages", "Trang đã lên Kho dùng chung")
    clerk.fill("Trang đã số hóa", "12")
    assert clerk.page.locator("[data-added]").first.inner_text() == "7"
    heads = clerk.page.locator("aside thead").first
    assert heads.is_visible()  # of the figures to compare with: a card is no list that stacks
