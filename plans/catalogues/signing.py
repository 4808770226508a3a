"""Catalogues in the list of what a head signs."""

from typing import Any

from django.urls import reverse

from plans.models import Catalogue, SignOff
from plans.pricing import with_a4_pages
from plans.signoffs.kinds import KINDS, SignedDraft, Waiting


class SignedCatalogues(SignedDraft):
    """Signing is handing in to Sở Nội vụ."""

    model = Catalogue

    def drafts(self) -> Any:
        return with_a4_pages(Catalogue.objects.changeable())

    def answers(self, about: SignOff, secrecy_declared: bool) -> dict[str, Any]:
        return {"secrecy_declared": secrecy_declared, **about.content}

    def line(self, about: SignOff, one: Catalogue) -> Waiting:
        page = reverse("catalogue_detail", args=[one.pk])
        return Waiting(about, f"Mục lục “{one.name}”", page, one.file_count, one.a4_pages)


KINDS[SignOff.Kind.CATALOGUE] = SignedCatalogues()
