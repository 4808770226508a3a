"""A plugin of pytest: slow tests run first, so that what is left near the end can be shared out evenly.

But for those that empty the tables: after them each test would load the plan again.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if not config.pluginmanager.hasplugin("randomly"):
        items.sort(key=lambda item: not item.get_closest_marker("slow") or empties_tables(item))


def empties_tables(item):
    marked = item.get_closest_marker("django_db")
    return "live_server" in item.fixturenames or bool(marked and marked.kwargs.get("transaction"))
