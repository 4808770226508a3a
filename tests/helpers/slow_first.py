"""A plugin of pytest: slow tests run first, so that what is left near the end can be shared out evenly."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if not config.pluginmanager.hasplugin("randomly"):
        items.sort(key=lambda item: not item.get_closest_marker("slow"))
