"""A plugin of pytest: workbooks are read and marked by children of one process that has imported all already.

`tests/plans/intake/test_sandbox.py` and the first test of `tests/plans/uploads/test_marked_copy.py` start children
from nothing.
"""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def warm_readers():
    if "MUTANTS_RECORD" in os.environ:  # it has changed the program, so that it records which functions it calls
        yield
        return
    from reports.bench.warm_readers import warm_readers as children  # models are ready now, not when plugins load

    with children():
        yield
