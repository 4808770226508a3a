"""Finding probable duplicates: scope, repeated titles or codes, clusters.

The database names the titles that come more than once; their files are read in batches and compared here, so
memory holds one batch, and a title that comes a hundred thousand times costs no more than a sort.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, QuerySet

from agencies.models import Agency
from plans.appraisal.likeness import similar_page_count
from plans.models import ArchivalFile, Catalogue, DuplicateGroup
from plans.models.duplicates import Reach
from plans.pricing import a4_pages

from .title_keys import NO_KEY

BATCH = 5_000  # files read at a time
COLUMNS = ("title_key", "start_date", "end_date", "a4", "pk", "catalogue_id", "reference_code")
Kind = DuplicateGroup.Kind
Files = QuerySet[ArchivalFile]


@dataclass(frozen=True)
class Scope:
    """Where a search looks: one catalogue, one agency, or (with neither) all that was ever handed in."""

    agency: Agency | None = None
    catalogue: Catalogue | None = None

    @property
    def reach(self) -> Reach:
        return Reach.CATALOGUE if self.catalogue else Reach.AGENCY if self.agency else Reach.PROVINCE

    @property
    def key(self) -> str:
        """The scope as DuplicateSearch and DuplicateGroup store it: "catalogue:12", "agency:3", "province"."""
        place = self.catalogue or self.agency
        return f"{self.reach.value}:{place.pk}" if place else self.reach.value

    @property
    def name(self) -> str:
        return str(self.catalogue or self.agency or "Toàn tỉnh")

    def catalogues(self) -> QuerySet[Catalogue]:
        if self.catalogue:
            return Catalogue.objects.filter(pk=self.catalogue.pk)
        if self.agency:
            return Catalogue.objects.filter(agency__in=Agency.objects.run_by(self.agency))
        return Catalogue.objects.filter(submitted_at__isnull=False)

    def files(self, catalogues: Collection[int] | None = None) -> Files:
        """Files that would be scanned, of all the scope's catalogues or of those with these keys."""
        where = self.catalogues() if catalogues is None else catalogues
        return ArchivalFile.objects.to_digitize().filter(catalogue__in=where).order_by()


class ComparedFile(NamedTuple):
    """What is compared of a file; `pages` are trang A4 quy đổi."""

    title_key: int
    start: str
    end: str
    pages: int
    pk: int
    catalogue: int
    code: str

    @property
    def last(self) -> str:
        """Later than every day of the span, as text: "2008" reaches over "2008-12-31"; an unknown one never ends."""
        return f"{self.end or self.start}~"

    @property
    def likeness(self) -> tuple[str, str, int]:
        """What is equal in files that are exactly alike, besides their title."""
        return self.start, self.end, self.pages


def rows_of(files: Files) -> list[ComparedFile]:
    """Sorted here and not by the database, whose order of texts depends on its collation."""
    return sorted(ComparedFile(*values) for values in files.annotate(a4=a4_pages()).values_list(*COLUMNS))


def repeated_titles(files: Files) -> list[tuple[int, int]]:
    """[(title_key, count)] of titles that come more than once: one pass over the index of title keys."""
    return list(several(files.exclude(title_key=NO_KEY), "title_key").order_by("title_key"))


def several(files: Files, *names: str) -> QuerySet:
    """(value of each name, …, count) of the values that more than one file has."""
    return files.values(*names).annotate(count=Count("pk")).filter(count__gt=1).values_list(*names, "count")


def batches(counted: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Lists of title keys whose files together are about BATCH."""
    keys: list[int] = []
    files = 0
    for key, count in counted:
        keys.append(key)
        files += count
        if files >= BATCH:
            yield keys
            keys, files = [], 0
    if keys:
        yield keys


def same_titles(files: Files, keys: Collection[int]) -> Iterator[list[ComparedFile]]:
    """Lists of rows that seem to be one file, among those with these titles."""
    for _, rows in groupby(rows_of(files.filter(title_key__in=keys)), key=attrgetter("title_key")):
        yield from clusters(rows)


def clusters(rows: Iterable[ComparedFile]) -> list[list[ComparedFile]]:
    """Two and more rows (in the order of their start) each, that overlap a first one and have about as many pages.

    Open clusters differ by more than a tenth of their pages, or the later would have joined the earlier one: so there
    are never more than some hundred, whatever the number of rows.
    """
    still_open: list[list[ComparedFile]] = []
    found: list[list[ComparedFile]] = []
    for row in rows:
        still_open = [cluster for cluster in still_open if row.start <= cluster[0].last]
        home = next((cluster for cluster in still_open if similar_page_count(cluster[0].pages, row.pages)), None)
        if home is None:
            home = []
            still_open.append(home)
            found.append(home)
        home.append(row)
    return [cluster for cluster in found if len(cluster) > 1]


def same_codes(files: Files) -> list[list[ComparedFile]]:
    """Lists of rows with the same reference code; the caller gives the files of one agency."""
    coded = files.exclude(reference_code="")
    codes = several(coded, "reference_code").values("reference_code")
    rows = sorted(rows_of(coded.filter(reference_code__in=codes)), key=lambda row: (row.code, row.pk))
    return [list(group) for _, group in groupby(rows, key=attrgetter("code"))]


def kind_of(rows: Iterable[ComparedFile]) -> Kind:
    """Of rows with the same title: exact where dates and pages are equal too."""
    return Kind.EXACT if len({row.likeness for row in rows}) == 1 else Kind.NEAR


def twins_of(rows: Iterable[ComparedFile]) -> Counter[tuple[int, str, str, int]]:
    """{title, start, end, pages: how many rows have exactly these}."""
    return Counter((row.title_key, *row.likeness) for row in rows)


def reach_of(rows: Collection[ComparedFile], agencies: Mapping[int, int]) -> Reach:
    """How far apart the rows lie; `agencies` is {catalogue's pk: agency's pk}."""
    if len({row.catalogue for row in rows}) == 1:
        return Reach.CATALOGUE
    return Reach.AGENCY if len({agencies[row.catalogue] for row in rows}) == 1 else Reach.PROVINCE


def kept_row(rows: Iterable[ComparedFile]) -> ComparedFile:
    """The one worth scanning: the one with most pages, of equals the one entered first."""
    return min(rows, key=lambda row: (-row.pages, row.pk))


def fingerprint(rows: Iterable[ComparedFile]) -> str:
    """The same for the same set of files, however it was found."""
    return blake2b(" ".join(map(str, sorted(row.pk for row in rows))).encode(), digest_size=16).hexdigest()
