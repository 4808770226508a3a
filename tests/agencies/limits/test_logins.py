"""Failed log-ins from one address: not hashed any more when there are too many, and no office is locked out by them."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from agencies.client_address import counted_address
from agencies.limits.later import TooBusy
from agencies.models import LoginPlace, Usage, User
from agencies.tasks import clear_usage
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.once, pytest.mark.django_db]

LOGIN = "/dang-nhap/"


def try_login(client, name, password=PASSWORD, address="10.1.1.9"):
    client.logout()
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def hashed(monkeypatch):
    """How many passwords were hashed."""
    names = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda user, raw: names.append(user.username) or check(user, raw))
    monkeypatch.setattr(User, "set_password", lambda user, raw: names.append("nobody"))
    return names


@pytest.fixture
def five(settings):
    """After five failures the address is full."""
    settings.ADDRESS_FAILURES = 5


def flood(client, count=5, address="10.1.1.9"):
    for number in range(count):
        answer = try_login(client, f"ai-do-{number}", "sai", address)
    return answer


def test_a_flood_of_names_from_one_address_is_not_hashed_any_more(client, hashed, five):
    assert flood(client).status_code == 200
    assert len(hashed) == 5
    answer = flood(client, 20)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 300
    assert "nhiều lần đăng nhập sai" in answer.content.decode()
    assert len(hashed) == 5
    assert AccessAttempt.objects.count() == 5


def test_what_found_no_place_to_be_hashed_counts_as_no_failure(client, lan, five, monkeypatch):
    def busy(user, raw):
        raise TooBusy("Nhiều người đang đăng nhập cùng lúc.", 8)

    with monkeypatch.context() as rush:
        rush.setattr(User, "check_password", busy)
        for _ in range(9):
            answer = try_login(client, "lan")
            assert answer.status_code == 503
    assert answer["Retry-After"] == "8"
    assert try_login(client, "lan").status_code == 302


def test_whoever_came_from_the_address_before_goes_on_there(client, lan, binh, five):
    assert try_login(client, "lan").status_code == 302
    flood(client)
    assert try_login(client, "binh").status_code == 429
    assert try_login(client, "lan").status_code == 302
    assert try_login(client, "binh", address="10.1.1.10").status_code == 302


def test_an_office_of_three_hundred_logs_in_however_often_some_mistype(client, agencies, settings):
    settings.ADDRESS_FAILURES = 10
    people = [User(username=f"p{n}", agency=agencies["SYT"], full_name=f"Người {n}") for n in range(300)]
    people[0].set_password(PASSWORD)
    for one in people:
        one.password = people[0].password
    User.objects.bulk_create(people)
    answers = {try_login(client, one.username).status_code for one in people}
    for one in people[:30]:
        try_login(client, one.username, "sai")
    answers |= {try_login(client, one.username).status_code for one in people}
    assert answers == {302}


def test_a_period_later_the_address_is_free_again(client, lan, five):
    flood(client)
    Usage.objects.update(period=1, ends_at=timezone.now() - timedelta(minutes=1))
    assert try_login(client, "lan").status_code == 302
    clear_usage()
    assert not Usage.objects.exists()


def test_an_address_of_long_ago_is_forgotten(lan, client):
    try_login(client, "lan")
    clear_usage()
    assert LoginPlace.objects.count() == 1
    LoginPlace.objects.update(last_at=timezone.now() - timedelta(days=181))
    clear_usage()
    assert LoginPlace.objects.count() == 0


def test_a_guess_every_fourteen_minutes_does_not_keep_a_lock_for_ever(client, lan):
    for _ in range(7):
        try_login(client, "lan", "sai")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert try_login(client, "lan", "sai").status_code == 429
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=2)
    attempt.save()
    assert try_login(client, "lan").status_code == 302


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.1.1.9", "10.1.1.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:10.1.1.9", "10.1.1.9"),
        ("không rõ", "không rõ"),
    ],
)
def test_one_machine_cannot_count_as_many(rf, address, counted):
    assert counted_address(rf.get("/", REMOTE_ADDR=address)) == counted


@pytest.mark.engine
def test_a_name_longer_than_any_account_has_is_nobodys(client, db):
    for length in (255, 300, 5_000):
        page = client.post("/dang-nhap/", {"username": "Ng" + "ọ" * length, "password": "x"})
        assert page.status_code == 200 and "chưa đúng" in page.content.decode()
