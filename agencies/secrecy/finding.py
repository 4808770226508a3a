"""Search for marks of secrecy in what was stored before the rule: table, row and column, never the text."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from .model_fields import holds_mark
from .refusals import StateSecret

AT_ONCE = 2_000
# Search columns repeat a title without diacritics; sessions are sealed, and what they keep is screened before.
NOT_READ = {"search_text", "session_data", "password"}


class Place(NamedTuple):
    """One value that carries a mark."""

    table: str
    key: str
    column: str


def text_columns(model: type[models.Model]) -> list[models.Field]:
    """The model's own columns of text and of values that may hold a text; file names too."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    found = [field for field in model._meta.concrete_fields if isinstance(field, kinds) and not field.choices]
    return [field for field in found if field.model is model and field.name not in NOT_READ]


def find_marks() -> Iterator[Place]:
    """Every stored value that carries a mark, table by table."""
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.db_table in there:
            yield from marks_of(model)


def marks_of(model: type[models.Model]) -> Iterator[Place]:
    columns = text_columns(model)
    if not columns:
        return
    rows = model._base_manager.order_by("pk").values_list("pk", *(column.name for column in columns))
    for key, *values in rows.iterator(AT_ONCE):
        for column, value in zip(columns, values, strict=True):
            if holds_mark(value) or (value and file_is_marked(column, value)):
                yield Place(model._meta.db_table, str(key), column.attname)


def file_is_marked(column: models.Field, name: str) -> bool:
    """True where the column keeps documents that people attached, and this one carries a mark."""
    look_at = getattr(column, "look_at", None)
    try:
        if look_at:
            look_at(name)
        return False
    except StateSecret:
        return True
    except (OSError, ValidationError):  # lost, or nothing that can be read
        return False
