"""A workbook of photographs or recordings: template, reading with all faults at once, comparison, confirmation."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.formats.text import as_sentence, clean_text, fold
from agencies.history import record
from agencies.models import Agency, User
from agencies.typed import version_of
from agencies.workflow import Overtaken, WorkflowError
from plans.intake.cells.values import CellError
from plans.intake.sandbox import Sheet, read_workbook
from plans.intake.turns import turn
from plans.models import MediaRecord, MediaUpload, Plan
from plans.targets.template import style
from plans.targets.uploads import refuse_secrets
from plans.targets.workbook_rows import AnnexFault, text_of

from .media import check_right
from .media_columns import MediaColumn, columns_of, values_of

HEADER_WITHIN = 20
SETTLED = "Bảng này đã được ghi hoặc hủy trước đó."
CHANGED = "Danh mục vừa thay đổi sau khi bạn xem. So sánh đã làm lại bên dưới: xem rồi xác nhận."


@dataclass
class MediaReading:
    """Rows of the workbook by archive number, and all that is wrong in it."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[AnnexFault] = field(default_factory=list)


@dataclass
class MediaComparison:
    """What a workbook would change of the list."""

    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[MediaRecord, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    mark: str = ""

    @property
    def writes(self) -> int:
        return len(self.new) + len(self.changed)


def template(kind: str) -> bytes:
    """The workbook to fill in, with a row of examples below the heads."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = MediaRecord.Kind(kind).label.replace("/", ", ")
    for at, one in enumerate(columns_of(kind), 1):
        style(sheet.cell(1, at, one.title + (" *" if one.required else "")), bold=True, centre=True)
        sheet.column_dimensions[get_column_letter(at)].width = 24
    guide = book.create_sheet("Hướng dẫn")
    guide.column_dimensions["A"].width = 30
    for at, one in enumerate(columns_of(kind), 1):
        guide.cell(at, 1, one.title)
        guide.cell(at, 2, ", ".join(label for _, label in one.choices) or one.example).data_type = "s"
    book.save(out)
    return out.getvalue()


def read_media(data: bytes, file_name: str, kind: str) -> MediaReading:
    """What the workbook says. Raises sandbox.Refused."""
    with turn():
        sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    return read_sheets(sheets, columns_of(kind))


def read_sheets(sheets: Iterable[Sheet], columns: list[MediaColumn]) -> MediaReading:
    """All sheets that have the table; what is wanted where none has."""
    reading, found = MediaReading(), False
    for sheet in sheets:
        header = find_header(sheet, columns) if sheet.visible else None
        if header:
            found = True
            for number, row in enumerate(sheet.rows[header[0] :], header[0] + 1):
                cells = {name: row[at] if at < len(row) else None for name, at in header[1].items()}
                if any(text_of(cell) for cell in cells.values()):
                    read_row(reading, sheet.name, number, cells, columns)
    if not found:
        text = f"không thấy dòng tiêu đề có cột “Số lưu trữ” và “Tiêu đề” trong {HEADER_WITHIN} dòng đầu."
        reading.faults.append(AnnexFault("", None, "", as_sentence(text)))
    elif not reading.rows and not reading.faults:
        reading.faults.append(AnnexFault("", None, "", "Không có dòng nào dưới dòng tiêu đề."))
    return reading


def find_header(sheet: Sheet, columns: list[MediaColumn]) -> tuple[int, dict[str, int]] | None:
    """(row number, {column: index}) of the first row that names number and title."""
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        found: dict[str, int] = {}
        for index, cell in enumerate(row):
            head = fold(cell) if isinstance(cell, str) else ""
            one = next((one for one in columns if one.is_headed(head)), None) if head else None
            if one:
                found.setdefault(one.name, index)
        if {"archive_number", "title"} <= found.keys():
            return number, found
    return None


def read_row(reading: MediaReading, sheet: str, number: int, cells: dict[str, Any], columns: list[MediaColumn]) -> None:
    """Every cell of the row; all its faults at once."""
    values, before = {}, len(reading.faults)
    for one in columns:
        try:
            values[one.name] = one.read(cells.get(one.name))
        except CellError as error:
            reading.faults.append(AnnexFault(sheet, number, one.title, f"{error}."))
    if len(reading.faults) > before:
        return
    if values["archive_number"] in reading.rows:
        reading.faults.append(AnnexFault(sheet, number, "Số lưu trữ", "số này đã có ở dòng trên; chỉ giữ một dòng."))
    reading.rows[values["archive_number"]] = values


@transaction.atomic
def keep_upload(
    reading: MediaReading, *, agency: Agency, plan: Plan, kind: str, actor: User, file_name: str
) -> MediaUpload:
    """The rows, waiting for confirmation; the workbook itself is not kept. Raises NotAllowed."""
    check_right(actor, agency)
    given = {"plan": plan, "agency": agency, "kind": kind, "uploaded_by": actor}
    rows = list(reading.rows.values())
    made = MediaUpload.objects.create(**given, file_name=clean_text(file_name)[-200:], rows=rows)
    sentence = f"nạp danh mục {made.get_kind_display().lower()} có {format_int(len(rows))} dòng, chờ xem lại"
    record(made, actor=actor, agency=agency, action="upload", sentence=sentence)
    return made


def compare(upload: MediaUpload) -> MediaComparison:
    """The rows against the list as it stands now."""
    records = MediaRecord.objects.filter(agency=upload.agency, kind=upload.kind)
    known, found = {one.archive_number: one for one in records}, MediaComparison()
    for values in upload.rows:
        record_now = known.get(values["archive_number"])
        if record_now is None:
            found.new.append(values)
        elif values_of(record_now) != values:
            found.changed.append((record_now, values))
        else:
            found.unchanged += 1
    found.mark = version_of(found.new, [(one.pk, values_of(one), values) for one, values in found.changed])
    return found


@transaction.atomic
def confirm_upload(upload: MediaUpload, *, actor: User, seen: str) -> int:
    """Write every row at once; returns how many changed. Raises NotAllowed, Overtaken, WorkflowError."""
    check_right(actor, upload.agency)
    Agency.objects.select_for_update(no_key=True).get(pk=upload.agency_id)
    current = MediaUpload.objects.select_for_update(no_key=True).filter(pk=upload.pk, confirmed_at=None).first()
    if current is None:
        raise WorkflowError(SETTLED)
    found = compare(current)
    if seen != found.mark:
        raise Overtaken(CHANGED)
    made = {"plan": current.plan, "agency": current.agency, "kind": current.kind}
    MediaRecord.objects.bulk_create([MediaRecord(**made, **values) for values in found.new], batch_size=500)
    for one, values in found.changed:
        for name, value in values.items():
            setattr(one, name, value)
        one.save()
    current.confirmed_at, current.rows = portal_now(), []
    current.save(update_fields=["confirmed_at", "rows"])
    sentence = f"nạp danh mục {current.get_kind_display().lower()}: {format_int(len(found.new))} dòng mới, "
    sentence += f"{format_int(len(found.changed))} dòng thay đổi"
    record(current, actor=actor, agency=current.agency, action="media_upload", sentence=sentence)
    return found.writes


@transaction.atomic
def cancel_upload(upload: MediaUpload, *, actor: User) -> None:
    """Throw away rows that nobody confirmed. Raises WorkflowError where they were written or dropped meanwhile."""
    current = MediaUpload.objects.select_for_update(no_key=True).filter(pk=upload.pk, confirmed_at=None).first()
    if current is None:
        raise WorkflowError(SETTLED)
    current.delete()
    agency, sentence = upload.agency, "hủy danh mục phim/ảnh, ghi âm, ghi hình đã nạp, chưa ghi"
    record(agency, actor=actor, agency=agency, action="upload_cancelled", sentence=sentence)
