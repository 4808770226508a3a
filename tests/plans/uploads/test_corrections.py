"""Lan corrects in the preview what is wrong in her workbook: values, a missing column, one cell; and takes it back."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.limits.places import place
from agencies.models import Event
from agencies.secrecy.refusals import StateSecret
from agencies.workflow import Overtaken
from plans.models import ArchivalFile, HeaderMapping
from plans.uploads import services, work
from plans.uploads.compare import comparison_mark
from plans.uploads.correcting import correct as correct_upload
from plans.uploads.corrections import of_cell, of_value
from plans.uploads.memory import FORGOTTEN, forget
from tests.helpers.grids import page_of
from tests.helpers.uploads import at, only, upload
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.once
HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian", "THBQ", "Trang A4", "Đã chỉnh lý")
FIRST = ("1", "01", "Quy hoạch mạng lưới y tế cơ sở", "2008", "Lâu dài", 12, "Có")
SECOND = ("1", "02", "Hồ sơ cấp phép hành nghề y", "31/02/2009", "Lâu dài", 30, "Có")
THIRD = ("1", "03", "Báo cáo thống kê y tế năm 2010", "2010", "20 năm", 45, "Có")
LIST = (HEAD, FIRST, SECOND, THIRD)


def sent(browser, catalogue, *rows, name="muc-luc.xlsx"):
    return page_of(upload(browser, catalogue, xlsx(*(rows or LIST)), name=name))


def preview(browser, query=""):
    return browser.get(at() + query)


def line(browser, before, name="sua"):
    """The name of the answer to the wrong value."""
    wrong = preview(browser).context["wrong_form"].wrong
    return f"{name}-{next(each.first for each in wrong.lines if each.before == before)}"


def correct(browser, **answers):
    seen = preview(browser).context["seen"]
    return browser.post(at("sua/"), {"seen": seen} | answers, follow=True)


def by_value(browser, before, after):
    return page_of(correct(browser, **{line(browser, before): after}))


def without(*columns, rows=LIST):
    return [[each for index, each in enumerate(row) if index not in columns] for row in rows]


def files():
    return {file.file_number: file for file in ArchivalFile.objects.all()}


def test_two_values_are_corrected_at_once_and_written(browser, catalogue):
    page = sent(browser, catalogue)
    assert "Sửa ngay tại đây" in page and "“Lâu dài”" in page and "2 ô" in page
    answers = {line(browser, "Lâu dài"): "70 năm", line(browser, "31/02/2009"): "28/02/2009"}
    page = page_of(correct(browser, **answers))
    assert "Đã sửa trong bản xem trước" in page and "“Lâu dài” → “70 năm”" in page and "không có lỗi" in page
    assert only().counts["errors"] == 0 and [each["reached"] for each in only().corrections] == [2, 1]
    done = page_of(browser.post(at("ghi/"), {"seen": preview(browser).context["seen"]}, follow=True))
    assert "Đã thêm 3 hồ sơ" in done and "“Lâu dài” → “70 năm”" in done
    assert [files()[number].retention_years for number in ("01", "02", "03")] == [70, 70, 20]
    assert files()["02"].start_date == "2009-02-28"
    assert "(3 ô đã sửa trong bản xem trước)" in Event.objects.about(catalogue).filter(action="files").get().sentence


def test_the_places_of_one_value_are_looked_at_without_those_of_another(browser, catalogue):
    sent(browser, catalogue, HEAD, FIRST, (*SECOND[:3], "2009", "Tạm thời", 30, "Có"))
    first = next(each.first for each in preview(browser).context["wrong_form"].wrong.lines if each.before == "Lâu dài")
    assert [len(preview(browser, f"?loai={first}{more}").context["page"]) for more in ("", "&gia-tri=1")] == [2, 1]


def test_what_the_reader_would_not_take_is_said_beside_its_line(browser, catalogue):
    sent(browser, catalogue)
    page = by_value(browser, "Lâu dài", "lâu lắm")
    assert 'value="lâu lắm"' in page and "Cần sửa 1 vị trí trước khi tiếp tục" in page and not only().corrections
    assert "Nhập giá trị đúng cho ít nhất một dòng" in page_of(correct(browser))


def test_a_state_secret_is_refused_wherever_it_is_typed(browser, catalogue):
    sent(browser, catalogue)
    assert "dấu hiệu bí mật nhà nước" in by_value(browser, "Lâu dài", "Tối mật")
    row = f"{at('dong/')}?trang=1&dong=3"
    seen = browser.get(row).context["seen"]
    page = page_of(browser.post(row, fields_of(browser, row) | {"seen": seen, "o-C": "Kho đạn ở Zeta (Mật)"}))
    assert "dấu hiệu bí mật nhà nước" in page and not only().corrections


def test_the_columns_themselves_refuse_a_secret_whoever_writes(browser, catalogue, lan):
    sent(browser, catalogue)
    upload_row, secret = only(), of_cell("Mục lục", 3, "C", "title", before="", after="Kho đạn ở Zeta (Mật)")
    with pytest.raises(StateSecret):
        correct_upload(upload_row, [secret], actor=lan, seen=comparison_mark(upload_row))
    assert not only().corrections and only().is_waiting
    answers = [of_value("retention_years", "Lâu dài", "Tối mật")]
    with pytest.raises(StateSecret):
        HeaderMapping.objects.create(agency=catalogue.agency, shape="c" * 32, answers=answers)


def fields_of(browser, row):
    return {bound.html_name: bound.value() for bound in browser.get(row).context["form"]}


def test_one_row_is_corrected_between_its_neighbours(browser, catalogue):
    sent(browser, catalogue)
    row = f"{at('dong/')}?trang=1&dong=3"
    answer = browser.get(row)
    page, context = page_of(answer), answer.context
    assert "Sửa dòng 3" in page and "Quy hoạch mạng lưới" in page and "Báo cáo thống kê" in page
    assert [cell.letter for cell in context["row"].cells if cell.faults] == ["D", "E"]
    given = fields_of(browser, row) | {"seen": context["seen"], "o-D": "2009", "o-E": "5 năm", "tiep": "1"}
    assert browser.post(row, given)["Location"].endswith("?trang=1&dong=2")
    assert [(each["row"], each["letter"], each["before"], each["after"]) for each in only().corrections] == [
        (3, "D", "31/02/2009", "2009"),
        (3, "E", "Lâu dài", "5 năm"),
    ]
    by_value(browser, "Lâu dài", "70 năm")
    browser.post(at("ghi/"), {"seen": preview(browser).context["seen"]})
    assert [files()[number].retention_years for number in ("01", "02", "03")] == [70, 5, 20]


def test_a_row_that_is_not_changed_and_one_that_is_no_file_say_so(browser, catalogue):
    sent(browser, catalogue)
    row = f"{at('dong/')}?trang=1&dong=3"
    given = fields_of(browser, row) | {"seen": browser.get(row).context["seen"]}
    assert "Chưa có ô nào đổi" in page_of(browser.post(row, given))
    assert "không phải là dòng của một hồ sơ" in page_of(browser.get(f"{at('dong/')}?trang=1&dong=1", follow=True))
    assert browser.get(at("dong/")).context["row"].number == 2


def test_a_missing_column_is_chosen_or_given_for_every_file(browser, catalogue):
    sent(browser, catalogue, *without(6))
    wrong = preview(browser).context["wrong_form"].wrong
    [column] = [each for each in wrong.lines if each.is_column]
    assert column.field == "arranged"
    correct(browser, **{f"sua-{column.first}": "Có"})
    page = by_value(browser, "Lâu dài", "70 năm")
    assert "Cột Đã chỉnh lý: <b>“Có” cho mọi hồ sơ</b> · 3 ô" in page
    by_value(browser, "31/02/2009", "2009")
    browser.post(at("ghi/"), {"seen": preview(browser).context["seen"]})
    assert {(file.arranged, file.retention_years) for file in files().values()} == {(True, 70), (True, 20)}


def test_an_answer_that_is_not_understood_and_two_counts_in_one_cell_are_corrected(browser, catalogue):
    head = (*HEAD[:5], "Số tờ/Số trang", "Đã chỉnh lý", "Tình trạng")
    rows = [(*FIRST[:4], "20 năm", "45/tám", "Có", "Cũ kỹ"), (*THIRD[:5], "10/20", "Có", "Tốt")]
    sent(browser, catalogue, head, *rows)
    lines = {each.field: each for each in preview(browser).context["wrong_form"].wrong.lines}
    assert (lines["page_count"].before, lines["condition"].before) == ("45/tám", "Cũ kỹ")
    page = page_of(correct(browser, **{line(browser, "45/tám"): "45/88", line(browser, "Cũ kỹ"): "Hỏng"}))
    assert "không có lỗi" in page and only().counts["warnings"] == 0
    row = f"{at('dong/')}?trang=1&dong=2"
    assert fields_of(browser, row) | {"o-F": "45/88", "o-H": "Hỏng", "o-D": "2008"} == fields_of(browser, row)
    browser.post(at("ghi/"), {"seen": preview(browser).context["seen"]})
    file = files()["01"]
    assert (file.sheet_count, file.page_count, file.condition) == (45, 88, "damaged")


def test_the_century_is_answered_where_it_is_asked(browser, catalogue):
    sent(browser, catalogue, HEAD, (*FIRST[:3], "15/3/98", "70 năm", 12, "Có"))
    page = page_of(correct(browser, **{"hoi-century": "19"}))
    assert "Xác nhận ghi vào Mục lục" in page and only().mapping == {"?century": "19"}


def test_each_correction_is_taken_back_for_itself(browser, catalogue):
    sent(browser, catalogue)
    by_value(browser, "Lâu dài", "70 năm")
    by_value(browser, "31/02/2009", "2009")
    seen = preview(browser).context["seen"]
    page = page_of(browser.post(at("bo-sua/"), {"seen": seen, "so": "1"}, follow=True))
    assert "“Lâu dài” → “70 năm”" not in page and "“31/02/2009” → “2009”" in page
    assert only().counts["errors"] == 2 and len(only().corrections) == 1 and not HeaderMapping.objects.get().answers
    seen = preview(browser).context["seen"]
    assert browser.post(at("bo-sua/"), {"seen": seen, "so": "1"}).status_code == HTTPStatus.CONFLICT


def test_what_a_page_of_before_says_changes_nothing(browser, catalogue):
    sent(browser, catalogue)
    seen, name = preview(browser).context["seen"], line(browser, "Lâu dài")
    by_value(browser, "31/02/2009", "2009")
    answer = browser.post(at("sua/"), {"seen": seen, name: "70 năm"})
    assert answer.status_code == HTTPStatus.CONFLICT and len(only().corrections) == 1
    assert browser.post(at("sua/"), {name: "70 năm"}).status_code == HTTPStatus.CONFLICT


def test_the_mark_that_is_confirmed_covers_corrections(browser, catalogue):
    sent(browser, catalogue, HEAD, THIRD)
    seen = preview(browser).context["seen"]
    row = f"{at('dong/')}?trang=1&dong=2"
    browser.post(row, fields_of(browser, row) | {"seen": seen, "o-C": "Báo cáo thống kê y tế"})
    assert browser.post(at("ghi/"), {"seen": seen}).status_code == HTTPStatus.CONFLICT
    assert not ArchivalFile.objects.exists()


def test_other_columns_keep_what_still_applies_and_say_what_does_not(browser, catalogue):
    sent(browser, catalogue)
    row = f"{at('dong/')}?trang=1&dong=3"
    given = fields_of(browser, row) | {"seen": browser.get(row).context["seen"], "o-D": "2009", "o-E": "5 năm"}
    browser.post(row, given)
    columns = {f"column-{n}": field for n, (_, _, field, *_) in enumerate(only().sheets[0]["headers"], 1)}
    browser.post(at("cot/"), columns | {"column-5": "note"})
    page = page_of(preview(browser))
    assert [each["reached"] for each in only().corrections] == [1, 0]
    assert "không còn áp dụng: cách đọc cột hoặc trang tính đã đổi" in page
    browser.post(at("cot/"), columns)
    assert [each["reached"] for each in only().corrections] == [1, 1]


def test_the_next_workbook_of_this_shape_uses_it_again_and_says_so(browser, catalogue):
    sent(browser, catalogue, *without(6))
    wrong = preview(browser).context["wrong_form"].wrong
    arranged = next(each.first for each in wrong.lines if each.field == "arranged")
    answers = {f"sua-{arranged}": "Có", line(browser, "Lâu dài"): "70 năm", line(browser, "31/02/2009"): "2009"}
    correct(browser, **answers)
    known = HeaderMapping.objects.get()
    assert sorted(each["field"] for each in known.answers) == ["arranged", "retention_years"]
    page = sent(browser, catalogue, *without(6, rows=(HEAD, (*FIRST[:1], "07", *FIRST[2:]))), name="quy-2.xlsx")
    assert "Dùng lại lựa chọn lần trước:" in page and "“Lâu dài” → “70 năm”" in page and "không có lỗi" in page
    assert "nhớ từ lần trước" in page and only().recalled


def test_it_is_taken_back_for_one_workbook_or_forgotten(browser, catalogue):
    sent(browser, catalogue, HEAD, FIRST)
    by_value(browser, "Lâu dài", "70 năm")
    sent(browser, catalogue, HEAD, FIRST)
    seen = preview(browser).context["seen"]
    page = page_of(browser.post(at("khong-dung-lai/"), {"seen": seen}, follow=True))
    assert "Dùng lại lựa chọn lần trước" not in page and only().counts["errors"] == 1 and HeaderMapping.objects.exists()
    sent(browser, catalogue, HEAD, FIRST)
    assert only().counts["errors"] == 0
    seen = preview(browser).context["seen"]
    browser.post(at("khong-dung-lai/"), {"seen": seen, "quen": "1"})
    assert only().counts["errors"] == 1 and not HeaderMapping.objects.exists()
    assert Event.objects.filter(action="reading_forgotten").count() == 1


def test_an_agency_sees_what_is_remembered_and_forgets_it(browser, catalogue, agencies):
    assert "Cổng chưa nhớ kiểu tệp nào" in page_of(browser.get("/muc-luc/cach-doc-tep/"))
    sent(browser, catalogue, HEAD, FIRST)
    by_value(browser, "Lâu dài", "70 năm")
    foreign = HeaderMapping.objects.create(agency=agencies["SXD"], shape="b" * 32, file_name="của Sở Xây dựng.xlsx")
    page = page_of(browser.get("/muc-luc/cach-doc-tep/"))
    assert "“Lâu dài” → “70 năm”" in page and "muc-luc.xlsx" in page and "Sở Xây dựng.xlsx" not in page
    assert browser.post(f"/muc-luc/cach-doc-tep/{foreign.pk}/quen/").status_code == HTTPStatus.NOT_FOUND
    known = HeaderMapping.objects.get(agency=catalogue.agency)
    assert "Đã quên" in page_of(browser.post(f"/muc-luc/cach-doc-tep/{known.pk}/quen/", follow=True))
    assert [one.pk for one in HeaderMapping.objects.all()] == [foreign.pk]


def test_a_list_of_three_shapes_asks_as_many_queries_as_one(browser, catalogue):
    counts = []
    for shape in "abc":
        HeaderMapping.objects.create(agency=catalogue.agency, shape=shape * 32, file_name=f"{shape}.xlsx")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/muc-luc/cach-doc-tep/")
        counts.append(len(queries))
    assert counts[0] == counts[-1]


def test_a_sheet_is_left_out_and_that_is_remembered(browser, catalogue):
    data = xlsx(HEAD, THIRD, more={"Nháp": (HEAD, FIRST)})
    upload(browser, catalogue, data)
    headers = {f"column-{n}": field for n, (_, _, field, *_) in enumerate(only().sheets[0]["headers"], 1)}
    browser.post(at("cot/"), headers | {"left-out-2": "on"})
    assert [sheet["name"] for sheet in only().sheets] == ["Mục lục"] and only().counts["errors"] == 0
    refused = page_of(browser.post(at("cot/"), headers | {"left-out-1": "on", "left-out-2": "on"}, follow=True))
    assert "Chưa đọc lại được" in refused
    page = page_of(upload(browser, catalogue, data))
    assert "không đọc trang tính “Nháp”" in page and len(only().sheets) == 1


def test_choices_that_leave_no_file_are_dropped_and_it_is_said(browser, catalogue):
    data = xlsx(HEAD, THIRD, more={"Trống": (HEAD,)})
    upload(browser, catalogue, data)
    headers = {f"column-{n}": field for n, (_, _, field, *_) in enumerate(only().sheets[0]["headers"], 1)}
    page = page_of(browser.post(at("cot/"), headers | {"left-out-1": "on"}, follow=True))
    assert "không còn hồ sơ nào, nên các lựa chọn đó được bỏ" in page and only().counts["read"] == 1
    assert only().mapping is None and not HeaderMapping.objects.exists()


def test_what_is_not_used_for_one_workbook_is_not_lost(browser, catalogue):
    sent(browser, catalogue, HEAD, FIRST)
    headers = {f"column-{n}": field for n, (_, _, field, *_) in enumerate(only().sheets[0]["headers"], 1)}
    browser.post(at("cot/"), headers | {"column-7": ""})
    chosen = HeaderMapping.objects.get().columns
    sent(browser, catalogue, HEAD, FIRST)
    browser.post(at("khong-dung-lai/"), {"seen": preview(browser).context["seen"]})
    by_value(browser, "Lâu dài", "70 năm")
    known = HeaderMapping.objects.get()
    assert known.columns == chosen and [each["after"] for each in known.answers] == ["70 năm"]


def test_a_larger_workbook_is_read_anew_by_the_worker(browser, catalogue, monkeypatch):
    sent(browser, catalogue)
    name, seen = line(browser, "Lâu dài"), preview(browser).context["seen"]
    called = []
    monkeypatch.setattr(services, "AT_ONCE", 0)
    monkeypatch.setattr(services, "enqueue", called.append)
    monkeypatch.setattr(work, "read_catalogue", None)
    browser.post(at("sua/"), {"seen": seen, name: "70 năm"})
    assert [each.pk for each in called] == [only().pk] and only().state == "queued" and only().phase == "reading"


def test_where_no_place_is_free_a_worker_reads_it_anew(browser, catalogue, lan, monkeypatch):
    sent(browser, catalogue)
    name, seen, called = line(browser, "Lâu dài"), preview(browser).context["seen"], []
    monkeypatch.setattr(services, "enqueue", called.append)
    with place(f"workbook-of-{lan.pk}", 1):
        browser.post(at("sua/"), {"seen": seen, name: "70 năm"})
    assert len(called) == 1 and only().state == "queued"


def test_of_two_who_forget_the_same_the_second_is_told(catalogue, lan):
    known = HeaderMapping.objects.create(agency=catalogue.agency, shape="a" * 32)
    seen = HeaderMapping.objects.get()
    forget(known, actor=lan)
    with pytest.raises(Overtaken, match=FORGOTTEN):
        forget(seen, actor=lan)
