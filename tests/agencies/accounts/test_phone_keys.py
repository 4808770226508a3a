"""Who reads the database reads no phone's key: it is there sealed, with a secret that no copy of it holds."""

import io
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import Phone
from agencies.second_factor import devices, sealing
from tests.conftest import PASSWORD
from tests.helpers.phones import a_phone, code_of

pytestmark = pytest.mark.django_db
CODE = "/ma-xac-nhan/"


def kept_of(user):
    """What the database holds of the person's phone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM otp_totp_totpdevice WHERE user_id = %s", [user.pk])
        return [str(value) for value in cursor.fetchone()]


def test_the_database_does_not_hold_the_key_of_a_phone(lan):
    a_phone(lan)
    seed = Phone.objects.get(user=lan).bin_key
    assert len(seed) == 20
    spelled = [seed.hex(), devices.spelled_key(Phone.objects.get(user=lan)).replace(" ", "")]
    assert not [text for text in kept_of(lan) for secret in spelled if secret.lower() in text.lower()]
    assert devices.passes(lan, code_of(lan))


def test_the_column_of_either_database_takes_what_is_sealed(lan):
    assert len(sealing.seal(sealing.new_seed(), 2**63 - 1)) <= Phone._meta.get_field("key").max_length


def test_a_key_written_into_anothers_row_opens_nothing(lan, hoa):
    """Who may write into the database, and has a phone of their own there, does not become Hoa by it."""
    a_phone(lan)
    a_phone(hoa)
    Phone.objects.filter(user=hoa).update(key=Phone.objects.get(user=lan).key)
    with pytest.raises(sealing.CannotOpen):
        devices.passes(hoa, code_of(lan))


@pytest.mark.parametrize("kept", ["", "1.", "1.AAAA", "ab" * 20, "1.ờ", "1." + "A" * 64])
def test_what_is_not_sealed_opens_nothing(kept):
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(kept, 1)


def test_phones_outlive_a_new_secret_while_the_old_one_is_kept(lan, settings):
    a_phone(lan)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "một khóa mới"
    assert devices.passes(lan, code_of(lan))
    settings.TOTP_KEY = "khóa riêng của điện thoại"
    assert devices.passes(lan, code_of(lan))


def test_after_sealing_anew_the_old_secret_may_go(lan, hoa, settings):
    a_phone(lan)
    settings.TOTP_KEY = "khóa riêng của điện thoại"
    a_phone(hoa)
    said = io.StringIO()
    call_command("seal_phone_keys", stdout=said)
    assert "1 sealed anew, 1 are already." in said.getvalue()
    settings.SECRET_KEY = "một khóa mới"
    assert devices.passes(lan, code_of(lan)) and devices.passes(hoa, code_of(hoa))
    settings.TOTP_KEY, settings.TOTP_KEY_FALLBACKS = "khóa thứ hai", [settings.TOTP_KEY]
    call_command("seal_phone_keys", stdout=said)
    settings.TOTP_KEY_FALLBACKS = []
    assert devices.passes(lan, code_of(lan))


def test_the_command_names_phones_that_no_secret_opens(lan, settings):
    a_phone(lan)
    settings.SECRET_KEY = "một khóa mới"
    with pytest.raises(CommandError, match=lan.username):
        call_command("seal_phone_keys", stdout=io.StringIO())


def test_who_has_a_phone_that_cannot_be_read_is_told_what_to_do(lan, settings):
    a_phone(lan)
    settings.TOTP_KEY = "khóa riêng của điện thoại"
    call_command("seal_phone_keys", stdout=io.StringIO())
    code = code_of(lan)
    settings.TOTP_KEY = ""
    browser = Client()
    browser.post("/dang-nhap/", {"username": lan.username, "password": PASSWORD})
    assert "Cổng không còn đọc được khóa của điện thoại này" in browser.post(CODE, {"ma": code}).content.decode()


def test_a_phone_that_was_begun_with_a_lost_secret_is_begun_anew(lan, settings):
    first = devices.begin(lan)
    settings.SECRET_KEY = "một khóa mới"
    assert devices.begin(lan).pk != first.pk and Phone.objects.filter(user=lan).count() == 1


def test_keys_that_stood_in_clear_are_sealed_by_the_migration_and_opened_by_its_way_back(lan):
    seed = sealing.new_seed()
    phone = TOTPDevice.objects.create(user=lan, name="phone", key=seed.hex())
    migration = import_module("agencies.migrations.0024_seal_keys_of_phones")
    editor = SimpleNamespace(connection=connection)
    migration.seal_all(apps, editor)
    assert Phone.objects.get(pk=phone.pk).bin_key == seed and seed.hex() not in kept_of(lan)
    migration.unseal_all(apps, editor)
    assert TOTPDevice.objects.get(pk=phone.pk).key == seed.hex()
