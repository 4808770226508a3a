"""When two files seem to be one document, and which of several is worth keeping."""

from collections.abc import Iterable
from hashlib import blake2b

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable

from plans.models import ArchivalFile, DuplicateMember
from plans.pricing import a4_pages


def similar_page_count(one: int, other: int) -> bool:
    """True where the pages (trang A4 quy đổi) differ by 10 % at most."""
    least, most = sorted((one, other))
    return least * 10 >= most * 9


def likeness(file: ArchivalFile) -> str:
    """What makes the file a duplicate of others, as one value: it changes where an edit may end that."""
    said = (file.title_key, file.start_date, file.end_date, file.reference_code, *file.pages_by_size().values())
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()


def is_like(one: ArchivalFile, other: ArchivalFile) -> bool:
    """True where the two still seem to be one: the same code, or title, time and about as many pages."""
    if one.reference_code and one.reference_code == other.reference_code:
        return True
    first, second = sorted((one, other), key=lambda file: file.start_date)
    meet = second.start_date <= f"{first.end_date or first.start_date}~"
    return one.title_key == other.title_key and meet and similar_page_count(one.pages_now, other.pages_now)


def pages_now() -> dict[str, Combinable]:
    """What annotates files with `pages_now`: their trang A4 quy đổi by today's factors."""
    return {"pages_now": a4_pages()}


def files_to_digitize(files: Iterable[int]) -> dict[int, ArchivalFile]:
    """{key: file} of those that are there and not left out, with `pages_now` (trang A4 quy đổi)."""
    found = (
        ArchivalFile.objects.to_digitize()
        .annotate(**pages_now())
        .select_related("catalogue__agency", "catalogue__fonds")
    )
    return found.in_bulk(list(files))


def name_of(file: ArchivalFile) -> str:
    """The file as a sentence names it: its number and where that is the only one, its catalogue and fonds."""
    catalogue = file.catalogue
    return f"hồ sơ số {file.file_number}{file.in_box} trong Mục lục “{catalogue.name}” ({catalogue.fonds.in_words})"


def members_to_digitize() -> QuerySet[DuplicateMember]:
    """Members of groups that would be scanned."""
    there = ArchivalFile.objects.to_digitize().filter(pk=OuterRef("file"))
    return DuplicateMember.objects.order_by().filter(Exists(there))


def best(files: Iterable[ArchivalFile]) -> ArchivalFile:
    """The one worth keeping: one that is appraised already, then the thickest, of equals the one entered first."""
    return min(files, key=lambda file: (file.appraisal_id is None, -file.pages_now, file.pk))
