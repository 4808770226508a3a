"""A secret that is purged between handing in and appraisal: pages and letter say that it was a purge, not an answer."""

from datetime import date

import pytest

from agencies.purge import services
from agencies.secrecy.finding import Place
from plans.appraisal.agreed_changes import what_changed
from plans.appraisal.effects import hash_of
from plans.models import Appraisal
from reports.documents.appraisal import check_code
from tests.helpers.catalogues import appraise, fresh, hand_in, numbered

PURGED = "sau khi xóa nội dung không được lưu"
DOCUMENT = ("12/BC-SNV", date(2025, 6, 19))
WRONG = "theo trả lời của cơ quan"


@pytest.fixture
def purged(plan, lan, hoa, quy):
    made = hand_in(lan.agency, lan, rows=3)
    file = numbered(made, "02").get()
    type(file).objects.filter(pk=file.pk).update(title="Hồ sơ zeta mười bảy")
    place = Place("plans_archivalfile", str(file.pk), "title")
    asked = services.ask(
        [place], actor=hoa, document=("12/BC-SNV", date(2025, 6, 19)), reason="Theo yêu cầu của cơ quan."
    )
    type(made).objects.filter(pk=made.pk).update(frozen_hash=hash_of(made))
    services.carry_out(asked, actor=quy, version=1)
    return fresh(made)


def test_pages_and_letter_say_that_something_was_purged(purged, lan, hoa, as_user):
    assert purged.agreed_hash and what_changed(purged) == "xóa nội dung không được lưu"
    for person, page in ((lan, f"/muc-luc/{purged.pk}/"), (hoa, f"/quan-tri/plans/catalogue/{purged.pk}/change/")):
        shown = as_user(person).get(page).content.decode()
        assert PURGED in shown and WRONG not in shown
    appraise(purged, hoa)
    made = Appraisal.objects.get()
    assert PURGED in check_code(made) and WRONG not in check_code(made)
    assert PURGED in as_user(lan).get(f"/muc-luc/{purged.pk}/").content.decode()
