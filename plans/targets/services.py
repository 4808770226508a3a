"""Targets (Phụ lục I, II). A district's line of Phụ lục II is its own figure plus its communes' (domain §2)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import Overtaken, WorkflowError
from plans.models import Plan, Target

Pair = tuple[int, int]  # hồ sơ, trang A4
CHANGED = "Có người vừa thay đổi chỉ tiêu này. Hãy xem lại số mới rồi làm tiếp."


class TargetError(WorkflowError):
    """Why targets cannot be set so, in Vietnamese."""


class TargetsChanged(TargetError, Overtaken):
    """Somebody else set them first."""


@dataclass(frozen=True)
class TargetFigures:
    """One line of Phụ lục I or II: hồ sơ, trang A4; of a district with its communes in it. Note None = as it is."""

    file_count: int
    page_count: int
    note: str | None = None

    def same_as(self, other: "TargetFigures | None") -> bool:
        """True where the other line has the same figures and note; a note of None equals any."""
        if other is None or (self.file_count, self.page_count) != (other.file_count, other.page_count):
            return False
        return self.note is None or self.note == (other.note or "")


def standing_lines(plan: Plan) -> dict[str, TargetFigures]:
    """{code: TargetFigures} of departments and districts as they are, communes added to their district."""
    rows = Target.objects.filter(plan=plan).select_related("agency", "agency__parent")
    notes: dict[str, str] = {}
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        commune = row.agency.kind == Agency.Kind.COMMUNE
        holder = (row.agency.parent or row.agency) if commune else row.agency
        code = holder.code
        totals[code][0] += row.file_count
        totals[code][1] += row.page_count
        if not commune:
            notes[code] = row.note
    return {code: TargetFigures(files, pages, notes.get(code, "")) for code, (files, pages) in totals.items()}


def given_to_communes(plan: Plan, district: Agency) -> Pair:
    """(hồ sơ, trang A4) that communes of the district took over."""
    sums = Target.objects.filter(plan=plan, agency__parent=district).aggregate(f=Sum("file_count"), p=Sum("page_count"))
    return sums["f"] or 0, sums["p"] or 0


def too_little(agency: Agency, line: TargetFigures, given: Pair) -> str:
    """Why a district's line cannot be smaller than what its communes have, or an empty string."""
    files, pages = given
    if line.file_count >= files and line.page_count >= pages:
        return ""
    return (
        f"{agency}: chỉ tiêu nhỏ hơn phần đã chia cho các xã ({format_int(files)} hồ sơ, {format_int(pages)} trang). "
        "Chia lại cho các xã trước."
    )


@transaction.atomic
def assign_targets(
    plan: Plan,
    lines: Mapping[Agency, TargetFigures],
    *,
    actor: User,
    source: str = "",
    seen: Mapping[str, TargetFigures | None] | None = None,
) -> int:
    """Write lines {Agency: TargetFigures} at once, with history; returns how many changed.

    `seen`: {code: the line that the actor saw}. Raises TargetError, TargetsChanged.
    """
    list(Target.objects.select_for_update().filter(plan=plan).order_by("pk"))
    standing = standing_lines(plan)
    if seen is not None and any(standing.get(code) != line for code, line in seen.items()):
        raise TargetsChanged(CHANGED)
    changed = {agency: line for agency, line in lines.items() if not line.same_as(standing.get(agency.code))}
    for agency, line in changed.items():
        assign(plan, agency, line, actor, source)
    return len(changed)


def assign(plan: Plan, agency: Agency, line: TargetFigures, actor: User, source: str) -> None:
    given = given_to_communes(plan, agency) if agency.kind == Agency.Kind.DISTRICT else (0, 0)
    problem = too_little(agency, line, given)
    if problem:
        raise TargetError(problem)
    own = TargetFigures(line.file_count - given[0], line.page_count - given[1], line.note)
    write_own(plan, agency, own, actor=actor, action="assign", verb="đặt chỉ tiêu của", reason=source)


def write_own(
    plan: Plan, agency: Agency, line: TargetFigures, *, actor: User, action: str, verb: str, reason: str = ""
) -> Target:
    """An agency's own figure with its Event; the history is what reconciliation walks back through."""
    target, created = Target.objects.get_or_create(plan=plan, agency=agency, defaults=numbers(line) | note(line))
    before = {} if created else numbers(target)
    if not created:
        for name, value in (numbers(line) | note(line)).items():
            setattr(target, name, value)
        target.save()
    sentence = f"{verb} {agency}: {figures_text(numbers(line))}" + (
        f" (trước đó {figures_text(before)})" if before else ""
    )
    record(target, actor=actor, action=action, sentence=sentence, before=before, after=numbers(line), reason=reason)
    return target


def numbers(line: TargetFigures | Target) -> dict[str, int]:
    return {"file_count": line.file_count, "page_count": line.page_count}


def figures_text(figures: Mapping[str, int]) -> str:
    return f"{format_int(figures['file_count'])} hồ sơ, {format_int(figures['page_count'])} trang A4"


def note(line: TargetFigures) -> dict[str, str]:
    return {} if line.note is None else {"note": line.note}


def fingerprint(targets: Mapping[str, Pair]) -> str:
    """What the page showed when dividing: {code: (hồ sơ, trang A4)} as text."""
    return ";".join(f"{code}:{files}:{pages}" for code, (files, pages) in sorted(targets.items()))


def division(plan: Plan, district: Agency) -> dict[str, Pair]:
    """{code: (hồ sơ, trang A4)} of the district's own figure and its communes'."""
    family = Target.objects.filter(plan=plan).filter(agency__in=[district, *district.children.all()])
    return {row.agency.code: (row.file_count, row.page_count) for row in family.select_related("agency")}


@transaction.atomic
def divide_target(
    plan: Plan, district: Agency, shares: Mapping[Agency, TargetFigures], *, actor: User, seen: str | None = None
) -> TargetFigures:
    """Give communes their part {Agency: TargetFigures}; the district keeps the rest. Raises TargetError.

    A commune with nothing has no line. `seen` is the fingerprint of the page that was filled in.
    """
    list(Target.objects.select_for_update().filter(plan=plan).order_by("pk"))
    standing = division(plan, district)
    if seen is not None and seen != fingerprint(standing):
        raise TargetsChanged(CHANGED)
    if not standing:
        raise TargetError(f"{district} chưa có chỉ tiêu để chia.")
    untouched = {commune: standing[commune.code] for commune in district.children.all() if commune.code in standing}
    parts = {commune: TargetFigures(*pair) for commune, pair in untouched.items()} | dict(shares)
    rest = remaining(standing, parts)
    for commune, line in parts.items():
        share_out(plan, commune, line, standing.get(commune.code), actor)
    if (rest.file_count, rest.page_count) != standing.get(district.code):
        write_own(plan, district, rest, actor=actor, action="divide", verb="chia chỉ tiêu, phần còn lại của")
    return rest


def remaining(standing: Mapping[str, Pair], shares: Mapping[Agency, TargetFigures]) -> TargetFigures:
    """What the district keeps: the sum of all lines minus the shares. Raises TargetError where it would be negative."""
    files = sum(pair[0] for pair in standing.values()) - sum(line.file_count for line in shares.values())
    pages = sum(pair[1] for pair in standing.values()) - sum(line.page_count for line in shares.values())
    for amount, unit in ((files, "hồ sơ"), (pages, "trang")):
        if amount < 0:
            raise TargetError(over_division(-amount, unit))
    return TargetFigures(files, pages)


def over_division(excess: int, unit: str) -> str:
    """Why the communes cannot have so much: the excess in hồ sơ or trang."""
    return f"Phần chia cho các xã nhiều hơn chỉ tiêu của huyện {format_int(excess)} {unit}."


def share_out(plan: Plan, commune: Agency, line: TargetFigures, before: Pair | None, actor: User) -> None:
    if (line.file_count, line.page_count) == (before or (0, 0)):
        Target.objects.filter(plan=plan, agency=commune).exclude(note=line.note or "").update(**note(line))
        return
    target = write_own(plan, commune, line, actor=actor, action="divide", verb="chia chỉ tiêu cho")
    if not (line.file_count or line.page_count):
        target.delete()
