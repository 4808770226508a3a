"""Columns of text into which no mark of secrecy and no control character is written, whichever form, action, command
or interface writes.

The gate is `get_db_prep_save`, through which `save`, `bulk_create`, `bulk_update` and `update` send every value; only
COPY of a workbook's rows goes past it, and each of their cells is screened in the reader's child process. The rule is
none of the schema's: a migration sees Django's own columns.
"""

import re
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from agencies.open_text import NO_SECRETS, OpenText

from .marks import is_marked
from .refusals import CONTROL_CHARACTERS, ControlCharacter, StateSecret

# Signs that no XML holds, with those of old terminals: a paper with one of them cannot be written.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
WITHHELD = "[không ghi lại: có dấu hiệu bí mật nhà nước]"


def holds_mark(value: object) -> bool:
    """True where the text, or any text in a list or dictionary, its keys too, carries a mark."""
    if isinstance(value, dict):
        return any(holds_mark(key) or holds_mark(each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return any(map(holds_mark, value))
    return is_marked(value)


def holds_control(value: object) -> bool:
    """True where a text has a sign that cannot be printed."""
    return isinstance(value, str) and CONTROL.search(value) is not None


def withheld(value: Any) -> Any:
    """The value with a note in place of each text that carries a mark."""
    if isinstance(value, dict):
        return {withheld(key): withheld(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [withheld(each) for each in value]
    return WITHHELD if is_marked(value) else value


class OpenColumn(models.Field):
    """Refuses a value that carries a mark; with `composed`, the portal's own sentence is withheld in its place.

    A composed text quotes what is elsewhere: what was stored before the rule can still be corrected and deleted,
    and history does not repeat it.
    """

    is_open = True

    def __init__(self, *args: Any, composed: bool = False, **kwargs: Any) -> None:
        self.composed = composed
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, cast("models.Model", model_instance))
        if not self.composed and holds_mark(value):
            raise ValidationError(NO_SECRETS, code="secret")
        if not self.composed and holds_control(value):
            raise ValidationError(CONTROL_CHARACTERS, code="control")

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self.admitted(value), connection)

    def admitted(self, value: Any) -> Any:
        """What may be written in place of the value. Raises StateSecret, ControlCharacter."""
        if holds_control(value):
            if not self.composed:
                raise ControlCharacter
            value = CONTROL.sub(" ", value)
        if not holds_mark(value):
            return value
        if self.composed:
            return withheld(value)[: self.max_length] if isinstance(value, str) else withheld(value)
        raise StateSecret


class OpenCharField(OpenColumn, models.CharField):
    """A line of text without marks of secrecy."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": OpenText, **kwargs})


class OpenTextField(OpenColumn, models.TextField):
    """A text of several lines without marks of secrecy."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": OpenText, **kwargs})


class OpenSlugField(OpenColumn, models.SlugField):
    """A code without marks of secrecy."""


class OpenJSONField(OpenColumn, models.JSONField):
    """Values among which no text carries a mark of secrecy."""
