"""The list of estimates: what a filter leaves, its sums, and what waits for whom first."""

from collections.abc import Mapping, Sequence

from agencies.formats.text import has_words
from agencies.models import Agency, Decision, User
from budgets.models import Estimate
from budgets.models.edition import DECIDED
from plans.letters import in_lists as letters
from plans.models import CoverLetter

from . import unusual
from .as_handed_in import all_seen_by

REPLACED = "replaced"  # as a filter: what a later version was decided in the place of


def rows_for(user: User, filters: Mapping[str, str]) -> list[Estimate]:
    """Estimates the user may see, narrowed; for Sở Tài chính what waits for it comes first, oldest on top.

    Versions that a later one was decided in the place of are shown only where they are asked for.
    """
    rows = Estimate.objects.visible_to(user).with_result().with_line().select_related("agency")
    if filters.get("state") == REPLACED:
        rows = rows.filter(state__in=DECIDED, later_state__in=DECIDED)
    elif filters.get("state"):
        rows = rows.not_replaced().filter(state=filters["state"])
    else:
        rows = rows.not_replaced()
    if filters.get("group"):
        rows = rows.filter(agency__kind__in=Agency.KINDS_BY_GROUP[Agency.Group(filters["group"])])
    seen = all_seen_by(user, rows.order_by("agency__official_order", "pk"))
    found = [row for row in letters.with_letters(seen, CoverLetter.Kind.ESTIMATE) if fits(row, filters)]
    unconfirmed = unusual.unconfirmed_dong()
    for row in found:
        row.unconfirmed_dong = unconfirmed.get(row.pk, 0)
    if user.decides_on(Decision.APPRAISE_ESTIMATES):
        found.sort(key=lambda row: (row.state != Estimate.State.SUBMITTED, waiting_since(row)))
    return found


def fits(row: Estimate, filters: Mapping[str, str]) -> bool:
    """True where the row has the words of the filter, and a letter if it asks for one."""
    words = has_words(filters.get("q") or "", row.agency, row.name, letters.number(row))
    return words and letters.fits(row, filters.get("letter") or "")


def next_waiting(user: User, done: Estimate) -> Estimate | None:
    """The estimate that has waited longest for Sở Tài chính, once one is decided; None where none waits."""
    if done.is_awaited or not user.decides_on(Decision.APPRAISE_ESTIMATES):
        return None
    waiting = Estimate.objects.visible_to(user).awaiting_appraisal().exclude(pk=done.pk)
    return waiting.select_related("agency").order_by("state_since", "pk").first()


def waiting_since(row: Estimate) -> float:
    """Seconds since 1970 of the moment it was handed in; 0 where it does not wait."""
    return row.state_since.timestamp() if row.state == Estimate.State.SUBMITTED else 0


def sums_of(rows: Sequence[Estimate]) -> dict[str, int]:
    """Σ of the rows in đồng and trang A4 quy đổi; of the decided ones số đề nghị, số thẩm định and their difference.

    A later version that is not decided yet is counted apart: its earlier one stands in the sums.
    """
    later = [row for row in rows if not row.counts]
    waiting = sum(row.state == Estimate.State.SUBMITTED for row in rows)
    rows = [row for row in rows if row.counts]
    decided = [row for row in rows if row.result_difference_dong is not None]
    asked, appraised = sum(row.asked_dong for row in decided), sum(row.result_dong or 0 for row in decided)
    return {
        "count": len(rows),
        "page_count": sum(row.a4_page_count for row in rows),
        "requested_dong": sum(row.asked_dong for row in rows),
        "decided_count": len(decided),
        "decided_requested_dong": asked,
        "appraised_dong": appraised,
        "difference_dong": appraised - asked,
        "gap_dong": abs(appraised - asked),
        "unconfirmed_count": sum(bool(row.unconfirmed_dong) for row in rows),
        "unconfirmed_dong": sum(row.unconfirmed_dong for row in rows),
        "waiting": waiting,
        "later_count": len(later),
        "later_dong": sum(row.asked_dong for row in later),
    }
