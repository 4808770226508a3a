"""The error summary names the place and leads to it."""

import pytest
from django import forms
from django.template import Context, Template

from agencies import form_errors
from agencies.formfields import QuantityField


class RowForm(forms.Form):
    pages = QuantityField(label="Trang A4")


class ReviewForm(forms.Form):
    number = forms.CharField(label="Số văn bản", help_text="Ví dụ: 125/KH-SYT")
    arranged = forms.ChoiceField(
        label="Chỉnh lý", choices=[("full", "Hoàn chỉnh"), ("none", "Chưa")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Đã phân loại độ mật")

    def clean(self):
        if self.cleaned_data.get("number") == "trùng":
            raise forms.ValidationError("Văn bản này đã ghi ở lần trước.")


@pytest.fixture
def rows():
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-pages": "120",
        "form-1-pages": "khoảng 380 nghìn",
    }
    return forms.formset_factory(RowForm)(data)


def test_an_error_in_a_grid_names_line_and_column(rows):
    (problem,) = form_errors.of([rows])
    assert problem.text.startswith("Dòng 2, cột Trang A4: ")
    assert problem.anchor == "id_form-1-pages"


def test_an_error_of_a_form_leads_to_its_input():
    found = {problem.anchor: problem.text for problem in form_errors.of([ReviewForm({})])}
    assert found["id_number"].startswith("Số văn bản: ")
    assert "id_arranged_0" in found and "id_agreed" in found


def test_a_label_that_is_a_sentence_is_followed_by_its_error():
    class Pledge(forms.Form):
        kept = forms.BooleanField(label="Cơ quan cam kết.", error_messages={"required": "Đánh dấu cam kết."})

    assert [problem.text for problem in form_errors.of([Pledge({})])] == ["Cơ quan cam kết: Đánh dấu cam kết."]


def test_an_error_of_the_whole_form_stands_alone():
    form = ReviewForm({"number": "trùng", "arranged": "full", "agreed": "on"})
    assert [problem.text for problem in form_errors.of([form])] == ["Văn bản này đã ghi ở lần trước."]


def test_the_summary_counts_and_is_absent_when_all_is_well(rows):
    summary = Template("{% error_summary form rows %}")
    html = summary.render(Context({"form": ReviewForm({}), "rows": rows}))
    assert "Cần sửa 4 vị trí trước khi tiếp tục" in html and 'href="#id_form-1-pages"' in html
    assert not summary.render(Context({"form": RowForm({"pages": "1.250"}), "rows": None})).strip()


def test_each_anchor_of_the_summary_exists_on_the_page():
    form = ReviewForm({})
    html = Template("{% for bound in form %}{% field bound %}{% endfor %}").render(Context({"form": form}))
    for problem in form_errors.of([form]):
        assert f'id="{problem.anchor}"' in html


def test_a_wrong_field_is_marked_in_words_and_described():
    html = Template("{% field form.number %}").render(Context({"form": ReviewForm({})}))
    assert 'aria-invalid="true"' in html and "Lỗi:" in html
    for part in ("id_number_helptext", "id_number_error"):
        assert f'id="{part}"' in html and part in html.split("aria-describedby")[1]
