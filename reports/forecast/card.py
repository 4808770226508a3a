"""The card of an agency's page: its forecast, and pages a day to try."""

from typing import Any

from django.http import HttpRequest

from plans.models import Plan

from ..figures import AgencyFigures, ProvinceFigures
from . import sentences, until_now
from .forms import MoreForm
from .outlook import POSSIBLE, needed_more, outlook, with_more
from .waiting import waited_by


def card_of(request: HttpRequest, plan: Plan, row: AgencyFigures, figures: ProvinceFigures) -> dict[str, Any]:
    """The card of an agency's page: the forecast, what holds it back, and pages a day to try; {} without work
    left, for an agency that has ended, and before the plan begins."""
    if not row.remaining_pages or row.has_ended or figures.as_of < plan.starts_on:
        return {}
    one = outlook(figures, row, waited_by(plan, figures.as_of))
    form = MoreForm(request.GET)
    suggested = needed_more(one) if one.forecast and (one.late_percent or 0) >= POSSIBLE else None
    more = form.more_per_day
    tried = suggested if more is None and "them" not in request.GET else more
    return {
        "until_now": until_now.until_now(row),
        "why_apart": until_now.why_apart(one),
        "sentence": sentences.sentence(one),
        "waited": sentences.waited(one),
        "held_back": sentences.held_back(one),
        "level": one.level_name,
        "tone": one.tone,
        "form": form if one.forecast else None,
        "suggested": suggested,
        "what_if": sentences.what_if(with_more(one, tried), tried) if tried else "",
    }
