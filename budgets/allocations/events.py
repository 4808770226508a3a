"""History of an allocation: an Event for the document, and one for each agency with its own sum alone."""

from agencies.formats.numbers import format_dong, format_int
from agencies.history import Change, event_of, record
from agencies.models import Agency, Delegation, Event, User
from budgets.models import Allocation

OF_A_LINE = "_line"  # how the actions end that are about one agency


def write_events(
    made: Allocation, action: str, verb: str, actor: User, given: Delegation | None, reason: str = ""
) -> None:
    """Runs inside the transaction of the change. A counter-entry stands in the history of what it takes back."""

    def change(agency: Agency, what: str, words: str, dong: int) -> Change:
        return {
            "actor": actor,
            "agency": agency,
            "action": what,
            "sentence": f"{verb} quyết định {kind}: {words} {format_dong(dong)}",
            "after": {"amount_dong": dong},
            "reason": reason,
            "document": (made.number, made.dated_on),
            "given": given,
        }

    lines, known = list(made.lines.select_related("agency")), made.reverses or made
    kind = made.get_kind_display().lower()
    record(known, **change(made.issuer, action, f"{format_int(len(lines))} cơ quan,", made.amount_dong))
    for line in lines:
        event_of(known, **change(line.agency, f"{action}{OF_A_LINE}", str(line.agency), line.amount_dong)).save()


def events_shown(allocation: Allocation, user: User) -> list[Event]:
    """For its issuer and those who oversee the plan the document's history, for an agency what was done for it."""
    found = Event.objects.about(allocation.reverses or allocation).latest_first()
    if user.oversees or allocation.issuer_id == user.agency_id:
        return list(found.told_to(user).exclude(action__endswith=OF_A_LINE))
    return list(found.visible_to(user))
