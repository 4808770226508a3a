"""Differences between a person's typed values and the present ones, field by field of a form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.http import QueryDict

MOST_ROWS, YES, NO = 1000, "Có", "Không"


@dataclass(frozen=True)
class Difference:
    """One field: its place ("Dòng 3, Số trang"), what is there now and what was typed, as both are shown."""

    place: str
    now: str
    typed: str


def between(data: QueryDict, drawn: Iterable[BaseForm | BaseFormSet]) -> list[Difference]:
    """Fields of the forms whose typed text (`data`) is not what is there now, in the order of the page."""
    found: list[Difference] = []
    for form in drawn:
        rows = rows_of(form, data) if isinstance(form, BaseFormSet) else [(getattr(form, "row_name", ""), form)]
        for line, row in rows:
            found += of_form(row, data, line)
    return found


def rows_of(formset: BaseFormSet, data: QueryDict) -> Iterator[tuple[str, BaseForm]]:
    """The rows of the grid, and those beyond them that were typed."""
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "")
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdecimal() and len(total) < 5 else 0
    for number in range(max(count, len(formset.forms))):
        known = number < len(formset.forms)
        form = formset.forms[number] if known else spare_row(formset, number)
        yield getattr(form, "row_name", "") or f"Dòng {number + 1}", form


def spare_row(formset: BaseFormSet, number: int) -> BaseForm:
    """An empty row of the grid with this number."""
    row = formset.empty_form
    row.prefix = formset.add_prefix(number)
    return row


def of_form(form: BaseForm, data: QueryDict, line: str) -> list[Difference]:
    fields = [bound for bound in form.visible_fields() if not isinstance(bound.field, forms.FileField)]
    if not any(bound.html_name in data for bound in fields):
        return []  # a row that was not kept
    return [one for bound in fields for one in of_field(bound, data, line)]


def of_field(bound: BoundField, data: QueryDict, line: str) -> list[Difference]:
    """The field's difference, if it has one."""
    typed = bound.field.widget.value_from_datadict(data, {}, bound.html_name)
    place = ", ".join(part for part in (line, str(bound.label)) if part)
    found = Difference(place, shown(bound, bound.initial), shown(bound, typed))
    return [] if found.now == found.typed or mean_the_same(bound.field, found) else [found]


def mean_the_same(field: forms.Field, texts: Difference) -> bool:
    """True where the field takes both texts for one value: a count that is left empty is 0 where the form says so."""
    if isinstance(field, forms.BooleanField | forms.ChoiceField):
        return False  # shown by their words
    try:
        return bool(field.clean(texts.now) == field.clean(texts.typed))
    except forms.ValidationError:
        return False


def shown(bound: BoundField, value: object) -> str:
    """A value as the page shows it, with one space for any white space."""
    if isinstance(bound.field, forms.BooleanField):
        return YES if value else NO
    value = bound.field.prepare_value(value)
    if isinstance(bound.field, forms.ChoiceField):
        return dict(flat(bound.field.choices)).get("" if value is None else str(value), str(value or ""))
    text = bound.field.widget.format_value(value)
    return " ".join(str("" if text is None else text).split())


def flat(choices: Any) -> Iterator[tuple[str, str]]:
    """(value, label) of choices without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(value), str(label)
