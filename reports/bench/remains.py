"""Remains of processes that were killed: halves, doubles, jobs without an end, rows and files of nobody."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import Count, Sum

from agencies import files
from agencies.chain.linking import link_what_waits
from agencies.chain.verifying import findings
from agencies.models import Event, Job
from plans.models import ArchiveExport, ArchiveItem, Catalogue, CatalogueUpload, ScanLine, ScanManifest, StagedFile
from plans.models.evidence import LINE_KINDS
from plans.tasks import clear_old_uploads
from reports.models import MoneyFile, Paper, Report
from reports.tasks import clear_old_papers

NAMED = "Đo diệt "
PAGES_A_FILE = 9
Phase = CatalogueUpload.Phase


def show(file_count: int) -> None:
    """Print the list as JSON."""
    print(json.dumps(list(remains(file_count))))


def remains(file_count: int) -> Iterator[str]:
    """A sentence for each thing that is wrong; what beat does by the hour and by the day is done first.

    Each workbook held that many files, of nine pages each.
    """
    link_what_waits()
    yield from endless_jobs()
    yield from wrong_catalogues(file_count)
    yield from staged()
    yield from wrong_reports()
    yield from wrong_manifests()
    yield from wrong_exports()
    yield from broken_files()
    yield from lost_files()
    yield from (f"history: {sentence}" for sentence in findings())


def endless_jobs() -> Iterator[str]:
    for job in Job.objects.filter(state__in=Job.UNFINISHED):
        yield f"stuck: {job} {job.state} ({job.message})"
    for job in Job.objects.filter(state=Job.State.FAILED, message=""):
        yield f"{job} failed without a sentence"


def wrong_catalogues(file_count: int) -> Iterator[str]:
    """Each has its whole workbook once, or nothing, and its history and sums say the same."""
    catalogues = Catalogue.objects.filter(name__startswith=NAMED)
    for name, times in Counter(catalogues.values_list("name", flat=True)).items():
        if times > 1:
            yield f"double: {times} catalogues {name}"
    for catalogue in catalogues:
        written = CatalogueUpload.objects.written().filter(catalogue=catalogue).count()
        found = catalogue.files.aggregate(rows=Count("pk"), pages=Sum("page_count"))
        rows, pages = found["rows"], found["pages"] or 0
        said = Event.objects.about(catalogue).filter(action="files").count()
        expected = (written * file_count, written * file_count * PAGES_A_FILE)
        if written > 1 or said != written:
            yield f"double: {catalogue} was written {written} times, its history says {said}"
        if (rows, pages) != expected or (catalogue.file_count, catalogue.page_count) != expected:
            yield f"half: {catalogue} has {rows} rows, {pages} pages; it counts {catalogue.file_count} for {written}"


def staged() -> Iterator[str]:
    kept = CatalogueUpload.objects.filter(phase__in=(Phase.WAITING, Phase.READING, Phase.WRITING))
    left = StagedFile.objects.exclude(upload_id__in=kept.values("pk"))
    for upload in left.values("upload_id").annotate(rows=Count("position")).order_by("upload_id"):
        yield f"staged: {upload['rows']} rows of upload {upload['upload_id']}"


def wrong_reports() -> Iterator[str]:
    for day in Report.objects.values("as_of").annotate(times=Count("pk")).filter(times__gt=1, as_of__lt="2025-06-20"):
        yield f"double: {day['times']} reports of {day['as_of']}"
    for report in Report.objects.filter(state=Job.State.DONE, request_id__gt=""):
        said = Event.objects.about(report).filter(action="build_report").count()
        if said != 1 or not all(getattr(report, name) for name in Report.FORMATS):
            yield f"half or double: {report}: built {said} times by its history"
    for paper in Paper.objects.filter(state=Job.State.DONE, file=""):
        yield f"half: {paper} has no file"


def wrong_manifests() -> Iterator[str]:
    """What counts as evidence has all its lines once, and of each scope one manifest counts."""
    read = ScanManifest.objects.filter(read_on__isnull=False)
    for manifest in read.filter(file_name="manifest.csv"):
        lines = ScanLine.objects.filter(manifest=manifest)
        found = {kind: lines.filter(**{f"is_{kind}": True}).count() for kind in LINE_KINDS}
        if found != {kind: getattr(manifest, f"{kind}_count") for kind in LINE_KINDS}:
            yield f"half or double: {manifest} of {manifest.agency} has lines {found}"
    scopes = Counter(ScanManifest.objects.in_force().values_list("plan", "agency", "catalogue"))
    yield from (f"double: {times} manifests count for {scope}" for scope, times in scopes.items() if times > 1)


def wrong_exports() -> Iterator[str]:
    """Each finished export to the shared archive has its file and all its records; another has neither."""
    for export in ArchiveExport.objects.exclude(bundle=""):
        found = ArchiveItem.objects.filter(export=export).count()
        if found != export.records:
            yield f"half or double: {export} has {found} of {export.records} records"
    for export in ArchiveExport.objects.filter(state=Job.State.DONE, bundle=""):
        yield f"half: {export} has no file"


def broken_files() -> Iterator[str]:
    """Files that rows name and that are not there, or not whole."""
    for name in sorted(named()):
        if not default_storage.exists(name):
            yield f"half: {name} is named by a row and not there"
        elif not is_whole(name):
            yield f"half: {name} is not whole"


def named() -> set[str]:
    """Names of all files that rows name."""
    rows = [
        model.objects.values_list(name, flat=True)
        for model, name in (
            (CatalogueUpload, "workbook"),
            (CatalogueUpload, "marked"),
            (CatalogueUpload, "rest"),
            (Report, "xlsx"),
            (Report, "docx"),
            (Report, "pdf"),
            (Paper, "file"),
            (ScanManifest, "table"),
            (ArchiveExport, "bundle"),
            (MoneyFile, "file"),
        )
    ]
    return {name for names in rows for name in names if name}


def is_whole(name: str) -> bool:
    with default_storage.open(name) as file:
        if name.endswith(".pdf"):
            return file.read().rstrip().endswith(b"%%EOF")
        return not name.endswith(("xlsx", "docx", "zip")) or zipfile.is_zipfile(file)


def lost_files() -> Iterator[str]:
    """What lies in the folders of jobs and no row names, once the daily clearing has been there a day later."""
    before, files.ON_ITS_WAY = files.ON_ITS_WAY, files.ON_ITS_WAY * 0
    try:
        clear_old_uploads()
        clear_old_papers()
    finally:
        files.ON_ITS_WAY = before
    known = named()
    for folder in ("catalogueupload", "paper", "scanmanifest", "archiveexport", "moneyfile"):
        yield from (f"left over: {folder}/{name}" for name in stored(folder) if f"{folder}/{name}" not in known)
    for report in stored_folders("report"):
        inside = (f"report/{report}/{name}" for name in stored(f"report/{report}"))
        yield from (f"left over: {name}" for name in inside if name not in known)


def stored(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def stored_folders(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[0]
    except FileNotFoundError:
        return []
