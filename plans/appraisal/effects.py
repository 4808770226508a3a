"""Effects of the catalogue's workflow; `agencies.workflow.perform` owns the transaction."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db.models import F

from agencies.documents import Capacity, Kind, register
from agencies.formats.numbers import format_int
from agencies.history import DocumentReference
from agencies.models import IssuedDocument, User
from agencies.workflow import WorkflowError
from plans.excess.services import confirm_reason, give_reason
from plans.intake.columns import FIELDS
from plans.letters.services import Letter, enclose
from plans.models import Appraisal, ArchivalFile, Catalogue, CatalogueReturn, ReturnedFile
from plans.pricing import a4_pages_of
from plans.signoffs.services import went_out

from . import gate
from .agreed_changes import agreed_sums, content_code
from .catalogue_sample import sample_for_document
from .desk import tranche_of
from .gate import GateAnswers
from .handed_in import keep_as_handed_in
from .lost_copies import settle
from .results import tranche, whole
from .returns import name_again, numbers_of, send_named
from .sampling import new_seed
from .signed import keep_left_out, replaced_rows

# Columns that came after catalogues had been handed in, the oldest first: they count only where they are filled.
LATER = ("archive_number", "page_basis", "catalogue_number")
FIRST = tuple(name for name in FIELDS if name not in LATER)

QUESTIONS_OPEN = (
    "Câu hỏi của Sở Nội vụ chưa trả lời về {}. Trả lời trước, hoặc đánh dấu vẫn trình khi còn câu hỏi chưa trả lời."
)
ALTERED = "Các hồ sơ không còn như bản đã trình nên không thẩm định được. Trả lại để cơ quan kiểm tra và trình lại."


def hand_in(
    catalogue: Catalogue,
    actor: User,
    *,
    secrecy_declared: bool = False,
    leaves_questions: bool = False,
    excess_reason: str = "",
    letter: Letter | None = None,
    **details: Any,
) -> None:
    """Freeze the catalogue's content by its hash and draw the seed of its samples.

    Raises WorkflowError without the declaration that no state secret is listed (Luật BVBMNN; domain §4), where
    questions are open that nobody said are left so on purpose, and where it lifts the agency above its target or review
    without a reason (domain §3).
    """
    if not secrecy_declared:
        raise WorkflowError("Đánh dấu cam kết: Mục lục không chứa tài liệu Mật, Tối mật, Tuyệt mật.")
    if catalogue.asked_files and not leaves_questions:
        asked = catalogue.files.asked().by_position()
        raise WorkflowError(QUESTIONS_OPEN.format(numbers_of(asked)))
    give_reason(catalogue, excess_reason, actor)
    went_out(catalogue, actor)
    name_again(catalogue)
    Catalogue.objects.filter(pk=catalogue.pk).update(
        secrecy_declared=True, frozen_hash=hash_of(catalogue), agreed_hash="", sample_seed=new_seed()
    )
    enclose(catalogue, letter, actor=actor)


def hash_of(catalogue: Catalogue) -> str:
    """SHA-256 over the rows' values in their order: the same for the same content, however long it is.

    What was handed in before a column came keeps its hash, because nobody has filled the column since.
    """
    digest, encode, first = sha256(), json.JSONEncoder(ensure_ascii=False).encode, len(FIRST)
    rows = catalogue.files.by_position().values_list(*FIRST, *LATER)
    for row in rows.iterator(2000):
        digest.update(encode(row[:first]).encode())
        if any(row[first:]):
            later = {name: value for name, value in zip(LATER, row[first:], strict=True) if value}
            digest.update(encode(later).encode())
    return digest.hexdigest()


def next_revision(catalogue: Catalogue, actor: User, **details: Any) -> None:
    """Count what is changed from now on to the next version that is handed in."""
    Catalogue.objects.filter(pk=catalogue.pk).update(revision=F("revision") + 1)


def reopen(catalogue: Catalogue, actor: User, **details: Any) -> None:
    """Open what was appraised for changes: the appraisal keeps what it decided, what follows is the next version."""
    keep_as_handed_in(catalogue)
    keep_left_out(catalogue)
    next_revision(catalogue, actor)
    settle(catalogue)


def withdraw(catalogue: Catalogue, actor: User, **details: Any) -> None:
    """What others were left out for goes with the catalogue: they come back to be decided."""
    keep_as_handed_in(catalogue)
    settle(catalogue, withdrawn=True)


def close_again(catalogue: Catalogue, actor: User, **details: Any) -> None:
    """The appraised version stands again as it was: nothing was changed for another one (reopening.ready_to_close)."""
    Catalogue.objects.filter(pk=catalogue.pk).update(revision=F("revision") - 1)


def send_back(
    catalogue: Catalogue,
    actor: User,
    *,
    reason: str,
    document: DocumentReference | None = None,
    capacity: str = Capacity.HEAD,
    same_document: bool = False,
    **details: Any,
) -> None:
    """Keep why this version came back, the rows that are named, and the document where one was signed; what follows is
    the next version."""
    made = CatalogueReturn.objects.create(
        catalogue=catalogue,
        revision=catalogue.revision,
        reason=reason.strip(),
        returned_by=actor,
        document=registered(document, actor, capacity, same_document) if document else None,
        file_count=catalogue.file_count,
        a4_page_count=a4_pages_of(catalogue) - agreed_sums(catalogue)[1],
    )
    keep_as_handed_in(catalogue)
    send_named(made)
    next_revision(catalogue, actor)


def ready_for_whole(catalogue: Catalogue) -> list[str]:
    """What is missing for an appraisal of the whole: an open question, or a file that is left to digitize."""
    missing = what_whole_lacks(catalogue)
    if catalogue.asked_files and not ready_for_tranche(catalogue):
        missing[0] += " Các hồ sơ đã chấp nhận có thể thẩm định trước một đợt."
    return missing


def what_whole_lacks(catalogue: Catalogue) -> list[str]:
    """The same where no tranche is offered: nothing of one is said."""
    missing = []
    if catalogue.asked_files:
        missing.append(
            f"Còn {format_int(catalogue.asked_files)} hồ sơ đang hỏi cơ quan: chờ trả lời, hoặc bỏ câu hỏi, rồi thẩm "
            "định toàn bộ."
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
    capacity: str = Capacity.HEAD,
    same_document: bool = False,
    excess_confirmed: bool = False,
    **details: Any,
) -> None:
    """Accept all files that are not left out; the appraisal's sums hold them and those of earlier tranches.

    `details` answer the gate (see `gate.GateAnswers`).
    """
    check_frozen(catalogue)
    signed = registered(document, actor, capacity, same_document)
    sample = sample_for_document(catalogue)
    passed = gate.pass_gate(catalogue, gate.of_whole(catalogue), actor, gate_answers(details))
    catalogue.refresh_from_db()
    confirm_reason(catalogue, excess_confirmed, actor)
    made = kept_result(whole(catalogue, signed, actor, sample, passed))
    kept = catalogue.files.to_digitize()
    kept.update(decision=ArchivalFile.Decision.ACCEPTED)
    kept.filter(appraisal=None).update(appraisal=made)
    ReturnedFile.objects.still_written(catalogue).delete()
    Catalogue.objects.filter(pk=catalogue.pk).update(accepted_files=catalogue.files.accepted().count())


def appraise_tranche(
    catalogue: Catalogue,
    actor: User,
    *,
    document: DocumentReference,
    capacity: str = Capacity.HEAD,
    same_document: bool = False,
    excess_confirmed: bool = False,
    **details: Any,
) -> None:
    """Appraise the accepted files alone, so that scanning can begin; the rest stays under appraisal."""
    check_frozen(catalogue)
    signed = registered(document, actor, capacity, same_document)
    rows = tranche_of(catalogue)
    passed = gate.pass_gate(catalogue, rows, actor, gate_answers(details))
    catalogue.refresh_from_db()
    confirm_reason(catalogue, excess_confirmed, actor)
    rows.update(appraisal=kept_result(tranche(catalogue, signed, actor, passed)))


def kept_result(made: Appraisal) -> Appraisal:
    """The result, saved, in place of what it replaces. Raises WorkflowError where the gate left nothing to digitize."""
    if not made.file_count:
        raise WorkflowError(gate.NOTHING_LEFT)
    replaced = replaced_rows(made)
    made.save()
    replaced.update(replaced_by=made)
    return made


def registered(document: DocumentReference, actor: User, capacity: str, same_document: bool) -> IssuedDocument:
    """The document in the register of Sở Nội vụ. Raises NumberTaken."""
    number, day = document
    kind = Kind.CATALOGUE_APPRAISAL
    return register(actor.agency, kind, number, day, actor=actor, capacity=capacity, same_document=same_document)


def gate_answers(details: Mapping[str, Any]) -> GateAnswers:
    """What the details of an action say to the gate."""
    return GateAnswers(**{name: details[name] for name in gate.ANSWERS if name in details})


def check_frozen(catalogue: Catalogue) -> None:
    """Raise WorkflowError where the rows are not those that were handed in, or that both sides made of them."""
    code = content_code(catalogue)
    if code and code != hash_of(catalogue):
        raise WorkflowError(ALTERED)
