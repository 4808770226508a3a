"""The list narrowed to what a person looks for, and long groups page by page."""

import pytest

from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.models import Catalogue
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise
from tests.helpers.duplicate_files import a_file, own, page, search, waiting


@pytest.fixture
def two(agencies, hoa):
    """A group of Sở Y tế, one with Sở Xây dựng; {title: group}."""
    mine = waiting(agencies["SYT"], "Sổ 1")
    a_file(mine, "Giữa hai sở", pages=50)
    theirs = make.a_catalogue(agencies["SXD"], submitted_on=make.FIRST_DAY, name="Xây dựng", state="submitted")
    a_file(theirs, "Giữa hai sở", pages=49)
    return search(Scope(), hoa)


def count(browser, **query):
    return page(browser, **query).context["sums"]["count"]


def test_by_agency_and_by_the_state_of_the_catalogue(two, hoa, as_user):
    browser = as_user(hoa)
    assert [count(browser, agency=code) for code in ("SYT", "SXD", "SNV", "")] == [2, 1, 0, 2]
    Catalogue.objects.filter(agency__code="SXD").update(state="returned")
    assert [count(browser, state=state) for state in ("submitted", "returned", "draft", "none")] == [2, 1, 0, 2]
    assert count(browser, state="returned", agency="SXD") == 1
    body = browser.get("/trung-lap/").content.decode()
    assert '<option value="SXD"' in body and '<option value="returned"' in body


def test_an_agency_is_not_asked_which_agency(two, lan, as_user):
    search(own(lan), lan)
    assert 'name="agency"' not in page(as_user(lan)).content.decode().split("<table")[0]
    seen = page(as_user(lan), **{"pham-vi": "province", "agency": "SXD"})
    assert seen.context["sums"]["count"] == 0  # nothing of the other side is shown


def test_what_is_still_to_be_decided(two, hoa, as_user):
    browser, [first, _] = as_user(hoa), two
    assert count(browser, verdict="open") == 2
    surplus = [member.file_id for member in first.members.filter(is_extra=True)]
    leave_out_duplicates(first, surplus, actor=hoa, scope=Scope())
    assert count(browser, verdict="open") == 1
    for catalogue in Catalogue.objects.filter(file_count__gt=0):
        appraise(catalogue, hoa)
    Catalogue.objects.get(agency__code="SXD").files.update(appraisal=None)
    assert count(browser, verdict="open") == 1 and count(browser, verdict="pending") == 1


def test_exact_copies_within_a_group_that_only_looks_alike(agencies, hoa, as_user):
    mine = waiting(agencies["SYT"], "Sổ 1", files=2)
    a_file(mine, pages=99)
    [group] = search(Scope(), hoa)
    assert (group.kind, group.exact_count) == ("near", 2)
    seen = page(as_user(hoa), kind="exact_part")
    assert seen.context["sums"]["count"] == 1 and seen.content.decode().count("giống hệt 2 hồ sơ") == 2
    assert count(as_user(hoa), kind="exact") == 0


def test_a_group_of_more_than_ten_files_is_paged(agencies, hoa, as_user):
    waiting(agencies["SYT"], "Sổ 1", files=1)
    many = make.a_catalogue(agencies["SYT"], submitted_on=make.FIRST_DAY, name="Nhiều", state="submitted")
    for _ in range(11):
        a_file(many)
    [group] = search(Scope(), hoa)
    browser = as_user(hoa)
    assert f'href="/trung-lap/{group.pk}/"' in browser.get("/trung-lap/").content.decode()
    first, second = (browser.get(f"/trung-lap/{group.pk}/", {"trang": part}) for part in (1, 2))
    assert [len(each.context["group"].shown) for each in (first, second)] == [10, 2]
    assert "Trang 2 trong 2" in second.content.decode() and "trang=1" in second.content.decode()
    last = [str(member.file_id) for member in second.context["group"].shown]
    assert all(member.is_ticked for member in second.context["group"].shown)
    browser.submit(f"/trung-lap/{group.pk}/loai/", {"file": last, "part": "2"})
    assert many.files.left_out().count() == 2
    assert browser.get(f"/trung-lap/{group.pk}/", {"trang": "99"}).status_code == 200
