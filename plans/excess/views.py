from django.shortcuts import render

from agencies.files import send_private
from agencies.paging import numbered_page
from plans.models import Plan
from plans.shortcuts import plan_or_404

from .listing import rows_of, sums_of
from .workbook import excess_workbook

PAGE_SIZE = 50


def excess_list(request):
    """Vượt chỉ tiêu: which lines lie above target or review, by how much, and why."""
    plan = Plan.current()
    rows = rows_of(plan) if plan else []
    context = {"page": numbered_page(request, rows, PAGE_SIZE), "sums": sums_of(rows)}
    return render(request, "plans/excess_list.html", context)


def excess_export(request):
    return send_private(excess_workbook(rows_of(plan_or_404())), "Vuot-chi-tieu.xlsx")
