"""Kinds of objects with unusual values: model, page, and which office confirms."""

from django.db.models import Model
from django.urls import reverse

from agencies.models import Duty
from plans.models import ProgressReport, UnusualValue, VolumeReview

Kind = UnusualValue.Kind
MODELS: dict[str, type[Model]] = {Kind.REVIEW: VolumeReview, Kind.PROGRESS: ProgressReport}  # budgets adds its own
PAGES = {Kind.REVIEW: "review_version", Kind.PROGRESS: "progress_report", Kind.ESTIMATE: "estimate_detail"}
DUTIES = {
    Kind.REVIEW: Duty.APPRAISES_CATALOGUES,
    Kind.PROGRESS: Duty.APPRAISES_CATALOGUES,
    Kind.ESTIMATE: Duty.APPRAISES_ESTIMATES,
}


def target_of(value: UnusualValue) -> Model:
    """The review, progress report or estimate that holds it."""
    return MODELS[value.kind]._default_manager.get(pk=value.object_id)


def page_of(value: UnusualValue) -> str:
    """The address of what holds it."""
    return reverse(PAGES[Kind(value.kind)], args=[value.object_id])


def kinds_of(duty: str) -> list[str]:
    """Kinds that who holds the duty confirms."""
    return [kind.value for kind, held in DUTIES.items() if held == duty]
