"""Private files: where they are stored, how they are sent, and which are deleted because no row names them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.files import delete_lost_files, private_path, send_private
from agencies.models import Agency


def test_a_persons_own_file_name_never_reaches_the_disk():
    path = private_path(Agency(), "../Danh mục (Mật).XLSX")
    assert path.startswith("agency/") and path.endswith(".xlsx") and len(path) == len("agency/.xlsx") + 32
    assert private_path(Agency(), "a.xlsx") != private_path(Agency(), "a.xlsx")
    assert private_path(Agency(), "a.abcdefghijklm").endswith(".abcdefghi")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("Mục lục.PDF", "application/pdf"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.jpg", "image/jpeg"),
        ("a.jpeg", "image/jpeg"),
        ("a.html", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_to_be_saved_and_never_interpreted_or_kept(name, content_type):
    response = send_private(b"%PDF", name)
    assert response.content == b"%PDF" and response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff" and response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ['a"; filename="b.html', "a\r\nSet-Cookie: x=1", "Mục lục; 1.pdf", "../../x.pdf\0"])
def test_a_name_cannot_add_to_the_header(name):
    header = send_private(b"%PDF", name)["Content-Disposition"]
    assert "\r" not in header and "\n" not in header and "\0" not in header
    assert header.startswith("attachment; filename") and 'filename="b.html' not in header.replace('\\"', "")


def test_a_stored_file_is_streamed():
    stored = default_storage.open(default_storage.save("paper/a.pdf", ContentFile(b"%PDF")))
    response = send_private(stored, "a.pdf")
    assert b"".join(response.streaming_content) == b"%PDF"
    stored.close()  # closing the response would end a request, and look for its database


def test_old_files_that_no_row_names_are_deleted(monkeypatch):
    known, lost = (default_storage.save(f"paper/{name}.pdf", ContentFile(b"%PDF")) for name in ("known", "lost"))
    delete_lost_files("paper", {known})
    assert default_storage.exists(lost)  # its row may be on the way
    day = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("agencies.files.timezone.now", lambda: day)
    delete_lost_files("paper", {known})
    assert default_storage.exists(known) and not default_storage.exists(lost)


def test_a_folder_that_was_never_made_holds_nothing_to_delete():
    delete_lost_files("paper", set())
