"""Search of files: Lan filters and walks her catalogue, Bình never meets her rows, Hoa searches the province."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.appraisal import findings
from plans.catalogues.files import write_files
from plans.catalogues.paging import OVER_PLACE, page_of
from plans.catalogues.search import Sums, in_catalogues, looked_up
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from tests.helpers.catalogues import four_different_files, row


@pytest.fixture
def catalogue(plan, lan):
    return four_different_files(plan, lan)


def numbers(response):
    """File numbers as the page lists them."""
    listed = response.content.decode().split('id="ho-so"')[1]
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>(\d\d+)</a></th>', listed)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["01", "02", "03", "04"]),
        ("q=hoa+vang", ["01"]),
        ("box=2", ["03", "04"]),
        ("retention=0", ["01", "04"]),
        ("retention=20", ["02"]),
        ("retention=other", ["03"]),
        ("arranged=no", ["03"]),
        ("arranged=yes&box=1", ["01", "02"]),
        ("priority=at_risk", ["04"]),
        ("pages_from=90&pages_to=100", ["03", "04"]),
        ("digitized_before=yes", ["04"]),
        ("decision=left_out", ["02"]),
        ("check=many", ["01"]),
        ("check=any", ["01", "03", "04"]),
        ("check=sheets&box=1", ["01"]),
        ("check=sheets&box=2", []),
        ("check=few", []),
        ("decision=pending", ["01", "03", "04"]),
        ("sort=-pages", ["01", "04", "03", "02"]),
        ("sort=pages", ["02", "03", "04", "01"]),
        ("sort=date", ["02", "01", "03", "04"]),
        ("sort=-date", ["04", "03", "01", "02"]),
        ("sort=title", ["04", "03", "02", "01"]),
        ("sort=-title", ["01", "02", "03", "04"]),
        ("retention=abc&sort=xyz&pages_from=zz", ["01", "02", "03", "04"]),
    ],
)
def test_lan_filters_and_sorts(as_user, lan, catalogue, query, found):
    catalogue.files.filter(file_number="02").update(decision="left_out", left_out_reason="duplicate")
    assert numbers(as_user(lan).get(f"/muc-luc/{catalogue.pk}/?{query}")) == found


def test_the_sums_are_those_of_the_filter(as_user, lan, catalogue):
    page = as_user(lan).get(f"/muc-luc/{catalogue.pk}/?box=1").content.decode()
    assert "<b>2</b> hồ sơ tìm thấy · <span>Tổng <b>548</b> trang A4 quy đổi" in page


def test_a_filter_that_finds_nothing_says_so(as_user, lan, catalogue):
    assert "Không tìm thấy hồ sơ nào" in as_user(lan).get(f"/muc-luc/{catalogue.pk}/?q=khong-co").content.decode()


@pytest.fixture
def long_catalogue(catalogue, lan):
    write_files(catalogue, actor=lan, added=[row(f"1{n:03}", page_count=n % 7) for n in range(246)])
    return catalogue


@pytest.mark.engine
@pytest.mark.parametrize("sort", ["position", "title", "date", "pages"])
def test_every_row_is_met_once_forwards_and_backwards(as_user, lan, long_catalogue, sort):
    browser, base = as_user(lan), f"/muc-luc/{long_catalogue.pk}/"
    pages, response = [], browser.get(f"{base}?sort={sort}")
    while True:
        pages.append(numbers(response))
        following = response.context["next_url"]
        if not following:
            break
        response = browser.get(base + following)
    assert [len(page) for page in pages] == [100, 100, 50]
    assert len({number for page in pages for number in page}) == 250
    back = browser.get(base + response.context["previous_url"])
    assert numbers(back) == pages[1]
    first = browser.get(base + back.context["previous_url"])
    assert numbers(first) == pages[0] and not first.context["previous_url"]


@pytest.mark.engine
@pytest.mark.parametrize("key", ["999999", "-1", "abc", "9" * 40])
def test_a_key_of_nobody_begins_at_the_start(as_user, lan, long_catalogue, key):
    assert numbers(as_user(lan).get(f"/muc-luc/{long_catalogue.pk}/?sau={key}"))[0] == "01"


def test_deep_pages_ask_no_offset_and_count_nothing(long_catalogue, django_assert_num_queries):
    files = ArchivalFile.objects.filter(catalogue=long_catalogue)
    seen = files.get(position=200).pk
    with django_assert_num_queries(2) as asked:
        page_of(files, "position", after=seen)
    assert not any("OFFSET" in one["sql"] or "COUNT" in one["sql"] for one in asked)


def test_a_commune_of_several_catalogues_reads_them_in_one_list(as_user, lan, long_catalogue):
    second = create_catalogue(
        plan=long_catalogue.plan, agency=lan.agency, actor=lan, name="Thứ hai", fonds=long_catalogue.fonds
    )
    write_files(second, actor=lan, added=[row("77"), row("78", title="Bệnh án ngoại trú")])
    browser = as_user(lan)
    page = browser.get("/ho-so/")
    assert "<b>252 hồ sơ</b>" in page.content.decode() and len(numbers(page)) == 100
    page = browser.get("/ho-so/" + page.context["next_url"])
    assert numbers(browser.get("/ho-so/" + page.context["next_url"]))[-2:] == ["77", "78"]
    assert numbers(browser.get("/ho-so/?q=benh+an")) == ["03", "78"]


def test_the_place_in_many_catalogues_is_a_key(long_catalogue):
    files = ArchivalFile.objects.all()
    page = page_of(files, OVER_PLACE, size=10)
    assert [file.position for file in page_of(files, OVER_PLACE, after=page.after, size=3)] == [11, 12, 13]


def test_binh_never_meets_lans_rows(as_user, binh, catalogue):
    browser = as_user(binh)
    for query in ("", "?q=hoa+vang", "?agency=SYT", f"?sau={catalogue.files.first().pk}"):
        page = browser.get(f"/ho-so/{query}").content.decode()
        assert "Hoà Vang" not in page and "Giai đoạn 2001" not in page
    assert browser.get(f"/muc-luc/{catalogue.pk}/?q=hoa").status_code == 404


def test_who_oversees_searches_the_province_with_three_letters(as_user, hoa, lan, catalogue, plan):
    browser = as_user(hoa)
    assert "Hoà Vang" not in browser.get("/ho-so/?q=hoa+vang").content.decode()  # a draft is the agency's own
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    assert "ít nhất 3 chữ cái" in browser.get("/ho-so/?q=ho").content.decode()
    assert numbers(browser.get("/ho-so/?q=hoa+vang")) == ["01"]


def test_past_a_hundred_thousand_the_province_is_not_counted(as_user, hoa, catalogue, monkeypatch):
    monkeypatch.setattr("plans.catalogues.search.MOST_COUNTED", 50)
    monkeypatch.setattr("plans.catalogues.search.MOST_OF_A_TEXT", 50)
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 20)
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    ArchivalFile.objects.bulk_create(
        ArchivalFile(
            catalogue=catalogue, position=90 + n, file_number=f"9{n}", search_text="quy hoach", start_date="2008"
        )
        for n in range(101)
    )
    assert "hơn <b>50</b> hồ sơ tìm thấy" in as_user(hoa).get("/ho-so/?q=quy+hoach").content.decode()


def test_few_files_are_looked_up_once(catalogue, monkeypatch):
    files = ArchivalFile.objects.filter(catalogue=catalogue, box_number="1")
    few, sums = looked_up(files)
    assert few is not files and set(few) == set(files) and (sums.files, sums.pages) == (2, 548)
    with CaptureQueriesContext(connection) as asked:
        assert looked_up(files.filter(box_number="7"))[1] == Sums(0, 0)
    assert sum("archivalfile" in one["sql"] for one in asked) == 1
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 1)
    assert looked_up(files) == (files, sums)


def test_nearly_all_catalogues_are_asked_for_by_leaving_out_the_others(long_catalogue, lan, monkeypatch):
    monkeypatch.setattr("plans.catalogues.search.MOST_NAMED", 1)
    made = [
        create_catalogue(plan=long_catalogue.plan, agency=lan.agency, actor=lan, name=name, fonds=long_catalogue.fonds)
        for name in ("Hai", "Ba", "Bốn")
    ]
    for number, one in enumerate(made):
        write_files(one, actor=lan, added=[row(f"9{number}")])
    left = in_catalogues([long_catalogue.pk, made[0].pk, made[2].pk])
    assert left.count() == 252 and set(left.filter(file_number__in=["90", "91", "92"]).values_list("file_number")) == {
        ("90",),
        ("92",),
    }
    assert in_catalogues([made[1].pk, made[2].pk]).count() == 2


def test_a_search_that_finds_many_is_walked_catalogue_by_catalogue(as_user, lan, long_catalogue, monkeypatch):
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 10)
    second = create_catalogue(
        plan=long_catalogue.plan, agency=lan.agency, actor=lan, name="Thứ hai", fonds=long_catalogue.fonds
    )
    write_files(second, actor=lan, added=[row(f"7{n}") for n in range(10, 40)])
    browser, met, query = as_user(lan), [], "?digitized_before=no"
    while query:
        page = browser.get("/ho-so/" + query)
        met, query = [*met, *numbers(page)], page.context["next_url"]
    assert len(met) == 279 == len(set(met)) and met[-1] == "739"
    back = browser.get("/ho-so/" + page.context["previous_url"])
    assert numbers(back) == met[100:200]


def test_a_search_through_the_province_opens_only_the_catalogues_that_hold_something(
    as_user, hoa, lan, long_catalogue, monkeypatch
):
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 1)
    made = [
        create_catalogue(plan=long_catalogue.plan, agency=lan.agency, actor=lan, name=name, fonds=long_catalogue.fonds)
        for name in ("Hai", "Ba", "Bốn")
    ]
    for number, one in enumerate(made):
        write_files(one, actor=lan, added=[row(f"9{number}{n}", title="Quy hoạch chợ") for n in range(number * 2)])
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    keys = [long_catalogue.pk, *(one.pk for one in made)]
    sums = looked_up(in_catalogues(keys).search("quy hoach cho"), bounded=True)[1]
    assert sums.files == 6 and set(sums.catalogues) == {made[1].pk, made[2].pk}
    assert numbers(as_user(hoa).get("/ho-so/?q=quy+hoach+cho")) == ["910", "911", "920", "921", "922", "923"]


def test_past_what_is_counted_nothing_is_sorted_and_the_page_says_so(as_user, hoa, catalogue, monkeypatch):
    monkeypatch.setattr("plans.catalogues.search.MOST_COUNTED", 2)
    monkeypatch.setattr("plans.catalogues.search.MOST_OF_A_TEXT", 2)
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 1)
    Catalogue.objects.update(submitted_at="2025-06-10T00:00Z", state="submitted")
    catalogue.files.update(search_text="quy hoach")
    page = as_user(hoa).get("/ho-so/?q=quy+hoach&sort=pages")
    assert "chưa xếp được" in page.content.decode() and numbers(page) == ["01", "02", "03", "04"]


@pytest.fixture
def oddities(catalogue, lan):
    """One file with each finding but the last, in two catalogues of the same agency."""
    second = create_catalogue(plan=catalogue.plan, agency=lan.agency, actor=lan, name="Thứ hai", fonds=catalogue.fonds)
    usual = {"sheet_count": 60, "page_count": 40, "page_count_a3": 0, "start_date": "2003", "end_date": "2003"}
    rows = [
        row("21", **usual | {"title": "Sổ họp giao ban"}),
        row("22", **usual | {"title": "SỔ HỌP giao ban"}),
        row("23", **usual | {"title": "Khác năm", "start_date": "2004"}),
        row("24", **usual | {"page_count": 121}),
        row("25", **usual | {"end_date": ""}),
        row("26", **usual | {"page_count": 4, "title": "Mỏng"}),
        row("27", **usual | {"page_count": 301, "sheet_count": 200, "title": "Dày"}),
    ]
    write_files(second, actor=lan, added=rows)
    return Catalogue.objects.get(pk=second.pk)


FOUND = {"duplicate": {"21", "22"}, "sheets": {"24"}, "dates": {"25"}, "few": {"26"}, "many": {"27"}}


@pytest.mark.engine
@pytest.mark.parametrize("finding", FOUND)
def test_lan_sees_only_the_files_she_should_look_at_again(as_user, lan, oddities, finding):
    page = as_user(lan).get(f"/muc-luc/{oddities.pk}/?check={finding}")
    assert set(numbers(page)) == FOUND[finding]
    assert page.context["sums"] == looked_up(oddities.files.filter(file_number__in=FOUND[finding]))[1]
    over_all = set(numbers(as_user(lan).get(f"/ho-so/?check={finding}")))
    assert over_all & {f"2{n}" for n in range(1, 8)} == FOUND[finding]


def test_the_filter_finds_what_the_appraiser_sees_marked(oddities):
    judged = findings.judged(oddities)
    for each in findings.FINDINGS:
        marked = set(judged.filter(**{f"is_{each.key}": 1}).values_list("pk", flat=True))
        several = [oddities, Catalogue.objects.exclude(pk=oddities.pk).first()]
        for catalogues in ([oddities], several):
            left = findings.having(each.key, oddities.files.all(), catalogues)
            assert set(left.values_list("pk", flat=True)) == marked, each.key
    anything = set(findings.having(findings.ANY, oddities.files.all(), [oddities]))
    assert {file.file_number for file in anything} >= set.union(*FOUND.values()) and len(anything) == 7


def test_where_there_is_no_catalogue_nothing_is_found(as_user, binh):
    assert "Không tìm thấy hồ sơ nào" in as_user(binh).get("/ho-so/?check=any").content.decode()


def test_columns_for_sheets_larger_than_a4_stand_only_where_a_file_has_some(as_user, lan, catalogue):
    browser, heading = as_user(lan), '<th scope="col" class="num">A0</th>'
    catalogue.files.update(page_count_a3=0)
    assert heading not in browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()
    catalogue.files.filter(file_number="02").update(page_count_a0=3)
    page = browser.get(f"/muc-luc/{catalogue.pk}/").content.decode()
    assert heading in page and 'data-label="A0">3</td>' in page
