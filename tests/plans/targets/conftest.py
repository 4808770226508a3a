"""A workbook of the annexes as it is read, or as Hoa sends it, and Tam Kỳ with a target to share out."""

import pytest

from plans.intake.sandbox import Sheet
from plans.targets.services import TargetFigures, assign_targets
from plans.targets.workbook import read_annex
from tests.helpers.targets import HEAD


@pytest.fixture
def sent(as_user, hoa):
    """`sent(file)`: Hoa sends it; the page she sees."""

    def send(file):
        return as_user(hoa).submit("/chi-tieu/nap/", {"workbook": file}, follow=True).content.decode()

    return send


@pytest.fixture
def judge(plan, agencies):
    """`judge([row, …])`: the annex of sheets with our header; more sheets as {name: rows}."""

    def read(*rows, head=HEAD, **more):
        known = [each for each in agencies.values() if each.kind not in ("commune", "province")]
        sheets = [Sheet("Biểu", [head, *rows]), *(Sheet(name, [head, *each]) for name, each in more.items())]
        return read_annex(sheets, agencies=known, price_dong=4896)

    return read


@pytest.fixture
def tam_ky(plan, agencies, hoa):
    assign_targets(plan, {agencies["502"]: TargetFigures(1_000, 27_000)}, actor=hoa)
    return agencies["502"]
