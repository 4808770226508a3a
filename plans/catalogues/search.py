"""Search of files: what a filter leaves, and its sums."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Count, Q, QuerySet, Sum, TextField
from django.db.models.sql.compiler import SQLCompiler

from agencies.formats.text import fold
from agencies.models import User
from plans.appraisal import findings
from plans.appraisal.handed_in import with_rows_for
from plans.appraisal.unknown import beside_pages
from plans.models import ArchivalFile, Catalogue
from plans.models.archival_file import ArchivalFileQuerySet
from plans.models.pages import PageBasis
from plans.pricing import a4_pages

from . import words
from .paging import OVER_PLACE

Files = QuerySet[ArchivalFile]
FEW_FOUND, MOST_NAMED = 1_000, 100
FEWEST_LETTERS = 3  # of a search through the whole province
MOST_COUNTED = 100_000  # found files of the whole province; beyond it the page says "more than"
MOST_OF_A_TEXT = 10_000  # the same of those that hold a text
OPEN = {"unknown": PageBasis.UNKNOWN, "estimated": PageBasis.ESTIMATED}
USUAL_YEARS = (0, 70, 50, 30, 20, 10, 5)


def narrowed(files: ArchivalFileQuerySet, wanted: Mapping[str, Any], catalogues: Sequence[Catalogue]) -> Files:
    """The files of these catalogues that a cleaned SearchForm leaves."""
    found: Files = with_text(files, wanted.get("q") or "", catalogues)
    if wanted.get("check"):
        found = findings.having(wanted["check"], found, catalogues)
    plain = {name: wanted[name] for name in ("priority", "condition") if wanted.get(name)}
    plain |= {name: wanted[name] == "yes" for name in ("arranged", "digitized_before") if wanted.get(name)}
    if wanted.get("box"):
        plain["box_number"] = wanted["box"]
    if wanted.get("pages_from") is not None:
        plain["page_count__gte"] = wanted["pages_from"]
    if wanted.get("pages_to") is not None:
        plain["page_count__lte"] = wanted["pages_to"]
    return of_decision(of_retention(found.filter(**plain), wanted.get("retention")), wanted.get("decision"))


def with_text(files: ArchivalFileQuerySet, text: str, catalogues: Sequence[Catalogue]) -> Files:
    """The files of the catalogues that hold the text, by the index of words where that is quicker."""
    keys = words.candidates(text, catalogues)
    found = files.search(text)
    return found if keys is None else found.filter(words.among(keys))


def of_retention(files: Files, code: str | None) -> Files:
    """The files kept so many years; with "other" those of an unusual number."""
    if not code:
        return files
    unusual = ~Q(retention_years__in=USUAL_YEARS) & Q(retention_years__isnull=False)
    return files.filter(unusual) if code == "other" else files.filter(retention_years=int(code))


def of_decision(files: Files, code: str | None) -> Files:
    """The files with that decision; with "pending" those without one."""
    return files.filter(decision="" if code == "pending" else code) if code else files


def within(user: User, agency_code: str = "") -> QuerySet[Catalogue]:
    """The catalogues whose files the user looks through: all visible ones, or one agency's."""
    seen = with_rows_for(user, Catalogue.objects.visible_to(user))
    return seen.filter(agency__code=agency_code) if agency_code else seen


def in_catalogues(keys: Iterable[int]) -> ArchivalFileQuerySet:
    """Files of the catalogues with these keys.

    Few are named, for their index; of nearly all the others are: then PostgreSQL reads with several processes, which it
    never does for a list of keys.
    """
    keys = set(keys)
    if len(keys) == 1:
        return ArchivalFile.objects.filter(catalogue_id=keys.pop())
    if len(keys) > MOST_NAMED:
        rest = Catalogue.objects.filter(pk__lte=max(keys)).exclude(pk__in=keys)
        others = list(rest.order_by().values_list("pk", flat=True))
        if len(others) < len(keys):
            return ArchivalFile.objects.filter(catalogue_id__lte=max(keys)).exclude(catalogue_id__in=others)
    return ArchivalFile.objects.filter(catalogue_id__in=keys)


@dataclass
class Sums:
    """How many files, and their pages (trang A4 quy đổi); `more` where counting stopped.

    `catalogues`: keys of those that the files are of, `placed`: of the files themselves, where these are known.
    """

    files: int
    pages: int | None
    more: bool = False
    catalogues: tuple[int, ...] = field(default=(), compare=False)
    placed: tuple[int, ...] = field(default=(), compare=False)  # keys of the files in the order of their place
    unknown: int = field(default=0, compare=False)  # files whose pages nobody knows: the sum is without them
    estimated: int = field(default=0, compare=False)  # files whose pages were worked out from their sheets

    @property
    def beside(self) -> str:
        """What the sum of pages is without or rests on, as the end of a sentence; it begins with a comma."""
        said = beside_pages(self.unknown, self.estimated)
        return f", {said}" if said else ""


class Keys(Aggregate):
    """Keys of the rows counted, as a list."""

    function, allow_distinct = "json_group_array", True
    output_field = TextField()
    postgresql = "array_agg(%(distinct)s%(expressions)s)"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
        return self.as_sql(compiler, connection, template=self.postgresql)

    def convert_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """SQLite answers with JSON, PostgreSQL with a list."""
        return json.loads(value) if isinstance(value, str) else value


class FewKeys(Keys):
    """PostgreSQL hands over no more of them than are needed."""

    postgresql = f"(array_agg(%(expressions)s))[1:{FEW_FOUND + 1}]"


def looked_up(files: Files, bounded: bool = False, most: int | None = None) -> tuple[Files, Sums]:
    """(files to page through, their sums). Few are named by their keys, so that the filter is worked out once.

    Bounded: the sums of up to so many (100.000) and which catalogues they are in, past that only that there are more.
    Of up to `most` the keys are known in the order of their places, where the database can say them.
    """
    in_order = bool(most) and bounded and can_order_keys()
    most = most or MOST_COUNTED
    found = files.order_by().annotate(a4_found=a4_pages())
    asked: dict[str, Aggregate] = {"count": Count("*"), "pages": Sum("a4_found")}
    asked |= {name: Count("pk", filter=Q(page_basis=basis)) for name, basis in OPEN.items()}
    asked["keys"] = ArrayAgg("pk", order_by=OVER_PLACE) if in_order else FewKeys("pk")
    if bounded:
        found = found[: most + 1]
        asked |= {} if in_order else {"places": Keys("catalogue_id", distinct=True)}
    sums = found.aggregate(**asked)
    keys = sums["keys"] or []
    if sums["count"] <= FEW_FOUND:
        files = ArchivalFile.objects.filter(pk__in=keys)
    if bounded and sums["count"] > most:
        return files, Sums(most, None, more=True)
    known = Sums(sums["count"], sums["pages"] or 0, unknown=sums["unknown"], estimated=sums["estimated"])
    known.catalogues, known.placed = tuple(sums.get("places") or ()), tuple(keys) if in_order else ()
    return files, known


def can_order_keys() -> bool:
    return connection.vendor == "postgresql"


def long_enough(text: str | None) -> bool:
    """True where a search through the whole province has letters enough to be quick."""
    return len(fold(text or "").replace(" ", "")) >= FEWEST_LETTERS
