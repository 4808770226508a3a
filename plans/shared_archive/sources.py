"""The values of ours that may fill a field of the shared archive, by name; the mapping is data (domain §9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agencies.models import Agency
from plans.models import ArchivalFile, Fonds, MediaRecord, MetadataPart

TEXT, NUMBER, DAY = "text", "number", "day"
Value = str | int
MEDIA = (MetadataPart.PICTURE, MetadataPart.SOUND, MetadataPart.VIDEO)
NO_BOX = "0"


@dataclass(frozen=True)
class Source:
    """A value of a row: what it is called, of which lists it is, of what kind; "" where the row does not know it."""

    label: str
    parts: tuple[MetadataPart, ...]
    value: Callable[[Any], Value]
    kind: str = TEXT


def sign(text: str) -> str:
    """A part of a code: no spaces, and no dot, which parts the parts."""
    return re.sub(r"\s+", "-", text.strip()).replace(".", "_")


def code_of_agency(agency: Agency) -> str:
    """The electronic code where it is known (H47.05), else ours."""
    return agency.electronic_code or agency.code


def fonds_code(fonds: Fonds) -> str:
    """The fonds's own code; one that has none is told apart by its number on the portal."""
    return sign(fonds.code) or f"P{fonds.pk}"


def file_code(file: ArchivalFile) -> str:
    """Agency, fonds, catalogue, box and file number (TT 05/2025: fileCode): no two files of the portal share it."""
    catalogue = f"ML{file.catalogue_id}" + (f"-{sign(file.catalogue_number)}" if file.catalogue_number else "")
    agency, fonds = file.catalogue.agency, file.catalogue.fonds
    parts = (code_of_agency(agency), fonds_code(fonds), catalogue, sign(file.box_number) or NO_BOX)
    return ".".join((*parts, sign(file.file_number)))


def paper_file_code(file: ArchivalFile) -> str:
    """[agency].[box].[number of the paper file] (TT 05/2025: paperFileCode)."""
    return ".".join((code_of_agency(file.catalogue.agency), sign(file.box_number) or NO_BOX, sign(file.file_number)))


def media_code(record: MediaRecord) -> str:
    """Agency, kind and archive number: no two records of the portal share it."""
    kind = {"picture": "PA", "sound": "GA", "video": "GH"}[record.kind]
    return ".".join((code_of_agency(record.agency), kind, sign(record.archive_number)))


def retention(file: ArchivalFile) -> Value:
    return "" if file.retention_years is None else file.retention_years


def named(name: str) -> Callable[[Any], Value]:
    return lambda row: getattr(row, name)


def of_files(label: str, value: Callable[[Any], Value], kind: str = TEXT) -> Source:
    return Source(label, (MetadataPart.FILE,), value, kind)


def of_fonds(label: str, value: Callable[[Any], Value]) -> Source:
    return Source(label, (MetadataPart.FONDS,), value)


def of_media(label: str, value: Callable[[Any], Value], *parts: MetadataPart, kind: str = TEXT) -> Source:
    return Source(label, parts or MEDIA, value, kind)


WITH_TITLE = (MetadataPart.FILE, *MEDIA)
SOURCES = {
    "file_code": of_files("Mã hồ sơ (cơ quan, phông, mục lục, hộp, số)", file_code),
    "paper_file_code": of_files("Mã hồ sơ giấy (cơ quan, hộp, số)", paper_file_code),
    "reference_code": of_files("Số, ký hiệu", named("reference_code")),
    "title": Source("Tiêu đề", WITH_TITLE, named("title")),
    "retention_years": of_files("Thời hạn bảo quản (năm; 0 là vĩnh viễn)", retention),
    "start_date": of_files("Ngày bắt đầu", named("start_date"), DAY),
    "end_date": of_files("Ngày kết thúc (trống thì ngày bắt đầu)", lambda row: row.end_date or row.start_date, DAY),
    "sheet_count": of_files("Số tờ", lambda row: row.sheet_count or "", NUMBER),
    "page_count": of_files("Số trang", lambda row: row.all_pages if row.knows_pages else "", NUMBER),
    "condition": Source("Tình trạng vật lý", WITH_TITLE, named("condition")),
    "note": Source("Ghi chú", WITH_TITLE, named("note")),
    "fonds_code": of_fonds("Mã phông", fonds_code),
    "fonds_name": of_fonds("Tên phông", named("name")),
    "fonds_status": of_fonds("Phông đóng, phông mở", lambda row: "closed" if row.is_closed else "open"),
    "fonds_years": of_fonds("Thời gian tài liệu của phông", named("years")),
    "media_code": of_media("Mã tài liệu (cơ quan, loại, số lưu trữ)", media_code),
    "archive_number": Source("Số lưu trữ", WITH_TITLE, named("archive_number")),
    "event_name": of_media("Tên sự kiện", named("event_name")),
    "author": of_media("Tác giả", named("author")),
    "place": of_media("Địa điểm", named("place")),
    "recorded_on": of_media("Thời gian", named("recorded_on"), kind=DAY),
    "colour": of_media("Màu sắc", named("colour")),
    "size": of_media("Cỡ", named("size")),
    "duration": of_media("Thời lượng", named("clock"), MetadataPart.SOUND, MetadataPart.VIDEO),
    "quality": of_media("Chất lượng", named("quality")),
    "accompanying": of_media("Tài liệu đi kèm", named("accompanying")),
    "mode": of_media("Chế độ sử dụng", named("mode")),
}


def sources_of(part: str) -> dict[str, Source]:
    """The values that rows of the list have."""
    return {name: one for name, one in SOURCES.items() if part in one.parts}
