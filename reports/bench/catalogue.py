"""Two million files in 600 catalogues: pages by key, searches, the dashboard, totals, the long workbook."""

import resource
from collections.abc import Callable
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import Workbook

from agencies.models import Agency, Duty
from plans.catalogues.bulk import change_files
from plans.catalogues.files import counted, totals_of
from plans.catalogues.paging import OVER_PLACE, page_of
from plans.catalogues.search import FEW_FOUND, in_catalogues, looked_up, narrowed
from plans.models import Catalogue, Fonds
from plans.targets.setup import load_plan
from reports.documents.catalogue import lines
from reports.documents.catalogue_xlsx import write_xlsx

from .dashboard import SETTINGS
from .desk import measure_desk
from .invented import Invented
from .province import person, start_of
from .timing import median_ms, medians_ms
from .two_million import fill

FILES, LEAST_FILES, CATALOGUES, TENTH = 2_000_000, 100_000, 600, 10  # with fewer, pages have no depth
DEEP, AGENCY_MS, PROVINCE_MS, DASHBOARD_MS, GROWTH, EXPORT, EXPORT_MB = 3, 50, 500, 50, 2, 5, 100
WRITES = 60
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
        places = [
            ("agency", self.agency(-1), AGENCY_MS, False),
            ("largest agency", self.agency(0), AGENCY_MS, False),
            ("province", self.catalogues, PROVINCE_MS, True),
        ]
        held = []
        for name, catalogues, bar, bounded in places:
            self.say(f"  search, {name} of {sum(one.file_count for one in catalogues)} files")
            held += [
                self.within(f"    “{text}”", self.searched(catalogues, {"q": text}, bounded), bar) for text in SEARCHES
            ]
        for finding in ("sheets", "duplicate", "any"):
            spent = self.searched(self.agency(0), {"check": finding}, False)
            self.say(f"  largest agency, finding “{finding}”: {spent:.1f} ms")
        return all(held)

    def agency(self, number):
        agency = self.catalogues[number].agency_id
        return list(Catalogue.objects.filter(agency=agency, pk__in=self.keys).select_related("agency"))

    def searched(self, catalogues, wanted, bounded):
        keys = [one.pk for one in catalogues]

        def page_and_sums():
            files, sums = looked_up(narrowed(in_catalogues(keys), wanted, catalogues), bounded)
            return page_of(files, OVER_PLACE, catalogues=(sums.catalogues or keys) if sums.files > FEW_FOUND else ())

        return median_ms(page_and_sums, times=7)

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
