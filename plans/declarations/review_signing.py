"""A review before its head: what the clerk typed is kept with the request, and is what the head reads and signs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from agencies.calendar import portal_today
from agencies.drafts import drop_draft
from agencies.history import record
from agencies.models import Agency, Decision, Delegation, User
from agencies.permissions import refusal
from agencies.signatures import needs_head, signs_for
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, held_delegation
from plans.letters.services import Letter
from plans.models import Plan, SignOff, VolumeReview
from plans.models.pages import PAGE_FIELDS
from plans.pricing import tariff_on
from plans.shortcuts import plan_or_404
from plans.signoffs.kinds import GONE, KINDS, SignedKind, Waiting
from plans.signoffs.permissions import NO_STEP, ONLY_SIGNERS, SIGNS_ONESELF
from plans.signoffs.services import close_review

from .reviews import Line, check_lines, figures_of, lines_draft_key, secrecy_draft_key, submit_review
from .unusual import of_review
from .versions import OVERTAKEN, latest_of

NOTHING: dict[str, Any] = dict.fromkeys(("file_count", "sheet_count", *PAGE_FIELDS.values()), 0)
REVIEW, Outcome = SignOff.Kind.REVIEW, SignOff.Outcome
REASON_NEEDED = "Số liệu khác thường hoặc đã có bản gửi trước: ghi lý do trước khi trình ký."


def waiting_review(agency: Agency) -> SignOff | None:
    """The agency's review that waits for its head, or None."""
    return SignOff.objects.open().filter(kind=REVIEW, agency=agency).with_people().first()


def notice_for(agency: Agency) -> SignOff | None:
    """The last request, where the agency's review page has to speak of it: it waits, or was given back."""
    asked = SignOff.objects.filter(kind=REVIEW, agency=agency)
    key, outcome = asked.values_list("pk", "outcome").first() or (0, SignOff.Outcome.SIGNED)
    return asked.with_people().get(pk=key) if outcome in ("", SignOff.Outcome.RETURNED) else None


@transaction.atomic
def ask_review(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    lines: Sequence[Line],
    counts: Mapping[str, int],
    reason: str = "",
    note: str = "",
    seen: int | None = None,
) -> SignOff:
    """Put a review before the head, in place of one that waits. Raises NotAllowed, Overtaken, WorkflowError."""
    if not actor.acts_for(agency):
        raise NotAllowed(refusal(actor, agency))
    if not needs_head(actor, agency, Decision.HAND_IN):
        raise NotAllowed(SIGNS_ONESELF if signs_for(actor, agency) else NO_STEP.format(agency))
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)  # of two who ask the second replaces the first
    check_lines(lines)
    version = version_now(agency, plan)
    if seen is not None and seen != version:
        raise Overtaken(OVERTAKEN)
    if not reason.strip() and (version or of_review(agency, plan, lines, a4_pages(lines))):
        raise WorkflowError(REASON_NEEDED)
    close_review(agency, Outcome.REPLACED, actor)
    content = {"lines": [NOTHING | dict(line) for line in lines], "counts": dict(counts), "reason": reason.strip()}
    asked = SignOff.objects.create(
        agency=agency, kind=REVIEW, version=version, content=content, note=note.strip(), asked_by=actor
    )
    record(asked, actor=actor, action="ask_signature", sentence=f"trình lãnh đạo ký rà soát khối lượng của {agency}")
    return asked


def version_now(agency: Agency, plan: Plan) -> int:
    latest = latest_of(VolumeReview, agency, plan)
    return latest.version if latest else 0


def a4_pages(lines: Sequence[Line]) -> int:
    return figures_of(lines, {}, tariff_on(portal_today()))["a4_page_count"]


@transaction.atomic
def sign_review(
    about: SignOff, *, plan: Plan, actor: User, reason: str = "", letter: Letter | None = None
) -> VolumeReview:
    """Hand in what was asked for, signed by the head or in the head's place. Raises NotAllowed, Overtaken."""
    current = held(about)
    close_review(current.agency, Outcome.SIGNED, actor, delegation=may_sign(actor, current))
    content = current.content
    made = submit_review(
        current.agency,
        plan=plan,
        actor=actor,
        lines=content["lines"],
        counts=content["counts"],
        reason=reason or content["reason"],
        letter=letter,
        seen=current.version,
    )
    said = f"trình lãnh đạo ký rà soát khối lượng lần {made.version}"
    record(made, actor=current.asked_by, action="ask_signature", sentence=said)
    for key in (lines_draft_key(current.agency), secrecy_draft_key(current.agency)):
        drop_draft(current.asked_by, key)
    return made


@transaction.atomic
def give_back_review(about: SignOff, *, actor: User, reason: str) -> None:
    """Back to the clerk, whose draft is still there. Raises NotAllowed, Overtaken, WorkflowError."""
    current = held(about)
    given = may_sign(actor, current)
    if not reason.strip():
        raise WorkflowError("Ghi lý do: cán bộ cần biết phải sửa gì.")
    close_review(current.agency, Outcome.RETURNED, actor, reason=reason.strip(), delegation=given)
    said = f"trả lại, chưa ký rà soát khối lượng của {current.agency}"
    record(current, actor=actor, action="give_back", sentence=said, reason=reason.strip(), given=given)


@transaction.atomic
def take_back_review(about: SignOff, *, actor: User) -> None:
    """Raises NotAllowed, Overtaken."""
    current = held(about)
    if not actor.acts_for(current.agency):
        raise NotAllowed(refusal(actor, current.agency))
    close_review(current.agency, Outcome.TAKEN_BACK, actor)
    said = f"rút lại bản trình ký rà soát khối lượng của {current.agency}"
    record(current, actor=actor, action="take_back_signature", sentence=said)


def held(about: SignOff) -> SignOff:
    """The request, held until the transaction ends. Raises Overtaken where it waits no more."""
    current = SignOff.objects.open().select_for_update(of=("self",), no_key=True).select_related("agency", "asked_by")
    found = current.filter(pk=about.pk).first()
    if found is None:
        raise Overtaken(GONE)
    return found


def may_sign(actor: User, about: SignOff) -> Delegation | None:
    """The delegation by which the actor signs, None for the head. Raises NotAllowed."""
    if not signs_for(actor, about.agency):
        raise NotAllowed(ONLY_SIGNERS)
    return held_delegation(actor, Decision.HAND_IN, about, signs=True)


class SignedReviews(SignedKind):
    """Signing is handing in the next version."""

    def rows(self, requests: Sequence[SignOff]) -> list[Waiting]:
        return [line(each) for each in requests]

    def sign(self, about: SignOff, actor: User, *, secrecy_declared: bool) -> None:
        sign_review(about, plan=plan_or_404(), actor=actor)


def line(about: SignOff) -> Waiting:
    sums = figures_of(about.content.get("lines", ()), {}, tariff_on(portal_today()))
    return Waiting(
        about,
        f"Rà soát khối lượng lần {about.version + 1}",
        reverse("review_sign", args=[about.pk]),
        sums["file_count"],
        sums["a4_page_count"],
        sums["amount_dong"],
    )


KINDS[REVIEW] = SignedReviews()
