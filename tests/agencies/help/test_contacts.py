"""Hỏi ai: each office with its telephone, which an administrator writes, where one looks for help or is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agencies.models import Agency
from agencies.models.telephone import PHONE, dialled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PHONE_OF_FINANCE = "0235 3852 111 máy lẻ 12"


@pytest.fixture
def offices(plan, agencies, cast):
    for name in ("hoa", "tuan", "quy"):
        cast(name)
    Agency.objects.filter(code="STC").update(phone=PHONE_OF_FINANCE)
    Agency.objects.filter(code="SNV").update(phone="0235 3810 222")


@pytest.mark.parametrize("number", ["0235 3852 123", "(0235) 3.852.123", "+84 235 3852123", "0235 3852 123 máy lẻ 12"])
def test_numbers_as_offices_write_them_are_taken(number):
    PHONE(number)
    assert dialled(number).lstrip("+").isdecimal() and len(dialled(number)) <= 13


@pytest.mark.parametrize("number", ["hỏi văn thư", "12", "0235 3852 123; 0235 3852 124 (Lan)", "javascript:1234567"])
def test_what_no_telephone_dials_is_refused(number):
    with pytest.raises(ValidationError):
        PHONE(number)


def test_the_help_page_has_the_telephone_of_each_office(as_user, lan, offices, settings):
    settings.PORTAL_HELP_PHONE = "0235 3777 333"
    page = as_user(lan).get("/tro-giup/").content.decode()
    assert f'href="tel:02353852111">{PHONE_OF_FINANCE}</a>' in page
    assert 'href="tel:02353810222"' in page and 'href="tel:02353777333"' in page


@pytest.mark.parametrize(
    ("slug", "name", "number"),
    [("du-toan", "Võ Anh Tuấn", "02353852111"), ("muc-luc", "Nguyễn Thị Hoa", "02353810222")],
)
def test_a_guide_names_whom_its_subject_belongs_to(as_user, lan, offices, slug, name, number):
    page = as_user(lan).get(f"/tro-giup/{slug}/").content.decode()
    asked = page[page.index("Còn vướng thì hỏi") : page.index("Hướng dẫn khác")]
    assert name in asked and f"tel:{number}" in asked


def test_a_guide_about_accounts_names_the_administrator(as_user, lan, offices):
    page = as_user(lan).get("/tro-giup/tai-khoan/").content.decode()
    assert "Bùi Ngọc Quý" in page[page.index("Còn vướng thì hỏi") :]


def test_who_is_refused_reads_whom_to_call(as_user, lan, client, offices, settings):
    page = as_user(lan).get("/toan-tinh/")
    assert page.status_code == 403 and 'href="/tro-giup/#hoi-ai"' in page.content.decode()
    assert "tel:" not in page.content.decode()
    settings.PORTAL_HELP_PHONE = "0235 3777 333"
    assert "tel:02353777333" in as_user(lan).get("/toan-tinh/").content.decode()
    assert "tel:02353777333" in client.get("/khong-co/").content.decode()


def test_an_administrator_writes_the_number_and_the_agencys_page_shows_it(as_user, quy, offices):
    agency = Agency.objects.get(code="SYT")
    address = reverse("admin:agencies_agency_change", args=[agency.pk])
    sent = {name: getattr(agency, name) for name in ("code", "name", "short_name", "kind", "official_order")}
    wrong = as_user(quy).submit(address, sent | {"phone": "gọi Lan"})
    assert "Nhập số điện thoại, ví dụ" in wrong.content.decode()
    as_user(quy).submit(address, sent | {"phone": "0235 3811 555"})
    assert Agency.objects.get(code="SYT").phone == "0235 3811 555"
    assert 'href="tel:02353811555"' in as_user(quy).get("/co-quan/SYT/").content.decode()
