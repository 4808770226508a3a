"""Passwords of words that all know here are refused; one that somebody else chose is changed before anything else."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from agencies.accounts import issue_passwords
from agencies.passwords import ContextValidator

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    "password",
    ["matkhau2025!", "M@tkh4u#2024", "QuangNam@2025", "quangnam123", "S0H04luutru", "$ohoa-tai-lieu", "hosoluutru25"]
    + ["snv@2025snv@", "Mật khẩu 12", "MK-Luutru@2025", "Tr4nThiLan1990", "lan.soyte.2025", "Syt@123456"[:9] + "1"],
)
def test_words_of_the_field_are_refused_however_they_are_spelled(password, lan):
    with pytest.raises(ValidationError, match="dễ đoán"):
        ContextValidator().validate(password, lan)


@pytest.mark.parametrize(
    "password",
    ["mưa rào tháng sáu", "bon-con-meo-trang", "7kx3vbn9qwfd", "sohoa con chim xanh"]
    + ["x9" + "k" * 30, "!@#$%^&*()_+{}|", "7391846205827"],
)
def test_others_are_taken(password, lan):
    validate_password(password, lan)


def test_the_rule_stands_on_the_page(as_user, lan):
    words = {"old_password": "ho-so-luu-tru-2025", "new_password1": "Quangnam@2026", "new_password2": "Quangnam@2026"}
    assert "dễ đoán" in as_user(lan).post("/mat-khau/", words).content.decode()


def test_an_issued_password_is_changed_before_anything_else(lan, quy):
    [(_, issued)] = issue_passwords([lan], actor=quy)
    browser = Client()
    browser.post("/dang-nhap/", {"username": "lan", "password": issued})
    assert browser.get("/muc-luc/").url == "/mat-khau/?next=%2Fmuc-luc%2F"
    assert "do người quản trị cấp" in browser.get("/mat-khau/").content.decode()
    same = {"old_password": issued, "new_password1": issued, "new_password2": issued}
    assert "phải khác" in browser.post("/mat-khau/", same).content.decode()
    own = {"new_password1": "mưa rào tháng sáu", "new_password2": "mưa rào tháng sáu"}
    assert browser.post("/mat-khau/", same | own | {"next": "/muc-luc/"}).url == "/muc-luc/"
    assert browser.get("/muc-luc/").status_code == 200
