"""What a page offers works, what is refused is offered nowhere: duty × kind of agency × day × state of the object.

Links are followed and buttons pressed in one walk; what a press changes is rolled back at once.
"""

from html.parser import HTMLParser

import pytest
from django.urls import resolve, reverse

from agencies.models import Duty
from plans.models import Catalogue
from tests.helpers import factories as make
from tests.helpers.buttons import buttons_of, refusal_of
from tests.helpers.reading import SqueezingClient

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BEFORE, AFTER = "2025-06-27", "2025-07-02"
AGENCIES = {"department": "SYT", "district": "502", "commune": "20335", "successor": "20335-M"}
SEEN = {"department": ("SYT",), "district": ("502", "20335"), "commune": ("20335",), "successor": ("20335",)}
OVERSEEN = ("SYT", "20335")
ON_DAYS = [(Duty.PREPARES, BEFORE), (Duty.PREPARES, AFTER), (Duty.SIGNS, AFTER), (Duty.READS, AFTER)]
DECIDERS = ("hoa", "tuan", "quy")
FIRST = ("/", "/ra-soat/", "/ke-hoach-chi-tiet/", "/tien-do/", "/muc-luc/", "/du-toan/", "/chi-tieu/", "/ho-so/")
DOCUMENTS = (
    "catalogue_export",
    "catalogue_template",
    "target_template",
    "detailed_plan_file",
    "letter_scan",
    "extension_document",
    "difficulty_file",
    "estimate_attachment",
)
FORMS = dict.fromkeys(("review_edit", "review_secrecy", "detailed_plan_edit", "catalogue_new", "estimate_new"), ())
FORMS["progress_edit"] = (BEFORE,)


class Links(HTMLParser):
    """Addresses of the page's main part that lead into the portal."""

    def __init__(self, html):
        super().__init__()
        self.found, self.depth = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        address = dict(attrs).get("href", "")
        self.depth += tag == "main"
        if self.depth and tag == "a" and address.startswith("/"):
            self.found.append(address.partition("#")[0])

    def handle_endtag(self, tag):
        self.depth -= tag == "main"


@pytest.fixture
def objects(agencies, cast, plan):
    """`objects("SYT")`: a catalogue and an estimate of the agencies in every state; targets and reviews."""

    def made_for(*codes):
        made = []
        for agency in map(agencies.__getitem__, codes):
            make.a_target(agency, 90_000)
            make.a_review(agency, 900)
            for state in Catalogue.State.values:
                day = None if state == "draft" else make.FIRST_DAY
                made.append(make.a_catalogue(agency, 900, state, day, name=f"Mục lục {state}"))
            for state in ("draft", "submitted", "returned", "appraised"):
                day = None if state == "draft" else make.FIRST_DAY
                made.append(make.an_estimate(agency, 4_896_000, day, state, name=f"Dự toán {state}"))
        return made

    return made_for


@pytest.fixture
def person(agencies):
    return lambda kind, duty: make.a_user(agencies[AGENCIES[kind]], duty)


@pytest.fixture
def desk():
    """A browser for each person, so that no message meant for one is shown to another."""

    def log_in(user):
        client = SqueezingClient()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def is_file(address):
    """A document to download, which tests of documents open."""
    match = resolve(address.partition("?")[0])
    return "extension" in match.kwargs or match.url_name in DOCUMENTS


def kind_of(address):
    match = resolve(address.partition("?")[0])
    return match.url_name, match.kwargs.get("name")


def stands(answer):
    """Whether the page opened, and not another one with a message why not."""
    said = [str(message) for message in answer.context["messages"]] if answer.context else []
    return answer.status_code == 200 and not (answer.redirect_chain and said)


def pages_of(objects):
    return [*FIRST, *(reverse(f"{kind_of_object(one)}_detail", args=[one.pk]) for one in objects)]


def desk_pages(objects):
    """Pages of those who decide: the queue, and each catalogue on Sở Nội vụ's desk."""
    found = [one for one in objects if isinstance(one, Catalogue)]
    changes = [reverse("admin:plans_catalogue_change", args=[one.pk]) for one in found]
    return [reverse("admin:plans_catalogue_changelist"), *changes]


def kind_of_object(one):
    return "catalogue" if isinstance(one, Catalogue) else "estimate"


def walked(client, pages):
    """(what is refused, what was pressed): links that do not open, and (page, button, why) of buttons that a guard
    refuses, on the pages and on those that they lead to.

    A kind of button is pressed once for each kind of page that has it, and once for each state of an object.
    """
    refused, pressed = [], set()
    for page, html in opened(client, pages, refused):
        title = html.partition("</h1>")[0].rpartition("<h1>")[2]
        for button in buttons_of(html, page):
            key = (kind_of(page), title, kind_of(button.address), button.name)
            if key not in pressed:
                pressed.add(key)
                refused += [(page, button.name, why)] if (why := refusal_of(client, button)) else []
    return refused, pressed


def opened(client, pages, refused):
    """(address, HTML) of the pages, then of one link of each kind on each, as far as no page before led to it.

    Links that do not open are added to the refused.
    """
    waiting, seen = list(pages), set(pages)
    while waiting:
        page = waiting.pop(0)
        answer = client.get(page, follow=page not in pages)
        if page not in pages:
            refused += [] if stands(answer) else [page]
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        if page in pages or not answer.redirect_chain:
            yield page, html
        if page in pages:
            kinds = {kind_of(address): address for address in Links(html).found if not is_file(address)}
            waiting += [address for address in kinds.values() if address not in seen]
            seen.update(kinds.values())


@pytest.mark.parametrize(("duty", "today"), ON_DAYS)
@pytest.mark.parametrize("kind", AGENCIES)
def test_a_form_opens_for_those_whose_work_it_is_and_is_offered_to_nobody_else(
    kind, duty, today, objects, person, desk, agencies, day
):
    day(today)
    user = person(kind, duty)
    client = desk(user)
    objects(*SEEN[kind])
    agency = agencies["20335"] if kind == "successor" else user.agency
    offered = {kind_of(link)[0] for page in FIRST for link in Links(client.get(page).content.decode()).found}
    for name, args in FORMS.items():
        answer = client.get(f"{reverse(name, args=args)}?co_quan={agency.code}")
        assert (answer.status_code == 200) == user.acts_for(agency), name
        assert name not in offered or answer.status_code == 200, name


@pytest.mark.parametrize(
    ("kind", "today"), [("department", AFTER), ("commune", BEFORE), ("successor", BEFORE), ("successor", AFTER)]
)
def test_buttons_are_the_actions_that_open(kind, today, objects, person, desk, day):
    day(today)
    user = person(kind, Duty.PREPARES)
    client = desk(user)
    for one in objects(*SEEN[kind]):
        route = "catalogue" if isinstance(one, Catalogue) else "estimate"
        page = client.get(reverse(f"{route}_detail", args=[one.pk])).content.decode()
        for action in one.workflow.actions:
            address = reverse(f"{route}_action", args=[one.pk, action.name])
            assert (f'href="{address}"' in page) == (client.get(address).status_code == 200), (str(one), action.name)


def test_the_successor_is_told_from_which_day_the_work_is_theirs(person, desk, plan, day):
    day(BEFORE)
    answer = desk(person("successor", Duty.PREPARES)).get("/ra-soat/khoi-luong/?co_quan=20335")
    assert answer.status_code == 403
    assert "tiếp nhận việc của UBND phường Tân Thạnh từ ngày 01/7/2025" in answer.content.decode()


@pytest.mark.parametrize(("duty", "today"), ON_DAYS)
@pytest.mark.parametrize("kind", AGENCIES)
def test_the_links_and_the_buttons_of_an_agencys_pages_work(kind, duty, today, objects, person, desk, day):
    day(today)
    user, made = person(kind, duty), objects(*SEEN[kind])
    refused, pressed = walked(desk(user), pages_of(made))
    assert refused == []
    works = any(user.acts_for(one.agency) for one in made)
    everybodys = {"acting_for", "duplicate_run", "saved_views"}
    assert bool({address for _, _, (address, _), _ in pressed} - everybodys) == works


@pytest.mark.parametrize(
    ("name", "today"),
    [*((name, AFTER) for name in ("hoa", "tuan", "quy", "son", "mai")), ("hoa", BEFORE), ("tuan", BEFORE)],
)
def test_the_links_and_the_buttons_of_the_desks_work(name, today, objects, cast, desk, day):
    day(today)
    made = objects(*OVERSEEN)
    pages = pages_of(made) + (desk_pages(made) if name != "tuan" else [])
    refused, pressed = walked(desk(cast(name)), pages)
    decided = [one for one in pressed if one[2][0] != "saved_views"]
    assert refused == [] and bool(decided) == (name in DECIDERS)


@pytest.mark.parametrize("name", ["hoa", "tuan", "quy"])
def test_buttons_of_the_desks_are_the_actions_that_open(name, objects, cast, desk):
    client = desk(cast(name))
    for one in objects(*OVERSEEN):
        is_catalogue = isinstance(one, Catalogue)
        site, page = ("admin:plans_catalogue", "change") if is_catalogue else ("estimate", "detail")
        shown = client.get(reverse(f"{site}_{page}", args=[one.pk]))
        for action in one.workflow.actions if shown.status_code == 200 else ():
            address = reverse(f"{site}_action", args=[one.pk, action.name])
            offered = f'href="{address}"' in shown.content.decode()
            assert offered == (client.get(address).status_code == 200), (str(one), action.name)
