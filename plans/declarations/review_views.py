"""Rà soát khối lượng: where an agency stands, and each version as it was handed in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from agencies import history
from agencies.acting import acting_agency, address, agency_to_write_for, written_for
from agencies.calendar import portal_today
from agencies.drafts import draft_time, drop_draft
from plans.models import CoverLetter, Milestone, SignOff, VolumeReview
from plans.shortcuts import plan_or_404, target_of

from . import review_summary
from .deadlines import milestone_for, printed, standing
from .review_next import still_to_review
from .review_signing import notice_for
from .reviews import COUNTS, lines_draft_key, secrecy_draft_key
from .unusual import values_of
from .versions import history_of


def review(request):
    """Where the agency stands with its review: versions, deadline, what to do next."""
    agency, plan = acting_agency(request), plan_or_404()
    versions = list(VolumeReview.objects.visible_to(request.user).filter(agency=agency, plan=plan).order_by("-version"))
    milestone = milestone_for(agency, plan, Milestone.Key.REVIEW)
    first_day = versions[-1].submitted_on if versions else None
    context = {
        "agency": agency,
        "versions": versions,
        "latest": versions[0] if versions else None,
        "target": target_of(agency, plan),
        "standing": standing(milestone, first_day, portal_today()),
        "due": printed(milestone),
        "sign_off": notice_for(agency),
        "draft_at": draft_time(request.user, lines_draft_key(agency)),
        "may_write": request.user.acts_for(agency),
        "together": len(written_for(request.user)),
        "left_to_review": [way for way in still_to_review(request.user, plan) if way[0] != agency],
        "events": history_of(VolumeReview, agency)[:20],
    }
    return render(request, "plans/review.html", context)


def review_discard(request):
    """Drop what was typed of a review and not handed in; the versions that were stay."""
    agency = agency_to_write_for(request)
    for key in (lines_draft_key(agency), secrecy_draft_key(agency)):
        drop_draft(request.user, key)
    messages.success(request, "Đã bỏ bản nháp rà soát. Các lần đã gửi giữ nguyên.")
    return redirect("review")


def review_version(request, pk):
    """One version as it was handed in, with what changed since the one before."""
    visible = VolumeReview.objects.visible_to(request.user)
    made = get_object_or_404(visible.select_related("agency", "plan", "submitted_by"), pk=pk)
    versions = list(visible.filter(agency=made.agency, plan=made.plan).order_by("-version"))
    earlier = next((row for row in versions if row.version < made.version), None)
    lines = values_of_lines(made)
    signed = SignOff.objects.signed_version(made).first()
    context = {
        "review": made,
        "signed": signed,
        "agency": made.agency,
        "versions": versions,
        "earlier": earlier,
        "is_latest": versions[0].pk == made.pk,
        "target": target_of(made.agency, made.plan),
        "unusual": values_of("review", made.pk),
        "letters": CoverLetter.objects.about(made),
        "lines": review_summary.compared(lines, values_of_lines(earlier) if earlier else None),
        "changes": review_summary.changes_since(earlier, review_summary.summary(made)),
        "unarranged": review_summary.unarranged(lines),
        "shares": review_summary.shares(lines),
        "secrecy": review_summary.secrecy_rows({name: getattr(made, name) for name in COUNTS}),
        "events": history.shown(made, request.user),
        "is_own": not request.user.oversees and request.user.belongs_to(made.agency),
        "back_url": address(request.user, made.agency, "review"),
        "left_to_review": still_to_review(request.user, made.plan),
    }
    return render(request, "plans/review_version.html", context)


def values_of_lines(made):
    return [review_summary.line_values(line) for line in made.lines.all()]
