"""Which appraised catalogues, or else which review, the pages of an estimate rest on (Kế hoạch II.3.b)."""

from dataclasses import dataclass

from budgets.models import Estimate, EstimateBasis
from plans.models import Appraisal
from plans.models.appraisal import NET_FILES, NET_PAGES

from .limits import CATALOGUE, REVIEW, latest_review, source_of


def write_basis(estimate: Estimate) -> None:
    """Keep what the estimate rests on now, in place of what it rested on before."""
    estimate.basis.all().delete()
    EstimateBasis.objects.bulk_create(found_basis(estimate))


def found_basis(estimate: Estimate) -> list[EstimateBasis]:
    """Unsaved rows: the appraisals in force of its agency, or its review where it may start from that."""
    source = source_of(estimate.agency)
    if source == CATALOGUE:
        rows = Appraisal.objects.in_force().filter(catalogue__agency=estimate.agency, catalogue__plan=estimate.plan)
        rows = rows.annotate(net_files=NET_FILES, net_pages=NET_PAGES).order_by("decided_on", "pk")
        return [
            EstimateBasis(estimate=estimate, appraisal=row, file_count=row.net_files, a4_page_count=row.net_pages)
            for row in rows
            if row.net_pages > 0
        ]
    review = latest_review(estimate.agency) if source == REVIEW else None
    if review is None:
        return []
    return [
        EstimateBasis(
            estimate=estimate, review=review, file_count=review.file_count, a4_page_count=review.a4_page_count
        )
    ]


@dataclass(frozen=True)
class BasisSums:
    """The basis of an estimate with its sums (hồ sơ, trang A4 quy đổi), and the estimate against them."""

    rows: list[EstimateBasis]
    file_count: int
    a4_page_count: int
    difference_pages: int  # pages of the estimate − pages it rests on

    @property
    def left_pages(self) -> int:
        """Pages it rests on that the estimate does not ask money for; negative where it asks for more."""
        return -self.difference_pages

    @property
    def is_reviewed_only(self) -> bool:
        """True where no catalogue was appraised: the estimate is marked so."""
        return any(row.review_id for row in self.rows)


def basis_of(estimate: Estimate) -> BasisSums:
    """What the estimate rests on, for its page; in one query."""
    rows = list(estimate.basis.select_related("appraisal__catalogue__fonds", "appraisal__document", "review"))
    pages = sum(row.a4_page_count for row in rows)
    return BasisSums(rows, sum(row.file_count for row in rows), pages, estimate.a4_page_count - pages)
