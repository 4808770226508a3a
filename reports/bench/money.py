"""Pages of money late in a campaign of 300 agencies × 20 documents: ≤ 15 queries, ≤ 2 × the time of 30 agencies.

All 300 agencies have handed in volumes and reports; the documents of 30 of them are there first, then those of all.
Queries are those of who comes while nothing happens; time is that of who comes first and has the figures worked out,
the processor's, so that it says the same on a busy machine; a database in a process of its own is not in it.
"""

from collections.abc import Callable
from time import process_time
from typing import NamedTuple

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Duty

from .dashboard import SETTINGS, opened, opened_again
from .invented_money import DOCUMENTS, write_money
from .province import AGENCIES, LAST_DAY, all_agencies, empty_plan, fill, person
from .timing import settle
from .visiting import BACKEND, open_for_visits

FEW, MOST_QUERIES, MOST_GROWTH, TIMES = 30, 15, 2, 7


class Visit(NamedTuple):
    """A page with who opens it."""

    name: str
    browser: Client
    address: str


class Cost(NamedTuple):
    """The least milliseconds of the processor that a page took, and its queries."""

    ms: float
    queries: int


def measure_money(say: Callable[[str], object]) -> bool:
    """The same pages with the documents of 30 agencies, then of 300; True where the bars hold."""
    with open_for_visits(), override_settings(**SETTINGS):
        plan, agencies = empty_plan(), all_agencies()
        clerk, visits = person("clerk", agencies[0], Duty.PREPARES), visits_of(agencies)
        say(f"{AGENCIES} agencies × {DOCUMENTS} documents on {connection.vendor}, as of {LAST_DAY}")
        fill(plan, agencies, clerk)
        parts = (("1", agencies[:FEW]), ("2", agencies[FEW:]))
        before, after = [documented(plan, part, clerk, number, visits) for number, part in parts]
    results = [held(say, *costs) for costs in zip(visits, before, after, strict=True)]
    return all(results)


def visits_of(agencies: list[Agency]) -> list[Visit]:
    """Sở Tài chính's desk, the ledger of the province, a group and an agency, the whole province."""
    tuan, reader = browser_of("STC", Duty.APPRAISES_ESTIMATES), browser_of("UBND", Duty.READS_EVERYTHING)
    ledger, agency = reverse("ledger"), next(each for each in agencies if each.kind == Agency.Kind.DEPARTMENT)
    return [
        Visit("desk", tuan, reverse("estimate_list")),
        Visit("ledger, province", reader, ledger),
        Visit("ledger, group", reader, f"{ledger}?don-vi=huyen-xa"),
        Visit("ledger, agency", reader, f"{ledger}?don-vi={agency.code}"),
        Visit("dashboard", reader, reverse("dashboard")),
    ]


def browser_of(code: str, duty: Duty) -> Client:
    browser = Client()
    browser.force_login(person(code.lower(), Agency.objects.get(code=code), duty), backend=BACKEND)
    return browser


def documented(plan, agencies, clerk, number, visits):
    """What the visits cost once these agencies have their documents too."""
    write_money(plan, agencies, clerk, number)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return [cost_of(visit) for visit in visits]


def cost_of(visit: Visit) -> Cost:
    opened(visit.browser, visit.address)
    settle()
    with CaptureQueriesContext(connection) as caught:
        opened_again(visit.browser, visit.address)
    queries = len(caught)  # counted before the next request empties the log
    return Cost(min(milliseconds(visit) for _ in range(TIMES)), queries)


def milliseconds(visit: Visit) -> float:
    start = process_time()
    opened(visit.browser, visit.address)
    return (process_time() - start) * 1_000


def held(say: Callable[[str], object], visit: Visit, few: Cost, many: Cost) -> bool:
    """Say what the visit costs; True where it is no more than the bars allow."""
    growth = many.ms / few.ms
    times = f"{few.ms:7.1f} → {many.ms:6.1f} ms  × {growth:4.2f}"
    say(f"  {visit.name:17}{times}   {few.queries:3} → {many.queries:3} queries")
    return many.queries <= MOST_QUERIES and growth <= MOST_GROWTH
