"""Who came in, took data out or was refused is in the history; an outsider cannot fill it."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from agencies import access
from agencies.history import record
from agencies.models import Event, Job
from plans.appraisal.conversation import note_internally
from tests.conftest import PASSWORD
from tests.helpers.catalogues import hand_in
from tests.helpers.factories import a_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EVENTS = "/quan-tri/agencies/event/"


def actions(person):
    return list(Event.objects.about(person).order_by("pk").values_list("action", flat=True))


def log_in(client, username, password, address="10.1.1.1"):
    return client.post(reverse("login"), {"username": username, "password": password}, REMOTE_ADDR=address)


def test_coming_in_and_going_out(client, lan, plan):
    log_in(client, "lan", "sai-mat-khau")
    log_in(client, "lan", PASSWORD)
    client.post(reverse("logout"), REMOTE_ADDR="10.1.1.1")
    assert actions(lan) == ["login_failed", "login", "logout"]
    assert set(Event.objects.about(lan).values_list("address", flat=True)) == {"10.1.1.1"}


def test_coming_in_is_no_decision_for_ones_own_agency(client, quy, plan):
    log_in(client, "quy", PASSWORD)
    assert not Event.objects.get(action="login").own_agency


def test_a_lock_is_kept_and_failures_are_bounded(client, lan, plan):
    for one in range(30):
        log_in(client, "lan", "sai-mat-khau", f"10.1.1.{one % 3}")
    assert actions(lan).count("login_failed") == access.MOST_TRIES
    assert 0 < actions(lan).count("locked") <= access.MOST_TRIES


def test_names_that_nobody_has_leave_nothing_in_the_database(client, plan):
    log_in(client, "khong-co-ai", "sai-mat-khau")
    assert not Event.objects.exists()


def test_what_a_stranger_was_refused_is_kept_and_bounded(as_user, binh, lan):
    address = reverse("catalogue_detail", args=[a_catalogue(lan.agency).pk])
    for _ in range(access.MOST_REFUSALS + 3):
        assert as_user(binh).get(address).status_code == 404
    assert actions(binh) == ["denied"] * access.MOST_REFUSALS
    assert Event.objects.about(binh).first().after == {"path": address, "status": 404}


def test_every_file_that_leaves_the_portal_is_kept(as_user, lan, quy):
    catalogue = a_catalogue(lan.agency)
    b"".join(as_user(lan).get(reverse("catalogue_export", args=[catalogue.pk])))
    as_user(lan).get(reverse("catalogue_template", args=[catalogue.pk]))
    as_user(quy).post(reverse("admin:agencies_user_export"), {"format": "0"})
    assert actions(lan) == ["export"]
    assert actions(quy) == ["export"]
    assert f"/{catalogue.pk}/" in Event.objects.about(lan).get().sentence


def test_an_internal_note_leaves_a_trace_and_not_its_text(hoa, lan, as_user):
    catalogue = hand_in(lan.agency, lan)
    note_internally(catalogue, actor=hoa, text="Nghi ngờ số trang.")
    event = Event.objects.about(catalogue).get(action="internal_note")
    assert "Nghi ngờ" not in str(vars(event))
    assert "ghi chú nội bộ" not in as_user(lan).get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert event not in Event.objects.about(catalogue).latest_first()


def test_a_repeated_job_names_who_repeated_it(as_user, quy, lan):
    job = Job.objects.create(kind="x", requester=lan, state=Job.State.FAILED)
    as_user(quy).submit("/quan-tri/agencies/job/", {"action": "run_again", "_selected_action": [job.pk]})
    event = Event.objects.get(action="repeat_job")
    assert (event.actor, event.agency, event.target) == (quy, lan.agency, job)


@pytest.fixture
def history(lan, binh, hoa):
    for person in (lan, binh):
        record(a_catalogue(person.agency), actor=person, action="files", sentence=f"sửa của {person}")
    record(hoa, actor=hoa, action="login", sentence="đăng nhập")


SEARCHES = {
    "who": ({"nguoi": "Lan"}, {"sửa của Trần Thị Lan"}),
    "what": ({"viec": "vao"}, {"đăng nhập"}),
    "agency": ({"co_quan": "SXD"}, {"sửa của Ngô Thanh Bình"}),
    "days": ({"tu": "20/6/2025", "den": "20/6/2025"}, {"sửa của Trần Thị Lan", "sửa của Ngô Thanh Bình", "đăng nhập"}),
    "a later day": ({"tu": "21/6/2025"}, set()),
    "an earlier day": ({"den": "19/6/2025"}, set()),
    "nonsense": ({"tu": "hôm qua"}, set()),
}


@pytest.mark.parametrize(("asked", "found"), SEARCHES.values(), ids=SEARCHES)
def test_administrators_search_the_history_and_take_it_out(as_user, quy, history, asked, found):
    client = as_user(quy)
    page = client.get(EVENTS, asked).content.decode()
    everything = {"sửa của Trần Thị Lan", "sửa của Ngô Thanh Bình", "đăng nhập"}
    assert {said for said in everything if f">{said}</a>" in page} == found
    sheet = load_workbook(BytesIO(client.get(f"{EVENTS}xuat/", asked).content)).active
    assert {row[5] for row in sheet.iter_rows(min_row=2, values_only=True)} == found
    assert actions(quy) == ["export"]


def test_an_object_is_found_by_its_kind_and_number(as_user, quy, history):
    event = Event.objects.get(action="login")
    asked = {"loai": event.content_type_id, "so": event.object_id}
    page = as_user(quy).get(EVENTS, asked).content.decode()
    assert ">đăng nhập</a>" in page and "sửa của" not in page


def test_an_event_shows_its_request_address_and_place_in_the_chain(as_user, quy, history):
    page = as_user(quy).get(f"{EVENTS}{Event.objects.get(action='login').pk}/change/").content.decode()
    assert all(said in page.lower() for said in ("mã yêu cầu", "địa chỉ mạng", "đang chờ nối"))


@pytest.mark.parametrize("person", ["lan", "hoa"])
def test_nobody_else_searches_it(as_user, cast, person, history):
    assert as_user(cast(person)).get(f"{EVENTS}xuat/").status_code in (302, 403, 404)
