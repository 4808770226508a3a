"""The list of contracts: what a filter leaves, and its sums."""

from collections.abc import Iterable, Mapping

from agencies.formats.text import has_words
from agencies.models import Agency, User
from budgets.models import Contract

from .sums import ContractSums, with_sums

OPEN, ENDED = "open", "ended"


def rows_for(user: User, filters: Mapping[str, str]) -> list[Contract]:
    """Contracts that the user may see, narrowed, each with its `sums`, by agency and day."""
    rows = Contract.objects.visible_to(user).select_related("agency", "contractor")
    if filters.get("form"):
        rows = rows.filter(form=filters["form"])
    if filters.get("group"):
        rows = rows.filter(agency__kind__in=Agency.KINDS_BY_GROUP[Agency.Group(filters["group"])])
    if filters.get("state"):
        standing = Contract.objects.in_force().values("pk")
        rows = rows.filter(pk__in=standing) if filters["state"] == OPEN else rows.exclude(pk__in=standing)
    wanted = filters.get("q") or ""
    found = rows.order_by("agency__official_order", "agency__code", "-signed_on", "-pk")
    return with_sums(
        row for row in found if has_words(wanted, row.agency, row.contractor or "", row.number, row.subject)
    )


def totals(rows: Iterable[Contract]) -> ContractSums:
    """Σ of the rows."""
    return sum((row.sums for row in rows), ContractSums())
