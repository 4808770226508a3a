"""Values beyond a bound, as a clerk enters them."""

from datetime import date

from agencies.workflow import perform
from budgets.estimates.services import draft_estimate, revise_estimate
from budgets.models import Estimate
from plans.models import Plan, UnusualValue
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress

from .estimates import DOCUMENT

PERIOD, NEXT = date(2025, 6, 13), date(2025, 6, 20)
WHY = "Bàn giao của đợt chỉnh lý cũ."
SLIP = 99_000_000_000


def figures(pages, files=None):
    """Cumulative figures of a report: so many pages scanned, a 27th as many files."""
    return dict.fromkeys(FIGURES, 0) | {
        "scanned_files": pages // 27 if files is None else files,
        "scanned_pages": pages,
    }


def reported(actor, pages, period_end=PERIOD, reason=WHY):
    """The report that the clerk hands in."""
    details = {"period_end": period_end, "figures": figures(pages), "reason": reason}
    return submit_progress(actor.agency, plan=Plan.current(), actor=actor, **details)


def decided(actor, extra_dong=SLIP, reason=WHY, name="Đợt 1", number=DOCUMENT[0]):
    """The estimate of 1.000 pages that the district's clerk decides on, with an extra line."""
    made = draft_estimate(actor.agency, plan=Plan.current(), actor=actor, name=name, pages_by_size={"a4": 1_000})
    lines = {"pages_by_size": {"a4": 1_000}, "extra_lines": [("Máy quét", extra_dong)], "unusual_reason": reason}
    revised = revise_estimate(made, actor=actor, name=name, note="", **lines)
    document = {"document": (number, DOCUMENT[1])}
    return perform(revised, "decide", actor=actor, **document)


def value_of(obj):
    """What of it waits, was confirmed or returned."""
    kinds = {Estimate: "estimate"}
    kind = kinds.get(type(obj)) or type(obj).UNUSUAL
    return UnusualValue.objects.exclude(state="replaced").get(kind=kind, object_id=obj.pk)
