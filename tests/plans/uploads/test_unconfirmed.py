"""Workbooks that were read and never confirmed are forgotten after as many days as an upload of a catalogue."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agencies.calendar import portal_now
from budgets import tasks as tables
from budgets.models import AllocationUpload
from plans.models import ArchiveReceipt, MediaUpload, ProgressBook, TargetUpload
from plans.tasks import clear_old_uploads
from plans.uploads import storage
from plans.uploads.unconfirmed import clear_unconfirmed

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = (ArchiveReceipt, ProgressBook, MediaUpload, TargetUpload)
DATED_BY_THE_MACHINE = (MediaUpload, TargetUpload)
PERIOD = date(2025, 6, 20)


@pytest.fixture
def waiting(plan, agencies, lan, son):
    """One that waits of every kind, uploaded today."""
    mine = {"plan": plan, "uploaded_by": lan, "file_name": "a.xlsx"}
    of_the_desk = mine | {"agency": agencies["SYT"], "uploaded_by": son}
    return {
        ArchiveReceipt: ArchiveReceipt.objects.create(**of_the_desk, fingerprint="a", lines=[["A.1", True, ""]]),
        MediaUpload: MediaUpload.objects.create(**mine, agency=agencies["SYT"], kind="sound", rows=[{"title": "A"}]),
        ProgressBook: ProgressBook.objects.create(**mine, period_end=PERIOD, content_hash="a"),
        TargetUpload: TargetUpload.objects.create(**mine),
    }


def age(model, days):
    now = timezone.now() if model in DATED_BY_THE_MACHINE else portal_now()
    model.objects.update(uploaded_at=now - timedelta(days=days))


@pytest.mark.parametrize("model", KINDS)
def test_what_waits_longer_than_a_catalogues_upload_is_forgotten(waiting, model):
    age(model, storage.KEPT.days - 1)
    assert clear_unconfirmed() == 0 and model.objects.exists()
    age(model, storage.KEPT.days + 1)
    clear_old_uploads()
    assert [kind for kind in KINDS if not kind.objects.exists()] == [model]


@pytest.mark.parametrize("model", (ArchiveReceipt, MediaUpload, TargetUpload))
def test_what_was_confirmed_stays(waiting, model):
    age(model, 400)
    model.objects.update(confirmed_at=portal_now())
    assert clear_unconfirmed() == 0 and model.objects.exists()


def test_what_waits_for_an_allocation_is_forgotten_alike(plan, tuan):
    AllocationUpload.objects.create(plan=plan, uploaded_by=tuan, file_name="a.xlsx")
    tables.clear_old_uploads()
    assert AllocationUpload.objects.exists()
    AllocationUpload.objects.update(uploaded_at=timezone.now() - storage.KEPT - timedelta(days=1))
    tables.clear_old_uploads()
    assert not AllocationUpload.objects.exists()
