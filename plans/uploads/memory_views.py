"""Page of what the portal remembers of the agency's workbooks, where it can be taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from agencies.paging import numbered_page
from agencies.workflow import WorkflowError
from plans.models import HeaderMapping

from . import memory

PAGE, HEADS = 50, 8


def memory_list(request):
    """The shapes of workbooks of which something was decided, the latest first."""
    known = HeaderMapping.objects.visible_to(request.user).select_related("agency")
    page = numbered_page(request, known, PAGE)
    for one in page:
        one.choices = memory.choices_in_words(one.columns, one.answers)
        one.first_heads, one.more_heads = one.heads[:HEADS], max(0, len(one.heads) - HEADS)
    return render(request, "plans/upload_memory.html", {"page": page})


def memory_forget(request, pk):
    """The next workbook of this shape is read as any other."""
    known = get_object_or_404(HeaderMapping.objects.visible_to(request.user).select_related("agency"), pk=pk)
    try:
        memory.forget(known, actor=request.user)
        messages.success(request, "Đã quên cách đọc kiểu tệp này. Tệp sau được đọc theo tên cột như mọi tệp khác.")
    except WorkflowError as error:
        messages.error(request, str(error))
    return redirect("catalogue_upload_memory")
