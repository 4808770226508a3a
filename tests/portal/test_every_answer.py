"""Every page that can be asked for, by four people and by nobody: its headers, what people typed, what it changes."""

import pytest
from django.apps import apps
from django.test import Client

from agencies.models import Agency, FormDraft, Invitation, InvitationTerm, KeptFile, User
from tests.helpers import marked_objects, routes

pytestmark = pytest.mark.once

HOSTILE = "<b onclick=x>\"'&{{ 7|add:7 }}"
VISITORS = ("", "lan", "hoa", "tuan", "quy")
STATIC = ("/static/css/tokens.css", "/static/js/portal.js", "/static/img/emblem.svg")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = ("default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
# Counted anew when somebody looks at the queue, from rows that stay as they are.
WORKED_OUT = {"plans.CatalogueRisk"}
# Of the lowest app; what it notes about looking itself is left out.
OF_PEOPLE = (Agency, FormDraft, Invitation, InvitationTerm, KeptFile)


@pytest.fixture
def hostile(agencies, cast, plan, monkeypatch):
    """What Sở Y tế has, with names made of code; Lan's own name too."""
    monkeypatch.setattr(marked_objects, "MARK", HOSTILE)
    User.objects.filter(pk=cast("lan").pk).update(full_name=HOSTILE)
    return marked_objects.marked_objects(agencies, cast, plan)


def test_every_answer_is_marked_escaped_and_changes_nothing(hostile, cast):
    before, found, shown = kept(), {}, 0
    for name in VISITORS:
        browser = browser_of(name and cast(name))
        for address in addresses(hostile):
            answer = browser.get(address)
            page = b"".join(answer).decode("utf-8", "ignore")  # a stream that is read to its end is closed
            shown += "&lt;b onclick=x&gt;" in page
            if wrong := lacking(answer) + unescaped(answer, page) + of_the_log_in(name, address, answer, page):
                found[name, address] = wrong
    assert found == {}
    assert shown > 20
    assert [label for label, rows in kept().items() if rows != before[label]] == []


def browser_of(user):
    browser = Client(raise_request_exception=False)
    if user:
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def addresses(objects):
    pages = [routes.address(one["name"], objects) for one in routes.ROUTES if "GET" in one["methods"]]
    return (
        pages + [one["pattern"] for one in routes.ADMIN_ROUTES if "<" not in one["pattern"]] + [*STATIC, "/khong-co/"]
    )


def lacking(answer):
    """The headers that an answer lacks, by name."""
    wrong = [name for name, value in HEADERS.items() if answer.get(name) != value]
    wrong += [f"policy {part}" for part in POLICY if part not in answer.get("Content-Security-Policy", "")]
    wrong += ["Permissions-Policy"] * ("camera=()" not in answer.get("Permissions-Policy", ""))
    wrong += ["Access-Control-Allow-Origin"] * answer.has_header("Access-Control-Allow-Origin")
    kind = answer.get("Content-Type", "").replace('"', "")
    return wrong + [f"charset of {kind}"] * (kind.startswith("text/") and "charset=utf-8" not in kind)


def unescaped(answer, page):
    """Whether what was typed became a tag or a template of the page."""
    is_page = "html" in answer.get("Content-Type", "")
    return ["a tag"] * (is_page and "<b onclick" in page) + ["a template"] * (is_page and "&amp;14" in page)


def of_the_log_in(name, address, answer, page):
    """What a page of somebody who is logged in lacks: it is kept nowhere, and leads out."""
    if not name or address in STATIC:
        return []
    whole = "<html" in page and answer.status_code == 200 and not address.startswith("/giao-dien/")
    wrong = ["no-store"] * ("no-store" not in answer.get("Cache-Control", ""))
    return wrong + ["the log-out"] * (whole and "/dang-xuat/" not in page and "/quan-tri/logout/" not in page)


def kept():
    """{model: its rows} of everything that people keep on the portal."""
    models = [
        *OF_PEOPLE,
        *(one for app in ("plans", "budgets", "reports") for one in apps.get_app_config(app).get_models()),
    ]
    kept_ones = [one for one in models if one._meta.label not in WORKED_OUT]
    return {one._meta.label: list(one.objects.order_by("pk").values()) for one in kept_ones}


def test_refusals_are_marked_too(lan):
    browser = browser_of(lan)
    answers = [browser.get("/quan-tri/agencies/user/"), browser.post("/"), browser.get("/khong-co/")]
    assert [answer.status_code for answer in answers] == [403, 405, 404]
    assert [lacking(answer) for answer in answers] == [[], [], []]


@pytest.mark.django_db
def test_an_error_of_ours_shows_nothing_of_the_inside(monkeypatch):
    def fail(*args):
        raise RuntimeError("mat-khau-cua-co-so-du-lieu")

    monkeypatch.setattr("config.health.JsonResponse", fail)
    answer = browser_of(None).get("/healthz")
    page = answer.content.decode()
    assert answer.status_code == 500 and "Cổng gặp lỗi" in page and lacking(answer) == []
    assert "mat-khau" not in page and "Traceback" not in page and "RuntimeError" not in page
