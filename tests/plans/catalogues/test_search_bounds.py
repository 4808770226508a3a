"""Filters and pages of files on their bounds: what is left, what is counted, where one goes on."""

import pytest

from plans.catalogues import search
from plans.catalogues.files import write_files
from plans.catalogues.filter_forms import SearchForm
from plans.catalogues.paging import OVER_PLACE, Page, beyond, first_of, page_of, turned
from plans.catalogues.search import Sums, in_catalogues, long_enough, looked_up, narrowed, within
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue
from tests.helpers import factories as make
from tests.helpers.catalogues import row

ROWS = [
    {"title": "Quy hoạch mạng lưới", "page_count": 90, "retention_years": 70, "priority": "reused"},
    {"title": "Công văn đi", "page_count": 100, "retention_years": 15, "arranged": False},
    {"title": "Bệnh án", "page_count": 110, "retention_years": 0, "digitized_before": True, "box_number": "2"},
    {"title": "Ảnh", "page_count": 120, "retention_years": 5, "condition": "damaged"},
]


def catalogue_of(lan, name, *rows):
    """A draft of Lan's with these files, numbered from 01."""
    plan = make.Plan.current()
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds_name="Phông Sở Y tế")
    write_files(made, actor=lan, added=[row(f"{n:02}", **changes) for n, changes in enumerate(rows, 1)])
    return Catalogue.objects.select_related("agency").get(pk=made.pk)


@pytest.fixture
def four(plan, lan):
    return catalogue_of(lan, "Bốn", *ROWS)


@pytest.fixture
def three(plan, lan):
    """Three catalogues of five, three and four files."""
    return [catalogue_of(lan, name, *[{}] * count) for name, count in (("A", 5), ("B", 3), ("C", 4))]


def numbers(files):
    return sorted(files.values_list("file_number", flat=True))


# What a filter leaves


@pytest.mark.engine
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "01 02 03 04"),
        ("q=QUY+hoach", "01"),
        ("q=kh%C3%B4ng+c%C3%B3", ""),
        ("box=2", "03"),
        ("priority=reused", "01"),
        ("condition=damaged", "04"),
        ("arranged=no", "02"),
        ("arranged=yes", "01 03 04"),
        ("digitized_before=yes", "03"),
        ("digitized_before=no", "01 02 04"),
        ("pages_from=100", "02 03 04"),
        ("pages_to=100", "01 02"),
        ("pages_from=0&pages_to=0", ""),
        ("pages_from=100&pages_to=110", "02 03"),
        ("retention=0", "03"),
        ("retention=70", "01"),
        ("retention=5", "04"),
        ("retention=other", "02"),
        ("decision=pending", "01 02 03 04"),
        ("decision=accepted", ""),
        ("check=unarranged", "02"),
        ("pages_from=x&retention=7&box=2", "03"),
    ],
)
def test_a_filter_leaves_its_files(four, query, found):
    from django.http import QueryDict

    form = SearchForm(QueryDict(query))
    assert numbers(narrowed(four.files.all(), form.wanted(), [four])) == found.split()


@pytest.mark.engine
@pytest.mark.parametrize("years", [0, 70, 50, 30, 20, 10, 5])
def test_usual_years_are_not_other(four, years):
    four.files.update(retention_years=years)
    files = four.files.all()
    assert search.of_retention(files, "other").count() == 0 and search.of_retention(files, str(years)).count() == 4
    assert search.of_retention(files, None) is files and search.of_decision(files, "") is files


def test_lan_looks_through_what_she_sees(four, agencies, lan, binh, hoa):
    handed_in = make.a_catalogue(agencies["SXD"], submitted_on=make.FIRST_DAY)
    assert set(within(lan)) == {four} and set(within(binh)) == {handed_in} and set(within(hoa)) == {handed_in}
    assert list(within(hoa, "SXD")) == [handed_in] and not within(hoa, "SYT").exists()


@pytest.mark.parametrize(
    ("text", "enough"), [("abc", True), ("ab", False), ("a b", False), ("a b c", True), (None, False)]
)
def test_a_search_through_the_province_needs_three_letters(text, enough):
    assert long_enough(text) is enough


# What is counted


def test_files_of_some_catalogues(three, monkeypatch):
    keys = [one.pk for one in three]
    for bound in (100, 2, 1):  # named one by one, or by the others
        monkeypatch.setattr("plans.catalogues.search.MOST_NAMED", bound)
        assert [in_catalogues(some).count() for some in (keys, keys[:2], keys[1:], keys[:1], [])] == [12, 8, 7, 5, 0]
        assert in_catalogues([keys[0], keys[2]]).count() == 9


def test_of_nearly_all_catalogues_the_others_are_named(three, monkeypatch):
    monkeypatch.setattr("plans.catalogues.search.MOST_NAMED", 1)
    keys = [one.pk for one in three]
    assert f"<= {keys[2]}" in str(in_catalogues([keys[0], keys[2]]).query)
    assert "<=" not in str(in_catalogues(keys[2:]).query) and "<=" not in str(in_catalogues([keys[0]]).query)
    fourth = catalogue_of(make.User.objects.get(username="lan"), "D", {})
    assert "<=" not in str(in_catalogues([keys[1], fourth.pk]).query)  # two of four: as many others
    monkeypatch.setattr("plans.catalogues.search.MOST_NAMED", 2)
    assert "<=" not in str(in_catalogues([keys[0], keys[2]]).query)


def test_few_files_are_named_and_many_are_not(four, monkeypatch):
    files = four.files.all()
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 4)
    named, sums = looked_up(files)
    assert named is not files and named.count() == 4 and sums == Sums(4, 420 + 16) and sums.catalogues == ()
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 3)
    assert looked_up(files) == (files, sums)
    nothing, none = looked_up(files.filter(box_number="9"))
    assert nothing.count() == 0 and none == Sums(0, 0) and not none.more


def test_counting_stops_at_its_bound(three, monkeypatch):
    files = ArchivalFile.objects.all()
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 1)
    monkeypatch.setattr("plans.catalogues.search.MOST_COUNTED", 12)
    same, sums = looked_up(files, bounded=True)
    assert same is files and (sums.files, sums.pages, sums.more) == (12, 12 * 104, False)
    assert set(sums.catalogues) == {one.pk for one in three}
    monkeypatch.setattr("plans.catalogues.search.MOST_COUNTED", 11)
    assert looked_up(files, bounded=True) == (files, Sums(11, None, more=True))
    assert looked_up(files)[1] == Sums(12, 12 * 104)


# Pages


def place(page):
    return [(file.catalogue_id, file.position) for file in page]


@pytest.mark.engine
@pytest.mark.parametrize("order", ["position", "title", "date", "pages"])
def test_a_list_is_walked_forth_and_back_without_a_gap(plan, lan, order):
    rows = [{"title": f"Sổ {n % 3}", "start_date": f"200{n % 4}", "page_count": n % 5} for n in range(11)]
    made = catalogue_of(lan, "Mười một", *rows)
    whole = [file.pk for file in page_of(made.files.all(), order)]
    assert len(whole) == 11
    pages, key = [], None
    while True:
        page = page_of(made.files.all(), order, after=key, size=4)
        pages.append([file.pk for file in page])
        assert page.before == (pages[-1][0] if key else None)
        key = page.after
        if key is None:
            break
    assert [len(page) for page in pages] == [4, 4, 3] and sum(pages, []) == whole
    back = page_of(made.files.all(), order, before=pages[2][0], size=4)
    assert [file.pk for file in back] == pages[1] and (back.before, back.after) == (pages[1][0], pages[1][-1])
    first = page_of(made.files.all(), order, before=pages[1][0], size=4)
    assert [file.pk for file in first] == pages[0] and (first.before, first.after) == (None, pages[0][-1])


def test_a_page_that_just_holds_all_goes_nowhere(four):
    page = page_of(four.files.all(), "position", size=4)
    assert (len(page), page.before, page.after) == (4, None, None)
    assert page_of(four.files.all(), "position", size=3).after == page.files[2].pk
    empty = page_of(four.files.none(), "position")
    assert (len(empty), empty.before, empty.after) == (0, None, None)


def test_orders_say_what_comes_first(four):
    orders = {order: [f.file_number for f in page_of(four.files.all(), order)] for order in ("pages", "title", "date")}
    assert orders == {
        "pages": ["01", "02", "03", "04"],
        "title": ["04", "03", "02", "01"],
        "date": ["01", "02", "03", "04"],
    }


def test_from_a_file_that_is_gone_one_starts_anew(four):
    gone = four.files.last()
    key = gone.pk
    gone.delete()
    for where in ({"after": key}, {"before": key}):
        page = page_of(four.files.all(), "position", **where)
        assert len(page) == 3 and (page.before, page.after) == (None, None)


@pytest.mark.engine
@pytest.mark.parametrize("named", [True, False])
def test_catalogue_after_catalogue_forth_and_back(three, named):
    keys = [one.pk for one in three] if named else ()
    files = ArchivalFile.objects.all()
    whole = [
        (one.pk, position) for one, count in zip(three, (5, 3, 4), strict=True) for position in range(1, count + 1)
    ]
    assert place(page_of(files, OVER_PLACE, catalogues=keys)) == whole
    met, key = [], None
    while True:
        page = page_of(files, OVER_PLACE, after=key, size=3, catalogues=keys)
        met, key = met + place(page), page.after
        if key is None:
            break
    assert met == whole
    back = page_of(files, OVER_PLACE, before=page.files[0].pk, size=7, catalogues=keys)
    assert place(back) == whole[2:9] and back.after == back.files[-1].pk and back.before == back.files[0].pk
    fresh = page_of(files, OVER_PLACE, after=back.files[2].pk, size=2, catalogues=keys)  # the last file of the first
    assert place(fresh) == whole[5:7]


def test_batches_double_and_stop_when_full(three, django_assert_num_queries):
    keys = [one.pk for one in three]
    with django_assert_num_queries(1):
        assert len(first_of(ArchivalFile.objects.all(), OVER_PLACE, 5, keys)) == 5
    with django_assert_num_queries(2):
        assert len(first_of(ArchivalFile.objects.all(), OVER_PLACE, 100, keys)) == 12
    for order, queries in ((OVER_PLACE, 2), ("position", 1)):  # only what goes over several catalogues is parted
        with django_assert_num_queries(queries):
            assert len(page_of(ArchivalFile.objects.all(), order, catalogues=keys)) == 12
    with django_assert_num_queries(2):
        backwards = first_of(ArchivalFile.objects.all(), tuple(map(turned, OVER_PLACE)), 5, keys)
    assert [(file.catalogue_id, file.position) for file in backwards] == [
        (keys[2], 4),
        (keys[2], 3),
        (keys[2], 2),
        (keys[2], 1),
        (keys[1], 3),
    ]


def test_what_lies_beyond_is_asked_of_the_first_column_first(four):
    files = four.files.all()
    assert numbers(files.filter(beyond(("-page_count", "pk"), (110, 0)))) == ["01", "02", "03"]
    assert numbers(files.filter(beyond(("page_count", "pk"), (110, 10**9)))) == ["04"]
    assert "page_count__gte" in str(beyond(("page_count", "pk"), (110, 1)))


def test_columns_for_large_sheets_stand_where_a_file_has_some(four):
    assert page_of(four.files.all(), "position").has_large_sheets
    four.files.update(page_count_a3=0)
    assert not page_of(four.files.all(), "position").has_large_sheets
    four.files.filter(file_number="04").update(page_count_a0=1)
    assert page_of(four.files.all(), "position").has_large_sheets and not Page([]).has_large_sheets


def test_a_page_of_files_whose_places_are_known_is_read_by_their_keys(four):
    files = four.files.all()
    placed = list(files.order_by(*OVER_PLACE).values_list("pk", flat=True))
    first = page_of(files, OVER_PLACE, size=2, placed=placed)
    assert ([file.pk for file in first], first.before, first.after) == (placed[:2], None, placed[1])
    second = page_of(files, OVER_PLACE, size=2, placed=placed, after=first.after)
    assert ([file.pk for file in second], second.before, second.after) == (placed[2:], placed[2], None)
    back = page_of(files, OVER_PLACE, size=2, placed=placed, before=second.before)
    assert ([file.pk for file in back], back.before, back.after) == (placed[:2], None, placed[1])
    elsewhere = page_of(files, OVER_PLACE, size=2, placed=placed[1:], after=placed[0])  # found no more, but still there
    assert [file.pk for file in elsewhere] == placed[1:3]


def test_a_text_in_one_agency_is_counted_to_a_bound_too(as_user, lan, three, monkeypatch):
    monkeypatch.setattr("plans.catalogues.search.MOST_OF_A_TEXT", 2)
    monkeypatch.setattr("plans.catalogues.search.FEW_FOUND", 1)
    assert "hơn <b>2</b> hồ sơ tìm thấy" in as_user(lan).get("/ho-so/?q=kham").content.decode()
