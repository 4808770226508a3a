"""Agencies and people as tables in the admin: exported, changed, previewed, imported, and refused by name."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import Agency, Duty, Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def quy_at_work(as_user, quy):
    return as_user(quy)


def export(client, model, format_index="0", query=""):
    url = reverse(f"admin:agencies_{model}_export") + query
    return client.submit(url, {"format": format_index, "resource": "0"})


def upload(client, model, rows):
    """Preview of the rows as an .xlsx."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("bang.xlsx", stream.getvalue())
    return client.submit(
        reverse(f"admin:agencies_{model}_import"), {"import_file": file, "format": "0", "resource": "0"}
    )


def rows_of(response):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def confirm(client, model, preview):
    form = preview.context["confirm_form"]
    return client.submit(reverse(f"admin:agencies_{model}_process_import"), form.initial, follow=True)


def test_what_is_exported_is_imported_without_a_change(quy_at_work, agencies):
    rows = rows_of(export(quy_at_work, "agency"))
    assert rows[0][:4] == ["Mã", "Tên cơ quan, đơn vị", "Tên ngắn", "Loại"]
    assert len(rows) == 1 + Agency.objects.count()
    preview = upload(quy_at_work, "agency", rows)
    assert preview.context["result"].totals["skip"] == len(rows) - 1
    assert preview.context["result"].totals["update"] == 0


def test_an_export_holds_what_the_list_shows(quy_at_work, agencies):
    rows = rows_of(export(quy_at_work, "agency", query="?kind__exact=board"))
    assert [row[0] for row in rows[1:]] == ["BQLKKT"]


@pytest.mark.parametrize(("model", "fields"), [("agency", {"format": "0", "resource": "0"}), ("event", {})])
def test_an_export_is_laid_out_for_printing(quy_at_work, agencies, model, fields):
    """A table and the history: as wide as the page, heads on each page, pages numbered."""
    address = reverse(f"admin:agencies_{model}_export")
    answer = quy_at_work.submit(address, fields) if fields else quy_at_work.get(address)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    page = sheet.page_setup
    assert (page.orientation, page.fitToWidth, page.fitToHeight) == ("landscape", 1, 0)
    assert (sheet.print_title_rows, sheet.oddFooter.right.text) == ("$1:$1", "Trang &P/&N")


def test_a_changed_row_is_shown_then_written_then_recorded(quy_at_work, agencies):
    rows = rows_of(export(quy_at_work, "agency", query="?kind__exact=district"))
    row = next(row for row in rows if row[0] == "502")
    row[rows[0].index("Hoạt động đến hết ngày")] = "01/7/2025"
    preview = upload(quy_at_work, "agency", [rows[0], row])
    assert "<del>30/6/2025</del> <ins>01/7/2025</ins>" in preview.content.decode()
    assert Agency.objects.get(code="502").active_to.isoformat() == "2025-06-30"
    confirm(quy_at_work, "agency", preview)
    tam_ky = Agency.objects.get(code="502")
    assert tam_ky.active_to.isoformat() == "2025-07-01"
    assert Event.objects.about(tam_ky).get(action="import").actor.username == "quy"


def test_imported_people_have_no_password_until_one_is_issued(quy_at_work, agencies):
    table = [["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"]]
    table.append(["an", "Nguyễn Văn An", None, 502, "can bo chuan bi ho so", "Văn thư", "Có"])
    confirm(quy_at_work, "user", upload(quy_at_work, "user", table))
    an = User.objects.get(username="an")
    assert an.agency.code == "502" and an.duty == Duty.PREPARES and not an.has_usable_password()


def test_all_wrong_cells_are_named_and_nothing_is_written(quy_at_work, agencies):
    table = [["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"]]
    table += [["an", "An", "an@", "SYT", "Cán bộ chuẩn bị hồ sơ", "", "Có"], ["ba", "Ba", "", "XYZ", "Sếp", "", "ừ"]]
    text = upload(quy_at_work, "user", table).content.decode()
    assert "Không có cơ quan nào mang mã “XYZ”" in text and "Chọn một trong" in text and "Ghi “Có” hoặc “Không”" in text
    assert "Thư điện tử:" in text
    assert not User.objects.filter(username__in=["an", "ba"]).exists()


def test_a_table_without_its_columns_is_refused_by_name(quy_at_work, agencies):
    text = upload(quy_at_work, "agency", [["Mã", "Tên"], ["SYT", "Sở Y tế"]]).content.decode()
    assert "Thiếu cột: Tên cơ quan, đơn vị" in text


def test_a_table_cannot_touch_a_superuser(quy_at_work, agencies):
    root = User.objects.create_superuser("goc", "goc@example.vn", "mat-khau-goc-2025", full_name="Gốc")
    table = [["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"]]
    table.append(["goc", "Gốc", "khac@example.vn", "SYT", "Quản trị hệ thống", "", "Có"])
    assert "chỉ quản trị cao nhất sửa được" in upload(quy_at_work, "user", table).content.decode()
    root.refresh_from_db()
    assert root.check_password("mat-khau-goc-2025") and root.email == "goc@example.vn"


@pytest.mark.parametrize(
    "changed, status",
    [
        ({"import_file_name": "a" * 300}, 400),
        ({"resource": "7"}, 400),
        ({"resource": "x"}, 400),
        ({"format": "9"}, 400),
        ({"format": "1"}, 302),  # a workbook that is said to be a text
    ],
)
def test_a_confirmation_that_was_changed_on_its_way_imports_nothing(quy_at_work, agencies, changed, status):
    preview = upload(quy_at_work, "agency", rows_of(export(quy_at_work, "agency")))
    sent = preview.context["confirm_form"].initial | changed
    answer = quy_at_work.submit(reverse("admin:agencies_agency_process_import"), sent)
    assert answer.status_code == status and not Event.objects.filter(action="import").exists()
