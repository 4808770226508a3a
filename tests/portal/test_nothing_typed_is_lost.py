"""Ten interruptions of every form that takes more than a minute: what was typed is on the page afterwards."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from agencies.models import FormDraft, KeptFile
from tests.conftest import PASSWORD
from tests.helpers.browsing import LAPTOP, needs_chromium
from tests.helpers.typing_forms import FORMS

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
BACKEND = "django.contrib.auth.backends.ModelBackend"
SHOWS = """text => [...document.querySelectorAll("main input, main textarea")].some(each => each.value === text)
  || document.querySelector("main, #content").innerText.includes(text)"""
SAVED = "[data-autosave]:text-matches('Đã lưu nháp lúc|Bản nháp lưu lúc')"
PAPER = {"name": "KH 12.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 KH"}


class Desk:
    """Somebody at a browser who types into one form and is interrupted."""

    def __init__(self, browser, server, user, form):
        self.browser, self.server, self.user, self.form = browser, server, user, form
        self.sit_down()

    def sit_down(self):
        """A browser just started, logged in."""
        self.context = self.browser.new_context(viewport=LAPTOP, locale="vi-VN")
        self.context.set_default_timeout(10_000)
        client = Client()
        client.force_login(self.user, backend=BACKEND)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server.url}])
        self.page = self.context.new_page()

    def open(self, address=""):
        self.page.goto(f"{self.server.url}{address or self.form.address}")

    def fill(self, name, text):
        self.page.locator(f"main [name='{name}'], #content [name='{name}']").first.fill(text)

    def type(self, text):
        """Type and leave the field, which saves at once."""
        self.fill(self.form.field, text)
        self.page.locator(f"[name='{self.form.field}']").first.blur()

    def saved(self):
        self.page.locator(SAVED).wait_for()

    def go_wrong(self):
        for name, text in self.form.wrong.items():
            self.fill(name, text)

    def send(self):
        self.page.locator("form:has([data-autosave]) button[type=submit]:is(.primary, .danger)").first.click()
        self.page.wait_for_load_state()

    def shows(self, text):
        return self.page.evaluate(SHOWS, text)


def tab_closed(desk, text):
    desk.type(text)
    desk.saved()
    desk.page.close()
    desk.page = desk.context.new_page()
    desk.open()


def gone_back(desk, text):
    desk.type(text)
    desk.saved()
    desk.open("/")
    desk.page.go_back()


def reloaded(desk, text):
    desk.type(text)
    desk.saved()
    desk.page.reload()


def login_expired(desk, text):
    desk.fill(desk.form.field, text)
    Session.objects.all().delete()
    desk.send()
    desk.page.locator("[name=username]").fill(desk.user.username)
    desk.page.locator("[name=password]").fill(PASSWORD)
    desk.page.locator("form:has([name=password]) button[type=submit]").first.click()
    desk.page.wait_for_load_state()


def refused_for_an_error(desk, text):
    desk.fill(desk.form.field, text)
    desk.go_wrong()
    desk.send()
    assert desk.page.locator("#errors").count() and desk.shows(text)
    desk.page.close()
    desk.page = desk.context.new_page()
    desk.open()


def refused_for_a_conflict(desk, text):
    desk.type(text)
    desk.saved()
    if desk.form.meanwhile:
        desk.form.meanwhile()
    desk.go_wrong()
    desk.send()
    assert not desk.form.meanwhile or desk.page.locator("#errors, .draft, h1:text('Không thực hiện được')").count()


def refused_beside_a_file(desk, text):
    desk.fill(desk.form.field, text)
    desk.go_wrong()
    if desk.form.file:
        desk.page.locator(f"[name={desk.form.file}]").set_input_files(PAPER)
    desk.send()
    assert not desk.form.file or desk.shows(PAPER["name"])


def network_cut(desk, text):
    desk.context.set_offline(True)
    desk.type(text)
    desk.page.locator("[data-autosave]:text('Mất kết nối')").wait_for()
    desk.send()
    assert desk.shows(text)
    desk.context.set_offline(False)
    desk.saved()
    desk.page.reload()


def browser_killed(desk, text):
    desk.type(text)
    desk.saved()
    desk.context.close()
    desk.sit_down()
    desk.open()


def changed_while_away(desk, text):
    desk.type(text)
    desk.saved()
    desk.open("/")
    if desk.form.meanwhile:
        desk.form.meanwhile()
    desk.open()


INTERRUPTIONS = [
    tab_closed,
    gone_back,
    reloaded,
    login_expired,
    refused_for_an_error,
    refused_beside_a_file,
    network_cut,
    browser_killed,
]
LAST = [refused_for_a_conflict, changed_while_away]  # the object is another one afterwards


@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_nothing_typed_is_lost(make, chromium, live_server, plan, cast):
    form = make(cast)
    desk = Desk(chromium, live_server, cast(form.who), form)
    lost = [each.__name__ for each in INTERRUPTIONS if not survives(desk, each)]
    desk.context.close()
    assert not lost


@pytest.mark.parametrize("interrupted", LAST, ids=lambda each: each.__name__)
@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_nothing_typed_is_lost_to_a_colleague(make, interrupted, chromium, live_server, plan, cast):
    form = make(cast)
    desk = Desk(chromium, live_server, cast(form.who), form)
    assert survives(desk, interrupted)
    desk.context.close()


def survives(desk, interrupted):
    text = f"Chữ đã gõ: {interrupted.__name__}"
    FormDraft.objects.all().delete()
    KeptFile.objects.all().delete()
    desk.open()
    interrupted(desk, text)
    return desk.shows(text)
