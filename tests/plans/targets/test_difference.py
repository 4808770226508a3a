"""Where a difference to the control figures comes from, after several changes, and how the row says it."""

import pytest

from agencies.models import Agency
from plans.models import ControlFigure, Target
from plans.targets.reconciliation import ControlRow, Source, names, reconcile, target_rows
from plans.targets.services import TargetFigures, assign_targets
from tests.helpers import factories as make

FILES, PAGES = 427_312, 29_573_193  # control figures of Phụ lục I


@pytest.fixture
def full(agencies):
    make.full_targets(agencies)


@pytest.fixture
def set_to(plan, hoa, agencies):
    def assign(code, files, pages):
        assign_targets(plan, {agencies[code]: TargetFigures(files, pages)}, actor=hoa)

    return assign


def rows_of(plan, group="departments"):
    return {row.measure: row for row in reconcile(plan) if row.group == group}


def test_each_measure_counts_its_own_changes(full, set_to, plan):
    set_to("SYT", FILES + 5, PAGES - 7)
    set_to("SXD", 0, 3)
    rows = rows_of(plan)
    changed = {name: [(each.code, each.name, each.amount) for each in row.changed] for name, row in rows.items()}
    syt, sxd = ("SYT", "Sở Y tế"), ("SXD", "Sở Xây dựng")
    assert changed["files"] == [(*syt, 5)] and rows["files"].difference == 5
    assert changed["pages"] == [(*syt, -7), (*sxd, 3)] and rows["pages"].difference == -4
    assert changed["dong"] == [(*syt, -7 * 4896), (*sxd, 3 * 4896)] and rows["dong"].difference == -4 * 4896
    assert {name: row.unit for name, row in rows.items()} == {"files": "hồ sơ", "pages": "trang", "dong": "đồng"}
    assert {row.group_name for row in rows.values()} == {Agency.Group("departments").label}
    total = rows_of(plan, "total")
    assert total["pages"].changed == rows["pages"].changed and total["pages"].group_name == "Tổng cộng"
    assert total["pages"].difference == -4 and total["files"].sum == FILES + 5 + 1_553_929
    assert all(row.matches and row.sources == () for row in rows_of(plan, "districts").values())


def test_only_what_changed_since_the_figures_matched_is_named(full, set_to, plan):
    set_to("SYT", FILES, PAGES - 10)
    set_to("SXD", 0, 10)
    assert rows_of(plan)["pages"].matches
    set_to("SNV", 0, 4)
    set_to("SXD", 0, 12)
    pages = rows_of(plan)["pages"]
    assert [(each.code, each.amount) for each in pages.changed] == [("SNV", 4), ("SXD", 2)]
    set_to("SXD", 0, 10)
    assert [(each.code, each.amount) for each in rows_of(plan)["pages"].changed] == [("SNV", 4)]


def test_nobody_is_blamed_where_the_figures_never_matched(set_to, plan):
    set_to("SYT", 10, 700)
    pages = rows_of(plan)["pages"]
    assert pages.changed == [] and len(pages.missing) == 14 and pages.difference == 700 - PAGES
    assert pages.sentence.startswith("Còn thiếu 29.572.493 trang; 14 cơ quan chưa có chỉ tiêu: ")


def test_a_sentence_says_the_difference_its_missing_and_its_changed_agencies():
    gone, moved = Source("SYT", "Sở Y tế"), Source("SXD", "Sở Xây dựng", -2)
    row = ControlRow("departments", "Phụ lục I", "pages", 10, 8, (gone, moved))
    assert (row.difference, row.matches, row.missing, row.changed) == (-2, False, [gone], [moved])
    changes = "thay đổi từ lần khớp gần nhất: Sở Xây dựng (−2)"
    assert row.sentence == f"Còn thiếu 2 trang; 1 cơ quan chưa có chỉ tiêu: Sở Y tế; {changes}."
    more = ControlRow("total", "Tổng cộng", "files", 10, 1_210)
    assert more.sentence == "Nhiều hơn 1.200 hồ sơ." and ControlRow("total", "", "dong", 5, 5).sentence == "Khớp"


def test_three_sources_are_named_and_the_rest_counted():
    sources = [Source(str(number), f"Cơ quan {number}") for number in range(1, 6)]
    assert names(sources[:3]) == "Cơ quan 1; Cơ quan 2; Cơ quan 3"
    assert names(sources) == "Cơ quan 1; Cơ quan 2; Cơ quan 3 và 2 cơ quan khác"
    assert names(sources[:4]) == "Cơ quan 1; Cơ quan 2; Cơ quan 3 và 1 cơ quan khác"


def test_without_control_figures_everything_is_too_much(full, plan):
    ControlFigure.objects.filter(group="departments").delete()
    rows = rows_of(plan)
    assert [(row.control, row.difference) for row in rows.values()] == [(0, FILES), (0, PAGES), (0, PAGES * 4896)]


def test_a_price_that_is_known_is_taken(full, plan):
    rows = [row for row in reconcile(plan, price_dong=1) if row.measure == "dong"]
    assert [row.sum for row in rows] == [PAGES, 42_149_028, 71_722_221] and not any(row.matches for row in rows)
    assert all(row.sum == 0 for row in reconcile(plan, targets=[]))


def test_rows_are_those_of_the_plan_in_official_order(full, plan, agencies):
    make.a_target(agencies["20335"], 900, 30)
    rows = target_rows(plan)
    assert [row["pk"] for row in rows] == [
        each.pk for each in Agency.objects.holding_records().order_by("official_order", "code")
    ]
    by_code = {row["code"]: row for row in rows}
    assert (by_code["SYT"]["planned_files"], by_code["SYT"]["planned_pages"]) == (FILES, PAGES)
    assert (by_code["SXD"]["planned_files"], by_code["SXD"]["planned_pages"]) == (None, None)
    commune = by_code["20335"]
    assert (commune["parent_code"], commune["planned_pages"], commune["kind"]) == ("502", 900, "commune")
    districts = {row.measure: row for row in reconcile(plan) if row.group == "districts"}
    assert districts["pages"].difference == 900 and districts["files"].difference == 30
    assert Target.objects.count() == 3
