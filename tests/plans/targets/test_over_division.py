"""A district that gives its communes more than it has reads so, beside whatever else is wrong."""

import pytest

from tests.helpers.factories import a_target

pytestmark = pytest.mark.django_db
ADDRESS = "/chi-tieu/co-quan/502/chia/"


@pytest.fixture
def browser(as_user, hai, agencies):
    a_target(agencies["502"], 90_000, files=900)
    return as_user(hai)


def shares(browser, **typed):
    formset = browser.get(ADDRESS).context["formset"]
    count = len(formset.forms)
    data = {"share-TOTAL_FORMS": count, "share-INITIAL_FORMS": count}
    for number in range(count):
        data |= {f"share-{number}-{name}": "" for name in ("files", "pages", "note")}
    return data | {name.replace("_", "-"): value for name, value in typed.items()}


def test_an_over_division_is_told_beside_another_error_and_its_rest_is_marked(browser):
    typed = shares(browser, share_0_files="900", share_0_pages="95.000", share_1_files="x")
    page = browser.submit(ADDRESS, typed).content.decode()
    assert "Phần chia cho các xã nhiều hơn chỉ tiêu của huyện 5.000 trang." in page
    assert "Nhập một số nguyên" in page
    assert 'class="bad">−5.000</output>' in page and 'data-rest="files" data-whole="900">0</output>' in page


def test_a_number_beyond_all_bounds_is_refused(browser):
    typed = shares(browser, share_0_files="1" + "0" * 20, share_0_pages="1" + "0" * 20)
    page = browser.submit(ADDRESS, typed).content.decode()
    assert "số quá lớn" in page.lower() and "e+" not in page
