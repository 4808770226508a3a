"""The admin speaks the Vietnamese of an office, and its door is the portal's own log-in page."""

import gettext
import re

import pytest
from django.conf import settings
from django.urls import reverse

from agencies.models import User
from agencies.workflow import perform
from tests.helpers import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CATALOG = settings.BASE_DIR / "locale/vi/LC_MESSAGES"
ENGLISH = ("Skip to main content", "Select this", "Breadcrumbs", "Toggle", "Show counts", "Hide counts", "Model name")
UNLIKE_AN_OFFICE = ("Bởi ", "Thêm vào", "để thay đổi", "Đi đến", "Không có sẵn", "để trắng", "Kích hoạt", "của bạn")
PAGES = (
    "admin:index",
    "admin:agencies_user_changelist",
    "admin:agencies_user_add",
    "admin:agencies_agency_changelist",
    "admin:agencies_event_changelist",
    "admin:agencies_job_changelist",
    "admin:plans_catalogue_changelist",
    "admin:plans_milestone_changelist",
    "admin:plans_unitprice_changelist",
)


def words_of(html):
    """What a person reads or hears of a page: its text and its labels."""
    labels = re.findall(r'(?:aria-label|title|value|placeholder)="([^"]*)"', html)
    return " ".join([re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", html, flags=re.S), *labels])


@pytest.mark.parametrize("name", PAGES)
def test_quy_reads_no_english_in_the_admin(as_user, quy, name):
    words = words_of(as_user(quy).get(reverse(name)).content.decode())
    assert [phrase for phrase in ENGLISH + UNLIKE_AN_OFFICE if phrase in words] == []


def test_hoa_filters_her_queue_by_words_of_an_office(as_user, hoa):
    words = words_of(as_user(hoa).get(reverse("admin:plans_catalogue_changelist")).content.decode())
    assert "Theo trạng thái" in words


def test_a_mistake_in_the_admin_is_explained_in_vietnamese(as_user, quy):
    words = words_of(as_user(quy).submit(reverse("admin:agencies_user_add"), {"username": "an"}).content.decode())
    assert "Sửa các lỗi ghi dưới đây." in words and "Please" not in words
    assert "Mật khẩu có ít nhất 10 ký tự." in words and "Mật khẩu của bạn" not in words
    words = words_of(as_user(quy).submit(reverse("admin:agencies_agency_add"), {}).content.decode())
    assert "Trường này" not in words and "để trắng" not in words


def test_an_account_without_an_agency_is_led_to_no_agencys_page(as_user, plan):
    first = User.objects.create_superuser("dau-tien", "", "Mật khẩu dài 2025", full_name="Bùi Ngọc Quý")
    page = as_user(first).get("/").content.decode()
    assert 'href="/ra-soat/"' not in page and 'href="/toan-tinh/"' in page


def test_the_compiled_words_are_those_of_the_source():
    source = (CATALOG / "django.po").read_text()
    sourced = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, flags=re.M)
    with (CATALOG / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert sourced and [(english, compiled.gettext(english)) for english, _ in sourced] == sourced


@pytest.mark.parametrize("name", ["admin:index", "admin:plans_catalogue_changelist"])
def test_a_visitor_at_the_admins_door_is_sent_to_log_in(client, name):
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == f"{reverse('login')}?next={reverse(name)}"


def test_hoa_opens_the_admin_at_her_queue(as_user, hoa, quy, tuan, agencies):
    make.a_catalogue(agencies["SYT"], 900, "submitted", make.FIRST_DAY)
    words = words_of(as_user(hoa).get(reverse("admin:index")).content.decode())
    assert "Hàng chờ thẩm định Mục lục" in words and "1 Mục lục đang chờ." in re.sub(r"\s+", " ", words)
    assert "Hàng chờ thẩm định" not in words_of(as_user(tuan).get(reverse("admin:index")).content.decode())


def test_an_empty_queue_says_what_comes_here(as_user, hoa):
    words = words_of(as_user(hoa).get(reverse("admin:plans_catalogue_changelist")).content.decode())
    assert "cơ quan trình Mục lục nào, Mục lục đó hiện ở đây" in words
    found = as_user(hoa).get(reverse("admin:plans_catalogue_changelist"), {"q": "không có"}).content.decode()
    assert "theo bộ lọc này" in found and "0 kết quả" in found


def test_history_in_the_admin_is_the_portals(as_user, hoa, agencies):
    catalogue = make.a_catalogue(agencies["SYT"], 900, "submitted", make.FIRST_DAY)
    perform(catalogue, "receive", actor=hoa)
    page = as_user(hoa).get(reverse("admin:plans_catalogue_history", args=[catalogue.pk])).content.decode()
    assert "tiếp nhận Mục lục" in page and "trang web admin" not in page


def test_the_password_is_changed_on_the_portals_page(as_user, quy):
    answer = as_user(quy).get(reverse("admin:password_change"))
    assert answer.status_code == 302 and answer.url == reverse("password_change")
