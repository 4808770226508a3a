"""Unusual values of a catalogue as a whole. They stop nothing: Sở Nội vụ appraises every row, and reads them there."""

from django.db.models import Sum

from agencies.calendar import portal_today
from plans.models import Catalogue, Target
from plans.pricing import a4_pages_of

from .bounds import bounds_on
from .judge import unusual_files, unusual_whole


def sentences_of_catalogue(catalogue: Catalogue) -> list[str]:
    """Pages a file outside the usual (domain §1), or more pages than the whole plan has; [] where nothing is."""
    pages, plan = a4_pages_of(catalogue), Target.objects.filter(plan=catalogue.plan_id)
    planned = plan.aggregate(pages=Sum("page_count"))["pages"]
    return [
        *unusual_files(catalogue.file_count, pages, bounds_on(portal_today()), "Mục lục "),
        *unusual_whole(pages, planned),
    ]
