"""Which tables a page asks. Rows of a table that it does not ask cannot break it: what it asks, and in which order,
follows from the rows of those that it does ask."""

import re
from contextlib import contextmanager

from django.db import connection

ASKED = re.compile(r'(?:FROM|JOIN) "?(\w+)')


@contextmanager
def asked_tables():
    """The names of the tables that are asked meanwhile."""
    found = set()

    def note(execute, sql, params, many, context):
        found.update(ASKED.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
