"""Excess of an agency's catalogues over its target and its review (domain §2, §3).

A district's line holds its communes; a commune to which its district gave a part of the target has a line of its own.
Counted are catalogues that were handed in, without the files left out, and what is still appraised of reopened ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q, Sum

from agencies.models import Agency
from plans.models import Appraisal, Catalogue, Plan, Target, VolumeReview
from plans.models.appraisal import NET_FILES, NET_PAGES
from plans.pricing import a4_pages_of, plan_price_dong, with_a4_pages

ByAgency = dict[int, "Volume"]  # by the agency's id


@dataclass(frozen=True)
class Volume:
    """Hồ sơ and trang A4 quy đổi."""

    files: int = 0
    pages: int = 0

    def __add__(self, other: "Volume") -> "Volume":
        return Volume(self.files + other.files, self.pages + other.pages)

    def above(self, limit: "Volume | None") -> "Volume":
        """What lies above the limit; nothing where there is none."""
        if limit is None:
            return Volume()
        return Volume(max(0, self.files - limit.files), max(0, self.pages - limit.pages))

    def __bool__(self) -> bool:
        return bool(self.files or self.pages)


@dataclass(frozen=True)
class Excess:
    """A line of Phụ lục I or II: what its catalogues hold beside its target and its review.

    `planned` and `reviewed` are None where nothing was; `listed_of_reviewed` is the part of those who have reviewed.
    Đồng are reckoned at the plan's price.
    """

    holder: Agency
    listed: Volume
    listed_of_reviewed: Volume
    planned: Volume | None
    reviewed: Volume | None
    price_dong: int
    members: tuple[int, ...] = ()  # keys of the agencies whose volume it holds

    @property
    def above_target(self) -> Volume:
        return self.listed.above(self.planned)

    @property
    def above_review(self) -> Volume:
        return self.listed_of_reviewed.above(self.reviewed)

    @property
    def target_dong(self) -> int:
        """What the pages above the target cost."""
        return self.above_target.pages * self.price_dong

    @property
    def review_dong(self) -> int:
        """What the pages above the review cost."""
        return self.above_review.pages * self.price_dong

    def __bool__(self) -> bool:
        return bool(self.above_target or self.above_review)


class Lines:
    """The agencies' targets, latest reviews and catalogues, each read once."""

    def __init__(self, plan: Plan, agencies: Iterable[Agency], besides: Catalogue | None = None) -> None:
        self.plan, self.agencies = plan, list(agencies)
        keys = [agency.pk for agency in self.agencies]
        self.planned, self.reviewed = planned(plan, keys), reviewed(plan, keys)
        self.listed = listed(plan, keys, besides)

    @cached_property
    def price_dong(self) -> int:
        return plan_price_dong(self.plan)

    def family(self, holder: Agency) -> list[int]:
        """Keys of the agencies whose volume is in the holder's line."""
        if holder.kind != Agency.Kind.DISTRICT:
            return [holder.pk]
        return [one.pk for one in self.agencies if holder.pk in (one.pk, one.parent_id)]

    def holder(self, agency: Agency) -> Agency:
        """Whose line holds the agency's volume: a commune's without a target of its own is its district's."""
        if agency.kind != Agency.Kind.COMMUNE or agency.pk in self.planned:
            return agency
        return agency.parent or agency

    def of(self, holder: Agency) -> Excess:
        """The holder's line."""
        keys = self.family(holder)
        all_listed = total(self.listed, keys) or Volume()
        of_reviewed = total(self.listed, [key for key in keys if key in self.reviewed]) or Volume()
        limits = total(self.planned, keys), total(self.reviewed, keys)
        return Excess(holder, all_listed, of_reviewed, *limits, self.price_dong, tuple(keys))


def excess_of(agency: Agency, plan: Plan, *, besides: Catalogue | None = None, more: Volume | None = None) -> Excess:
    """The line that the agency's volume is in; `more` comes to what others than `besides` hold."""
    lines = Lines(plan, family_of(agency), besides)
    if more is not None:
        lines.listed[agency.pk] = lines.listed.get(agency.pk, Volume()) + more
    return lines.of(lines.holder(agency))


def with_catalogue(catalogue: Catalogue) -> Excess:
    """The line as it is once the catalogue, as it is now, is handed in."""
    return excess_of(catalogue.agency, catalogue.plan, besides=catalogue, more=volume_of(catalogue))


def that_lie_above(catalogues: Iterable[Catalogue]) -> list[Catalogue]:
    """Those of these handed-in catalogues whose line lies above, in as many queries for many as for one."""
    catalogues = list(catalogues)
    if not catalogues:
        return []
    districts = {one.agency.parent_id or one.agency_id for one in catalogues}
    agencies = Agency.objects.filter(Q(pk__in=districts) | Q(parent__in=districts)).select_related("parent")
    lines = Lines(catalogues[0].plan, agencies)
    by_key = {agency.pk: agency for agency in lines.agencies}
    return [one for one in catalogues if lines.of(lines.holder(by_key[one.agency_id]))]


def every_excess(plan: Plan, agencies: Iterable[Agency]) -> list[Excess]:
    """Lines of these agencies that lie above, most đồng first; a commune's only where it has a target of its own."""
    lines = Lines(plan, agencies)
    holders = [one for one in lines.agencies if lines.holder(one) == one]
    found = [excess for excess in map(lines.of, holders) if excess]
    return sorted(found, key=lambda one: (-one.target_dong, -one.review_dong, one.holder.official_order))


def family_of(agency: Agency) -> list[Agency]:
    """The agencies of a district and its communes, whichever of them it is; any other one alone."""
    district = agency.parent if agency.kind == Agency.Kind.COMMUNE and agency.parent else agency
    return [district, *(district.children.all() if district.kind == Agency.Kind.DISTRICT else ())]


def volume_of(catalogue: Catalogue) -> Volume:
    """What of the catalogue is to be digitized, by its counters."""
    files = catalogue.file_count - catalogue.left_out_files
    return Volume(max(0, files), max(0, a4_pages_of(catalogue) - catalogue.left_out_pages))


def total(volumes: Mapping[int, Volume], keys: Iterable[int]) -> Volume | None:
    """Their sum, None where none of them has any."""
    found = [volumes[key] for key in keys if key in volumes]
    return sum(found, Volume()) if found else None


def planned(plan: Plan, keys: list[int]) -> ByAgency:
    rows = Target.objects.filter(plan=plan, agency__in=keys)
    return {key: Volume(*pair) for key, *pair in rows.values_list("agency_id", "file_count", "page_count")}


def reviewed(plan: Plan, keys: list[int]) -> ByAgency:
    """Of each agency's latest review that counts: what nobody has confirmed lets nothing more in."""
    rows = VolumeReview.objects.filter(plan=plan, agency__in=keys).confirmed().order_by("version")
    return {key: Volume(*pair) for key, *pair in rows.values_list("agency_id", "file_count", "a4_page_count")}


def listed(plan: Plan, keys: list[int], besides: Catalogue | None) -> ByAgency:
    """What was handed in as it is now; of what lies with its agency again, what is appraised and in force."""
    at_work = Q(state__in=Catalogue.CHANGEABLE)
    rows = Catalogue.objects.filter(plan=plan, agency__in=keys)
    rows = rows.exclude(pk=besides.pk) if besides else rows
    counted = with_a4_pages(rows.exclude(at_work)).annotate(
        kept_files=F("file_count") - F("left_out_files"), kept_pages=F("a4_pages") - F("left_out_pages")
    )
    found: ByAgency = {}
    for key, *pair in counted.values_list("agency_id", "kept_files", "kept_pages"):
        found[key] = found.get(key, Volume()) + Volume(*pair)
    standing = Appraisal.objects.in_force().filter(catalogue__in=rows.filter(at_work)).order_by()
    sums = standing.values_list("catalogue__agency").annotate(net_files=Sum(NET_FILES), net_pages=Sum(NET_PAGES))
    for key, *pair in sums:
        found[key] = found.get(key, Volume()) + Volume(*pair)
    return found
