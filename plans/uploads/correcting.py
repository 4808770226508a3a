"""Correct an upload in its preview, take a correction back, and go without what was remembered: each time the workbook
is read anew, by the same child and with the same rules, and what was decided is remembered for its shape."""

from collections.abc import Sequence
from functools import partial

from agencies.formats.numbers import format_int
from agencies.models import User
from agencies.workflow import Overtaken, WorkflowError
from plans.models import CatalogueUpload

from . import memory
from .corrections import MOST, Correction, with_more, without
from .services import ColumnChoice, read_anew

TOO_MANY = (
    f"Một tệp sửa được nhiều nhất {format_int(MOST)} chỗ trong bản xem trước. Tải tệp có đánh dấu lỗi, sửa trong Excel "
    "rồi tải lên lại."
)
TAKEN_BACK = "Chỗ sửa này đã được bỏ ở cửa sổ khác."


def correct(
    upload: CatalogueUpload,
    corrections: Sequence[Correction],
    *,
    actor: User,
    seen: str,
    mapping: ColumnChoice | None = None,
) -> CatalogueUpload:
    """Write the corrections over the workbook's cells, and read it with these columns (None: as it was).

    `seen` is the mark of the preview in which they were made. Raises WorkflowError, Overtaken, NotAllowed; StateSecret
    where a text carries a mark.
    """
    made = with_more(upload.corrections, corrections)
    if len(made) > MOST:
        raise WorkflowError(TOO_MANY)
    fields: dict[str, object] = {"corrections": made} | ({} if mapping is None else {"mapping": mapping})
    step = "upload_corrected", f"sửa {format_int(len(corrections))} chỗ trong bản xem trước"
    remembered = partial(memory.keep, upload, corrections, columns=mapping is not None)
    return read_anew(upload, step, actor=actor, seen=seen, decided=remembered, **fields)


def take_back(upload: CatalogueUpload, number: int, *, actor: User, seen: str) -> CatalogueUpload:
    """Read the workbook without this correction, which is not remembered any more. Raises Overtaken, NotAllowed."""
    dropped = [each for each in upload.corrections if each["number"] == number]
    if not dropped:
        raise Overtaken(TAKEN_BACK)
    step, left = ("upload_correction_undone", "bỏ một chỗ sửa trong bản xem trước"), without(upload.corrections, number)
    no_more = partial(memory.keep, upload, (), dropped)
    return read_anew(upload, step, actor=actor, seen=seen, decided=no_more, corrections=left)


def go_without_memory(upload: CatalogueUpload, *, actor: User, seen: str, for_good: bool) -> CatalogueUpload:
    """Read the workbook without what was remembered of its shape; `for_good` also for the next ones of it.

    Raises Overtaken, NotAllowed.
    """
    shape = upload.counts.get("shape", "")
    known = memory.remembered(upload.catalogue.agency, shape) if for_good else None
    forgotten = partial(memory.forget, known, actor=actor) if known else None
    own = [each for each in upload.corrections if not each.get("remembered")]
    step = "upload_columns", "không dùng lại lựa chọn lần trước"
    plain = {"mapping": None, "corrections": own, "recalled": False}
    return read_anew(upload, step, actor=actor, seen=seen, decided=forgotten, **plain)
