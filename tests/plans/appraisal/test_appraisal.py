"""Hoa works through Sở Nội vụ's queue in the admin; Lan corrects what came back."""

from datetime import date

import pytest

from agencies.models import Event
from agencies.workflow import perform
from plans.appraisal.chosen import mark_of
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Appraisal, Catalogue
from tests.helpers.catalogues import GATE_ANSWERS, row

QUEUE = "/quan-tri/plans/catalogue/"


@pytest.fixture
def handed_in(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Giai đoạn 2001–2010", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row("01"), row("02")])
    return perform(made, "submit", actor=lan, secrecy_declared=True)


def act(browser, catalogue, name, **data):
    path = f"{QUEUE}{catalogue.pk}/thao-tac/{name}/"
    data = {"version": catalogue.version, "capacity": "head"} | GATE_ANSWERS | data
    return browser.submit(path, data, follow=True).content.decode()


def test_hoa_finds_it_in_her_queue_with_sums(as_user, hoa, handed_in):
    page = as_user(hoa).get(QUEUE).content.decode()
    assert "Giai đoạn 2001–2010" in page and "Sở Y tế" in page
    assert "Tổng <b>2</b> hồ sơ, <b>208</b> trang A4 quy đổi" in " ".join(page.split())


def test_what_waits_longest_comes_first(as_user, hoa, lan, plan, handed_in):
    def another(name, state, day):
        made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=name, fonds=handed_in.fonds)
        Catalogue.objects.filter(pk=made.pk).update(state=state, submitted_at=f"{day}T08:00+07:00")

    another("Đã xong từ lâu", "appraised", "2025-05-01")
    another("Chờ đã mười hai ngày", "submitted", "2025-06-08")
    page = as_user(hoa).get(QUEUE).content.decode()
    assert page.index("Chờ đã mười hai ngày") < page.index("Giai đoạn 2001–2010") < page.index("Đã xong từ lâu")
    assert "12 ngày" in page and "Đang chờ <b>2</b> Mục lục · Tổng <b>2</b> hồ sơ" in page
    assert "Đã xong từ lâu" not in as_user(hoa).get(QUEUE + "?cho=1").content.decode()
    assert "Giai đoạn" not in as_user(hoa).get(QUEUE + "?loai=commune").content.decode()


def test_drafts_are_not_in_the_queue(as_user, hoa, lan, plan, handed_in):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Còn đang lập", fonds=handed_in.fonds)
    browser = as_user(hoa)
    assert "Còn đang lập" not in browser.get(QUEUE).content.decode()
    assert browser.get(f"{QUEUE}{made.pk}/change/").status_code == 404


def test_she_sees_rows_sums_and_history(as_user, hoa, handed_in):
    page = as_user(hoa).get(f"{QUEUE}{handed_in.pk}/change/").content.decode()
    for text in ("Hồ sơ khám chữa bệnh số 01", "200 trang A4, 4 trang A3", "208", "trình thẩm định", "Trả lại"):
        assert text in page, text


def test_hoa_appraises_with_number_and_date(as_user, hoa, handed_in):
    page = act(as_user(hoa), handed_in, "appraise", document_number="123/SNV-QLVTLT", document_date="20/06/2025")
    assert "Kết quả thẩm định" in page and "123/SNV-QLVTLT ngày 20/6/2025 (Giám đốc)" in page
    result = Appraisal.objects.get()
    assert (result.file_count, result.page_count, result.a4_page_count) == (2, 200, 208)
    assert Catalogue.objects.get().state == "appraised"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("appraise", {"document_number": "", "document_date": "20/6/2025"}, "Số văn bản"),
        ("appraise", {"document_number": "1", "document_date": "21/6/2025"}, "Ngày văn bản không được sau hôm nay."),
        ("return", {"reason": " "}, "Lý do: Ghi lý do."),
    ],
)
def test_a_decision_needs_what_it_stands_on(as_user, hoa, handed_in, name, data, sentence):
    page = act(as_user(hoa), handed_in, name, **data)
    assert "Cần sửa" in page and sentence in page
    assert Catalogue.objects.get().state == "submitted"


def test_the_whole_way_back_and_forth(as_user, hoa, lan, handed_in):
    browser = as_user(hoa)
    act(browser, handed_in, "receive")
    handed_in.refresh_from_db()
    act(browser, handed_in, "return", reason="Hồ sơ 02 thiếu số tờ.")
    browser = as_user(lan)
    file = handed_in.files.get(file_number="02")
    write_files(handed_in, actor=lan, changed=[(file, row("02", sheet_count=55))])
    handed_in.refresh_from_db()
    path = f"/muc-luc/{handed_in.pk}/thao-tac/submit/"
    browser.submit(path, {"version": handed_in.version, "secrecy_declared": "on"})
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted" and handed_in.sheet_count == 115
    actions = list(Event.objects.about(handed_in).order_by("pk").values_list("action", flat=True))
    assert actions == ["draft", "files", "submit", "receive", "return", "files", "submit"]


def test_two_deciders_exactly_one_wins(as_user, hoa, cast, handed_in):
    seen = handed_in.version
    act(as_user(hoa), handed_in, "appraise", document_number="1/SNV", document_date="20/6/2025")
    handed_in.version = seen
    page = act(as_user(hoa), handed_in, "return", reason="Chậm một bước.")
    assert "không thực hiện được" in page
    assert Catalogue.objects.get().state == "appraised" and Appraisal.objects.count() == 1


def test_a_decision_on_the_own_agency_is_marked(as_user, hoa, cast, plan):
    from agencies.models import Duty, User

    clerk = User.objects.create(username="ngan", full_name="Lê Thị Ngân", agency=hoa.agency, duty=Duty.PREPARES)
    made = create_catalogue(plan=plan, agency=hoa.agency, actor=clerk, name="Của Sở Nội vụ", fonds_name="Sở Nội vụ")
    write_files(made, actor=clerk, added=[row()])
    made = perform(made, "submit", actor=clerk, secrecy_declared=True)
    browser = as_user(hoa)
    assert "Mục lục của cơ quan mình" in browser.get(f"{QUEUE}{made.pk}/change/").content.decode()
    act(browser, made, "appraise", document_number="1/SNV", document_date="20/6/2025")
    assert Event.objects.get(action="appraise").own_agency is True


@pytest.mark.parametrize("name", ["lan", "minh", "tuan", "son", "mai", "binh", "thu"])
def test_nobody_else_enters_the_queue(as_user, cast, handed_in, name):
    browser = as_user(cast(name))
    for path in (QUEUE, f"{QUEUE}{handed_in.pk}/change/", f"{QUEUE}{handed_in.pk}/thao-tac/appraise/"):
        assert browser.get(path).status_code == 403, path
    assert browser.submit(f"{QUEUE}{handed_in.pk}/thao-tac/receive/").status_code == 403


def test_an_administrator_looks_but_does_not_decide(as_user, quy, handed_in):
    browser = as_user(quy)
    page = browser.get(f"{QUEUE}{handed_in.pk}/change/").content.decode()
    assert "Thẩm định đạt" not in page and "Hồ sơ khám chữa bệnh số 01" in page
    act(browser, handed_in, "appraise", document_number="1/SNV", document_date="20/6/2025")
    assert Catalogue.objects.get().state == "submitted"


def test_the_admin_neither_adds_nor_deletes_nor_edits(as_user, hoa, handed_in):
    browser = as_user(hoa)
    assert browser.get(QUEUE + "add/").status_code == 403
    assert browser.submit(f"{QUEUE}{handed_in.pk}/delete/", {"post": "yes"}).status_code == 403
    browser.submit(f"{QUEUE}{handed_in.pk}/change/", {"name": "Tên khác", "state": "appraised"})
    handed_in.refresh_from_db()
    assert handed_in.name == "Giai đoạn 2001–2010" and handed_in.state == "submitted"


def test_admin_pages_have_nothing_inline(as_user, hoa, handed_in):
    browser = as_user(hoa)
    for path in (QUEUE, f"{QUEUE}{handed_in.pk}/change/", f"{QUEUE}{handed_in.pk}/thao-tac/return/"):
        page = browser.get(path).content.decode()
        assert "style=" not in page and "<style" not in page and "onclick" not in page, path
        assert "<script>" not in page, path


def test_the_queue_costs_the_same_however_long(as_user, hoa, lan, plan, handed_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = as_user(hoa)
    browser.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        browser.get(QUEUE)
    for number in range(3):
        made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name=f"Thêm {number}", fonds=handed_in.fonds)
        Catalogue.objects.filter(pk=made.pk).update(state="submitted", submitted_at=handed_in.submitted_at)
    with django_assert_num_queries(len(few)):
        browser.get(QUEUE)


@pytest.mark.parametrize("place", [QUEUE + "{}/thao-tac/appraise/", "/muc-luc/{}/thao-tac/appraise/"])
def test_the_question_before_the_whole_counts_what_nobody_looked_at(as_user, hoa, lan, plan, handed_in, place):
    page = as_user(hoa).get(place.format(handed_in.pk)).content.decode()
    assert "Chưa xem từng hồ sơ" in page and "2 hồ sơ, 100,00% số hồ sơ; văn bản in lý do này." in page
    assert "Chưa chỉnh lý" not in page


def test_unarranged_files_are_counted_when_handing_in_and_when_deciding(as_user, hoa, lan, handed_in):
    back = perform(handed_in, "return", actor=hoa, reason="Bổ sung.")
    write_files(back, actor=lan, added=[row("03", arranged=False)])
    page = as_user(lan).get(f"/muc-luc/{back.pk}/thao-tac/submit/").content.decode()
    assert "1 hồ sơ, đề nghị chỉnh lý trước, hoặc Sở Nội vụ loại khỏi diện số hóa" in page
    perform(Catalogue.objects.get(), "submit", actor=lan, secrecy_declared=True)
    page = as_user(hoa).get(f"{QUEUE}{back.pk}/thao-tac/appraise/").content.decode()
    assert (
        "1 hồ sơ chưa chỉnh lý (Kế hoạch: chỉnh lý trước khi số hóa)" in page
        and "phải được chỉnh lý trước khi số hóa" in page
    )


def test_who_handed_in_an_earlier_version_never_appraises_it(as_user, hoa, lan, nam, handed_in):
    """Lan moves to Sở Nội vụ; her successor hands in the next version."""
    perform(handed_in, "withdraw", actor=lan)
    perform(Catalogue.objects.get(), "submit", actor=nam, secrecy_declared=True)
    lan.agency, lan.duty = hoa.agency, hoa.duty
    lan.save()
    page = act(as_user(lan), Catalogue.objects.get(), "appraise", document_number="1/SNV", document_date="20/6/2025")
    assert "Người trình không được tự quyết định" in page
    assert Catalogue.objects.get().state == "submitted" and not Appraisal.objects.exists()


def test_a_tranche_is_offered_only_where_accepted_files_wait_for_one(as_user, hoa, handed_in):
    browser, path = as_user(hoa), f"{QUEUE}{handed_in.pk}/change/"
    perform(handed_in, "receive", actor=hoa)

    def offers():
        page = browser.get(path).content.decode()
        assert ("Một đợt (Word)" in page) is ("thao-tac/tranche/" in page)
        return "thao-tac/tranche/" in page

    assert not offers()
    handed_in.files.filter(file_number="01").update(decision="accepted")
    assert offers()
    perform(handed_in, "tranche", actor=hoa, document=("12/SNV", date(2025, 6, 20)), **GATE_ANSWERS)
    assert not offers()


def test_accepting_all_that_a_filter_finds_leaves_the_open_questions_open(as_user, hoa, handed_in):
    browser, path = as_user(hoa), f"{QUEUE}{handed_in.pk}/xem-xet/"
    asked = handed_in.files.get(file_number="01")
    browser.submit(path, {"verdict": "ask", "file": asked.pk, "text": "Có đúng số trang không?"})
    all_of = {"verdict": "accept", "scope": "all", "asked": "accept", "chosen": mark_of(handed_in.files.all())}
    page = browser.submit(path, all_of, follow=True).content.decode()
    assert "chấp nhận 1 hồ sơ, bỏ qua 1: hồ sơ 01: đang là" in page
    assert list(handed_in.files.values_list("file_number", "decision")) == [("01", "asked"), ("02", "accepted")]
    chosen = mark_of(handed_in.files.asked())
    browser.submit(path, all_of | {"chosen": chosen, "loc": "1", "ket_qua": "asked"})
    assert handed_in.files.get(file_number="01").decision == "accepted"
