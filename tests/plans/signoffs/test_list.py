"""Chờ ký: what a head sees, and signs many at once, each judged by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.workflow import perform
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.declarations.review_signing import ask_review
from plans.models import Catalogue, SignOff, VolumeReview
from tests.helpers.catalogues import row

LINE = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 10, "page_count": 900}


@pytest.fixture
def asked(heads_sign, plan, lan, nam):
    """`asked(2)`: Lan puts so many catalogues before Nam."""

    def make(count):
        for _ in range(count):
            name = f"Mục lục {SignOff.objects.count() + 1}"
            made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Sở Y tế")
            write_files(made, actor=lan, added=[row("01")])
            perform(Catalogue.objects.get(pk=made.pk), "ask_signature", actor=lan, secrecy_declared=True)
        return list(SignOff.objects.open().order_by("pk"))

    return make


def sign(client, requests, **more):
    sent = {"chon": [str(each.pk) for each in requests], "secrecy_declared": "on"} | more
    return client.submit("/cho-ky/", sent, follow=True).content.decode()


def test_nam_signs_three_catalogues_and_a_review_at_once(as_user, asked, plan, lan, nam):
    asked(3)
    ask_review(lan.agency, plan=plan, actor=lan, lines=[LINE], counts={}, reason="Số hóa thử.")
    page = as_user(nam).get("/cho-ky/").content.decode()
    assert "<b>4</b> bản chờ ký" in page and "Rà soát khối lượng lần 1" in page
    page = sign(as_user(nam), SignOff.objects.open())
    assert "Đã ký và gửi 4 bản" in page and "Không có bản nào chờ ký" in page
    assert set(Catalogue.objects.values_list("state", flat=True)) == {"submitted"} and VolumeReview.objects.count() == 1


def test_what_cannot_be_signed_is_named_and_keeps_no_other_back(as_user, asked, lan, nam):
    first, second, third = asked(3)
    perform(Catalogue.objects.get(pk=first.object_id), "take_back_signature", actor=lan)
    write_files(Catalogue.objects.get(pk=second.object_id), actor=lan, added=[row("09")])
    page = sign(as_user(nam), [first, second, third])
    assert "Đã ký và gửi 1 bản: Mục lục “Mục lục 3”" in page and page.count("không còn chờ") == 2


def test_without_the_commitment_no_catalogue_goes_out(as_user, asked, nam):
    page = sign(as_user(nam), asked(1), secrecy_declared="")
    assert "Đánh dấu cam kết" in page and Catalogue.objects.get().state == "draft"


def test_who_does_not_sign_ticks_nothing(cast, as_user, asked):
    (one,) = asked(1)
    for name, sees in (("lan", True), ("minh", True), ("binh", False), ("hoa", False), ("quy", False)):
        page = as_user(cast(name)).get("/cho-ky/").content.decode()
        assert ("Mục lục “Mục lục 1”" in page) is sees and "Ký các bản đã chọn" not in page, name
        as_user(cast(name)).post("/cho-ky/", {"chon": one.pk, "secrecy_declared": "on"})
    assert Catalogue.objects.get().state == "draft"


def test_the_list_and_home_of_five_ask_as_much_as_of_one(as_user, asked, nam):
    counts = []
    for more in (1, 4):
        asked(more)
        client = as_user(nam)
        client.get("/cho-ky/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/cho-ky/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
    asked(1)
    home = as_user(nam).get("/").content.decode()
    assert "Ký các bản cán bộ trình" in home and "/cho-ky/" in home
