"""The documents behind the causes: what each is called and where its page is."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Model
from django.urls import reverse

from agencies.formats.dates import format_date
from budgets.models import Allocation, Contract, Estimate, Settlement
from plans.models import Catalogue, VolumeReview

from .items import Document


class Kind(NamedTuple):
    """A kind of documents; `route` is the page of one, or the list where there is no page of one."""

    model: type[Model]
    named: Callable[[Any], str]
    route: str
    has_page: bool = True


class Link(NamedTuple):
    """A document on the page: its name and address."""

    name: str
    address: str


KINDS = {
    "review": Kind(
        VolumeReview,
        lambda one: f"Rà soát lần {one.version}, gửi ngày {format_date(one.submitted_on)}",
        "review_version",
    ),
    "catalogue": Kind(Catalogue, lambda one: f"Mục lục “{one.name}”", "catalogue_detail"),
    "estimate": Kind(Estimate, lambda one: f"Dự toán “{one.name}”", "estimate_detail"),
    "allocation": Kind(Allocation, lambda one: f"Quyết định số {one.number}", "allocation_detail"),
    "contract": Kind(Contract, lambda one: one.named, "contract_detail"),
    "settlement": Kind(
        Settlement, lambda one: f"Quyết toán số {one.number}, năm {one.budget_year}", "settlement_list", has_page=False
    ),
}


def links_of(documents: Iterable[Document]) -> dict[Document, Link]:
    """{document: Link}: a query for each kind among them."""
    keys: dict[str, list[int]] = defaultdict(list)
    for name, key in documents:
        keys[name].append(key)
    return {
        (name, key): Link(KINDS[name].named(one), address(KINDS[name], key))
        for name, found in keys.items()
        for key, one in KINDS[name].model._default_manager.in_bulk(found).items()
    }


def address(kind: Kind, key: int) -> str:
    return reverse(kind.route, args=[key]) if kind.has_page else reverse(kind.route)
