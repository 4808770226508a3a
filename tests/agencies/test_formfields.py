"""Forms, the admin and pages speak Vietnamese numbers and dates: the traps of Django's own `vi`."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.contrib.admin import ModelAdmin, site
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.template import Context, Template
from django.utils import formats, translation

from agencies.formfields import ADMIN_NUMBERS, DayField, MoneyField, QuantityField


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


class VolumeForm(forms.Form):
    pages = QuantityField(units=("trang",))
    amount_dong = MoneyField(required=False)
    day = DayField(required=False)


def fill(**values):
    return VolumeForm({"pages": "1", **values})


@pytest.mark.parametrize("typed, pages", [("1.250", 1250), ("1250", 1250), (" 71.722.221 trang ", 71722221), ("0", 0)])
def test_lan_types_pages_with_dots(typed, pages):
    form = fill(pages=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["pages"] == pages


@pytest.mark.parametrize(
    "typed, message",
    [
        ("12,5", "Nhập một số nguyên, ví dụ 1.250."),
        ("1,234", "Dấu phẩy là dấu thập phân; số hàng nghìn viết với dấu chấm, ví dụ 1.250."),
        ("-5", "Nhập một số không âm, ví dụ 1.250."),
        ("1.23", "Nhập một số nguyên, ví dụ 1.250."),
        ("   ", "Nhập nội dung này."),
    ],
)
def test_lan_is_told_what_to_type(typed, message):
    form = fill(pages=typed)
    assert form.errors["pages"] == [message]
    assert f'value="{typed}"' in str(form["pages"])


def test_numbers_come_back_grouped():
    form = VolumeForm(initial={"pages": 1250, "amount_dong": 351151994016})
    html = str(form["pages"])
    assert 'value="1.250"' in html and 'type="text"' in html
    assert 'inputmode="numeric"' in html and 'class="num"' in html
    assert 'value="351.151.994.016"' in str(form["amount_dong"])


def test_a_form_may_add_classes():
    field = QuantityField(widget=forms.TextInput(attrs={"class": "wide"}))
    assert field.widget.attrs["class"] == "num wide"


def test_money_may_carry_its_unit():
    form = fill(amount_dong="4.896 đồng")
    assert form.is_valid()
    assert form.cleaned_data["amount_dong"] == 4896
    assert fill(amount_dong="").is_valid()


def test_a_correction_may_be_negative_where_allowed():
    assert QuantityField(min_value=None).clean("-1.250") == -1250
    with pytest.raises(forms.ValidationError):
        QuantityField(min_value=1).clean("0")


@pytest.mark.parametrize("typed", ["01/4/2025", "1/4/2025", "01/04/2025", "1-4-2025", "1.4.2025", "2025-04-01"])
def test_the_first_of_april_is_never_the_fourth_of_january(typed):
    form = fill(day=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2025, 4, 1)


def test_days_are_asked_for_and_shown_day_first():
    html = str(VolumeForm(initial={"day": date(2025, 4, 1)})["day"])
    assert 'value="01/4/2025"' in html and 'placeholder="ngày/tháng/năm"' in html and 'type="text"' in html
    assert fill(day="4/20/2025").errors["day"] == [
        "Ngày này không có trong lịch; nhập ngày/tháng/năm, ví dụ 20/4/2025."
    ]
    assert fill(day="20/4/25").errors["day"] == ["Viết năm đủ bốn chữ số, ví dụ 20/4/2025."]


@pytest.mark.parametrize(
    "initial",
    [
        {"pages": 1250, "amount_dong": 4896, "day": date(2025, 4, 1)},
        {"pages": "1.250", "amount_dong": "4.896", "day": "01/04/2025"},
    ],
)
def test_sending_back_what_was_shown_changes_nothing(initial):
    shown = {"pages": "1.250", "amount_dong": "4.896", "day": "01/4/2025"}
    assert not VolumeForm(shown, initial=initial).has_changed()
    assert VolumeForm(shown | {"pages": "1.251"}, initial=initial).changed_data == ["pages"]
    assert VolumeForm(shown | {"day": "xx"}, initial=initial).changed_data == ["day"]
    assert not VolumeForm({"pages": ""}, initial={}).has_changed()


@pytest.mark.parametrize("localize", [True, False])
@pytest.mark.parametrize("typed, day", [("01/4/2025", date(2025, 4, 1)), ("20/4/2025", date(2025, 4, 20))])
def test_djangos_own_date_field_reads_day_first(localize, typed, day):
    assert forms.DateField(localize=localize).clean(typed) == day


def test_djangos_own_date_field_refuses_month_first_and_short_years():
    for typed in ("4/20/2025", "20/4/25"):
        with pytest.raises(forms.ValidationError):
            forms.DateField(localize=True).clean(typed)


def test_the_admin_shows_and_reads_day_first():
    class AdminForm(forms.Form):
        day = forms.DateField(widget=AdminDateWidget)
        moment = forms.SplitDateTimeField(widget=AdminSplitDateTime)

    empty = AdminForm(initial={"day": date(2025, 4, 1), "moment": datetime(2025, 4, 1, 9, 41)})
    assert 'value="01/04/2025"' in str(empty["day"])
    assert 'value="01/04/2025"' in str(empty["moment"])
    form = AdminForm({"day": "01/4/2025", "moment_0": "01/4/2025", "moment_1": "09:41"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == form.cleaned_data["moment"].date() == date(2025, 4, 1)


@pytest.mark.parametrize("kind", [models.PositiveIntegerField, models.PositiveBigIntegerField, models.BigIntegerField])
def test_a_thousand_in_the_admin_is_not_one(kind):
    class QuantityAdmin(ModelAdmin):
        formfield_overrides = ADMIN_NUMBERS

    assert forms.IntegerField().clean("1.000") == 1
    field = QuantityAdmin(ContentType, site).formfield_for_dbfield(kind(), request=None)
    assert field.clean("1.000") == 1000
    assert field.prepare_value(1000) == "1.000" and field.widget.input_type == "text"


def test_what_django_formats_itself_looks_vietnamese():
    assert formats.number_format(1981241, force_grouping=True) == "1.981.241"
    assert formats.number_format(69.2) == "69,2"
    assert formats.date_format(date(2025, 4, 1)) == "01/04/2025"
    assert formats.date_format(date(2025, 4, 1), "YEAR_MONTH_FORMAT") == "tháng 4/2025"
    assert formats.date_format(datetime(2025, 4, 1, 9, 41), "DATETIME_FORMAT") == "09:41 01/04/2025"
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    "source, shown",
    [
        ("{{ pages|number }}", "1.981.241"),
        ("{{ missing|number }} {{ blank|day }}", "– –"),
        ("{{ part|percent_of:pages }}", "21,57%"),
        ("{{ part|percent_of:0 }} {{ missing|percent_of:part }}", "– –"),
        ("{{ part|dong }}", "427.312 đồng"),
        ("{{ day|day }}", "01/4/2025"),
        ("{{ moment|moment }}, {{ moment|day }}", "01:05 ngày 20/6/2025, 20/6/2025"),
        ("{{ partial|partial_day }}", "3/2008"),
        ("{{ few|words }}; {{ few|words:'hồ sơ' }}", "Năm đồng; Năm hồ sơ"),
    ],
)
def test_pages_write_vietnamese(source, shown):
    values = {
        "pages": 1981241,
        "missing": None,
        "blank": "",
        "part": 427312,
        "few": 5,
        "day": date(2025, 4, 1),
        "moment": datetime(2025, 6, 19, 18, 5, tzinfo=UTC),
        "partial": "2008-03",
    }
    assert Template("{% load vi %}" + source).render(Context(values)) == shown
