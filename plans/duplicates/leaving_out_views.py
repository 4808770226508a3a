from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from agencies.actions import posted_keys
from agencies.workflow import WorkflowError

from .addresses import address, scope_of, stored_query
from .groups import groups_for
from .leaving_out import leave_out_duplicates


def duplicate_leave_out(request, pk):
    """Sở Nội vụ leaves the ticked files of a group out, from the page of duplicates."""
    scope, query = scope_of(request, request.POST)
    group = get_object_or_404(groups_for(request.user, scope), pk=pk)
    chosen = posted_keys(request.POST.getlist("file"))
    try:
        messages.success(request, str(leave_out_duplicates(group, chosen, actor=request.user, scope=scope)))
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect(address("duplicate_list", query | stored_query(request.POST)) + f"#nhom-{pk}")
