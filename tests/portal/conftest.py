"""What Sở Y tế has: one of each."""

import pytest

from tests.helpers.marked_objects import marked_objects as marked_objects_of


@pytest.fixture
def marked_objects(agencies, cast, plan):
    """By name, each marked with a word that exists nowhere else."""
    return marked_objects_of(agencies, cast, plan)
