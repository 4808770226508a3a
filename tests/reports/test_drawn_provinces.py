"""Over provinces drawn at random: a sum is the sum of its lines, and pages that show one quantity agree (domain §3)."""

import re
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils.html import strip_tags
from hypothesis import HealthCheck, Phase, given, settings

from budgets.estimates import listing
from plans.catalogues import queue
from plans.models import Catalogue
from plans.progress import table as progress_table
from reports.board import sentences, tiles
from reports.board.filters import BoardFilter
from reports.figures import BEHIND, SUMMED, province_figures
from reports.series import s_curve
from reports.todo.catalogues import panels
from reports.todo.estimates import panels as estimate_panels
from reports.todo.province_desk import ProvinceDesk
from reports.todo.urging import urging
from tests.helpers.page_sentences import line_of, main_of, sums, tables, whole_number
from tests.helpers.provinces import provinces, write
from tests.helpers.truth import Truth

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAWN = settings(max_examples=7, suppress_health_check=list(HealthCheck))
UNSHRUNK = set(Phase) - {Phase.shrink, Phase.explain}  # a page takes a while


@pytest.fixture
def figures_of(plan, agencies, hoa, tuan, day):
    """`with figures_of(drawn) as figures`: the province as it is drawn, on its day; nothing is left afterwards."""

    @contextmanager
    def written(drawn):
        with transaction.atomic():
            day(drawn.day.isoformat())
            write(drawn, agencies, hoa, tuan)
            yield province_figures(plan, drawn.day)
            transaction.set_rollback(True)

    return written


@DRAWN
@given(drawn=provinces)
def test_groups_units_and_agencies_add_up_to_the_province(figures_of, drawn):
    with figures_of(drawn) as figures:
        for name in SUMMED:
            parts = [figures.agencies, figures.rolled_up, figures.groups.values()]
            assert {sum(getattr(row, name) for row in rows) for rows in parts} == {getattr(figures.total, name)}
        for rows in (figures.agencies, figures.rolled_up, figures.groups.values()):
            assert sum(row.pace for row in rows if row.paces) == figures.total.pace or any_fell(rows)


def any_fell(rows):
    """A correction made somebody's pages fewer: a pace is never below nought."""
    return any(sum(row.paces) < 0 for row in rows)


@DRAWN
@given(drawn=provinces)
def test_each_unit_stands_as_the_rows_say(figures_of, drawn):
    with figures_of(drawn) as figures:
        truth = Truth(drawn.day)
        for row, unit in zip(figures.rolled_up, truth.units, strict=True):
            assert row.code == unit[0] and row.ends_at_this_pace_on == truth.ends_on(unit)
            assert (row.schedule == "late") == truth.is_late(unit)
            assert (row.schedule == "unknown") == truth.is_unknown(unit)
            assert (row.schedule == "at_risk") == truth.is_at_risk(unit)
            assert row.is_silent == truth.is_silent(unit)
            assert bool(row.silent_heirs) == truth.owes_through_heirs(unit)


@DRAWN
@given(drawn=provinces)
def test_who_is_late_is_late_everywhere_and_silence_hides_nobody(figures_of, hoa, drawn):
    with figures_of(drawn) as figures:
        late = [row for row in figures.rolled_up if row.schedule == "late"]
        tile = tiles.behind(figures)
        counts = [int(part.split()[0]) for part in tile["of"].split(" · ")]
        assert sum(counts) == int(tile["figure"]) == len(selected(figures, "behind"))
        assert counts[0] == len(late) == len(selected(figures, "late")) == in_lead(figures)
        silent = selected(figures, "silent")
        heirs = figures.total.silent_heirs
        also = f"; {len(heirs)} đơn vị kế thừa chưa báo cáo" if heirs else ""
        assert tile["note"] == f"{len(silent)} đơn vị chưa báo cáo{also}"
        assert all(row.schedule in BEHIND for row in silent)
        tasks = {task["word"]: task["count"] for task in urging(ProvinceDesk(hoa, figures.plan, figures, drawn.day))}
        for word, asked in (("chậm", "late-at-work"), ("chưa gửi", "silent")):
            assert tasks.get(word, 0) == len(selected(figures, asked))
        assert tasks.get("kế thừa chưa gửi", 0) == len(heirs) and bool(heirs) == bool(selected(figures, "heir-silent"))
        for row in figures.rolled_up:
            overdue = row.milestones["digitization"].state == "overdue"
            assert overdue == (row.schedule == "late" and drawn.day > row.deadline)


def selected(figures, state):
    """Rows that the dashboard's filter leaves."""
    return BoardFilter(QueryDict(f"tinh_trang={state}")).select(figures.rolled_up)


def in_lead(figures):
    """How many units the sentence of the dashboard calls late."""
    text = strip_tags(sentences.outlook(figures))
    return sum(map(int, re.findall(r"(\d+) trong \d+ (?:huyện|sở)", text)))


@DRAWN
@given(drawn=provinces)
def test_the_curve_agrees_with_the_pages_of_its_days(figures_of, plan, drawn):
    with figures_of(drawn) as figures:
        curve = s_curve(plan, drawn.day, figures=figures)
        for point in curve.points:
            if point.scanned is not None:
                assert point.scanned == figures.on(point.day).total.scanned_pages
            if point.forecast is not None:
                assert point.forecast_low <= point.forecast <= point.forecast_high
        for row in figures.agencies:
            assert row.slowest == row.fastest or row.slowest < row.pace < row.fastest or row.pace == 0


@DRAWN
@given(drawn=provinces)
def test_the_page_of_the_last_period_that_ended_adds_up_to_the_province(figures_of, plan, hoa, drawn):
    with figures_of(drawn) as figures:
        ends = [end for end in plan.period_ends(drawn.day) if end <= drawn.day]
        if not ends:
            return
        found = progress_table.sums(progress_table.progress_table(plan, ends[-1], hoa))
        for name in ("scanned_pages", "scanned_files", "checked_pages", "integrated_pages", "planned_pages"):
            assert (found[name] or 0) == getattr(figures.total, name)
        assert (found["in_period_pages"] or 0) == figures.total.period_scanned_pages
        asked = [row for row in figures.agencies if row.planned_pages or row.last_period_end]
        assert found["asked"] == sum(ends[-1] in row.asked_ends for row in asked)


@DRAWN
@given(drawn=provinces)
def test_queue_home_and_dashboard_count_the_same_pages(figures_of, hoa, drawn):
    with figures_of(drawn) as figures:
        rows = queue.rows_for(hoa, {})
        found = queue.sums_of(rows)
        waiting = Truth(drawn.day).waiting
        assert found["waiting_pages"] == figures.total.awaiting_pages == sum(waiting.values())
        assert found["waiting"] == figures.total.awaiting_catalogues == len(waiting)
        assert found["pages"] == sum(row.a4_pages for row in rows)
        (panel,) = panels(ProvinceDesk(hoa, figures.plan, figures, drawn.day))
        assert panel.pages == sum(whole_number(line["cells"][2]) for line in panel.rows)
        assert Catalogue.objects.awaiting_appraisal().count() == panel.count


@DRAWN
@given(drawn=provinces)
def test_the_difference_of_estimates_is_that_of_the_sums_beside_it(figures_of, tuan, drawn):
    with figures_of(drawn) as figures:
        rows = listing.rows_for(tuan, {})
        found = listing.sums_of(rows)
        assert found["difference_dong"] == found["appraised_dong"] - found["decided_requested_dong"]
        assert found["requested_dong"] == figures.total.requested_dong
        assert found["appraised_dong"] == figures.total.appraised_dong
        for row in rows:
            if row.result_dong is not None:
                assert row.result_difference_dong == row.result_dong - row.asked_dong
        (panel,) = estimate_panels(ProvinceDesk(tuan, figures.plan, figures, drawn.day))
        assert panel.dong == sum(whole_number(line["cells"][2]) for line in panel.rows)


PAGES = {  # each list: what its line of sums names, by the head of the column it adds up
    "/toan-tinh/": {"hồ sơ": "Hồ sơ", "trang": "Trang kế hoạch"},
    "/co-quan/": {"hồ sơ": "Hồ sơ", "trang": "Trang kế hoạch"},
    "/tien-do/": {"hồ sơ": "Hồ sơ lũy kế", "trang": "Trang lũy kế"},
    "/muc-luc/": {"hồ sơ": "Số hồ sơ", "trang": "Trang A4 quy đổi"},
    "/du-toan/": {"đồng": "Đề nghị (đồng)"},
    "/chi-tieu/": {},
}


@settings(DRAWN, max_examples=3, phases=UNSHRUNK)
@given(drawn=provinces)
def test_every_list_page_adds_up_its_lines(figures_of, hoa, as_user, drawn):
    with figures_of(drawn):
        client = as_user(hoa)
        for path, columns in PAGES.items():
            tree = main_of(client.get(path).content.decode())
            found = [pair for table in tables(tree) for kind in ("group", "foot") for pair in sums(table, kind)]
            found += line_of_sums(tree, columns)
            assert [pair for pair in found if pair[0] != pair[1]] == [], path


def line_of_sums(tree, columns):
    """[(what the line of sums above the table says, nothing being 0, what the column adds up to)]"""
    text = squeezed(tree.xpath("string(.//p[contains(@class, 'sum')][last()])"))
    found = re.findall(r"(?:[Tt]ổng \D*|, )([\d.]+) (hồ sơ|trang|đồng)", text)
    said = {unit: whole_number(number) for number, unit in reversed(found)}  # the first of a unit is of every line
    for table in tree.iter("table"):
        heads = [squeezed(head.text_content()) for head in table.iterfind("thead//th")]
        places = {unit: place_of(head, heads) for unit, head in columns.items()}
        if heads and None not in places.values():
            rows = [cells for kind, cells in map(line_of, table.iterfind("tbody/tr")) if kind == "row"]
            return [
                (said.get(unit, 0), sum(whole_number(cells[place]) for cells in rows)) for unit, place in places.items()
            ]
    return []


def place_of(name, heads):
    return next((place for place, head in enumerate(heads) if head.startswith(name)), None)


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()
