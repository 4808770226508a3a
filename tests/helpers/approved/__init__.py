"""What documents say and how they look, as it was read and approved once: plain text files beside this module.

After a wanted change: PORTAL_APPROVE=1 python -m pytest tests/reports, then read the difference in git.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent


def is_approved(name, text):
    """Assert that the text is the approved one; with PORTAL_APPROVE it becomes it."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("PORTAL_APPROVE"):
        path.write_text(text + "\n", encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()
