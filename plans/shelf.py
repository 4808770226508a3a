"""Files on the shelf: what a filter leaves, and its sums."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from agencies.formats.text import fold

from . import findings
from .models import ArchivalFile, Catalogue
from .services.files import a4_pages

FEW_FOUND = 1_000
FEWEST_LETTERS = 3  # of a search through the whole province
MOST_COUNTED = 10_000  # found files of the whole province; beyond it the page says "more than"
USUAL_YEARS = (0, 70, 50, 30, 20, 10, 5)


def narrowed(files, wanted, catalogues):
    """The files of these catalogues that a cleaned ShelfForm leaves."""
    files = files.search(wanted.get("q") or "")
    if wanted.get("check"):
        files = findings.having(wanted["check"], files, catalogues)
    plain = {name: wanted[name] for name in ("priority", "condition") if wanted.get(name)}
    plain |= {name: wanted[name] == "yes" for name in ("arranged", "digitized_before") if wanted.get(name)}
    if wanted.get("box"):
        plain["box_number"] = wanted["box"]
    if wanted.get("pages_from") is not None:
        plain["page_count__gte"] = wanted["pages_from"]
    if wanted.get("pages_to") is not None:
        plain["page_count__lte"] = wanted["pages_to"]
    return of_decision(of_retention(files.filter(**plain), wanted.get("retention")), wanted.get("decision"))


def of_retention(files, code):
    if not code:
        return files
    unusual = code == "other"
    return files.exclude(retention_years__in=USUAL_YEARS) if unusual else files.filter(retention_years=int(code))


def of_decision(files, code):
    return files.filter(decision="" if code == "pending" else code) if code else files


def within(user, agency_code=""):
    """Keys of the catalogues whose files the user looks through: all visible ones, or one agency's."""
    seen = Catalogue.objects.visible_to(user)
    return seen.filter(agency__code=agency_code) if agency_code else seen


def in_catalogues(keys):
    """Files of these catalogues; naming the few keys keeps the database on its indexes."""
    keys = list(keys)
    one = {"catalogue_id": keys[0]} if len(keys) == 1 else {"catalogue_id__in": keys}
    return ArchivalFile.objects.filter(**one)


@dataclass
class Sums:
    """How many files, and their pages (trang A4 quy đổi); `more` where counting stopped."""

    files: int
    pages: int | None
    more: bool = False


def looked_up(files, bounded=False):
    """(files to page through, their sums). Few are named by their keys, so that the filter is worked out once."""
    rows = list(files.order_by().annotate(a4_found=a4_pages()).values_list("pk", "a4_found")[: FEW_FOUND + 1])
    if len(rows) > FEW_FOUND:
        return files, sums_of(files, bounded)
    return ArchivalFile.objects.filter(pk__in=[pk for pk, _ in rows]), Sums(len(rows), sum(a4 for _, a4 in rows))


def sums_of(files, bounded=False):
    """The files' sums; bounded, those of up to 10.000, and past that only that there are more."""
    files = files.order_by().annotate(a4_found=a4_pages())
    told = (files[: MOST_COUNTED + 1] if bounded else files).aggregate(count=Count("*"), pages=Sum("a4_found"))
    if bounded and told["count"] > MOST_COUNTED:
        return Sums(MOST_COUNTED, None, more=True)
    return Sums(told["count"], told["pages"] or 0)


def long_enough(text):
    """True where a search through the whole province has letters enough to be quick."""
    return len(fold(text or "").replace(" ", "")) >= FEWEST_LETTERS
