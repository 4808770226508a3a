"""Unsent form data, and the version that the page showed."""

from django.http import QueryDict

from agencies.actions import kept_form, seen_version
from agencies.drafts import load_draft, save_draft
from agencies.requests import SignedInRequest


def kept_or_draft(request: SignedInRequest, key: str) -> QueryDict | None:
    """What the person had typed: sent when the login expired, or kept while typing; None for nothing."""
    kept = kept_form(request)
    if kept is None:
        return load_draft(request.user, key)
    save_draft(request.user, key, kept)
    return kept


def seen_number(request: SignedInRequest) -> int:
    """The number of the version that the page showed; 0 for none."""
    return seen_version(request) or 0
