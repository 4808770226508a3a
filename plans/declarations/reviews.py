"""Handing in the review of volumes (Kế hoạch II.3.a)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from agencies.calendar import portal_today
from agencies.drafts import drop_draft
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Agency, Decision, User
from agencies.signatures import NEEDED, needs_head, signs_for
from agencies.workflow import NotAllowed, WorkflowError, held_delegation
from plans.letters.services import Letter, enclose
from plans.models import Plan, VolumeLine, VolumeReview
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.pricing import Tariff, tariff_on
from plans.signoffs.services import Outcome, close_review

from .unusual import keep_review
from .validators import line_errors
from .versions import create_version, latest_of

# Fields of a VolumeLine by name: texts and counts.
Line = Mapping[str, Any]
SECRECY_LEVELS = ("confidential", "secret", "top_secret")
SECRET_COUNTS = tuple(f"{level}_{unit}" for level in SECRECY_LEVELS for unit in ("files", "pages"))
COUNTS = (*SECRET_COUNTS, "photo_count", "audio_count", "audio_minutes", "video_count", "video_minutes")


def lines_draft_key(agency: Agency) -> str:
    return f"review-lines/{agency.code}"


def secrecy_draft_key(agency: Agency) -> str:
    return f"review-secrecy/{agency.code}"


def sums_of(lines: Iterable[Line]) -> dict[str, int]:
    """Totals of lines given as mappings: {"file_count": …, "sheet_count": …, "page_count": …, …}."""
    names = ("file_count", "sheet_count", *PAGE_FIELDS.values())
    return {name: sum(line.get(name) or 0 for line in lines) for name in names}


def by_size(sums: Mapping[str, int]) -> dict[str, int]:
    return {size: sums[PAGE_FIELDS[size]] for size in SIZES}


@transaction.atomic
def submit_review(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    lines: Sequence[Line],
    counts: Mapping[str, int] | None = None,
    reason: str = "",
    letter: Letter | None = None,
    seen: int | None = None,
) -> VolumeReview:
    """Hand in the agency's next VolumeReview: lines (fields of VolumeLine), counts (COUNTS; absent is 0), its letter.

    Totals, cost (đồng) and unit price are kept with it. Raises WorkflowError with a Vietnamese sentence; what lies
    beyond a bound needs the reason. A clerk whose head signs first is refused.
    """
    if needs_head(actor, agency, Decision.HAND_IN):
        raise NotAllowed(NEEDED.format("Rà soát khối lượng"))
    check_lines(lines)
    before = latest_of(VolumeReview, agency, plan)
    fields = figures_of(lines, counts or {}, tariff_on(portal_today()))
    review = create_version(
        VolumeReview, plan=plan, agency=agency, actor=actor, fields=fields, reason=reason, seen=seen, signs=True
    )
    VolumeLine.objects.bulk_create(
        VolumeLine(review=review, position=number, **line) for number, line in enumerate(lines, 1)
    )
    keep_review(review, lines, reason, actor)
    close_review(agency, Outcome.REPLACED if signs_for(actor, agency) else Outcome.NOT_NEEDED, actor)
    enclose(review, letter, actor=actor, turn=review.version)
    record_submission(review, actor, before, reason, letter)
    for key in (lines_draft_key(agency), secrecy_draft_key(agency)):
        drop_draft(actor, key)
    return review


def figures_of(lines: Sequence[Line], counts: Mapping[str, int], tariff: Tariff) -> dict[str, int]:
    """What a VolumeReview keeps beside its lines: sums, counts, A4 pages, cost (đồng), unit price."""
    sums = sums_of(lines)
    return {
        **sums,
        **{name: counts.get(name) or 0 for name in COUNTS},
        "a4_page_count": tariff.a4_pages(by_size(sums)),
        "amount_dong": tariff.amount_dong(by_size(sums)),
        "unit_price_dong": tariff.unit_price_dong,
    }


def check_lines(lines: Sequence[Line]) -> None:
    if not lines:
        raise WorkflowError("Ghi ít nhất một dòng khối lượng trước khi gửi.")
    for number, line in enumerate(lines, 1):
        pages = sum(line.get(name) or 0 for name in PAGE_FIELDS.values())
        for sentence in line_errors(line.get("file_count") or 0, pages).values():
            raise WorkflowError(f"Dòng {number}: {sentence}")


def record_submission(
    review: VolumeReview, actor: User, before: VolumeReview | None, reason: str, letter: Letter | None
) -> None:
    record(
        review,
        actor=actor,
        action="submit",
        sentence=f"gửi rà soát khối lượng lần {review.version}: {format_int(review.file_count)} hồ sơ, "
        f"{format_int(review.a4_page_count)} trang A4 quy đổi",
        before=event_data(before) if before else None,
        after=event_data(review),
        reason=reason,
        document=letter.reference if letter else None,
        given=held_delegation(actor, Decision.HAND_IN, review, signs=True),
    )


def event_data(review: VolumeReview) -> dict[str, int]:
    return {
        "version": review.version,
        "files": review.file_count,
        "a4_pages": review.a4_page_count,
        "amount_dong": review.amount_dong,
    }
