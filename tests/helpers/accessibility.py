"""What axe finds on a page, on a laptop and on a phone, and a visitor without a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.helpers.browsing import LAPTOP, PHONE

RUN = """axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(
    one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]))"""


def violations(page):
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN)


def faults(page):
    """{width: what axe finds on the page that is open, and whether it is wider than the screen}; no width without."""
    found = {}
    for screen in (LAPTOP, PHONE):
        page.set_viewport_size(screen)
        width = page.evaluate("document.documentElement.scrollWidth")
        if wrong := violations(page) + ([f"{width} px wide"] if width > screen["width"] else []):
            found[screen["width"]] = wrong
    return found


def tab_to(one, selector):
    """Press Tab until the element has the focus, as somebody without a mouse would."""
    for _ in range(150):
        if one.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        one.page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")
