"""Requests for extensions in the list of what a head signs."""

from django.urls import reverse

from agencies.formats.dates import format_date
from plans.models import Extension, SignOff
from plans.signoffs.kinds import KINDS, SignedDraft, Waiting


class SignedExtensions(SignedDraft):
    """Signing is sending the request to Sở Nội vụ."""

    model = Extension

    def line(self, about: SignOff, one: Extension) -> Waiting:
        title = f"Đề nghị gia hạn “{one.milestone_name}” đến hết ngày {format_date(one.proposed_day)}"
        return Waiting(about, title, reverse("extension_detail", args=[one.pk]))


KINDS[SignOff.Kind.EXTENSION] = SignedExtensions()
