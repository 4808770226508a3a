"""Heavy work of each kind is counted: who has had enough for an hour reads when to come again, and nothing is made."""

import pytest

from budgets.models import Simulation
from budgets.simulations.piles import MARKS
from plans.models import DuplicateSearch
from reports.models import Report
from tests.helpers.catalogues import hand_in

pytestmark = pytest.mark.django_db

ASKED = {"name": "Một tỷ", "scope": "departments", "sum_dong": "1.000.000.000", "count_by": "pages"}
ASKED |= {"starts_on": "23/6/2025", "deadline": "14/8/2025", "pages_per_day": "50"}
ASKED |= {f"weight_{name}": "10" for name in MARKS}


@pytest.fixture
def enough(settings):
    settings.WORK_AN_HOUR = dict.fromkeys(settings.WORK_AN_HOUR, 0)


def is_refused(answer, work):
    said = answer.content.decode()
    return answer.status_code == 429 and int(answer["Retry-After"]) <= 3600 and f"Bạn đã {work} 0 lần" in said


@pytest.mark.usefixtures("enough")
@pytest.mark.parametrize(
    ("name", "address", "sent", "work", "model"),
    [
        ("hoa", "/bao-cao/lap/", {"as_of": "20/6/2025"}, "lập báo cáo", Report),
        ("hoa", "/trung-lap/tim/", {"muc-luc": "{}"}, "tìm hồ sơ trùng", DuplicateSearch),
        ("tuan", "/phuong-an/lap/", ASKED, "tính phương án phân bổ", Simulation),
    ],
)
def test_more_than_an_hour_holds_is_not_begun(as_user, cast, lan, name, address, sent, work, model):
    pk = hand_in(lan.agency, lan, rows=2).pk
    fields = {field: value.format(pk) for field, value in sent.items()}
    assert is_refused(as_user(cast(name)).submit(address, fields), work)
    assert not model.objects.exists()


@pytest.mark.usefixtures("enough")
def test_more_papers_than_an_hour_holds_are_not_drawn(as_user, lan):
    pk = hand_in(lan.agency, lan, rows=2).pk
    assert is_refused(as_user(lan).get(f"/muc-luc/{pk}/bieu-mau/xlsx/"), "xuất tệp dài")
