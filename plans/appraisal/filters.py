"""Filter and order of one catalogue's files on the appraiser's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet

from agencies.formats.numbers import format_int
from agencies.requests import posted_int
from plans.models import ArchivalFile, Catalogue, SampleDraw

from . import findings

Decision = ArchivalFile.Decision
CONVERSING = (Decision.ASKED, Decision.ANSWERED)  # open in the next version too, changed or not
UNSEEN = "unseen"
DECISIONS = [
    ("pending", Decision.PENDING.label),
    *[choice for choice in Decision.choices if choice[0]],
    (UNSEEN, "Chưa xem từng hồ sơ"),
]
ORDERS = [("risk", "Đáng xem trước"), ("position", "Theo thứ tự Mục lục")]
MANY = 10_000  # counting goes no further: beyond, the page says "hơn 10.000"


@dataclass(frozen=True)
class Filters:
    """What the appraiser narrowed the rows to; empty texts leave them all."""

    decision: str = ""
    finding: str = ""
    changed: bool = False
    q: str = ""
    sample: int = 0
    order: str = "risk"

    @property
    def is_any(self) -> bool:
        """True where fewer rows than all are wanted."""
        return bool(self.decision or self.finding or self.changed or self.q or self.sample)

    @classmethod
    def of(cls, query: Mapping[str, str], catalogue: Catalogue) -> Self:
        """From a query string; without one, a catalogue that comes back shows only what changed."""
        size = posted_int(query.get("mau", "")) or 0
        fresh = "loc" not in query and catalogue.is_reviewed_again
        return cls(
            decision=known(query.get("ket_qua"), dict(DECISIONS)),
            finding=known(query.get("dau_hieu"), findings.BY_KEY),
            changed=fresh or bool(query.get("thay_doi")),
            q=query.get("q", "").strip()[:100],
            sample=size if size and draw_of(catalogue, size).exists() else 0,
            order=known(query.get("thu_tu"), dict(ORDERS)) or "risk",
        )

    def as_query(self) -> dict[str, str]:
        """The same as a query string's parts, for hidden fields and links."""
        parts = {
            "ket_qua": self.decision,
            "dau_hieu": self.finding,
            "thay_doi": "1" if self.changed else "",
            "q": self.q,
            "mau": str(self.sample or ""),
            "thu_tu": "" if self.order == "risk" else self.order,
        }
        return {"loc": "1"} | {name: value for name, value in parts.items() if value}


def draw_of(catalogue: Catalogue, size: int) -> QuerySet[SampleDraw]:
    """The sample of this size that was drawn from the present version."""
    return SampleDraw.objects.current(catalogue).filter(size=size)


def known(value: str | None, choices: Mapping[str, object]) -> str:
    """The value where it is one of the choices, otherwise an empty string."""
    return value if value is not None and value in choices else ""


def rows_for(catalogue: Catalogue, filters: Filters) -> QuerySet[ArchivalFile]:
    """The catalogue's judged files within the filters, in their order."""
    rows = findings.judged(catalogue)
    if filters.decision == UNSEEN:
        rows = rows.filter(looked_at=None).exclude(decision=Decision.LEFT_OUT)
    elif filters.decision:
        rows = rows.filter(decision="" if filters.decision == "pending" else filters.decision)
    if filters.finding:
        rows = rows.filter(**{f"is_{filters.finding}": 1})
    if filters.changed:
        rows = rows.filter(Q(revision__gte=catalogue.revision) | Q(decision__in=CONVERSING))
    if filters.sample:
        rows = rows.filter(pk__in=draw_of(catalogue, filters.sample).get().file_keys)
    rows = rows.search(filters.q)
    return findings.by_risk(rows) if filters.order == "risk" else rows.by_position()


def page_of(catalogue: Catalogue, rows: QuerySet[ArchivalFile]) -> list[ArchivalFile]:
    """The rows (a slice) with all that is shown of them: first the keys in their order, then only these files."""
    pks = list(rows.values_list("pk", flat=True))
    found = {file.pk: file for file in findings.judged(catalogue, among=pks)}
    return [found[pk] for pk in pks if pk in found]


def count_of(catalogue: Catalogue, filters: Filters, rows: QuerySet[ArchivalFile]) -> int:
    """How many rows the filters leave: the catalogue's counter without a filter, otherwise counted to MANY + 1."""
    return rows.order_by()[: MANY + 1].count() if filters.is_any else catalogue.file_count


def count_text(count: int) -> str:
    return f"hơn {format_int(MANY)}" if count > MANY else format_int(count)
