"""An export of metadata: its batches, the manifest, check sums, what stays behind, what never goes twice."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import ArchivalFile, ArchiveExport, ArchiveItem, ProgressReport
from plans.shared_archive import exports, mapping
from plans.shared_archive.records import prepare
from tests.helpers.json_schema import faults_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROOM = Path(mapping.__file__).parent


def opened(export):
    with export.bundle.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_a_file_goes_out_under_the_names_of_the_circular(appraised, export):
    made = export()
    assert (made.state, made.message, made.number) == ("done", "Đã xuất 5 bản ghi trong 1 đợt.", 1)
    records = json.loads(opened(made).read("ho-so-001.json"))["records"]
    fonds = appraised.fonds
    assert records[0] == {
        "fileCode": f"SYT.P{fonds.pk}.ML{appraised.pk}.1.01",
        "title": "Hồ sơ khám chữa bệnh số 01",
        "maintenance": "01",
        "mode": "02",
        "language": "01",
        "startDate": "2008",
        "endDate": "2009-03",
        "numberOfPaper": 60,
        "numberOfPage": 102,
        "format": "02",
        "confidenceLevel": "02",
        "paperFileCode": "SYT.1.01",
    }
    assert [one["title"][-2:] for one in records] == ["01", "02", "03", "04", "05"]
    assert (made.sent_files, made.sent_pages) == (5, 520)


def test_workbook_and_csv_say_the_same_as_the_json(appraised, export):
    box = opened(export())
    records = json.loads(box.read("ho-so-001.json"))["records"]
    sheet = openpyxl.load_workbook(io.BytesIO(box.read("ho-so-001.xlsx"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("fileCode", "title", "maintenance") and rows[1][0] == "Mã hồ sơ*"
    lines = list(csv.DictReader(io.StringIO(box.read("ho-so-001.csv").decode("utf-8-sig"))))
    for record, row, line in zip(records, rows[2:], lines, strict=True):
        told = {code: value for code, value in zip(rows[0], row, strict=True) if value is not None}
        assert told == record
        assert {code: value for code, value in line.items() if value} == {k: str(v) for k, v in record.items()}


def test_every_part_is_valid_against_the_schema_that_goes_along(appraised, export):
    box = opened(export())
    schema = json.loads(box.read("schema.json"))
    for name in ("phong-001.json", "ho-so-001.json"):
        assert faults_of(json.loads(box.read(name)), schema) == []
    wrong = json.loads(box.read("ho-so-001.json"))
    wrong["records"][0] |= {"maintenance": "09", "numberOfPage": "102", "more": 1}
    del wrong["records"][1]["title"]
    assert len(faults_of(wrong, schema)) == 4


def test_the_schema_in_the_repository_is_that_of_the_shipped_fields(plan):
    told = json.loads((ROOM / "data" / "schema.json").read_text(encoding="utf-8"))
    assert told == mapping.schema_of(mapping.mapping_on(plan.starts_on))


def test_batches_have_the_size_of_the_setting_and_the_manifest_adds_up(appraised, export, settings):
    settings.ARCHIVE_BATCH_SIZE = 2
    made = export()
    box = opened(made)
    manifest = json.loads(box.read("manifest.json"))
    files = [part for part in manifest["parts"] if part["part"] == "file" and part["name"].endswith(".json")]
    assert [(part["name"], part["records"], part["pages"]) for part in files] == [
        ("ho-so-001.json", 2, 208),
        ("ho-so-002.json", 2, 208),
        ("ho-so-003.json", 1, 104),
    ]
    for part in manifest["parts"]:
        content = box.read(part["name"])
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (part["sha256"], part["bytes"])
    assert (manifest["records"], manifest["pages"], manifest["batches"]) == (5, 520, 3)
    assert (manifest["made_by"], manifest["made_on"], manifest["export"]) == ("Đỗ Hồng Sơn", "2025-06-20", 1)
    assert set(box.namelist()) == {"schema.json", "manifest.json", *(part["name"] for part in manifest["parts"])}


def test_the_same_content_has_the_same_check_sums(appraised, export):
    first = export()
    sums = [part["sha256"] for part in first.manifest["parts"]]
    ArchiveItem.objects.update(state="refused", reason="Sai định dạng")
    second = export()
    assert [part["sha256"] for part in second.manifest["parts"]] == sums and second.number == 2


def test_no_file_goes_out_twice_unless_it_changed_or_was_refused(appraised, export, plan, son, agencies):
    export()
    due = prepare(agencies["SYT"], plan, mapping.mapping_on(plan.starts_on))
    assert due.records == []
    with pytest.raises(WorkflowError, match="Không có hồ sơ nào để xuất"):
        export()
    ArchivalFile.objects.filter(file_number="02").update(title="Hồ sơ đã sửa tiêu đề")
    refused = ArchiveItem.objects.get(code__endswith=".04")
    ArchiveItem.objects.filter(pk=refused.pk).update(state="refused", reason="Sai mã")
    second = export()
    assert sorted(item.code[-2:] for item in second.items.all()) == ["02", "04"]
    assert (ArchiveExport.objects.get(number=1).sent_files, second.sent_files) == (3, 2)
    assert ArchiveItem.objects.filter(is_latest=True).count() == 5


def test_what_lacks_a_required_field_stays_behind_once_somebody_saw_it(appraised, plan, son, agencies):
    ArchivalFile.objects.filter(file_number__in=["01", "02"]).update(sheet_count=0)
    ArchivalFile.objects.filter(file_number="02").update(start_date="", end_date="")
    due = prepare(agencies["SYT"], plan, mapping.mapping_on(plan.starts_on))
    said = [(one.code, what, [record.code[-2:] for record in rows]) for one, what, rows in due.problems()]
    assert said == [
        ("numberOfPaper", "chưa có giá trị", ["01", "02"]),
        ("startDate", "chưa có giá trị", ["02"]),
        ("endDate", "chưa có giá trị", ["02"]),
    ]
    asked = {"actor": son, "seen": due.mark()}
    with pytest.raises(WorkflowError, match="đánh dấu đã xem"):
        exports.request_export(agencies["SYT"], plan, **asked)
    made = exports.request_export(agencies["SYT"], plan, **asked, seen_doubts=True)
    assert made.left_behind == 2
    sentence = "xuất siêu dữ liệu lần 1: 3 bản ghi, để lại 2 bản ghi thiếu trường bắt buộc"
    assert Event.objects.get(action="export_archive").sentence == sentence


def test_more_pages_than_the_agency_checked_are_told_before(appraised, plan, son, agencies):
    ProgressReport.objects.filter(agency=agencies["SYT"]).update(checked_pages=519)
    due = prepare(agencies["SYT"], plan, mapping.mapping_on(plan.starts_on))
    assert exports.doubts(agencies["SYT"], plan, due, son) == [
        "Sẽ có 520 trang đã gửi Kho, nhiều hơn 519 trang cơ quan báo cáo đã kiểm tra đạt."
    ]


def test_what_was_left_out_or_is_not_appraised_stays_at_home(appraised, plan, agencies):
    ArchivalFile.objects.filter(file_number="05").update(decision="left_out")
    due = prepare(agencies["SYT"], plan, mapping.mapping_on(plan.starts_on))
    assert len(due.records) == 4
    type(appraised).objects.filter(pk=appraised.pk).update(state="draft")
    assert prepare(agencies["SYT"], plan, mapping.mapping_on(plan.starts_on)).records == []


def test_one_export_of_an_agency_at_a_time_of_what_was_seen(appraised, export, plan, son, agencies, hoa):
    with pytest.raises(NotAllowed):
        export(actor=hoa)
    with pytest.raises(Overtaken):
        exports.request_export(agencies["SYT"], plan, actor=son, seen="", seen_doubts=True)
    export(run=False)
    with pytest.raises(WorkflowError, match="chưa xong"):
        export()


def test_a_job_that_runs_again_writes_nothing_again(appraised, export):
    made = export()
    told = exports.carry_out(made, lambda percent, message: None)
    assert told == "Đã xuất 5 bản ghi trong 1 đợt." and ArchiveItem.objects.count() == 5


def test_a_text_like_a_formula_stays_a_text(appraised, export):
    ArchivalFile.objects.filter(file_number="01").update(title="=1+1")
    box = opened(export())
    sheet = openpyxl.load_workbook(io.BytesIO(box.read("ho-so-001.xlsx"))).active
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert ",'=1+1," in box.read("ho-so-001.csv").decode("utf-8-sig")
