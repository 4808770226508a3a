"""What Sở Nội vụ meets with two million files: the pages of its desk in the admin, and the search for duplicates."""

import resource
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Duty
from plans.duplicates.search import Scope
from plans.duplicates.search_job import KIND, carry_out
from plans.models import DuplicateSearch

from .province import person
from .timing import median_ms

MOST_QUERIES = 40
# Every fortieth file and the next are one and the same, with a code or without: 50.000 groups of two.
TWINS = """
UPDATE plans_archivalfile SET title_key = -(id / 40), start_date = '2000', page_count = 50,
  reference_code = CASE WHEN id / 40 % 2 = 0 THEN 'QD ' || CAST(id / 40 AS VARCHAR(30)) ELSE '' END
WHERE id % 40 IN (0, 1)
"""


def measure_desk(say, catalogues):
    """Median time and queries of each page; True where no page asks row by row. Then the job."""
    hoa = person("hoa", Agency.objects.get(code="SNV"), Duty.APPRAISES_CATALOGUES)
    reader = Client()
    reader.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    queue = reverse("appraisal_queue")
    pages = [("home", reverse("home")), ("queue", queue), ("search in the queue", f"{queue}?q=phong")]
    pages += [("queue in the admin", reverse("admin:plans_catalogue_changelist"))]
    for name, catalogue in (("usual catalogue", catalogues[-1]), ("longest catalogue", catalogues[0])):
        pages.append((name, reverse("admin:plans_catalogue_change", args=[catalogue.pk])))
        pages.append((f"{name}, by place", f"{pages[-1][1]}?thu_tu=position"))
    most = max([opened(say, reader, name, address) for name, address in pages])
    duplicates(say, hoa)
    return most <= MOST_QUERIES


def opened(say, reader, name, address):
    with CaptureQueriesContext(connection) as asked:
        if reader.get(address).status_code != 200:
            raise RuntimeError(f"GET {address} did not answer")
        queries = len(asked)
    say(f"  desk: {name:36}{median_ms(lambda: reader.get(address), times=5):9.1f} ms {queries:4} queries")
    return queries


def duplicates(say, hoa):
    """The job over the province, where one file in twenty is another's double."""
    with connection.cursor() as cursor:
        cursor.execute(TWINS)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    search = DuplicateSearch.objects.create(kind=KIND, requester=hoa, scope=Scope().key)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, perf_counter()
    carry_out(search, lambda percent, text="": None)
    search.refresh_from_db()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    say(f"  duplicates: {search.group_count} groups in {perf_counter() - start:.0f} s, {grown:.0f} MB more memory")
