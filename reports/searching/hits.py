"""Hits of a search in groups, and the pages that objects have for a person."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import reverse

from agencies.models import Agency, User
from budgets.estimates import as_handed_in as estimates
from budgets.models import Allocation, Contract, Estimate
from plans.appraisal import handed_in as catalogues
from plans.models import ArchiveReceipt, Catalogue, DetailedPlan, Difficulty, Extension, ProgressReport, VolumeReview
from reports.models import Report, UrgingLetter

SHOWN = 6
Key = tuple[Any, int]  # a model and the key of one of its objects


@dataclass(frozen=True)
class Hit:
    """A page that was found: its title, where it is, and a line that distinguishes it from others of the name."""

    title: str
    url: str
    aside: str = ""


@dataclass
class Group:
    """Hits of one kind, the first of `count`, and the address of a list that has them all, if there is one."""

    name: str
    count: int
    hits: list[Hit] = field(default_factory=list)
    list_url: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.hits)


def group_of(name: str, found: Sequence[Any], hit: Callable[[Any], Hit], list_url: str = "") -> Group:
    """The first of the objects found as a group."""
    return Group(name, len(found), [hit(one) for one in found[:SHOWN]], list_url)


def of_agency(agency: Agency) -> Hit:
    return Hit(str(agency), reverse("agency_detail", args=[agency.code]), aside_of_agency(agency))


def aside_of_agency(agency: Agency) -> str:
    """Kind, cấp trên and successor: "UBND cấp xã · UBND huyện Núi Thành · nay là UBND xã Núi Thành"."""
    parts = [agency.get_kind_display(), str(agency.parent or "")]
    parts.append(f"nay do {agency.successor} kế thừa" if agency.successor else "")
    return " · ".join(filter(None, parts))


def of_catalogue(catalogue: Catalogue) -> Hit:
    aside = f"Mục lục · {catalogue.agency} · {catalogue.get_state_display()}"
    return Hit(catalogue.name, reverse("catalogue_detail", args=[catalogue.pk]), aside)


def of_estimate(estimate: Estimate) -> Hit:
    aside = f"Dự toán · {estimate.agency} · {estimate.get_state_display()}"
    return Hit(estimate.name, reverse("estimate_detail", args=[estimate.pk]), aside)


def of_allocation(allocation: Allocation) -> Hit:
    return Hit(str(allocation), reverse("allocation_detail", args=[allocation.pk]), f"Kinh phí · {allocation.issuer}")


def of_contract(contract: Contract) -> Hit:
    page = reverse("contract_detail", args=[contract.pk])
    return Hit(contract.named, page, f"Hợp đồng · {contract.agency}")


def of_review(review: VolumeReview) -> Hit:
    return Hit(str(review), reverse("review_version", args=[review.pk]), f"Rà soát khối lượng · {review.agency}")


def of_detailed_plan(plan: DetailedPlan) -> Hit:
    return Hit(str(plan), reverse("agency_detail", args=[plan.agency.code]), "Kế hoạch chi tiết")


def of_progress(report: ProgressReport) -> Hit:
    return Hit(str(report), reverse("progress_report", args=[report.pk]), f"Tiến độ · {report.agency}")


def of_extension(extension: Extension) -> Hit:
    page = reverse("extension_detail", args=[extension.pk])
    return Hit(str(extension), page, f"Gia hạn · {extension.get_state_display()}")


def of_difficulty(difficulty: Difficulty) -> Hit:
    return Hit(str(difficulty), reverse("difficulty_detail", args=[difficulty.pk]), difficulty.get_state_display())


def of_archive_receipt(receipt: ArchiveReceipt) -> Hit:
    return Hit(
        str(receipt), reverse("archive_agency", args=[receipt.agency.code]), f"Kho dùng chung · {receipt.agency}"
    )


def of_report(report: Report) -> Hit:
    return Hit(str(report), reverse("report_detail", args=[report.pk]), "Báo cáo tổng hợp")


def plain(user: User, found: Iterable[Any]) -> list[Any]:
    return list(found)


def of_letter(letter: UrgingLetter) -> Hit:
    return Hit(str(letter), reverse("urging_detail", args=[letter.pk]), "Công văn đôn đốc")


# What has a page: what a person sees of it, and the hit.
SEEN_AS: dict[type[Model], tuple[Callable[[User, Iterable[Any]], list[Any]], Callable[[Any], Hit]]] = {
    Agency: (plain, of_agency),
    Catalogue: (catalogues.all_seen_by, of_catalogue),
    Estimate: (estimates.all_seen_by, of_estimate),
    Allocation: (plain, of_allocation),
    Contract: (plain, of_contract),
    VolumeReview: (plain, of_review),
    DetailedPlan: (plain, of_detailed_plan),
    ProgressReport: (plain, of_progress),
    Extension: (plain, of_extension),
    Difficulty: (plain, of_difficulty),
    ArchiveReceipt: (plain, of_archive_receipt),
    Report: (plain, of_report),
    UrgingLetter: (plain, of_letter),
}


def pages_of(user: User, keys: Iterable[Key]) -> dict[Key, Hit]:
    """{(model, key): its page} of those objects that have a page and that the person sees, a query a kind."""
    wanted: dict[Any, list[int]] = {}
    for model, key in keys:
        if model in SEEN_AS:
            wanted.setdefault(model, []).append(key)
    pages = {}
    for model, numbers in wanted.items():
        seen_as, hit = SEEN_AS[model]
        found = model._default_manager.visible_to(user).filter(pk__in=numbers)
        for one in seen_as(user, with_agency(found)):
            pages[model, one.pk] = hit(one)
    return pages


def with_agency(found: Any) -> Any:
    """The rows with the agency that their titles name."""
    names = {each.name for each in found.model._meta.get_fields()}
    return found.select_related(*names & {"agency", "issuer", "parent", "successor"})
