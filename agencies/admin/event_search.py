"""Searching the history: who, what, about which object of which agency, on which days; and the result as a workbook."""

import io

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from ..calendar import start_of
from ..formats.dates import format_date, format_datetime
from ..formfields import DayField
from ..list_printing import print_list
from ..models import Agency, Event
from ..models.event import EventQuerySet

MOST_EXPORTED = 20_000
TITLES = (
    *("Số", "Thời điểm", "Người thực hiện", "Cơ quan người thực hiện", "Hồ sơ của cơ quan", "Nội dung", "Lý do"),
    *("Văn bản", "Đối tượng", "Mã yêu cầu", "Địa chỉ mạng"),
)
WIDTHS = (9, 20, 26, 30, 30, 70, 40, 24, 26, 34, 18)


KINDS = {  # of what people did: {code: (name, which events)}
    "vao": (
        "Đăng nhập, đăng xuất, mật khẩu",
        Q(action__in=("login", "login_failed", "locked", "logout", "password", "invite")),
    ),
    "xuat": ("Tải dữ liệu ra", Q(action="export")),
    "tu-choi": ("Bị từ chối", Q(action__in=("denied", "upload_refused"))),
    "tep": ("Tải tệp lên", Q(action__startswith="upload")),
    "danh-muc": ("Sửa danh mục, tài khoản", Q(action__in=("add", "change", "delete", "import"))),
    "van-ban": ("Quyết định có số văn bản", ~Q(document_number="")),
}
OWN_APPS = ("agencies", "plans", "budgets", "reports")


class HistorySearchForm(forms.Form):
    """Every field narrows the list; an empty one leaves it."""

    nguoi = forms.CharField(label="Người thực hiện", max_length=120, required=False)
    viec = forms.ChoiceField(
        label="Việc", choices=[("", "–"), *((code, name) for code, (name, _) in KINDS.items())], required=False
    )
    co_quan = forms.ModelChoiceField(
        Agency.objects.order_by("official_order", "code"), label="Cơ quan", required=False, to_field_name="code"
    )
    loai = forms.ModelChoiceField(
        ContentType.objects.filter(app_label__in=OWN_APPS).order_by("app_label", "model"),
        label="Đối tượng",
        required=False,
    )
    so = forms.IntegerField(label="Số của đối tượng", min_value=1, max_value=2**63 - 1, required=False)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến ngày", required=False)

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """The events that fit; none where a field cannot be understood."""
        if not self.is_valid():
            return events.none()
        said = self.cleaned_data
        lookups = {
            "actor_name__icontains": said["nguoi"],
            "agency": said["co_quan"],
            "content_type": said["loai"],
            "object_id": said["so"],
            "happened_at__gte": said["tu"] and start_of(said["tu"]),
        }
        kind = KINDS[said["viec"]][1] if said["viec"] else Q()
        found = events.filter(kind, **{name: value for name, value in lookups.items() if value})
        return found.by(said["den"]) if said["den"] else found


def history_workbook(events: EventQuerySet) -> bytes:
    """Bytes of the .xlsx, latest first, MOST_EXPORTED rows at most."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lịch sử"
    sheet.append(TITLES)
    for event in events.select_related("actor_agency", "agency", "content_type")[:MOST_EXPORTED]:
        sheet.append(cells_of(event))
    for letter, width in zip("ABCDEFGHIJK", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # words of a person are never a formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    print_list(sheet, "Lịch sử", head=1)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cells_of(event: Event) -> list[str | int]:
    day = f" ngày {format_date(event.document_date)}" if event.document_date else ""
    return [
        *(event.pk, format_datetime(event.happened_at), event.actor_name, str(event.actor_agency or "")),
        *(str(event.agency or ""), event.sentence, event.reason, f"{event.document_number}{day}"),
        *(f"{event.content_type.name} {event.object_id}", event.request_id, event.address),
    ]
