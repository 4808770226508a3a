"""Requests for extensions in the list of what a head signs."""

from collections.abc import Sequence

from django.urls import reverse

from agencies.formats.dates import format_date
from agencies.models import User
from agencies.workflow import perform
from plans.models import Extension, SignOff
from plans.signoffs.kinds import KINDS, SignedKind, Waiting, as_it_stands


class SignedExtensions(SignedKind):
    """Signing is sending the request to Sở Nội vụ."""

    def rows(self, requests: Sequence[SignOff]) -> list[Waiting]:
        drafts = Extension.objects.changeable().filter(pk__in=[each.object_id for each in requests])
        known = {one.pk: one for one in drafts.select_related("agency")}
        return [
            line(each, known[each.object_id])
            for each in requests
            if each.object_id in known and each.stands_for(known[each.object_id])
        ]

    def sign(self, about: SignOff, actor: User, *, secrecy_declared: bool) -> None:
        one = as_it_stands(Extension, about)
        perform(one, "submit", actor=actor, expected_version=about.version, **about.content)


def line(about: SignOff, one: Extension) -> Waiting:
    title = f"Đề nghị gia hạn “{one.milestone_name}” đến hết ngày {format_date(one.proposed_day)}"
    return Waiting(about, title, reverse("extension_detail", args=[one.pk]))


KINDS[SignOff.Kind.EXTENSION] = SignedExtensions()
