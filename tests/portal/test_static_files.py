"""Static files as production serves them: hashed names, every one found, and readable by the web process."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.helpers.routes import ADMIN_ROUTES, ROUTES, address

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = "config.static_files.KnownAddresses"


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What `manage.py collectstatic` makes where new files are as open as Debian makes them."""
    folder = tmp_path_factory.mktemp("static")
    variables = {"PORTAL_STATIC_DIR": str(folder / "collected"), "PORTAL_DATA_DIR": str(folder), "DJANGO_DEBUG": "0"}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables, "PORTAL_DOTENV": "0"}, umask=0o022, check=True)
    return folder / "collected"


def test_the_image_collects_them_as_root_and_the_portal_reads_them_as_somebody_else(collected):
    modes = {path: path.stat().st_mode for path in (collected, *collected.rglob("*"))}
    closed = [path.name for path, mode in modes.items() if not mode & stat.S_IROTH]
    closed += [path.name for path, mode in modes.items() if stat.S_ISDIR(mode) and not mode & stat.S_IXOTH]
    assert len(modes) > 200 and not closed


def test_no_page_asks_for_a_file_that_was_not_collected(collected, settings, cast, marked_objects):
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    settings.STATIC_ROOT = collected
    addresses = [address(one["name"], marked_objects) for one in ROUTES if "GET" in one["methods"]]
    addresses += [one["pattern"] for one in ADMIN_ROUTES if "<" not in one["pattern"]]
    for visitor in (Client(), *map(browser_of, map(cast, ("quy", "hoa", "lan")))):
        answers = {address: visitor.get(address) for address in addresses}
        for answer in answers.values():
            b"".join(answer)  # a stream that is read to its end is closed
        assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
        shown = "".join(answer.content.decode() for answer in answers.values() if "html" in answer["Content-Type"])
        assert "/static/css/tokens." in shown and "/static/css/tokens.css" not in shown
        asked_for = set(re.findall(r"/static/([^\s\"'<>?#]+)", shown))
        assert [name for name in asked_for if not (collected / name).is_file()] == []


def test_each_style_sheet_finds_its_pictures(collected):
    named = {sheet: re.findall(r"url\([\"']?([^\"')#?]+)", sheet.read_text()) for sheet in collected.rglob("*.css")}
    pictures = [sheet.parent / name for sheet, names in named.items() for name in names if ":" not in name]
    assert pictures and [path for path in pictures if not path.is_file()] == []


def test_of_each_file_only_the_hashed_copy_is_kept_and_compressed(collected):
    assert (collected / "admin/css").is_dir() and not (collected / "admin/css/base.css").exists()
    names = sorted(re.sub(r"[0-9a-f]{12}", "", path.name) for path in (collected / "css").glob("tokens.*"))
    assert names == ["tokens..css", "tokens..css.br", "tokens..css.gz"]


def browser_of(user):
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser
