"""An agency or a person that could not be: the form says what is wrong, and the database refuses it too."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import Agency, Duty, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(plan):
    """Three departments."""
    return list(Agency.objects.filter(kind=Agency.Kind.DEPARTMENT, successor=None)[:3])


def refusals(thing):
    with pytest.raises(ValidationError) as refused:
        thing.full_clean()
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(("name", "word"), [("successor", "kế thừa"), ("parent", "cấp trên")])
def test_nobody_follows_themselves_directly_or_through_others(row, name, word):
    first, second, third = row
    Agency.objects.filter(pk=first.pk).update(**{name: second})
    Agency.objects.filter(pk=second.pk).update(**{name: third})
    first.refresh_from_db()
    setattr(third, name, first)
    assert word in refusals(third)
    setattr(third, name, third)
    assert word in refusals(third)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.filter(pk=third.pk).update(**{name: third})


def test_an_heir_outlives_whoever_it_succeeds(row):
    first, heir, _ = row
    heir.active_to = first.active_to = date(2025, 6, 30)
    heir.save()
    first.successor = heir
    assert refusals(first).endswith(
        "kết thúc hoạt động ngày 30/6/2025, không kế thừa được đơn vị này: chọn đơn vị còn hoạt động sau đó."
    )
    first.active_to = date(2025, 6, 29)
    first.full_clean()


def test_an_agency_begins_before_it_ends(row):
    row[0].active_from, row[0].active_to = date(2025, 7, 2), date(2025, 7, 1)
    assert "không được trước ngày bắt đầu" in refusals(row[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        row[0].save()
    row[0].active_to = date(2025, 7, 2)
    row[0].full_clean()


def test_codes_and_names_of_accounts_are_one_in_any_case(row, lan):
    twin = Agency(code=row[0].code.lower() + "x", name="A", kind=Agency.Kind.COMMUNE)
    twin.full_clean()
    Agency.objects.filter(pk=row[0].pk).update(code="XaA")
    twin.code = "xAa"
    assert refusals(twin) == "Mã này đã có cơ quan dùng."
    again = User(username="LAN", full_name="Lan", agency=lan.agency, password="x")
    assert refusals(again) == "Tên đăng nhập này đã có người dùng."


def test_a_name_is_known_in_any_case_and_its_failures_are_counted_together(client, lan):
    for attempt in range(7):
        answer = client.post(reverse("login"), {"username": "Lan" if attempt % 2 else "lan", "password": "sai"})
    assert answer.status_code == 429
    other = client.post(reverse("login"), {"username": " LAN", "password": "x"}, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 200


def test_a_name_in_capitals_logs_in(client, lan):
    lan.set_password("Mật khẩu dài 2025")
    lan.save()
    assert client.post(reverse("login"), {"username": "LAN", "password": "Mật khẩu dài 2025"}).status_code == 302


def test_the_last_administrator_stays(quy, lan):
    quy.is_active = False
    assert refusals(quy) == User.LAST_ADMINISTRATOR
    quy.is_active, quy.duty = True, Duty.READS
    assert refusals(quy) == User.LAST_ADMINISTRATOR
    User.objects.create(username="hai2", full_name="Hai", duty=Duty.ADMINISTRATOR, is_active=False, agency=lan.agency)
    assert refusals(quy) == User.LAST_ADMINISTRATOR
    User.objects.filter(username="hai2").update(is_active=True)
    quy.full_clean()
    lan.is_active = False
    lan.full_clean()


def test_the_log_in_page_tells_nothing_of_the_inside(as_user, quy, client):
    inside = as_user(quy)
    inside.post(reverse("admin:agencies_agency_changelist"), {"action": "x"})  # leaves a message behind
    inside.post(reverse("logout"))
    assert 'class="messages"' not in inside.get(reverse("login")).content.decode()
