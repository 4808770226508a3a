"""Long lists a page at a time: the page that an address asks for by number, and the addresses of its neighbours.

templates/components/pager.html draws the links. Lists of files are read by key instead (plans/catalogues/paging.py):
with two million rows neither their number nor an OFFSET is affordable, and the keys are columns of those files.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from .requests import as_querydict

NUMBER = "page"  # the parameter of an address that holds a page's number
KEYS = ("sau", "truoc")  # those of a list that is read by key: the file before the page, and the one behind it
PLACE: dict[str, None] = dict.fromkeys((NUMBER, *KEYS))  # for `query_with`: the list from its beginning


def numbered_page(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int) -> Page[Any]:
    """The page of the rows that the address asks for: the first for no number, the last for one too high."""
    return Paginator(rows, size).get_page(request.GET.get(NUMBER))


def query_with(query: QueryDict | Mapping[str, object], **changes: object) -> str:
    """The query string, "?" included, with some parameters changed; None removes one."""
    if not isinstance(query, QueryDict):
        query = as_querydict({name: [str(value)] for name, value in query.items()})
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


class BoundedPaginator(Paginator):
    """Of a list that grows for ever: counts no further than some hundred pages; filters and search reach the rest."""

    MOST = 10_000

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.MOST].count()

    @property
    def is_cut(self):
        return self.count == self.MOST
