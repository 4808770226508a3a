"""What the forms of estimates ask for, show and refuse."""

from datetime import date

import pytest

from budgets.estimates.forms import DecisionForm, DraftForm, EstimateFilterForm, EstimateForm, ExtraLineFormSet
from budgets.estimates.services import set_lines
from budgets.estimates.workflow import ESTIMATE
from plans.pricing import factors_on

LIMIT = {"a4": 1_000, "a3": 0, "a2": 0, "a1": 0, "a0": 0}
REASON_ASKED = "{}: số này khác số đề nghị, ghi lý do chênh lệch."
ABOVE = "{}: không được lớn hơn số đề nghị ({}); cần tăng thì phải lập lại dự toán."
PAGES, MORE = "Số hóa trang A3", "Vật tư"


def test_the_list_is_narrowed_by_words_state_and_group():
    form = EstimateFilterForm({"q": "y tế", "state": "returned", "group": "districts", "letter": ""})
    assert form.is_valid() and form.cleaned_data == {
        "q": "y tế",
        "state": "returned",
        "group": "districts",
        "letter": "",
    }
    assert form["state"].field.choices[0] == ("", "Mọi trạng thái")
    assert form["group"].field.choices[0] == ("", "Mọi nhóm")
    assert EstimateFilterForm({}).is_valid() and not EstimateFilterForm({"q": "x" * 101}).is_valid()
    assert EstimateFilterForm({"q": "x" * 100}).is_valid()


def test_a_draft_is_the_agencys_own_under_a_name_of_its_own(agencies, estimate_of):
    form = DraftForm(agencies["SYT"])
    assert form["agency"].value() == "SYT" and form["name"].value() == "Số hóa tài liệu lưu trữ"
    assert (form["name"].label, form["agency"].is_hidden) == ("Tên dự toán", True)
    assert not DraftForm(agencies["SYT"], {"name": "Đợt 1", "agency": "SXD"}).is_valid()
    form = DraftForm(agencies["SYT"], {"name": " Đợt  1 ", "agency": "SYT"})
    assert form.is_valid() and form.cleaned_data == {"name": "Đợt 1", "agency": agencies["SYT"]}
    estimate_of("SXD", a4=1)
    assert DraftForm(agencies["SYT"], {"name": "Đợt 1", "agency": "SYT"}).is_valid()
    estimate_of(a4=1)
    form = DraftForm(agencies["SYT"], {"name": "Đợt  1", "agency": "SYT"})
    sentence = "Cơ quan đã có dự toán cùng tên: đặt tên khác, hoặc sửa dự toán đã có."
    assert form.errors == {"name": [sentence]}


@pytest.mark.parametrize(("length", "valid"), [(250, True), (251, False)])
def test_names_fit_into_their_column(agencies, length, valid):
    assert DraftForm(agencies["SYT"], {"name": "x" * length, "agency": "SYT"}).is_valid() is valid
    assert EstimateForm({"name": "x" * length}).is_valid() is valid
    assert extras(title="x" * length, extra="1").is_valid() is valid


def test_pages_of_every_size_are_asked_for_with_what_is_left():
    form = EstimateForm(limit=LIMIT)
    assert [field.label for field in form.page_fields()] == [f"Trang {size}" for size in ("A4", "A3", "A2", "A1", "A0")]
    assert form["pages_a4"].help_text == "Tối đa 1.000 trang đã thẩm định"
    assert form["pages_a3"].help_text == "Mục lục đã thẩm định không còn khổ này"
    assert EstimateForm()["pages_a4"].help_text == ""
    assert (form["note"].label, form["name"].label) == ("Thuyết minh", "Tên dự toán")
    assert (form["note"].field.required, form["note"].field.widget.attrs["rows"]) == (False, 4)


def test_pages_are_read_with_their_unit_and_what_is_empty_counts_nothing():
    form = EstimateForm({"name": " Đợt  1 ", "pages_a4": "1.000 trang", "pages_a3": ""}, limit=LIMIT)
    assert form.is_valid(), form.errors
    assert form.pages_by_size() == {"a4": 1_000, "a3": 0, "a2": 0, "a1": 0, "a0": 0}
    assert (form.cleaned_data["name"], form.cleaned_data["note"]) == ("Đợt 1", "")


def test_one_page_too_many_is_said_at_its_field():
    form = EstimateForm({"name": "Đợt 1", "pages_a4": "1.001"}, limit=LIMIT)
    sentence = "Dự toán 1.001 trang, vượt số đã thẩm định còn lại là 1.000 trang."
    assert form.errors == {"pages_a4": [sentence]}
    assert EstimateForm({"name": "Đợt 1", "pages_a4": "1.001"}).is_valid()


def test_a_slip_of_the_finger_is_not_a_number_of_pages():
    assert EstimateForm({"name": "Đợt 1", "pages_a4": "1.000.000.000"}).is_valid()
    form = EstimateForm({"name": "Đợt 1", "pages_a4": "1.000.000.001"})
    assert form.errors == {"pages_a4": ["Số quá lớn: kiểm tra lại."]}
    assert form.pages_by_size()["a4"] == 0
    assert not EstimateForm({"name": "Đợt 1", "note": "x" * 4_001}).is_valid()
    assert EstimateForm({"name": "Đợt 1", "note": "x" * 4_000}).is_valid()


def extras(*more, **row):
    rows = [row, *more]
    data = {f"form-{number}-{key}": value for number, one in enumerate(rows) for key, value in one.items()}
    return ExtraLineFormSet(data | {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"})


def test_extra_lines_are_kept_unless_empty_or_struck_out():
    formset = extras(
        {"title": "", "extra": ""},
        {"title": "Thuế", "extra": "200", "DELETE": "on"},
        title=" Vật  tư ",
        extra="1.500.000 đồng",
    )
    assert formset.is_valid() and formset.lines() == [("Vật tư", 1_500_000)]
    assert (ExtraLineFormSet().total_form_count(), ExtraLineFormSet.max_num) == (2, 40)


@pytest.mark.parametrize(
    ("title", "extra", "errors"),
    [
        ("Thuế", "", {"extra": ["Ghi số tiền, ví dụ 12.500.000."]}),
        ("", "200", {"title": ["Ghi nội dung của khoản này."]}),
        ("Thuế", "100.000.000.000.001", {"extra": ["Số quá lớn: kiểm tra lại."]}),
        ("Thuế", "100.000.000.000.000", {}),
        ("", "", {}),
    ],
)
def test_half_a_line_says_which_half_is_missing(title, extra, errors):
    assert extras(title=title, extra=extra).errors == [errors]


def test_the_columns_of_an_extra_line():
    assert [field.label for field in ExtraLineFormSet().forms[0].visible_fields()][:2] == ["Nội dung", "Thành tiền"]


@pytest.fixture
def decision_form(estimate_of):
    """`decision_form(amount_1="9")`: the form of a decision on 50 pages A3 at K=2 and an extra line."""
    estimate = estimate_of(a3=50)
    set_lines(estimate, {"a3": 50}, tariff=factors_on(date(2025, 6, 20)), extra_lines=[(MORE, 5_000_000)])

    def make(name="appraise", **data):
        sent = {"document_number": "12/STC-NS", "document_date": "18/6/2025", "amount_1": "50", "amount_2": "5.000.000"}
        return DecisionForm(ESTIMATE.action(name), sent | data if data else None, estimate=estimate)

    return make


def test_a_decision_asks_for_document_and_reason_and_for_every_line(decision_form):
    form = decision_form()
    assert [each.name for each in form.fields_besides_lines() if not each.is_hidden] == [
        "document_number",
        "document_date",
        "capacity",
        "reason",
    ]
    (first, unit, pages, why), (second, one, amount, _) = form.line_rows()
    assert (first.name, unit, pages.initial, pages.help_text) == (PAGES, 2 * 4_896, 50, "Đề nghị 50 trang")
    assert (second.name, one, amount.initial, amount.help_text) == (MORE, 1, 5_000_000, "Đề nghị 5.000.000 đồng")
    assert (pages.label, why.label) == (f"{PAGES}: số trang thẩm định", f"{PAGES}: lý do chênh lệch")
    assert form["document_number"].help_text == "Ví dụ 123/STC-TCHCSN"


def test_an_own_decision_asks_for_the_same_in_its_own_words(decision_form):
    form = decision_form("decide")
    assert form["amount_2"].label == f"{MORE}: số tiền phê duyệt"
    assert form["document_number"].help_text == "Ví dụ 07/QĐ-UBND"


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"reason": ""}, {}),
        ({"amount_1": "49"}, {"why_1": [REASON_ASKED.format(PAGES)]}),
        ({"amount_1": "49", "why_1": "  "}, {"why_1": [REASON_ASKED.format(PAGES)]}),
        ({"amount_1": "49", "why_1": "Trùng"}, {}),
        ({"amount_1": "0", "amount_2": "0", "reason": "Không duyệt"}, {}),
        ({"amount_1": "51", "why_1": "Tăng"}, {"amount_1": [ABOVE.format(PAGES, "50 trang")]}),
        ({"amount_2": "5.000.001", "reason": "Tăng"}, {"amount_2": [ABOVE.format(MORE, "5.000.000 đồng")]}),
        ({"amount_2": "100.000.000.000.001"}, {"amount_2": ["Số quá lớn: kiểm tra lại."]}),
    ],
)
def test_a_line_is_granted_at_most_what_was_asked_and_less_needs_a_reason(decision_form, sent, errors):
    assert decision_form(**sent).errors == errors
