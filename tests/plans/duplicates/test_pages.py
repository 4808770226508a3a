"""Lan and Hoa look through files that seem to be one, compare them, and say what they are; a stranger sees nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import tasks
from plans.duplicates.search import Scope
from plans.models import DuplicateGroup, DuplicateSearch
from tests.helpers.duplicate_files import OLD, a_file, own, page, search, sums

HIDDEN = "Hồ sơ Bệnh viện Hội An"


def test_lan_searches_looks_and_judges(syt, second, lan, as_user):
    a_file(syt), a_file(second, pages=96)
    browser = as_user(lan)
    assert "Tổng hồ sơ thừa" not in page(browser).content.decode()  # nobody has looked yet
    assert browser.submit(reverse("duplicate_run")).status_code == 302
    assert "Đang chờ" in page(browser).content.decode()
    tasks.run_job(DuplicateSearch.objects.get().pk)
    seen = page(browser)
    body = seen.content.decode()
    assert seen.context["sums"] == sums(files=1, pages=96)
    assert OLD in body and "Gần giống" in body and "470.016" in body
    group = DuplicateGroup.objects.get()
    judge = {"verdict": "handled", "seen": "", "shown": "pending"}
    answer = browser.submit(reverse("duplicate_verdict", args=[group.pk]), judge, follow=True)
    assert "Đã ghi ý kiến của cơ quan: Đã xử lý" in answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/trung-lap/?verdict=pending")
    assert page(browser, verdict="pending").context["sums"]["count"] == 0
    assert page(browser, verdict="handled").context["sums"]["count"] == 1
    browser.submit(reverse("duplicate_verdict", args=[group.pk]), {"verdict": "", "seen": "handled"})
    assert page(browser, verdict="pending").context["sums"]["count"] == 1


def test_progress_is_polled_and_the_end_loads_the_page_anew(syt, lan, as_user):
    browser = as_user(lan)
    browser.submit(reverse("duplicate_run"))
    assert "HX-Refresh" not in browser.get(reverse("duplicate_progress"))
    tasks.run_job(DuplicateSearch.objects.get().pk)
    assert browser.get(reverse("duplicate_progress"))["HX-Refresh"] == "true"
    assert "Không tìm thấy hồ sơ nào trùng" in page(browser).content.decode()


@pytest.fixture
def across(syt, sxd, hoa):
    """A file of Sở Y tế and a thicker one of Sở Xây dựng, found by Hoa."""
    a_file(syt, HIDDEN.upper(), pages=96)
    a_file(sxd, HIDDEN, pages=100, start="2007", end="2009", reference_code="77/QĐ-SXD")
    [group] = search(Scope(), hoa)
    return group


def test_lan_learns_of_the_other_side_only_that_there_is_one(across, lan, as_user):
    seen = page(as_user(lan), **{"pham-vi": "province"})
    body = seen.content.decode()
    assert "Một hồ sơ của cơ quan khác" in body and HIDDEN.upper() in body
    assert HIDDEN not in body and "77/QĐ-SXD" not in body and "Sở Xây dựng" not in body
    assert seen.context["sums"]["pages"] == 96


def test_the_side_that_keeps_the_thicker_one_wastes_nothing(across, binh, as_user):
    seen = page(as_user(binh), **{"pham-vi": "province"})
    assert seen.context["sums"] == sums()
    assert "Sở Y tế" not in seen.content.decode()


def compare(client, group, **query):
    return client.get(reverse("duplicate_group", args=[group.pk]), query)


def test_lan_compares_two_files_side_by_side_and_says_what_they_are(syt, second, lan, as_user):
    a_file(syt, reference_code="7/QĐ"), a_file(second, pages=96, reference_code="7/QĐ", arranged=False)
    [group] = search(own(lan), lan)
    browser = as_user(lan)
    link = reverse("duplicate_group", args=[group.pk])
    assert f'href="{link}?verdict=pending"' in page(browser, verdict="pending").content.decode()
    seen = compare(browser, group, verdict="pending")
    apart = {name for name, differs, _ in seen.context["lines"] if differs}
    assert apart == {"Mục lục", "Trang A4", "Đã chỉnh lý"}
    assert "Sổ 1" in seen.content.decode() and "Đã xử lý" in seen.content.decode()
    answer = browser.submit(
        reverse("duplicate_verdict", args=[group.pk]), {"verdict": "different", "seen": "", "shown": "pending"}
    )
    assert answer["Location"] == f"/trung-lap/?verdict=pending#nhom-{group.pk}"


def test_comparing_shows_nothing_of_another_agencys_file(across, lan, hoa, hai, as_user):
    body = compare(as_user(lan), across, **{"pham-vi": "province"}).content.decode()
    assert HIDDEN.upper() in body and "Một hồ sơ của cơ quan khác" in body
    assert HIDDEN not in body and "77/QĐ-SXD" not in body and "Sở Xây dựng" not in body and "ket-luan" not in body
    assert compare(as_user(hai), across, **{"pham-vi": "province"}).status_code == 404
    assert "77/QĐ-SXD" in compare(as_user(hoa), across).content.decode()


def test_hoa_sees_both_sides(across, hoa, as_user):
    body = page(as_user(hoa)).content.decode()
    assert HIDDEN in body and "Sở Y tế" in body and "Sở Xây dựng" in body


def test_who_has_no_part_in_it_sees_nothing(across, hai, as_user):
    body = page(as_user(hai), **{"pham-vi": "province"}).content.decode()
    assert "BỆNH VIỆN" not in body and "Chưa có kết quả" not in body


def test_an_agency_does_not_judge_what_lies_between_agencies(across, lan, minh, as_user):
    where = reverse("duplicate_verdict", args=[across.pk])
    for person in (lan, minh):
        as_user(person).submit(where, {"verdict": "different", "pham-vi": "province"})
    across.refresh_from_db()
    assert across.verdict == ""


def test_a_strangers_catalogue_does_not_exist(syt, binh, as_user):
    browser = as_user(binh)
    assert page(browser, **{"muc-luc": syt.pk}).status_code == 404
    assert browser.submit(reverse("duplicate_run"), {"muc-luc": syt.pk}).status_code == 404


def test_a_file_in_two_groups_is_wasted_once(syt, lan, as_user):
    a_file(syt, reference_code="7/QĐ"), a_file(syt, pages=95, reference_code="7/QĐ")
    a_file(syt, "Quyết định khác", reference_code="7/QĐ", pages=200)
    assert len(search(own(lan), lan)) == 2
    assert page(as_user(lan)).context["sums"]["pages"] == 195


def test_a_file_gone_since_is_named(syt, lan, as_user):
    a_file(syt), a_file(syt)
    search(own(lan), lan)
    syt.files.last().delete()
    assert "không còn trong Mục lục" in page(as_user(lan)).content.decode()


def test_the_list_asks_as_many_questions_for_one_group_as_for_three(syt, lan, as_user):
    browser = as_user(lan)
    counts = []
    for title in ("Một", "Hai", "Ba"):
        a_file(syt, title), a_file(syt, title), a_file(syt, title)
        for group in search(own(lan), lan):
            DuplicateGroup.objects.filter(pk=group.pk).update(
                judged_by=lan, judged_at=syt.state_since, verdict="handled"
            )
        page(browser)
        with CaptureQueriesContext(connection) as asked:
            page(browser)
        counts.append(len(asked))
    assert len(set(counts)) == 1
