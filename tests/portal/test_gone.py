"""What is gone when it is asked for, a file or an object, is answered with a sentence, never with an error."""

from http import HTTPStatus

import pytest

from agencies.files import GONE
from agencies.workflow import Overtaken, perform
from budgets.estimates.services import revise_estimate
from plans.models import Catalogue
from reports.models import Report
from tests.helpers import factories as make
from tests.helpers.typing_forms import a_catalogue

pytestmark = pytest.mark.once


@pytest.fixture
def marked_objects(db, shared_objects):
    return shared_objects


def lost(one, name):
    """The object names a file that the disk does not have."""
    type(one).objects.filter(pk=one.pk).update(**{name: "report/mat.xlsx"})


@pytest.mark.parametrize(
    ("kind", "field", "address"),
    [
        ("report", "xlsx", "/bao-cao/{}/tep/xlsx/"),
        ("detailed", "document", "/ke-hoach-chi-tiet/{}/van-ban/"),
        ("upload", "marked", "/muc-luc/tai-len/{}/tep/marked/"),
    ],
)
def test_a_file_that_the_disk_has_lost_is_said_with_what_to_do(as_user, lan, hoa, marked_objects, kind, field, address):
    one = marked_objects[kind]
    lost(one, field)
    if kind == "report":
        Report.objects.filter(pk=one.pk).update(state="done")
    answer = as_user(hoa if kind == "report" else lan).get(address.format(one.pk))
    assert answer.status_code == HTTPStatus.NOT_FOUND and GONE in answer.content.decode()


def test_who_hands_in_what_a_colleague_deletes_is_told(lan):
    made = a_catalogue(lan)
    Catalogue.objects.filter(pk=made.pk).delete()
    with pytest.raises(Overtaken, match="vừa bị xóa"):
        perform(made, "submit", actor=lan)


def test_who_saves_an_estimate_that_a_colleague_deletes_is_told(lan):
    made = make.an_estimate(lan.agency, 0)
    type(made).objects.filter(pk=made.pk).delete()
    with pytest.raises(Overtaken, match="vừa bị xóa"):
        revise_estimate(made, actor=lan, name="Đợt 2", note="", pages_by_size={})
