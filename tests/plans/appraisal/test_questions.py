"""Questions on two desks: Lan finds what she must answer on her first page, Hoa what she must conclude."""

import pytest

from agencies.workflow import perform
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.models import Catalogue
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, hand_in, numbered, row
from tests.helpers.readings import confirm, reading_of


@pytest.fixture
def asked(plan, lan, hoa):
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "ask", numbered(catalogue, "01", "02"), actor=hoa, text="Có bản gốc không?")
    return catalogue


def fresh(catalogue):
    return Catalogue.objects.get(pk=catalogue.pk)


def home(as_user, person):
    return as_user(person).get("/").content.decode()


def test_lan_finds_the_questions_on_her_first_page(as_user, lan, minh, binh, asked):
    page = home(as_user, lan)
    assert "Trả lời câu hỏi của Sở Nội vụ về Mục lục “Giai đoạn 2001–2010”" in page
    assert f'href="/muc-luc/{asked.pk}/tra-loi/"' in page and "hỏi hôm nay" in page
    assert "2 hồ sơ đang ở cơ quan, hỏi từ ngày 20/6/2025" in page
    assert "đang hỏi cơ quan về 2 hồ sơ" in page
    assert f'href="/muc-luc/{asked.pk}/tra-loi/"' not in home(as_user, minh)
    assert "Trả lời câu hỏi" not in home(as_user, binh)


def test_hoa_finds_the_answers_on_hers(as_user, lan, hoa, asked):
    assert "Kết luận về trả lời" not in home(as_user, hoa)
    first, second = numbered(asked, "01", "02")
    answer(asked, {first.pk: "Có.", second.pk: "Không."}, actor=lan)
    page = home(as_user, hoa)
    assert "Kết luận về trả lời của Sở Y tế" in page and "2 hồ sơ trong Mục lục" in page
    assert f"/quan-tri/plans/catalogue/{asked.pk}/change/?loc=1&amp;ket_qua=answered#ho-so" in page
    assert "Trả lời câu hỏi" not in home(as_user, lan)
    decide(asked, "accept", numbered(asked, "01", "02"), actor=hoa)
    assert "Kết luận về trả lời" not in home(as_user, hoa)


def test_what_was_answered_comes_first_in_the_next_version(as_user, lan, hoa, asked):
    """An answer given while the catalogue was back at its agency is in the next review, though the row is the same."""
    decide(asked, "accept", numbered(asked, "03"), actor=hoa)
    back = perform(fresh(asked), "return", actor=hoa, reason="Bổ sung hồ sơ 06.")
    assert "Trả lời câu hỏi của Sở Nội vụ" in home(as_user, lan)
    answer(back, {numbered(asked, "01").get().pk: "Có bản gốc."}, actor=lan)
    write_files(fresh(back), actor=lan, added=[row("06")])
    perform(fresh(back), "submit", actor=lan, secrecy_declared=True, leaves_questions=True)
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{asked.pk}/change/").content.decode()
    rows = page.split('id="xem-xet"')[1]
    assert rows.index("số 01") < rows.index("số 06") < rows.index("số 02")
    assert "số 03" not in rows and "số 04" not in rows
    assert numbered(asked, "03").get().decision == "accepted"


def test_lan_uploads_again_and_only_what_changed_is_reviewed_anew(as_user, lan, hoa, plan, read):
    """Accepted rows keep their decision through the upload; the changed and the new one are all Hoa sees."""
    catalogue = hand_in(lan.agency, lan)
    decide(catalogue, "accept", numbered(catalogue, "01", "02", "03", "04"), actor=hoa)
    decide(catalogue, "leave_out", numbered(catalogue, "05"), actor=hoa, reason="worthless")
    back = perform(fresh(catalogue), "return", actor=hoa, reason="Hồ sơ 02 sai số trang; bổ sung 06.")
    rows = [row(f"{number:02}") for number in range(1, 7)]
    rows[1] = row("02", page_count=77)
    confirm(read(back, reading_of(*rows)), lan)
    again = perform(fresh(back), "submit", actor=lan, secrecy_declared=True)
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{again.pk}/change/").content.decode()
    table = page.split('id="xem-xet"')[1]
    assert "số 02" in table and "số 06" in table
    assert not [number for number in ("01", "03", "04", "05") if f"số {number}" in table]
    assert (again.revision, again.accepted_files, again.left_out_files) == (2, 3, 1)
    decide(again, "accept", numbered(again, "02", "06"), actor=hoa)
    perform(fresh(again), "appraise", actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    result = again.appraisals.get()
    assert (result.file_count, result.left_out_files, result.revision) == (5, 1, 2)
