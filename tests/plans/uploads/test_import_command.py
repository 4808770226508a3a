"""A catalogue from the command line: exit codes, the JSON, what is written, and that a second run changes nothing."""

import json
import logging
from pathlib import Path

import pytest
from django.core.management import call_command

from agencies.models import Event, User
from plans.intake.columns import CONDITIONS, PAGE_FIELDS, PRIORITIES
from plans.intake.reading import read_catalogue
from plans.models import ArchivalFile, Catalogue, CatalogueUpload, Fonds
from plans.models.pages import PAGE_FIELDS as MODEL_PAGE_FIELDS
from tests.helpers.workbooks import in_tcvn3, xlsx

HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số tờ", "Số trang")
FIRST = ("007", "05", "Hồ sơ về quy hoạch mạng lưới y tế", "3/2008-20/12/2008", "Vĩnh viễn", 45, "1.234")
SECOND = ("007", "06", "Hồ sơ xây dựng Trạm Y tế xã", 2008, "20 năm", 10, 12)
FIELDS = [
    "archive_number",
    "arranged",
    "box_number",
    "catalogue_number",
    "condition",
    "digitized_before",
    "end_date",
    "file_number",
    "fonds",
    "note",
    "page_count",
    "page_count_a0",
    "page_count_a1",
    "page_count_a2",
    "page_count_a3",
    "reference_code",
    "retention",
    "sheet_count",
    "start_date",
    "title",
]


@pytest.fixture
def run(plan, tmp_path, capsys):
    """`run(rows…)` -> (exit code, answer): the command on a workbook of these rows."""

    def go(*rows, data=None, name="muc-luc.xlsx", agency="SYT", options=("--json",)):
        path = tmp_path / name
        path.write_bytes(data or xlsx(HEAD, *rows))
        code = 0
        try:
            call_command("import_catalogue", str(path), "--agency", agency, *options)
        except SystemExit as end:
            code = end.code
        printed = capsys.readouterr()
        return code, json.loads(printed.out) if "--json" in options else printed.out + printed.err

    return go


def test_the_answer_has_the_agreed_shape(run):
    code, answer = run(FIRST, ("Tổng cộng", None, None, None, None, 45, 1234), options=("--json", "--dry-run"))
    assert code == 0 and list(answer) == ["status", "reason", "message", "sheets", "rows", "left_out", "counts"]
    assert (answer["status"], answer["reason"]) == ("ok", None)
    (row,) = answer["rows"]
    assert sorted(row["values"]) == FIELDS and (row["sheet"], row["row"], row["errors"]) == ("Mục lục", 2, [])
    values = {name: value for name, value in row["values"].items() if value is not None}
    assert values == {
        "box_number": "007",
        "file_number": "05",
        "title": FIRST[2],
        "start_date": "2008-03",
        "end_date": "2008-12-20",
        "retention": "permanent",
        "sheet_count": 45,
        "page_count": 1234,
    }
    (sheet,) = answer["sheets"]
    assert (sheet["name"], sheet["header_rows"]) == ("Mục lục", [1])
    assert sheet["columns"]["retention"] == "THBQ" and sheet["columns"]["end_date"] == "Thời gian tài liệu"
    assert answer["left_out"] == [{"sheet": "Mục lục", "row": 3, "why": "dòng cộng"}]
    assert answer["counts"] == {"read": 1, "new": 1, "changed": 0, "unchanged": 0, "missing": 0}


def test_a_dry_run_writes_nothing(run):
    run(FIRST, SECOND, options=("--json", "--dry-run"))
    assert not (Catalogue.objects.exists() or Fonds.objects.exists() or CatalogueUpload.objects.exists())


def test_files_are_written_once_and_only_changes_after_that(run, lan):
    code, answer = run(FIRST, SECOND, name="Giai đoạn 2005.xlsx")
    assert code == 0 and answer["counts"]["new"] == 2
    catalogue = Catalogue.objects.get()
    assert (catalogue.name, str(catalogue.fonds), catalogue.file_count, catalogue.page_count) == (
        "Giai đoạn 2005",
        "Sở Y tế",
        2,
        1246,
    )
    assert Event.objects.about(catalogue).latest_first()[0].actor == lan
    events = Event.objects.count()
    assert run(FIRST, SECOND)[1]["counts"] == {"read": 2, "new": 0, "changed": 0, "unchanged": 2, "missing": 0}
    assert Event.objects.count() == events and Catalogue.objects.count() == 1
    answer = run((*FIRST[:6], 1300))[1]
    assert answer["counts"] == {"read": 1, "new": 0, "changed": 1, "unchanged": 0, "missing": 1}
    assert sorted(ArchivalFile.objects.values_list("file_number", "page_count")) == [("05", 1300), ("06", 12)]


def test_a_dry_run_counts_what_writing_would_do(run, lan):
    run(FIRST, SECOND)
    changed, added = (*FIRST[:6], 1300), ("007", "07", *SECOND[2:])
    answer = run(changed, added, options=("--json", "--dry-run"))[1]
    assert answer["counts"] == {"read": 2, "new": 1, "changed": 1, "unchanged": 0, "missing": 1}
    assert run(changed, added)[1]["counts"] == answer["counts"]


def test_fonds_by_code_or_name_and_a_named_catalogue(run, agencies, lan):
    fonds = Fonds.objects.create(agency=agencies["SYT"], name="Ban Bảo vệ sức khỏe", code="BVSK")
    Fonds.objects.create(agency=agencies["SYT"], name="Sở Y tế")
    run(FIRST, options=("--json", "--fonds", "bvsk", "--catalogue", "Quyển 2"))
    assert (Catalogue.objects.get().fonds, Catalogue.objects.get().name) == (fonds, "Quyển 2")


def test_an_agency_without_an_account_can_be_read_in(run):
    assert run(FIRST)[0] == 0
    keeper = User.objects.get(username="dong-lenh-syt")
    assert not keeper.is_active and not keeper.has_usable_password()


def test_errors_end_with_1_and_write_nothing(run):
    code, answer = run(FIRST, (*SECOND[:4], "Lâu dài", 10, "1,234"))
    assert code == 1 and answer["status"] == "errors" and not Catalogue.objects.exists()
    errors = {error["column"]: error for error in answer["rows"][1]["errors"]}
    assert sorted(errors) == ["page_count", "retention"] and answer["rows"][0]["errors"] == []
    assert errors["page_count"]["value"] == "1,234" and "ví dụ 1.250" in errors["page_count"]["message"]
    assert "xác định lại" in errors["retention"]["message"]
    assert answer["rows"][1]["values"]["page_count"] is None


def test_a_missing_column_is_named_once_with_the_first_row(run):
    numbers_and_titles = [("STT", *HEAD[1:3]), (1, *FIRST[1:3]), (2, *SECOND[1:3])]
    code, answer = run(data=xlsx(*numbers_and_titles))
    assert code == 1 and [len(row["errors"]) for row in answer["rows"]] == [3, 0]
    assert "Bắt đầu" in answer["rows"][0]["errors"][0]["message"]


def test_a_list_of_sheets_alone_is_written_with_its_pages_unknown(run):
    assert run(data=xlsx(HEAD[:6], FIRST[:6], SECOND[:6]))[0] == 0
    assert (Catalogue.objects.get().unknown_pages, Catalogue.objects.get().page_count) == (2, 0)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsm", b"PK\x03\x04", "damaged"),
        ("a.xlsx", b"%PDF-1.7", "mislabelled"),
        ("a.xlsx", xlsx(("x", "y")), "no_header"),
        ("a.xlsx", xlsx(HEAD, (*FIRST[:2], "Kho đạn Zeta (Mật)", *FIRST[3:])), "secret"),
    ],
)
def test_a_refusal_ends_with_2_and_leaves_no_trace(run, name, data, reason, caplog):
    caplog.set_level(logging.DEBUG)
    code, answer = run(data=data, name=name)
    assert (code, answer["status"], answer["reason"]) == (2, "refused", reason)
    assert answer["message"] and answer["sheets"] == answer["rows"] == answer["left_out"] == []
    assert set(answer["counts"].values()) == {0} and "Zeta" not in str(answer) + caplog.text
    assert not Catalogue.objects.exists() and not CatalogueUpload.objects.exists()


def test_unknown_agency_and_unknown_file_are_said(run, plan, capsys):
    code, answer = run(FIRST, agency="XYZ")
    assert code == 2 and "XYZ" in answer["message"]
    with pytest.raises(SystemExit) as end:
        call_command("import_catalogue", "/nowhere/a.xlsx", "--agency", "SYT")
    assert end.value.code == 2 and "Không có tệp /nowhere/a.xlsx" in capsys.readouterr().err


def test_a_file_that_nobody_may_read_is_said_in_vietnamese(plan, tmp_path, capsys, monkeypatch):
    def denied(path):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.xlsx").touch()
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(SystemExit):
        call_command("import_catalogue", str(tmp_path / "a.xlsx"), "--agency", "SYT")
    printed = capsys.readouterr().err
    assert "kiểm tra quyền đọc tệp" in printed and "denied" not in printed


def test_a_file_larger_than_an_upload_is_refused_unread(run, settings):
    settings.UPLOAD_MAX_BYTES = 1024
    code, answer = run(FIRST)
    assert (code, answer["reason"]) == (2, "limits") and "Chia" in answer["message"]


def test_what_was_handed_in_stays_as_it_is(run, lan):
    run(FIRST)
    Catalogue.objects.update(state="submitted", submitted_at="2025-06-19T00:00Z")
    code, answer = run((*FIRST[:6], 1300))
    assert (code, answer["reason"]) == (2, "state") and ArchivalFile.objects.get().page_count == 1234


def test_for_people_it_says_the_same_in_words(run):
    code, text = run(FIRST, (*SECOND[:6], "?"), options=("--dry-run",))
    assert code == 1 and "Đọc 2 hồ sơ: 1 lỗi" in text and "Dòng 3, cột G (Số trang)" in text
    assert "Chưa ghi gì" not in text
    code, text = run(FIRST, (*SECOND[:6], "?"), options=())
    assert code == 1 and "Chưa ghi gì: sửa các lỗi trong tệp" in text and not ArchivalFile.objects.exists()


def test_a_person_corrects_the_columns(day):
    data = xlsx(
        ("Hộp số", "Mã", "Tên việc", "Thời gian tài liệu", "THBQ", "Số trang", "Số trang cũ"), (*FIRST[:5], 5, 1234)
    )
    reading = read_catalogue(data, "a.xlsx", mapping={"Mã": "file_number", "C": "title", "F": "", "G": "page_count"})
    (row,) = reading.stored_rows()
    assert row[1:3] == ("007", "05") and FIRST[2] in row and 1234 in row and 5 not in row
    assert reading.sheets[0].mapping_source == "given" and not reading.errors
    assert reading.shape == read_catalogue(data, "b.xlsx", mapping={"Mã": "file_number", "C": "title"}).shape


def test_converted_text_is_shown_before_and_after(day):
    reading = read_catalogue(xlsx(*[[in_tcvn3(str(cell)) for cell in row] for row in (HEAD, FIRST, SECOND)]), "a.xlsx")
    assert reading.sheets[0].conversion == "TCVN3"
    assert (in_tcvn3(FIRST[2]), FIRST[2]) in reading.sheets[0].samples


def test_choices_of_the_columns_are_those_of_the_model():
    assert ArchivalFile.Condition.choices == list(CONDITIONS) and ArchivalFile.Priority.choices == list(PRIORITIES)
    assert tuple(MODEL_PAGE_FIELDS.values()) == PAGE_FIELDS
