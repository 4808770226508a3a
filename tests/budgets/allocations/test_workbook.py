"""A decision by workbook: the template, tables as offices write them, all faults at once, the preview, undoing it."""

import io

import openpyxl
import pytest

from agencies.models import Event
from budgets.allocations.permissions import charge_of
from budgets.allocations.services import take_back
from budgets.allocations.workbook import read_allocation
from budgets.models import Allocation, AllocationUpload
from plans.intake.sandbox import Sheet
from tests.helpers.allocations import HEAD, allocate, allocated, appraised, typed, workbook


@pytest.fixture
def judge(plan, agencies, tuan):
    """`judge([row, …])`: what Tuấn's workbook of one sheet says."""

    def read(*rows, head=HEAD):
        return read_allocation([Sheet("Biểu", [list(head), *map(list, rows)])], agencies=charge_of(tuan).agencies)

    return read


def amounts(reading):
    return {line.agency.code: line.amount_dong for line in reading.lines}


def test_the_template_has_everybody_with_their_figures_and_comes_back(as_user, agencies, plan, tuan):
    appraised(agencies["SYT"], 1_000_000, tuan)
    allocate(tuan, {agencies["SYT"]: 400_000}, "1/QĐ")
    book = openpyxl.load_workbook(io.BytesIO(as_user(tuan).get("/giao-du-toan/bieu-mau.xlsx").content))
    sheet = book["Giao dự toán"]
    row = next(row for row in sheet.iter_rows(min_row=5) if row[1].value == "SYT")
    assert [cell.value for cell in row[3:6]] == [1_000_000, 400_000, 600_000]
    row[6].value = 600_000
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "Giao-du-toan.xlsx"
    page = as_user(tuan).submit("/giao-du-toan/nap/", {"workbook": out}, follow=True).content.decode()
    assert "Xem trước: Giao-du-toan.xlsx" in page and "1 dòng" in page and 'value="600.000"' in page


@pytest.mark.parametrize(
    "head, row",
    [
        (("TT", "Đơn vị", "Dự toán giao năm 2025"), (1, "Sở Y tế", 5_000)),
        (("Tên cơ quan", "Kinh phí thẩm định", "Số tiền (đồng)"), ("So y te", 9_000, "5.000")),
        (("Mã", "Số đề nghị", "Thẩm định", "Kinh phí được giao", "Còn lại"), ("SYT", 1, 2, "5.000 đồng", 3)),
        (("STT", "Cơ quan, đơn vị", "Đã giao", "Số giao đợt này", "Ghi chú"), (1, "Sở Y tế", 700, 5000.0, "x")),
    ],
)
def test_a_table_is_read_as_an_office_writes_it(judge, head, row):
    reading = judge(row, head=head)
    assert not reading.faults and amounts(reading) == {"SYT": 5_000}


def test_groups_totals_and_empty_rows_are_no_lines(judge):
    reading = judge(
        ("A", None, "Các sở, ban, ngành", 30, None, None),
        (1, "SYT", "Sở Y tế", 10, None, None),
        (2, "SXD", "Sở Xây dựng", 20, None, None),
        (3, "SCT", "Sở Công Thương", None, None, None),
        (None, None, "Tổng cộng", 30, None, None),
    )
    assert not reading.faults and amounts(reading) == {"SYT": 10, "SXD": 20} and reading.empty == 1


def test_every_fault_is_named_at_once(judge):
    reading = judge(
        (1, "SYT", "Sở Y tế", 10, None, None),
        (2, "SYT", "Sở Y tế", 20, None, None),
        (3, None, "Sở Không Có", 20, None, None),
        (4, "SXD", "Sở Xây dựng", "12,5", None, None),
        (5, "SCT", "Sở Công Thương", -4, None, None),
        (6, "502", "UBND thành phố Tam Kỳ", 4, None, None),
        (None, None, "Tổng cộng", 31, None, None),
    )
    assert [(fault.row, fault.column) for fault in reading.faults] == [
        (3, "Cơ quan, đơn vị"),
        (4, "Cơ quan, đơn vị"),
        (5, "Số giao lần này (đồng)"),
        (6, "Số giao lần này (đồng)"),
        (7, "Mã"),
        (8, "Số giao lần này (đồng)"),
    ]


def test_another_unit_and_two_columns_of_amounts_are_asked_about(judge):
    head = ("Đơn vị", "Số tiền (triệu đồng)")
    assert "không tính bằng đồng" in judge(("Sở Y tế", 5), head=head).faults[0].text
    head = ("Đơn vị", "Giao quý I", "Giao quý II")
    assert (
        "2 cột có thể là số tiền giao: “Giao quý I”, “Giao quý II”"
        in judge(("Sở Y tế", 5, 6), head=head).faults[0].text
    )


def test_a_workbook_without_the_table_says_what_is_missing(as_user, plan, tuan):
    file = workbook(("x", "y"), head=("A", "B"))
    page = as_user(tuan).submit("/giao-du-toan/nap/", {"workbook": file}).content.decode()
    assert "không thấy dòng tiêu đề" in page.lower() and not AllocationUpload.objects.exists()


def test_a_marked_workbook_is_refused_and_leaves_nothing(as_user, plan, tuan):
    file = workbook((1, "SYT", "Sở Y tế", 5, "", "Tài liệu Tuyệt mật"))
    page = as_user(tuan).submit("/giao-du-toan/nap/", {"workbook": file}).content.decode()
    assert "bí mật nhà nước" in page and not AllocationUpload.objects.exists()
    assert Event.objects.get(action="upload_refused").after["why"] == "secret"


@pytest.fixture
def sent(as_user, plan, agencies, tuan):
    """A workbook of two agencies that waits on Tuấn's page of preview."""
    appraised(agencies["SYT"], 10_000, tuan)
    file = workbook((1, "SYT", "Sở Y tế", 7_000, "", ""), (2, "SXD", "Sở Xây dựng", 500, "Nghị quyết", "đợt 1"))
    as_user(tuan).submit("/giao-du-toan/nap/", {"workbook": file})
    return AllocationUpload.objects.get()


def fields(tuan, **more):
    """The page of the preview as it is drawn, with the document's facts typed in."""
    lines = {"line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "2", "line-0-amount": "7.000", "line-1-amount": "500"}
    lines |= {"line-1-excess_reason": "Nghị quyết"}
    facts = {name: value for name, value in typed(tuan, {}).items() if not name.startswith("line-")}
    return facts | lines | more


def test_what_was_read_is_seen_then_recorded_then_taken_back(as_user, agencies, tuan, sent):
    address = f"/giao-du-toan/nap/{sent.pk}/"
    page = as_user(tuan).get(address).content.decode()
    assert "2 dòng" in page and "7.500 đồng" in page and "Nghị quyết" in page
    first = page.index("Sở Xây dựng") < page.index("Sở Y tế")
    swap = {"line-0-amount": "500", "line-0-excess_reason": "Nghị quyết", "line-1-amount": "7000"} if first else {}
    page = as_user(tuan).submit(address, fields(tuan, **swap), follow=True).content.decode()
    assert "Đã ghi Giao dự toán" in page
    made = Allocation.objects.get()
    assert (allocated(agencies["SYT"]), allocated(agencies["SXD"]), made.upload) == (7_000, 500, sent)
    assert as_user(tuan).get(address).status_code == 404
    take_back(made, actor=tuan, reason="Nạp nhầm tệp")
    assert allocated(agencies["SYT"]) == 0


def test_it_is_dropped_without_a_trace_in_the_figures(as_user, agencies, tuan, sent):
    as_user(tuan).post(f"/giao-du-toan/nap/{sent.pk}/huy/")
    assert not AllocationUpload.objects.exists() and not Allocation.objects.exists()


def test_nobody_elses_table_is_there(as_user, agencies, hai, lan, sent):
    for person in (hai, lan):
        assert as_user(person).get(f"/giao-du-toan/nap/{sent.pk}/").status_code == 404
