"""Handing in the review of volumes (Kế hoạch II.3.a)."""

from django.db import transaction

from agencies.calendar import portal_today
from agencies.drafts import drop_draft
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.workflow import WorkflowError
from plans.models import VolumeLine, VolumeReview
from plans.models.pages import PAGE_FIELDS, SIZES
from plans.pricing import tariff_on

from .validators import line_errors
from .versions import hand_in, latest_of

COUNTS = (
    "confidential_files",
    "confidential_pages",
    "secret_files",
    "secret_pages",
    "top_secret_files",
    "top_secret_pages",
    "photo_count",
    "audio_count",
    "audio_minutes",
    "video_count",
    "video_minutes",
)


def lines_draft_key(agency):
    return f"review-lines/{agency.code}"


def secrecy_draft_key(agency):
    return f"review-secrecy/{agency.code}"


def sums_of(lines):
    """Totals of lines given as mappings: {"file_count": …, "sheet_count": …, "page_count": …, …}."""
    names = ("file_count", "sheet_count", *PAGE_FIELDS.values())
    return {name: sum(line.get(name) or 0 for line in lines) for name in names}


def by_size(sums):
    return {size: sums[PAGE_FIELDS[size]] for size in SIZES}


@transaction.atomic
def submit_review(agency, *, plan, actor, lines, counts=None, reason="", seen=None):
    """Hand in the agency's next VolumeReview: lines (fields of VolumeLine) and counts (COUNTS; absent is 0).

    Totals, cost (đồng) and unit price are kept with it. Raises WorkflowError with a Vietnamese sentence.
    """
    check_lines(lines)
    sums, tariff = sums_of(lines), tariff_on(portal_today())
    before = latest_of(VolumeReview, agency, plan)
    review = hand_in(
        VolumeReview,
        plan=plan,
        agency=agency,
        actor=actor,
        reason=reason,
        seen=seen,
        **sums,
        **{name: (counts or {}).get(name) or 0 for name in COUNTS},
        a4_page_count=tariff.a4_pages(by_size(sums)),
        amount_dong=tariff.amount_dong(by_size(sums)),
        unit_price_dong=tariff.unit_price_dong,
    )
    VolumeLine.objects.bulk_create(
        VolumeLine(review=review, position=number, **line) for number, line in enumerate(lines, 1)
    )
    record_submission(review, actor, before, reason)
    for key in (lines_draft_key(agency), secrecy_draft_key(agency)):
        drop_draft(actor, key)
    return review


def check_lines(lines):
    if not lines:
        raise WorkflowError("Ghi ít nhất một dòng khối lượng trước khi gửi.")
    for number, line in enumerate(lines, 1):
        pages = sum(line.get(name) or 0 for name in PAGE_FIELDS.values())
        for sentence in line_errors(line.get("file_count") or 0, pages).values():
            raise WorkflowError(f"Dòng {number}: {sentence}")


def record_submission(review, actor, before, reason):
    record(
        review,
        actor=actor,
        action="submit",
        sentence=f"gửi rà soát khối lượng lần {review.version}: {format_int(review.file_count)} hồ sơ, "
        f"{format_int(review.a4_page_count)} trang A4 quy đổi",
        before=event_data(before) if before else None,
        after=event_data(review),
        reason=reason,
    )


def event_data(review):
    return {
        "version": review.version,
        "files": review.file_count,
        "a4_pages": review.a4_page_count,
        "amount_dong": review.amount_dong,
    }
