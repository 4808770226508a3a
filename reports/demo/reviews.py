"""Reviews of volumes and detailed plans: due before 20/4, handed in on time by some, late by others."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.models import Agency
from plans.models import DetailedPlan, VolumeLine, VolumeReview
from plans.models.pages import PAGE_FIELDS
from plans.pricing import Tariff, tariff_on

from .days import PLAN_DAY, last_known_day, moment, workday
from .holdings import NEARLY_ALL
from .province import Holding, Province
from .targets import divide
from .words import WORDS, fonds_names, person_name

DUE = date(2025, 4, 20)
LINES = ((55, "full", "permanent"), (25, "full", "limited"), (14, "partial", "limited"), (6, "none", "limited"))


@dataclass
class DrawnReview:
    """A review and its lines, not yet written."""

    review: VolumeReview
    lines: list[VolumeLine]


def write(province: Province) -> None:
    drawn: list[DrawnReview] = []
    plans: list[DetailedPlan] = []
    for one in province.holdings:
        if one.story.reports or one.story.extra or not one.has_target:
            drawn += versions(province, one)
        if one.story.done:
            plans.append(detailed_plan(province, one))
    drawn = [one for one in drawn if one.review.submitted_on <= last_known_day()]
    plans = [plan for plan in plans if plan.submitted_on <= last_known_day()]
    for review in VolumeReview.objects.bulk_create(one.review for one in drawn):
        record_review(province, review)
    VolumeLine.objects.bulk_create((line for one in drawn for line in one.lines), batch_size=2_000)
    for plan in DetailedPlan.objects.bulk_create(plans):
        record_plan(province, plan)


def handed_in_on(one: Holding, random: Random) -> date:
    """Half of them in the days the plan gave, the others one to five weeks late."""
    if one.prompt:
        return PLAN_DAY
    if random.random() < (0.4 if one.is_commune else 0.55):
        return PLAN_DAY + timedelta(days=random.randint(0, 3))
    return workday(DUE + timedelta(days=random.randint(1, 12 if one.story.done >= 0.2 else 36)))


def versions(province: Province, one: Holding) -> list[DrawnReview]:
    """The review, and for one agency in six a second version with its reason."""
    random = province.dice("review", one.code)
    day, share = handed_in_on(one, random), share_found(one, random)
    province.reviewed_on[one.code] = day
    first = review(province, one, 1, day, share, random)
    if random.random() > 1 / 6:
        return [first]
    reason = random.choice(WORDS["review_reasons"])
    later = workday(day + timedelta(days=random.randint(8, 25)))
    return [first, review(province, one, 2, later, min(share + random.randint(4, 18), 1035), random, reason)]


def share_found(one: Holding, random: Random) -> int:
    """Thousandths of the planned volume found in the stores; enough for what is appraised later."""
    if one.story.done > NEARLY_ALL:
        return 1030
    return random.choice((1000, random.randint(948, 999), random.randint(965, 998)))


def review(
    province: Province, one: Holding, version: int, day: date, share: int, random: Random, reason: str = ""
) -> DrawnReview:
    files, pages = ((own - others) * share // 1000 for own, others in zip(one.volume, one.reviewed_apart, strict=True))
    clerk = province.clerks[one.code]
    made = VolumeReview(
        plan=province.plan,
        agency=one.agency,
        version=version,
        submitted_by=clerk,
        submitted_on=day,
        submitted_at=moment(day, random),
        reason=reason,
        file_count=files,
        **special_records(one, random),
    )
    lines = lines_of(made, files, pages, random)
    keep_sums(made, lines, tariff_on(day))
    return DrawnReview(made, lines)


def lines_of(made: VolumeReview, files: int, pages: int, random: Random) -> list[VolumeLine]:
    """Four lines: arranged and permanent first; a little of it larger than A4."""
    shares = [share + random.randint(-4, 4) for share, _, _ in LINES]
    counts, sums = divide(files, shares), divide(pages, shares)
    a3 = sums[2] // 400
    names = fonds_names(made.agency)
    return [
        VolumeLine(
            review=made,
            position=number + 1,
            fonds_name=names[number % len(names)],
            arrangement=arrangement,
            retention=retention,
            file_count=counts[number],
            sheet_count=(sums[number] * 5 + 7) // 8,
            page_count=sums[number] - (2 * a3 if number == 2 else 0),
            page_count_a3=a3 if number == 2 else 0,
        )
        for number, (_, arrangement, retention) in enumerate(LINES)
    ]


def keep_sums(made: VolumeReview, lines: list[VolumeLine], tariff: Tariff) -> None:
    """Set the review's sums over its lines, and their price of that day."""
    for name in ("sheet_count", *PAGE_FIELDS.values()):
        setattr(made, name, sum(getattr(line, name) for line in lines))
    made.a4_page_count = tariff.a4_pages(made.pages_by_size())
    made.amount_dong = made.a4_page_count * tariff.unit_price_dong
    made.unit_price_dong = tariff.unit_price_dong


def special_records(one: Holding, random: Random) -> dict[str, int]:
    """Counts that are declared and never listed: state secrets by level, photographs, sound, video."""
    if one.is_commune:
        return {"photo_count": random.randint(0, 40)}
    secret = {"confidential_files": random.randint(4, 60), "secret_files": random.randint(0, 9)}
    pages = {"confidential_pages": secret["confidential_files"] * 34, "secret_pages": secret["secret_files"] * 27}
    sound, video = random.randint(0, 30), random.randint(0, 25)
    media = {"audio_count": sound, "audio_minutes": sound * 46, "video_count": video, "video_minutes": video * 31}
    return secret | pages | media | {"photo_count": random.randint(20, 900)}


def record_review(province: Province, review: VolumeReview) -> None:
    province.history.record(
        review,
        actor=review.submitted_by,
        action="submit",
        at=review.submitted_at,
        reason=review.reason,
        sentence=f"gửi rà soát khối lượng lần {review.version}: {format_int(review.file_count)} hồ sơ, "
        f"{format_int(review.a4_page_count)} trang A4 quy đổi",
        after={
            "version": review.version,
            "files": review.file_count,
            "a4_pages": review.a4_page_count,
            "amount_dong": review.amount_dong,
        },
    )


def detailed_plan(province: Province, one: Holding) -> DetailedPlan:
    random = province.dice("detailed plan", one.code)
    issued = workday(PLAN_DAY + timedelta(days=random.choice((1, 2, 2, 6, 9, 14, 21))))
    deadline = date(2025, 8, 14) if one.agency.in_departments_group else date(2025, 6, 29)
    return DetailedPlan(
        plan=province.plan,
        agency=one.agency,
        submitted_by=province.clerks[one.code],
        submitted_on=issued,
        submitted_at=moment(issued, random),
        number=f"{random.randint(18, 460)}/KH-{letters(one.agency)}",
        issued_on=issued,
        signer=person_name(random),
        period_from=workday(issued + timedelta(days=3)),
        period_to=deadline,
    )


def letters(agency: Agency) -> str:
    return "UBND" if agency.kind in ("district", "commune") else agency.code


def record_plan(province: Province, plan: DetailedPlan) -> None:
    province.history.record(
        plan,
        actor=plan.submitted_by,
        action="submit",
        at=plan.submitted_at,
        sentence=f"ghi nhận Kế hoạch số hóa chi tiết số {plan.number} ban hành ngày {format_date(plan.issued_on)}",
        after={"version": 1, "number": plan.number, "issued_on": plan.issued_on.isoformat()},
    )
