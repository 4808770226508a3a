"""What Hoa looks at first: findings, the order by risk, filters, decisions in bulk from the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.workflow import perform
from plans.appraisal import findings
from plans.appraisal.chosen import mark_of
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Catalogue
from tests.helpers.catalogues import numbered, row
from tests.helpers.reading import guards_of

ODD = {
    "01": {"title": "Báo cáo năm 2008"},
    "02": {"title": "BÁO CÁO  năm 2008"},
    "03": {"arranged": False},
    "04": {"digitized_before": True},
    "05": {"sheet_count": 10},
    "06": {"end_date": ""},
    "07": {"page_count": 2, "page_count_a3": 0},
    "08": {"page_count": 900, "sheet_count": 900},
    "09": {},
    "10": {"title": "Báo cáo năm 2008", "start_date": "2010", "end_date": "2010"},
}


@pytest.fixture
def odd(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Có điều lạ", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row(number, **changes) for number, changes in ODD.items()])
    return perform(made, "submit", actor=lan, secrecy_declared=True)


def page_path(catalogue, query=""):
    return f"/quan-tri/plans/catalogue/{catalogue.pk}/change/{query}"


def send(browser, catalogue, verdict, **data):
    path = f"/quan-tri/plans/catalogue/{catalogue.pk}/xem-xet/"
    return browser.submit(path, {"verdict": verdict, "loc": "1"} | data, follow=True).content.decode()


@pytest.mark.engine
@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("duplicate", ["01", "02"]),
        ("unarranged", ["03"]),
        ("digitized", ["04"]),
        ("sheets", ["05"]),
        ("dates", ["06"]),
        ("few", ["07"]),
        ("many", ["08"]),
        ("heavy", []),
    ],
)
def test_each_finding_names_its_files(odd, key, numbers):
    rows = findings.judged(odd).filter(**{f"is_{key}": 1})
    assert sorted(rows.values_list("file_number", flat=True)) == numbers


def test_the_box_counts_and_compares_with_the_group(odd):
    box = findings.box(odd)
    assert {row["key"]: row["count"] for row in box["rows"]} == {
        "duplicate": 2,
        "unarranged": 1,
        "digitized": 1,
        "sheets": 1,
        "thin": 1,
        "dates": 1,
        "few": 1,
        "many": 1,
    }
    assert "nhóm này trong Kế hoạch bình quân 69,2 trang" in box["average"]


def test_a_districts_file_is_heavy_from_five_times_its_average(plan, hai):
    made = create_catalogue(plan=plan, agency=hai.agency, actor=hai, name="Huyện", fonds_name="Tam Kỳ")
    thick = {"page_count": 140, "page_count_a3": 0, "sheet_count": 100}
    write_files(made, actor=hai, added=[row("01"), row("02", **thick)])
    made.refresh_from_db()
    assert [file.file_number for file in findings.judged(made).filter(is_heavy=1)] == ["02"]
    assert "27,1" in findings.box(made)["average"]


def test_a_duplicate_left_out_leaves_the_other_in_peace(odd, hoa):
    decide(odd, "leave_out", numbered(odd, "02"), actor=hoa, reason="duplicate")
    assert not findings.judged(odd).filter(is_duplicate=1).exists()


def test_what_is_odd_comes_first(odd):
    ranked = list(findings.by_risk(findings.judged(odd)).values_list("file_number", flat=True))
    assert ranked[:4] == ["01", "02", "03", "04"] and ranked[-2:] == ["09", "10"]


def test_filters_narrow_the_page(as_user, hoa, odd):
    browser = as_user(hoa)
    decide(odd, "accept", numbered(odd, "09"), actor=hoa)
    for query, shown, hidden in [
        ("?loc=1&dau_hieu=unarranged", "số 03", "số 09"),
        ("?loc=1&ket_qua=accepted", "số 09", "số 03"),
        ("?loc=1&q=bao+cao", "Báo cáo năm 2008", "số 03"),
        ("?loc=1&ket_qua=bịa&dau_hieu=x&trang=x", "số 03", "không có gì"),
        ("?loc=1&thu_tu=position&sau=8", "số 09", "số 03"),
    ]:
        page = browser.get(page_path(odd, query)).content.decode()
        assert shown in page and hidden not in page.split('id="xem-xet"')[1], query


# From the page


def test_hoa_decides_on_ticked_rows(as_user, hoa, odd):
    keys = [str(pk) for pk in numbered(odd, "01", "09").values_list("pk", flat=True)]
    assert "Đã chấp nhận 2 hồ sơ." in send(as_user(hoa), odd, "accept", file=keys, scope="selected")
    page = send(as_user(hoa), odd, "accept", file=keys, at_once=keys, scope="selected")
    assert "Đã chấp nhận 0 hồ sơ, bỏ qua 2: hồ sơ 01: đang là “Chấp nhận”" in page


def test_all_rows_of_the_filter_ask_first_with_their_count(as_user, hoa, odd):
    browser, everything = as_user(hoa), {"scope": "all", "ket_qua": "pending"}
    page = send(browser, odd, "accept", **everything)
    assert "Chấp nhận 10 hồ sơ" in page and not odd.files.exclude(decision="").exists()
    mark, other = mark_of(odd.files.all()), mark_of(odd.files.exclude(file_number="01"))
    page = send(browser, odd, "accept", asked="accept", chosen=other, **everything)
    assert "các hồ sơ theo bộ lọc vừa thay đổi, nay có 10 hồ sơ" in page and f'value="{mark}"' in page
    assert not odd.files.exclude(decision="").exists()
    assert "Đã chấp nhận 10 hồ sơ." in send(browser, odd, "accept", asked="accept", chosen=mark, **everything)


def test_a_reason_that_is_missing_is_asked_for(as_user, hoa, odd):
    key = str(numbered(odd, "03").get().pk)
    browser = as_user(hoa)
    page = send(browser, odd, "leave_out", file=key, scope="selected")
    assert "Loại khỏi diện số hóa: 1 hồ sơ" in page and "Hồ sơ 03" in page
    page = send(browser, odd, "leave_out", file=key, scope="selected", asked="leave_out")
    assert "Lý do loại</label>" in page and "Chọn lý do loại hồ sơ" in page
    page = send(browser, odd, "leave_out", file=key, scope="selected", asked="leave_out", reason="unarranged")
    assert "Đã loại 1 hồ sơ." in page


def test_an_internal_note_has_a_page_of_its_own(as_user, hoa, odd):
    browser, key = as_user(hoa), str(numbered(odd, "03").get().pk)
    page = send(browser, odd, "note", file=key, scope="selected", text="Viết cho cơ quan")
    assert "Ghi chú nội bộ: 1 hồ sơ" in page and "Viết cho cơ quan" not in page
    guards = guards_of(page, f"/quan-tri/plans/catalogue/{odd.pk}/xem-xet/", "")
    sent = guards | {"file": key, "scope": "selected", "asked": "note", "text": "Xem lại."}
    assert "Đã ghi chú nội bộ" in send(browser, odd, "note", **sent)
    assert odd.notes.get().audience == "internal"


def test_nothing_chosen_is_said(as_user, hoa, odd):
    assert "Chọn ít nhất một hồ sơ" in send(as_user(hoa), odd, "accept", scope="selected")
    assert "Chọn ít nhất một hồ sơ" in send(as_user(hoa), odd, "xóa hết", scope="all")


@pytest.mark.parametrize("name", ["lan", "tuan", "mai"])
def test_nobody_else_decides_through_the_page(as_user, cast, odd, name):
    path = f"/quan-tri/plans/catalogue/{odd.pk}/xem-xet/"
    assert as_user(cast(name)).submit(path, {"verdict": "accept", "scope": "all"}).status_code == 403
    assert not odd.files.exclude(decision="").exists()


def test_an_administrator_may_look_only(as_user, quy, odd):
    page = as_user(quy).get(page_path(odd)).content.decode()
    assert "Với các hồ sơ đã chọn" not in page
    send(as_user(quy), odd, "accept", scope="all", asked="accept", chosen=mark_of(odd.files.all()))
    assert not odd.files.exclude(decision="").exists()


def test_the_next_review_shows_what_changed_unless_asked_for_more(as_user, hoa, lan, odd):
    back = perform(odd, "return", actor=hoa, reason="Bổ sung 11.")
    write_files(back, actor=lan, added=[row("11")])
    again = perform(Catalogue.objects.get(pk=odd.pk), "submit", actor=lan, secrecy_declared=True)
    browser = as_user(hoa)
    rows = browser.get(page_path(again)).content.decode().split('id="xem-xet"')[1]
    assert "số 11" in rows and "số 09" not in rows
    assert "số 09" in browser.get(page_path(again, "?loc=1")).content.decode()


def test_more_rows_and_notes_cost_no_more_queries(as_user, hoa, odd, django_assert_num_queries):
    browser = as_user(hoa)
    decide(odd, "ask", numbered(odd, "01"), actor=hoa, text="Vì sao?")
    browser.get(page_path(odd, "?loc=1&dau_hieu=duplicate"))
    with CaptureQueriesContext(connection) as few:
        browser.get(page_path(odd, "?loc=1&dau_hieu=duplicate"))
    decide(odd, "ask", numbered(odd, "02", "03"), actor=hoa, text="Vì sao?")
    with django_assert_num_queries(len(few)):
        browser.get(page_path(odd, "?loc=1&ket_qua=asked"))


def test_unarranged_files_are_left_out_with_one_click(as_user, hoa, odd):
    browser = as_user(hoa)
    page = browser.get(page_path(odd)).content.decode()
    assert "Loại 1 hồ sơ chưa chỉnh lý" in page and "Lý do loại</label>" in page
    one_click = {"scope": "all", "dau_hieu": "unarranged", "ket_qua": "pending", "reason": "unarranged"}
    page = send(browser, odd, "leave_out", **one_click)
    assert "Đã loại 1 hồ sơ." in page and "hồ sơ chưa chỉnh lý</button>" not in page
    assert numbered(odd, "03").get().left_out_reason == "unarranged"


def test_unarranged_files_that_were_accepted_are_not_offered_for_leaving_out(as_user, hoa, odd):
    decide(odd, "accept", numbered(odd, "03"), actor=hoa)
    page = as_user(hoa).get(page_path(odd)).content.decode()
    assert "Chưa chỉnh lý</a>" in page and "hồ sơ chưa chỉnh lý</button>" not in page


def test_what_waits_for_a_conclusion_comes_first(odd, hoa, lan):
    decide(odd, "accept", numbered(odd, "01", "02"), actor=hoa)
    decide(odd, "ask", numbered(odd, "09"), actor=hoa, text="Vì sao?")
    answer(odd, {numbered(odd, "09").get().pk: "Vì thế."}, actor=lan)
    ranked = list(findings.by_risk(findings.judged(odd)).values_list("file_number", flat=True))
    assert ranked[0] == "09" and ranked[1] == "03" and ranked[-2:] == ["01", "02"]
