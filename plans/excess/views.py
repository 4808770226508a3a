from django.http import HttpRequest
from django.shortcuts import render

from agencies.formats.text import has_words
from agencies.list_choice import list_context, send_list
from agencies.models import Agency
from agencies.saved_views.lists import savable
from plans.models import Plan
from plans.shortcuts import plan_or_404

from .listing import Row, rows_of, sums_of
from .workbook import LIST, sums_below


@savable("excess_list", "Vượt chỉ tiêu")
def excess_list(request):
    """Vượt chỉ tiêu: which lines lie above target or review, by how much, and why."""
    plan = Plan.current()
    every = rows_of(plan) if plan else []
    rows = LIST.sort(request, narrowed(request, every))
    context = {"sums": sums_of(rows), "groups_of_agencies": Agency.Group.choices, "any": bool(every)}
    return render(request, "plans/excess_list.html", list_context(request, LIST, rows) | context | asked(request))


def excess_export(request):
    rows = LIST.sort(request, narrowed(request, rows_of(plan_or_404())))
    return send_list(request, LIST, rows, sums=sums_below(rows))


def asked(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to: words of the agency's name or of the reasons, Phụ lục I or II."""
    group = request.GET.get("nhom", "")
    return {"q": request.GET.get("q", "")[:100], "nhom": group if group in Agency.Group.values else ""}


def narrowed(request: HttpRequest, rows: list[Row]) -> list[Row]:
    filters = asked(request)
    return [
        row
        for row in rows
        if filters["nhom"] in ("", row.agency.group)
        and (not filters["q"] or has_words(filters["q"], str(row.agency), *row.said))
    ]
