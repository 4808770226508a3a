"""A plugin of pytest: of tests that send a database the same statements, the second half runs the cheapest.

The first half of `./portal test` notes which statements each test sends, and from which function of the portal. The
second keeps what commits, what is marked `engine`, files that ask which database they are on, tests that speak of
search or order, which databases do differently, and what was not noted; of the others the cheapest tests that together
send every statement. A half that runs alone leaves out nothing here.
"""

import json
import os
import re
import sys
from collections import Counter, defaultdict
from functools import cache, lru_cache
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
NOT_THE_PORTAL = (f"{ROOT}/tests/", f"{ROOT}/.venv/")
ABOUT_ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
NUMBER, LIST = re.compile(r"\d+"), re.compile(r"\((?:%s, )*%s\)(?:, \((?:%s, )*%s\))*")
REPEATED = re.compile(r"(WHEN .{1,200}? THEN \S+ )\1+")
ASKS_WHICH = re.compile(r"vendor|postgres", re.I)
SEARCH_OR_ORDER = re.compile(r"[?&]q=|'q'|search|diacritics|sort|order", re.I)


def pytest_addoption(parser):
    parser.addoption("--statements", metavar="FOLDER", help="where the first half notes what the second need not run")


def pytest_configure(config):
    folder = config.getoption("--statements")
    if folder and os.environ.get("PORTAL_TEST_ENGINE") == "sqlite":
        config.pluginmanager.register(Notes(folder))


class Notes:
    """What each test sends: {name: (how many statements, which)}.

    How long it took would say more about its cost, but each run would choose others.
    """

    def __init__(self, folder):
        self.folder, self.tests, self.passed = Path(folder), {}, set()
        self.sent: Counter[str] = Counter()

    def note(self, execute, sql, params, many, context):
        said = f"{sender()} {shape(sql)}" if sql.startswith(ABOUT_ROWS) else ""
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            said += f" {type(error).__name__}"
            raise
        finally:
            self.sent[said] += 1

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.sent.clear()
        if self.note not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, self.note)  # below those that tests put there and take away again
        try:
            return (yield)
        finally:
            if item.nodeid in self.passed:
                self.tests[item.nodeid] = self.sent.total(), sorted(map(key_of, filter(None, self.sent)))

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    def pytest_sessionfinish(self, session):
        worker = getattr(session.config, "workerinput", {}).get("workerid", "alone")
        (self.folder / f"{worker}.json").write_text(json.dumps(self.tests), encoding="utf-8")


@lru_cache(maxsize=10_000)
def shape(sql):
    """The statement with numbers, and the lengths of lists, left open."""
    return REPEATED.sub(r"\1", LIST.sub("(…)", NUMBER.sub("0", sql)))


def sender():
    """The function of the portal that sends the statement which is noted; "" where the test itself does."""
    frame = sys._getframe(2)
    while frame and not is_portal(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{frame.f_code.co_filename.removeprefix(str(ROOT))}:{frame.f_code.co_qualname}" if frame else ""


@cache
def is_portal(path):
    return path.startswith(f"{ROOT}/") and not path.startswith(NOT_THE_PORTAL)


@cache
def key_of(said):
    return blake2b(said.encode(), digest_size=8).hexdigest()


def noted_in(folder):
    """{name of a test: (how many statements, which)} of the whole first half."""
    files = sorted(Path(folder).glob("*.json")) if folder else []
    return {name: noted for file in files for name, noted in json.loads(file.read_text(encoding="utf-8")).items()}


def needed(items, noted, is_kept):
    """The items without those whose every statement another one sends; in the same order."""
    kept = {item.nodeid for item in items if item.nodeid not in noted or is_kept(item)}
    others = {item.nodeid: noted[item.nodeid] for item in items if item.nodeid not in kept}
    kept |= cheapest(others, {key for name in kept if name in noted for key in noted[name][1]})
    return [item for item in items if item.nodeid in kept]


def cheapest(tests, sent):
    """Names of tests that together send what is not sent yet; those that send most of it in few statements first."""
    left = {name: set(keys) - sent for name, (_, keys) in tests.items()}
    senders = defaultdict(set)
    for name, keys in left.items():
        for key in keys:
            senders[key].add(name)

    def worth(name):
        return -len(left[name]) / (tests[name][0] + 1)

    waiting, chosen = [(worth(name), name) for name in left], set()
    heapify(waiting)
    while waiting:
        said, name = heappop(waiting)
        if left[name] and said < worth(name):
            heappush(waiting, (worth(name), name))
        elif left[name]:
            chosen.add(name)
            for key in tuple(left[name]):
                for other in senders[key]:
                    left[other].discard(key)
    return chosen


@cache
def asks_which(path):
    """Whether the file of tests asks which database it is on."""
    return bool(ASKS_WHICH.search(Path(path).read_text(encoding="utf-8")))


def speaks_of_search_or_order(function):
    """By its name, and by the names and texts in it."""
    code = function.__code__
    return bool(SEARCH_OR_ORDER.search(f"{code.co_name} {code.co_names} {code.co_consts}"))
