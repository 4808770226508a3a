"""Catalogues that Sở Nội vụ sent back."""

from datetime import datetime

from django.utils.timezone import localdate

from agencies.models import User
from plans.models import Catalogue, CatalogueReturn


def keep_return(one: Catalogue, hoa: User, reason: str, at: datetime) -> None:
    """Why its first version came back, with what that held."""
    CatalogueReturn.objects.create(
        catalogue=one,
        revision=1,
        reason=reason,
        returned_by=hoa,
        returned_on=localdate(at),
        file_count=one.file_count,
        a4_page_count=one.page_count,
    )
