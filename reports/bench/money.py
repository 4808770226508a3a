"""Pages of money late in a campaign of 300 agencies × 20 documents: ≤ 15 queries, ≤ 2 × the time of 30 agencies.

All 300 agencies have handed in volumes and reports; the documents of 30 of them are there first, then those of all.
Before that only 30 of the 300 have anything at all: from there everything grows tenfold, under the same bar.
Queries are those of who comes while nothing happens; time is that of who comes first and has the figures worked out,
the processor's, so that it says the same on a busy machine; a database in a process of its own is not in it.
"""

from collections.abc import Callable, Sequence
from time import process_time
from typing import NamedTuple

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Duty, User
from budgets.models import Settlement
from plans.models import Plan

from .dashboard import SETTINGS, opened, opened_again
from .invented_money import DOCUMENTS, write_money
from .province import AGENCIES, LAST_DAY, all_agencies, empty_plan, fill, person
from .timing import settle
from .visiting import BACKEND, open_for_visits

FEW, MOST_QUERIES, MOST_GROWTH, TIMES = 30, 15, 2, 7
MOST_OF_A_PAPER = 24  # queries of one agency's paper, with those of the limit on exports: not brought to 15 yet
PAPERS = ("docx", "xlsx")  # a .pdf is drawn from the same rows, for seconds


class Visit(NamedTuple):
    """A page with who opens it."""

    name: str
    browser: Client
    address: str
    most_queries: int = MOST_QUERIES


class Cost(NamedTuple):
    """The least milliseconds of the processor that a page took, and the least queries."""

    ms: float
    queries: int


def measure_money(say: Callable[[str], object]) -> bool:
    """The same pages while 30 agencies have anything, have documents, then all 300; True where the bars hold."""
    with open_for_visits(), override_settings(**SETTINGS):
        plan, agencies = empty_plan(), all_agencies()
        clerk = person("clerk", agencies[0], Duty.PREPARES)
        say(f"{AGENCIES} agencies × {DOCUMENTS} documents on {connection.vendor}, as of {LAST_DAY}")
        few, rest = agencies[:FEW], agencies[FEW:]
        fill(plan, few, clerk)
        write_documents(plan, few, clerk, "1")
        visits = visits_of(agencies)
        begun = [cost_of(visit) for visit in visits]
        fill(plan, rest, clerk, "2")
        reported = [cost_of(visit) for visit in visits]
        write_documents(plan, rest, clerk, "2")
        done = [cost_of(visit) for visit in visits]
    results = [held(say, *costs) for costs in zip(visits, begun, reported, done, strict=True)]
    return all(results)


def visits_of(agencies: list[Agency]) -> list[Visit]:
    """Sở Tài chính's desk, the ledger of the province, a group and an agency, the whole province, the settlements and
    the table that compares one with its contracts."""
    tuan, reader = browser_of("STC", Duty.APPRAISES_ESTIMATES), browser_of("UBND", Duty.READS_EVERYTHING)
    ledger, agency = reverse("ledger"), next(each for each in agencies if each.kind == Agency.Kind.DEPARTMENT)
    table = (Settlement.objects.get(agency=agency).pk, "doi-chieu")
    return [
        Visit("desk", tuan, reverse("estimate_list")),
        Visit("ledger, province", reader, ledger),
        Visit("ledger, group", reader, f"{ledger}?don-vi=huyen-xa"),
        Visit("ledger, agency", reader, f"{ledger}?don-vi={agency.code}"),
        Visit("dashboard", reader, reverse("dashboard")),
        Visit("settlements", tuan, reverse("settlement_list")),
        *(
            Visit(f"comparison .{each}", tuan, reverse("settlement_paper", args=[*table, each]), MOST_OF_A_PAPER)
            for each in PAPERS
        ),
    ]


def browser_of(code: str, duty: Duty) -> Client:
    browser = Client()
    browser.force_login(person(code.lower(), Agency.objects.get(code=code), duty), backend=BACKEND)
    return browser


def write_documents(plan: Plan, agencies: Sequence[Agency], clerk: User, number: str) -> None:
    """These agencies have their documents too, and the database knows how many there are."""
    write_money(plan, agencies, clerk, number)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def cost_of(visit: Visit) -> Cost:
    opened(visit.browser, visit.address)
    settle()
    queries = min(queries_of(visit) for _ in range(2))  # once a minute a log-in is noted as seen, by queries of its own
    return Cost(min(milliseconds(visit) for _ in range(TIMES)), queries)


def queries_of(visit: Visit) -> int:
    with CaptureQueriesContext(connection) as caught:
        opened_again(visit.browser, visit.address)
    return len(caught)  # counted before the next request empties the log


def milliseconds(visit: Visit) -> float:
    start = process_time()
    opened(visit.browser, visit.address)
    return (process_time() - start) * 1_000


def held(say: Callable[[str], object], visit: Visit, begun: Cost, reported: Cost, done: Cost) -> bool:
    """Say what the visit costs while few have anything, once all have reported, once all have their documents; True
    where it is no more than the bars allow."""
    growth, from_few = done.ms / reported.ms, done.ms / begun.ms
    times = f"{begun.ms:7.1f} → {reported.ms:6.1f} → {done.ms:6.1f} ms  × {growth:4.2f}, from few × {from_few:4.2f}"
    say(f"  {visit.name:17}{times}   {begun.queries:3} → {reported.queries:3} → {done.queries:3} queries")
    return done.queries <= visit.most_queries and max(growth, from_few) <= MOST_GROWTH
