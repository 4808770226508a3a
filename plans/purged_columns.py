"""Register of the columns of plans: how a purge empties them, and what follows for the catalogues they belong to."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import F, Model

from agencies import history
from agencies.formats.text import fold
from agencies.models import Purge, User
from agencies.purge.places import AROUND, MORE, REGISTER, Emptied, key_of, place_of, register
from agencies.purge.searching import is_filled
from agencies.secrecy.finding import Place

from .appraisal.agreed_changes import content_code
from .appraisal.effects import hash_of
from .catalogues import words
from .models import Catalogue, CatalogueUpload
from .models.archival_file import key_of_folded

VALUES = "box_number file_number reference_code title archive_number catalogue_number note"
LISTED = "start_date end_date priority condition page_basis"  # a day, or one of a list
SAID = "xóa nội dung không được lưu trên cổng; số hồ sơ và số trang giữ nguyên"
TO_CATALOGUE = {  # by table: the way from a row to its catalogue
    "plans_catalogue": "pk",
    "plans_archivalfile": "catalogue",
    "plans_stagedfile": "upload__catalogue",
    "plans_filebefore": "change__catalogue",
    "plans_signedfile": "appraisal__catalogue",
    "plans_returnedfile": "catalogue",
    "plans_uploadproblem": "upload__catalogue",
    "plans_catalogueupload": "catalogue",
    "plans_filenote": "catalogue",
    "plans_proposedvalue": "note__catalogue",
    "plans_cataloguechange": "catalogue",
    "plans_cataloguereturn": "catalogue",
    "plans_appraisal": "catalogue",
    "plans_pageestimate": "change__catalogue",
    "plans_leftoutduplicate": "catalogue",
}


def found_by(row: Any) -> dict[str, object]:
    """The columns of search of a file whose texts were emptied: it is like no other."""
    key = f"purged {getattr(row, 'file_id', row.pk)}"
    return {"search_text": fold(f"{row.reference_code} {row.title}")[:1200], "title_key": key_of_folded(key)}


def a_file(label: str, *, texts: str = VALUES, stays: str = LISTED, **more: Any) -> Emptied:
    return Emptied(label, texts=texts, stays=stays, quoted="title", folded="search_text", anew=found_by, **more)


def searched_by(row: Any) -> dict[str, object]:
    """The column of search of an answer whose texts were emptied."""
    return {"search_text": fold(f"{row.general} {row.text}") if row.general else ""}


COPIES = {
    "plans.FileBefore": "file_id",
    "plans.SignedFile": "file_id",
    "plans.ReturnedFile": "file_id",
    "plans.FileNote": "file",
    "plans.ProposedValue": "note__file",
    "plans.LeftOutDuplicate": "kept",
}
JOB = "kind request_id"
register(
    a_file("plans.ArchivalFile", stays="start_date end_date", copies=COPIES, history=True),
    a_file("plans.StagedFile", texts=f"{VALUES} fonds known_as"),
    a_file("plans.FileBefore", stays=f"{LISTED} left_out_reason"),
    a_file("plans.SignedFile", texts=f"{VALUES} why"),
    Emptied("plans.PageEstimate", texts="document_number"),
    Emptied("plans.ReturnedFile", texts="box_number file_number catalogue_number title text", quoted="title"),
    Emptied(
        "plans.Plan",
        texts="name number province_name report_signer_title report_signer_name drafting_unit drafter_signs",
    ),
    Emptied("plans.Fonds", texts="code name years", quoted="name"),
    Emptied(
        "plans.Catalogue",
        texts="name",
        values="as_handed_in",
        stays="frozen_hash agreed_hash sample_seed",
        quoted="name",
    ),
    Emptied(
        "plans.Appraisal",
        texts="unarranged_reason unseen_reason catalogue_name fonds_name",
        values="sample unconfirmed_sizes",
        stays="left_out_by_reason frozen_hash agreed_hash",
    ),
    Emptied("plans.CatalogueReturn", texts="reason catalogue_name fonds_name", quoted="reason"),
    Emptied(
        "plans.CatalogueUpload",
        texts="message file_name",
        values="notes left_out counts corrections sheets",
        files="workbook marked rest",
        stays=f"{JOB} mapping",
        quoted="file_name",
    ),
    Emptied("plans.UploadMarking", texts="message", stays=JOB),
    Emptied("plans.UploadProblem", texts="sheet header value text", stays="level column field"),
    Emptied("plans.HeaderMapping", texts="file_name", values="answers", stays="shape columns heads"),
    Emptied("plans.CatalogueChange", texts="sentence"),
    Emptied("plans.VolumeReview", texts="reason", quoted="reason"),
    Emptied("plans.VolumeLine", texts="fonds_name note", quoted="fonds_name"),
    Emptied("plans.DetailedPlan", texts="reason number signer document_name", files="document", quoted="reason"),
    Emptied("plans.CoverLetter", texts="number scan_name", files="scan"),
    Emptied("plans.DifficultyKind", texts="name"),
    Emptied("plans.AnswerTime", texts="source"),
    Emptied("plans.Difficulty", texts="text proposal", stays="text_key", quoted="text proposal"),
    Emptied(
        "plans.DifficultyReply",
        texts="text document_number general",
        quoted="text general",
        folded="search_text",
        anew=searched_by,
    ),
    Emptied("plans.DifficultyFile", texts="file_name", files="file"),
    Emptied("plans.Extension", texts="reason", quoted="reason"),
    Emptied(
        "plans.ExtensionDecision",
        texts="reason document_number scan_name why_taken_back",
        files="scan",
        quoted="reason why_taken_back",
    ),
    Emptied("plans.SignOff", texts="note reason", values="content", quoted="note reason"),
    Emptied("plans.DuplicateSearch", texts="message", stays=f"{JOB} scope"),
    Emptied("plans.DuplicateGroup", texts="why_reopened", stays="scope fingerprint"),
    Emptied("plans.LeftOutDuplicate", texts="kept_name", stays="likeness"),
    Emptied("plans.ExcessReason", texts="reason", quoted="reason"),
    Emptied("plans.Bound", texts="source", stays="key"),
    Emptied("plans.UnusualValue", texts="reason answer name", values="sentences", quoted="reason answer"),
    Emptied("plans.Milestone", texts="source"),
    Emptied("plans.FileNote", texts="text", quoted="text"),
    Emptied("plans.ProposedValue", texts="header was value", stays="field", quoted="was value"),
    Emptied("plans.UnitPrice", texts="source number"),
    Emptied("plans.ProgressReport", texts="reason difficulties proposals", quoted="difficulties proposals"),
    Emptied("plans.PeriodLength", texts="number source"),
    Emptied("plans.ReportingRule", texts="number source"),
    Emptied("plans.ReportingException", texts="number source"),
    Emptied("plans.ReceiptLine", texts="told_by"),
    Emptied("plans.ProgressBook", texts="file_name", values="rows", stays="content_hash"),
    Emptied("plans.DistrictCheck", texts="reason", quoted="reason"),
    Emptied("plans.SampleDraw", stays="seed file_keys seen"),
    Emptied("plans.ArchiveCheck", texts="note", quoted="note"),
    Emptied("plans.MetadataField", stays="part code name source constant codes"),
    Emptied("plans.ArchiveExport", texts="message", values="manifest", files="bundle", stays=JOB),
    Emptied("plans.ArchiveReceipt", texts="file_name", values="lines", stays="fingerprint", quoted="file_name"),
    Emptied("plans.ArchiveItem", texts="code title reason", stays="part content state", quoted="title reason"),
    Emptied(
        "plans.MediaRecord",
        texts="archive_number event_name title author place colour size quality accompanying note",
        stays="kind recorded_on mode condition",
        quoted="title event_name",
    ),
    Emptied("plans.MediaUpload", texts="file_name", values="rows", stays="kind"),
    Emptied("plans.Signer", texts="title name"),
    Emptied("plans.TechnicalMinimum", texts="source", stays="least_version"),
    Emptied("plans.ScanRule", texts="pattern"),
    Emptied("plans.ScanManifest", texts="message file_name pattern", files="table", stays=JOB, quoted="file_name"),
    Emptied("plans.ScanLine", texts="path place said", stays="sha256 pdf_version pdfa colour", quoted="path"),
    Emptied("plans.EvidenceSample", stays="seed"),
    Emptied("plans.SampledFile", texts="note", stays="result", quoted="note"),
    Emptied("plans.EvidenceGap", texts="reason", quoted="reason"),
    Emptied("plans.Marking", stays="stage"),
    Emptied("plans.ScanMark", stays="stage"),
    Emptied("plans.Target", texts="note", quoted="note"),
    Emptied("plans.TargetUpload", texts="file_name", values="rows"),
)


def touched(places: Iterable[Place]) -> set[int]:
    """Keys of the catalogues in which one of the places is."""
    keys: dict[str, list[Any]] = {}
    for place in places:
        if place.table in TO_CATALOGUE:
            keys.setdefault(place.table, []).append(key_of(place.key))
    return {pk for table, found in keys.items() for pk in catalogues_of(table, found)}


def catalogues_of(table: str, keys: list[Any]) -> Iterator[int]:
    model = REGISTER[table].model
    for at in range(0, len(keys), 400):
        rows = model._base_manager.filter(pk__in=keys[at : at + 400])
        yield from (pk for pk in rows.order_by().values_list(TO_CATALOGUE[table], flat=True).distinct() if pk)


def workbooks(places: set[Place], needles: set[str]) -> Iterator[Place]:
    """Kept workbooks of the catalogues: the text may be there in an old code that no search finds."""
    for upload in CatalogueUpload.objects.filter(catalogue__in=touched(places)):
        yield from files_of(upload, "workbook", "marked", "rest")


def files_of(row: Model, *columns: str) -> Iterator[Place]:
    """Places of the row's files that are still there."""
    return (place_of(row, name) for name in columns if is_filled(getattr(row, name)))


def settle_catalogues(purge: Purge, places: set[Place], actor: User) -> Callable[[], None]:
    """What is done for the catalogues once their rows are emptied; what was as it was handed in still counts so."""
    found = Catalogue.objects.filter(pk__in=touched(places)).select_related("agency")
    intact = {each.pk for each in found if content_code(each) and content_code(each) == hash_of(each)}

    def after() -> None:
        words.forget(catalogue.pk for catalogue in found)
        for catalogue in found.all():
            history.record(catalogue, actor=actor, action="purged", sentence=SAID, document=purge.document)
            code = hash_of(catalogue) if catalogue.pk in intact else content_code(catalogue)
            agreed = code if code != catalogue.frozen_hash else ""
            found.filter(pk=catalogue.pk).update(version=F("version") + 1, agreed_hash=agreed)

    return after


MORE.append(workbooks)
AROUND.append(settle_catalogues)
