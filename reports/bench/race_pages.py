"""The pages that people have open while they race, and what they send from them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from random import Random

from django.test import Client
from django.urls import reverse

from agencies.models import User

from .race_forms import Sent, form_of, made_wrong, typed_into
from .race_scenes import Scene
from .visiting import browser_of

FIRST, SECOND, OTHER = "first", "second", "other"  # a person's page, their second one, the other person's
WAYS = {"double": SECOND, "two pages": SECOND, "two people": OTHER}
Browsers = dict[tuple[int, str], Client]


@dataclass
class Page:
    """As it was drawn, in the browser that opened it."""

    browser: Client
    address: str
    drawn: str

    def sent(self, scene: Scene, random: Random) -> Sent:
        form = form_of(self.drawn, scene.address, self.address, random) if self.drawn else {}
        return made_wrong(typed_into(form, scene.given, random), random)


def itself(browser: Client) -> Client:
    return browser


class Live:
    """The browsers of a copy of the database: each goes on from the cookies that it had when the copy was made."""

    def __init__(self) -> None:
        self.copies: dict[int, Client] = {}

    def __call__(self, browser: Client) -> Client:
        if id(browser) not in self.copies:
            self.copies[id(browser)] = Client(raise_request_exception=False)
            self.copies[id(browser)].cookies = SimpleCookie(browser.cookies)
        return self.copies[id(browser)]


@dataclass
class Opened:
    """A scene and the pages of it that somebody has open."""

    scene: Scene
    browsers: Browsers
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, which: str) -> Page:
        if which not in self.pages:
            person = self.scene.people[-1 if which == OTHER else 0]
            self.pages[which] = open_page(self.scene, person, self.browser(person, which))
        return self.pages[which]

    def browser(self, person: User | None, which: str) -> Client:
        """One for each person and page, in which they logged in once."""
        if person is None:
            return browser_of(None)
        key = (person.pk, which)
        if key not in self.browsers:
            self.browsers[key] = browser_of(person)
        return self.browsers[key]

    def all_opened(self) -> "Opened":
        for which in (FIRST, SECOND, OTHER):
            self.page(which)
        return self

    def pair(self, random: Random, live: Callable[[Client], Client]) -> list[tuple[Client, Sent]]:
        """Two sendings: the same form twice, two pages of one person, or one page each of two people."""
        way = random.choice(list(WAYS))
        first = self.page(FIRST)
        sent, browser = first.sent(self.scene, random), live(first.browser)
        if way != "double":
            other = self.page(WAYS[way])
            return [(browser, sent), (live(other.browser), other.sent(self.scene, random))]
        anonymous = self.scene.people[0] is None
        return [(browser, sent), (browser if anonymous else live(self.page(SECOND).browser), dict(sent))]


def open_page(scene: Scene, person: User | None, browser: Client) -> Page:
    """The page of the scene, drawn for the person; who was logged out meanwhile logs in anew."""
    address = scene.page or scene.address
    scene.prepare(browser)
    shown = browser.get(address)
    if person and shown.get("Location", "").startswith(reverse("login")):
        browser.cookies = browser_of(person).cookies
        scene.prepare(browser)
        shown = browser.get(address)
    is_page = not shown.streaming and "html" in shown.get("Content-Type", "")
    return Page(browser, address, shown.content.decode() if is_page else "")
