from django.shortcuts import render

from plans.models import Plan

from ..todo.beginning import beginning


def begin(request):
    """Bắt đầu: what an administrator has to enter, what is there, and where."""
    steps = beginning(Plan.current())
    done = sum(step.is_done for step in steps)
    return render(request, "reports/beginning.html", {"steps": steps, "done": done})
