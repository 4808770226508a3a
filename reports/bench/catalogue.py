"""Two million files in 600 catalogues: pages by key, searches, the dashboard, totals, the long workbook."""

import random
import resource
from tempfile import TemporaryFile
from time import perf_counter

from django.db import connection
from django.test import override_settings
from openpyxl import Workbook

from agencies.calendar import portal_today
from agencies.models import Agency, Duty
from plans.models import Catalogue, Fonds
from plans.services.bulk import change_files
from plans.services.files import counted, recount, totals_of
from plans.services.setup import load_plan
from plans.shelf import OVER_PLACE, in_catalogues, narrowed, page_of, sums_beside
from reports.documents.catalogue import lines
from reports.documents.catalogue_xlsx import write_xlsx
from reports.figures import province_figures

from .dashboard import SETTINGS
from .province import person, start_of
from .timing import median_ms

FILES, CATALOGUES, TENTH = 2_000_000, 600, 10
DEEP, AGENCY_MS, PROVINCE_MS, DASHBOARD_MS, GROWTH, EXPORT, EXPORT_MB = 3, 50, 500, 50, 2, 5, 100
WRITES = 60
SEARCHES = ("quy hoach mang luoi", "hoa vang", "khong co that")  # on every eighth file, on one in 20.011, on none
TITLES = (
    ("Quy hoạch mạng lưới y tế", "quy hoach mang luoi y te"), ("Công văn đi", "cong van di"),
    ("Hồ sơ cấp giấy chứng nhận quyền sử dụng đất", "ho so cap giay chung nhan quyen su dung dat"),
    ("Quyết toán ngân sách", "quyet toan ngan sach"), ("Hồ sơ nâng lương", "ho so nang luong"),
    ("Kiểm tra an toàn thực phẩm", "kiem tra an toan thuc pham"), ("Báo cáo tổng kết", "bao cao tong ket"),
    ("Hồ sơ xây dựng trạm y tế", "ho so xay dung tram y te"),
)  # fmt: skip
# Every twentieth file goes to the first catalogue, so that one is as long as a province's longest.
# Files of one catalogue lie together, as imports write them.
ROWS = """
WITH RECURSIVE series(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM series WHERE i + 1 < {last}),
subject(n, title, folded) AS (VALUES {titles})
INSERT INTO plans_archivalfile (catalogue_id, position, box_number, file_number, reference_code, title, search_text,
  start_date, end_date, retention_years, sheet_count, page_count, page_count_a3, page_count_a2, page_count_a1,
  page_count_a0, arranged, digitized_before, condition, priority, note, decision, left_out_reason, revision, title_key)
SELECT CASE WHEN i % 20 = 0 THEN {catalogue} ELSE {catalogue} + i % {catalogues} END, i + 1,
  CAST(i / 12 AS VARCHAR(30)), CAST(i AS VARCHAR(30)), '',
  title || CASE WHEN i % 20011 = 7 THEN ' Hoà Vang' ELSE '' END || ', số ' || CAST(i AS VARCHAR(30)),
  folded || CASE WHEN i % 20011 = 7 THEN ' hoa vang' ELSE '' END || ' so ' || CAST(i AS VARCHAR(30)),
  CAST(1976 + i % 49 AS VARCHAR(10)), '', 0, 20 + i % 50, 30 + i % 90, 0, 0, 0, 0, i % 10 > 0, i % 97 = 0, 'fair', '',
  '', '', '', 1, i FROM series JOIN subject ON n = i % 8 ORDER BY 1, 2
"""


def measure_catalogue(say, files=FILES):
    """Measure on this database; True where the bars hold."""
    with override_settings(**SETTINGS):
        bench = Bench(say, files)
        bench.fill(0, files // TENTH)
        few = bench.dashboard()
        bench.fill(files // TENTH, files)
        say(f"{files} files in {CATALOGUES} catalogues on {connection.vendor}")
        held = [
            bench.pages(),
            bench.agency(),
            bench.province(),
            bench.dashboard_grown(few),
            bench.totals(),
            bench.export(),
        ]
        return all(held)


class Bench:
    def __init__(self, say, files):
        self.say, self.files, self.plan = say, files, load_plan()
        agencies = list(Agency.objects.holding_records())
        self.clerk = person("clerk", agencies[0], Duty.PREPARES)
        places = [(agencies[n % len(agencies)], f"Phông {n}") for n in range(CATALOGUES)]
        fonds = Fonds.objects.bulk_create(Fonds(agency=agency, name=name) for agency, name in places)
        day = start_of(self.plan.starts_on)
        self.catalogues = Catalogue.objects.bulk_create(
            Catalogue(plan=self.plan, agency=one.agency, fonds=one, name="Mục lục", state="submitted", submitted_at=day)
            for one in fonds
        )
        self.keys = [one.pk for one in self.catalogues]

    def told(self, name, value, bar, unit="ms"):
        self.say(f"  {name:42}{value:9.1f} {unit} (bar {bar})")
        return value <= bar

    def fill(self, first, last):
        titles = ", ".join(f"({n}, '{title}', '{folded}')" for n, (title, folded) in enumerate(TITLES))
        sql = ROWS.format(first=first, last=last, titles=titles, catalogue=self.keys[0], catalogues=CATALOGUES)
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.execute("ANALYZE")
        for catalogue in self.catalogues:
            recount(catalogue)

    def pages(self):
        """The first and the deepest page of everything, and of the longest catalogue."""
        held = []
        for name, keys, order in (
            ("province", self.keys, OVER_PLACE),
            ("longest catalogue", self.keys[:1], "position"),
        ):
            files = in_catalogues(keys)
            names = [f"-{one}" for one in (OVER_PLACE if order == OVER_PLACE else ("position", "pk"))]
            last = files.order_by(*names)[150:151].get().pk
            first_ms = median_ms(lambda files=files, order=order: page_of(files, order))
            deep_ms = median_ms(lambda files=files, order=order, last=last: page_of(files, order, after=last))
            self.say(f"  {name}: first page {first_ms:.1f} ms, deepest {deep_ms:.1f} ms")
            held.append(self.told("    deepest / first", deep_ms / first_ms, DEEP, "×"))
        return all(held)

    def agency(self):
        """A search inside the agency that holds the longest catalogue, with its sums."""
        keys = [one.pk for one in self.catalogues if one.agency_id == self.catalogues[0].agency_id]
        held = [self.searched(f"agency: “{text}”", keys, text, AGENCY_MS) for text in SEARCHES]
        return all(held)

    def province(self):
        held = [self.searched(f"province: “{text}”", self.keys, text, PROVINCE_MS, bounded=True) for text in SEARCHES]
        return all(held)

    def searched(self, name, keys, text, bar, bounded=False):
        files = narrowed(in_catalogues(keys), {"q": text})
        order = OVER_PLACE if len(keys) > 1 else "position"
        return self.told(name, median_ms(lambda: sums_beside(page_of(files, order), files, bounded), times=5), bar)

    def dashboard(self):
        """Milliseconds the database works for the province's figures."""
        spent = []

        def timed(execute, *call):
            start = perf_counter()
            try:
                return execute(*call)
            finally:
                spent.append((perf_counter() - start) * 1000)

        with connection.execute_wrapper(timed):
            for _ in range(5):
                spent.append(0)
                province_figures(self.plan, portal_today()).rolled_up  # noqa: B018  worked out on demand
        return sum(spent) / 5

    def dashboard_grown(self, few):
        many = self.dashboard()
        held = self.told("dashboard's database time", many, DASHBOARD_MS)
        return self.told("  growth from a tenth of the files", many / few, GROWTH, "×") and held

    def totals(self):
        """Random changes by the services, then every catalogue's totals against its rows."""
        chance = random.Random(30)  # noqa: S311  the same writes every time
        mine = [one for one in self.catalogues if one.agency_id == self.clerk.agency_id][1:]
        Catalogue.objects.filter(pk__in=[one.pk for one in mine]).update(state="draft")
        for _ in range(WRITES):
            one = Catalogue.objects.select_related("agency").get(pk=chance.choice(mine).pk)
            some = one.files.filter(page_count=chance.randrange(30, 120))
            change_files(one, some, {"retention_years": chance.choice((0, 5, 20))}, actor=self.clerk)
        wrong = [one.pk for one in Catalogue.objects.all() if totals_of(one) != counted(one)]
        return self.told(f"catalogues whose totals differ after {WRITES} writes", len(wrong), 0, "")

    def export(self):
        """The longest catalogue in the official form against openpyxl's own fastest way."""
        longest = Catalogue.objects.select_related("agency", "fonds", "plan").get(pk=self.keys[0])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours = seconds(lambda target: write_xlsx(longest, target))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        theirs = seconds(lambda target: write_only(longest, target))
        self.say(f"  {longest.file_count} rows as .xlsx: {ours:.1f} s, openpyxl write_only {theirs:.1f} s, "
                 f"{theirs / ours:.1f} × as fast (bar {EXPORT})")  # fmt: skip
        return self.told("memory the export added", grown, EXPORT_MB, "MB") and theirs / ours >= EXPORT


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
