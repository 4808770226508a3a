"""A running identity server that the portal is set up for, and a browser."""

import pytest

from agencies.oidc import client as oidc
from tests.helpers import identity_server as idp
from tests.helpers.reading import SqueezingClient


@pytest.fixture(scope="module")
def running():
    with idp.running() as server:
        yield server


@pytest.fixture
def server(running, settings):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = running.issuer, idp.CLIENT, idp.SECRET
    running.begin_anew()
    oidc._known.clear()
    return running


@pytest.fixture
def browser():
    return SqueezingClient()
