"""A manifest on its way to evidence: sent, its rule chosen, read by a job; samples, and reasons for gaps."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet, Sum

from agencies.calendar import portal_now, portal_today
from agencies.files import delete_lost_files
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text
from agencies.history import record
from agencies.jobs import enqueue
from agencies.limits.work import UPLOADS, spent_work
from agencies.models import Agency, User
from agencies.permissions import writes_for
from agencies.typed import version_of
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.appraisal.sampling import new_seed, sample
from plans.models import (
    ArchivalFile,
    Catalogue,
    EvidenceGap,
    EvidenceSample,
    Plan,
    SampledFile,
    ScanManifest,
    ScanRule,
    TechnicalMinimum,
)

from .patterns import PRESETS, Pattern, Trial, index_of, read_pattern, tried
from .table import first_paths, looked_through

KIND, FOLDER = "scan_manifest", "scanmanifest"
TRIED_ON = 200
WRITTEN_SINCE = "Có người vừa ghi kết quả của mẫu này: xem kết quả hiện nay rồi ghi lại."
SETTLED = "Bảng kê này đã được đối chiếu hoặc bỏ trước đó."
WHOLE_STANDS = (
    "Đang có bảng kê của cả cơ quan. Tải lên bảng kê mới của cả cơ quan, hoặc bỏ bảng kê đó trước khi đối chiếu từng "
    "Mục lục."
)
PLACE = ("pk", "box_number", "file_number", "reference_code", "archive_number", "catalogue_number")
FONDS = "catalogue__fonds__name"
MOST_IN_A_SAMPLE = 500


@transaction.atomic
def take_in(
    agency: Agency,
    *,
    plan: Plan,
    actor: User,
    data: bytes,
    file_name: str,
    scanned_on: date,
    catalogue: Catalogue | None = None,
) -> ScanManifest:
    """Keep a manifest that was looked through; its rule comes next. Raises NotAllowed, table.WrongTable, TooMany."""
    must_write_for(actor, agency)
    count = looked_through(data, file_name)
    with spent_work(UPLOADS, actor):
        manifest = ScanManifest.objects.create(
            kind=KIND,
            requester=actor,
            plan=plan,
            agency=agency,
            catalogue=catalogue,
            file_name=clean_text(file_name)[-200:],
            scanned_on=scanned_on,
            minimum=TechnicalMinimum.objects.in_force_on(scanned_on),
            pdf_count=count,
            message="Chờ chọn quy tắc đặt tên",
        )
        manifest.table.save("manifest.csv", ContentFile(data))
    said = f"tải lên bảng kê {format_int(count)} tệp PDF"
    record(manifest, actor=actor, agency=agency, action="manifest", sentence=said)
    return manifest


def must_write_for(actor: User, agency: Agency) -> None:
    allowed, reason = writes_for(actor, agency)
    if not allowed:
        raise NotAllowed(reason)


def content(manifest: ScanManifest) -> bytes:
    with manifest.table.open("rb") as file:
        return file.read()


def wanted(manifest: ScanManifest) -> QuerySet[ArchivalFile]:
    """The files that the manifest is compared with: all of its scope that are digitized, of catalogues that were
    handed in (who oversees the plan reads the comparison, and no draft)."""
    handed_in = {"catalogue__deleted_at": None, "catalogue__submitted_at__isnull": False}
    files = ArchivalFile.objects.to_digitize().filter(catalogue__plan=manifest.plan, **handed_in)
    return (
        files.filter(catalogue=manifest.catalogue)
        if manifest.catalogue
        else files.filter(catalogue__agency=manifest.agency)
    )


def places(files: QuerySet[ArchivalFile]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(key, values by the names of patterns) of each file."""
    for pk, box, number, code, archive, catalogue, fonds in files.values_list(*PLACE, FONDS).iterator():
        values = {"hop": box, "so_ho_so": number, "ky_hieu": code, "luu_tru": archive}
        yield pk, values | {"muc_luc": catalogue, "phong": fonds}


def trials(manifest: ScanManifest, wanted_text: str = "") -> list[Trial]:
    """How each known rule does on the first rows, the best first; a rule that was typed stands before all.

    Raises WrongPattern where what was typed is none.
    """
    paths, known = first_paths(content(manifest), TRIED_ON), list(places(wanted(manifest)))
    names = {pk: place_of(values) for pk, values in known}
    own = ScanRule.objects.filter(agency=manifest.agency).values_list("pattern", flat=True)
    texts = list(dict.fromkeys([*own, *PRESETS]))
    found = [tried(each, paths, index_of(each, known), names.__getitem__) for each in map(Pattern, texts)]
    found.sort(key=lambda trial: (-trial.matched, trial.ambiguous, -trial.pattern.text.count("/")))  # more of the path
    if not wanted_text:
        return found
    typed = read_pattern(wanted_text)
    first = tried(typed, paths, index_of(typed, known), names.__getitem__)
    return [first, *(each for each in found if each.pattern != typed)]


def place_of(values: Mapping[str, str]) -> str:
    """Mục lục số 1, hộp 2, hồ sơ số 3"""
    parts = (("muc_luc", "Mục lục số"), ("hop", "hộp"), ("so_ho_so", "hồ sơ số"))
    said = ", ".join(f"{word} {values[name]}" for name, word in parts if values[name])
    return said[:1].upper() + said[1:80]


@transaction.atomic
def choose_rule(manifest: ScanManifest, text: str, *, actor: User) -> None:
    """Compare the whole manifest by this rule, and remember it. Raises NotAllowed, Overtaken, WrongPattern."""
    must_write_for(actor, manifest.agency)
    pattern = read_pattern(text)
    refuse_beside_a_whole(manifest)
    # Columns of one table: with those of the job Django would look the row up first, and two could find it waiting.
    if not ScanManifest.objects.filter(pk=manifest.pk, pattern="").update(pattern=pattern.text):
        raise Overtaken(SETTLED)
    ScanManifest.objects.filter(pk=manifest.pk).update(message="Đang chờ đến lượt")
    ScanRule.objects.update_or_create(agency=manifest.agency, defaults={"pattern": pattern.text})
    record(
        manifest, actor=actor, agency=manifest.agency, action="manifest_rule", sentence=f"đối chiếu theo {pattern.text}"
    )
    enqueue(manifest)


def refuse_beside_a_whole(manifest: ScanManifest) -> None:
    """Raises WorkflowError where a file would be counted twice."""
    whole = ScanManifest.objects.in_force().filter(agency=manifest.agency, plan=manifest.plan, catalogue=None)
    if manifest.catalogue and whole.exists():
        raise WorkflowError(WHOLE_STANDS)


@transaction.atomic
def withdraw(manifest: ScanManifest, *, actor: User) -> None:
    """It is no evidence any more, or never became any; it stays in the list. Raises NotAllowed, Overtaken."""
    must_write_for(actor, manifest.agency)
    standing = ScanManifest.objects.filter(pk=manifest.pk, replaced_on=None)
    if not standing.update(replaced_on=portal_today()):
        raise Overtaken(SETTLED)
    record(manifest, actor=actor, agency=manifest.agency, action="manifest_withdrawn", sentence=f"bỏ {manifest}")


@transaction.atomic
def draw(manifest: ScanManifest, size: int, *, actor: User) -> EvidenceSample:
    """Draw files with evidence by chance, to be opened and looked at. Raises WorkflowError where there are none."""
    if not manifest.counts:
        raise Overtaken(SETTLED)
    keys = list(manifest.lines.filter(evidenced_pages__gt=0).order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise WorkflowError("Bảng kê này chưa có hồ sơ nào có chứng cứ để rút mẫu.")
    drawn = EvidenceSample.objects.create(
        manifest=manifest, size=min(size, len(keys)), of_files=len(keys), seed=new_seed(), drawn_by=actor
    )
    chosen = sample(drawn.seed, keys, drawn.size)
    SampledFile.objects.bulk_create([SampledFile(sample=drawn, line_id=key) for key in sorted(chosen)])
    said = f"rút mẫu {format_int(drawn.size)} trong {format_int(len(keys))} hồ sơ, mã {drawn.seed}"
    record(manifest, actor=actor, agency=manifest.agency, action="evidence_sample", sentence=said)
    return drawn


@transaction.atomic
def note_results(
    drawn: EvidenceSample, results: Mapping[int, tuple[str, str]], *, actor: User, seen: str | None = None
) -> int:
    """Keep {key of a sampled file: (result, note)}; returns how many changed.

    `seen` is the mark of what the page showed. Raises Overtaken where somebody has written since.
    """
    changed = 0
    EvidenceSample.objects.select_for_update(no_key=True).get(pk=drawn.pk)
    if seen is not None and seen != mark_of(drawn):
        raise Overtaken(WRITTEN_SINCE)
    for one in drawn.files.filter(pk__in=results):
        result, note = results[one.pk]
        if (one.result, one.note) == (result, note):
            continue
        one.result, one.note, one.seen_by, one.seen_at = result, note, actor, portal_now()
        one.save()
        changed += 1
    if changed:
        said = f"ghi kết quả xem {format_int(changed)} hồ sơ của mẫu {drawn.seed}"
        record(drawn.manifest, actor=actor, agency=drawn.manifest.agency, action="evidence_seen", sentence=said)
    return changed


def mark_of(drawn: EvidenceSample) -> str:
    """A mark of the results as they stand."""
    return version_of([list(row) for row in drawn.files.order_by("pk").values_list("pk", "result", "note")])


@transaction.atomic
def explain_gap(agency: Agency, *, plan: Plan, actor: User, reason: str) -> EvidenceGap:
    """Keep why more is reported than can be shown. Raises NotAllowed."""
    must_write_for(actor, agency)
    made = EvidenceGap.objects.create(plan=plan, agency=agency, reason=reason, written_by=actor)
    said = "ghi lý do chênh lệch với chứng cứ"
    record(agency, actor=actor, agency=agency, action="explain_gap", sentence=said, reason=reason)
    return made


def standing_reason(agency: Agency, plan: Plan) -> EvidenceGap | None:
    return EvidenceGap.objects.filter(agency=agency, plan=plan).select_related("written_by").first()


def evidenced(agency: Agency, plan: Plan) -> tuple[int, int]:
    """(hồ sơ, trang A4 quy đổi) of the agency that can be shown today."""
    found = ScanManifest.objects.in_force().filter(agency=agency, plan=plan)
    sums = found.aggregate(files=Sum("evidenced_files"), pages=Sum("evidenced_pages"))
    return sums["files"] or 0, sums["pages"] or 0


def clear_lost_tables() -> None:
    """Daily: delete manifests that no row names, because their sender's request was lost before it wrote the row."""
    delete_lost_files(FOLDER, set(ScanManifest.objects.values_list("table", flat=True)))
