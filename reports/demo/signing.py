"""What lies before a head on the demo's day: Sở Y tế's draft catalogue, and its review counted anew."""

from datetime import date

from agencies.signatures import head_signs_first
from plans.models import Catalogue, SignOff, VolumeReview
from plans.models.pages import PAGE_FIELDS

from .days import last_known_day, moment
from .province import Province
from .words import WORDS

AT, ASKED_ON = "SYT", date(2025, 6, 19)
FILES_MORE, PAGES_MORE = 12, 640
COUNTED = ("file_count", "sheet_count", *PAGE_FIELDS.values())


def write(province: Province) -> None:
    """Nothing where the agency's clerks hand in by themselves."""
    if last_known_day() < ASKED_ON or not head_signs_first(province.agencies[AT]):
        return
    drafts = Catalogue.objects.filter(agency__code=AT, state=Catalogue.State.DRAFT, submitted_at=None, file_count__gt=0)
    if one := drafts.order_by("pk").first():
        asked = ask(province, "catalogue", one.version, 9, one.pk)
        sentence = f"trình lãnh đạo ký {one}"
        province.history.record(
            one, actor=asked.asked_by, action="ask_signature", sentence=sentence, at=asked.asked_at, reason=asked.note
        )
    if review := VolumeReview.objects.filter(agency__code=AT).order_by("-version").first():
        asked = ask(province, "volumereview", review.version, 14, content=counted_anew(review))
        sentence = f"trình lãnh đạo ký rà soát khối lượng của {asked.agency}"
        province.history.record(
            asked, actor=asked.asked_by, action="ask_signature", sentence=sentence, at=asked.asked_at
        )


def ask(
    province: Province, kind: str, version: int, hour: int, key: int = 0, content: dict[str, object] | None = None
) -> SignOff:
    """A request of the agency's clerk, of that hour."""
    return SignOff.objects.create(
        agency=province.agencies[AT],
        kind=kind,
        object_id=key,
        version=version,
        content=content or {},
        note=WORDS["note_to_head"],
        asked_by=province.clerks[AT],
        asked_at=moment(ASKED_ON, province.dice("signing", kind), hour),
    )


def counted_anew(review: VolumeReview) -> dict[str, object]:
    """The review as it is, with some files more in its first line."""
    names = ("fonds_name", "retention", "arrangement", *COUNTED)
    lines = [{name: getattr(line, name) for name in names} for line in review.lines.all()]
    if lines:
        lines[0]["file_count"] += FILES_MORE
        lines[0]["page_count"] += PAGES_MORE
    return {"lines": lines, "counts": {}, "reason": WORDS["counted_more"]}
