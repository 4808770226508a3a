"""What is kept of a workbook that was read: counts, how each sheet was read, problems, and the rows that wait."""

from dataclasses import replace

from agencies.models import Job
from plans.intake.columns import FIELDS
from plans.intake.reading import LeftOutRow, SheetReading
from plans.models import CatalogueUpload, StagedFile, UploadProblem
from plans.uploads import copying
from plans.uploads.compare import compared_fields
from plans.uploads.staging import Staging, problem_rows, searched, stage
from tests.helpers.catalogues import row
from tests.helpers.readings import DOUBT, MISTAKE, SHAPE, SHEET, reading_of

Phase = CatalogueUpload.Phase


def test_a_preview_counts_what_confirming_would_do(given, three):
    rows = row("01"), row("02", page_count=5), row("09"), row("03", page_count=9), row("10")
    problems = [MISTAKE, DOUBT, replace(MISTAKE, row=9)]
    upload = given(
        reading_of(*rows, problems=problems, left_out=[LeftOutRow(SHEET, 12, "Dòng tổng.")], notes=["Lưu ý."])
    )
    assert upload.counts == {
        "read": 5,
        "errors": 2,
        "warnings": 1,
        "left_out": 1,
        "shape": SHAPE,
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "broken": 2,
        "missing": 0,
        "appraised": 0,
        "unmatched": 0,
        "filled": 0,
        "unknown_pages": 0,
        "unknown_retentions": 0,
        "unknown_dates": 0,
    }
    assert (upload.phase, upload.state, upload.percent) == (Phase.WAITING, Job.State.DONE, 100)
    assert upload.message == "Đã đọc xong tệp." and upload.catalogue_version == three.version
    assert upload.left_out == [{"sheet": SHEET, "row": 12, "why": "Dòng tổng."}] and upload.notes == ["Lưu ý."]
    assert given(reading_of(row("01"))).counts["missing"] == 2


def test_a_preview_keeps_how_each_sheet_was_read(given):
    sheet = SheetReading(
        SHEET,
        (3, 4),
        {"title": "Tiêu đề"},
        "given",
        (("B", "Tiêu đề", "title"),),
        {"B": ["một"]},
        conversion="TCVN3",
        samples=(("a", "ă"),),
        questions=("?century",),
    )
    upload = given(replace(reading_of(row()), sheets=[sheet]))
    upload.refresh_from_db()
    assert upload.sheets == [
        {
            "name": SHEET,
            "header_rows": [3, 4],
            "columns": {"title": "Tiêu đề"},
            "headers": [["B", "Tiêu đề", "title"]],
            "source": "given",
            "examples": {"B": ["một"]},
            "sample": [],
            "conversion": "TCVN3",
            "samples": [["a", "ă"]],
            "questions": ["?century"],
        }
    ]


def test_of_rows_left_out_the_first_five_hundred_are_kept(given):
    upload = given(reading_of(row(), left_out=[LeftOutRow(SHEET, number, "Trống.") for number in range(501)]))
    assert len(upload.left_out) == 500 and upload.counts["left_out"] == 501


def test_problems_are_staged_errors_first_by_column_sheet_and_row(given):
    other = replace(MISTAKE, row=5, header="Hồ sơ số", column="BCDE", value="v" * 81, text="t" * 501)
    reading = reading_of(
        *[row(f"{n:02}") for n in range(1, 5)], problems=[DOUBT, replace(MISTAKE, row=8), MISTAKE, other]
    )
    rows = list(UploadProblem.objects.filter(upload=given(reading)).order_by("number"))
    assert [(each.number, each.level, each.row) for each in rows] == [
        (1, "error", 5),
        (2, "error", 6),
        (3, "error", 8),
        (4, "warning", 7),
    ]
    assert (rows[0].column, len(rows[0].value), len(rows[0].text)) == ("BCD", 81, 500)
    assert (rows[1].sheet, rows[1].header, rows[1].field, rows[1].value) == (SHEET, "Trang A4", "page_count", "1,5")
    two = replace(reading, sheets=[replace(reading.sheets[0], name="B"), replace(reading.sheets[0], name="A")])
    two.problems = [replace(MISTAKE, sheet="A", row=1), replace(MISTAKE, sheet="B", row=9), replace(MISTAKE, sheet="")]
    assert [each[3] for each in problem_rows(7, two)] == ["", "B", "A"] and next(problem_rows(7, two))[0] == 7


def test_rows_are_staged_in_their_order_with_place_and_search_text(given):
    upload = given(reading_of(row("01"), row("02", title="Hoà Vang", reference_code="Đ-05"), problems=[MISTAKE]))
    staged = list(StagedFile.objects.filter(upload=upload).order_by("position"))
    assert [(each.position, each.sheet, each.row, each.broken) for each in staged] == [
        (1, 1, 5, False),
        (2, 1, 6, True),
    ]
    assert (staged[1].search_text, staged[1].title_key) == searched([getattr(staged[1], name) for name in FIELDS])
    assert staged[1].search_text.startswith("d 05 hoa vang")
    long = [""] * len(FIELDS)
    long[FIELDS.index("title")] = "t" * 1300
    assert len(searched(long)[0]) == 1200


def test_small_chunks_wait_until_they_fill_one(db, monkeypatch):
    monkeypatch.setattr(copying, "CHUNK", 4)
    beats = []
    staging = Staging(901, lambda done, of: beats.append((done, of)))
    chunk = reading_of(row("01"), row("02")).chunks[0]
    staging.add(chunk, 5)
    assert beats == [] and not StagedFile.objects.exists()
    staging.add(replace(chunk, numbers=[7, 8]), 5)
    assert beats == [(0, 5)] and StagedFile.objects.count() == 4
    one = replace(chunk, numbers=[9], columns=[column[:1] for column in chunk.columns])
    staging.add(one, 5)
    reading = replace(reading_of(), incomplete={0})
    assert staging.finish(reading) == 5 and beats[1] == (4, 5)
    assert list(StagedFile.objects.order_by("position").values_list("row", "broken")) == [
        (number, True) for number in (5, 6, 7, 8, 9)
    ]
    assert stage(901, reading_of(row("01"))) == 1 and StagedFile.objects.count() == 1


def test_only_columns_of_the_workbook_are_compared_and_what_they_hold_too():
    def fields(*names, held=True):
        upload = CatalogueUpload(sheets=[{"columns": {name: name for name in names}}])
        return compared_fields(upload, lambda field, nothing: held and field != "catalogue_number")

    assert fields("box_number", "file_number") == ()
    assert fields("title", "box_number") == ("title",)
    assert fields("start_date") == fields("end_date") == ("start_date", "end_date")
    assert fields("start_date", held=False) == ("start_date",)
    larger = ("page_count_a3", "page_count_a2", "page_count_a1", "page_count_a0")
    assert fields("note", "page_count") == ("sheet_count", "page_count", *larger, "note")
