"""Files chosen on a catalogue's page for an action: the rows ticked, or all that the filter leaves if that is said."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.paging import query_with
from agencies.requests import posted_keys
from plans.models import ArchivalFile, Catalogue
from plans.models.archival_file import key_of_folded

from . import paging, search
from .filter_forms import SearchForm
from .search_views import carried

REACH, ALL = "pham_vi", "tat-ca"
NONE_TICKED = (
    "Chưa đánh dấu hồ sơ nào nên chưa làm gì. Đánh dấu các hồ sơ, hoặc chọn “mọi hồ sơ” ở dòng trên bảng, rồi bấm lại."
)


@dataclass
class Choice:
    """The files, the keys of those ticked ([] where all are meant), and the filter as (name, value) of a form."""

    files: QuerySet[ArchivalFile]
    keys: list[int]
    carried: list[tuple[str, str]]

    @property
    def is_narrowed(self) -> bool:
        """True where a filter leaves some of the catalogue's files."""
        return any(name != REACH for name, _ in self.carried)

    @property
    def kept_as(self) -> int:
        """A number that tells this choice from others, for what is typed about it."""
        return key_of_folded(str((self.keys, self.carried)))


def chosen(request: HttpRequest, catalogue: Catalogue) -> Choice | None:
    """What the address chooses; None where no row was ticked and "all" was not said."""
    keys = posted_keys(request.GET.getlist("file"))[: paging.PAGE]
    files = search.in_catalogues([catalogue.pk])
    if keys:
        return Choice(files.filter(pk__in=keys), keys, carried(request))
    if request.GET.get(REACH) != ALL:
        return None
    left = search.narrowed(files, SearchForm(request.GET).wanted(), [catalogue])
    return Choice(left, [], [(REACH, ALL), *carried(request)])


def ask_to_tick(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """Back to the rows, saying that none was chosen."""
    messages.warning(request, NONE_TICKED)
    filtered = carried(request)
    query = query_with(dict(filtered)) if filtered else ""
    return redirect(f"{reverse('catalogue_detail', args=[catalogue.pk])}{query}#ho-so")
