"""The living style page: every component of the look with examples, for who builds pages. In demo mode only."""

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from . import style_examples as examples
from .paging import numbered_page

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
CONTRACT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)
BRACKETS = {"{% templatetag openblock %}": "{%", "{% templatetag closeblock %}": "%}"}

# The pages, each named like its file in templates/components (two show tags without a file) and templates/style.
GROUPS = {
    "Khung trang": {
        "styles": "Màu và cỡ chữ",
        "masthead": "Đầu trang",
        "acting": "Đang làm cho cơ quan nào",
        "crumbs": "Đường dẫn về",
        "messages": "Thông báo sau khi làm",
        "banner": "Thông báo trong trang",
        "dead_end": "Không mở được trang",
        "reload": "Tự tải lại khi không có JavaScript",
    },
    "Trang danh sách": {
        "list_page": "Trang danh sách",
        "saved_views": "Bộ lọc đã lưu",
        "filters": "Thanh lọc",
        "search_box": "Ô tìm",
        "choice_box": "Ô chọn",
        "sum_line": "Dòng cộng",
        "data_table": "Bảng",
        "pager": "Chuyển trang",
        "list_choice": "Cột và số dòng",
        "empty": "Chưa có gì",
    },
    "Biểu mẫu": {
        "field": "Câu hỏi",
        "field_answer": "Phần trả lời của câu hỏi",
        "file_pick": "Chọn tệp",
        "error_summary": "Tóm tắt lỗi",
        "workbook_faults": "Chỗ cần sửa trong tệp",
        "form_actions": "Nút cuối biểu mẫu",
        "whole_form": "Cả biểu mẫu",
        "autosave": "Tự lưu bản nháp",
        "draft_notice": "Bản nháp đưa lại",
        "steps": "Các bước",
        "money_panel": "Kinh phí bên biểu mẫu",
    },
    "Làm và xác nhận": {
        "actions": "Các việc làm được",
        "menu": "Việc khác",
        "confirm": "Trước khi chuyển trạng thái",
        "confirm_page": "Trang xác nhận",
        "refused": "Không thực hiện được",
        "confirm_card": "Trước khi xóa",
        "job": "Việc chạy ở máy chủ",
    },
    "Số liệu": {
        "status": "Nhãn trạng thái",
        "tile": "Ô số",
        "facts": "Bảng nội dung",
        "progress_bar": "Thanh tiến độ",
        "funnel": "Phễu",
        "s_curve": "Đường tiến độ",
        "heat": "Bảng nhiệt các mốc",
    },
    "Việc và lịch sử": {"tasks": "Việc cần làm", "timeline": "Lịch sử", "timeline_event": "Một sự kiện"},
}
TITLES = {name: title for pages in GROUPS.values() for name, title in pages.items()}


def style_page(request):
    """The list of components."""
    only_in_demo_mode()
    groups = [{"title": title, "pages": pages.items()} for title, pages in GROUPS.items()]
    return render(request, "style/index.html", {"groups": groups})


def style_part(request, part):
    """One component in the states it knows."""
    only_in_demo_mode()
    if part not in TITLES:
        raise Http404
    context = {"part_title": TITLES[part], "contract": contract(part), "next_part": following(part)}
    context |= examples.of(part)
    if "rows" in context:
        context["page"] = numbered_page(request, context.pop("rows"), 5)
    return render(request, f"style/{part}.html", context)


def style_job(request):
    """What the running example job answers each second; it never ends."""
    only_in_demo_mode()
    return render(request, "components/job.html", {"job": examples.job("running"), "poll_url": request.path})


def contract(part):
    """What is at the top of the component's file: its purpose and its context."""
    path = COMPONENTS / f"{part}.html"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for written, meant in BRACKETS.items():
        text = text.replace(written, meant)
    found = CONTRACT.search(text)
    return " ".join(found[1].split()) if found else ""


def following(part):
    """The next page, with its title; None after the last."""
    names = list(TITLES)
    after = names[names.index(part) + 1 :]
    return {"name": after[0], "title": TITLES[after[0]]} if after else None


def only_in_demo_mode():
    """Raise 404 where real people work: what is here is made up."""
    if not settings.PORTAL_DEMO:
        raise Http404
