"""A block of cells copied from a spreadsheet, put into the fields of a form: what stood in them is replaced."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from agencies.typed import unjudge

from .fields import long_text

FILL, TEXT = "fill", "pasted"  # the button, the box of text


class PasteForm(forms.Form):
    """A box for cells copied from a spreadsheet, where no script puts them into the fields; `how` says which cells."""

    pasted = long_text("Dán các ô chép từ Excel", rows=4, max_length=20_000)

    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how


def block_of(text: str) -> list[list[str]]:
    """Lines of cells; a tab, a semicolon or two spaces part cells. Empty lines are left out."""
    lines = (re.split(r"\t|;|\s{2,}", line.strip("\r\n ")) for line in text.splitlines())
    return [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]


def with_values(data: QueryDict, values: Mapping[str, str]) -> QueryDict:
    """The form with these values, and without the box and its button."""
    found = data.copy()
    for name, value in values.items():
        found[name] = value
    found.pop(FILL, None)
    found.pop(TEXT, None)
    return found


def take(request: HttpRequest, fill: Callable[[QueryDict, str], QueryDict]) -> bool:
    """True where the button of the box was pressed: what is in the box stands in the fields, and nothing is sent."""
    if request.method != "POST" or FILL not in request.POST:
        return False
    filled: Any = fill(request.POST, request.POST.get(TEXT, ""))
    request.POST = filled
    return True


def unjudged(*forms: forms.BaseForm) -> None:
    """Show what was filled in without an error: nobody has sent it yet."""
    for form in forms:
        unjudge(form)
