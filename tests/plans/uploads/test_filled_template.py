"""Lan fills the template, uploads it, sees every error at once, confirms; nothing is written before."""

import io
import logging

import pytest
from openpyxl import load_workbook

from agencies.models import Event, FormDraft
from plans.intake.columns import COLUMNS
from plans.intake.template import HEADER_ROW
from plans.models import ArchivalFile, Catalogue, CatalogueUpload
from plans.uploads.compare import comparison_mark
from tests.helpers.catalogues import row
from tests.helpers.grids import page_of
from tests.helpers.uploads import HEADERS, MANY_PAGES, filled, upload
from tests.helpers.workbooks import repacked

pytestmark = pytest.mark.once


def test_the_template_has_our_columns_choices_and_a_guide(browser, catalogue):
    answer = browser.get(f"/muc-luc/{catalogue.pk}/mau/")
    book = load_workbook(io.BytesIO(answer.content))
    sheet, guide = book.worksheets
    assert [cell.value.rstrip(" *") for cell in sheet[HEADER_ROW]] == HEADERS
    assert sheet.freeze_panes == f"C{HEADER_ROW + 1}"
    assert sheet.cell(HEADER_ROW + 1, HEADERS.index("Hồ sơ số") + 1).number_format == "@"
    lists = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert len(lists) == sum(bool(column.choices) for column in COLUMNS)
    assert all(len(each.formula1) <= 255 for each in lists)
    assert [row[0] for row in guide.iter_rows(min_row=2, values_only=True)] == HEADERS
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.field)
def test_the_examples_of_the_columns_are_right(column, day):
    value = column.read(column.example) if column.example else column.default
    assert column.read(column.show(value) or column.example or None) == value or not column.required
    for choice in column.choices:
        assert column.show(column.read(choice)) == choice


def test_an_empty_template_is_called_empty(browser, catalogue):
    assert "chưa có hồ sơ nào dưới dòng tiêu đề" in page_of(upload(browser, catalogue, filled(browser, catalogue)))


def test_nothing_is_written_before_confirming(browser, catalogue):
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES)))
    assert "Xác nhận ghi vào Mục lục" in page and "Quy hoạch mạng lưới y tế" in page
    assert not ArchivalFile.objects.exists()
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.get().pk}/ghi/")
    file = ArchivalFile.objects.get()
    assert (file.box_number, file.file_number, file.page_count, file.start_date) == ("12", "05", 1234, "2008-03")
    assert (file.end_date, file.retention_years, file.sheet_count, file.arranged) == ("2008-12-20", 0, 80, True)
    catalogue.refresh_from_db()
    assert (catalogue.file_count, catalogue.page_count, catalogue.page_count_a3) == (1, 1234, 2)
    assert "thêm 1 hồ sơ" in Event.objects.about(catalogue).latest_first()[0].sentence


def test_the_same_file_twice_changes_nothing(browser, catalogue):
    data = filled(browser, catalogue, MANY_PAGES, MANY_PAGES | {"Hồ sơ số": "06"})
    upload(browser, catalogue, data)
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.latest('pk').pk}/ghi/")
    before, events = list(ArchivalFile.objects.order_by("pk").values()), Event.objects.latest_first().count()
    page = page_of(upload(browser, catalogue, data))
    assert page.index("Không thay đổi") > 0 and "<dd>2</dd>" in page
    again = CatalogueUpload.objects.latest("pk")
    answer = browser.post(f"/muc-luc/tai-len/{again.pk}/ghi/", {"seen": comparison_mark(again)}, follow=True)
    assert "không có gì thay đổi" in page_of(answer)
    assert list(ArchivalFile.objects.order_by("pk").values()) == before
    assert Event.objects.latest_first().count() == events


def test_what_is_exported_comes_back_unchanged(browser, catalogue, lan):
    from plans.catalogues.files import write_files

    odd = row(
        "=1+1",
        title="-Hồ sơ “=SUM(A1)”",
        page_count=0,
        end_date="",
        sheet_count=0,
        note="@ghi chú",
        condition="damaged",
        priority="at_risk",
        digitized_before=True,
        arranged=False,
        retention_years=15,
    )
    write_files(catalogue, actor=lan, added=[row("01"), odd])
    exported = b"".join(browser.get(f"/muc-luc/{catalogue.pk}/tep/"))
    upload(browser, catalogue, exported)
    kept = CatalogueUpload.objects.get()
    assert not kept.has_errors
    browser.submit(f"/muc-luc/tai-len/{kept.pk}/ghi/")
    assert "thêm 2 hồ sơ" in Event.objects.about(catalogue).latest_first()[0].sentence
    assert ArchivalFile.objects.count() == 2


def test_a_changed_row_is_updated_and_others_stay(browser, catalogue, lan):
    first = filled(browser, catalogue, MANY_PAGES, MANY_PAGES | {"Hồ sơ số": "06"})
    upload(browser, catalogue, first)
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.latest('pk').pk}/ghi/")
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES | {"Trang A4": 1300}))
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.latest('pk').pk}/ghi/")
    assert sorted(ArchivalFile.objects.values_list("file_number", "page_count")) == [("05", 1300), ("06", 1234)]
    catalogue.refresh_from_db()
    assert catalogue.page_count == 2534


def test_all_errors_come_at_once_with_row_column_and_advice(browser, catalogue):
    data = filled(
        browser,
        catalogue,
        MANY_PAGES,
        MANY_PAGES | {"Hồ sơ số": None},
        MANY_PAGES | {"Hồ sơ số": "07", "Trang A4": "1,234", "Bắt đầu": "31/2/2008"},
        MANY_PAGES | {"Hồ sơ số": "08", "Thời hạn bảo quản": "Lâu dài", "Đã chỉnh lý": "có thể"},
        MANY_PAGES | {"Hồ sơ số": "09", "Bắt đầu": "2010"},
        MANY_PAGES | {"Hồ sơ số": "10", "Trang A4": 0, "Trang A3": None},
        MANY_PAGES,
        MANY_PAGES | {"Hồ sơ số": "11", "Trang A4": 1.234, "Tình trạng vật lý": "hơi cũ", "Ưu tiên": "gấp"},
        MANY_PAGES | {"Hồ sơ số": "12", "Bắt đầu": "2026", "Kết thúc": None},
        MANY_PAGES | {"Hồ sơ số": "13", "Số tờ": 5},
    )
    page = page_of(upload(browser, catalogue, data))
    for text in (
        "Dòng 6, cột B (Hồ sơ số)",
        "Chưa nhập; ",
        "Dòng 7, cột I (Trang A4)",
        "dấu phẩy là dấu thập phân",
        "1,234",
        "Dòng 7, cột E (Bắt đầu)",
        "không có trong lịch",
        "Dòng 8, cột G (Thời hạn bảo quản)",
        "cơ quan phải xác định lại",
        "Dòng 8, cột N (Đã chỉnh lý)",
        "ghi “Có” hoặc “Không”",
        "Dòng 9, cột F (Kết thúc)",
        "trước khi bắt đầu",
        "Dòng 10, cột I (Trang A4)",
        "ít nhất một trang",
        "Dòng 11, cột B (Hồ sơ số)",
        "với dòng 5",
        "Dòng 12, cột Q",
        "chọn một trong",
        "Dòng 12, cột I (Trang A4)",
        "Dòng 13, cột E (Bắt đầu)",
        "Nên kiểm tra lại",
        "mỗi tờ tối đa 2 trang",
    ):
        assert text.lower() in page.lower(), text
    assert "Xác nhận ghi vào Mục lục" not in page
    kept = CatalogueUpload.objects.get()
    browser.submit(f"/muc-luc/tai-len/{kept.pk}/ghi/")
    assert not ArchivalFile.objects.exists()


def test_rules_over_several_cells_are_listed_together_with_unreadable_ones(browser, catalogue):
    row = MANY_PAGES | {"Kết thúc": "2/2007", "Thời hạn bảo quản": "100 năm", "Trang A4": "nhiều", "Trang A3": None}
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, row)))
    assert "3 vị trí cần sửa" in page and "Kết thúc trước khi bắt đầu (3/2008); kiểm tra hai ngày." in page
    assert "ít nhất một trang" not in page


def test_the_preview_shows_unreadable_cells_as_they_were_typed(browser, catalogue):
    row = MANY_PAGES | {"Thời hạn bảo quản": "Lâu dài", "Trang A4": 15.5, "Đã chỉnh lý": None}
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, row)))
    for cell in (
        '<td class="unread">Lâu dài</td>',
        '<td class="num unread">15,5</td>',
        '<td class="unread">(trống)</td>',
    ):
        assert cell in page
    assert ">15.5<" not in page


def change_header(header, text):
    def change(book, sheet):
        sheet.cell(HEADER_ROW, HEADERS.index(header) + 1).value = text

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (change_header("Trang A4", None), "Thiếu cột bắt buộc “Trang A4”"),
        (change_header("Thời hạn bảo quản", "Cột khác"), "hồ sơ được ghi là chưa rõ thời hạn bảo quản"),
        (change_header("Tiêu đề hồ sơ", "Cột khác"), "Thiếu cột bắt buộc “Tiêu đề hồ sơ”"),
        (change_header("Trang A3", "Trang A4"), "cột này không được đọc"),
        (lambda book, sheet: sheet.delete_rows(HEADER_ROW), "Không tìm thấy dòng tiêu đề"),
        (lambda book, sheet: sheet.insert_rows(1, 70), "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_a_changed_template_is_named(browser, catalogue, change, sentence):
    assert sentence in page_of(upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES, change=change)))


def test_a_letterhead_above_and_a_number_column_do_no_harm(browser, catalogue):
    def change(book, sheet):
        sheet.insert_rows(1, 5)
        sheet.insert_cols(1)
        sheet.cell(HEADER_ROW + 5, 1, "Số TT")
        sheet.cell(HEADER_ROW + 6, 1, 1)

    page = page_of(upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES, change=change)))
    assert "không có lỗi" in page


def add_column(header, value):
    """A column of the clerk's own behind the last one of the template."""

    def change(book, sheet):
        sheet.cell(HEADER_ROW, len(HEADERS) + 1, header)
        sheet.cell(HEADER_ROW + 1, len(HEADERS) + 1, value)

    return change


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (MANY_PAGES | {"Tiêu đề hồ sơ": "Kho đạn ở Zeta (Mật)"}, None),
        (MANY_PAGES | {"Ghi chú": "Kho đạn ở Zeta, độ mật: Mật"}, None),
        (MANY_PAGES, add_column("Mức độ mật", "Tối mật")),
        (MANY_PAGES, lambda book, sheet: book["Hướng dẫn"].cell(5, 8, "Zeta TUYỆT MẬT")),
    ],
)
def test_a_list_with_secrets_is_refused_whole_and_leaves_no_trace(browser, catalogue, row, change, caplog):
    caplog.set_level(logging.DEBUG)
    events = Event.objects.latest_first().count()
    data = filled(
        browser, catalogue, row, MANY_PAGES | {"Hồ sơ số": "77", "Tiêu đề hồ sơ": "Láng giềng Zeta"}, change=change
    )
    caplog.clear()
    page = page_of(upload(browser, catalogue, data))
    assert "dấu hiệu bí mật nhà nước" in page and "dòng 5" in page
    assert "Zeta" not in page and "Zeta" not in caplog.text
    assert not CatalogueUpload.objects.exists() and not ArchivalFile.objects.exists()
    assert Event.objects.latest_first().count() == events


def test_a_marked_file_name_is_refused_too(browser, catalogue):
    page = page_of(upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES), name="Danh mục (Tối mật).xlsx"))
    assert "tên tệp" in page and not CatalogueUpload.objects.exists()


def test_a_macro_workbook_is_refused_with_the_reason(browser, catalogue):
    data = repacked(filled(browser, catalogue, MANY_PAGES), {"xl/vbaProject.bin": b"x"})
    assert "Tệp chứa macro" in page_of(upload(browser, catalogue, data))
    assert not CatalogueUpload.objects.exists()


def test_a_file_too_large_is_refused_in_vietnamese(browser, catalogue, settings):
    settings.UPLOAD_MAX_BYTES = 1024**2
    answer = upload(browser, catalogue, b"PK\x03\x04" + b"0" * (1024**2 + 10))
    assert "Tệp lớn hơn 1 MB" in page_of(answer)


def test_an_upload_is_cancelled_without_a_trace(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.get().pk}/bo/")
    assert not CatalogueUpload.objects.exists() and not ArchivalFile.objects.exists()


def test_a_new_upload_takes_the_place_of_the_last_one(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    assert CatalogueUpload.objects.count() == 1


def test_confirming_twice_writes_once(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    path = f"/muc-luc/tai-len/{CatalogueUpload.objects.get().pk}/ghi/"
    browser.submit(path)
    browser.submit(path)
    assert ArchivalFile.objects.count() == 1
    assert Event.objects.about(catalogue).filter(action="files").count() == 1


def test_what_was_handed_in_meanwhile_stays_as_it_was(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    Catalogue.objects.update(state="submitted", submitted_at="2025-06-19T00:00Z")
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.get().pk}/ghi/")
    assert not ArchivalFile.objects.exists()


@pytest.mark.parametrize("name", ["binh", "nam", "hoa"])
def test_an_upload_belongs_to_who_made_it(browser, cast, client, catalogue, name):
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    pk = CatalogueUpload.objects.get().pk
    client.force_login(cast(name), backend="django.contrib.auth.backends.ModelBackend")
    for method, rest in (("get", ""), ("post", "ghi/"), ("post", "bo/")):
        assert getattr(client, method)(f"/muc-luc/tai-len/{pk}/{rest}").status_code in (403, 404)
    assert CatalogueUpload.objects.exists() and not ArchivalFile.objects.exists()


def test_text_arrives_in_one_unicode_form(browser, catalogue):
    import unicodedata

    title = unicodedata.normalize("NFD", "Hồ sơ về  bệnh viện\u200b Hoà Vang")
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES | {"Tiêu đề hồ sơ": title}))
    browser.submit(f"/muc-luc/tai-len/{CatalogueUpload.objects.get().pk}/ghi/")
    assert ArchivalFile.objects.get().title == "Hồ sơ về bệnh viện Hoà Vang"
    assert ArchivalFile.objects.search("bệnh viện hòa vang").exists()


def test_nothing_is_kept_as_a_draft(browser, catalogue):
    upload(browser, catalogue, filled(browser, catalogue, MANY_PAGES))
    assert not FormDraft.objects.exists()
