"""A workbook takes the place of one that a worker is reading: neither waits for the other in a circle."""

from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from agencies.calendar import portal_now
from agencies.jobs import heartbeat
from plans.models import CatalogueUpload
from plans.uploads.services import KIND, forget_waiting
from tests.helpers.catalogues import hand_in
from tests.helpers.racing import together

pytestmark = [pytest.mark.engine, pytest.mark.django_db(transaction=True)]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_the_next_workbook_waits_for_the_reader_of_the_one_before(plan, lan):
    catalogue = hand_in(lan.agency, lan, rows=1)
    given = {"kind": KIND, "catalogue": catalogue, "requester": lan, "created_at": portal_now(), "file_name": "a.csv"}
    upload = CatalogueUpload.objects.create(**given, state=CatalogueUpload.State.RUNNING, attempts=1)
    is_held = Event()

    def read():
        with transaction.atomic():
            heartbeat(upload.pk, 1)(95, "Đang lưu kết quả")
            is_held.set()
            sleep(0.5)
            return CatalogueUpload.objects.filter(pk=upload.pk).update(phase=CatalogueUpload.Phase.WAITING)

    def send_the_next():
        is_held.wait()
        with transaction.atomic():
            forget_waiting(catalogue, lan)

    assert together(read, send_the_next) == [1, None]
    assert not CatalogueUpload.objects.exists()
