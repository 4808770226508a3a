"""A workbook of files, a contractor's or an agency's own: read as a catalogue is, wherever its columns stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agencies.calendar import portal_today
from agencies.formats.numbers import format_int
from agencies.formats.text import clean_text
from plans.intake.cells.values import as_text
from plans.intake.columns import FIELD_ORDER
from plans.intake.headers.meaning import field_of_text
from plans.intake.reading import Reading, read_catalogue
from plans.intake.sandbox import Refused, Sheet, read_workbook
from plans.intake.secrets.refusing import refuse_secrets
from plans.intake.turns import turn
from plans.models.pages import PAGE_FIELDS
from plans.pricing import Factors, factors_on

from .lists import ListedFile, line_of

BARE_COLUMNS = 2  # box and number, where no head says what they are
HEADER_WITHIN = 60  # as the reader of catalogues looks for it
NO_TABLE = ("no_header", "no_rows")
NOTHING = "Không thấy hồ sơ nào trong tệp: cần dòng tiêu đề có cột “Hồ sơ số” (và “Hộp số”)."
NO_NUMBER = "{} dòng không có hồ sơ số nên không có trong danh sách."
NO_FILES = "{} dòng không phải là hồ sơ (đề mục, dòng cộng …) không có trong danh sách."


@dataclass
class Delivery:
    """The files of a workbook in their order, and what was not taken from it (sentences)."""

    files: list[ListedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As a list is typed."""
        return "\n".join(map(line_of, self.files))


def read_delivery(data: bytes, file_name: str) -> Delivery:
    """The files that the workbook names, with their pages; nothing of it is kept. Raises sandbox.Refused."""
    with turn():
        found = read_table(data, file_name) or read_bare_list(data, file_name)
    if not found.files:
        raise Refused("no_rows", NOTHING)
    return found


def list_from_workbook(data: bytes, file_name: str) -> str:
    """The same as a tidy list of boxes and numbers alone. Raises sandbox.Refused."""
    files = read_delivery(data, file_name).files
    return "\n".join(line_of(ListedFile(one.wanted)) for one in files)


def read_table(data: bytes, file_name: str) -> Delivery | None:
    """What the reader of catalogues finds; None where it finds no table. Raises Refused."""
    try:
        reading = read_catalogue(data, file_name, may_supplement=True)
    except Refused as refusal:
        if refusal.code not in NO_TABLE:
            raise
        return None
    return delivery_of(reading)


def delivery_of(reading: Reading) -> Delivery:
    found, nameless, factors = Delivery(), 0, factors_on(portal_today())
    for values in rows_of(reading):
        if number := clean_text(values["file_number"] or ""):
            found.files.append(listed_file(number, values, factors))
        else:
            nameless += 1
    found.notes += [NO_NUMBER.format(format_int(nameless))] if nameless else []
    found.notes += [NO_FILES.format(format_int(len(reading.left_out)))] if reading.left_out else []
    return found


def rows_of(reading: Reading) -> Iterator[dict[str, Any]]:
    """{field: value} of each file, None where the workbook says nothing or cannot be read."""
    for _, _, *values in reading.rows():
        yield dict(zip(FIELD_ORDER, values, strict=True))


def listed_file(number: str, values: Mapping[str, Any], factors: Factors) -> ListedFile:
    """The row with its pages of every size as A4 pages (trang A4 quy đổi)."""
    sizes = {size: values[name] for size, name in PAGE_FIELDS.items() if values[name] is not None}
    box, catalogue, fonds = (clean_text(values[name] or "") for name in ("box_number", "catalogue_number", "fonds"))
    return ListedFile((box, number, catalogue), factors.a4_pages(sizes) if any(sizes.values()) else None, fonds)


def read_bare_list(data: bytes, file_name: str) -> Delivery:
    """Lists that name files and tell nothing of them: box and number under their heads, or in the first columns."""
    sheets = read_workbook(data, file_name)
    refuse_secrets(sheets, file_name)
    return Delivery([one for sheet in sheets if sheet.visible for one in bare_rows(sheet)])


def bare_rows(sheet: Sheet) -> Iterator[ListedFile]:
    rows = [[clean_text(as_text(cell)) if cell is not None else "" for cell in row] for row in sheet.rows]
    start, places = places_of(rows)
    for row in rows[start:]:
        box, number, catalogue = (row[at] if at is not None and at < len(row) else "" for at in places)
        if any(map(str.isdigit, number)):
            yield ListedFile((box, number, catalogue))


def places_of(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[int | None, int | None, int | None]]:
    """(first row of files, columns of box, number and Mục lục số), by heads as the reader of catalogues knows them."""
    for place, row in enumerate(rows[:HEADER_WITHIN], 1):
        heads = {name: at for at, name in reversed(list(enumerate(map(field_of_text, row)))) if name}
        if "file_number" in heads:
            return place, (heads.get("box_number"), heads["file_number"], heads.get("catalogue_number"))
    width = max((at for row in rows for at, text in enumerate(row, 1) if text), default=0)
    if width > BARE_COLUMNS:  # a running number first? only heads say which is which
        return len(rows), (None, None, None)
    return 0, ((0, 1, None) if width == BARE_COLUMNS else (None, 0, None))
