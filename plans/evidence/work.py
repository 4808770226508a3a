"""What a worker does with a manifest: compare it with the catalogues; killed anywhere it starts over, and nothing half
counts as evidence."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import Beat, JobFailed
from agencies.models import Agency
from agencies.workflow import WorkflowError
from plans.models import ScanLine, ScanManifest
from plans.models.pages import PAGE_FIELDS
from plans.pricing import a4_pages

from .comparing import Comparison, WantedFile, counted
from .patterns import index_of, read_pattern
from .services import content, place_of, places, refuse_beside_a_whole, wanted
from .table import WrongTable, rows_of

WRITTEN_AT_ONCE = 1_000
KINDS = ("missing", "surplus", "wrong", "below", "doubled", "unread")
GONE = "Bảng kê đã tải lên không còn trên máy chủ. Bỏ bảng kê này rồi tải lên lại."


def run(job_id: int, beat: Beat) -> str:
    """Compare and begin to count; returns the sentence for its sender. Raises JobFailed."""
    manifest = ScanManifest.objects.select_related("agency", "plan", "catalogue", "minimum", "requester").get(pk=job_id)
    if not (manifest.requester.is_active and manifest.requester.acts_for(manifest.agency)):
        raise JobFailed("Người tải bảng kê không còn quyền của cơ quan này.")
    if manifest.read_on or manifest.replaced_on:
        return manifest.message
    beat(2, "Đang đọc Mục lục")
    compared = comparison(manifest)
    beat(10, "Đang đọc bảng kê")
    try:
        for facts in rows_of(content(manifest)):
            compared.add(facts)
    except FileNotFoundError:
        raise JobFailed(GONE)
    except WrongTable as wrong:
        raise JobFailed(str(wrong))
    return write(manifest, compared, beat)


def comparison(manifest: ScanManifest) -> Comparison:
    pattern, files = read_pattern(manifest.pattern), wanted(manifest)
    known = dict(places(files))
    rows = files.annotate(a4=a4_pages()).values_list("pk", "a4", *PAGE_FIELDS.values())
    found = {pk: WantedFile(pk, place_of(known[pk]), sum(sizes), a4) for pk, a4, *sizes in rows if pk in known}
    return Comparison(pattern, found, index_of(pattern, known.items()), manifest.minimum)


def write(manifest: ScanManifest, compared: Comparison, beat: Beat) -> str:
    """Write the lines some at a time, then let all of them count: of who was killed before nothing counts."""
    counts, total = dict.fromkeys(KINDS, 0), max(1, len(compared.kept) + len(compared.files))
    ScanLine.objects.filter(manifest=manifest).delete()
    for number, some in enumerate(in_parts(counted(compared.lines(), counts))):
        for line in some:
            line.manifest = manifest
        with transaction.atomic():
            beat(20 + min(75, 75 * number * WRITTEN_AT_ONCE // total), "Đang đối chiếu")
            ScanLine.objects.bulk_create(some)
    with transaction.atomic():
        beat(99, "Đang lưu kết quả")
        begin_to_count(manifest, compared, counts)
    said = f"{format_int(compared.evidenced_files)} hồ sơ, {format_int(compared.evidenced_pages)} trang có chứng cứ"
    return f"Đã đối chiếu: {said}."


def in_parts(lines: Iterable[ScanLine]) -> Iterator[list[ScanLine]]:
    taken = iter(lines)
    while some := list(islice(taken, WRITTEN_AT_ONCE)):
        yield some


def begin_to_count(manifest: ScanManifest, compared: Comparison, counts: dict[str, int]) -> None:
    """From now on it is evidence, and no older one of its scope is. Raises JobFailed."""
    today = portal_today()
    Agency.objects.select_for_update(no_key=True).get(pk=manifest.agency_id)  # of two at once the second sees the first
    try:
        refuse_beside_a_whole(manifest)
    except WorkflowError as error:
        raise JobFailed(str(error))
    older = ScanManifest.objects.in_force().filter(agency=manifest.agency, plan=manifest.plan).exclude(pk=manifest.pk)
    older = older.filter(catalogue=manifest.catalogue) if manifest.catalogue else older
    older.update(replaced_on=today)
    ScanManifest.objects.filter(pk=manifest.pk).update(
        read_on=today,
        expected_files=len(compared.files),
        evidenced_files=compared.evidenced_files,
        evidenced_pages=compared.evidenced_pages,
        **{f"{name}_count": count for name, count in counts.items()},
    )
    said = f"đối chiếu {manifest}: {format_int(compared.evidenced_pages)} trang có chứng cứ"
    record(manifest, actor=manifest.requester, agency=manifest.agency, action="manifest_read", sentence=said)
