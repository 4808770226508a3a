"""What an attacker sends back instead: nobody comes in, and a sentence says so."""

import time
from http.cookies import SimpleCookie
from threading import Barrier, Thread

import pytest
from django.core import signing
from django.db import connection

from agencies.models import ExternalIdentity
from agencies.oidc import matching
from agencies.oidc.views import COOKIE, SALT
from config.identity_server import identity_server_refusal
from tests.helpers import identity_server as idp
from tests.helpers.identity_server import BACK, START, come_back, is_in
from tests.helpers.reading import SqueezingClient

pytestmark = pytest.mark.django_db
NOW = int(time.time())


def refused(answer, browser, said="không xác nhận được bạn"):
    assert answer.status_code == 403 and said in answer.content.decode() and not is_in(browser)
    assert not ExternalIdentity.objects.exists()
    return True


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client", idp.CLIENT]},
        {"aud": ["another-client", idp.CLIENT], "azp": "another-client"},
        {"aud": "another-client", "azp": idp.CLIENT},
        {"aud": None},
        {"azp": "another-client"},
        {"exp": NOW - 3600, "iat": NOW - 7200},
        {"exp": None},
        {"iat": None},
        {"nbf": NOW + 3600},
        {"iss": "https://other.example"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"at_hash": "d3Jvbmc"},
    ],
    ids=lambda lies: " ".join(lies),  # no moment in a name: both workers collect the same
)
def test_a_token_that_says_anything_else_opens_nothing(browser, server, lan, lies):
    server.lies = lies
    assert refused(come_back(browser, server, preferred_username="lan"), browser)


@pytest.mark.parametrize(
    "signer",
    [
        idp.unsigned,
        idp.signed_by_a_stranger,
        idp.signed_by_the_public_key,
        idp.signed_by_the_secret,
        lambda claims: "x",
    ],
    ids=["none", "stranger", "public key", "secret", "junk"],
)
def test_only_the_servers_own_key_signs(browser, server, lan, signer):
    server.signer = signer
    assert refused(come_back(browser, server, preferred_username="lan"), browser)


def test_a_new_key_of_the_server_is_fetched(browser, server, lan):
    assert come_back(browser, server, preferred_username="lan").status_code == 302
    server.keys, server.signer = [idp.OTHER_KEY], idp.signed_by_the_next_key
    second = SqueezingClient()
    assert come_back(second, server, preferred_username="lan").status_code == 302


def test_a_code_is_good_once(browser, server, lan):
    address = browser.get(START).headers["Location"]
    cookie, answer = browser.cookies[COOKIE].value, server.sign_in(address, preferred_username="lan")
    assert browser.get(BACK, answer).status_code == 302
    thief = SqueezingClient()
    thief.cookies = SimpleCookie({COOKIE: cookie})
    again = thief.get(BACK, answer)
    assert again.status_code == 403 and not is_in(thief)
    browser.post("/dang-xuat/")
    assert "đã quá mười phút, hoặc đã dùng rồi" in browser.get(BACK, answer).content.decode() and not is_in(browser)


def test_an_answer_is_good_in_the_browser_that_asked(browser, server, lan):
    """Log-in CSRF: the attacker's code in the victim's browser, with and without a log-in that the victim began."""
    attacker = SqueezingClient()
    answer = server.sign_in(attacker.get(START).headers["Location"], preferred_username="lan")
    assert refused(browser.get(BACK, answer), browser, "đã quá mười phút")
    browser.get(START)
    assert refused(browser.get(BACK, answer), browser)


def test_a_stolen_code_lacks_the_verifier(browser, server, lan):
    code = server.sign_in(browser.get(START).headers["Location"], preferred_username="lan")["code"]
    thief = SqueezingClient()
    own = server.sign_in(thief.get(START).headers["Location"], "s-thief")
    assert refused(thief.get(BACK, own | {"code": code}), thief)


def test_what_is_kept_with_the_browser_cannot_be_written_or_kept_for_long(browser, server, lan, monkeypatch):
    address = browser.get(START).headers["Location"]
    answer = server.sign_in(address, preferred_username="lan")
    kept = browser.cookies[COOKIE]
    assert kept["httponly"] and kept["samesite"] == "Lax"
    forged = SqueezingClient()
    forged.cookies = SimpleCookie({COOKIE: kept.value[:-2] + "xx"})
    assert refused(forged.get(BACK, answer), forged, "đã quá mười phút")
    later = time.time() + 601
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert refused(browser.get(BACK, answer), browser, "đã quá mười phút")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_leads_nowhere_else(browser, server, lan, target):
    answer = come_back(browser, server, start=f"{START}?next={target}", preferred_username="lan")
    assert answer.headers["Location"] == "/" and is_in(browser)


def test_the_kept_target_is_looked_at_again(browser, server, lan):
    address = browser.get(START).headers["Location"]
    kept = signing.loads(browser.cookies[COOKIE].value, salt=SALT)
    browser.cookies[COOKIE] = signing.dumps(kept | {"next": "https://evil.example/"}, salt=SALT)
    answer = browser.get(BACK, server.sign_in(address, preferred_username="lan"))
    assert answer.headers["Location"] == "/"


def test_an_answer_of_another_issuer_or_an_error(browser, server, lan):
    answer = server.sign_in(browser.get(START).headers["Location"], preferred_username="lan")
    assert refused(browser.get(BACK, answer | {"iss": "https://other.example"}), browser)
    state = server.sign_in(browser.get(START).headers["Location"])["state"]
    said = browser.get(BACK, {"error": "access_denied", "error_description": "<script>", "state": state})
    assert refused(said, browser) and "<script>alert" not in said.content.decode()
    assert refused(browser.get(BACK, {"code": "x"}), browser, "đã quá mười phút")


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"jwks_uri": "ftp://other.example/keys"},
        {"authorization_endpoint": ""},
    ],
)
def test_a_discovery_document_that_lies_is_not_followed(browser, server, lan, metadata):
    server.metadata = metadata
    assert browser.get(START).status_code == 503


def test_an_algorithm_without_a_key_is_never_taken(browser, server, lan):
    server.metadata, server.signer = {"id_token_signing_alg_values_supported": ["none", "HS256"]}, idp.unsigned
    assert refused(come_back(browser, server, preferred_username="lan"), browser)


def test_who_tries_again_and_again_is_stopped_for_the_address(browser, server, settings, lan):
    settings.ADDRESS_FAILURES = 3
    for _ in range(3):
        assert browser.get(BACK, {"code": "x", "state": "y"}).status_code == 403
    assert browser.get(BACK, {"code": "x", "state": "y"}).status_code == 429
    assert browser.get(START).status_code == 429


@pytest.mark.engine
@pytest.mark.parametrize("name", ["", " ", "lan\x00", "' OR 1=1 --", ["lan"], 7, None])
def test_a_strange_name_matches_nobody(browser, server, lan, name):
    answer = come_back(browser, server, preferred_username=name)
    assert refused(answer, browser, "chưa gắn với tài khoản nào")


@pytest.mark.parametrize(
    ("issuer", "client", "match", "fits"),
    [
        ("https://id.example.vn", "cong", "username", True),
        ("http://localhost:8080", "cong", "email", True),
        ("http://id.example.vn", "cong", "username", False),
        ("https://id.example.vn", "", "username", False),
        ("https://id.example.vn", "cong", "sub", False),
    ],
)
def test_settings_that_do_not_fit_stop_the_start(issuer, client, match, fits):
    assert (identity_server_refusal(issuer, client, match) == "") is fits


@pytest.mark.django_db(transaction=True)
def test_two_first_log_ins_at_once_bind_once(server, lan, binh):
    """The same person twice gets in twice; of two persons with one name only one gets in."""

    def both(*claims):
        answers, gate = [None, None], Barrier(2)

        def run(place):
            gate.wait()
            try:
                answers[place] = matching.account_for(claims[place])
            except matching.NotMatched as error:
                answers[place] = error
            finally:
                connection.close()

        threads = [Thread(target=run, args=(place,)) for place in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    mine = {"sub": "s-1", "preferred_username": "lan"}
    assert both(mine, mine) == [lan, lan]
    answers = both(*({"sub": name, "preferred_username": "binh"} for name in ("s-2", "s-3")))
    assert sorted(type(each).__name__ for each in answers) == ["NotMatched", "User"]
    assert ExternalIdentity.objects.count() == 2
