"""Phụ lục I and II invented: shares of the plan's control figures, exact to the page (largest remainder)."""

from typing import TYPE_CHECKING

from agencies.models import Agency
from plans.models import ControlFigure, Plan, Target

from .province import Dice
from .story import COMMUNES_SHARE, STORIES

if TYPE_CHECKING:
    from .holdings import Holding

Volume = tuple[int, int]  # hồ sơ, trang A4


def divide(whole: int, weights: list[int]) -> list[int]:
    """`whole` in integer parts by weight, their sum exact: what is left over goes to the largest remainders."""
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: whole * weights[place] % total, reverse=True)
    for place in order[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def volumes(plan: Plan, dice: Dice) -> dict[str, Volume]:
    """{code: (files, pages)} of each row of the two annexes."""
    found: dict[str, Volume] = {}
    for control in ControlFigure.objects.filter(plan=plan):
        stories = STORIES[control.group]
        codes = list(stories)
        weights = [story.weight * dice("weight", code).randint(960, 1040) for code, story in stories.items()]
        pages = divide(control.page_count, weights)
        counts = [count // story.thickness for count, story in zip(pages, stories.values(), strict=True)]
        found |= dict(zip(codes, zip(divide(control.file_count, counts), pages, strict=True), strict=True))
    return found


def among_communes(volume: Volume, communes: list[Agency], dice: Dice) -> tuple[Volume, dict[str, Volume]]:
    """(the district's own volume, {commune code: volume}): the sum stays what it was."""
    files, pages = volume
    random = dice("communes", communes[0].code)
    share = random.randint(*COMMUNES_SHARE)
    weights = [random.randint(50, 150) for _ in communes]
    own = (files * (100 - share) // 100, pages * (100 - share) // 100)
    parts = zip(
        divide(files - own[0], weights),
        divide(pages - own[1], [w * random.randint(85, 115) for w in weights]),
        strict=True,
    )
    return own, dict(zip((commune.code for commune in communes), parts, strict=True))


def write_targets(plan: Plan, holdings: list["Holding"]) -> None:
    Target.objects.bulk_create(
        Target(plan=plan, agency=one.agency, file_count=one.files, page_count=one.pages, note="Số liệu minh họa")
        for one in holdings
        if one.has_target
    )
