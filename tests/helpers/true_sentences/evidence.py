"""Sentences on pages that can be shown and on records in the shared archive, reckoned from their rows."""

from agencies.formats.numbers import format_int as n
from plans.models import ArchiveCheck, ArchiveItem, MediaRecord, ScanManifest

SHOWN = 10


def evidenced(seen, code):
    """Pages of the agency's manifests that were compared by the day and not yet replaced."""
    read = ScanManifest.objects.filter(agency__code=code, read_on__lte=seen.day)
    return sum(one.evidenced_pages for one in read if one.replaced_on is None or one.replaced_on > seen.day)


def more(seen, _):
    """Beyond the ten with the largest gaps: of all agencies, or of the communes of a district on its page."""
    codes = seen.codes[1:] if seen.path.startswith("/co-quan/") else seen.codes
    lacking = [code for code in codes if seen.truth.reported([code]) > evidenced(seen, code)]
    return f"Còn {n(len(lacking) - SHOWN)} đơn vị khác có trang chưa có chứng cứ: xem danh sách Cơ quan (.xlsx)"


def archived(seen):
    """The latest item of each file that the agency sent to the archive."""
    items = ArchiveItem.objects.filter(agency__code=seen.codes[0], part="file").select_related("export")
    latest = {one.record_key: one for one in sorted(items, key=lambda one: one.export.number)}
    return list(latest.values())


def taken(seen, _):
    rows = [one for one in archived(seen) if one.state == "taken"]
    return f"{n(len(rows))} hồ sơ, {n(sum(one.a4_pages for one in rows))} trang"


def sent_or_refused(seen, _):
    return {f"{n(sum(one.state == state for one in archived(seen)))} hồ sơ" for state in ("sent", "refused")}


def passed(seen, _):
    lines = ArchiveCheck.objects.filter(agency__code=seen.codes[0], state="passed")
    return f"{lines.count()}/{len(ArchiveCheck.Fields)}"


def media(seen, _):
    return n(MediaRecord.objects.filter(agency__code=seen.codes[0]).count())


EVIDENCE = [(r"Còn [\d.]+ đơn vị khác có trang chưa có chứng cứ: .*", more)]
AGENCY_PAGE = [
    (r"[\d.]+ hồ sơ, [\d.]+ trang", taken),
    (r"[\d.]+ hồ sơ", sent_or_refused),
    (r"\d+/\d+", passed),
    (r"[\d.]+", media),
]
