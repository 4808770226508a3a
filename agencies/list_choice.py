"""Choice of rows a page and columns of a list by each person, remembered on the account.

A list is declared once, beside its columns, by the name of its route. The page shows the columns chosen and so does
its workbook; the first column names the row and always stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from .calendar import portal_today
from .files import send_private
from .formats.dates import format_date
from .list_columns import Cell, ListColumn, in_order, list_workbook
from .list_place import remember
from .models import ListView, User
from .paging import numbered_page
from .requests import SignedInRequest

SIZES = (20, 50, 100, 200)
LISTS: dict[str, "PortalList"] = {}


@dataclass(frozen=True)
class PortalList:
    """`size`: rows a page until the person chooses, 0 where all are on one page; `file`: how the workbook is named.

    `title` heads the workbook, with the day of the figures; `on_page`: the page itself has these columns too.
    `of_one`: the list is on the page of one object, whose key is a part of the address.
    """

    route: str
    title: str
    file: str
    columns: tuple[ListColumn, ...]
    size: int = 50
    on_page: bool = True
    of_one: bool = False

    def __post_init__(self) -> None:
        LISTS[self.route] = self

    def sort(self, request: HttpRequest, rows: Iterable[Any]) -> list[Any]:
        """The rows in the order of ?sort=."""
        return in_order(rows, self.columns, request.GET.get("sort", ""))

    @property
    def choices(self) -> list[ListColumn]:
        """The columns that a person may leave out."""
        return [column for column in self.columns[1:] if not column.within]


@dataclass(frozen=True)
class Choice:
    """A list as one person looks at it; `of`: the key of the object on whose page it is."""

    portal_list: PortalList
    user: User
    of: int | None = None

    @property
    def sizes(self) -> Sequence[int]:
        return SIZES if self.portal_list.size else ()

    @property
    def size(self) -> int:
        """Rows a page."""
        return rows_a_page(self.user, self.portal_list.size)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Keys of the columns left out."""
        view = view_of(self.user)
        kept = view.hidden_columns.get(self.portal_list.route, ()) if view else ()
        return frozenset(kept) & {column.key for column in self.portal_list.choices}

    @property
    def columns(self) -> list[ListColumn]:
        """Those of the workbook."""
        return [one for one in self.portal_list.columns if (one.within or one.key) not in self.hidden]

    @property
    def on_page(self) -> list[ListColumn]:
        """The columns of the page, in their order."""
        return [one for one in self.columns if not one.within]

    @property
    def boxes(self) -> list[tuple[str, str, bool]]:
        """(key, title, whether it is shown) of what can be chosen."""
        return [(one.key, one.title, one.key not in self.hidden) for one in self.portal_list.choices]


def view_of(user: User) -> ListView | None:
    """How the person likes lists; None for who never chose. Read with the account (models/user.py)."""
    return getattr(user, "list_view", None)


def rows_a_page(user: User, otherwise: int) -> int:
    """What the person chose for all lists, those of the admin too."""
    view = view_of(user)
    return view.rows_a_page if view and view.rows_a_page in SIZES else otherwise


def choice_of(request: SignedInRequest, portal_list: PortalList) -> Choice:
    return Choice(portal_list, request.user)


def list_context(request: SignedInRequest, portal_list: PortalList, rows: Any) -> dict[str, Any]:
    """The page that the address asks for and what the person wants of the list; the way back leads here."""
    remember(request, portal_list.route)
    choice = choice_of(request, portal_list)
    return {"page": numbered_page(request, rows, choice.size), "choice": choice}


@transaction.atomic
def choose(user: User, portal_list: PortalList, *, size: int | None, shown: Iterable[str]) -> None:
    """Remember rows a page (for all lists) and the columns of this list; what it does not know is left as it was.

    How somebody looks at lists is nobody else's business: it is in no history.
    """
    ListView.objects.get_or_create(user=user)
    view = ListView.objects.select_for_update().get(user=user)
    wanted = set(shown)
    hidden = [column.key for column in portal_list.choices if column.key not in wanted]
    view.hidden_columns = {**view.hidden_columns, portal_list.route: hidden}
    if size in SIZES:
        view.rows_a_page = size
    view.save()


def send_list(
    request: SignedInRequest,
    portal_list: PortalList,
    rows: Sequence[Any],
    *,
    sums: Mapping[str, Cell] | None = None,
    title: str = "",
    file: str = "",
) -> HttpResponseBase:
    """The whole list as it is filtered and sorted, with the columns that the page shows, as a workbook.

    `title`, `file`: instead of those of the list.
    """
    day = portal_today()
    dated = f"{title or portal_list.title} (số liệu đến ngày {format_date(day)})"
    book = list_workbook(dated, choice_of(request, portal_list).columns, rows, sums)
    return send_private(book, f"{file or portal_list.file}-{day:%Y-%m-%d}.xlsx")
