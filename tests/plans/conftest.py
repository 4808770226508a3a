"""Lan's empty catalogue, her browser, and uploads that wait for a worker or say what a test wants read."""

from dataclasses import replace

import pytest

from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.uploads import screening, work
from plans.uploads import services as uploads
from tests.helpers.catalogues import row


@pytest.fixture
def catalogue(plan, lan):
    return create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")


@pytest.fixture
def three(catalogue, lan):
    """Three files, 01 to 03."""
    write_files(catalogue, actor=lan, added=[row("01"), row("02"), row("03")])
    catalogue.refresh_from_db()
    return catalogue


@pytest.fixture
def twenty(catalogue, lan):
    """Twenty files, as an earlier upload left them."""
    write_files(catalogue, actor=lan, added=[row(f"{number:02}") for number in range(1, 21)])
    catalogue.refresh_from_db()
    return catalogue


@pytest.fixture
def browser(as_user, lan):
    return as_user(lan)


@pytest.fixture
def by_a_worker(monkeypatch):
    """Even a small workbook waits for a worker."""
    monkeypatch.setattr(uploads, "AT_ONCE", -1)


@pytest.fixture
def read(lan, monkeypatch):
    """`read(catalogue, reading)`: an upload whose workbook says what the reading says."""

    def uploaded(catalogue, reading):
        def answer(data, file_name, *, each=None, **options):
            for chunk in reading.chunks if each else ():
                each(chunk, reading.row_count)
            return replace(reading, has_more=reading.row_count > uploads.AT_ONCE)

        monkeypatch.setattr(screening, "read_catalogue", answer)
        monkeypatch.setattr(work, "read_catalogue", answer)
        monkeypatch.setattr(work, "mark_errors", lambda *args: None)
        return uploads.request_upload(catalogue, actor=lan, data=b"PK", file_name="muc-luc.xlsx")

    return uploaded
