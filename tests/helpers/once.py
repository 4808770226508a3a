"""A plugin of pytest: in the run on the second database, what does not depend on a database is not run again.

That is every test that uses no fixture of the database, unless it is marked `engine` (it asks which one is in use),
and every test marked `once` (a page or a document that shows the same whatever the database). Of the cases of one test
the first shows that its statements work there; the others differ in values that the portal judges itself. All cases
run where the test commits, or is marked `engine`: other statements, or values that databases take differently. And of
tests that send the same statements some show that they work (tests/helpers/statements.py).

They are deselected, never skipped, and the last lines of the run count them. A file that is marked `once` as a whole is
not even imported there, unless somebody names it.
"""

import os
import re
from collections import Counter

import pytest

from tests.helpers.statements import asks_which, needed, noted_in, speaks_of_search_or_order

DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server", "admin_client"}
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}
LEFT_OUT = pytest.StashKey[Counter[str]]()
WHOLE_FILE = re.compile(r"^pytestmark = .*\bpytest\.mark\.once\b", re.M)


def pytest_configure(config):
    config.stash[LEFT_OUT] = Counter()


def pytest_ignore_collect(collection_path, config):
    if not collection_path.name.startswith("test_") or not is_second(config):
        return None
    if not WHOLE_FILE.search(collection_path.read_text(encoding="utf-8")):
        return None
    config.stash[LEFT_OUT]["files"] += 1
    return True


def is_second(config):
    return os.environ.get("PORTAL_TEST_ENGINE") == "postgres" and not config.getoption("--every-test")


def pytest_collection_modifyitems(config, items):
    if not is_second(config):
        return
    kept = without_further_cases(item for item in items if depends_on_engine(item))
    kept = needed(kept, noted_in(config.getoption("--statements")), runs_on_both)
    left_out = list(set(items).difference(kept))
    config.stash[LEFT_OUT]["tests"] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def without_further_cases(items):
    """Of the cases of a test the first, in the order of the items; all of one that commits or is marked `engine`."""
    seen, kept = set(), []
    for item in items:
        test = item.nodeid.partition("[")[0]
        if test not in seen or item.get_closest_marker("engine") or commits(item):
            kept.append(item)
        seen.add(test)
    return kept


def runs_on_both(item):
    """Whether it depends on more than the statements that it sends."""
    marked = commits(item) or bool(item.get_closest_marker("engine"))
    return marked or asks_which(item.path) or speaks_of_search_or_order(item.function)


def commits(item):
    marked = item.get_closest_marker("django_db")
    return bool(COMMITTING & set(item.fixturenames)) or bool(marked and marked.kwargs.get("transaction"))


def depends_on_engine(item):
    if item.get_closest_marker("once"):
        return False
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("engine")
    return bool(marked) or bool(DATABASE & set(item.fixturenames))


def pytest_addoption(parser):
    parser.addoption("--every-test", action="store_true", help="on PostgreSQL too, run what does not depend on it")


def pytest_sessionfinish(session, exitstatus):
    """A run of which nothing is left is no failure."""
    left_out = session.config.stash[LEFT_OUT]
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and left_out:
        session.exitstatus = pytest.ExitCode.OK
    if hasattr(session.config, "workeroutput"):  # one of xdist's workers: each collects the same tests
        session.config.workeroutput["left_out"] = dict(left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[LEFT_OUT] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter, config):
    if left_out := config.stash[LEFT_OUT]:
        count = f"{left_out['tests']} tests and cases, and whole files marked once,"
        terminalreporter.write_line(f"{count} do not depend on the database and ran on SQLite only")
