"""From rows of ours to records under the archive's field names, with what each lacks."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from agencies.models import Agency
from plans.models import ArchiveItem, Fonds, MediaRecord, MetadataField, MetadataPart, Plan
from plans.pricing import a4_pages

from .mapping import Mapping
from .sources import MEDIA, Value, file_code, media_code, sources_of
from .tranches import exportable, exportable_catalogues

Key = tuple[str, int]  # list, key of the row
Sent = dict[Key, ArchiveItem]


@dataclass
class Record:
    """One row of ours as the archive wants it; `faults`: [(field, what is wrong)], none where it may go out."""

    part: str
    key: int
    code: str
    title: str
    content: str  # SHA-256 of our values: the same as long as the row is
    values: dict[str, Value]
    a4_pages: int = 0
    faults: list[tuple[MetadataField, str]] = field(default_factory=list)


@dataclass
class Preparation:
    """What an export of the agency would hold, and what stays behind because something required is missing."""

    records: list[Record] = field(default_factory=list)
    lacking: list[Record] = field(default_factory=list)

    def of(self, part: str) -> list[Record]:
        return [one for one in self.records if one.part == part]

    @property
    def a4_pages(self) -> int:
        return sum(one.a4_pages for one in self.records)

    def mark(self) -> str:
        """A mark of all that it would hold or leave behind."""
        both = (self.records, self.lacking)
        return hashlib.sha256(repr([[(r.part, r.key, r.content) for r in rows] for rows in both]).encode()).hexdigest()

    def problems(self) -> list[tuple[MetadataField, str, list[Record]]]:
        """[(field, what is wrong, the records)], the most frequent first."""
        found: dict[tuple[str, str, str], tuple[MetadataField, str, list[Record]]] = {}
        for record in self.lacking:
            for one, what in record.faults:
                found.setdefault((one.part, one.code, what), (one, what, []))[2].append(record)
        return sorted(found.values(), key=lambda each: -len(each[2]))


MISSING, TOO_LONG = "chưa có giá trị", "dài hơn {} ký tự"


def prepare(
    agency: Agency, plan: Plan, mapping: Mapping, sent: Sent | None = None, only: int | None = None
) -> Preparation:
    """All records of the agency that are in no open batch, or changed since, or were refused.

    `only`: the key of the appraisal that let them through, where one tranche is to go.
    """
    known, made = latest_items(agency) if sent is None else sent, Preparation()
    for record in records_of(agency, plan, mapping, only):
        if is_due(record, known.get((record.part, record.key))):
            (made.lacking if record.faults else made.records).append(record)
    return made


def latest_items(agency: Agency) -> Sent:
    """{(list, key): the last batch's line of it}"""
    items = ArchiveItem.objects.filter(agency=agency, is_latest=True)
    return {(one.part, one.record_key): one for one in items.only("part", "record_key", "state", "content", "export")}


def is_due(record: Record, before: ArchiveItem | None) -> bool:
    """It never went out, was refused, or is not what went out."""
    return before is None or before.state == ArchiveItem.State.REFUSED or before.content != record.content


def records_of(agency: Agency, plan: Plan, mapping: Mapping, only: int | None = None) -> Iterator[Record]:
    """Files of appraised catalogues and tranches without what was left out, then photographs and recordings."""
    for file in files_of(agency, plan, only):
        yield record(MetadataPart.FILE, file, file_code(file), mapping, pages=file.a4_pages)
    if only is not None:
        return
    media = MediaRecord.objects.filter(agency=agency, plan=plan).select_related("agency")
    for part in MEDIA:
        for one in media.filter(kind=part.value).order_by("archive_number", "pk"):
            yield record(part, one, media_code(one), mapping)


def files_of(agency: Agency, plan: Plan, only: int | None = None) -> Iterable[Any]:
    """The files, each with `a4_pages` (trang A4 quy đổi)."""
    chosen = {} if only is None else {"appraisal": only}
    files = exportable(plan, catalogue__agency=agency, **chosen)
    placed = files.annotate(a4_pages=a4_pages()).select_related("catalogue__agency", "catalogue__fonds")
    return placed.order_by("catalogue_id", "position", "pk").iterator(chunk_size=2000)


def record(part: MetadataPart, row: Any, code: str, mapping: Mapping, pages: int = 0) -> Record:
    """The row under the archive's names, with all that is wrong with it."""
    own = {name: source.value(row) for name, source in sources_of(part).items()}
    values, faults = filled(mapping[part], own)
    return Record(part.value, row.pk, code, row.title, content_of(own), values, pages, faults)


def filled(
    fields: Sequence[MetadataField], own: dict[str, Value]
) -> tuple[dict[str, Value], list[tuple[MetadataField, str]]]:
    """({code: value}, faults): what is not known is left out."""
    values: dict[str, Value] = {}
    faults = []
    for one in fields:
        value = one.constant or one.coded(own.get(one.source, ""))
        if value == "" and one.required:
            faults.append((one, MISSING))
        elif one.longest and len(str(value)) > one.longest:
            faults.append((one, TOO_LONG.format(one.longest)))
        elif value != "":
            values[one.code] = value if isinstance(value, int) else str(value)
    return values, faults


def content_of(own: dict[str, Value]) -> str:
    return hashlib.sha256(json.dumps(own, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def fonds_of(agency: Agency, mapping: Mapping, only: int | None = None) -> list[dict[str, Value]]:
    """The agency's fonds that have appraised catalogues, as records; they go along with the files."""
    catalogues = exportable_catalogues(agency)
    catalogues = catalogues if only is None else catalogues.filter(appraisals=only)
    found = Fonds.objects.filter(catalogues__in=catalogues).distinct().order_by("pk")
    sources = sources_of(MetadataPart.FONDS)
    return [
        filled(mapping[MetadataPart.FONDS], {name: one.value(fonds) for name, one in sources.items()})[0]
        for fonds in found
    ]
