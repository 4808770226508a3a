"""Catalogues in the list of what a head signs."""

from collections.abc import Sequence

from django.urls import reverse

from agencies.models import User
from agencies.workflow import perform
from plans.models import Catalogue, SignOff
from plans.pricing import with_a4_pages
from plans.signoffs.kinds import KINDS, SignedKind, Waiting, as_it_stands


class SignedCatalogues(SignedKind):
    """Signing is handing in to Sở Nội vụ."""

    def rows(self, requests: Sequence[SignOff]) -> list[Waiting]:
        drafts = Catalogue.objects.changeable().filter(pk__in=[each.object_id for each in requests])
        known = {one.pk: one for one in with_a4_pages(drafts)}
        return [
            line(each, known[each.object_id])
            for each in requests
            if each.object_id in known and each.stands_for(known[each.object_id])
        ]

    def sign(self, about: SignOff, actor: User, *, secrecy_declared: bool) -> None:
        one = as_it_stands(Catalogue, about)
        said = {"secrecy_declared": secrecy_declared, **about.content}
        perform(one, "submit", actor=actor, expected_version=about.version, **said)


def line(about: SignOff, one: Catalogue) -> Waiting:
    page = reverse("catalogue_detail", args=[one.pk])
    return Waiting(about, f"Mục lục “{one.name}”", page, one.file_count, one.a4_pages)


KINDS[SignOff.Kind.CATALOGUE] = SignedCatalogues()
