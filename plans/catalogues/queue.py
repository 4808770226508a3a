"""Queue of catalogues: what a filter leaves, its sums, and how long each has waited."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from agencies.calendar import days_since, portal_today
from agencies.formats.numbers import format_int
from agencies.formats.text import has_words
from agencies.models import Agency, Decision, User
from agencies.waiting import wait_tone
from plans.appraisal.handed_in import all_seen_by
from plans.letters import in_lists as letters
from plans.models import Appraisal, Catalogue, CoverLetter, SignedFile
from plans.models.appraisal import NET_PAGES
from plans.pricing import a4_pages, with_a4_pages

DECIDED_PARTS = ("decided_pages", "gone_pages", "changed_pages")


def rows_for(user: User, filters: Mapping[str, str]) -> list[Catalogue]:
    """Catalogues the user may see, narrowed; for Sở Nội vụ what waits for it comes first, oldest on top."""
    rows = with_a4_pages(Catalogue.objects.visible_to(user)).select_related("agency", "fonds")
    if filters.get("state"):
        rows = rows.filter(state=filters["state"])
    if filters.get("agency"):
        rows = rows.filter(agency__code=filters["agency"])
    ordered = add_waiting(all_seen_by(user, rows.order_by("agency__official_order", "name")))
    found = [row for row in letters.with_letters(ordered, CoverLetter.Kind.CATALOGUE) if fits(row, filters)]
    if user.decides_on(Decision.APPRAISE_CATALOGUES):
        found.sort(key=lambda row: (not row.is_awaited, not row.is_to_be_reopened, -(days_waiting(row) or 0)))
    return found


def fits(row: Catalogue, filters: Mapping[str, str]) -> bool:
    """True where the row has the words of the filter, and a letter if it asks for one."""
    words = has_words(filters.get("q") or "", row.agency, row.fonds, row.name, letters.number(row))
    return words and letters.fits(row, filters.get("letter") or "")


def next_waiting(user: User, done: Catalogue) -> Catalogue | None:
    """The catalogue that has waited longest for whoever appraises, once one is decided; None where none waits."""
    if done.is_awaited or not user.decides_on(Decision.APPRAISE_CATALOGUES):
        return None
    waiting = Catalogue.objects.visible_to(user).awaiting_appraisal().exclude(pk=done.pk)
    return waiting.select_related("agency").order_by("submitted_at", "pk").first()


def with_waiting(rows: "QuerySet[Catalogue]") -> "QuerySet[Catalogue]":
    """Rows with `a4_pages`, what was appraised and left out already, and of that what was changed since (trang A4)."""
    return with_a4_pages(rows).annotate(**decided_parts())


def add_waiting(rows: list[Catalogue]) -> list[Catalogue]:
    """The same of rows that have `a4_pages`; of those that do not wait nobody asks, and the sums are 0."""
    waiting = [row.pk for row in rows if row.is_awaited]
    parts = decided_parts() if waiting else {}
    known = Catalogue.objects.filter(pk__in=waiting).annotate(**parts).order_by().values("pk", *parts) if parts else ()
    sums = {one["pk"]: one for one in known}
    for row in rows:
        for name in DECIDED_PARTS:
            setattr(row, name, sums[row.pk][name] if row.pk in sums else 0)
    return rows


def decided_parts() -> dict[str, Coalesce]:
    """Annotations of a catalogue, by the names of DECIDED_PARTS."""
    in_force = Appraisal.objects.in_force().filter(catalogue=OuterRef("pk")).order_by().values("catalogue")
    changed = SignedFile.objects.in_force().filter(appraisal__catalogue=OuterRef("pk")).order_by()
    pages = changed.values("appraisal__catalogue").annotate(sum=Sum(a4_pages("appraisal__catalogue__"))).values("sum")
    sums = {"decided_pages": Sum(NET_PAGES), "gone_pages": Sum("left_out_pages")}
    decided = {name: Coalesce(Subquery(in_force.annotate(sum=total).values("sum")), 0) for name, total in sums.items()}
    return decided | {"changed_pages": Coalesce(Subquery(pages), 0)}


def waiting_pages(row: Catalogue) -> int:
    """Pages of a row of `with_waiting` that Sở Nội vụ has yet to decide on; 0 where it does not wait (A4 quy đổi)."""
    if not row.is_awaited:
        return 0
    return max(0, row.a4_pages + row.changed_pages - row.decided_pages - row.gone_pages)


def known_pages(row: Catalogue) -> int | None:
    """Trang A4 quy đổi of a row of `with_waiting`; None where nobody has counted any."""
    return None if row.knows_no_pages else row.a4_pages


def agencies_with_catalogues(user: User) -> Iterable[Agency]:
    """The agencies that have a catalogue in the user's list, for its filter; [] where there is only one."""
    found = Agency.objects.filter(catalogues__in=Catalogue.objects.visible_to(user)).distinct()
    return found if len(found) > 1 else []


def agencies_of(rows: Iterable[Catalogue]) -> Iterable[Agency]:
    """The same of a person's whole list that is known already."""
    found = {row.agency_id: row.agency for row in rows}.values()
    return sorted(found, key=lambda one: (one.official_order, one.code)) if len(found) > 1 else []


def sums_of(rows: Collection[Catalogue]) -> dict[str, int]:
    """Σ hồ sơ, Σ trang A4 quy đổi of the rows, how many wait for Sở Nội vụ, and Σ of their pages that wait."""
    return {
        "count": len(rows),
        "files": sum(row.file_count for row in rows),
        "pages": sum(row.a4_pages for row in rows),
        "unknown": sum(row.unknown_pages for row in rows),
        "waiting": sum(row.is_awaited for row in rows),
        "waiting_pages": sum(map(waiting_pages, rows)),
    }


def days_waiting(catalogue: Catalogue) -> int | None:
    """Days since it was handed in, while it lies with Sở Nội vụ; otherwise None."""
    if not (catalogue.is_awaited and catalogue.submitted_at):
        return None
    return days_since(catalogue.submitted_at, portal_today())


def waiting_text(catalogue: Catalogue) -> str:
    """'chờ 12 ngày', 'mới trình hôm nay', or an empty string."""
    days = days_waiting(catalogue)
    if days is None:
        return ""
    return f"chờ {format_int(days)} ngày" if days else "mới trình hôm nay"


def still_waiting(row: Catalogue) -> str:
    """'chờ 12 ngày: 2.400 trang, đã thẩm định 300 trang', or an empty string; for a row of `with_waiting`."""
    text = waiting_text(row)
    if not text:
        return ""
    done = row.decided_pages + row.gone_pages
    before = f", đã thẩm định {format_int(done)} trang" if done else ""
    return f"{text}: {format_int(waiting_pages(row))} trang{before}"


def waiting_tone(catalogue: Catalogue) -> str:
    """Colour of the days that a catalogue has waited; the words beside it say how many."""
    return wait_tone(days_waiting(catalogue) or 0)
