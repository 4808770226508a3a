"""A page of files read by key (never by OFFSET): the deepest costs what the first does."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from plans.models import ArchivalFile
from plans.models.pages import PAGE_FIELDS

Files = QuerySet[ArchivalFile]
PAGE = 100
OVER_PLACE = ("catalogue_id", "position", "pk")
ORDERS = {
    "position": ("position", "pk"),
    "title": ("search_text", "pk"),
    "-title": ("-search_text", "-pk"),
    "date": ("start_date", "pk"),
    "-date": ("-start_date", "-pk"),
    "pages": ("page_count", "pk"),
    "-pages": ("-page_count", "pk"),
}


@dataclass
class Page:
    """A page of files in order; `before` and `after` are the keys of its neighbours."""

    files: list[ArchivalFile]
    before: int | None = None
    after: int | None = None

    def __iter__(self) -> Iterator[ArchivalFile]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    @cached_property
    def has_large_sheets(self) -> bool:
        """True where a file has pages larger than A4: only then the list has columns for them."""
        sizes = [name for size, name in PAGE_FIELDS.items() if size != "a4"]
        return any(getattr(file, name) for file in self.files for name in sizes)


def page_of(
    files: Files,
    order: str | tuple[str, ...],
    *,
    after: int | None = None,
    before: int | None = None,
    size: int = PAGE,
    catalogues: Collection[int] = (),
    placed: Sequence[int] = (),
) -> Page:
    """The page after (or before) the file with that key; from the start where the file is no longer there.

    `catalogues`: keys of those that the files are of, where there are many files; `placed`: the keys of all these files
    in the order of their places, where they are known.
    """
    names = order if isinstance(order, tuple) else ORDERS[order]
    key = before or after
    if placed and names == OVER_PLACE and (key is None or key in placed):
        return page_of_placed(placed, after=after, before=before, size=size)
    seen = place_of(key, names) if key else None
    backwards = bool(seen and before)
    names_now = tuple(map(turned, names)) if backwards else names
    walked = list(catalogues) if bare(names[0]) == "catalogue_id" else []
    if seen:
        files = files.filter(beyond(names_now, seen))
        walked = [key for key in walked if (key <= seen[0] if backwards else key >= seen[0])]
    found = first_of(files, names_now, size + 1, walked)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return linked(found, behind=more if backwards else bool(seen), ahead=True if backwards else more)


def page_of_placed(placed: Sequence[int], *, after: int | None, before: int | None, size: int) -> Page:
    """The same of files whose keys are known in their order: only those of the page are read."""
    last = placed.index(before) if before else len(placed)
    first = max(0, last - size) if before else placed.index(after) + 1 if after else 0
    some = placed[first : min(first + size, last)]
    known = ArchivalFile.objects.in_bulk(some)
    ahead = first + size < len(placed)
    return linked([known[key] for key in some if key in known], behind=first > 0, ahead=bool(before) or ahead)


def place_of(key: int, names: tuple[str, ...]) -> tuple[Any, ...] | None:
    """The values by which the file with that key is ordered, or None where it is no longer there."""
    return ArchivalFile.objects.filter(pk=key).order_by("pk").values_list(*map(bare, names)).first()


def first_of(files: Files, names: tuple[str, ...], count: int, catalogues: Collection[int]) -> list[ArchivalFile]:
    """The first files in the order, asked for by batches of catalogues, each twice as long as the one before.

    Asked for all at once PostgreSQL sorts the first one whole, or reads the whole province where it expects few files.
    """
    if not catalogues:
        return list(files.order_by(*names)[:count])
    found: list[ArchivalFile] = []
    keys, length = sorted(catalogues, reverse=names[0].startswith("-")), 1
    while keys and len(found) < count:
        some, keys = keys[:length], keys[length:]
        found += of_batch(files, some).order_by(*names)[: count - len(found)]
        length *= 2
    return found


def of_batch(files: Files, keys: list[int]) -> Files:
    return files.filter(catalogue_id__in=keys) if keys[1:] else files.filter(catalogue_id=keys[0])


def linked(found: list[ArchivalFile], behind: bool, ahead: bool) -> Page:
    """The page of these files, with its first and last keys where there is something behind or ahead of it."""
    if not found:
        return Page([])
    return Page(found, found[0].pk if behind else None, found[-1].pk if ahead else None)


def beyond(names: tuple[str, ...], values: tuple[Any, ...]) -> Q:
    """Rows that come after these values in the order; the first condition alone lets an index find the place."""
    sign = {name: "lt" if name.startswith("-") else "gt" for name in names}
    steps = []
    for place, name in enumerate(names):
        same = {bare(one): value for one, value in zip(names[:place], values, strict=False)}
        steps.append(Q(**same, **{f"{bare(name)}__{sign[name]}": values[place]}))
    return Q(**{f"{bare(names[0])}__{sign[names[0]]}e": values[0]}) & reduce(or_, steps)


def bare(name: str) -> str:
    return name.removeprefix("-")


def turned(name: str) -> str:
    return bare(name) if name.startswith("-") else f"-{name}"
