"""A real browser for tests: Debian's Chromium driven by playwright, closed to the world outside this machine."""

import shutil

import pytest
from django.conf import settings
from django.test import Client

# The shell has no window to draw: a fifth less processor time than the whole browser.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="chromium-headless-shell is not installed")
FURTHEST = 150  # presses of Tab from the head of a page to its last button


class Visitor:
    """Somebody at a browser of their own."""

    def __init__(self, browser, server, screen):
        self.server = server
        self.page = browser.new_context(viewport=screen, locale="vi-VN", accept_downloads=True).new_page()
        self.page.set_default_timeout(60_000)  # no test waits that long; a busy machine may
        self.complaints = []
        self.page.on("console", lambda message: self.note(message))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def note(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def log_in(self, user):
        """On the home page with a session of their own; the log-in page has tests that fill it in."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.page.context.add_cookies([cookie | {"url": self.server.url}])
        self.open("/")
        return self

    def open(self, path):
        self.page.goto(f"{self.server.url}{path}")

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def fill_named(self, **texts):
        for name, text in texts.items():
            self.page.locator(f"[name={name}]").fill(text)

    def press(self, name):
        """On the page that the button's form leads to."""
        self.go(self.page.get_by_role("button", name=name, exact=True))

    def push(self, name):
        """Still on the page: the button works there, or gives a file."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        """On the page that the link leads to."""
        self.go(self.page.get_by_role("link", name=name, exact=True).first)

    def go(self, element):
        """Click what leads elsewhere and be there: what is read at once afterwards is not the page that was left."""
        with self.page.expect_navigation():
            element.click()

    def tab_to(self, element):
        """Press Tab until the element has the focus, as somebody without a mouse would."""
        for _ in range(FURTHEST):
            self.page.keyboard.press("Tab")
            if element.evaluate("one => one === document.activeElement"):
                return
        pytest.fail(f"Tab never comes to {element}")

    def enter(self, element):
        """Like `go`, without a mouse."""
        self.tab_to(element)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def enter_button(self, name):
        self.enter(self.page.get_by_role("button", name=name, exact=True))

    def enter_link(self, name):
        self.enter(self.page.get_by_role("link", name=name).first)

    def sees(self, text):
        self.page.get_by_text(text).first.wait_for()

    def download(self, name):
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name).first.click()
        return waiting.value.path().read_bytes()


@pytest.fixture(scope="session")
def running_chromium():
    """One browser for all tests; playwright's event loop must not keep them from asking the database."""
    from playwright.sync_api import sync_playwright  # not everybody who runs tests has it

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as engine:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium(running_chromium):
    """The browser; what a test left open in it is closed after the tests of its module."""
    yield running_chromium
    for context in running_chromium.contexts:
        context.close()


@pytest.fixture
def visitor(chromium, live_server):
    """`visitor(lan)`: Lan, logged in at a window of her own; `visitor()` has not logged in."""
    visitors = []

    def come(user=None, screen=LAPTOP):
        one = Visitor(chromium, live_server, screen)
        visitors.append(one)
        return one.log_in(user) if user else one

    yield come
    for one in visitors:
        one.page.context.close()
    assert [complaint for one in visitors for complaint in one.complaints] == []
