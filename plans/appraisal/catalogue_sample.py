"""The random sample of one catalogue: drawn once, looked at file by file; what that says about the rest."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil, floor
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Count, Q

from agencies.calendar import day_of, portal_now
from agencies.formats.numbers import format_int, format_percent
from agencies.history import record
from agencies.models import User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchivalFile, Catalogue, SampleDraw
from plans.permissions import appraises_by, appraises_catalogue

from .sampling import SIZES, error_interval, new_seed, sample

Decision = ArchivalFile.Decision
NOT_WAITING = "Mục lục không còn chờ thẩm định nên không rút mẫu được nữa."


class SampleSummary(TypedDict):
    """A draw, how many of its files were looked at and how many of these left out, and the bounds of the rest."""

    size: int
    is_complete: bool  # every file of it was looked at and decided on
    is_estimate: bool  # it is, and nobody has looked at every file of the catalogue: the bounds say something
    checked: int
    errors: int
    open: int
    seed: str
    drawn_at: datetime
    drawn_by: str
    lower: str
    upper: str
    fewest: int
    most: int


def seed_of(catalogue: Catalogue) -> str:
    """The seed of this version's samples: of those drawn already, or the one drawn when it was received.

    What was received before seeds were drawn gets its own with its first sample.
    """
    known = SampleDraw.objects.current(catalogue).values_list("seed", flat=True).first()
    return known or catalogue.sample_seed or new_seed()


@transaction.atomic
def draw_sample(catalogue: Catalogue, size: int, *, actor: User) -> SampleDraw:
    """Draw files by chance and keep who drew which and when; the same size of the same version is drawn once.

    Whoever knows the printed seed draws the same files again.
    Raises NotAllowed, Overtaken, WorkflowError.
    """
    current = Catalogue.objects.select_for_update(no_key=True).select_related("agency").get(pk=catalogue.pk)
    allowed, why = appraises_catalogue(actor, current)
    if not allowed:
        raise NotAllowed(why)
    if not current.is_awaited:
        raise Overtaken(NOT_WAITING)
    if size not in SIZES:
        raise WorkflowError(f"Cỡ mẫu là {', '.join(map(str, SIZES))} hồ sơ.")
    size = fitting(size, current)
    known = SampleDraw.objects.current(current).filter(size=size).first()
    return known or drawn(current, size, actor)


def fitting(size: int, catalogue: Catalogue) -> int:
    """The smallest of SIZES that takes in as many of the catalogue's files: of thirty files, 50 are the same as 30."""
    return next(each for each in SIZES if each >= min(size, catalogue.file_count))


def sizes_of(catalogue: Catalogue) -> dict[int, int]:
    """{size of SIZES: how many files a sample of it holds}, each number once."""
    return {size: min(size, catalogue.file_count) for size in SIZES if fitting(size, catalogue) == size}


def drawn(catalogue: Catalogue, size: int, actor: User) -> SampleDraw:
    """Keep the draw and write it into the history."""
    seed, keys = seed_of(catalogue), catalogue.files.order_by().values_list("pk", flat=True).iterator(5000)
    made = SampleDraw.objects.create(
        catalogue=catalogue,
        revision=catalogue.revision,
        size=size,
        file_count=catalogue.file_count,
        seed=seed,
        file_keys=sample(seed, keys, size),
        drawn_by=actor,
    )
    taken = f"rút ngẫu nhiên {format_int(len(made.file_keys))} trong {format_int(catalogue.file_count)} hồ sơ"
    sentence = f"{taken} để kiểm tra (mã rút mẫu {made.seed}), {catalogue}"
    after = {"size": len(made.file_keys), "seed": made.seed}
    given = appraises_by(actor, catalogue)
    record(catalogue, actor=actor, action="draw", sentence=sentence, after=after, given=given)
    return made


def mark_seen(catalogue: Catalogue, pks: Iterable[int], actor: User) -> None:
    """Note in the draws of this version that the actor looked at these files; whoever calls holds the catalogue."""
    looked_at = {str(pk): {"by": actor.pk, "at": portal_now().isoformat()} for pk in pks}
    for draw in SampleDraw.objects.current(catalogue):
        fresh = {key: looked_at[key] for key in map(str, draw.file_keys) if key in looked_at}
        if fresh:
            draw.seen = draw.seen | fresh
            draw.save(update_fields=["seen"])


def sample_summary(draw: SampleDraw) -> SampleSummary:
    """How much of the sample was looked at, and between which bounds the catalogue's error rate lies."""
    decided = seen_by_decision(draw)
    errors = decided.get(Decision.LEFT_OUT, 0)
    checked = errors + decided.get(Decision.ACCEPTED, 0)
    lower, upper = error_interval(errors, checked)
    total, is_complete = draw.file_count, checked == len(draw.file_keys)
    return {
        "size": len(draw.file_keys),
        "is_complete": is_complete,
        "is_estimate": is_complete and draw.catalogue.files.filter(looked_at=None).exists(),
        "checked": checked,
        "errors": errors,
        "open": sum(decided.get(each, 0) for each in (Decision.ASKED, Decision.ANSWERED)),
        "seed": draw.seed,
        "drawn_at": draw.drawn_at,
        "drawn_by": str(draw.drawn_by),
        "lower": format_percent(lower, 1),
        "upper": format_percent(upper, 1),
        "fewest": max(errors, floor(lower * total)),
        "most": min(ceil(upper * total), total - checked + errors),
    }


def seen_by_decision(draw: SampleDraw) -> dict[str, int]:
    """{decision: how many files of the sample that were looked at one by one, or are being talked about since}"""
    open_or_concluded = Q(decision__in=(Decision.ASKED, Decision.ANSWERED)) | Q(looked_at__isnull=False)
    files = draw.catalogue.files.filter(open_or_concluded, pk__in=[int(key) for key in draw.seen]).order_by()
    return dict(files.values_list("decision").annotate(Count("pk")))


def sample_for_document(catalogue: Catalogue) -> dict[str, Any]:
    """What a document may say of a sample: the largest draw looked at in full, or else as far as it went; {} of none.

    A rate for the whole catalogue is estimated only from a sample looked at in full, and only where files remain that
    nobody has looked at one by one.
    """
    found = [sample_summary(draw) for draw in SampleDraw.objects.current(catalogue).select_related("drawn_by")]
    looked_at = [each for each in found if each["checked"]]
    if not looked_at:
        return {}
    best = next((each for each in looked_at if each["is_complete"]), looked_at[0])
    known = {name: best[name] for name in ("size", "checked", "errors", "seed", "drawn_by")}
    known |= {"drawn_on": day_of(best["drawn_at"]).isoformat(), "of": catalogue.file_count}
    if best["is_estimate"]:
        known |= {"lower": best["lower"], "upper": best["upper"]}
    return known
