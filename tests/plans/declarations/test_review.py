"""Lan declares what the stores of Sở Y tế hold."""

import re

import pytest
from django.urls import reverse

from agencies.drafts import load_draft, save_draft
from agencies.models import Event, FormDraft
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.declarations.review_forms import line_grid, posted_rows
from plans.declarations.reviews import submit_review
from plans.declarations.validators import line_warnings, volume_against_plan
from plans.models import Milestone, Target, VolumeReview

EDIT, SECRECY, CHECK = "/ra-soat/khoi-luong/", "/ra-soat/do-mat/", "/ra-soat/xem-lai/"
LINE = {
    "fonds_name": "Sở Y tế",
    "retention": "permanent",
    "arrangement": "full",
    "file_count": "18.240",
    "sheet_count": "702.114",
    "page_count": "1.310.450",
    "page_count_a3": "2.310",
}
HELD = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 100, "page_count": 5000}


def posted(*lines, **more):
    data = {"lines-TOTAL_FORMS": str(len(lines) + 5), "lines-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        data |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return data | more


def declare(browser, *lines, counts=None, **check):
    """Walk through the three steps; returns the answer of the last one."""
    browser.submit(EDIT, posted(*lines))
    browser.submit(SECRECY, counts or {"photo_count": "1.200"})
    return browser.submit(CHECK, {"version": "0", "reason": ""} | check)


def test_lan_declares_in_three_steps_and_hands_in(as_user, lan, plan, agencies):
    browser = as_user(lan)
    assert browser.submit(EDIT, posted(LINE, LINE | {"fonds_name": "Chi cục Dân số"})).url == SECRECY
    assert (
        browser.submit(
            SECRECY, {"secret_files": "12", "secret_pages": "1.450", "video_count": "3", "video_minutes": "95"}
        ).url
        == CHECK
    )
    page = browser.get(CHECK).content.decode()
    assert "2.630.140 trang A4 quy đổi" in page and "12.877.165.440 đồng" in page
    answer = browser.submit(CHECK, {"version": "0", "reason": ""})
    review = VolumeReview.objects.get(agency=agencies["SYT"])
    assert answer.url == reverse("review_version", args=[review.pk])
    assert (review.version, review.file_count, review.a4_page_count) == (1, 36480, 2 * (1310450 + 2 * 2310))
    assert review.amount_dong == review.a4_page_count * 4896 and review.unit_price_dong == 4896
    assert (review.secret_files, review.secret_pages, review.video_minutes) == (12, 1450, 95)
    assert review.submitted_on.isoformat() == "2025-06-20" and review.lines.count() == 2
    assert not FormDraft.objects.filter(user=lan).exists()


def test_history_records_who_handed_in_how_much(lan, plan, agencies):
    review = submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD])
    event = Event.objects.about(review).get()
    assert str(event) == "Trần Thị Lan gửi rà soát khối lượng lần 1: 100 hồ sơ, 5.000 trang A4 quy đổi"
    assert event.after["amount_dong"] == 24_480_000


def test_every_error_of_the_grid_is_shown_at_once_with_row_and_column(as_user, lan):
    wrong = LINE | {"page_count": "khoảng 380 nghìn"}
    page = (
        as_user(lan).submit(EDIT, posted(LINE, wrong, LINE | {"retention": "", "file_count": "1.23"})).content.decode()
    )
    assert "Dòng 2, cột Trang A4: Nhập một số nguyên, ví dụ 1.250." in page
    assert "Dòng 3, cột Thời hạn: Chọn thời hạn bảo quản." in page
    assert "Dòng 3, cột Hồ sơ: Nhập một số nguyên, ví dụ 1.250." in page
    assert 'href="#id_lines-1-page_count"' in page and 'id="id_lines-1-page_count"' in page
    assert 'value="khoảng 380 nghìn"' in page


def test_what_was_typed_is_kept_even_when_it_is_wrong(as_user, lan):
    browser = as_user(lan)
    browser.submit(EDIT, posted(LINE | {"page_count": "khoảng 380 nghìn"}, save="1"))
    page = browser.get(EDIT).content.decode()
    assert 'value="khoảng 380 nghìn"' in page and "Cần sửa" not in page


def test_the_check_page_sends_back_to_what_is_not_finished(as_user, lan):
    browser = as_user(lan)
    assert browser.get(CHECK).url == EDIT
    browser.submit(EDIT, posted(LINE | {"page_count": "x"}))
    assert browser.get(CHECK).url == f"{EDIT}?kiem-tra=1"
    assert "Dòng 1, cột Trang A4" in browser.get(f"{EDIT}?kiem-tra=1").content.decode()
    browser.submit(EDIT, posted(LINE))
    assert browser.get(CHECK).url == SECRECY


def test_a_removed_row_and_empty_rows_do_not_count(as_user, lan):
    browser = as_user(lan)
    gone = {"fonds_name": "Bỏ", "page_count": "sai", "DELETE": "1"}
    assert browser.submit(EDIT, posted(gone, LINE)).url == SECRECY
    rows = posted_rows(load_draft(lan, "review-lines/SYT"))
    assert [row["fonds_name"] for row in rows] == ["Sở Y tế"]


def test_more_rows_without_javascript(as_user, lan):
    browser = as_user(lan)
    assert browser.get(EDIT).content.decode().count('<td class="muted num">') >= 5
    browser.submit(EDIT, posted(*[LINE] * 4, add_rows="1"))
    page = browser.get(EDIT).content.decode()
    assert (
        'name="lines-8-fonds_name"' in page and 'value="9"' in re.search(r"<input[^>]*lines-TOTAL_FORMS[^>]*>", page)[0]
    )


@pytest.mark.parametrize("field, value", [("page_count", "1000000000"), ("file_count", "-5"), ("sheet_count", "1,234")])
def test_numbers_nobody_could_mean_are_refused(field, value):
    assert not line_grid([LINE | {field: value}], bound=True).is_valid()


def test_a_line_without_files_or_pages_is_refused(lan, plan, agencies):
    grid = line_grid([LINE | {"file_count": ""}, LINE | {"page_count": "", "page_count_a3": "0"}], bound=True)
    assert "chưa có hồ sơ" in str(grid.forms[0].errors) and "ít nhất một khổ giấy" in str(grid.forms[1].errors)
    with pytest.raises(WorkflowError, match="Dòng 1"):
        submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD | {"page_count": 0}])
    with pytest.raises(WorkflowError, match="ít nhất một dòng"):
        submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[])


def test_implausible_lines_are_warned_about_but_may_be_handed_in(as_user, lan, plan, agencies):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=4000, page_count=10_000)
    odd = {
        "fonds_name": "Giám định",
        "retention": "limited",
        "arrangement": "none",
        "file_count": "4",
        "sheet_count": "4.100",
        "page_count": "9.400",
        "page_count_a0": "2",
    }
    browser = as_user(lan)
    browser.submit(EDIT, posted(odd))
    browser.submit(SECRECY, {})
    page = browser.get(CHECK).content.decode()
    assert "Dòng 1 (Giám định): số trang (9.402) lớn hơn hai lần số tờ (4.100)." in page
    assert "trung bình 2.351 trang một hồ sơ" in page
    assert "hệ số K cần Sở Tài chính xác nhận" in page
    assert "Khối lượng rà soát ít hơn Kế hoạch 568 trang (5,68%)." in page
    assert "Chưa chỉnh lý: 4 hồ sơ, 9.402 trang" in page
    assert browser.submit(CHECK, {"version": "0", "reason": "Bản đồ khổ lớn"}).status_code == 302
    assert VolumeReview.objects.get().reason == "Bản đồ khổ lớn"


def test_plausibility_rules_at_their_edges():
    assert line_warnings(10, 100, 200) == []
    assert "lớn hơn hai lần" in line_warnings(10, 100, 201)[0]
    assert line_warnings(10, 0, 50) == [] and line_warnings(10, 0, 3000) == []
    assert len(line_warnings(10, 0, 49)) == 1 and len(line_warnings(10, 0, 3001)) == 1
    assert volume_against_plan(5, None) == "" and volume_against_plan(5, 5) == ""
    assert volume_against_plan(15, 10) == "Khối lượng rà soát nhiều hơn Kế hoạch 5 trang (50,00%)."


def test_a_second_version_starts_from_the_first_and_needs_a_reason(as_user, lan, plan, agencies):
    first = submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD], counts={"photo_count": 7})
    browser = as_user(lan)
    assert 'value="5.000"' in browser.get(EDIT).content.decode()
    assert 'value="7"' in browser.get(SECRECY).content.decode()
    again = LINE | {"file_count": "90", "page_count": "4.500", "page_count_a3": "", "sheet_count": ""}
    page = declare(browser, again, seen="1").content.decode()
    assert "Ghi lý do" in page and VolumeReview.objects.count() == 1
    assert browser.submit(CHECK, {"version": "1", "reason": "Loại tài liệu trùng"}).status_code == 302
    second = VolumeReview.objects.get(version=2)
    page = browser.get(reverse("review_version", args=[second.pk])).content.decode()
    assert "Loại tài liệu trùng" in page and "−500" in page and reverse("review_version", args=[first.pk]) in page
    assert VolumeReview.objects.get(pk=first.pk).page_count == 5000


def test_two_colleagues_handing_in_at_once_do_not_overwrite_each_other(as_user, lan, nam, plan, agencies):
    browser = as_user(lan)
    browser.submit(EDIT, posted(LINE))
    browser.submit(SECRECY, {})
    submit_review(agencies["SYT"], plan=plan, actor=nam, lines=[HELD])
    page = browser.submit(CHECK, {"version": "0", "reason": "x"}).content.decode()
    assert "Có người trong cơ quan vừa gửi một bản khác" in page and VolumeReview.objects.count() == 1
    with pytest.raises(Overtaken):
        submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD], seen=0, reason="x")


def test_an_expired_login_loses_nothing(client, as_user, lan, plan):
    page = as_user(lan).get(EDIT).content.decode()
    owner = re.search(r'name="_owner" value="([^"]+)"', page)[1]
    client.logout()
    client.submit(EDIT, posted(LINE | {"fonds_name": "Phông chưa gửi"}, _owner=owner))
    page = as_user(lan).get(EDIT).content.decode()
    assert "Phông chưa gửi" in page and "Phiên đăng nhập đã hết" in page


def test_autosave_keeps_the_draft(as_user, lan):
    browser = as_user(lan)
    assert 'data-autosave="/nhap/review-lines/SYT"' in browser.get(EDIT).content.decode()
    browser.post("/nhap/review-lines/SYT", posted(LINE))
    assert 'value="1.310.450"' in browser.get(EDIT).content.decode()


def test_the_money_panel_is_worked_out_by_the_server_too(as_user, lan, plan, agencies):
    Target.objects.create(plan=plan, agency=agencies["SYT"], file_count=1, page_count=1_500_000)
    save_draft(lan, "review-lines/SYT", as_query(posted(LINE)))
    page = as_user(lan).get(EDIT).content.decode()
    assert "6.438.582.720" in page and "còn thiếu 184.930 trang" in page
    assert "Sáu tỷ bốn trăm ba mươi tám triệu năm trăm tám mươi hai ngàn bảy trăm hai mươi đồng" in page


def as_query(data):
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    query.update(data)
    return query


@pytest.mark.parametrize(
    "amount, words",
    [("216016", "Hai trăm mười sáu ngàn không trăm mười sáu đồng"), ("-5", ""), ("9" * 30, ""), ("", ""), ("٣", "")],
)
def test_amounts_in_words_for_the_panel(as_user, lan, amount, words):
    assert as_user(lan).get("/bang-chu/", {"amount": amount}).content.decode() == words


def test_only_clerks_of_the_agency_write(as_user, minh, hoa, binh, lan, plan, agencies):
    assert as_user(minh).get(EDIT).status_code == 403
    assert as_user(minh).get("/ra-soat/").status_code == 200
    assert as_user(hoa).get("/ra-soat/").status_code == 403
    with pytest.raises(NotAllowed):
        submit_review(agencies["SYT"], plan=plan, actor=binh, lines=[HELD])


def test_strangers_never_see_a_version(as_user, lan, minh, hoa, mai, binh, thu, plan, agencies):
    review = submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD | {"fonds_name": "Phông riêng của Y tế"}])
    address = reverse("review_version", args=[review.pk])
    for person in (lan, minh, hoa, mai):
        assert "Phông riêng của Y tế" in as_user(person).get(address).content.decode()
    for person in (binh, thu):
        assert as_user(person).get(address).status_code == 404
        assert "Phông riêng" not in as_user(person).get("/ra-soat/").content.decode()


def test_a_district_reads_what_its_commune_declared(as_user, thu, hai, plan, agencies):
    review = submit_review(agencies["20335"], plan=plan, actor=thu, lines=[HELD])
    assert as_user(hai).get(reverse("review_version", args=[review.pk])).status_code == 200


def test_the_first_version_closes_the_milestone(as_user, day, lan, plan, agencies):
    day("2025-04-19")
    submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD])
    day("2025-06-20")
    submit_review(agencies["SYT"], plan=plan, actor=lan, lines=[HELD], reason="Bổ sung")
    assert "đúng hạn" in as_user(lan).get("/ra-soat/").content.decode()
    Milestone.objects.filter(key="review").update(last_day_on_time="2025-04-16")
    assert "trễ 3 ngày" in as_user(lan).get("/ra-soat/").content.decode()


def test_an_overdue_review_says_by_how_much(as_user, lan):
    page = as_user(lan).get("/ra-soat/").content.decode()
    assert "quá hạn 62 ngày" in page and "trước 20/4/2025" in page


def test_secret_counts_need_files_with_their_pages(as_user, lan):
    page = as_user(lan).submit(SECRECY, {"secret_pages": "50"}).content.decode()
    assert "Hồ sơ mức Tối mật: Đã ghi “Trang mức Tối mật”" in page


def test_text_is_stored_as_one_unicode_form(as_user, lan):
    declare(as_user(lan), LINE | {"fonds_name": "  Sở\u200b Y tê\u0301 "})
    assert VolumeReview.objects.get().lines.get().fonds_name == "Sở Y tế"


def test_a_version_page_asks_no_more_for_more_lines(as_user, lan, plan, agencies, django_assert_max_num_queries):
    many = [HELD | {"fonds_name": f"Phông {number}"} for number in range(40)]
    review = submit_review(agencies["SYT"], plan=plan, actor=lan, lines=many)
    browser = as_user(lan)
    with django_assert_max_num_queries(16):
        browser.get(reverse("review_version", args=[review.pk]))
