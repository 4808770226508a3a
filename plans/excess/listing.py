"""The list of lines above target or review for the province: figures, reasons, who gave them and who confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agencies.formats.dates import format_datetime
from agencies.formats.numbers import format_percent
from agencies.models import Agency
from plans.models import ExcessReason, Plan

from .measure import Excess, every_excess

SUMMED = ("files", "pages", "dong", "review_pages")


@dataclass
class Row:
    """One line above; `inside` is the district whose line, above as well, holds the commune's figures already."""

    excess: Excess
    reasons: list[ExcessReason] = field(default_factory=list)
    inside: Agency | None = None

    @property
    def agency(self) -> Agency:
        return self.excess.holder

    @property
    def sums(self) -> dict[str, int]:
        """What the list adds up: hồ sơ, trang, đồng above the target, trang above the review."""
        above = self.excess.above_target
        return dict(
            zip(
                SUMMED, (above.files, above.pages, self.excess.target_dong, self.excess.above_review.pages), strict=True
            )
        )

    @property
    def share(self) -> str:
        """Catalogues as a part of the target's pages; "–" without a target."""
        planned = self.excess.planned
        return format_percent(self.excess.listed.pages, planned.pages if planned else None)

    @property
    def said(self) -> list[str]:
        """Each reason with who gave it and who confirmed it."""
        return [said(reason) for reason in self.reasons] or ["Chưa nêu lý do"]


def said(given: ExcessReason) -> str:
    """ "Sót kho 2 (Lan, 09:00 ngày 20/6/2025; Hoa xác nhận 10:00 ngày 20/6/2025)"."""
    parts = [f"{given.given_by}, {format_datetime(given.given_at)}"] if given.reason else []
    if given.confirmed_at:
        parts.append(f"{given.confirmed_by} xác nhận {format_datetime(given.confirmed_at)}")
    return f"{given.reason or 'Chưa nêu lý do'} ({'; '.join(parts)})"


def rows_of(plan: Plan) -> list[Row]:
    """Lines above their target or review, most đồng first."""
    found = every_excess(plan, Agency.objects.holding_records().select_related("parent"))
    above: dict[int | None, Agency] = {one.holder.pk: one.holder for one in found}
    by_agency = reasons_by_agency(plan)
    rows = []
    for one in found:
        inside = above.get(one.holder.parent_id) if one.holder.kind == Agency.Kind.COMMUNE else None
        rows.append(Row(one, [reason for key in one.members for reason in by_agency.get(key, [])], inside))
    return rows


def reasons_by_agency(plan: Plan) -> dict[int, list[ExcessReason]]:
    """{agency id: the latest of each of its catalogues}."""
    given = ExcessReason.objects.filter(catalogue__plan=plan).order_by("catalogue", "revision")
    latest = {one.catalogue_id: one for one in given.select_related("catalogue", "given_by", "confirmed_by")}
    found: dict[int, list[ExcessReason]] = {}
    for one in latest.values():
        found.setdefault(one.catalogue.agency_id, []).append(one)
    return found


def sums_of(rows: Sequence[Row]) -> dict[str, int]:
    """Σ of the rows; what a district's line holds already is not added again."""
    counted = [row.sums for row in rows if row.inside is None]
    return {"count": len(rows)} | {name: sum(each[name] for each in counted) for name in SUMMED}
