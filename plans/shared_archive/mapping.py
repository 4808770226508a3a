"""The mapping in force on a day: the fields that administrators keep, and those shipped with the portal."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from plans.models import MetadataField, MetadataPart

from .sources import DAY, NUMBER, SOURCES

FILE = Path(__file__).parent / "data" / "fields.json"
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
DAY_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
Mapping = dict[str, list[MetadataField]]


def shipped() -> list[MetadataField]:
    """The fields of TT 05/2025 as the portal ships them (not stored)."""
    return [MetadataField(**row) for row in json.loads(FILE.read_text(encoding="utf-8"))]


def mapping_on(day: date) -> Mapping:
    """{list: its fields in their order} on the day."""
    stored = MetadataField.objects.in_force_on(day)
    known = set(MetadataField.objects.values_list("part", "code"))
    found = stored + [one for one in shipped() if (one.part, one.code) not in known]
    found.sort(key=lambda one: (one.position, one.code))
    return {part: [one for one in found if one.part == part] for part in MetadataPart.values}


def make_usual_fields() -> None:
    """Enter each shipped field that is not there, so that an administrator sees what holds."""
    known = set(MetadataField.objects.values_list("part", "code"))
    MetadataField.objects.bulk_create(one for one in shipped() if (one.part, one.code) not in known)


def schema_of(mapping: Mapping) -> dict[str, Any]:
    """The JSON schema of a part of an export: one list of records."""
    lists = {part: of_records(fields) for part, fields in mapping.items()}
    return {
        "$schema": SCHEMA,
        "title": "Siêu dữ liệu gửi Kho lưu trữ dùng chung tỉnh Quảng Nam",
        "oneOf": [of_list(part) for part in lists],
        "$defs": lists,
    }


def of_list(part: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["part", "agency", "batch", "records"],
        "additionalProperties": False,
        "properties": {
            "part": {"const": part},
            "agency": {"type": "string", "minLength": 1},
            "batch": {"type": "integer", "minimum": 1},
            "records": {"type": "array", "items": {"$ref": f"#/$defs/{part}"}},
        },
    }


def of_records(fields: Sequence[MetadataField]) -> dict[str, Any]:
    """A record: what is not known is left out of it."""
    return {
        "type": "object",
        "required": [one.code for one in fields if one.required],
        "additionalProperties": False,
        "properties": {one.code: of_value(one) for one in fields},
    }


def of_value(one: MetadataField) -> dict[str, Any]:
    kind, codes = SOURCES[one.source].kind if one.source in SOURCES else "", one.value_codes
    if kind == NUMBER and not codes:
        return {"title": one.name, "type": "integer", "minimum": 0}
    said: dict[str, Any] = {"title": one.name, "type": "string", "minLength": 1}
    if one.constant:
        said["const"] = one.constant
    elif codes:
        said["enum"] = sorted(set(codes.values()))
    elif kind == DAY:
        said["pattern"] = DAY_PATTERN
    if one.longest:
        said["maxLength"] = one.longest
    return said
