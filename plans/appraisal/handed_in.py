"""What those who oversee the plan see of a catalogue that lies on its agency's desk again: as it was handed in.

Name and sums are kept when it goes back. Its rows are those that were handed in until the agency changes one; from then
on they are held back until it is handed in again.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from agencies.models import User
from plans.models import Catalogue
from plans.models.pages import PAGE_FIELDS
from plans.pricing import a4_pages_of, factors_on

from .unknown import CONDITIONS

BEING_CHANGED = "Cơ quan đang sửa; nội dung mới hiện khi trình lại."
# Decisions are Sở Nội vụ's own and count as they stand now.
ESTIMATES = ("estimated_files", "estimated_pages")
KEPT = ("name", "fonds_id", "file_count", "sheet_count", *PAGE_FIELDS.values(), "files_without_sheets")
KNOWN = dict.fromkeys((*CONDITIONS, *ESTIMATES), 0)  # what was handed in knows what it must


def keep_as_handed_in(catalogue: Catalogue) -> None:
    """Keep name and sums of what goes back to its agency, pages by the factors of the day it was handed in."""
    counted_on = timezone.localdate(catalogue.submitted_at)
    a4_pages = factors_on(counted_on).a4_pages(catalogue.pages_by_size())
    kept = {name: getattr(catalogue, name) for name in KEPT} | {"a4_pages": a4_pages}
    kept |= {name: value for name in ESTIMATES if (value := getattr(catalogue, name))}
    Catalogue.objects.filter(pk=catalogue.pk).update(as_handed_in=kept)


def seen_by(user: User, catalogue: Catalogue) -> Catalogue:
    """The catalogue for a page: for those who oversee the plan with name and sums as handed in; not to be saved."""
    if user.oversees and catalogue.is_changeable:
        kept = catalogue.as_handed_in and KNOWN | catalogue.as_handed_in
        for name, value in kept.items():
            setattr(catalogue, name, value)
        catalogue.is_as_handed_in = bool(catalogue.as_handed_in)
    return catalogue


def all_seen_by(user: User, catalogues: Iterable[Catalogue]) -> list[Catalogue]:
    """The same of many, as a list."""
    return [seen_by(user, one) for one in catalogues]


def pages_of(catalogue: Catalogue) -> int:
    """Trang A4 quy đổi of what `seen_by` gave."""
    return catalogue.as_handed_in["a4_pages"] if catalogue.is_as_handed_in else a4_pages_of(catalogue)


def holds_rows_back(user: User, catalogue: Catalogue) -> bool:
    """True where the person oversees the plan and the rows are not those that were handed in."""
    return user.oversees and Catalogue.objects.filter(pk=catalogue.pk).being_rewritten().exists()


def with_rows_for(user: User, catalogues: QuerySet[Catalogue]) -> QuerySet[Catalogue]:
    """Those of the catalogues whose rows the person may read now."""
    if not user.oversees:
        return catalogues
    return catalogues.exclude(pk__in=Catalogue.objects.being_rewritten().order_by().values("pk"))
