"""State secrets in disguise: other alphabets and fonts, odd places, file names; nothing of them stays anywhere."""

import io
import logging

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from agencies.secrecy.marks import file_name_is_marked, is_marked
from plans.intake.columns import COLUMNS
from plans.intake.sandbox import Sheet
from plans.intake.secrets.levels import secret_places
from plans.models import TargetUpload, VolumeReview
from tests.helpers.factories import a_catalogue

DISGUISED = [
    "（Mật）",
    "(\uff2dật)",
    "(MËt)",
    "TuyÖt mËt",
    "Ph­¬ng ¸n (tèi mËt)",
    "(Maät)",
    "Toái maät",
    "TUYEÄT MAÄT",
    "T Ố I  M Ậ T",
    "Báo cáo\nMật",
    "Báo cáo\tMật",
    "Báo cáo 'Mật'",
    "Báo cáo *Mật*",
    "Loại: mật",
    "Độ mật 1",
    "Mật A",
    "Báo cáo mật",
    "Phương án phòng thủ, Mật",
    "Kế hoạch tác chiến. Mật.",
    "(toi mat)",
    "Bao cao tuyet mat",
    "tuyệtmật",
    "dấu Mật",
]
ORDINARY = [
    "mËt ®é d©n sè",
    "NguyÔn ThÞ MËt",
    "b¶o vÖ bÝ mËt nhµ n­íc",
    "maät ñoä daân soá",
    "baûo veä bí maät nhaø nöôùc",
    "Danh sách không có tài liệu mật",
    "Hồ sơ bảo vệ\nbí mật nhà nước",
    "Các bản mật mã dân sự",
    "Bệnh viện Mắt",
]


@pytest.mark.parametrize("text", DISGUISED)
def test_a_disguised_mark_is_found(text):
    assert is_marked(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_of_old_fonts_pass(text):
    assert not is_marked(text)


@pytest.mark.parametrize("name", ["Danh mục - Mật.xlsx", "danh_muc_TOI_MAT.xlsx", "PA (Mật).xlsx", "TỐI MẬT.xlsx"])
def test_a_marked_file_name_is_found(name):
    assert file_name_is_marked(name)


@pytest.mark.parametrize(
    "header",
    ["Phân loại mật", "Mức độ bảo mật", "Dấu chỉ độ mật", "§é mËt", "Ñoä maät", "Độ\nmật", "Cấp mật (A, B, C)"],
)
def test_a_level_column_by_any_name_is_read(header):
    assert secret_places([Sheet("Tờ", [["Hồ sơ số", header], ["01", "A"], ["02", ""]])]) == [("Tờ", [2])]


def test_an_answer_that_looks_like_a_header_is_still_an_answer():
    assert secret_places([Sheet("Tờ", [["01", "Độ mật: C"], ["02", "Dấu Mật"]])]) == [("Tờ", [1, 2])]


NEEDLE = "Kho K17 Trà Linh"


@pytest.fixture
def nothing_stays(settings, tmp_path, caplog, capfd):
    """Calls what is tried, then looks for the needle in every row, every log line and every file."""
    caplog.set_level(logging.DEBUG)
    settings.DATA_DIR = tmp_path

    def check():
        rows = io.StringIO()
        call_command("dumpdata", exclude=["contenttypes"], stdout=rows)
        assert NEEDLE not in rows.getvalue().encode().decode("unicode_escape", "ignore") + rows.getvalue()
        assert NEEDLE not in caplog.text + "".join(capfd.readouterr())
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and NEEDLE.encode() in path.read_bytes()]

    return check


def workbook(rows, headers):
    book = Workbook()
    for row in (headers, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "muc-luc.xlsx"
    return file


def test_nothing_of_a_refused_list_stays(as_user, lan, nothing_stays):
    catalogue = a_catalogue(lan.agency)
    titles = [column.header for column in COLUMNS]
    row = {"Hồ sơ số": "01", "Tiêu đề hồ sơ": f"{NEEDLE} (tèi mËt)", "Bắt đầu": 2008, "Trang A4": 5}
    file = workbook([[row.get(title) for title in titles]], titles)
    page = as_user(lan).post(f"/muc-luc/{catalogue.pk}/tai-len/", {"workbook": file}).content.decode()
    assert "từ chối toàn bộ" in page and NEEDLE not in page
    nothing_stays()


def test_nothing_of_a_marked_row_of_the_grid_stays(as_user, lan, nothing_stays):
    catalogue = a_catalogue(lan.agency)
    grid = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 0,
        "form-0-file_number": "01",
        "form-0-start_date": "2008",
        "form-0-title": f"{NEEDLE} (Mật)",
        "form-0-page_count": 5,
        "form-0-arranged": "Có",
        "form-0-retention_years": "Vĩnh viễn",
    }
    page = as_user(lan).post(f"/muc-luc/{catalogue.pk}/ho-so/nhap/", grid)
    assert "bí mật nhà nước" in page.content.decode()
    nothing_stays()


def test_nothing_of_a_marked_fonds_of_the_review_stays(as_user, lan, plan, nothing_stays):
    grid = {"lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0, "lines-0-fonds_name": f"{NEEDLE} (Mật)"}
    response = as_user(lan).post("/ra-soat/khoi-luong/", grid | {"lines-0-file_count": "5"})
    assert response.status_code == 200 and "bí mật nhà nước" in response.content.decode()
    assert not VolumeReview.objects.exists()
    nothing_stays()


def test_nothing_of_a_marked_annex_stays(as_user, hoa, plan, nothing_stays):
    file = workbook([["SYT", "Sở Y tế", 5, 50, f"{NEEDLE} (Mật)"]], ["Mã", "Tên", "Số hồ sơ", "Số trang", "Ghi chú"])
    assert "từ chối toàn bộ" in as_user(hoa).submit("/chi-tieu/nap/", {"workbook": file}).content.decode()
    assert not TargetUpload.objects.exists()
    nothing_stays()
