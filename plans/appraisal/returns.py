"""Rows that a return names: marked while they are looked at, sent back with it, worked through by the agency."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.models import ArchivalFile, Catalogue, CatalogueReturn, ReturnedFile
from plans.models.archival_file import numbers_in_words
from plans.permissions import appraises_by

from .decisions import BATCH, claim

MOST = 500  # named in one return: beyond, a sentence about all of them says more
NAMED = 10
COPIED = ("position", "catalogue_number", "box_number", "file_number", "title")  # of a file that a return names
TOO_MANY = f"Mỗi lần trả lại nêu nhiều nhất {MOST} hồ sơ: chọn ít hơn, hoặc nêu chung trong lý do trả lại."


@transaction.atomic
def name_files(catalogue: Catalogue, files: QuerySet[ArchivalFile], *, actor: User, text: str) -> int:
    """Say of each of the files what is to be mended, for the next return; returns of how many. A file that has a
    sentence gets this one in its place. Raises NotAllowed, Overtaken, WorkflowError."""
    if not text.strip():
        raise WorkflowError("Ghi cần sửa gì: cơ quan làm theo câu này.")
    current = claim(catalogue, actor)
    chosen = list(current.files.filter(pk__in=files.order_by().values("pk"))[: MOST + 1])
    written = ReturnedFile.objects.still_written(current)
    written.filter(file_id__in=[file.pk for file in chosen]).delete()
    if written.count() + len(chosen) > MOST:
        raise WorkflowError(TOO_MANY)
    rows = ReturnedFile.objects.bulk_create(
        (named(current, file, actor, text.strip()) for file in chosen), batch_size=BATCH
    )
    record_named(current, actor, "name_files", "nêu {} cần sửa khi trả lại {}", rows, text.strip())
    return len(rows)


@transaction.atomic
def name_no_more(catalogue: Catalogue, files: QuerySet[ArchivalFile], *, actor: User) -> int:
    """Take back what was said of the files for the next return; returns of how many. Raises NotAllowed, Overtaken."""
    current = claim(catalogue, actor)
    written = ReturnedFile.objects.still_written(current).filter(file_id__in=files.order_by().values("pk"))
    rows = list(written.order_by("position"))
    written.delete()
    record_named(current, actor, "name_no_more", "thôi nêu {} khi trả lại {}", rows)
    return len(rows)


def record_named(
    catalogue: Catalogue, actor: User | None, action: str, sentence: str, rows: Sequence[ReturnedFile], text: str = ""
) -> None:
    """Write one Event for all rows that are named, or named no more; none where there are none."""
    if rows:
        said = sentence.format(numbers_of(rows), catalogue)
        given, done = appraises_by(actor, catalogue) if actor else None, {"done": len(rows)}
        record(catalogue, actor=actor, action=action, sentence=said, reason=text, after=done, given=given)


def named(catalogue: Catalogue, file: ArchivalFile, actor: User, text: str) -> ReturnedFile:
    """The file as the return names it, not saved."""
    copied = {name: getattr(file, name) for name in COPIED}
    return ReturnedFile(catalogue=catalogue, file_id=file.pk, named_by=actor, text=text, **copied)


def name_again(catalogue: Catalogue) -> None:
    """When a version is handed in: what the last return said of rows that are still as they were is said again with the
    next one, unless Sở Nội vụ takes it back; of rows that were mended since an earlier handing in it is not."""
    rows, written = to_mend(catalogue), ReturnedFile.objects.still_written(catalogue)
    done = {row.file_id: row.text for row in rows if row.is_done}
    carried = [each.pk for each in written.filter(file_id__in=done) if each.text == done[each.file_id]]
    written.filter(pk__in=carried).delete()
    known = set(written.values_list("file_id", flat=True))
    left = [row for row in not_done(rows) if row.file_id not in known]
    ReturnedFile.objects.bulk_create((once_more(catalogue, row) for row in left), batch_size=BATCH)
    record_named(catalogue, None, "name_files", "giữ {} chưa sửa để nêu lại khi trả lại {}", left)


def once_more(catalogue: Catalogue, row: ReturnedFile) -> ReturnedFile:
    """The row for the next return, as who named it did, not saved."""
    copied = {name: getattr(row, name) for name in (*COPIED, "file_id", "text", "named_by", "named_at")}
    return ReturnedFile(catalogue=catalogue, **copied)


def send_named(made: CatalogueReturn) -> int:
    """What was said of rows goes with the return, as the rows are now; of rows that are gone nothing is left to say."""
    written = ReturnedFile.objects.still_written(made.catalogue)
    written.exclude(file_id__in=made.catalogue.files.values("pk")).delete()
    rows = list(written)
    files = made.catalogue.files.in_bulk([row.file_id for row in rows])
    for row in rows:
        row.sent_back = made
        for name in COPIED:
            setattr(row, name, getattr(files[row.file_id], name))
    ReturnedFile.objects.bulk_update(rows, ["sent_back", *COPIED], batch_size=BATCH)
    return len(rows)


def to_mend(catalogue: Catalogue) -> list[ReturnedFile]:
    """The rows that the last return named, each with its `file` (None where it was deleted) and whether it `is_done`:
    changed or deleted since. [] in a version that answers no return."""
    if catalogue.revision == 1 or catalogue.state in Catalogue.SETTLED:
        return []
    rows = list(ReturnedFile.objects.to_mend(catalogue))
    files = catalogue.files.in_bulk([row.file_id for row in rows]) if rows else {}
    for row in rows:
        row.file = files.get(row.file_id)
        row.is_done = row.file is None or row.file.revision >= catalogue.revision
    return rows


def not_done(rows: Iterable[ReturnedFile]) -> list[ReturnedFile]:
    """Those of `to_mend` that are still as they were."""
    return [row for row in rows if not row.is_done]


def numbers_of(rows: Iterable[ReturnedFile | ArchivalFile]) -> str:
    """ "2 hồ sơ: 01, 03", the first numbers of many."""
    found = list(rows)
    more = f" và {format_int(len(found) - NAMED)} hồ sơ khác" if len(found) > NAMED else ""
    return f"{format_int(len(found))} hồ sơ: {numbers_in_words(found[:NAMED])}{more}"


def with_named(catalogue: Catalogue, files: Iterable[ArchivalFile]) -> list[ArchivalFile]:
    """The files as a list, each with what the next return says of it (`named`), "" where nothing."""
    found = list(files)
    written = ReturnedFile.objects.still_written(catalogue).filter(file_id__in=[file.pk for file in found])
    texts = dict(written.values_list("file_id", "text"))
    for file in found:
        file.named = texts.get(file.pk, "")
    return found
