"""Copies of one issuer's document (thông tư, nghị định, văn bản …) that lie in several fonds: a class of their own.

Each agency received and filed its own copy. Sở Nội vụ keeps one for all, or rules that each fonds keeps its own.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from agencies.formats.text import fold
from plans.models import ArchivalFile, Catalogue

from .search import ComparedFile

# Số/năm/loại-nơi ban hành, as 04/2014/TT-BNV: one document in the whole country (Luật Ban hành VBQPPL).
CODE = re.compile(r"^\d+/\d{4}/[A-ZĐ]+(-[A-ZĐ]+)*$")
WORDS = (
    "thong tu",
    "nghi dinh",
    "chi thi",
    "van ban",
    "cong van",
    "luat",
    "phap lenh",
    "quyet dinh so",
    "thong bao so",
)


def issued_groups(groups: Iterable[Collection[ComparedFile]], fonds: Mapping[int, int]) -> set[int]:
    """Places of the groups (in their order) that are such copies; `fonds` is {catalogue's pk: fonds' pk}."""
    apart = {
        place: min(row.pk for row in rows)
        for place, rows in enumerate(groups)
        if len({fonds[row.catalogue] for row in rows}) > 1
    }
    known = dict(ArchivalFile.objects.filter(pk__in=apart.values()).values_list("pk", "title"))
    codes = dict(ArchivalFile.objects.filter(pk__in=apart.values()).values_list("pk", "reference_code"))
    return {place for place, pk in apart.items() if is_issued(known.get(pk, ""), codes.get(pk, ""))}


def is_issued(title: str, code: str) -> bool:
    """True where the title begins like a document of an issuer, or the code is one of the whole country."""
    return fold(title).startswith(WORDS) or bool(CODE.match(code.strip().upper()))


def fonds_of(catalogues: Iterable[int]) -> dict[int, int]:
    """{catalogue's pk: fonds' pk}"""
    return dict(Catalogue.objects.filter(pk__in=list(catalogues)).values_list("pk", "fonds_id"))
