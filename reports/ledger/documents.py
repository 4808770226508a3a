"""The documents behind the causes: what each is called and where its page is, from the rows that were asked for."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse

from agencies.formats.dates import format_date
from budgets.models import Contract

from .entries import Entry
from .items import Document

# {kind: route}: the page of one, or the list where there is no page of one.
ROUTES = {
    "review": "review_version",
    "catalogue": "catalogue_detail",
    "estimate": "estimate_detail",
    "allocation": "allocation_detail",
    "contract": "contract_detail",
}
LISTS = {"settlement": "settlement_list"}
HOLDERS = {"allocated": "allocation", "settled": "settlement"}  # everything else is in a contract


class Link(NamedTuple):
    """A document on the page: its name and address."""

    name: str
    address: str


Names = dict[Document, str | Entry]  # an entry where its document is named only once it is shown


def link_to(document: Document, names: Names) -> Link:
    """The name and the page of the document."""
    (kind, key), named = document, names[document]
    name = named if isinstance(named, str) else name_of(named)
    return Link(name, reverse(ROUTES[kind], args=[key]) if kind in ROUTES else reverse(LISTS[kind]))


def document_of(entry: Entry) -> Document:
    """What the entry is in."""
    return HOLDERS.get(entry.stage, "contract"), entry.holder


def names_of(
    reviews: list[Any], catalogues: list[Any], estimates: list[Any], entries: list[Entry]
) -> Iterator[tuple[Document, str | Entry]]:
    """(document, its name or what gives it) of rows as figures.records and ledger.entries have them."""
    for pk, _, handed_in, _, _, version in reviews:
        yield ("review", pk), f"Rà soát lần {version}, gửi ngày {format_date(handed_in)}"
    for row in catalogues:
        yield ("catalogue", row["pk"]), f"Mục lục “{row['name']}”"
    for row in estimates:
        yield ("estimate", row["pk"]), f"Dự toán “{row['name']}”"
    for entry in entries:
        yield document_of(entry), entry


def name_of(entry: Entry) -> str:
    kind, _ = document_of(entry)
    if kind == "allocation":
        return f"Quyết định số {entry.number}"
    if kind == "settlement":
        return f"Quyết toán số {entry.number}, năm {entry.form}"
    return Contract(form=entry.form, number=entry.number).named
