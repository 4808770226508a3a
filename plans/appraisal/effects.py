"""Effects of the catalogue's workflow; `agencies.workflow.perform` owns the transaction."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Sum

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.history import DocumentReference
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.intake.columns import FIELDS
from plans.models import Appraisal, ArchivalFile, Catalogue
from plans.models.pages import PAGE_FIELDS
from plans.pricing import tariff_on

from .catalogue_sample import checked_sample
from .desk import tranche_of

# Columns that came after catalogues had been handed in, the oldest first: they count only where they are filled.
LATER = ("archive_number",)
FIRST = tuple(name for name in FIELDS if name not in LATER)

ALTERED = "Các hồ sơ không còn như bản đã trình nên không thẩm định được. Trả lại để cơ quan kiểm tra và trình lại."


def hand_in(catalogue: Catalogue, actor: User, *, secrecy_declared: bool = False, **details: Any) -> None:
    """Freeze the catalogue's content by its hash. Raises WorkflowError without the declaration that no state secret is
    listed (Luật BVBMNN; domain §4)."""
    if not secrecy_declared:
        raise WorkflowError("Đánh dấu cam kết: Mục lục không chứa tài liệu Mật, Tối mật, Tuyệt mật.")
    Catalogue.objects.filter(pk=catalogue.pk).update(secrecy_declared=True, frozen_hash=hash_of(catalogue))


def hash_of(catalogue: Catalogue) -> str:
    """SHA-256 over the rows' values in their order: the same for the same content, however long it is.

    What was handed in before a column came keeps its hash, because nobody has filled the column since.
    """
    digest = sha256()
    rows = catalogue.files.by_position().values_list(*FIRST, *LATER)
    for row in rows.iterator(2000):
        digest.update(json.dumps(row[: len(FIRST)], ensure_ascii=False).encode())
        if later := {name: value for name, value in zip(LATER, row[len(FIRST) :], strict=True) if value}:
            digest.update(json.dumps(later, ensure_ascii=False).encode())
    return digest.hexdigest()


def next_revision(catalogue: Catalogue, actor: User, **details: Any) -> None:
    """Count what is changed from now on to the next version that is handed in."""
    Catalogue.objects.filter(pk=catalogue.pk).update(revision=F("revision") + 1)


def ready_for_whole(catalogue: Catalogue) -> list[str]:
    """What is missing for an appraisal of the whole: an open question, or a file that is left to digitize."""
    missing = []
    if catalogue.asked_files:
        missing.append(
            f"Còn {format_int(catalogue.asked_files)} hồ sơ đang hỏi cơ quan: chờ trả lời, hoặc bỏ câu hỏi, rồi thẩm "
            "định toàn bộ. Các hồ sơ đã chấp nhận có thể thẩm định trước một đợt."
        )
    if catalogue.file_count and catalogue.left_out_files >= catalogue.file_count:
        missing.append("Mọi hồ sơ đều bị loại khỏi diện số hóa: trả lại Mục lục kèm lý do.")
    return missing


def ready_for_tranche(catalogue: Catalogue) -> list[str]:
    """What is missing for an appraisal of a tranche."""
    if catalogue.appraisals.filter(is_tranche=False).exists():
        return ["Mục lục đã được thẩm định toàn bộ một lần: bản sửa đổi được thẩm định toàn bộ, không theo đợt."]
    if not tranche_of(catalogue).exists():
        return ["Chưa có hồ sơ nào mới được chấp nhận để thẩm định một đợt."]
    return []


def appraise_whole(
    catalogue: Catalogue,
    actor: User,
    *,
    document: DocumentReference,
    capacity: str = Appraisal.Capacity.HEAD,
    **details: Any,
) -> None:
    """Accept all files that are not left out; the appraisal's sums hold them and those of earlier tranches."""
    check_frozen(catalogue)
    made = whole(catalogue, document, capacity, actor)
    made.save()
    kept = catalogue.files.to_digitize()
    kept.update(decision=ArchivalFile.Decision.ACCEPTED)
    kept.filter(appraisal=None).update(appraisal=made)
    Catalogue.objects.filter(pk=catalogue.pk).update(accepted_files=catalogue.files.accepted().count())


def appraise_tranche(
    catalogue: Catalogue,
    actor: User,
    *,
    document: DocumentReference,
    capacity: str = Appraisal.Capacity.HEAD,
    **details: Any,
) -> None:
    """Appraise the accepted files alone, so that scanning can begin; the rest stays under appraisal."""
    check_frozen(catalogue)
    made = tranche(catalogue, document, capacity, actor)
    rows = tranche_of(catalogue)
    made.save()
    rows.update(appraisal=made)


def whole(catalogue: Catalogue, document: DocumentReference, capacity: str, actor: User | None) -> Appraisal:
    """The appraisal of the whole as it stands now, not saved: without number and actor a draft to be signed."""
    return appraisal(
        catalogue,
        actor,
        document,
        capacity,
        pages_without_left_out(catalogue),
        file_count=catalogue.file_count - catalogue.left_out_files,
        left_out_files=catalogue.left_out_files,
        left_out_pages=catalogue.left_out_pages,
        sample=checked_sample(catalogue),
    )


def tranche(catalogue: Catalogue, document: DocumentReference, capacity: str, actor: User | None) -> Appraisal:
    """The appraisal of the files accepted since the last one, not saved."""
    rows = tranche_of(catalogue)
    sums = rows.aggregate(file_count=Count("pk"), **{f"sum_{name}": Sum(name) for name in PAGE_FIELDS.values()})
    pages = {name: sums[f"sum_{name}"] or 0 for name in PAGE_FIELDS.values()}
    return appraisal(catalogue, actor, document, capacity, pages, file_count=sums["file_count"], is_tranche=True)


def check_frozen(catalogue: Catalogue) -> None:
    """Raise WorkflowError where the rows are not those that were handed in."""
    if catalogue.frozen_hash and catalogue.frozen_hash != hash_of(catalogue):
        raise WorkflowError(ALTERED)


def pages_without_left_out(catalogue: Catalogue) -> dict[str, int]:
    """{page field: pages of the files that are not left out}."""
    names = PAGE_FIELDS.values()
    gone = catalogue.files.left_out().aggregate(**{f"sum_{name}": Sum(name) for name in names})
    return {name: getattr(catalogue, name) - (gone[f"sum_{name}"] or 0) for name in names}


def appraisal(
    catalogue: Catalogue,
    actor: User | None,
    document: DocumentReference,
    capacity: str,
    pages: Mapping[str, int],
    **facts: Any,
) -> Appraisal:
    """The appraisal of today over so many pages ({page field: trang}), not saved; `facts` are its other fields."""
    number, day = document
    by_size = {size: pages[name] for size, name in PAGE_FIELDS.items()}
    return Appraisal(
        catalogue=catalogue,
        decided_by=actor,
        decided_on=portal_today(),
        document_number=number,
        document_date=day,
        capacity=capacity,
        revision=catalogue.revision,
        a4_page_count=tariff_on(portal_today()).a4_pages(by_size),
        **pages,
        **facts,
    )
