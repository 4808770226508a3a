"""Ten interruptions of every form that takes more than a minute: what was typed is on the page afterwards.

Each form goes through them in one visit, each with a text of its own; what is lost is named. Four of them meet the
script and the draft on the server alone, which all forms share: one form of each kind of page goes through these.
"""

import pytest
from django.conf import settings
from django.test import Client

from agencies.models import FormDraft, KeptFile
from agencies.models import PortalSession as Session
from tests.conftest import PASSWORD
from tests.helpers.attachments import PDF
from tests.helpers.browsing import LAPTOP, needs_chromium
from tests.helpers.typing_forms import ALIKE, FORMS, KINDS

pytestmark = [pytest.mark.browser, pytest.mark.once, needs_chromium, pytest.mark.django_db(transaction=True)]
BACKEND = "django.contrib.auth.backends.ModelBackend"
SHOWS = """text => [...document.querySelectorAll("main input, main textarea, #content input, #content textarea")]
  .some(each => each.value === text) || document.querySelector("main, #content").innerText.includes(text)"""
REFUSED = "#errors, .errornote, .messagelist .error, .messages .error, .draft, h1:text('Không thực hiện được')"
PAPER = {"name": "KH 12.pdf", "mimeType": "application/pdf", "buffer": PDF}


class Desk:
    """Somebody at a browser who types into one form and is interrupted."""

    def __init__(self, browser, server, user, form):
        self.browser, self.server, self.user, self.form = browser, server, user, form
        self.sit_down()

    def sit_down(self):
        """A browser just started, logged in, with the form open."""
        self.context = self.browser.new_context(viewport=LAPTOP, locale="vi-VN")
        self.context.set_default_timeout(10_000)
        client = Client()
        client.force_login(self.user, backend=BACKEND)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server.url}])
        self.new_tab()

    def new_tab(self):
        self.page = self.context.new_page()
        self.open()

    def open(self):
        self.page.goto(f"{self.server.url}{self.form.address}", wait_until="load")

    def start_anew(self):
        """The form without a draft."""
        FormDraft.objects.all().delete()
        KeptFile.objects.all().delete()
        self.context.close()
        self.sit_down()

    def fill(self, name, text):
        """Into a field, also where it is below words that open it."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        box = self.page.locator(f":is(main, #content) [name='{name}']:not([type=hidden])").first
        box.select_option(text) if box.evaluate("one => one.tagName") == "SELECT" else box.fill(text)

    def leave_field(self):
        self.page.locator(f"[name='{self.form.field}']:not([type=hidden])").first.blur()

    def type(self, text):
        """Type and leave the field, which saves at once."""
        with self.page.expect_response(lambda answer: "/nhap/" in answer.url):
            self.fill(self.form.field, text)
            self.leave_field()

    def go_wrong(self):
        for name, text in self.form.wrong.items():
            self.fill(name, text)

    def send(self):
        """Press the buttons that send the form, as far as its pages come."""
        for button in self.form.buttons:
            found = self.page.locator(button)
            if found.count():
                with self.page.expect_navigation():
                    found.first.click()

    def log_in_again(self):
        self.page.locator("[name=username]").fill(self.user.username)
        self.page.locator("[name=password]").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("form:has([name=password]) button[type=submit]").first.click()

    def shows(self, text):
        return self.page.evaluate(SHOWS, text)


def tab_closed(desk, text):
    desk.type(text)
    desk.page.close()
    desk.new_tab()
    return desk.shows(text)


def gone_back(desk, text):
    desk.type(text)
    desk.page.goto("about:blank")
    desk.page.go_back()
    return desk.shows(text)


def reloaded(desk, text):
    desk.type(text)
    desk.page.reload()
    return desk.shows(text)


def login_expired(desk, text):
    desk.fill(desk.form.field, text)
    Session.objects.all().delete()
    desk.send()
    desk.log_in_again()
    return desk.shows(text)


def refused_for_an_error(desk, text):
    desk.fill(desk.form.field, text)
    desk.go_wrong()
    desk.send()
    refused = desk.page.locator(REFUSED).count() and desk.shows(text)
    desk.open()
    return refused and desk.shows(text)


def refused_beside_a_file(desk, text):
    desk.fill(desk.form.field, text)
    desk.go_wrong()
    desk.page.locator(f"[name={desk.form.file}]").set_input_files(PAPER)
    desk.send()
    return desk.shows(text) and desk.shows(PAPER["name"])


def network_cut(desk, text):
    desk.context.set_offline(True)
    desk.fill(desk.form.field, text)
    desk.leave_field()
    desk.page.locator("[data-autosave]:text('Mất kết nối')").wait_for()
    desk.page.locator(desk.form.buttons[0]).first.click()
    stayed = desk.shows(text)
    with desk.page.expect_response(lambda answer: "/nhap/" in answer.url):
        desk.context.set_offline(False)
    desk.page.reload()
    return stayed and desk.shows(text)


def browser_killed(desk, text):
    desk.type(text)
    desk.context.close()
    desk.sit_down()
    return desk.shows(text)


OF_EACH = [reloaded, login_expired, refused_for_an_error]
OF_A_FILE = [refused_beside_a_file]
OF_A_KIND = [tab_closed, gone_back, network_cut, browser_killed]


def lost_to_a_colleague(desk, text):
    """Names of the last two, in one: a colleague changes the object, the form is opened in a new tab, and sent."""
    desk.type(text)
    first = desk.page
    if desk.form.meanwhile:
        desk.form.meanwhile()
    desk.new_tab()
    lost = [] if desk.shows(text) else ["changed_while_away"]
    desk.page = first
    desk.go_wrong()
    desk.send()
    refused = not desk.form.meanwhile or desk.page.locator(REFUSED).count()
    return lost if refused and desk.shows(text) else [*lost, "refused_for_a_conflict"]


def text_for(name, form):
    return f"Chữ {name}"[: form.longest]


@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_nothing_typed_is_lost(make, chromium, live_server, plan, cast):
    form, lost = make(cast), []
    desk = Desk(chromium, live_server, cast(form.who), form)
    for interrupted in OF_EACH + OF_A_FILE * bool(form.file) + OF_A_KIND * (make in KINDS):
        if not interrupted(desk, text_for(interrupted.__name__, form)):
            lost.append(interrupted.__name__)
            desk.start_anew()
    lost += lost_to_a_colleague(desk, text_for("a_colleague", form))
    desk.context.close()
    assert lost == []


def test_nothing_typed_is_lost_in_forms_built_alike(chromium, live_server, plan, cast):
    """What a form may do otherwise than the one it is built like: show its draft, refuse, name a colleague."""
    lost = {}
    for make in ALIKE:
        form = make(cast)
        desk = Desk(chromium, live_server, cast(form.who), form)
        tried = [reloaded, *([refused_for_an_error] if form.wrong else [])]
        done = [each.__name__ for each in tried if not each(desk, text_for(each.__name__, form))]
        lost[make.__name__] = done + lost_to_a_colleague(desk, text_for("a_colleague", form))
        desk.context.close()
    assert not any(lost.values()), lost
