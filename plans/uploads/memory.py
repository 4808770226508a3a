"""Memory of an agency's decisions on one shape of workbook (the folded texts of its headers) for the next one.

Remembered are which header is which column, the answers to what is asked once, sheets left out, and corrections of
words that mean the same in every workbook of the office (`corrections.REMEMBERED`); never a single cell, an empty one
or a day. The preview says what it used again; it is taken back for one upload, or forgotten.
"""

from collections.abc import Iterable

from agencies.calendar import portal_now
from agencies.history import record
from agencies.models import Agency, User
from agencies.permissions import refusal
from agencies.workflow import NotAllowed, Overtaken
from plans.intake.headers.meaning import field_of_text
from plans.intake.headers.questions import CENTURY, DOCUMENTS, NUMBER, RUNNING, SUM, left_out_sheets
from plans.intake.rows.corrections import COLUMN, VALUE
from plans.models import CatalogueUpload, HeaderMapping

from .corrections import REMEMBERED, Correction, change_in_words, header_of, place_of, with_more
from .meanings import TWO_IN_ONE

ANSWERS = {
    (CENTURY, "19"): "năm hai chữ số là 19..",
    (CENTURY, "20"): "năm hai chữ số là 20..",
    (NUMBER, RUNNING): "số thứ tự (STT) là hồ sơ số",
    (DOCUMENTS, SUM): "cộng các văn bản thành hồ sơ",
}
FORGOTTEN = "Lựa chọn này vừa được quên ở cửa sổ khác."


def remembered(agency: Agency, shape: str) -> HeaderMapping | None:
    """What the agency decided of workbooks of this shape, or None."""
    return HeaderMapping.objects.filter(agency=agency, shape=shape).first() if shape else None


def recall(upload: CatalogueUpload, shape: str) -> bool:
    """Fill an upload that is not saved yet with what was decided of its shape; True where anything was."""
    upload.counts = {"shape": shape}
    known = remembered(upload.catalogue.agency, shape)
    if known is None:
        return False
    upload.mapping = known.columns or None
    answers: list[Correction] = known.answers
    upload.corrections = with_more((), [recalled(each) for each in answers])
    upload.recalled = True
    return True


def recalled(one: Correction) -> Correction:
    one["remembered"] = True
    return one


def is_remembered(one: Correction) -> bool:
    """True for what holds for the next workbook of the office too."""
    return one["field"] in REMEMBERED and (one["kind"] == COLUMN or (one["kind"] == VALUE and bool(one["before"])))


def keep(
    upload: CatalogueUpload,
    corrections: Iterable[Correction] = (),
    dropped: Iterable[Correction] = (),
    *,
    columns: bool = False,
) -> None:
    """Remember these corrections for the upload's shape, with `columns` its columns too; forget what was dropped."""
    shape, agency = upload.counts.get("shape"), upload.catalogue.agency
    if not shape:
        return
    known = HeaderMapping.objects.select_for_update().filter(agency=agency, shape=shape).first()
    answers = {place_of(each): plain(each) for each in (known.answers if known else ())}
    for each in dropped:
        answers.pop(place_of(each), None)
    answers |= {place_of(each): plain(each) for each in corrections if is_remembered(each)}
    chosen = upload.mapping or {} if columns or known is None else known.columns
    if known is None and not answers and not chosen:
        return
    said = {"columns": chosen, "answers": list(answers.values())}
    said |= {"heads": heads_of(upload), "file_name": upload.file_name, "changed_at": portal_now()}
    HeaderMapping.objects.update_or_create(agency=agency, shape=shape, defaults=said)


def plain(one: Correction) -> dict[str, str | int]:
    """The correction without what only its upload says of it."""
    return {name: one[name] for name in ("kind", "field", "before", "after", "sheet", "row", "letter")}


def heads_of(upload: CatalogueUpload) -> list[str]:
    """The headers of the upload's sheets, each once."""
    return list(dict.fromkeys(text for sheet in upload.sheets for _, text, *_ in sheet.get("headers", ()) if text))


def forget(known: HeaderMapping, *, actor: User) -> None:
    """The next workbook of this shape is read as any other. Raises NotAllowed, Overtaken."""
    if not actor.acts_for(known.agency):
        raise NotAllowed(refusal(actor, known.agency))
    gone, _ = HeaderMapping.objects.filter(pk=known.pk).delete()
    if not gone:
        raise Overtaken(FORGOTTEN)
    said = "quên cách đọc đã nhớ của một kiểu tệp Mục lục"
    record(known.agency, actor=actor, action="reading_forgotten", sentence=said)


def drop_choices(upload: CatalogueUpload) -> None:
    """With what was chosen no file is left in the workbook: it is read without, and the next one of its shape too."""
    upload.mapping, upload.corrections, upload.recalled = None, [], False
    upload.save(update_fields=["mapping", "corrections", "recalled"])
    HeaderMapping.objects.filter(agency=upload.catalogue.agency, shape=upload.counts.get("shape", "")).delete()


def choices_in_words(columns: dict[str, str] | None, answers: Iterable[Correction]) -> list[str]:
    """What was decided, as parts of a sentence; columns that are read so by themselves are no decision."""
    said = [f"{header_of(each['field'])}: {change_in_words(each)}" for each in answers]
    for key, name in (columns or {}).items():
        if (key, name) in ANSWERS:
            said.append(ANSWERS[key, name])
        elif key[:1] not in "?!" and name != field_of_text(key):
            said.append(f"cột “{key}” là {names(name)}" if name else f"không đọc cột “{key}”")
    said += [f"không đọc trang tính “{sheet}”" for sheet in left_out_sheets(columns)]
    return said


def names(field: str) -> str:
    return dict(TWO_IN_ONE).get(field) or header_of(field)
