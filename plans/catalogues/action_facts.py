"""What the confirmation page of an action on a catalogue shows: the catalogue's facts, and what the action brings."""

from django.urls import reverse

from agencies.formats.dates import format_datetime
from agencies.formats.numbers import format_int
from plans.appraisal import findings
from plans.letters.services import facts_of as letters_of
from plans.models import Catalogue
from plans.models.pages import PAGE_FIELDS
from plans.pricing import a4_pages_of
from plans.signoffs.actions import WEIGHTS as SIGNING

# {name of an action: what it brings about, for who confirms it}
WEIGHTS = {
    "submit": "Sau khi trình, Mục lục không sửa được cho đến khi rút lại hoặc Sở Nội vụ trả lại.",
    "withdraw": "Mục lục trở về trạng thái đang lập, Sở Nội vụ không thấy trong hàng chờ nữa.",
    "appraise": "Mục lục được chốt: cơ quan không sửa được nữa và lập dự toán theo số trang này.",
    "tranche": "Chỉ các hồ sơ đã chấp nhận được thẩm định để số hóa trước; phần còn lại tiếp tục được xem xét.",
    "ask_reopen": "Sở Nội vụ xem lý do rồi cho mở lại hoặc không; trong lúc chờ, Mục lục giữ nguyên như đã thẩm định.",
    "drop_reopen": "Mục lục giữ nguyên như đã thẩm định, Sở Nội vụ không phải trả lời đề nghị này nữa.",
    "reopen": "Mục lục trở về trạng thái đang lập; kết quả đã thẩm định vẫn có hiệu lực cho đến lần thẩm định sau.",
    "refuse_reopen": "Mục lục giữ nguyên như đã thẩm định; cơ quan đọc lý do ở đầu trang Mục lục.",
    **SIGNING,
    "close_again": "Mục lục trở lại trạng thái đã thẩm định; cơ quan chưa sửa gì nên kết quả thẩm định không đổi.",
    "return": "Cơ quan thấy lý do ngay trên đầu trang Mục lục; ghi rõ dòng nào sai và cần sửa thế nào.",
}


def checklist(catalogue: Catalogue) -> list[dict[str, str]]:
    """[{label, value, change_url, change}] of what an agency looks at once more before it hands the catalogue in, each
    with the way to these files; unarranged ones are told among the action's facts."""
    page = reverse("catalogue_detail", args=[catalogue.pk])
    rows = [row for row in findings.box(catalogue)["rows"] if row["key"] != "unarranged"]
    if not rows:
        return [{"label": "Nên xem lại trước khi trình", "value": "không có điều gì đáng ngờ"}]
    return [
        {
            "label": f"Nên xem lại: {row['name']}",
            "value": f"{format_int(int(row['count']))} hồ sơ",
            "change_url": f"{page}?check={row['key']}#ho-so",
            "change": str(row["name"]),
        }
        for row in rows
    ]


def facts_of(catalogue: Catalogue) -> list[dict[str, str]]:
    """[{label, value}] of the catalogue, for the confirmation page of an action."""
    pages = [
        f"{format_int(getattr(catalogue, name))} trang {size.upper()}"
        for size, name in PAGE_FIELDS.items()
        if getattr(catalogue, name)
    ]
    facts = [
        ("Cơ quan", str(catalogue.agency)),
        ("Phông", str(catalogue.fonds)),
        ("Số hồ sơ", f"{format_int(catalogue.file_count)} hồ sơ"),
        ("Số trang", ", ".join(pages) or "–"),
        ("Trang A4 quy đổi", format_int(a4_pages_of(catalogue))),
    ]
    if catalogue.estimated_files:
        said = f"{format_int(catalogue.estimated_pages)} trang A4 của {format_int(catalogue.estimated_files)} hồ sơ"
        facts.append(("Ước tính từ số tờ", said))
    if catalogue.unknown_pages:
        facts.append(("Chưa rõ số trang", f"{format_int(catalogue.unknown_pages)} hồ sơ"))
    if catalogue.submitted_at:
        facts.append(("Trình lúc", f"{format_datetime(catalogue.submitted_at)}, {catalogue.submitted_by or ''}"))
    return [{"label": label, "value": value} for label, value in facts] + letters_of(catalogue)
