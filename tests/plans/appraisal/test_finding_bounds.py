"""Each finding on its bound, over one catalogue and over several; the order of risk and what the box says."""

from fractions import Fraction

import pytest

from plans.appraisal import findings
from plans.appraisal.sampling import at_least, boundary, error_interval
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Catalogue, ControlFigure
from tests.helpers.catalogues import row

PLAIN = {"page_count_a3": 0, "sheet_count": 100}


def catalogue_of(user, name, *rows):
    made = create_catalogue(
        plan=findings_plan(), agency=user.agency, actor=user, name=name, fonds_name=f"Phông {user.agency}"
    )
    write_files(made, actor=user, added=[row(f"{n:02}", **PLAIN | changes) for n, changes in enumerate(rows, 1)])
    return Catalogue.objects.select_related("agency").get(pk=made.pk)


def findings_plan():
    return ControlFigure.objects.first().plan


def found_in(catalogue, key):
    judged = findings.judged(catalogue).filter(**{f"is_{key}": 1})
    return sorted(judged.values_list("file_number", flat=True))


@pytest.mark.engine
@pytest.mark.parametrize(
    ("key", "rows", "numbers"),
    [
        ("few", [{"page_count": 4}, {"page_count": 5}, {"page_count": 1, "page_count_a3": 2}], ["01"]),
        ("many", [{"page_count": 300}, {"page_count": 301}, {"page_count": 299, "page_count_a3": 1}], ["02", "03"]),
        (
            "sheets",
            [
                {"page_count": 20, "sheet_count": 10},
                {"page_count": 21, "sheet_count": 10},
                {"page_count": 19, "page_count_a0": 2, "sheet_count": 10},
                {"page_count": 21, "sheet_count": 0},
            ],
            ["02", "03"],
        ),
        ("dates", [{"start_date": ""}, {"end_date": ""}, {"start_date": "", "end_date": ""}, {}], ["01", "02", "03"]),
        ("unarranged", [{"arranged": False}, {}], ["01"]),
        ("digitized", [{"digitized_before": True}, {}], ["01"]),
        (
            "duplicate",
            [
                {"title": "Sổ"},
                {"title": "SỔ"},
                {"title": "Sổ", "start_date": "2007"},
                {"title": "Sổ", "end_date": "2010"},
            ],
            ["01", "02"],
        ),
    ],
)
def test_a_finding_on_its_bound(plan, lan, key, rows, numbers):
    made = catalogue_of(lan, "Một", *rows)
    assert found_in(made, key) == numbers
    for catalogues in ([made], [made, catalogue_of(lan, "Hai", {})]):
        having = findings.having(key, ArchivalFile.objects.filter(catalogue=made), catalogues)
        assert sorted(having.values_list("file_number", flat=True)) == numbers


@pytest.mark.engine
@pytest.mark.parametrize("key", ["unarranged", "digitized", "duplicate"])
def test_what_was_left_out_is_odd_no_more(plan, lan, key):
    odd = {"title": "Sổ", "arranged": False, "digitized_before": True}
    made = catalogue_of(lan, "Một", odd, odd, {})
    made.files.filter(file_number="01").update(decision="left_out")
    alone = [] if key == "duplicate" else ["02"]
    assert found_in(made, key) == alone
    for catalogues in ([made], [made, catalogue_of(lan, "Hai", {})]):
        having = findings.having(key, ArchivalFile.objects.filter(catalogue=made), catalogues)
        assert sorted(having.values_list("file_number", flat=True)) == alone


def test_heavy_is_more_than_five_times_the_groups_average(plan, lan, hai):
    """27,1 pages on average in districts: more than 135 are heavy, more than 300 are many; departments reach 346."""
    rows = [{"page_count": pages} for pages in (135, 136, 300, 301)]
    district, department = catalogue_of(hai, "Huyện", *rows), catalogue_of(lan, "Sở", *rows)
    assert found_in(district, "heavy") == ["02", "03"] and found_in(department, "heavy") == []
    files = ArchivalFile.objects.filter(catalogue__in=[district, department])
    both = findings.having("heavy", files, [district, department])
    assert sorted(both.values_list("catalogue", "file_number")) == [(district.pk, "02"), (district.pk, "03")]


def test_twins_lie_in_one_catalogue(plan, lan):
    one, other = catalogue_of(lan, "Một", {"title": "Sổ"}), catalogue_of(lan, "Hai", {"title": "Sổ"}, {"title": "Sổ"})
    files = ArchivalFile.objects.filter(catalogue__in=[one, other])
    found = findings.having("duplicate", files, [one, other])
    assert set(found.values_list("catalogue", flat=True)) == {other.pk} and found.count() == 2


def test_any_finding_at_all(plan, lan):
    made = catalogue_of(lan, "Một", {"arranged": False}, {"page_count": 400}, {"start_date": ""}, {})
    other = catalogue_of(lan, "Hai", {"page_count": 3, "sheet_count": 2})
    files = ArchivalFile.objects.filter(catalogue__in=[made, other])
    assert findings.having(findings.ANY, files, [made, other]).count() == 4
    assert findings.having(findings.ANY, files.filter(catalogue=made), [made]).count() == 3
    assert not findings.having("few", files, []).exists()


def test_findings_of_a_page_are_those_of_the_whole(plan, lan):
    made = catalogue_of(lan, "Một", {"title": "Sổ"}, {}, {"title": "Sổ"}, {"arranged": False})
    page = [made.files.get(file_number=number).pk for number in ("01", "02", "04")]
    named = {file.file_number: findings.found(file) for file in findings.judged(made, among=page)}
    assert named == {
        "01": ["Trùng tiêu đề và thời gian với hồ sơ khác trong Mục lục"],
        "02": [],
        "04": ["Chưa chỉnh lý"],
    }


@pytest.mark.engine
@pytest.mark.parametrize(
    ("changes", "risk"),
    [
        ({}, 0),
        ({"arranged": False}, 6),
        ({"digitized_before": True}, 6),
        ({"start_date": ""}, 4),
        ({"page_count": 2, "sheet_count": 1}, 2),
        ({"page_count": 59, "sheet_count": 60}, 4),
        ({"page_count": 60, "sheet_count": 60}, 0),
        ({"page_count": 301, "sheet_count": 301}, 3),
        ({"page_count": 201, "sheet_count": 100}, 4),
        ({"arranged": False, "digitized_before": True, "end_date": ""}, 15),
    ],
)
def test_the_findings_weigh_in_the_order_of_risk(plan, lan, changes, risk):
    made = catalogue_of(lan, "Một", changes)
    file = findings.judged(made).get()
    assert file.risk == risk and file.a4 == changes.get("page_count", 100)


def test_what_waits_comes_by_decision_then_risk_then_place(plan, lan):
    made = catalogue_of(lan, "Một", *[{}] * 5, {"arranged": False}, {})
    for number, decision in (("01", "left_out"), ("02", "accepted"), ("03", "asked"), ("05", "answered")):
        made.files.filter(file_number=number).update(decision=decision)
    ranked = findings.by_risk(findings.judged(made)).values_list("file_number", flat=True)
    assert list(ranked) == ["05", "06", "04", "07", "03", "02", "01"]


def test_the_box_counts_and_says_what_is_usual(plan, lan):
    made = catalogue_of(lan, "Một", {"arranged": False}, {"arranged": False, "page_count": 47, "sheet_count": 24}, {})
    made.files.filter(file_number="01").update(decision="accepted")
    box = findings.box(made)
    assert box["rows"] == [{"key": "unarranged", "name": "Chưa chỉnh lý", "count": 2}]
    assert box["counts"]["unarranged_pending"] == 1 and box["counts"]["few"] == 0
    assert box["average"] == (
        "Bình quân 82,3 trang mỗi hồ sơ; nhóm này trong Kế hoạch bình quân 69,2 trang; thường trong khoảng 5–300 trang."
    )


def test_an_empty_catalogue_and_a_plan_without_figures_have_no_average(plan, lan):
    made = catalogue_of(lan, "Một")
    assert findings.box(made)["average"] == "" and findings.box(made)["rows"] == []
    ControlFigure.objects.filter(group="districts").delete()
    assert findings.group_average(made) == Fraction(*figures("departments"))
    ControlFigure.objects.all().update(file_count=0)
    assert findings.group_average(made) == 60
    ControlFigure.objects.all().delete()
    assert findings.group_average(made) == 60


def figures(group):
    return ControlFigure.objects.values_list("page_count", "file_count").get(group=group)


# The interval


def test_the_interval_follows_the_doubt():
    """With no error among n the upper bound u leaves (1 - u)^n = doubt/2."""
    lower, upper = error_interval(0, 10, Fraction(1, 5))
    assert lower == 0 and float((1 - upper) ** 10) == pytest.approx(0.1, abs=1e-8)
    assert error_interval(10, 10, Fraction(1, 5)) == (1 - upper, 1)


def test_the_chance_of_so_many_errors_is_exact():
    half = 2**29
    assert at_least(0, 4, half) == at_least(1, 4, half) + half**4 == 2**120
    assert Fraction(at_least(2, 4, half), 2**120) == Fraction(11, 16)
    assert float(boundary(2, 4, Fraction(11, 16))) == pytest.approx(0.5, abs=2**-29)


def test_errors_are_among_what_was_checked():
    for errors, checked in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="^errors are counted among what was checked$"):
            error_interval(errors, checked)
