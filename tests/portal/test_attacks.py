"""What an attacker with an account, or without one, tries: forged fields, endless drafts, borrowed addresses."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from agencies import drafts
from agencies.models import Duty, FormDraft, User
from agencies.models import PortalSession as Session
from budgets.models import Estimate
from plans.catalogues.grid_forms import ChangedFilesFormSet, NewFilesFormSet
from tests.helpers.factories import a_catalogue, a_user, an_estimate

LOGIN = "/dang-nhap/"
HUGE = "9" * 5000
DAY = date(2025, 6, 2)
FORGED = ["²", "-5", "abc", "\0", HUGE, "9" * 20]


@pytest.fixture(autouse=True)
def answers(client):
    """A crash is an answer of 500 here, not an exception."""
    client.raise_request_exception = False


def sessions_after(times, token, **where):
    """Forms posted by a browser without a log-in and without cookies, each of some size."""
    for number in range(times):
        data = {drafts.OWNER_FIELD: token, "title": "x" * 1000}
        Client().post("/muc-luc/lap/", data, **({"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250}"} | where))
    return Session.objects.count()


def test_forms_of_an_expired_log_in_do_not_fill_the_database(lan, cast):
    assert sessions_after(40, drafts.owner_token(lan)) == drafts.MOST_STASHES["writer"]


def test_one_address_keeps_few_forms_whosever_token_it_found(agencies, monkeypatch):
    monkeypatch.setattr(
        drafts, "STASHES", [replace(quota, most=most) for quota, most in zip(drafts.STASHES, (2, 5, 9), strict=True)]
    )
    people = [a_user(agencies[code]) for code in ("SYT", "SXD", "STC", "SNV", "502")]
    assert [sessions_after(3, drafts.owner_token(one), REMOTE_ADDR="10.9.9.9") for one in people] == [2, 4, 5, 5, 5]
    assert [sessions_after(3, drafts.owner_token(one)) for one in people] == [5, 5, 6, 8, 9]


def test_nobodys_form_is_kept_for_a_closed_account(lan):
    token = drafts.owner_token(lan)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert sessions_after(1, token) == 0


@pytest.fixture
def short_grids(monkeypatch):
    """A forged number is cut to the most rows of a grid: twenty are as good as a thousand, and drawn in no time."""
    for grid in (NewFilesFormSet, ChangedFilesFormSet):
        monkeypatch.setattr(grid, "absolute_max", 20)


@pytest.mark.engine
@pytest.mark.parametrize("value", FORGED)
def test_a_forged_hidden_number_breaks_no_page(as_user, lan, value, short_grids):
    catalogue, estimate = a_catalogue(lan.agency), an_estimate(lan.agency, 0)
    pages = [
        f"/muc-luc/{catalogue.pk}/ho-so/nhap/",
        f"/muc-luc/{catalogue.pk}/ho-so/sua/",
        f"/du-toan/{estimate.pk}/sua/",
        "/ra-soat/khoi-luong/",
        "/ra-soat/xem-lai/",
    ]
    names = ("form-TOTAL_FORMS", "form-INITIAL_FORMS", "lines-TOTAL_FORMS", "extra-TOTAL_FORMS", "file", "version")
    for page in pages:
        for button in ({}, {"add_rows": "1"}):
            response = as_user(lan).post(page, dict.fromkeys(names, value) | button)
            assert response.status_code < 500, (page, button)


@pytest.mark.engine
@pytest.mark.parametrize(
    "address",
    [
        f"/bao-cao/{'9' * 30}/",
        f"/muc-luc/{'9' * 30}/",
        "/quan-tri/plans/catalogue/²/change/",
        "/quan-tri/plans/catalogue/?q=" + "a+b+" * 1500,
        "/toan-tinh/?den_ngay=01/01/0001&so_sanh=1",
        "/?page=%00",
        "/quan-tri/plans/catalogue/?loai=%00",
        "/quan-tri/plans/catalogue/?trang-thai=%00",
    ],
)
def test_an_absurd_address_breaks_no_page(as_user, hoa, address):
    assert as_user(hoa).get(address).status_code < 500


@pytest.mark.engine
@pytest.mark.parametrize("value", FORGED[:4] + ["9" * 20])
def test_a_forged_row_breaks_neither_the_desk_nor_the_bulk_edit(as_user, lan, hoa, value):
    draft = a_catalogue(lan.agency)
    waiting = a_catalogue(lan.agency, name="Đã trình", state="received", submitted_on=DAY)
    desk = f"/quan-tri/plans/catalogue/{waiting.pk}"
    for name in ("sau", "trang", "mau"):
        query = {"thu_tu": "position", name: value}
        assert as_user(hoa).get(f"{desk}/change/", query).status_code == 200, name
    for verdict in ("accept", "note"):
        sent = {"verdict": verdict, "asked": verdict, "text": "x", "file": value}
        assert as_user(hoa).post(f"{desk}/xem-xet/", sent).status_code < 500
    for action in ("hang-loat", "xoa", "danh-so"):
        for query in ({"file": value}, {"file": value, "xem": "1", "dat-retention": "5"}):
            assert as_user(lan).get(f"/muc-luc/{draft.pk}/ho-so/{action}/", query).status_code in (200, 302)
    if value.isdecimal():
        assert as_user(lan).get(f"/muc-luc/tai-len/{value}/").status_code == 404


@pytest.mark.engine
@pytest.mark.parametrize("age", ["abc", "99999999999"])
def test_an_absurd_filter_breaks_no_list_of_the_admin(as_user, quy, age):
    assert as_user(quy).get(f"/quan-tri/agencies/event/?trong={age}").status_code == 200


def test_drafts_cannot_fill_the_database(as_user, lan):
    for number in range(drafts.MOST_DRAFTS + 3):
        as_user(lan).post(f"/nhap/{number}", {"name": "x"})
    assert FormDraft.objects.filter(user=lan).count() == drafts.MOST_DRAFTS
    assert drafts.load_draft(lan, f"{drafts.MOST_DRAFTS + 2}")["name"] == "x"
    assert as_user(lan).post("/nhap/lon", {"name": "x" * 2_000_000}).status_code == 400
    assert as_user(lan).post("/nhap/" + "k" * 300, {"name": "x"}).status_code == 400


def test_a_draft_may_hold_a_nul_that_postgresql_refuses(as_user, lan):
    assert as_user(lan).post("/nhap/x", {"name": "a\0b"}).status_code == 200
    assert drafts.load_draft(lan, "x")["name"] == "ab"


def test_a_kept_form_never_holds_a_password(client, lan):
    fields = {"_owner": drafts.owner_token(lan), "old_password": "rat-bi-mat", "new_password1": "rat-bi-mat"}
    client.post("/mat-khau/", fields)
    assert all("rat-bi-mat" not in str(session.get_decoded()) for session in Session.objects.all())


def guess(client, username, forwarded, address="10.9.9.9"):
    data = {"username": username, "password": "sai"}
    return client.post(LOGIN, data, REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded).status_code


@pytest.fixture
def behind_our_proxy(settings):
    """One proxy of ours is in front of the portal."""
    settings.PROXY_COUNT = 1


def test_behind_our_proxy_a_guesser_locks_only_his_own_address(client, lan, behind_our_proxy):
    assert [guess(client, "lan", "203.0.113.7") for _ in range(8)][-1] == 429
    assert guess(client, "lan", "198.51.100.4") == 200


def test_a_claimed_address_does_not_free_a_guesser(client, lan, behind_our_proxy):
    codes = [guess(client, "lan", f"192.0.2.{number}, 203.0.113.7") for number in range(8)]
    assert codes[-1] == 429


def test_without_a_proxy_the_header_counts_nothing(client, lan):
    assert [guess(client, "lan", f"192.0.2.{number}") for number in range(8)][-1] == 429


def test_a_forwarded_address_that_is_none_is_harmless(client, lan, behind_our_proxy):
    assert guess(client, "lan", "'; drop table") == 200


def test_more_fields_than_asked_for_change_nothing(as_user, lan, agencies):
    estimate = an_estimate(lan.agency, 0)
    forged = {"state": "appraised", "agency": "SXD", "requested_dong": "1", "submitted_by": "1", "unit_price_dong": "1"}
    page = {"name": "Dự toán", "pages_a4": "0", "extra-TOTAL_FORMS": "0", "extra-INITIAL_FORMS": "0"}
    as_user(lan).post(f"/du-toan/{estimate.pk}/sua/", page | forged)
    current = Estimate.objects.get(pk=estimate.pk)
    assert (current.state, current.agency, current.unit_price_dong) == ("draft", lan.agency, estimate.unit_price_dong)


def test_an_administrator_makes_nobody_a_superuser(as_user, quy, lan):
    page = {"username": "lan", "full_name": "Lan", "agency": lan.agency_id, "duty": Duty.PREPARES, "is_active": "on"}
    as_user(quy).submit(f"/quan-tri/agencies/user/{lan.pk}/change/", page | {"is_superuser": "on", "is_staff": "on"})
    changed = User.objects.get(pk=lan.pk)
    assert (changed.full_name, changed.is_superuser, changed.is_staff) == ("Lan", False, False)


def test_an_administrator_takes_no_superusers_account(as_user, quy):
    root = User.objects.create_superuser("root", "root@example.vn", "rat-kho-doan-2025", full_name="Gốc")
    before = root.password
    new = {"password1": "Doan-duoc-2025", "password2": "Doan-duoc-2025", "usable_password": "true"}
    assert as_user(quy).post(f"/quan-tri/agencies/user/{root.pk}/password/", new).status_code == 403
    chosen = {"action": "issue", "_selected_action": [root.pk]}
    as_user(quy).submit("/quan-tri/agencies/user/", chosen)
    assert User.objects.get(pk=root.pk).password == before


@pytest.mark.parametrize("address", ["agencies/user/", "agencies/agency/", "agencies/event/", "agencies/job/"])
def test_deciders_reach_nothing_of_the_administrators_admin(as_user, hoa, tuan, address):
    for way in ("", "add/", "import/", "export/", "1/change/", "1/history/", "1/delete/", "1/password/"):
        for person in (hoa, tuan):
            assert as_user(person).get(f"/quan-tri/{address}{way}").status_code in (302, 403, 404), way
            assert as_user(person).post(f"/quan-tri/{address}{way}").status_code in (302, 403, 404), way


def test_autocomplete_answers_administrators_only(as_user, hoa, quy):
    words = "app_label=agencies&model_name=user&field_name=agency&term=y"
    assert as_user(hoa).get(f"/quan-tri/autocomplete/?{words}").status_code == 403
    assert as_user(quy).get(f"/quan-tri/autocomplete/?{words}").status_code == 200
