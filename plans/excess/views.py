from django.shortcuts import render

from agencies.files import send_private
from agencies.list_columns import in_order
from agencies.paging import numbered_page
from plans.models import Plan
from plans.shortcuts import plan_or_404

from .listing import rows_of, sums_of
from .workbook import COLUMNS, excess_workbook

PAGE_SIZE = 50


def excess_list(request):
    """Vượt chỉ tiêu: which lines lie above target or review, by how much, and why."""
    plan = Plan.current()
    rows = in_order(rows_of(plan), COLUMNS, request.GET.get("sort", "")) if plan else []
    context = {"page": numbered_page(request, rows, PAGE_SIZE), "sums": sums_of(rows)}
    return render(request, "plans/excess_list.html", context)


def excess_export(request):
    return send_private(
        excess_workbook(in_order(rows_of(plan_or_404()), COLUMNS, request.GET.get("sort", ""))), "Vuot-chi-tieu.xlsx"
    )
