"""Who gets what: every route × every person × own, foreign, never handed in and absent objects × every method.

Nothing may leak: no mark of an object in an answer to somebody who must not read it, no open door where none is
declared, nothing written by whom it does not belong to, and no error of the portal's own. Each request is taken back.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from pypdf import PdfReader

from agencies.models import User
from agencies.policies import admits
from agencies.routes import Route, all_routes
from plans.models import Plan
from plans.targets.setup import load_plan

from ..demo import load_demo
from .matrix_addresses import addresses, noun_of
from .matrix_holding import HANDED_IN, NOBODY, Holding
from .matrix_rights import PEOPLE, may_read, strange_marks
from .matrix_world import targets
from .visiting import browser_of, open_for_visits

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SENT = {"version": 1, "reason": "x", "verdict": "accept", "action": "issue"}  # as a stranger would guess a form
WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
# What an address that is refused or only read may leave: its own event, the visitor's session, limits and drafts.
LEFT_BY_ANYBODY = {
    *("agencies_event", "agencies_eventlink", "agencies_chainhead", "agencies_portalsession", "agencies_usage"),
    *("agencies_formdraft", "agencies_keptfile", "agencies_sentform", "agencies_loginplace"),
    *("axes_accessattempt", "axes_accessfailurelog"),
    "plans_cataloguerisk",  # counts that a page brings up to date before it sorts by them
    "otp_totp_totpdevice",  # a phone's key that is shown, and not yet in use
}
REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
# Seen by both sides of a group, whoever sees one of them.
SHARED = {"duplicate_group", "duplicate_verdict"}
ADMINISTRATORS_ONLY = re.compile(r"/quan-tri/agencies/(?:user|agency|event|job|accountchange)/")
SHOWN = 40  # leaks that are written out; all are counted


@dataclass
class Visit:
    """One request and what came of it."""

    person: str
    route: Route
    target: Holding
    method: str
    address: str
    status: int = 0
    text: str = ""
    written: set[str] = field(default_factory=set)
    error: str = ""

    def __str__(self) -> str:
        about = f"{self.target.agency}/{self.target.state}"
        return f"{self.person or 'nobody'} {self.method} {self.address} ({about}): {self.status}"


@dataclass
class Found:
    """What the matrix counts."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def measure_matrix(say, people=None, methods=METHODS, routes=None):
    """Send every request and print counts by status; True where nothing leaked and no answer was an error (5xx)."""
    load_demo(Plan.current() or load_plan())
    made, found, began = targets(), Found(), perf_counter()
    everybody = {name: User.objects.get(username=name) for name in people or PEOPLE} | {"": None}
    routes = routes or all_routes()
    with open_for_visits():
        for name, user in everybody.items():
            visitor = Visitor(user)
            for visit in visits(name, routes, made, methods):
                visitor.make(visit)
                judge(visit, user, found)
            say(f"  {name or 'nobody'}: {found.requests} requests in {perf_counter() - began:.0f} s")
    report(say, found, len(routes), len(everybody))
    return not found.leaks and not found.errors


def visits(person: str, routes: list[Route], made: list[Holding], methods: tuple[str, ...]) -> Iterator[Visit]:
    """Every request of the person: a route for an object once for each of the targets."""
    for route in routes:
        for target in made if noun_of(route) else made[:1]:
            for address in addresses(route, target):
                yield from (Visit(person, route, target, method, address) for method in methods)


class Visitor:
    """A browser whose log-in each request finds as it was, because whatever a request does is taken back."""

    def __init__(self, user: User | None) -> None:
        self.client = browser_of(user)
        found = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        self.session = found.value if found else ""

    def make(self, visit: Visit) -> None:
        """Send the request and note what came of it."""
        self.client.cookies.clear()
        if self.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        written: set[str] = set()
        with transaction.atomic(), connection.execute_wrapper(noting(written)):
            answer = self.client.generic(visit.method, visit.address, **sent(visit.method))
            visit.status, visit.text = answer.status_code, text_of(answer)
            if error := getattr(answer, "exc_info", None):
                visit.error = repr(error[1])
            transaction.set_rollback(True)
        visit.written = written


def sent(method: str) -> dict[str, Any]:
    if method not in ("POST", "PUT", "PATCH"):
        return {}
    body = "&".join(f"{name}={value}" for name, value in SENT.items())
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


def noting(written: set[str]) -> Any:
    """A wrapper of queries that notes which tables are written."""

    def look(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        found = WRITES.match(sql)
        if found and (sql.startswith("INSERT") or context["cursor"].rowcount):
            written.add(found[1])
        return result

    return look


def text_of(answer: Any) -> str:
    """All that can be read in the answer: of a workbook or letter its parts, of a PDF its pages, its headers too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    texts = [repr(sorted(answer.items()))]
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            texts += [parts.read(name).decode("utf-8", "ignore") for name in parts.namelist()]
    elif body.startswith(b"%PDF"):
        texts += [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]
    else:
        texts.append(body.decode("utf-8", "ignore"))
    return "".join(texts)


def judge(visit: Visit, user: User | None, found: Found) -> None:
    """Count the request, and what is wrong with its answer."""
    found.requests += 1
    found.statuses[visit.status] += 1
    if visit.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        found.errors.append(f"{visit} {visit.error}")
    found.leaks += [f"{visit}: {wrong}" for wrong in leaks_of(visit, user)]


def leaks_of(visit: Visit, user: User | None) -> Iterator[str]:
    """What somebody got, or changed, who must not, a sentence each."""
    if marks := strange_marks(visit.person, visit.text, visit.address):
        yield f"read {', '.join(sorted(marks))}"
    is_open = may_come(visit, user)
    if not is_open and not is_refused(visit):
        yield "came in"
    if strange := visit.written - LEFT_BY_ANYBODY:
        if not is_open or visit.method != "POST":
            yield f"wrote {', '.join(sorted(strange))}"


def is_refused(visit: Visit) -> bool:
    """Also by a redirect to the log-in, or from a page of the admin back to its start."""
    if visit.status in (HTTPStatus.FOUND, HTTPStatus.MOVED_PERMANENTLY):
        return not visit.person or visit.address.startswith("/quan-tri/")
    return visit.method == "OPTIONS" or visit.status in REFUSED  # it names methods, of whatever object


def may_come(visit: Visit, user: User | None) -> bool:
    """Whether the person's duty opens the route, and the object is one of theirs to see."""
    policy, name = visit.route["policy"] or "", visit.route["name"] or ""
    if policy == "public":
        return True
    if user is None or not admits(policy, user):
        return False
    if ADMINISTRATORS_ONLY.match(visit.address):
        return user.administers
    noun = noun_of(visit.route)
    if not noun or name in SHARED:
        return True
    if visit.target.agency == NOBODY or noun in ("report", "user"):
        return visit.target.agency != NOBODY
    state = HANDED_IN if noun == "agency" else visit.target.state  # an agency is no draft
    return may_read(visit.person, noun.replace("_", ""), visit.target.agency, state)


def report(say: Any, found: Found, routes: int, people: int) -> None:
    for title, sentences in (("leaks", found.leaks), ("errors", found.errors)):
        for sentence in sentences[:SHOWN]:
            say(f"  {title}: {sentence}")
    statuses = ", ".join(f"{status} × {count}" for status, count in sorted(found.statuses.items()))
    say(f"  {routes} routes, {people} people, {found.requests} requests: {statuses}")
    say(f"  leaks: {len(found.leaks)}   errors (5xx): {len(found.errors)}   (bar: 0)")
