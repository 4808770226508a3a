"""Safe from the first day: log-in limits, headers, private forms, production settings."""

import json
import os
import subprocess
import sys

import pytest
from django.core import signing
from django.test import Client

from agencies import drafts
from agencies.tasks import clear_old_drafts
from config.launch.places import from_files
from plans.models import Catalogue
from tests.conftest import PASSWORD

pytestmark = pytest.mark.once

LOGIN = "/dang-nhap/"


def try_login(client, username, password, address="10.1.1.9"):
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address)


def test_guessing_a_password_locks_the_guesser_not_the_office(client, lan, binh):
    for _ in range(8):
        locked = try_login(client, "lan", "sai")
    assert locked.status_code == 429
    assert "15 phút" in locked.content.decode()
    assert try_login(client, "lan", PASSWORD).status_code == 429
    assert try_login(client, "binh", PASSWORD).status_code == 302


def test_the_locked_person_may_come_from_another_desk(client, lan):
    for _ in range(8):
        try_login(client, "lan", "sai")
    assert try_login(client, "lan", PASSWORD, address="10.1.1.10").status_code == 302


def test_pages_carry_the_security_headers(as_user, lan):
    response = as_user(lan).get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_back_button_after_the_log_out_shows_nothing(as_user, lan):
    assert as_user(lan).get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_log_in_and_back(client):
    assert client.get("/").headers["Location"] == "/dang-nhap/?next=/"


def test_a_wrong_password_is_said_without_what_is_not_so(client, lan):
    page = client.post("/dang-nhap/", {"username": "LAN", "password": "sai"}).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Mật khẩu phân biệt chữ hoa, chữ thường." in page


def test_nobody_is_sent_to_another_site_after_the_log_in(client, lan):
    response = client.post(f"{LOGIN}?next=https://evil.example/", {"username": "lan", "password": PASSWORD})
    assert response.headers["Location"] == "/"


def test_a_form_posted_after_the_log_in_expired_comes_back_to_its_writer(client, as_user, lan, rf):
    path = "/nhap/review-lines"
    client.post(path, {"_owner": drafts.owner_token(lan), "form-0-fonds_name": "Phông Sở Y tế"})
    as_user(lan)
    request = rf.get(path)
    request.user, request.session = lan, client.session
    assert drafts.take_stashed(request)["form-0-fonds_name"] == "Phông Sở Y tế"


def test_the_kept_form_is_not_shown_to_the_next_person_at_the_desk(client, as_user, lan, binh, rf):
    path = "/nhap/review-lines"
    client.post(path, {"_owner": drafts.owner_token(lan), "name": "Phông Sở Y tế"})
    as_user(binh)
    request = rf.get(path)
    request.user, request.session = binh, client.session
    assert drafts.take_stashed(request) is None


@pytest.fixture
def strict(lan, plan):
    """Lan's browser, with the portal asking for its token as in real life."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def late_form(owner, **changes):
    return {"_owner": drafts.owner_token(owner), "csrfmiddlewaretoken": "x" * 64, "name": "Mục lục đợt 7"} | changes


def test_a_form_older_than_the_log_in_in_another_window_is_shown_again(strict, lan):
    response = strict.post("/muc-luc/lap/", late_form(lan))
    assert response.headers["Location"] == "/muc-luc/lap/"
    page = strict.get("/muc-luc/lap/").content.decode()
    assert "Mục lục đợt 7" in page
    assert "giữ lại nội dung" in page
    assert not Catalogue.objects.exists()


def test_a_form_without_a_token_is_kept_while_nobody_is_logged_in(strict, lan):
    strict.logout()
    assert strict.post("/muc-luc/lap/", late_form(lan)).status_code == 302
    strict.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    assert "Mục lục đợt 7" in strict.get("/muc-luc/lap/").content.decode()


def test_a_form_of_somebody_else_is_refused_and_kept_for_nobody(strict, binh):
    assert strict.post("/muc-luc/lap/", late_form(binh)).status_code == 403
    assert drafts.STASH not in strict.session


def test_a_form_without_its_writers_mark_is_refused(strict, lan):
    assert strict.post("/muc-luc/lap/", {"name": "x"}).status_code == 403
    assert strict.post("/nhap/review-lines", late_form(lan)).status_code == 403


def test_an_old_mark_of_the_owner_keeps_nothing(client, lan, monkeypatch):
    mark = drafts.owner_token(lan)
    later = signing.time.time() + 7 * 8 * 3600 + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    client.post("/muc-luc/lap/", {"_owner": mark, "name": "x"})
    assert drafts.STASH not in client.session


def test_a_forged_owner_keeps_nothing(client, lan):
    client.post("/nhap/x", {"_owner": signing.dumps(lan.pk, salt="another"), "name": "x"})
    assert drafts.STASH not in client.session


def test_a_draft_is_its_writers_own(as_user, lan, binh):
    as_user(lan).post("/nhap/review-lines", {"name": "của Lan"})
    assert drafts.load_draft(lan, "review-lines")["name"] == "của Lan"
    assert drafts.load_draft(binh, "review-lines") is None


def test_a_draft_is_kept_on_the_portals_day(as_user, lan, settings):
    settings.PORTAL_DEMO, settings.PORTAL_TODAY = True, "2025-06-20"
    assert as_user(lan).post("/nhap/review-lines", {"name": "của Lan"}).json()["day"] == "20/6/2025"
    clear_old_drafts()
    assert drafts.load_draft(lan, "review-lines")


def production(tmp_path, **changes):
    return {
        **os.environ,
        "PORTAL_PRODUCTION": "1",
        "PORTAL_DEMO": "0",
        "DJANGO_DEBUG": "0",
        "DJANGO_SECRET_KEY": "k" * 30 + "0123456789-abcdefghijklmnopqrstuvwxyz",
        "DJANGO_ALLOWED_HOSTS": "sohoa.example.vn",
        "PORTAL_DATA_DIR": str(tmp_path),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # what a browser test of the same process needs
        **changes,
    }


def manage(environment, *words):
    return subprocess.run(
        [sys.executable, "manage.py", *words], env=environment, capture_output=True, text=True, timeout=120
    )


def test_production_settings_pass_djangos_deployment_check(tmp_path):
    result = manage(production(tmp_path), "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


def test_production_refuses_to_start_without_a_secret(tmp_path):
    environment = production(tmp_path)
    del environment["DJANGO_SECRET_KEY"]
    assert "DJANGO_SECRET_KEY" in manage(environment, "check").stderr


def test_secrets_come_from_files(tmp_path):
    for name, value in {
        "key": "z" * 20 + "0123456789-abcdefghijklmnopqrstuvwxyz",
        "url": "postgres://p:q@db:5432/x\n",
    }.items():
        (tmp_path / name).write_text(value)
    environment = production(
        tmp_path, DJANGO_SECRET_KEY_FILE=str(tmp_path / "key"), DATABASE_URL_FILE=str(tmp_path / "url")
    )
    del environment["DJANGO_SECRET_KEY"]
    code = "from django.conf import settings as s; print(s.SECRET_KEY[:20], s.DATABASES['default']['NAME'])"
    assert manage(environment, "shell", "-v0", "-c", code).stdout.split() == ["z" * 20, "x"]
    assert from_files(environment)["DATABASE_URL"] == "postgres://p:q@db:5432/x"


def test_a_new_key_takes_over_while_the_old_one_still_counts(lan, settings):
    token = drafts.owner_token(lan)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "neu" * 20, [settings.SECRET_KEY]
    assert drafts.is_owner(lan, token)
    settings.SECRET_KEY_FALLBACKS = []
    assert not drafts.is_owner(lan, token)


def test_passwords_are_hashed_slowly_enough(tmp_path):
    code = "from django.contrib.auth.hashers import make_password; print(make_password('x'))"
    algorithm, rounds, *_ = manage(production(tmp_path), "shell", "-v0", "-c", code).stdout.split("$")
    assert algorithm == "pbkdf2_sha256" and int(rounds) >= 600_000


def test_production_refuses_to_be_a_demo(tmp_path):
    assert "PORTAL_DEMO" in manage(production(tmp_path, PORTAL_DEMO="1"), "check").stderr


def test_the_demo_day_is_ignored_outside_the_demo(tmp_path):
    code = "from django.conf import settings; print(repr(settings.PORTAL_TODAY))"
    result = manage(production(tmp_path, PORTAL_TODAY="2025-06-20"), "shell", "-v0", "-c", code)
    assert result.stdout.strip() == "''"


def test_with_https_every_cookie_is_bound_to_its_host(tmp_path):
    code = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.COOKIE_PREFIX)"
    names = manage(production(tmp_path), "shell", "-v0", "-c", code).stdout.split()
    assert names == ["__Host-sessionid", "__Host-csrftoken", "__Host-"]


@pytest.mark.django_db
def test_watchdogs_are_answered(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert json.loads(client.get("/readyz").content)["database"] is True
