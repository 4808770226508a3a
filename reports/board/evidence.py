"""Đã báo cáo, có chứng cứ: pages reported as scanned beside those of which scans can be shown, and why they differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from agencies.formats.numbers import NOTHING, format_int, format_percent
from agencies.models import Agency, User
from agencies.permissions import writes_for
from plans.models import EvidenceGap, Plan

from ..figures import AgencyFigures, Figures, ProvinceFigures
from ..figures.gather import end_of

SHOWN = 10


@dataclass(frozen=True)
class EvidenceLine:
    """A finished line: a group or an agency; `reason` is what it wrote of its gap, `url` its page."""

    name: str
    reported: str
    evidenced: str
    share: str
    gap: str
    reason: str = ""
    url: str = ""


def of_province(plan: Plan, figures: ProvinceFigures) -> dict[str, Any]:
    """Both groups, the sum, and the agencies with the largest gaps; {} before anything was reported or shown."""
    if not figures.total.scanned_pages and not figures.total.evidenced_pages:
        return {}
    largest = sorted(figures.agencies, key=lambda row: -row.unevidenced_pages)[:SHOWN]
    behind = [row for row in largest if row.unevidenced_pages]
    names = dict(Agency.Group.choices)
    return {
        "groups": [line(names[group], row) for group, row in figures.groups.items()],
        "total": line("Toàn tỉnh", figures.total),
        "gaps": lines_with_reasons(plan, behind, figures.as_of),
        "more": sum(bool(row.unevidenced_pages) for row in figures.agencies) - len(behind),
        "url": reverse("manifest_list"),
    }


def of_agency(plan: Plan, agency: Agency, row: AgencyFigures, user: User) -> dict[str, Any]:
    """The agency's own line with its reason, and where it is written; {} before anything was reported or shown."""
    if not row.scanned_pages and not row.evidenced_pages:
        return {}
    writes = bool(row.unevidenced_pages) and writes_for(user, agency)[0]
    children = lines_with_reasons(plan, [each for each in row.children if each.unevidenced_pages], row.as_of)
    return {
        "groups": [],
        "total": line(str(agency), row, reasons_of(plan, [agency.pk], row.as_of).get(agency.pk, "")),
        "gaps": children[:SHOWN],
        "more": max(0, len(children) - SHOWN),
        "url": reverse("manifest_list"),
        "write_url": f"{reverse('evidence_gap')}?co_quan={agency.code}" if writes else "",
    }


def lines_with_reasons(plan: Plan, rows: Iterable[AgencyFigures], day: date) -> list[EvidenceLine]:
    rows = list(rows)
    reasons = reasons_of(plan, [row.pk for row in rows if row.pk], day)
    return [
        line(row.name, row, reasons.get(row.pk or 0, ""), reverse("agency_detail", args=[row.code])) for row in rows
    ]


def reasons_of(plan: Plan, agencies: list[int], day: date) -> dict[int, str]:
    """{agency id: what it had written last by the end of the day}; no query for nobody."""
    if not agencies:
        return {}
    written = EvidenceGap.objects.filter(plan=plan, agency__in=agencies, written_at__lt=end_of(day))
    return dict(written.order_by("written_at", "pk").values_list("agency_id", "reason"))


def line(name: str, row: Figures, reason: str = "", url: str = "") -> EvidenceLine:
    has_reported = bool(row.last_period_end)
    return EvidenceLine(
        name,
        format_int(row.scanned_pages) if has_reported else NOTHING,
        format_int(row.evidenced_pages),
        format_percent(row.evidenced_pages, row.scanned_pages) if row.scanned_pages else NOTHING,
        format_int(row.unevidenced_pages),
        reason,
        url,
    )
