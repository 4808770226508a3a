"""Files on the shelf: what a filter leaves, its order, its sums, and a page of it read by key (never by OFFSET)."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, Sum

from agencies.calendar import portal_today
from agencies.formats.text import fold

from . import findings
from .models import ArchivalFile, Catalogue
from .pricing import tariff_on
from .services.files import a4_pages

PAGE = 100
FEWEST_LETTERS = 3  # of a search through the whole province
MOST_COUNTED = 10_000  # found files of the whole province; beyond it the page says "more than"
OVER_PLACE = ("catalogue_id", "position", "pk")
ORDERS = {
    "position": ("position", "pk"),
    "title": ("search_text", "pk"),
    "date": ("start_date", "pk"),
    "pages": ("-page_count", "pk"),
}
ODDITIES, TO_CHECK = ("sheets", "few", "many"), "any"
USUAL_YEARS = (0, 70, 50, 30, 20, 10, 5)


def narrowed(files, wanted):
    """The files that a cleaned ShelfForm leaves."""
    files = files.search(wanted.get("q") or "")
    plain = {name: wanted[name] for name in ("priority", "condition") if wanted.get(name)}
    plain |= {name: wanted[name] == "yes" for name in ("arranged", "digitized_before") if wanted.get(name)}
    if wanted.get("box"):
        plain["box_number"] = wanted["box"]
    if wanted.get("pages_from") is not None:
        plain["page_count__gte"] = wanted["pages_from"]
    if wanted.get("pages_to") is not None:
        plain["page_count__lte"] = wanted["pages_to"]
    files = of_retention(odd(files.filter(**plain), wanted.get("check")), wanted.get("retention"))
    return of_decision(files, wanted.get("decision"))


def odd(files, code):
    """Files with the finding, or with any of those that one file shows by itself."""
    if not code:
        return files
    wanted = [findings.BY_KEY[key].condition(None, None) for key in (ODDITIES if code == TO_CHECK else [code])]
    found = files.annotate(a4=a4_pages(), pages=findings.ALL_PAGES).filter(reduce(or_, wanted))
    return files.filter(pk__in=found.order_by().values("pk"))


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


def sums_of(files):
    found = files.aggregate(count=Count("pk"), pages=Sum(a4_pages()))
    return Sums(found["count"], found["pages"] or 0)


def sums_beside(page, files, bounded=False):
    """The sums of the files that a page was taken from; a page that holds them all is summed where it stands."""
    if page.whole:
        tariff = tariff_on(portal_today())
        return Sums(len(page), sum(tariff.a4_pages(file.pages_by_size()) for file in page))
    return bounded_sums(files) if bounded else sums_of(files)


def bounded_sums(files):
    """The sums of up to 10.000 files; past that only that there are more."""
    found = list(files.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(found) > MOST_COUNTED:
        return Sums(MOST_COUNTED, None, more=True)
    pages = files.aggregate(pages=Sum(a4_pages()))["pages"] if found else 0
    return Sums(len(found), pages or 0)


def long_enough(text):
    """True where a search through the whole province has letters enough to be quick."""
    return len(fold(text or "").replace(" ", "")) >= FEWEST_LETTERS


@dataclass
class Page:
    """A stretch of files in order; `first` and `last` are keys to go on from, where there is something."""

    files: list
    before: int | None = None
    after: int | None = None
    whole: bool = False  # nothing stands before or behind it

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)


def page_of(files, order, *, after=None, before=None, size=PAGE):
    """The stretch after (or before) the file with that key; from the start where the file is no longer there."""
    names = order if isinstance(order, tuple) else ORDERS[order]
    key = before or after
    seen = key and files.model.objects.filter(pk=key).values_list(*map(bare, names)).first()
    backwards = bool(seen and before)
    names_now = tuple(map(turned, names)) if backwards else names
    if seen:
        files = files.filter(beyond(names_now, seen))
    found = list(files.order_by(*names_now)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not seen and not more:
        return Page(found, whole=True)
    return linked(found, behind=more if backwards else bool(seen), ahead=True if backwards else more)


def linked(found, behind, ahead):
    if not found:
        return Page([])
    return Page(found, found[0].pk if behind else None, found[-1].pk if ahead else None)


def beyond(names, values):
    """Rows that come after these values in the order; the first condition alone lets an index find the place."""
    sign = {name: "lt" if name.startswith("-") else "gt" for name in names}
    steps = []
    for place, name in enumerate(names):
        same = {bare(one): value for one, value in zip(names[:place], values, strict=False)}
        steps.append(Q(**same, **{f"{bare(name)}__{sign[name]}": values[place]}))
    return Q(**{f"{bare(names[0])}__{sign[names[0]]}e": values[0]}) & reduce(or_, steps)


def bare(name):
    return name.removeprefix("-")


def turned(name):
    return bare(name) if name.startswith("-") else f"-{name}"
