"""Estimates in the list of what a head signs; with those of huyện and xã the number of their decision is entered."""

from collections.abc import Sequence

from django.urls import reverse

from agencies.models import User
from agencies.workflow import perform
from budgets.models import Estimate
from plans.models import SignOff
from plans.signoffs.kinds import KINDS, SignedKind, Waiting, as_it_stands

ALONE = "mở trang dự toán để ghi số, ngày quyết định phê duyệt."


class SignedEstimates(SignedKind):
    """Signing is handing in to Sở Tài chính; a huyện or xã decides on its own page."""

    def rows(self, requests: Sequence[SignOff]) -> list[Waiting]:
        drafts = Estimate.objects.changeable().filter(pk__in=[each.object_id for each in requests])
        known = {one.pk: one for one in drafts.select_related("agency")}
        return [
            line(each, known[each.object_id])
            for each in requests
            if each.object_id in known and each.stands_for(known[each.object_id])
        ]

    def sign(self, about: SignOff, actor: User, *, secrecy_declared: bool) -> None:
        one = as_it_stands(Estimate, about)
        perform(one, "submit", actor=actor, expected_version=about.version, **about.content)


def line(about: SignOff, one: Estimate) -> Waiting:
    return Waiting(
        about,
        f"Dự toán “{one.name}”",
        reverse("estimate_detail", args=[one.pk]),
        None,
        one.a4_page_count,
        one.requested_dong,
        "" if one.is_appraised_by_finance else ALONE,
    )


KINDS[SignOff.Kind.ESTIMATE] = SignedEstimates()
