"""What Sở Khoa học và Công nghệ can show of its scans: a manifest with gaps, why, and files that it has marked."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from plans.evidence import work
from plans.evidence.services import places, wanted
from plans.inspection.facts import Colour, ScanFacts
from plans.models import Catalogue, EvidenceGap, Marking, ScanLine, ScanManifest, ScanMark, TechnicalMinimum
from plans.models.pages import PAGE_FIELDS

from .days import last_known_day, moment
from .province import Province
from .words import WORDS

AT, DAY, SCANNED_ON = "SKHCN", date(2025, 6, 19), date(2025, 6, 13)
RULE = "{hop}/{so_ho_so}.pdf"
NOT_SCANNED, SHORT, COARSE, MARKED = 9, 31, 47, 120  # every ninth file has no scan, …; so many files are marked


def write(province: Province) -> None:
    """Nothing before the day, or where the agency's smallest catalogue has no files."""
    catalogues = Catalogue.objects.filter(agency=province.agencies[AT], state=Catalogue.State.APPRAISED)
    one = catalogues.filter(files__isnull=False).order_by("file_count").first()
    if last_known_day() < DAY or one is None:
        return
    manifest = compared(province, one)
    EvidenceGap.objects.create(
        plan=province.plan,
        agency=one.agency,
        reason=WORDS["gap_of_evidence"],
        written_by=manifest.requester,
        written_at=moment(DAY, province.dice("gap"), 15),
    )
    mark_some(province, one)


def compared(province: Province, catalogue: Catalogue) -> ScanManifest:
    at, clerk = moment(DAY, province.dice("manifest"), 9), province.clerks[AT]
    manifest = ScanManifest.objects.create(
        kind="scan_manifest",
        requester=clerk,
        created_at=at,
        plan=province.plan,
        agency=catalogue.agency,
        catalogue=catalogue,
        file_name="manifest.csv",
        scanned_on=SCANNED_ON,
        minimum=TechnicalMinimum.objects.in_force_on(SCANNED_ON),
        pattern=RULE,
    )
    found, counts = work.comparison(manifest), dict.fromkeys(work.KINDS, 0)
    for facts in scans(manifest):
        found.add(facts)
    lines = list(work.counted(found.lines(), counts))
    for line in lines:
        line.manifest = manifest
    ScanLine.objects.bulk_create(lines, batch_size=1_000)
    sums = {"evidenced_files": found.evidenced_files, "evidenced_pages": found.evidenced_pages}
    sums |= {"expected_files": len(found.files), "pdf_count": len(found.kept)}
    done = {"state": ScanManifest.State.DONE, "percent": 100, "finished_at": at, "read_on": DAY}
    named = {f"{kind}_count": count for kind, count in counts.items()}
    message = f"Đã đối chiếu {len(found.kept)} tệp PDF."
    ScanManifest.objects.filter(pk=manifest.pk).update(**sums, **done, **named, message=message)
    sentence = f"đối chiếu {manifest}"
    province.history.record(manifest, actor=clerk, action="manifest_read", at=at, sentence=sentence)
    return manifest


def scans(manifest: ScanManifest) -> Iterator[ScanFacts]:
    """A PDF of nearly every file, and a cover that belongs to none."""
    files = wanted(manifest).order_by("pk")
    pages = {pk: sum(sizes) for pk, *sizes in files.values_list("pk", *PAGE_FIELDS.values())}
    for number, (pk, values) in enumerate(places(files), 1):
        if number % NOT_SCANNED:
            count = max(1, pages[pk] - 2) if number % SHORT == 0 else pages[pk]
            yield scan(f"Hộp {values['hop']}/{values['so_ho_so']}.pdf", count, 150 if number % COARSE == 0 else 200)
    yield scan("Hộp 1/Bìa.pdf", 1, 200)


def scan(path: str, pages: int, dpi: int) -> ScanFacts:
    return ScanFacts(
        path=path,
        size_bytes=180_000 * pages,
        modified_ns=0,
        page_count=pages,
        sha256=sha256(path.encode()).hexdigest(),
        pdf_version="1.7",
        pdfa="2B",
        dpi=dpi,
        colour=Colour.COLOUR,
        text_pages=pages,
    )


def mark_some(province: Province, catalogue: Catalogue) -> None:
    """The first files are scanned and checked; the agency reports by sums all the same."""
    at, clerk = moment(DAY, province.dice("marking"), 16), province.clerks[AT]
    keys = list(catalogue.files.order_by("pk").values_list("pk", flat=True)[:MARKED])
    made = Marking.objects.create(catalogue=catalogue, stage="checked", file_count=len(keys), made_by=clerk, made_at=at)
    ScanMark.objects.bulk_create(
        ScanMark(file_id=key, stage=stage, marking=made) for key in keys for stage in ("scanned", "checked")
    )
    sentence = f"đánh dấu {len(keys)} hồ sơ: Đã kiểm tra đạt"
    province.history.record(catalogue, actor=clerk, action="mark_files", at=at, sentence=sentence)
