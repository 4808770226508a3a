"""What a person may choose as a password, and how pages take it."""

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.once

PAGES = ["/dang-nhap/", "/mat-khau/"]
LONG = "  Đường đến Kho lưu trữ lịch sử đi qua chín mươi sáu cây cầu, cầu nào cũng có tên.  "
KINDS = [LONG, "x9" + "k" * 62, "chỉ toàn chữ thường thôi", "!@#$%^&*()_+{}|", "7391846205827"]


def change(browser, new, old=PASSWORD):
    return browser.post("/mat-khau/", {"old_password": old, "new_password1": new, "new_password2": new})


@pytest.mark.parametrize("password", KINDS)
def test_any_letters_and_any_length_are_taken_exactly_as_typed(as_user, client, lan, password):
    assert change(as_user(lan), password).status_code == 302
    client.logout()
    for other in (password[:-1], password.swapcase() + "x", password.strip() + "."):
        assert client.post("/dang-nhap/", {"username": "lan", "password": other}).status_code == 200
    assert client.post("/dang-nhap/", {"username": "lan", "password": password}).status_code == 302


@pytest.mark.parametrize("weak", ["ngan", "1234567890", "password123", "tran.thi.lan", "lan@example.vn"])
def test_short_common_and_personal_passwords_are_refused(as_user, lan, weak):
    lan.full_name, lan.username = "Trần Thị Lan", "tran.thi.lan"
    lan.save()
    assert change(as_user(lan), weak).status_code == 200


def test_the_present_password_is_asked_for(as_user, lan):
    assert change(as_user(lan), "mot-cau-dai-de-nho-2025", old="sai").status_code == 200
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_password_fields_are_masked_and_open_to_password_managers(client, as_user, lan):
    asked = client.get("/dang-nhap/").content.decode() + as_user(lan).get("/mat-khau/").content.decode()
    for kind in ("username", "current-password", "new-password"):
        assert f'autocomplete="{kind}"' in asked
    assert asked.count('type="password"') == 4 and "onpaste" not in asked and 'autocomplete="off"' not in asked
