"""What each agency of the demo holds and how it gets on: the annexes' rows, and communes after their district."""

from dataclasses import dataclass, replace

from agencies.models import Agency

from . import targets
from .province import Province
from .story import DEPARTMENTS, DISTRICTS, DRAFT, SUBMITTED, Story

THU = "20335"
NEARLY_ALL = 0.85


@dataclass
class Holding:
    """One agency with its own volume (hồ sơ, trang A4) and its part in the story."""

    agency: Agency
    story: Story
    files: int
    pages: int
    has_target: bool = True
    reviewed_apart: tuple[int, int] = (0, 0)  # (files, pages) of a district that its communes review
    prompt: bool = False  # everything within the days the plan gave

    @property
    def volume(self) -> tuple[int, int]:
        return self.files, self.pages

    @property
    def code(self) -> str:
        return self.agency.code

    @property
    def is_commune(self) -> bool:
        return self.agency.kind == Agency.Kind.COMMUNE

    @property
    def thickness(self) -> int:
        """Pages per file, rounded up."""
        return -(-self.pages // max(1, self.files))


def holdings_of(province: Province) -> list[Holding]:
    """Every agency that does something in the demo, in the official order."""
    volumes = targets.volumes(province.plan, province.dice)
    found = []
    for code, story in (DEPARTMENTS | DISTRICTS).items():
        agency = province.agencies[code]
        if code in DISTRICTS:
            found += district(province, agency, story, volumes[code])
        else:
            found.append(Holding(agency, story, *volumes[code]))
    for one in found:
        one.prompt = one.story.done > NEARLY_ALL or province.dice("prompt", one.code).random() < 0.08
    return sorted(found, key=lambda one: one.agency.official_order)


def district(province: Province, agency: Agency, story: Story, volume: tuple[int, int]) -> list[Holding]:
    """The district's own holding and its communes'.

    Where the target was not divided, some communes still reviewed what they hold; the district counts the rest.
    """
    communes = [one for one in province.agencies.values() if one.parent_id == agency.pk and not one.active_from]
    communes.sort(key=lambda one: one.official_order)
    own, parts = targets.among_communes(volume, communes, province.dice)
    if story.divides:
        members = [commune(province, one, story, parts[one.code]) for one in communes]
        return [Holding(agency, story, *own), *members]
    idle = replace(story, done=0, reports=0, extra=(), estimate="")
    reviewing = communes[::2] if story.done < 0.5 else []
    members = [Holding(one, idle, *parts[one.code], has_target=False) for one in reviewing]
    apart = sum(one.files for one in members), sum(one.pages for one in members)
    return [Holding(agency, story, *volume, reviewed_apart=apart), *members]


def commune(province: Province, agency: Agency, story: Story, volume: tuple[int, int]) -> Holding:
    """A commune follows its district: some faster, some slower, a few not at all."""
    random = province.dice("commune", agency.code)
    if agency.code == THU:
        return Holding(agency, replace(story, done=0.4, reports=8, extra=(DRAFT,), estimate=""), *volume)
    luck = random.random()
    if luck < 0.14:
        waiting = (SUBMITTED,) if luck < 0.07 else ()
        return Holding(agency, replace(story, done=0, reports=0, extra=waiting, estimate=""), *volume)
    done = min(0.95, story.done * random.uniform(0.6, 1.2))
    reports = random.choice((9, 9, 9, 8, 8, 8, 7, 4)) if story.reports > 7 else story.reports
    estimate = "decided" if random.random() < 0.4 else ""
    return Holding(agency, replace(story, done=done, reports=reports, extra=(), estimate=estimate), *volume)
