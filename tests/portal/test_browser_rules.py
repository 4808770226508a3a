"""What browsers are allowed: methods, cookies, folders; and what scripts and the portal's own code keep to."""

import re
from pathlib import Path

import pytest

from tests.conftest import PASSWORD
from tests.helpers import imports

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
# Row templates of our own pages, copied with the number of the next row in them.
INSERTED = ["rows.js: insertAdjacentHTML"]
WRITES_HTML = re.compile(r"insertAdjacentHTML|innerHTML\s*=|outerHTML\s*=|document\.write|\beval\(|new Function")
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie\s*=")
NETWORK = ("requests", "httpx", "urllib.request", "http.client", "socket", "smtplib", "ftplib", "aiohttp")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_other_methods_than_those_of_pages_are_refused(method, as_user, quy):
    for page in ("/", "/dang-nhap/", "/healthz", "/quan-tri/", "/quan-tri/agencies/user/", "/static/js/portal.js"):
        assert as_user(quy).generic(method, page).status_code == 405, page


@pytest.mark.parametrize("page", ["/.git/config", "/config/settings.py", "/.env", "/static/", "/media/", "/var/"])
def test_no_folder_and_no_source_is_served(page, as_user, quy):
    assert as_user(quy).get(page).status_code == 404


def test_messages_about_files_and_people_stand_in_no_cookie(as_user, lan):
    client = as_user(lan)
    client.post("/bo-nhap/review-lines", {})
    assert "Đã bỏ bản nháp" in client.get("/").content.decode()
    assert set(client.cookies) <= {"sessionid", "csrftoken"}


def test_the_cookie_of_the_login_is_out_of_reach_of_scripts_and_other_sites(client, lan):
    client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" and not cookie["domain"]


def test_scripts_write_text_and_not_html_and_keep_nothing_in_the_browser():
    files = sorted((ROOT / "static/js").glob("*.js"))
    found = [f"{path.name}: {match}" for path in files for match in WRITES_HTML.findall(path.read_text())]
    assert files and found == INSERTED
    assert [path.name for path in files if STORES.search(path.read_text())] == []


def test_the_portal_asks_no_other_machine_for_anything():
    """But for database, broker, mail and identity servers of its settings; benches ask their own children."""
    apps = [each for each in imports.all_imports() if not each.module.startswith(("config.", "reports.bench."))]
    assert {each.module for each in apps if each.target.startswith(NETWORK)} == {
        "agencies.mail",
        "agencies.oidc.client",
    }
