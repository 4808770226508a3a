"""Estimates in the list of what a head signs; with those of huyện and xã the number of their decision is entered."""

from django.urls import reverse

from budgets.models import Estimate
from plans.models import SignOff
from plans.signoffs.kinds import KINDS, SignedDraft, Waiting

ALONE = "mở trang dự toán để ghi số, ngày quyết định phê duyệt."


class SignedEstimates(SignedDraft):
    """Signing is handing in to Sở Tài chính; a huyện or xã decides on its own page."""

    model = Estimate

    def line(self, about: SignOff, one: Estimate) -> Waiting:
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
