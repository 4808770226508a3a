"""A code of one's own phone behind the password: forced for who decides, asked again before what weighs much."""

import io
import re
from math import log2

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from agencies.accounts import LETTERS
from agencies.drafts import OWNER_FIELD, owner_token
from agencies.models import Event, User
from agencies.second_factor import devices
from plans.models import Catalogue
from tests.conftest import PASSWORD
from tests.helpers import factories as make
from tests.helpers.phones import a_phone, code_of, let_time_pass
from tests.helpers.reading import SqueezingClient

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CODE, SETUP = "/ma-xac-nhan/", "/tai-khoan/xac-thuc/"


@pytest.fixture
def forced(settings):
    settings.SECOND_FACTOR = True


def logged_in(user, **more):
    """A browser in which the person has just given name and password."""
    browser = SqueezingClient()
    answer = browser.post("/dang-nhap/", {"username": user.username, "password": PASSWORD} | more)
    assert answer.status_code == 302
    return browser


def proved(user):
    """A browser in which the person has shown the phone too."""
    browser = logged_in(user)
    assert browser.post(CODE, {"ma": code_of(user, confirmed=True)}).status_code == 302
    return browser


@pytest.mark.parametrize("name", ["hoa", "tuan", "son", "quy"])
def test_who_decides_sets_up_a_phone_before_anything_else(cast, forced, name):
    browser = logged_in(cast(name))
    for path in ("/", "/quan-tri/", "/muc-luc/", "/mat-khau/", "/tai-khoan/"):
        assert browser.get(path).url.startswith(SETUP), path
    assert 'aria-label="Mục chính"' not in browser.get(SETUP).content.decode()


def test_heads_of_districts_decide_on_money_and_those_of_departments_do_not(agencies, nam):
    head = make.a_user(agencies["502"], "signs")
    assert head.decides and not nam.decides


def test_others_are_not_asked(forced, lan):
    assert logged_in(lan).get("/").status_code == 200


def test_nobody_is_forced_where_the_setting_is_off(hoa):
    assert logged_in(hoa).get("/").status_code == 200


def test_hoa_sets_up_her_phone_and_reads_recovery_codes_once(forced, hoa):
    browser = logged_in(hoa)
    page = browser.get(SETUP + "?next=/muc-luc/").content.decode()
    assert "data:image/svg+xml" in page
    page = browser.post(SETUP, {"ma": code_of(hoa), "next": "/muc-luc/"}).content.decode()
    codes = re.findall(r"<code>([\w-]{29})</code>", page)
    assert len(codes) == devices.CODES and 'href="/muc-luc/"' in page
    assert devices.LENGTH * log2(len(LETTERS)) >= 112  # OWASP ASVS 6.5.2: fewer bits would want a slow hash
    assert browser.get("/muc-luc/").status_code == 200
    assert Event.objects.about(hoa).filter(action="second_factor").count() == 1
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}


def test_a_wrong_code_takes_no_phone(forced, hoa):
    browser = logged_in(hoa)
    browser.get(SETUP)
    assert "Mã không đúng" in browser.post(SETUP, {"ma": "abc"}).content.decode()
    hoa.refresh_from_db()
    assert hoa.second_factor_since is None


def test_the_password_alone_opens_nothing(lan):
    a_phone(lan)
    browser = logged_in(lan)
    assert browser.get("/muc-luc/?trang=2").url == CODE + "?next=%2Fmuc-luc%2F%3Ftrang%3D2"
    assert browser.post("/lam-thay/").url == CODE + "?next=%2F"
    answer = browser.post(CODE, {"ma": code_of(lan, confirmed=True), "next": "/muc-luc/"})
    assert answer.url == "/muc-luc/" and browser.get("/muc-luc/").status_code == 200


def test_a_code_is_good_once(lan):
    a_phone(lan)
    first, second = logged_in(lan), logged_in(lan)
    code = code_of(lan, confirmed=True)
    assert first.post(CODE, {"ma": code}).status_code == 302
    assert second.post(CODE, {"ma": code}).status_code == 200


def test_a_recovery_code_is_good_once(lan):
    code = a_phone(lan)[0]
    assert logged_in(lan).post(CODE, {"ma": code.upper()}).status_code == 302
    assert logged_in(lan).post(CODE, {"ma": code}).status_code == 200
    assert "còn 9 mã" in Event.objects.about(lan).filter(action="second_factor").first().sentence


def test_recovery_codes_outlive_a_new_key_while_the_old_one_is_kept(lan, settings):
    first, second = a_phone(lan)[:2]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "một khóa mới"
    assert devices.passes(lan, first)
    settings.SECRET_KEY_FALLBACKS = []
    assert not devices.passes(lan, second)


def test_codes_are_guessed_as_slowly_as_passwords(lan, settings):
    settings.LOGIN_FAILURES = 3
    a_phone(lan)
    browser = logged_in(lan)
    tries = [browser.post(CODE, {"ma": f"00000{number}"}).status_code for number in range(4)]
    assert tries[:2] == [200, 200] and set(tries[2:]) == {429}


def test_after_a_wrong_code_the_phone_waits(lan):
    a_phone(lan)
    assert not devices.passes(lan, "000000")
    assert not devices.passes(lan, code_of(lan, confirmed=True))
    devices.let_try_again(lan)
    assert devices.passes(lan, code_of(lan, confirmed=True))


def test_no_address_outside_is_gone_to(lan):
    a_phone(lan)
    answer = logged_in(lan).post(CODE, {"ma": code_of(lan, confirmed=True), "next": "https://xa.example/"})
    assert answer.url == "/"


def test_the_way_through_the_admins_door_asks_too(quy):
    a_phone(quy)
    assert logged_in(quy, next="/quan-tri/").get("/quan-tri/").url == CODE + "?next=%2Fquan-tri%2F"


def test_a_form_sent_before_the_code_comes_back(lan):
    a_phone(lan)
    browser, path = logged_in(lan), "/muc-luc/lap/"
    browser.post(path, {"name": "Mục lục 2008", OWNER_FIELD: owner_token(lan)})
    browser.post(CODE, {"ma": code_of(lan, confirmed=True)})
    page = browser.get(path).content.decode()
    assert "Mục lục 2008" in page and "Đã xác nhận lại đúng người" in page


def test_a_decision_asks_for_a_fresh_code_and_loses_nothing(agencies, hoa):
    a_phone(hoa)
    catalogue = make.a_catalogue(agencies["SYT"], 900, Catalogue.State.SUBMITTED, make.FIRST_DAY)
    path = reverse("catalogue_action", args=[catalogue.pk, "appraise"])
    browser = proved(hoa)
    sent = {"document_number": "12/SNV-QLVTLT", "document_date": "20/6/2025", OWNER_FIELD: owner_token(hoa)}
    sent |= {"version": catalogue.version, "reason": "Đã xem đủ"}
    let_time_pass(browser, 16)
    assert browser.post(path, sent).url.startswith(CODE)
    catalogue.refresh_from_db()
    assert catalogue.state == Catalogue.State.SUBMITTED
    browser.post(CODE, {"ma": code_of(hoa, confirmed=True), "next": path})
    page = browser.get(path).content.decode()
    assert "12/SNV-QLVTLT" in page and "Đã xem đủ" in page
    assert not getattr(browser.post(path, sent), "url", "").startswith(CODE)


def test_all_accounts_leave_in_a_table_only_with_a_fresh_code(quy):
    a_phone(quy)
    browser, path = proved(quy), reverse("admin:agencies_user_export")
    assert browser.get(path).status_code == 200
    let_time_pass(browser, 16)
    assert browser.get(path).url.startswith(CODE)


def test_granting_a_duty_asks_for_a_fresh_code(quy, lan):
    a_phone(quy)
    browser, path = proved(quy), reverse("admin:agencies_user_change", args=[lan.pk])
    let_time_pass(browser, 16)
    assert browser.post(path, {"username": "lan", "duty": "signs"}).url.startswith(CODE)
    lan.refresh_from_db()
    assert lan.duty == "prepares"


def test_who_has_no_second_factor_is_never_asked(quy):
    assert logged_in(quy).get(reverse("admin:agencies_user_export")).status_code == 200


def test_an_administrator_resets_a_lost_phone(quy, hoa, forced, settings):
    settings.SECOND_FACTOR = False
    a_phone(hoa)
    lost, admin = proved(hoa), logged_in(quy)
    chosen = {"action": "drop_second_factor", "_selected_action": [hoa.pk]}
    admin.submit(reverse("admin:agencies_user_changelist"), chosen)
    hoa.refresh_from_db()
    assert hoa.second_factor_since is None and devices.codes_left(hoa) == 0
    assert "đặt lại lớp xác thực" in Event.objects.about(hoa).get(actor=quy, action="second_factor").sentence
    settings.SECOND_FACTOR = True
    assert lost.get("/").status_code == 302


def test_another_phone_voids_what_other_sessions_had_proved(lan):
    a_phone(lan)
    here, elsewhere = proved(lan), proved(lan)
    here.get(SETUP)
    here.post(SETUP, {"ma": code_of(lan, confirmed=False)})
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").url.startswith(CODE)


def test_lan_turns_hers_off_and_hoa_may_not(lan, hoa, forced):
    a_phone(lan), a_phone(hoa)
    proved(lan).post("/tai-khoan/tat-xac-thuc/")
    proved(hoa).post("/tai-khoan/tat-xac-thuc/")
    assert set(User.objects.exclude(second_factor_since=None)) == {hoa}


def test_the_account_page_offers_what_there_is(lan):
    assert "Chưa bật" in logged_in(lan).get("/tai-khoan/").content.decode()
    old = a_phone(lan)[0]
    browser = proved(lan)
    assert "mã khôi phục chưa dùng: 10" in browser.get("/tai-khoan/").content.decode()
    assert browser.post("/tai-khoan/ma-khoi-phuc/").status_code == 200
    assert not devices.passes(lan, old)


def test_keys_of_phones_have_no_page_in_the_admin(quy):
    page = logged_in(quy).get("/quan-tri/").content.decode()
    assert "otp_" not in page


def test_the_only_administrator_is_let_in_from_the_server(quy):
    a_phone(quy)
    call_command("reset_second_factor", "QUY", stdout=io.StringIO())
    quy.refresh_from_db()
    assert quy.second_factor_since is None
    assert Event.objects.about(quy).first().actor is None
