"""Who goes on with the work of several agencies declares the volumes of all of them in one form."""

from datetime import date

import pytest

from agencies.drafts import SEEN
from agencies.models import Agency, Duty, FormDraft
from agencies.requests import as_querydict
from plans.declarations.review_pasting import filled
from plans.declarations.review_together import KEY
from plans.declarations.reviews import submit_review
from plans.models import CoverLetter, SignOff, VolumeReview
from tests.helpers import factories as make

FORM = "/ra-soat/chung/"
LINE = {"fonds_name": "Sở Xây dựng", "retention": "permanent", "arrangement": "full"}
LINE |= {"file_count": 100, "page_count": 5_000}


@pytest.fixture
def predecessors(agencies, lan):
    """Sở Xây dựng and Sở Tư pháp ended; Sở Y tế goes on with their work."""
    codes = ("SXD", "STP")
    Agency.objects.filter(code__in=codes).update(successor=lan.agency, active_to=date(2025, 6, 15))
    return [Agency.objects.get(code=code) for code in codes]


def lines(code, *pages, version="0", reason="", **more):
    """Lines of an agency with so many pages each, 100 files."""
    data = {f"{code}-TOTAL_FORMS": str(len(pages)), f"{code}-INITIAL_FORMS": "0", f"{code}-version": version}
    data |= {f"{code}-reason": reason} | {f"{code}-{name}": value for name, value in more.items()}
    for number, count in enumerate(pages):
        row = {"fonds_name": f"Phông {number + 1}", "retention": "permanent", "arrangement": "full"}
        row |= {"file_count": "100", "page_count": count}
        data |= {f"{code}-{number}-{name}": value for name, value in row.items()}
    return data


def checked(browser, data):
    """The form with the mark of what its page has shown once more."""
    page = browser.submit(FORM, data).content.decode()
    return data | {"checked": page.split('name="checked" value="')[1].split('"')[0]}


def sent():
    rows = VolumeReview.objects.order_by("agency__code", "version")
    return [(one.agency.code, one.version, one.page_count) for one in rows]


def test_three_agencies_are_looked_at_once_and_sent_together(as_user, lan, plan, predecessors):
    browser = as_user(lan)
    assert FORM in browser.get("/ra-soat/").content.decode() and FORM in browser.get("/tien-do/").content.decode()
    data = lines("SYT", "5.000") | lines("SXD", "6.000", "1.000") | lines("STP", "7.000")
    page = browser.submit(FORM, data).content.decode()
    assert "Xem lại 3 cơ quan trước khi gửi" in page and "lần đầu" in page and sent() == []
    assert 'data-sum="page_count">19.000<' in page
    letter = {"letter_number": "45/SYT-VP", "letter_date": "12/6/2025"}
    done = browser.submit(FORM, checked(browser, data) | letter, follow=True).content.decode()
    assert "Đã gửi rà soát khối lượng của 3 cơ quan." in done
    assert sent() == [("STP", 1, 7_000), ("SXD", 1, 7_000), ("SYT", 1, 5_000)]
    assert VolumeReview.objects.get(agency__code="SXD").lines.count() == 2
    assert set(CoverLetter.objects.values_list("agency__code", "number")) == {
        (code, "45/SYT-VP") for code in ("STP", "SXD", "SYT")
    }
    assert not FormDraft.objects.exists()


def test_other_figures_are_looked_at_again(as_user, lan, plan, predecessors):
    browser = as_user(lan)
    data = checked(browser, lines("SXD", "6.000"))
    page = browser.submit(FORM, data | lines("SXD", "6.001")).content.decode()
    assert "Xem lại 1 cơ quan trước khi gửi" in page and "6.001" in page and sent() == []


def test_what_was_handed_in_stands_beside_and_asks_why_it_changes(as_user, lan, plan, predecessors):
    submit_review(predecessors[0], plan=plan, actor=lan, lines=[LINE], counts={"secret_files": 7})
    browser = as_user(lan)
    page = browser.get(FORM).content.decode()
    assert "Đã gửi lần 1" in page and 'data-label="Trang A4">5.000<' in page
    data = lines("SXD", "5.500", version="1", secret_files="7") | lines("STP", "7.000")
    page = browser.submit(FORM, data).content.decode()
    assert "+500" in page and 'id="id_SXD-reason_error"' in page
    data |= {"SXD-reason": "Đếm lại."}
    browser.submit(FORM, checked(browser, data))
    assert sent() == [("STP", 1, 7_000), ("SXD", 1, 5_000), ("SXD", 2, 5_500)]
    assert VolumeReview.objects.get(version=2).secret_files == 7


def test_lines_that_say_nothing_new_are_not_sent(as_user, lan, plan, predecessors):
    submit_review(predecessors[0], plan=plan, actor=lan, lines=[LINE | {"fonds_name": "Phông 1"}], counts={})
    browser = as_user(lan)
    same = lines("SXD", "5.000", version="1")
    assert "Chưa có số liệu mới" in browser.submit(FORM, same).content.decode()
    assert "Chưa có số liệu mới" in browser.submit(FORM, {}).content.decode()
    browser.submit(FORM, checked(browser, same | lines("STP", "7.000")))
    assert sent() == [("STP", 1, 7_000), ("SXD", 1, 5_000)]


def test_new_counts_alone_are_something_new(as_user, lan, plan, predecessors):
    submit_review(predecessors[0], plan=plan, actor=lan, lines=[LINE | {"fonds_name": "Phông 1"}], counts={})
    browser = as_user(lan)
    browser.submit(FORM, checked(browser, lines("SXD", "5.000", version="1", reason="Ảnh.", photo_count="30")))
    assert VolumeReview.objects.get(version=2).photo_count == 30


def test_a_wrong_line_is_named_and_nothing_is_sent(as_user, lan, plan, predecessors):
    data = lines("SXD", "6.000") | lines("STP", "") | {"STP-0-retention": ""}
    page = as_user(lan).submit(FORM, data).content.decode()
    assert "Sở Tư pháp, dòng 1, cột Thời hạn: Chọn thời hạn bảo quản." in page
    assert "Xem lại" not in page.split("<form")[1] and sent() == []


def test_a_colleague_who_was_faster_is_noticed_and_nothing_is_half_sent(as_user, lan, nam, plan, predecessors):
    browser = as_user(lan)
    data = checked(browser, lines("STP", "7.000") | lines("SXD", "6.000"))
    submit_review(predecessors[0], plan=plan, actor=nam, lines=[LINE], counts={})
    data |= {"SXD-reason": "Đếm lại."}
    answer = browser.submit(FORM, data)
    assert answer.status_code == 409 and "Sở Xây dựng: Có người" in answer.content.decode()
    assert sent() == [("SXD", 1, 5_000)]


def test_what_a_colleague_handed_in_is_compared_with_what_was_typed(as_user, lan, nam, plan, predecessors):
    """A count that was left empty is the 0 that stands there: no difference is told."""
    browser = as_user(lan)
    data = checked(browser, lines("STP") | lines("SXD", "6.000") | {"SXD-0-file_count": "120"})
    there = [LINE | {"fonds_name": "Phông 1"}]
    submit_review(predecessors[0], plan=plan, actor=nam, lines=there, counts={})
    answer = browser.submit(FORM, data | {SEEN: "earlier", "SXD-reason": "Đếm lại."})
    assert answer.status_code == 409
    found = {(one.place, one.now, one.typed) for one in answer.context["typed"].differences}
    assert found == {
        ("Sở Xây dựng, dòng 1, Hồ sơ", "100", "120"),
        ("Sở Xây dựng, dòng 1, Trang A4", "5.000", "6.000"),
        ("Lý do, Sở Xây dựng", "", "Đếm lại."),
    }


def test_a_draft_that_is_what_was_handed_in_is_dropped(as_user, lan, plan, predecessors):
    browser = as_user(lan)
    browser.submit(FORM, lines("SXD", "5.000"))
    assert FormDraft.objects.filter(key=KEY).exists()
    there = [LINE | {"fonds_name": "Phông 1"}]
    submit_review(predecessors[0], plan=plan, actor=lan, lines=there, counts={})
    page = browser.get(FORM).content.decode()
    assert not FormDraft.objects.filter(key=KEY).exists() and 'class="error"' not in page


def test_an_unusual_review_asks_for_its_reason_alone(as_user, lan, plan, predecessors):
    make.a_target(predecessors[0], 1_000)
    page = as_user(lan).submit(FORM, lines("SXD", "90.000") | lines("STP", "7.000")).content.decode()
    assert 'id="id_SXD-reason_error"' in page and 'id="id_STP-reason_error"' not in page


def test_a_head_who_signs_is_asked_for_each(heads_sign, as_user, lan, nam, plan, predecessors):
    browser = as_user(lan)
    data = checked(browser, lines("STP", "7.000") | lines("SXD", "6.000")) | {"note": "Xin ký."}
    done = browser.submit(FORM, data, follow=True).content.decode()
    assert "Đã trình lãnh đạo ký rà soát khối lượng của 2 cơ quan." in done and sent() == []
    assert set(SignOff.objects.values_list("agency__code", "note")) == {("STP", "Xin ký."), ("SXD", "Xin ký.")}
    assert "7.000" in browser.get("/ra-soat/khoi-luong/?co_quan=STP").content.decode()


def test_a_block_finds_its_agencies_and_replaces_their_lines(as_user, lan, plan, predecessors):
    block = (
        "SXD\tSở Xây dựng\tVĩnh viễn\tHoàn chỉnh\t10\t0\t500\n"
        "SXD\tPhông hai\t70 năm\tChưa chỉnh lý\t20\t0\t900\n"
        "Sở Tư pháp\tVĩnh viễn\tMột phần\t3\t0\t81\n"
        "\tPhông chung\tLâu dài\tHoàn chỉnh\t1\t0\t27"
    )
    data = lines("SXD", "1", "2", "3") | {"fill": "1", "pasted": block}
    page = as_user(lan).submit(FORM, data).content.decode()
    for name, value in {
        "SXD-0-fonds_name": "Sở Xây dựng",
        "SXD-1-page_count": "900",
        "STP-0-fonds_name": "Sở Tư pháp",
        "STP-0-page_count": "81",
        "SYT-0-fonds_name": "Phông chung",
    }.items():
        assert f'name="{name}" value="{value}"' in page
    assert 'name="SXD-2-' not in page and "“Lâu dài”" in page and 'class="error"' not in page and sent() == []


def test_a_block_replaces_the_lines_of_no_agency_with_a_longer_code():
    fields = ("XA-0-DELETE", "XA-0-page_count", "XA-1-0-page_count", "XA-1-1-DELETE", "XA-version")
    data = as_querydict({name: ["7"] for name in fields})
    called = {"XA": ("XA", "UBND xã 0"), "XA-1": ("XA-1", "UBND xã 1")}
    for code, kept in {"XA": fields[2:], "XA-1": (*fields[:2], "XA-version")}.items():
        after = filled(data, f"{code}\tPhông 1\tVĩnh viễn\tHoàn chỉnh\t10\t0\t500", called)
        assert after[f"{code}-0-page_count"] == "500" and f"{code}-0-DELETE" not in after
        assert {name for name in after if after[name] == "7"} == set(kept)


def test_more_lines_are_given_without_a_script(as_user, lan, plan, predecessors):
    page = as_user(lan).submit(FORM, lines("SXD", "6.000") | {"more": "SXD"}).content.decode()
    assert 'name="SXD-3-fonds_name"' in page and 'name="STP-1-fonds_name"' not in page and 'class="error"' not in page


def test_what_was_typed_is_kept(as_user, lan, plan, predecessors):
    browser = as_user(lan)
    browser.submit(FORM, lines("SXD", "6.000") | {"SXD-0-retention": ""})
    page = browser.get(FORM).content.decode()
    assert 'name="SXD-0-page_count" value="6.000"' in page and FormDraft.objects.get().key == KEY


def test_the_draft_of_an_agencys_own_form_goes_on_here(as_user, lan, plan, predecessors):
    own = {name.replace("STP-", "lines-"): value for name, value in lines("STP", "7.000").items()}
    as_user(lan).submit("/ra-soat/khoi-luong/?co_quan=STP", own | {"co_quan": "STP"})
    assert 'name="STP-0-page_count" value="7.000"' in as_user(lan).get(FORM).content.decode()


def test_who_declares_for_one_agency_alone_gets_its_own_form(as_user, lan, binh, plan, agencies):
    assert as_user(lan).get(FORM)["Location"] == "/ra-soat/khoi-luong/"
    assert FORM not in as_user(lan).get("/ra-soat/").content.decode()
    Agency.objects.filter(code="STP").update(successor=lan.agency, active_to=date(2025, 6, 15))
    as_user(binh).submit(FORM, lines("STP", "50"), page="/ra-soat/")
    assert sent() == []


def test_those_sent_before_it_in_the_form_count_beside_it(as_user, lan, plan, agencies):
    """Two communes share the target of their district: what is usual of each alone is unusual of both."""
    district = agencies["502"]
    make.a_target(district, 100_000)
    communes = [
        Agency.objects.create(code=f"XA{n}", name=f"UBND xã {n}", kind="commune", parent=district, official_order=n)
        for n in (1, 2)
    ]
    Agency.objects.filter(pk__in=[one.pk for one in communes]).update(successor=lan.agency, active_to=date(2025, 6, 15))
    browser = as_user(lan)
    data = lines("XA1", "90.000", reason="") | lines("XA2", "90.000", reason="")
    for code in ("XA1", "XA2"):
        data[f"{code}-0-file_count"] = "2.000"
    answer = browser.submit(FORM, checked(browser, data))
    page = answer.content.decode()
    assert sent() == [] and 'id="id_XA2-reason_error"' in page and 'id="id_XA1-reason_error"' not in page
    browser.submit(FORM, checked(browser, data) | {"XA2-reason": "Kho lớn hơn dự tính."})
    assert sent() == [("XA1", 1, 90_000), ("XA2", 1, 90_000)]


def one_head_signs(agency):
    """Sở Xây dựng still exists, and its own head signs; Sở Y tế hands in by itself."""
    Agency.objects.filter(code="SXD").update(active_to=date(2025, 6, 30))
    Agency.objects.filter(code="SYT").update(head_signs=False)
    head = make.a_user(agency, Duty.SIGNS)
    head.set_password("mật khẩu")
    head.save()


def test_each_agency_that_needs_its_heads_signature_goes_to_its_head(heads_sign, as_user, lan, nam, plan, predecessors):
    one_head_signs(predecessors[0])
    browser = as_user(lan)
    page = browser.get(FORM).content.decode()
    assert 'name="note"' in page and 'name="letter_number"' in page
    data = lines("SYT", "5.000") | lines("SXD", "6.000")
    page = browser.submit(FORM, data).content.decode()
    rows = page.split('id="checked-title"')[1].split("</table>")[0]
    assert "thủ trưởng ký trước" in rows and "gửi thẳng" in rows and "Trình ký và gửi rà soát" in page
    said = {"note": "Xin ký.", "letter_number": "45/SYT-VP", "letter_date": "12/6/2025"}
    done = browser.submit(FORM, checked(browser, data) | said, follow=True).content.decode()
    assert "Đã gửi rà soát khối lượng của 1 cơ quan." in done
    assert "Đã trình lãnh đạo ký rà soát khối lượng của 1 cơ quan." in done
    assert sent() == [("SYT", 1, 5_000)]
    assert list(SignOff.objects.values_list("agency__code", "note")) == [("SXD", "Xin ký.")]


def test_a_letter_that_goes_with_nobody_is_not_lost(heads_sign, as_user, lan, nam, plan, predecessors):
    one_head_signs(predecessors[0])
    browser = as_user(lan)
    letter = {"letter_number": "45/SYT-VP", "letter_date": "12/6/2025"}
    for data, said, sentence in (
        (lines("SXD", "6.000"), letter, "Công văn đi kèm cơ quan gửi thẳng"),
        (lines("SYT", "5.000"), {"note": "Xin ký."}, "Lời nhắn đi kèm cơ quan trình lãnh đạo ký"),
    ):
        page = browser.submit(FORM, checked(browser, data) | said).content.decode()
        assert sentence in page and all(value in page for value in said.values())
    assert sent() == [] and not SignOff.objects.exists()
