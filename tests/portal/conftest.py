"""What Sở Y tế has: one of each."""

import pytest

from plans.models import Plan
from tests.conftest import AgenciesByCode, person_called
from tests.helpers.marked_objects import marked_objects as marked_objects_of


@pytest.fixture
def marked_objects(agencies, cast, plan):
    """By name, each marked with a word that exists nowhere else."""
    return marked_objects_of(agencies, cast, plan)


@pytest.fixture(scope="module")
def shared_objects(shared_rows):
    """The same, made once for all tests of a module; each takes back what it changes."""
    with shared_rows():
        agencies = AgenciesByCode()
        yield marked_objects_of(agencies, lambda name: person_called(name, agencies), Plan.objects.get())
