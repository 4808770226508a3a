"""What axe finds on a page, and a visitor without a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


def tab_to(one, selector):
    """Press Tab until the element has the focus, as somebody without a mouse would."""
    for _ in range(150):
        if one.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        one.page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")
