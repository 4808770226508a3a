"""The pages: a list, a form that loses nothing, one delegation with its history; home says what was passed on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.account_changes import ask as ask_change
from agencies.models import Decision, Delegation, Duty
from tests.helpers import factories as make
from tests.helpers.delegations import asked, in_force, waiting

pytestmark = pytest.mark.django_db
LIST, NEW = "/ky-thay/", "/ky-thay/them/"


def test_a_head_asks_and_an_administrator_confirms(nam, minh, quy, as_user):
    page = as_user(nam).submit(NEW, asked(nam, minh), follow=True, page=NEW).content.decode()
    made = Delegation.objects.get()
    assert "Chờ người thứ hai xác nhận" in page and "KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC" in page
    home = as_user(quy).get("/").content.decode()
    assert "Xác nhận việc giao ký" in home and f'href="/ky-thay/{made.pk}/"' in home
    as_user(quy).submit(f"/ky-thay/{made.pk}/", {"confirm": "1"}, page=f"/ky-thay/{made.pk}/")
    home = as_user(minh).get("/").content.decode()
    assert "Bạn đang ký thay Phạm Văn Nam đến hết ngày 27/6/2025" in home
    as_user(minh).submit(f"/ky-thay/{made.pk}/", {"end": "1", "reason": "Nam về"}, page=f"/ky-thay/{made.pk}/")
    made.refresh_from_db()
    assert made.end_reason == "Nam về" and "Bạn đang ký thay" not in as_user(minh).get("/").content.decode()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(nam, minh, lan, as_user):
    wrong = asked(nam, minh, valid_to="1/6/2025", title="Phó Giám đốc phụ trách")
    page = as_user(nam).submit(NEW, wrong, page=NEW).content.decode()
    assert "Hạn cuối phải từ ngày bắt đầu trở đi." in page and "Phó Giám đốc phụ trách" in page
    assert not Delegation.objects.exists()


def test_the_form_offers_only_what_one_may_give(nam, hoa, minh, lan, binh, as_user):
    page = as_user(nam).get(NEW).content.decode()
    assert "Lê Văn Minh" in page and "Ngô Thanh Bình" not in page and 'value="appraise_catalogues"' not in page
    page = as_user(hoa).get(NEW).content.decode()
    assert 'value="appraise_catalogues"' in page and 'value="hand_in"' not in page
    assert as_user(minh).get(NEW).status_code == 403


def test_each_sees_their_own(nam, minh, binh, hoa, quy, lan, as_user):
    made = waiting(nam, minh)
    for person, status in ((nam, 200), (minh, 200), (quy, 200), (binh, 404), (hoa, 404), (lan, 404)):
        assert as_user(person).get(f"/ky-thay/{made.pk}/").status_code == status
        assert ("Lê Văn Minh" in as_user(person).get(LIST).content.decode()) == (status == 200 or person == minh)


def test_a_stranger_neither_confirms_nor_ends(nam, minh, lan, as_user):
    made = in_force(nam, minh)
    assert as_user(lan).post(f"/ky-thay/{made.pk}/", {"end": "1", "reason": "x"}).status_code == 404
    other = waiting(nam, minh, None, Decision.CONFIRM_ACCOUNTS)
    page = as_user(minh).post(f"/ky-thay/{other.pk}/", {"confirm": "1", "seen": "waiting"})
    assert "không xác nhận được" in page.content.decode()
    page = as_user(nam).post(f"/ky-thay/{other.pk}/", {"drop": "1"})
    assert page.status_code == 409 and "không ghi bản bạn đã xem" in page.content.decode()
    other.refresh_from_db()
    assert other.is_waiting


def test_heads_have_a_task_for_changes_of_accounts(nam, lan, quy, hoa, agencies, as_user):
    assert "Xác nhận thay đổi tài khoản" not in as_user(nam).get("/").content.decode()
    ask_change(lan, {"duty": (Duty.PREPARES, Duty.SIGNS)}, actor=quy)
    home = as_user(nam).get("/").content.decode()
    assert "Xác nhận thay đổi tài khoản" in home and 'href="/thay-doi-tai-khoan/"' in home
    for other in (quy, hoa, make.a_user(agencies["SXD"], Duty.SIGNS)):
        assert "Xác nhận thay đổi tài khoản" not in as_user(other).get("/").content.decode()
    assert as_user(nam).get(reverse("account_changes")).status_code == 200


def test_a_list_of_three_asks_as_many_queries_as_a_list_of_one(nam, minh, quy, as_user):
    counts = []
    as_user(quy).get(LIST)
    for decision in (Decision.HAND_IN, Decision.CONFIRM_ACCOUNTS, Decision.APPROVE_ESTIMATES):
        in_force(nam, minh, decision)
        with CaptureQueriesContext(connection) as queries:
            as_user(quy).get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[2]
