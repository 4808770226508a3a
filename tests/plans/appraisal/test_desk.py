"""What Hoa's and Lan's pages say of one catalogue: counts, filters, facts before an action."""

import pytest
from django.http import QueryDict

from plans.appraisal.catalogue_sample import draw_sample
from plans.appraisal.conversation import answer, note_internally, with_conversation
from plans.appraisal.decisions import decide
from plans.appraisal.desk import SHOWN, counts_by_decision, review_of, tranche_of
from plans.appraisal.facts import facts_for
from plans.appraisal.filters import Filters, count_of, count_text, page_of, rows_for
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Catalogue
from tests.helpers.catalogues import appraise, fresh, hand_in, numbered, one_by_one, row


@pytest.fixture
def five(plan, lan):
    return hand_in(lan.agency, lan)


@pytest.fixture
def many(plan, lan):
    """Sixty files: more than the smallest sample, fewer than the largest."""
    return hand_in(lan.agency, lan, rows=60)


@pytest.fixture
def discussed(five, hoa, lan):
    """A file of each decision: 01 accepted, 02 left out, 03 answered, 04 asked, 05 pending."""
    one_by_one(five, hoa, "01")
    decide(five, "leave_out", numbered(five, "02"), actor=hoa, reason="worthless")
    decide(five, "ask", numbered(five, "03", "04"), actor=hoa, text="Có bản gốc không?")
    answer(five, {numbered(five, "03").get().pk: "Có."}, actor=lan)
    return fresh(five)


def facts(name, catalogue):
    return [(fact["label"], fact["value"]) for fact in facts_for(name, fresh(catalogue))]


UNARRANGED = "Kế hoạch: tài liệu phải được chỉnh lý trước khi số hóa."


# Counts and what is discussed


def test_every_file_is_counted_once_by_its_decision(discussed):
    assert counts_by_decision(discussed) == {"accepted": 1, "left_out": 1, "answered": 1, "asked": 1, "pending": 1}


def test_lan_reads_what_is_asked_answered_and_left_out(discussed, lan):
    review = review_of(discussed, lan)
    assert review.pop("most") == SHOWN == 20
    assert {kind: [file.file_number for file in files] for kind, files in review.items()} == {
        "asked": ["04"],
        "answered": ["03"],
        "left_out": ["02"],
    }
    assert [note.text for note in review["answered"][0].conversation] == ["Có bản gốc không?", "Có."]
    assert review["left_out"][0].conversation == []


def test_twenty_of_each_kind_are_shown_in_the_catalogues_order(many, hoa, lan):
    decide(many, "ask", many.files.all(), actor=hoa, text="Vì sao?")
    first = review_of(many, lan)["asked"]
    assert [file.position for file in first] == list(range(1, 21))


def test_a_conversation_is_what_the_reader_may_read(discussed, hoa, lan):
    file = numbered(discussed, "03").get()
    note_internally(discussed, actor=hoa, text="Nghi khai khống.", file=file)
    said = {person.username: with_conversation([file], person)[0].conversation for person in (lan, hoa)}
    assert [len(said[name]) for name in ("lan", "hoa")] == [2, 3]


def test_a_tranche_holds_what_is_accepted_and_not_appraised_yet(five, hoa):
    decide(five, "accept", numbered(five, "01", "02"), actor=hoa)
    appraise(five, hoa, "tranche")
    decide(five, "accept", numbered(five, "03"), actor=hoa)
    assert [file.file_number for file in tranche_of(five)] == ["03"]


# Facts before an action


def test_the_facts_of_a_tranche_are_its_files_and_pages(five, hoa):
    one_by_one(five, hoa, "01", "02")
    assert facts("tranche", five) == [("Thẩm định đợt này", "2 hồ sơ, 208 trang A4 quy đổi")]
    numbered(five, "02", "03").update(arranged=False)
    warning = f"1 hồ sơ, nêu cách xử lý dưới đây. {UNARRANGED}"
    assert facts("tranche", five)[1:] == [("Chưa chỉnh lý", warning)]


def test_an_empty_tranche_has_no_pages(five):
    assert facts("tranche", five) == [("Thẩm định đợt này", "0 hồ sơ, 0 trang A4 quy đổi")]


def test_the_facts_of_the_whole_name_what_nobody_concluded_on(discussed):
    assert facts("appraise", discussed) == [
        ("Được số hóa", "4 hồ sơ"),
        ("Loại khỏi diện số hóa", "1 hồ sơ, 104 trang A4 quy đổi"),
        ("Chưa xem từng hồ sơ", "3 hồ sơ; nêu cách xử lý dưới đây"),
        ("Cơ quan đã trả lời, chưa kết luận", "1 trong số hồ sơ chưa xem từng hồ sơ"),
    ]


def test_what_is_concluded_needs_no_word_and_what_is_unarranged_does(five, hoa):
    one_by_one(five, hoa, "01", "03", "04", "05")
    decide(five, "leave_out", numbered(five, "02"), actor=hoa, reason="unarranged")
    numbered(five, "02", "03", "04").update(arranged=False)
    assert facts("appraise", five)[2:] == [("Chưa chỉnh lý", f"2 hồ sơ, nêu cách xử lý dưới đây. {UNARRANGED}")]


def test_lan_is_warned_of_what_is_not_arranged_before_she_hands_in(plan, lan):
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Chưa chỉnh lý", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row("01"), row("02", arranged=False)])
    advice = "đề nghị chỉnh lý trước, hoặc Sở Nội vụ loại khỏi diện số hóa"
    assert facts("submit", made) == [("Chưa chỉnh lý", f"1 hồ sơ, {advice}. {UNARRANGED}")]
    assert facts("withdraw", made) == facts("return", made) == []


# Filters


def filters_of(query, catalogue):
    return Filters.of(QueryDict(query), catalogue)


def test_a_filter_is_read_from_the_address_and_written_back(five, hoa):
    draw_sample(five, 30, actor=hoa)
    query = "loc=1&ket_qua=accepted&dau_hieu=few&thay_doi=1&q=s%E1%BB%91+01&mau=30&thu_tu=position"
    filters = filters_of(query, five)
    assert filters == Filters("accepted", "few", True, "số 01", 30, "position")
    assert filters.as_query() == QueryDict(query).dict()
    assert Filters().as_query() == {"loc": "1"}


@pytest.mark.engine
@pytest.mark.parametrize("query", ["ket_qua=b%E1%BB%8Ba", "dau_hieu=x", "mau=31", "mau=x", "thu_tu=x", "q=+", ""])
def test_what_a_filter_does_not_know_is_left_out(five, query):
    filters = filters_of(f"loc=1&{query}", five)
    assert filters == Filters() and not filters.is_any


@pytest.mark.engine
@pytest.mark.parametrize("query", ["ket_qua=pending", "dau_hieu=few", "thay_doi=1", "q=a", "mau=30"])
def test_each_filter_counts_as_one(five, hoa, query):
    draw_sample(five, 30, actor=hoa)
    assert filters_of(query, five).is_any


def test_a_long_search_is_cut_at_a_hundred_letters(five):
    assert filters_of("q=" + "a" * 101, five).q == "a" * 100


def test_a_catalogue_that_came_back_shows_what_changed_first(five):
    five.revision = 2
    assert filters_of("", five).changed and not filters_of("loc=1", five).changed
    assert not filters_of("", Catalogue(revision=1)).changed


def listed(catalogue, **filters):
    return [file.file_number for file in rows_for(catalogue, Filters(**{"order": "position"} | filters))]


def test_each_filter_leaves_its_files(discussed):
    numbered(discussed, "05").update(revision=2)
    discussed.revision = 2
    assert listed(discussed) == ["01", "02", "03", "04", "05"]
    assert listed(discussed, decision="pending") == ["05"] and listed(discussed, decision="left_out") == ["02"]
    assert listed(discussed, changed=True) == ["03", "04", "05"]
    assert listed(discussed, q="SỐ 01") == ["01"] and listed(discussed, finding="few") == []
    assert listed(discussed, order="risk")[:2] == ["03", "05"]


def test_a_sample_narrows_the_rows_to_its_files(many, hoa):
    assert Filters.of({"mau": "30", "loc": "1"}, many).sample == 0  # nobody has drawn it
    drawn = draw_sample(many, 30, actor=hoa)
    assert Filters.of({"mau": "30", "loc": "1"}, many).sample == 30
    shown = rows_for(many, Filters(sample=30)).values_list("pk", flat=True)
    assert set(shown) == set(drawn.file_keys) and len(shown) == 30


def test_a_page_keeps_the_order_of_its_rows(many):
    rows = rows_for(many, Filters(order="position"))
    assert [file.position for file in page_of(many, rows[50:60])] == list(range(51, 61))
    assert page_of(many, rows[60:70]) == []


def test_rows_are_counted_up_to_a_bound(many, monkeypatch):
    monkeypatch.setattr("plans.appraisal.filters.MANY", 20)
    narrowed = Filters(q="kham")
    assert count_of(many, narrowed, rows_for(many, narrowed)) == 21 and count_text(21) == "hơn 20"
    Catalogue.objects.filter(pk=many.pk).update(file_count=77)  # without a filter the counter answers
    assert count_of(fresh(many), Filters(), rows_for(many, Filters())) == 77
    assert count_text(20) == "20" and count_text(1) == "1"


def test_a_draft_is_offered_only_where_it_can_be_made(as_user, hoa, discussed):
    path = f"/quan-tri/plans/catalogue/{discussed.pk}/change/"
    page = as_user(hoa).get(path).content.decode()
    assert "Toàn bộ (Word)" not in page and "Toàn bộ (PDF)" not in page and "Một đợt (Word)" in page
    assert "<b>Chưa lập được dự thảo toàn bộ:</b> Còn 1 hồ sơ đang hỏi cơ quan" in page
    decide(discussed, "accept", numbered(discussed, "04"), actor=hoa)
    page = as_user(hoa).get(path).content.decode()
    assert "Toàn bộ (Word)" in page and "Chưa lập được dự thảo" not in page
