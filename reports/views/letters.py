"""Sổ công văn trình: the letters with which agencies handed something in."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.list_choice import list_context, send_list
from agencies.requests import SignedInRequest
from agencies.saved_views.lists import savable
from plans.models import CoverLetter

from ..letters import listing
from ..letters.forms import LetterFilterForm
from ..letters.list_columns import LIST


@savable("letter_list", "Công văn trình")
def letter_list(request: SignedInRequest) -> HttpResponse:
    form, rows = asked(request)
    context = list_context(request, LIST, rows) | {
        "form": form,
        "filters": form.cleaned_data,
        "filtered": any(form.cleaned_data.values()),
        "sums": listing.sums_of(rows),
        "kinds": CoverLetter.Kind.choices,
        "agencies": listing.agencies_with_letters(request.user),
    }
    return render(request, "reports/letter_list.html", context)


def letter_list_export(request: SignedInRequest) -> HttpResponseBase:
    """The register as it is filtered and sorted, whole, as a workbook."""
    return send_list(request, LIST, asked(request)[1])


def asked(request: SignedInRequest) -> tuple[LetterFilterForm, list[listing.Entry]]:
    """(filter of the address, the lines that it leaves in their order)."""
    form = LetterFilterForm(request.GET)
    form.is_valid()
    return form, LIST.sort(request, listing.rows_for(request.user, form.cleaned_data))
