"""Form fields that read and show what Vietnam writes: 1.250 trang, 351.151.994 đồng, 20/4/2025.

In a ModelForm: `field_classes = {"page_count": QuantityField}`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models

from agencies.formats.dates import DateError, format_date, parse_date
from agencies.formats.numbers import NumberError, Units, format_int, parse_int
from agencies.formats.text import as_sentence

FieldOverrides = dict[type[models.Field], dict[str, Any]]  # as of ModelAdmin.formfield_overrides
Read = TypeVar("Read")
MONEY_UNITS = ("đồng", "vnđ", "đ")


class QuantityField(forms.IntegerField):
    """A whole number with dots for thousands; not negative unless `min_value` allows it."""

    widget = forms.TextInput
    units: Units = ()

    def __init__(self, *, units=None, min_value=0, **kwargs):
        super().__init__(min_value=min_value, **kwargs)
        self.units = self.units if units is None else units

    def to_python(self, value):
        if _empty(value):
            return None
        allow_negative = self.min_value is None or self.min_value < 0
        return _read(parse_int, value, units=self.units, allow_negative=allow_negative)

    def prepare_value(self, value):
        return format_int(value) if type(value) is int else value

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | _attrs(widget, "num", inputmode="numeric")

    def has_changed(self, initial, data):
        return super().has_changed(_as_read(self, initial), data)


class MoneyField(QuantityField):
    """An amount in whole đồng; 'đồng' may follow the number."""

    units = MONEY_UNITS


# For `formfield_overrides` in every ModelAdmin with numbers: Django's IntegerField reads '1.000' as 1.
_ADMIN_NUMBER = {"form_class": QuantityField, "widget": forms.TextInput}
ADMIN_NUMBERS: FieldOverrides = {models.IntegerField: _ADMIN_NUMBER, models.BigIntegerField: _ADMIN_NUMBER}


class DayField(forms.DateField):
    """A day, day first in any locale; shown as the texts beside it show it: 20/6/2025, 01/4/2025."""

    widget = forms.DateInput

    def prepare_value(self, value):
        return format_date(value) if isinstance(value, date) else value

    def to_python(self, value):
        return None if _empty(value) else _read(parse_date, value)

    def widget_attrs(self, widget):
        attrs = _attrs(widget, "day", inputmode="numeric", placeholder="ngày/tháng/năm")
        return super().widget_attrs(widget) | attrs

    def has_changed(self, initial, data):
        return super().has_changed(_as_read(self, initial), data)


# The same for its DateField, which reads 01/04/2025 by the locale.
ADMIN_DAYS: FieldOverrides = {models.DateField: {"form_class": DayField, "widget": forms.DateInput}}


def _attrs(widget: forms.Widget, css_class: str, **attrs: str) -> dict[str, str]:
    """Attributes of the field, beside the classes its form gave the widget."""
    classes = [css_class, *widget.attrs.get("class", "").split()]
    return {"autocomplete": "off", **attrs, "class": " ".join(dict.fromkeys(classes))}


def _empty(value: object) -> bool:
    return value in EMPTY_VALUES or (isinstance(value, str) and not value.strip())


def _read(parse: Callable[..., Read], value: object, **options: Any) -> Read:
    """The value that was read. Raises ValidationError with a sentence on what to enter."""
    try:
        return parse(value, **options)
    except (NumberError, DateError) as error:
        raise ValidationError(as_sentence(str(error)), code="invalid")


def _as_read(field: forms.Field, initial: object) -> object:
    """An initial value as the field would read it, so that '1.250' and 1250 are the same."""
    try:
        return field.to_python(initial)
    except ValidationError:
        return initial
