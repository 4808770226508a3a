"""An administrator's workbook is read in a limited child: what is too much for it harms no web process."""

import resource
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agencies.admin import table_reader
from agencies.admin.table_reader import rows_of
from agencies.limits.later import TooBusy
from agencies.limits.places import place
from agencies.secrecy.refusals import StateSecret
from config.launch.crowd import heavy_workbook
from tests.helpers.workbooks import xlsx


def test_cells_come_back_as_a_person_writes_them():
    data = xlsx(["Mã", "Từ ngày", "Số"], [502, date(2025, 4, 20), None], [None, None, None], ["SYT", "1/7/2025", 1.5])
    assert rows_of(data) == [
        ["Mã", "Từ ngày", "Số"],
        ["502", "20/04/2025", ""],
        ["", "", ""],
        ["SYT", "1/7/2025", "1.5"],
    ]


def test_a_marked_cell_leaves_the_child_as_a_refusal_only():
    with pytest.raises(StateSecret) as refused:
        rows_of(xlsx(["Mã"], ["Kho Zeta (Mật)"]))
    assert "Zeta" not in str(refused.value)


def test_a_table_of_too_many_rows_costs_the_web_process_nothing():
    data, before = heavy_workbook(12), resource.getrusage(resource.RUSAGE_SELF)
    with pytest.raises(ValidationError, match="Bảng quá lớn"):
        rows_of(data)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_maxrss - before.ru_maxrss < 200_000  # KB
    assert after.ru_utime - before.ru_utime < 2


def test_a_child_that_does_not_end_is_ended(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(table_reader, "CHILD", sleeper)
    monkeypatch.setattr(table_reader, "WALL_SECONDS", 0.2)
    with pytest.raises(ValidationError, match="Bảng quá lớn"):
        rows_of(b"PK")


def test_it_takes_its_turn_with_the_other_files(settings, monkeypatch):
    monkeypatch.setattr(table_reader, "PATIENCE_SECONDS", 0)
    settings.WORKBOOK_PLACES = 1
    with place("workbook", 1), pytest.raises(TooBusy, match="Thử lại sau 60 giây"):
        rows_of(b"PK")
