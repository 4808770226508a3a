"""The home page as tests read it."""

import pytest


@pytest.fixture
def home(as_user):
    """`home(lan)`: the page as text, tags and all."""
    return lambda user: as_user(user).get("/").content.decode()
