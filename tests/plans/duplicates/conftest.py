"""Catalogues that were handed in: two of Sở Y tế, one of Sở Xây dựng."""

import pytest

from tests.helpers import factories as make


@pytest.fixture
def syt(agencies):
    return make.a_catalogue(agencies["SYT"], submitted_on=make.FIRST_DAY, name="Sổ 1")


@pytest.fixture
def second(syt, agencies):
    return make.a_catalogue(agencies["SYT"], submitted_on=make.FIRST_DAY, name="Sổ 2")


@pytest.fixture
def sxd(agencies):
    return make.a_catalogue(agencies["SXD"], submitted_on=make.FIRST_DAY)
