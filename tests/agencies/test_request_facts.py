"""Every request has an id; what it changes and logs carries that id, the person and the client's address."""

import json
import logging
from logging.config import DictConfigurator

import pytest
from django.urls import reverse

from agencies.jobs import run_here
from agencies.models import Event, Job
from agencies.request_facts import NOW, Facts, asked_by, request_id
from config.logs import LOGGING, RequestFacts
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEW = "mot-cau-dai-kho-doan-2026"


@pytest.fixture
def formatted():
    """`formatted(name, level, text)`: the line that the console's handler would write."""
    formatter = DictConfigurator(LOGGING).configure_formatter(dict(LOGGING["formatters"]["json"]))

    def line(name="x", level=logging.INFO, text="", exc_info=None):
        record = logging.LogRecord(name, level, __file__, 1, text, (), exc_info)
        RequestFacts().filter(record)
        return formatter.format(record)

    return line


def test_an_event_knows_its_request_and_address(as_user, lan, plan):
    old, new = {"old_password": PASSWORD}, {"new_password1": NEW, "new_password2": NEW}
    answer = as_user(lan).post(reverse("password_change"), old | new, REMOTE_ADDR="10.1.2.3")
    event = Event.objects.about(lan).get(action="password")
    assert (event.request_id, event.address) == (answer["X-Request-ID"], "10.1.2.3")


def test_every_answer_names_its_request_and_no_client_chooses_the_name(client, db):
    first, second = (client.get("/healthz", headers={"x-request-id": "cua-toi"})["X-Request-ID"] for _ in range(2))
    assert first != second and "cua-toi" not in (first, second)


def test_a_job_works_for_the_request_that_asked(lan):
    with asked_by(Facts("abc", "10.1.2.3", "lan")):
        asked = Job.objects.create(kind="x", requester=lan)
    alone = Job.objects.create(kind="x", requester=lan)
    seen = []
    for job in (asked, alone):
        run_here(job.pk, lambda job_id, beat: seen.append(request_id()))
    assert seen == ["abc", f"job:{alone.pk}"] and NOW.get() == Facts()


def test_no_text_of_a_client_begins_a_line(formatted):
    with asked_by(Facts("abc", "10.1.2.3", "lan")):
        line = formatted(text="GET /x\n2026-11-30 forged\r\x1b[2J\u2028\x85")
    assert "\n" not in line and line.isascii() and line.isprintable()
    said = json.loads(line)
    assert (said["request_id"], said["address"], said["user"]) == ("abc", "10.1.2.3", "lan")


def test_a_refusal_is_a_line_and_an_error_has_its_traceback(formatted):
    try:
        raise PermissionError("cấm")
    except PermissionError as error:
        info = (type(error), error, error.__traceback__)
    assert "exc_info" not in json.loads(formatted("django.request", logging.WARNING, "Forbidden", info))
    assert "exc_info" not in json.loads(formatted("django.security.DisallowedHost", logging.ERROR, "Host", info))
    assert "cấm" in json.loads(formatted("django.request", logging.ERROR, "Error", info))["exc_info"]


def test_each_request_is_one_line_without_its_query(client, db, caplog):
    with caplog.at_level(logging.INFO, "portal.requests"):
        client.get("/moi/%0a2026-11-30?ma=abcd")
    (line,) = [record for record in caplog.records if record.name == "portal.requests"]
    assert (line.method, line.path, line.status) == ("GET", "/moi/\n2026-11-30", 404)
