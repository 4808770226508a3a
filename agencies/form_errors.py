"""Errors of forms and formsets as one list of places and sentences, for the summary above a form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, RadioSelect
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class FormError:
    """A sentence of the summary, and the id of the input it leads to, or an empty string."""

    anchor: str
    text: str


def of(forms: Iterable[BaseForm | BaseFormSet]) -> list[FormError]:
    """All errors of the given forms and formsets, in the order of the page."""
    found = []
    for form in forms:
        found += _of_formset(form) if isinstance(form, BaseFormSet) else _of_form(form, row_name_of(form))
    return found


def row_name_of(form: BaseForm) -> str:
    """How a form is called that is a row of several, or an empty string."""
    return getattr(form, "row_name", "")


def _of_formset(formset: BaseFormSet) -> list[FormError]:
    title = getattr(formset, "title", "")
    whole = [f"{title}: {error}" if title else str(error) for error in formset.non_form_errors()]
    found = [FormError("", sentence) for sentence in whole]
    for number, form in enumerate(formset.forms, start=1):
        found += _of_form(form, row_name_of(form) or f"Dòng {number}")
    return found


def _of_form(form: BaseForm, line: str = "") -> list[FormError]:
    found = []
    for name, errors in form.errors.items():
        place, anchor = _place(form, name, line)
        found += [FormError(anchor, f"{place}: {error}" if place else str(error)) for error in errors]
    return found


def _place(form: BaseForm, name: str, line: str) -> tuple[str, str]:
    """What to call the place of an error, and the id of its input."""
    if name not in form.fields:
        return line, ""
    bound = form[name]
    label = str(bound.label).rstrip(".")
    if line and line in label:  # it names its row itself
        return label, _anchor(bound)
    label = f"cột {label}" if line else label
    return ", ".join(part for part in (line, label) if part), _anchor(bound)


def _anchor(bound: BoundField) -> str:
    several = isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if several else bound.id_for_label
