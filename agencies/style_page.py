"""The living style page: every component of the look with an example, for who builds pages. In demo mode only."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from . import style_examples as examples
from .paging import numbered_page

# Address of a part: (its name, the example data it shows). The templates are templates/style/<address>.html.
PARTS = {
    "danh-sach": ("Trang danh sách", examples.list_page),
    "bieu-mau": ("Biểu mẫu", examples.form_page),
    "xac-nhan": ("Xác nhận", examples.confirm_page),
    "tinh-trang": ("Tình trạng: trống, lỗi, đang chạy, không có quyền", examples.states_page),
    "so-lieu": ("Số liệu và đồ thị", examples.figures_page),
    "lich-su": ("Việc cần làm, các bước, lịch sử, bảng nội dung", examples.history_page),
}


def style_page(request):
    """The list of parts."""
    only_in_demo_mode()
    return render(request, "style/index.html", {"parts": parts()})


def style_part(request, part):
    """One part: a few related components, each in the states it knows."""
    only_in_demo_mode()
    if part not in PARTS:
        raise Http404
    title, example = PARTS[part]
    context = {"part_title": title, "parts": parts(), **example()}
    if "rows" in context:
        context["page"] = numbered_page(request, context.pop("rows"), 5)
    return render(request, f"style/{part}.html", context)


def style_job(request):
    """What the running example job answers each second; it never ends."""
    only_in_demo_mode()
    return render(request, "components/job.html", {"job": examples.job("running"), "poll_url": request.path})


def parts():
    return [{"address": address, "title": title} for address, (title, _) in PARTS.items()]


def only_in_demo_mode():
    """Raise 404 where real people work: what stands here is made up."""
    if not settings.PORTAL_DEMO:
        raise Http404
