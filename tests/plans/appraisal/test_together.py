"""One document decides on many catalogues: a result for each, one letter, one number, corrected once."""

import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.documents import NumberTaken
from agencies.models import Event, IssuedDocument
from agencies.workflow import NotAllowed, WorkflowError, perform
from budgets.estimates.services import draft_estimate
from plans.appraisal.corrections import correct_document, corrects
from plans.appraisal.decisions import decide
from plans.appraisal.together import Choice, NothingDecided, decide_together, rehearsed
from plans.models import Appraisal, Catalogue, CatalogueReturn
from reports.catalogue_documents import AT_ONCE, write_draft
from reports.documents.appraisal import appraisal_document
from reports.documents.joint_appraisal import joint_document, row_count
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, fresh, hand_in, numbered, reopen
from tests.helpers.factories import a_user, moment

NAMES = ("SYT", "SXD", "STP")
TOGETHER = "/quan-tri/plans/catalogue/tham-dinh-chung/"


def waiting(agencies, count):
    """So many catalogues of three agencies that wait for Sở Nội vụ since Monday."""
    made = [
        hand_in(agencies[code], a_user(agencies[code]), rows=2, name=f"Đợt {number}")
        for number, code in enumerate((NAMES * 7)[:count], start=1)
    ]
    Catalogue.objects.update(submitted_at=moment(date(2025, 6, 16)))
    return [fresh(each) for each in made]


@pytest.fixture
def five(plan, agencies):
    return waiting(agencies, 5)


@pytest.fixture
def twenty(plan, agencies):
    return waiting(agencies, 20)


def chosen(catalogues, action="appraise", reason=""):
    return [Choice(one, action, one.version, reason) for one in catalogues]


def together(choices, hoa, **details):
    return decide_together(choices, actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS | details)


def corrected(document, actor, number="124/SNV", day=date(2025, 6, 18), capacity="head", reason="Ghi nhầm số", **more):
    return correct_document(document, actor=actor, number=number, day=day, capacity=capacity, reason=reason, **more)


def test_one_document_decides_on_twenty_catalogues_of_three_agencies(twenty, hoa):
    asked = twenty[3]
    decide(asked, "ask", numbered(asked, "01"), actor=hoa, text="Có bản gốc không?")
    asked = fresh(asked)
    back = [Choice(one, "return", one.version, "Thiếu hộp 7.") for one in twenty[:2]]
    document, results = together([*back, *chosen([*twenty[2:3], asked, *twenty[4:]])], hoa)
    assert [result.catalogue.pk for result in results if result.refusal] == [asked.pk]
    assert "đang hỏi cơ quan" in next(result.refusal for result in results if result.refusal)
    assert Appraisal.objects.filter(document=document).count() == 17
    assert CatalogueReturn.objects.filter(document=document).count() == 2
    states = sorted(Catalogue.objects.values_list("state", flat=True))
    assert states == ["appraised"] * 17 + ["returned"] * 2 + ["submitted"]
    assert IssuedDocument.objects.count() == 1


def test_nothing_is_registered_where_every_choice_is_refused(five, hoa):
    perform(five[0], "return", actor=hoa, reason="Sai.")
    with pytest.raises(NothingDecided, match="không thực hiện được khi đang ở trạng thái"):
        together(chosen(five[:1]), hoa)
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(("count", "sentence"), [(0, "Chọn kết quả cho ít nhất một"), (101, "nhiều nhất 100 Mục lục")])
def test_none_and_too_many_are_refused(five, hoa, count, sentence):
    with pytest.raises(WorkflowError, match=sentence):
        together(chosen((five * 21)[:count]), hoa)


def test_a_number_of_another_document_decides_nothing(five, hoa):
    together(chosen(five[:1]), hoa)
    with pytest.raises(NumberTaken):
        together(chosen(five[1:3]), hoa)
    together(chosen(five[1:3]), hoa, same_document=True)
    assert IssuedDocument.objects.get().appraisals.count() == 3


@pytest.mark.once
def test_hoa_chooses_in_her_queue_and_decides_on_one_page(as_user, hoa, five):
    browser = as_user(hoa)
    picked = {"action": "decide_together", "_selected_action": [one.pk for one in five[:3]]}
    page = browser.submit("/quan-tri/plans/catalogue/", picked, follow=True)
    assert "Kết quả từng Mục lục" in page.content.decode()
    path = page.redirect_chain[-1][0]
    data = {"document_number": "123/SNV", "document_date": "20/6/2025", "capacity": "head"}
    results = dict(zip((one.pk for one in five[:3]), ("appraise", "return", ""), strict=True))
    for one in five[:3]:
        data |= {f"result-{one.pk}": results[one.pk], f"version-{one.pk}": one.version}
    answer = browser.submit(path, data).content.decode()
    assert "Ghi lý do trả lại" in answer and "Ghi lý do chấp nhận các hồ sơ chưa xem." in answer
    data |= {"unseen_reason": "Đã đối chiếu", f"reason-{five[1].pk}": "Thiếu hộp 7."}
    done = browser.submit(path, data, follow=True).content.decode()
    assert "Đã quyết định 2 trong 2 Mục lục." in done and "Thiếu hộp 7." in done
    assert [fresh(one).state for one in five[:3]] == ["appraised", "returned", "submitted"]


def test_a_catalogue_more_costs_one_query_more(as_user, hoa, twenty, django_assert_num_queries):
    """Whether the person handed it in themselves."""
    browser = as_user(hoa)
    path = f"{TOGETHER}?" + "&".join(f"muc-luc={one.pk}" for one in twenty)
    few = path.split("&muc-luc")[0]
    browser.get(few)
    with CaptureQueriesContext(connection) as asked:
        browser.get(few)
    with django_assert_num_queries(len(asked) + 19):
        assert "Đợt 20" in browser.get(path).content.decode()


@pytest.mark.once
def test_what_is_blocked_is_not_offered_and_refuses_the_form_before_a_number_is_spent(as_user, hoa, five):
    asked, good = five[0], five[1]
    decide(asked, "ask", numbered(asked, "01"), actor=hoa, text="Có bản gốc không?")
    decide(fresh(asked), "accept", numbered(asked, "02"), actor=hoa)
    path = f"{TOGETHER}?muc-luc={asked.pk}&muc-luc={good.pk}"
    blocked = "Còn 1 hồ sơ đang hỏi cơ quan: chờ trả lời, hoặc bỏ câu hỏi, rồi thẩm định toàn bộ."
    browser = as_user(hoa)
    page = browser.get(path)
    assert blocked in page.content.decode() and "thẩm định trước một đợt" not in page.content.decode()
    offered = {
        name: [value for value, _ in field.choices]
        for name, field in page.context["form"].fields.items()
        if name.startswith("result-")
    }
    assert offered == {f"result-{asked.pk}": ["return", ""], f"result-{good.pk}": ["appraise", "return", ""]}
    data = {"document_number": "123/SNV", "document_date": "20/6/2025", "capacity": "head", "unseen_reason": "Đủ."}
    for one in (fresh(asked), good):
        data |= {f"result-{one.pk}": "appraise", f"version-{one.pk}": one.version}
    answer = browser.submit(path, data)
    assert answer.context["form"].errors == {f"result-{asked.pk}": [blocked]}
    assert not IssuedDocument.objects.exists() and fresh(good).state == "submitted"
    alone = browser.get(f"{TOGETHER}?muc-luc={asked.pk}").content.decode()
    assert "Chưa chọn thẩm định đạt Mục lục nào." in alone and "(– số hồ sơ" not in alone


@pytest.mark.once
def test_forms_warn_where_the_plan_has_no_number_to_cite(as_user, hoa, five, plan):
    warned = "Kế hoạch chưa ghi đủ số và ngày ban hành"
    forms = (f"{TOGETHER}?muc-luc={five[0].pk}", f"/quan-tri/plans/catalogue/{five[0].pk}/thao-tac/appraise/")
    for path in (*forms, "/bao-cao/"):
        assert warned in as_user(hoa).get(path).content.decode(), path
    type(plan).objects.update(number="2510/KH-UBND", issued_on=date(2025, 4, 18))
    for path in (*forms, "/bao-cao/"):
        assert warned not in as_user(hoa).get(path).content.decode(), path


def test_what_a_colleague_decided_meanwhile_is_named(as_user, hoa, five):
    path, data = f"{TOGETHER}?", {"document_number": "123/SNV", "document_date": "20/6/2025", "capacity": "head"}
    for one in five[:2]:
        path += f"&muc-luc={one.pk}"
        data |= {f"result-{one.pk}": "appraise", f"version-{one.pk}": one.version, "unseen_reason": "Đã đối chiếu"}
    perform(five[0], "return", actor=hoa, reason="Sai.")
    done = as_user(hoa).submit(path, data, follow=True).content.decode()
    assert "Đã quyết định 1 trong 2 Mục lục." in done and "không thực hiện được khi đang ở trạng thái" in done


def text_of(answer):
    word = docx.Document(io.BytesIO(b"".join(answer)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


@pytest.mark.once
def test_the_letter_has_a_table_with_the_result_of_each(as_user, hoa, five):
    decide(five[1], "leave_out", numbered(five[1], "02"), actor=hoa, reason="duplicate")
    back = [Choice(five[2], "return", five[2].version, "Thiếu hộp 7.")]
    document, _ = together(chosen([five[0], fresh(five[1])]) + back, hoa)
    text = text_of(as_user(hoa).get(f"/van-ban-tham-dinh/{document.pk}/docx/"))
    for part in (
        "Số: 123/SNV-QLVTLT",
        "Thẩm định đạt: 02 Mục lục; được số hóa 03 hồ sơ; 312 trang A4 quy đổi",
        "tiết kiệm 509.184 đồng",
        "Trả lại để sửa: 01 Mục lục",
        "Trả lại: Thiếu hộp 7.",
        "KẾT QUẢ THẨM ĐỊNH TỪNG MỤC LỤC",
        five[0].agency.name,
        five[1].agency.name,
    ):
        assert part in text, part


@pytest.mark.once
def test_the_letter_counts_a_tranche_once_and_lists_only_what_it_leaves_out(hoa, five):
    details = GATE_ANSWERS | {"document": DECISION_DOCUMENT, "same_document": True}
    first, other = five[:2]
    decide(first, "accept", numbered(first, "01"), actor=hoa)
    for one in (first, other):
        decide(one, "leave_out", numbered(one, "02"), actor=hoa, reason="duplicate")
    document = perform(fresh(first), "tranche", actor=hoa, **details).appraisals.get().document
    perform(fresh(other), "appraise", actor=hoa, **details)
    passed = ("Thẩm định đạt: 01 Mục lục; thẩm định một đợt: 01 Mục lục", "Thẩm định đạt: 02 Mục lục")
    for left_out in (1, 2):  # the tranche has left nothing out yet, the whole has
        letter = joint_document(document)
        assert f"{passed[left_out - 1]}; được số hóa 02 hồ sơ" in "\n".join(block.text for block in letter.blocks)
        assert [len(list(annex.lines())) for annex in letter.annexes[1:]] == [2, left_out]
        assert row_count(document) == 2 + left_out
        if left_out == 1:
            perform(fresh(first), "appraise", actor=hoa, **details)


@pytest.mark.once
def test_an_agency_has_its_own_part_of_the_letter_alone(as_user, hoa, lan, five):
    document, _ = together(chosen(five[:3]), hoa)
    own = document.appraisals.get(catalogue__agency=lan.agency)
    said = "\n".join(block.text for block in appraisal_document(own).blocks)
    assert "về Mục lục này; Công văn còn quyết định về 02 Mục lục khác." in said
    browser = as_user(lan)
    assert "Đây là phần trích" in text_of(browser.get(f"/tham-dinh/{own.pk}/van-ban/docx/"))
    assert browser.get(f"/van-ban-tham-dinh/{document.pk}/docx/").status_code == 403
    assert browser.get(f"/muc-luc/{own.catalogue_id}/ban-in/together-{document.pk}/docx/").status_code == 404


# Correcting a slip


def test_a_slip_is_corrected_once_for_all_of_them(twenty, hoa, lan):
    document, _ = together(chosen(twenty), hoa)
    earlier_page = IssuedDocument.objects.get()
    before = list(Appraisal.objects.order_by("pk").values("file_count", "a4_page_count", "catalogue__version"))
    current = corrected(document, hoa)
    assert {each.document.number for each in Appraisal.objects.all()} == {"124/SNV"}
    events = Event.objects.filter(action="correct")
    assert events.count() == 20 and events.first().reason == "Ghi nhầm số"
    said = "đính chính văn bản số 123/SNV-QLVTLT ngày 20/6/2025 (Giám đốc) thành văn bản số 124/SNV ngày 18/6/2025"
    assert events.first().sentence.startswith(said)
    after = Appraisal.objects.order_by("pk").values("file_count", "a4_page_count", "catalogue__version")
    assert [one | {"catalogue__version": one["catalogue__version"] + 1} for one in before] == list(after)
    with pytest.raises(WorkflowError, match="Chưa có gì thay đổi"):
        corrected(current, hoa)
    with pytest.raises(WorkflowError, match="Chưa có gì thay đổi"):
        corrected(earlier_page, hoa)
    with pytest.raises(WorkflowError, match="Ghi lý do đính chính"):
        corrected(current, hoa, number="125/SNV", reason=" ")


def test_only_whoever_decided_corrects_and_only_until_something_rests_on_it(five, hoa, lan, agencies):
    document, _ = together(chosen(five[:2]), hoa)
    with pytest.raises(NotAllowed, match=f"Chỉ người đã quyết định bằng văn bản này đính chính được: {hoa}"):
        corrected(document, a_user(hoa.agency, hoa.duty))
    assert corrects(hoa, document) == (True, "")
    hoa.duty = "reads"
    assert not corrects(hoa, document)[0]
    hoa.duty = "appraises_catalogues"
    one = document.appraisals.get(catalogue__agency=lan.agency).catalogue
    reopen(one, lan, hoa)
    assert "đã được mở lại hoặc trình lại" in corrects(hoa, document)[1]


def test_an_estimate_that_rests_on_it_keeps_it_as_it_is(five, hoa, lan, plan):
    document, _ = together(chosen(five[:1]), hoa)
    estimate = draft_estimate(lan.agency, plan=plan, actor=lan)
    assert corrects(hoa, document) == (True, "")
    perform(estimate, "submit", actor=lan)
    assert "đã trình dựa trên kết quả này" in corrects(hoa, document)[1]


def test_a_document_is_not_older_than_what_it_decides_on(five, hoa):
    early = (DECISION_DOCUMENT[0], date(2025, 6, 15))
    with pytest.raises(NothingDecided, match="Văn bản ghi ngày 15/6/2025, trước ngày trình .* \\(16/6/2025\\)"):
        decide_together(chosen(five[:2]), actor=hoa, document=early, **GATE_ANSWERS)
    document, _ = together(chosen(five[:2]), hoa)
    with pytest.raises(WorkflowError, match="kiểm tra lại ngày văn bản"):
        corrected(document, hoa, day=date(2025, 6, 15))
    corrected(document, hoa, day=date(2025, 6, 16))


@pytest.mark.once
def test_hoa_corrects_on_the_page_of_the_document(as_user, hoa, five):
    document, _ = together(chosen(five[:2]), hoa)
    browser, path = as_user(hoa), f"/quan-tri/plans/catalogue/van-ban/{document.pk}/"
    assert "Đính chính" in browser.get(path).content.decode()
    data = {"number": "130/SNV", "day": "17/6/2025", "capacity": "deputy", "reason": ""}
    assert "Ghi lý do đính chính." in browser.submit(f"{path}dinh-chinh/", data).content.decode()
    answer = browser.submit(f"{path}dinh-chinh/", data | {"reason": "Ghi nhầm"}, follow=True).content.decode()
    assert "Đã đính chính văn bản." in answer and "130/SNV" in answer and "17/6/2025" in answer


@pytest.mark.once
def test_another_appraiser_is_refused_before_typing_a_correction(as_user, hoa, five):
    document, _ = together(chosen(five[:1]), hoa)
    path = f"/quan-tri/plans/catalogue/van-ban/{document.pk}/"
    answer = as_user(a_user(hoa.agency, hoa.duty)).get(f"{path}dinh-chinh/", follow=True)
    assert (
        answer.redirect_chain[-1][0] == path and "Chỉ người đã quyết định bằng văn bản này" in answer.content.decode()
    )


# What colleagues decided by the same document


@pytest.fixture
def hung(hoa):
    """A colleague of Hoa who appraises, too."""
    return a_user(hoa.agency, hoa.duty)


@pytest.fixture
def shared(five, hoa, hung):
    """A document by which Hoa appraised one catalogue and her colleague another, which he entered second."""
    document, _ = together(chosen(five[:1]), hoa)
    together(chosen(five[1:2]), hung, same_document=True)
    return document


def number_of(catalogue):
    return catalogue.appraisals.get().document.number


def test_who_entered_the_number_corrects_only_what_they_decided(as_user, five, hoa, hung, shared):
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/van-ban/{shared.pk}/dinh-chinh/").content.decode()
    assert f"{hung} cũng quyết định về 1 Mục lục bằng văn bản này" in page
    current = corrected(shared, hoa)
    assert current.pk != shared.pk and current.registered_by == hoa
    assert [number_of(one) for one in five[:2]] == ["124/SNV", "123/SNV-QLVTLT"]
    assert Event.objects.about(five[0]).filter(action="correct").exists()
    assert not Event.objects.about(five[1]).filter(action="correct").exists()


def test_a_colleague_who_corrects_too_says_that_it_is_the_same_document_and_the_old_number_is_free(
    five, hoa, hung, shared
):
    corrected(shared, hung)
    with pytest.raises(NumberTaken) as caught:
        corrected(shared, hoa)
    assert caught.value.may_join and number_of(five[0]) == "123/SNV-QLVTLT"
    corrected(shared, hoa, same_document=True)
    assert [number_of(one) for one in five[:2]] == ["124/SNV", "124/SNV"]
    assert IssuedDocument.objects.get().number == "124/SNV"


def test_what_a_colleagues_decision_led_to_keeps_nobody_else_from_correcting(five, hoa, hung, shared):
    reopen(five[1], a_user(five[1].agency), hoa)
    assert corrects(hoa, shared) == (True, "") and "đã được mở lại" in corrects(hung, shared)[1]


# Reasons of its own, counts of what is appraised, the draft, the extract


def page_of(*catalogues):
    return f"{TOGETHER}?" + "&".join(f"muc-luc={one.pk}" for one in catalogues)


def form_data(*catalogues, **others):
    data = {"document_number": "123/SNV", "document_date": "20/6/2025", "capacity": "head"} | others
    for one in catalogues:
        data |= {f"result-{one.pk}": "appraise", f"version-{one.pk}": fresh(one).version}
    return data


@pytest.mark.once
def test_a_catalogue_has_a_reason_of_its_own_and_the_letter_names_it(as_user, hoa, five):
    first, second, third = five[:3]
    data = form_data(first, second, third) | {f"unseen_reason-{first.pk}": "Đã kiểm tra tại kho"}
    answer = as_user(hoa).submit(page_of(*five[:3]), data).content.decode()
    assert "Ghi lý do chấp nhận các hồ sơ chưa xem." in answer  # two have none
    as_user(hoa).submit(page_of(*five[:3]), data | {"unseen_reason": "Đã đối chiếu"})
    reasons = {each.catalogue_id: each.unseen_reason for each in Appraisal.objects.all()}
    assert reasons == {first.pk: "Đã kiểm tra tại kho", second.pk: "Đã đối chiếu", third.pk: "Đã đối chiếu"}
    said = [block.text for block in joint_document(IssuedDocument.objects.get()).blocks]
    whose = f"của Mục lục “{first.name}” (phông Sở Y tế, {first.agency.name}) (33,33% số hồ sơ được số hóa)"
    own = f"- Chấp nhận 02 hồ sơ chưa được xem từng hồ sơ {whose}"
    assert [text for text in said if text.startswith(own) and text.endswith("lý do: Đã kiểm tra tại kho.")]
    assert [
        text
        for text in said
        if f"“{third.name}” (phông Sở Y tế, {third.agency.name}) (66,67%" in text and "đối chiếu." in text
    ]


@pytest.mark.once
def test_every_catalogue_with_a_reason_of_its_own_needs_no_common_one(as_user, hoa, five):
    own = {f"unseen_reason-{one.pk}": f"Lý do {one.name}" for one in five[:2]}
    done = as_user(hoa).submit(page_of(*five[:2]), form_data(*five[:2]) | own, follow=True).content.decode()
    assert "Đã quyết định 2 trong 2 Mục lục." in done


@pytest.mark.once
def test_only_what_is_to_be_appraised_is_counted(as_user, hoa, five):
    asked, other, third = five[:3]
    decide(asked, "ask", numbered(asked, "01"), actor=hoa, text="Có bản gốc không?")
    numbered(third, "02").update(arranged=False)
    three = page_of(asked, other, third)
    page = as_user(hoa).get(three).content.decode()
    assert "có 1 hồ sơ chưa chỉnh lý và 4 hồ sơ chưa xem từng hồ sơ (100,00% số hồ sơ được số hóa)" in page
    data = form_data(asked, other, third) | {f"result-{other.pk}": ""}  # the asked one is blocked: not counted
    page = as_user(hoa).submit(three, data).content.decode()
    assert "có 1 hồ sơ chưa chỉnh lý và 2 hồ sơ chưa xem từng hồ sơ" in page
    assert "Chọn loại ra, hoặc chấp nhận kèm lý do." in page
    page = as_user(hoa).submit(three, data | {"unarranged": "leave_out"}).content.decode()
    assert "có 0 hồ sơ chưa chỉnh lý và 1 hồ sơ chưa xem từng hồ sơ (100,00% số hồ sơ được số hóa)" in page


@pytest.mark.once
def test_the_draft_is_the_letter_without_number_and_nothing_is_decided(as_user, hoa, five):
    data = form_data(*five[:2], document_number="", document_date="")
    data |= {f"result-{five[1].pk}": "return", f"reason-{five[1].pk}": "Thiếu hộp 7."}
    path = page_of(*five[:2]).replace(TOGETHER, "/van-ban-tham-dinh/du-thao/docx/")
    text = text_of(as_user(hoa).submit(path, data))
    for part in ("Số:       /SNV-…", "Trả lại: Thiếu hộp 7.", "lý do: ……………………", "KẾT QUẢ THẨM ĐỊNH TỪNG MỤC LỤC"):
        assert part in text, part
    assert not IssuedDocument.objects.exists() and not CatalogueReturn.objects.exists()
    assert {fresh(one).state for one in five[:2]} == {"submitted"} and fresh(five[0]).accepted_files == 0
    assert not Event.objects.filter(action__in=("appraise", "return")).exists()


def test_a_draft_is_drawn_when_nothing_of_the_rehearsal_is_left(as_user, hoa, five, monkeypatch):
    """While a decision is rehearsed nobody else can write to SQLite, and drawing a PDF takes seconds."""
    left = []

    def write(letter, extension, target):
        left.append(IssuedDocument.objects.exists())
        write_draft(letter, extension, target)

    monkeypatch.setattr("reports.views.appraisals.write_draft", write)
    path = page_of(*five[:2]).replace(TOGETHER, "/van-ban-tham-dinh/du-thao/docx/")
    text = text_of(as_user(hoa).submit(path, form_data(*five[:2], document_number="", document_date="")))
    assert left == [False] and text.count(five[0].files.first().title) >= 2


@pytest.mark.once
def test_a_draft_of_what_can_not_be_decided_says_why_and_keeps_what_was_typed(as_user, hoa, five):
    asked = five[0]
    decide(asked, "ask", numbered(asked, "01"), actor=hoa, text="Có bản gốc không?")
    path = page_of(*five[:2]).replace(TOGETHER, "/van-ban-tham-dinh/du-thao/docx/")
    data = form_data(*five[:2], unseen_reason="Đã đối chiếu")
    page = as_user(hoa).submit(path, data, follow=True).content.decode()
    assert "Chưa lập được dự thảo" in page and "đang hỏi cơ quan" in page and "Đã đối chiếu" in page


@pytest.mark.once
def test_a_long_draft_says_that_it_leaves_the_lists_out(hoa, five):
    with rehearsed(chosen(five[:2]), actor=hoa, **GATE_ANSWERS) as document:
        letter = joint_document(document, without_lists=True)
    (annex,) = letter.annexes
    assert annex.roman == "I" and "không in danh sách 4 hồ sơ" in annex.notes[-1].text


@pytest.mark.once
def test_an_extract_says_of_which_document_and_which_annexes(hoa, lan, five):
    decide(five[0], "leave_out", numbered(five[0], "02"), actor=hoa, reason="duplicate")
    document, _ = together(chosen([fresh(five[0]), five[1]]), hoa)
    letter = appraisal_document(document.appraisals.get(catalogue=five[0]))
    assert letter.blocks[0].text.startswith(
        "Đây là phần trích Công văn số 123/SNV-QLVTLT ngày 20 tháng 6 năm 2025 của Sở Nội vụ về Mục lục này; Công văn "
        "còn quyết định về 01 Mục lục khác. Phụ lục II, III kèm theo trích các hồ sơ của Mục lục này trong Phụ lục II, "
    )
    assert letter.letterhead.subject.endswith("(phần trích)")
    assert letter.letterhead.annex_reference.startswith("(Trích Công văn số 123/SNV-QLVTLT")
    assert [annex.title for annex in letter.annexes[1:]] == [
        "HỒ SƠ ĐƯỢC SỐ HÓA (TRÍCH PHỤ LỤC II CỦA CÔNG VĂN)",
        "HỒ SƠ LOẠI KHỎI DIỆN SỐ HÓA (TRÍCH PHỤ LỤC III CỦA CÔNG VĂN)",
    ]


@pytest.mark.once
def test_the_page_that_waits_for_a_joint_letter_names_the_document(as_user, hoa, five, monkeypatch):
    monkeypatch.setitem(AT_ONCE, "pdf", 3)
    document, _ = together(chosen(five[:3]), hoa)
    page = as_user(hoa).get(f"/van-ban-tham-dinh/{document.pk}/pdf/", follow=True).content.decode()
    assert "Văn bản số 123/SNV-QLVTLT quyết định về 3 Mục lục, danh sách: <b>6 hồ sơ</b>" in page
    assert f"/quan-tri/plans/catalogue/van-ban/{document.pk}/" in page
