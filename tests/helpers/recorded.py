"""Every POST of every test that changes rows must leave an Event: the test client looks at what it writes."""

import re
from contextlib import contextmanager

from django.db import connection

WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
ONLY_LOCKED = re.compile(r'UPDATE "(\w+)" SET "version" = \("\1"\."version" \+ (?:1|%s)\) WHERE')
EVENTS = "agencies_event"
LEAVE_NONE = {
    "django_admin_log": "Django's own list beside the history",
    "django_session": "who is logged in, and what was typed when a login ended",
    "agencies_portalsession": "the same, in the portal's own table",
    "otp_totp_totpdevice": "the last code and wrong ones of a phone; setting one up is an event",
    "otp_static_staticdevice": "the same of recovery codes",
    "otp_static_statictoken": "a recovery code that was used; the log-in is an event",
    "axes_accessattempt": "counters of the log-in limits; the failures themselves are events",
    "axes_accessfailurelog": "the same",
    "agencies_usage": "how much somebody did in a period, forgotten after it",
    "agencies_loginplace": "from where somebody logged in, for the limits of log-ins",
    "agencies_sentform": "the key of a form, beside what it made",
    "agencies_formdraft": "typed, and not yet handed in",
    "agencies_listview": "how somebody likes lists, which is nobody else's business",
    "reports_noticelook": "until when somebody has read what is new",
    "agencies_keptfile": "chosen for a form, and not yet handed in",
}


class Written:
    """Tables that were written, without what was rolled back."""

    def __init__(self):
        self.tables = []

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT"):
            self.tables.append(sql.split()[1])
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            del self.tables[self.tables.index(sql.split()[-1]) :]
        result = execute(sql, params, many, context)
        found = None if ONLY_LOCKED.match(sql) else WRITES.match(sql)
        if found and (sql.startswith("INSERT") or context["cursor"].rowcount):
            self.tables.append(found[1])
        return result

    @property
    def rows(self):
        return {name for name in self.tables if not name.startswith('"')} - LEAVE_NONE.keys()


@contextmanager
def recorded(request):
    """AssertionError where the request is a POST that changed rows and left no Event."""
    if request.get("REQUEST_METHOD") != "POST" or not connection.in_atomic_block:
        yield
        return
    written = Written()
    with connection.execute_wrapper(written):
        yield
    said = f"{request['PATH_INFO']} changed {written.rows}, and left no Event"
    assert not written.rows or EVENTS in written.rows, said
