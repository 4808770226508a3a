"""Filters that a person keeps: saved under a name, shown above the list, renamed, deleted, one of them the default."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Event, SavedView
from agencies.refusal import Overtaken, WorkflowError
from agencies.saved_views.services import MOST, NOTHING, TOO_LONG, change_view, delete_view, save_view

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/muc-luc/"
SENT = {"state": ["submitted"], "sort": ["-pages"]}


def post(client, what, **data):
    return client.post("/bo-loc/", {"danh-sach": "catalogue_list", "viec": what} | data)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def tabs(client, address):
    return client.get(address).content.decode().partition('class="saved-views"')[2].partition("<form class")[0]


def test_hoa_keeps_what_she_filters_by_and_finds_it_above_the_list(as_user, plan, hoa):
    client = as_user(hoa)
    assert "Lưu bộ lọc này" not in tabs(client, f"{LIST}?q=")
    assert "Lưu bộ lọc này" in tabs(client, f"{LIST}?state=submitted&sort=-pages&page=3")
    query = "state=submitted&q=&sort=-pages&page=3"
    answer = post(client, "luu", **{"ten": " Mới  trình ", "dieu-kien": query})
    assert answer["Location"] == f"{LIST}?sort=-pages&state=submitted" and said(answer) == [
        "Đã lưu bộ lọc “Mới trình”."
    ]
    shown = tabs(client, answer["Location"])
    assert 'aria-current="page">Mới trình' in shown and "Sửa bộ lọc này" in shown and "Tất cả" in shown
    assert SavedView.objects.get().fields == SENT
    assert [event.action for event in Event.objects.filter(actor=hoa)] == ["save_view"]


def test_nobody_sees_or_changes_what_another_saved(as_user, plan, hoa, mai):
    view = save_view(hoa, "catalogue_list", "Của Hoa", SENT)
    client = as_user(mai)
    assert "Của Hoa" not in tabs(client, f"{LIST}?q=")
    for what in ("sua", "xoa"):
        assert "vừa bị xóa" in said(post(client, what, **{"bo-loc": view.pk, "ten": "Của Mai"}))[-1]
    assert SavedView.objects.get().name == "Của Hoa"


def test_a_name_that_is_saved_again_takes_the_new_conditions(plan, hoa):
    save_view(hoa, "catalogue_list", "Của tôi", SENT, is_default=True)
    again = save_view(hoa, "catalogue_list", "Của tôi", {"state": ["received"]})
    assert SavedView.objects.get() == again and again.fields == {"state": ["received"]} and again.is_default
    assert save_view(hoa, "estimate_list", "Của tôi", SENT).pk != again.pk


def test_a_list_opens_with_the_one_default_until_everything_is_asked_for(as_user, plan, hoa):
    client = as_user(hoa)
    first = save_view(hoa, "catalogue_list", "Mới trình", SENT, is_default=True)
    second = save_view(hoa, "catalogue_list", "Đang xem", {"state": ["received"]}, is_default=True)
    first.refresh_from_db()
    assert not first.is_default and client.get(LIST)["Location"] == f"{LIST}?state=received"
    assert client.get(f"{LIST}?q=").status_code == 200
    answer = post(client, "sua", **{"bo-loc": second.pk, "ten": "Đang xem kỹ"})
    assert answer["Location"] == f"{LIST}?state=received" and client.get(LIST).status_code == 200
    assert post(client, "xoa", **{"bo-loc": second.pk})["Location"] == f"{LIST}?q="
    assert list(SavedView.objects.all()) == [first]


def test_what_cannot_be_saved_is_said(as_user, plan, hoa):
    client = as_user(hoa)
    assert said(post(client, "luu", **{"ten": "Trống", "dieu-kien": "q=&page=2"})) == [NOTHING]
    assert "Đặt tên" in said(post(client, "luu", **{"ten": " ", "dieu-kien": "q=a"}))[-1]
    assert "Đặt tên" in said(post(client, "luu", **{"ten": "a" * 61, "dieu-kien": "q=a"}))[-1]
    assert said(post(client, "luu", **{"ten": "Dài", "dieu-kien": f"q={'a' * 1200}"}))[-1] == TOO_LONG
    for number in range(MOST):
        save_view(hoa, "catalogue_list", f"Bộ lọc {number}", SENT)
    with pytest.raises(WorkflowError, match="nhiều nhất 20"):
        save_view(hoa, "catalogue_list", "Thêm", SENT)
    one, other = SavedView.objects.all()[:2]
    with pytest.raises(WorkflowError, match="đặt tên khác"):
        change_view(one, other.name, is_default=False)
    assert client.post("/bo-loc/", {"danh-sach": "home", "viec": "luu"}).status_code == 404
    assert client.post("/bo-loc/", {"danh-sach": "catalogue_list", "viec": "khac"}).status_code == 404


def test_a_mark_of_secrecy_is_not_kept(as_user, plan, hoa):
    client = as_user(hoa)
    post(client, "luu", **{"ten": "Hồ sơ (Tối mật)", "dieu-kien": "q=a"})
    post(client, "luu", **{"ten": "Tìm", "dieu-kien": "q=T%E1%BB%91i+m%E1%BA%ADt"})
    assert not SavedView.objects.exists()


def test_what_was_deleted_on_another_page_is_not_changed(plan, hoa):
    view = save_view(hoa, "catalogue_list", "Của tôi", SENT)
    delete_view(SavedView.objects.get(pk=view.pk))
    with pytest.raises(Overtaken):
        change_view(view, "Khác", is_default=True)
    with pytest.raises(Overtaken):
        delete_view(view)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("path", ["/muc-luc/?q=", "/du-toan/?q=", "/tien-do/?q="])
def test_a_list_asks_once_for_all_that_was_saved(as_user, plan, hoa, path):
    client = as_user(hoa)
    counted = []
    for number in range(3):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counted.append(len(asked))
        for route in ("catalogue_list", "estimate_list", "progress"):
            save_view(hoa, route, f"Bộ lọc {number}", SENT)
    assert len(set(counted)) == 1


def test_a_saved_filter_of_progress_follows_the_periods(as_user, plan, hoa):
    answer = as_user(hoa).post(
        "/bo-loc/",
        {"danh-sach": "progress", "viec": "luu", "ten": "Chưa gửi", "dieu-kien": "ky=2025-06-13&nhom=district"},
    )
    assert answer["Location"] == "/tien-do/?nhom=district"
