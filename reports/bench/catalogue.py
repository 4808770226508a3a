"""Two million files in 600 catalogues: pages by key, searches, the dashboard, totals, the long workbook."""

import resource
from collections.abc import Callable
from fractions import Fraction
from math import inf
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import Workbook

from agencies.models import Agency, Duty
from plans.catalogues import words
from plans.catalogues.bulk import change_files
from plans.catalogues.files import counted, totals_of
from plans.catalogues.paging import OVER_PLACE, page_of
from plans.catalogues.search import FEW_FOUND, MOST_OF_A_TEXT, in_catalogues, looked_up, narrowed
from plans.models import Catalogue, Fonds
from plans.targets.setup import load_plan
from reports.documents.catalogue import lines
from reports.documents.catalogue_xlsx import write_xlsx

from .dashboard import SETTINGS
from .desk import measure_desk
from .invented import Invented
from .province import person, start_of
from .timing import medians_ms
from .two_million import fill

FILES, LEAST_FILES, CATALOGUES, TENTH = 2_000_000, 100_000, 600, 10  # with fewer, pages have no depth
DEEP, DASHBOARD_MS, GROWTH, EXPORT, EXPORT_MB = 3, 50, 2, 5, 100
# Parts of what one process needs to read the same text through all files, measured in the same run.
AGENCY, PROVINCE, FINDING = Fraction(1, 25), Fraction(1, 10), Fraction(1, 5)
WRITES = 60
FINDINGS = ("sheets", "duplicate", "any")
# On every file, on every eighth, on one in 2.057 (a person and a place), on one in 20.011, on none.
SEARCHES = ("cua", "quy hoach mang luoi", "nguyen van ba tam ky", "hoa vang", "khong co that")


def measure_catalogue(say: Callable[[str], object], files: int = FILES) -> bool:
    """Measure on this database; True where the bars hold."""
    with override_settings(**SETTINGS):
        bench = CatalogueBench(say, files)
        fill(bench.catalogues, 0, files // TENTH)
        few = bench.dashboard()
        fill(bench.catalogues, files // TENTH, files)
        say(f"{files} files in {CATALOGUES} catalogues on {connection.vendor}")
        held = [
            bench.pages(),
            bench.searches(),
            bench.dashboard_grown(few),
            bench.totals(),
            bench.export(),
            measure_desk(say, bench.catalogues),
        ]
        return all(held)


class CatalogueBench:
    def __init__(self, say, files):
        self.say, self.files, self.plan = say, files, load_plan()
        agencies = list(Agency.objects.holding_records())
        self.clerk = person("clerk", agencies[0], Duty.PREPARES)
        self.reader = person("reader", Agency.objects.get(code="UBND"), Duty.READS_EVERYTHING)
        places = [(agencies[n % len(agencies)], f"Phông {n}") for n in range(CATALOGUES)]
        fonds = Fonds.objects.bulk_create(Fonds(agency=agency, name=name) for agency, name in places)
        day = start_of(self.plan.starts_on)
        self.catalogues = Catalogue.objects.bulk_create(
            Catalogue(plan=self.plan, agency=one.agency, fonds=one, name="Mục lục", state="submitted", submitted_at=day)
            for one in fonds
        )
        self.keys = [one.pk for one in self.catalogues]

    def within(self, name, value, bar, unit="ms"):
        self.say(f"  {name:42}{value:9.1f} {unit} (bar {bar})")
        return value <= bar

    def pages(self):
        """The first and the deepest page of everything, and of the longest catalogue; read in turns, as pairs."""
        held = []
        for name, keys, order in (
            ("province", self.keys, OVER_PLACE),
            ("longest catalogue", self.keys[:1], "position"),
        ):
            files = in_catalogues(keys)
            names = [f"-{one}" for one in (OVER_PLACE if order == OVER_PLACE else ("position", "pk"))]
            last = files.order_by(*names)[150:151].get().pk
            first_ms, deep_ms = medians_ms(
                lambda files=files, order=order: page_of(files, order),
                lambda files=files, order=order, last=last: page_of(files, order, after=last),
            )
            self.say(f"  {name}: first page {first_ms:.1f} ms, deepest {deep_ms:.1f} ms")
            held.append(self.within("    deepest / first", deep_ms / first_ms, DEEP, "×"))
        return all(held)

    def searches(self):
        """Page and sums of a search, inside a usual agency, inside the one of the longest catalogue, over all."""
        self.learn()
        places = [
            ("agency", self.agency(-1), AGENCY),
            ("largest agency", self.agency(0), AGENCY),
            ("province", self.agency(), PROVINCE),
        ]
        held = []
        for name, catalogues, bar in places:
            self.say(f"  search, {name} of {sum(one.file_count for one in catalogues)} files")
            held += [self.part(text, catalogues, {"q": text}, bar, bounded=True) for text in SEARCHES]
        self.say("  findings of the largest agency")
        held += [self.part(SEARCHES[0], self.agency(0), {"check": finding}, FINDING) for finding in FINDINGS]
        return all(held)

    def learn(self):
        """The words of all files, as the worker keeps them; no import waits for it."""
        start = perf_counter()
        words.bring_up_to_date(inf)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        self.say(f"  words of all files written and indexed in {perf_counter() - start:.0f} s")

    def part(self, text, catalogues, wanted, bar, bounded=False):
        """Whether what is wanted takes no more than that part of reading the text through all files, in turns."""
        spent, plain = medians_ms(
            lambda: self.searched(catalogues, wanted, bounded), lambda: read_through(text), times=7
        )
        name = "“{}”".format(wanted.get("q") or wanted["check"])
        self.say(
            f"    {name:30}{spent:9.1f} ms, 1/{plain / spent:.1f} of {plain:.0f} ms (bar 1/{bar.denominator})"
            + ("" if spent <= plain * bar else " !")
        )
        return spent <= plain * bar

    def agency(self, number=None):
        """The catalogues, fresh, of the agency of that one; without a number all of them."""
        mine = Catalogue.objects.filter(pk__in=self.keys).select_related("agency").order_by("pk")
        return list(mine if number is None else mine.filter(agency=self.catalogues[number].agency_id))

    def searched(self, catalogues, wanted, bounded):
        """A page of the files and their sums, as the list shows them."""
        keys = [one.pk for one in catalogues]
        most = MOST_OF_A_TEXT if "q" in wanted else None
        files, sums = looked_up(narrowed(in_catalogues(keys), wanted, catalogues), bounded, most)
        walked = (sums.catalogues or keys) if sums.files > FEW_FOUND else ()
        return page_of(files, OVER_PLACE, catalogues=walked, placed=sums.placed)

    def dashboard(self):
        """Milliseconds the database works for the province's page."""
        reader, spent = Client(), []
        reader.force_login(self.reader, backend="django.contrib.auth.backends.ModelBackend")

        def timed(execute, *call):
            start = perf_counter()
            try:
                return execute(*call)
            finally:
                spent.append((perf_counter() - start) * 1000)

        def opened():
            spent.clear()
            with connection.execute_wrapper(timed):
                if reader.get(reverse("dashboard")).status_code != 200:
                    raise RuntimeError("the dashboard did not open")
            return sum(spent)

        opened()  # what the first reader after a start pays once
        return median(opened() for _ in range(9))

    def dashboard_grown(self, few):
        many = self.dashboard()
        held = self.within("dashboard's database time", many, DASHBOARD_MS)
        return self.within("  growth from a tenth of the files", many / few, GROWTH, "×") and held

    def totals(self):
        """Random changes by the services, then every catalogue's totals against its rows."""
        chance = Invented(30)
        mine = [one for one in self.catalogues if one.agency_id == self.clerk.agency_id][1:]
        Catalogue.objects.filter(pk__in=[one.pk for one in mine]).update(state="draft")
        for _ in range(WRITES):
            one = Catalogue.objects.select_related("agency").get(pk=chance.choice(mine).pk)
            some = one.files.filter(page_count=chance.randrange(30, 120))
            change_files(one, some, {"retention_years": chance.choice((0, 5, 20))}, actor=self.clerk)
        wrong = [one.pk for one in Catalogue.objects.all() if totals_of(one) != counted(one)]
        return self.within(f"catalogues whose totals differ after {WRITES} writes", len(wrong), 0, "")

    def export(self):
        """The longest catalogue in the official form against openpyxl's own fastest way."""
        longest = Catalogue.objects.select_related("agency", "fonds", "plan").get(pk=self.keys[0])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours = seconds(lambda target: write_xlsx(longest, target))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        theirs = seconds(lambda target: write_only(longest, target))
        self.say(
            f"  {longest.file_count} rows as .xlsx: {ours:.1f} s, openpyxl write_only {theirs:.1f} s, "
            f"{theirs / ours:.1f} × as fast (bar {EXPORT})"
        )
        return self.within("memory the export added", grown, EXPORT_MB, "MB") and theirs / ours >= EXPORT


def read_through(text):
    """How many files hold the text: one process reads them all."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT count(*) FROM plans_archivalfile WHERE search_text LIKE %s", [f"%{text}%"])
        found = cursor.fetchone()
        cursor.execute("RESET max_parallel_workers_per_gather")
    return found


def write_only(catalogue, target):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines(catalogue):
        sheet.append(line)
    book.save(target)


def seconds(write):
    with TemporaryFile() as target:
        start = perf_counter()
        write(target)
        return perf_counter() - start
