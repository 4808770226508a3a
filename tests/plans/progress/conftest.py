"""The portal's clock, which tests of a cut-off move."""

from datetime import time

import pytest
from django.utils import timezone

now = timezone.now


@pytest.fixture
def clock(monkeypatch):
    """`clock("17:00")`: it is so late in Vietnam, on the portal's day."""

    def move(text):
        at = time.fromisoformat(text)
        moment = timezone.localtime(now()).replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=0)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move
