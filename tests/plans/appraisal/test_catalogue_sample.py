"""A sample is an event: who drew which files when, which were looked at one by one since, and what that says."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal.catalogue_sample import draw_sample, sample_for_document, sample_summary, sizes_of
from plans.appraisal.chosen import mark_of
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.sampling import sample
from plans.models import ArchivalFile, Catalogue, SampleDraw
from tests.helpers.catalogues import fresh, hand_in
from tests.helpers.reading import guards_of


@pytest.fixture
def many(plan, lan):
    """Sixty files: more than the smallest sample, fewer than the largest."""
    return hand_in(lan.agency, lan, rows=60)


def look_at(draw, name, keys, hoa, **details):
    """Hoa marks these files on the page and decides on them."""
    files = draw.catalogue.files.filter(pk__in=keys)
    return decide(draw.catalogue, name, files, actor=hoa, looked_at=keys, **details)


def of(catalogue, size=30):
    return SampleDraw.objects.get(catalogue=catalogue, size=size)


def test_a_draw_says_who_drew_which_files_when(many, hoa):
    drawn = draw_sample(many, 30, actor=hoa)
    assert (drawn.size, drawn.file_count, drawn.seed, drawn.drawn_by) == (30, 60, fresh(many).sample_seed, hoa)
    keys = many.files.values_list("pk", flat=True)
    assert drawn.file_keys == sample(drawn.seed, keys, 30)  # anybody draws them again
    event = Event.objects.about(many).get(action="draw")
    assert event.sentence.startswith(f"rút ngẫu nhiên 30 trong 60 hồ sơ để kiểm tra (mã rút mẫu {drawn.seed})")


def test_nobody_knows_the_files_before_the_catalogue_is_received(many, hoa, lan):
    """The seed of a version is drawn at its receipt by chance and shown to nobody before a sample is drawn."""
    first = fresh(many).sample_seed
    perform(fresh(many), "return", actor=hoa, reason="Kiểm tra lại.")
    back = fresh(perform(fresh(many), "submit", actor=lan, secrecy_declared=True))
    assert len(first) == len(back.sample_seed) == 12 and first != back.sample_seed
    assert first not in str(list(Event.objects.values_list("sentence", "before", "after")))


def test_what_was_received_before_seeds_were_drawn_has_one_for_all_its_samples(many, hoa):
    Catalogue.objects.filter(pk=many.pk).update(sample_seed="")
    thirty, fifty = (draw_sample(fresh(many), size, actor=hoa) for size in (30, 50))
    assert thirty.seed == fifty.seed and fifty.file_keys[:30] == thirty.file_keys


def test_the_same_sample_is_drawn_once_whoever_asks(many, hoa, lan):
    assert draw_sample(many, 30, actor=hoa) == draw_sample(fresh(many), 30, actor=hoa)
    assert Event.objects.filter(action="draw").count() == 1
    assert draw_sample(many, 50, actor=hoa).file_keys[:30] == of(many).file_keys


def test_only_who_appraises_draws_and_only_while_it_waits(many, hoa, lan, binh):
    for person in (lan, binh):
        with pytest.raises(NotAllowed):
            draw_sample(many, 30, actor=person)
    with pytest.raises(WorkflowError, match="30, 50, 100"):
        draw_sample(many, 31, actor=hoa)
    perform(many, "return", actor=hoa, reason="Kiểm tra lại.")
    with pytest.raises(Overtaken, match="không còn chờ thẩm định"):
        draw_sample(many, 30, actor=hoa)


def test_hoa_draws_from_the_page_and_sees_the_files(as_user, hoa, many):
    page = as_user(hoa).submit(f"/quan-tri/plans/catalogue/{many.pk}/rut-mau/", {"size": "30"}, follow=True)
    assert page.redirect_chain[-1][0].endswith("?loc=1&mau=30#ho-so")
    text = page.content.decode()
    assert "Mẫu 30 trong 60 hồ sơ" in text and f"mã {of(many).seed}" in text
    first = of(many).file_keys[:3]
    as_user(hoa).submit(
        f"/quan-tri/plans/catalogue/{many.pk}/xem-xet/",
        {"verdict": "accept", "file": first, "scope": "selected", "loc": "1", "mau": "30"},
    )
    assert set(of(many).seen) == {str(key) for key in first}
    assert {each["by"] for each in of(many).seen.values()} == {hoa.pk}


def test_a_sample_is_no_larger_than_the_catalogue(as_user, hoa, lan, plan):
    five = hand_in(lan.agency, lan)
    assert sizes_of(five) == {30: 5} and sizes_of(Catalogue(file_count=60)) == {30: 30, 50: 50, 100: 60}
    page = as_user(hoa).get(f"/quan-tri/plans/catalogue/{five.pk}/change/?loc=1").content.decode()
    assert "Rút mẫu 5 hồ sơ" in page and "Rút mẫu 50" not in page
    drawn = draw_sample(five, 50, actor=hoa)
    assert (drawn.size, len(drawn.file_keys), str(drawn)) == (30, 5, f"Mẫu 5 hồ sơ, mã {drawn.seed}")
    assert draw_sample(fresh(five), 30, actor=hoa) == drawn
    assert Event.objects.get(action="draw").after["size"] == 5


def test_an_interval_and_its_confidence_stand_together_or_not_at_all(as_user, hoa, many):
    drawn = draw_sample(many, 30, actor=hoa)
    address = f"/quan-tri/plans/catalogue/{many.pk}/change/?loc=1&mau=30"
    assert "Clopper" not in as_user(hoa).get(address).content.decode()
    look_at(drawn, "accept", drawn.file_keys, hoa)
    page = as_user(hoa).get(address).content.decode()
    assert "Có thể tin 95%" in page and "0,00% –" in page and "Khoảng tin cậy 95%, tính chính xác" in page
    look_at(drawn, "accept", list(many.files.values_list("pk", flat=True)), hoa)
    page = as_user(hoa).get(address).content.decode()
    assert "Đã xem cả Mục lục" in page and "Clopper" not in page and "95%" not in page


def test_what_a_filter_decides_on_was_not_looked_at(as_user, hoa, many):
    draw_sample(many, 30, actor=hoa)
    chosen = mark_of(many.files.filter(pk__in=of(many).file_keys))
    data = {"verdict": "accept", "scope": "all", "chosen": chosen, "loc": "1", "mau": "30", "asked": "accept"}
    as_user(hoa).submit(f"/quan-tri/plans/catalogue/{many.pk}/xem-xet/", data)
    assert fresh(many).accepted_files == 30 and of(many).seen == {}
    assert sample_for_document(fresh(many)) == {}


def test_what_was_accepted_before_counts_once_it_is_looked_at(many, hoa):
    drawn = draw_sample(many, 30, actor=hoa)
    decide(many, "accept", many.files.all(), actor=hoa)
    assert sample_for_document(fresh(many)) == {}
    outcome = look_at(drawn, "accept", drawn.file_keys, hoa)
    assert (outcome.done, outcome.skipped, outcome.confirmed) == (0, 0, 30)
    assert str(outcome).endswith("ghi đã xem từng hồ sơ 30 hồ sơ có cùng kết quả từ trước")
    assert Event.objects.get(action="files_looked_at").sentence.startswith("xem từng hồ sơ 30 hồ sơ đã chấp nhận")
    assert sample_for_document(fresh(many))["checked"] == 30


def test_a_sample_says_what_is_certain_and_what_is_not(many, hoa, lan):
    drawn = draw_sample(many, 30, actor=hoa)
    first, second, third, *others = drawn.file_keys
    look_at(drawn, "leave_out", [first], hoa, reason="worthless")
    look_at(drawn, "ask", [second, third], hoa, text="Vì sao?")
    answer(many, {second: "Vì thế."}, actor=lan)
    look_at(drawn, "accept", others[:20], hoa)
    found = sample_summary(of(many))
    assert (found["size"], found["checked"], found["errors"], found["open"]) == (30, 21, 1, 2)
    assert (found["lower"], found["upper"], found["fewest"], found["most"]) == ("0,12%", "23,82%", 1, 15)
    assert (found["seed"], found["drawn_by"], found["drawn_at"]) == (drawn.seed, str(hoa), drawn.drawn_at)


def test_many_errors_in_the_sample_mean_many_in_the_whole(many, hoa):
    drawn = draw_sample(many, 30, actor=hoa)
    look_at(drawn, "leave_out", drawn.file_keys[:15], hoa, reason="worthless")
    look_at(drawn, "accept", drawn.file_keys[15:], hoa)
    found = sample_summary(of(many))
    assert (found["lower"], found["upper"], found["fewest"], found["most"]) == ("31,30%", "68,70%", 18, 42)


def test_the_largest_sample_looked_at_in_full_stands_in_the_document(many, hoa):
    thirty, fifty = draw_sample(many, 30, actor=hoa), draw_sample(many, 50, actor=hoa)
    assert sample_for_document(many) == {}  # drawn, but nobody looked
    look_at(thirty, "leave_out", thirty.file_keys[:1], hoa, reason="worthless")
    look_at(thirty, "accept", thirty.file_keys[1:], hoa)
    known = {"drawn_on": "2025-06-20", "drawn_by": str(hoa), "seed": thirty.seed, "of": 60, "errors": 1}
    done = {"size": 30, "checked": 30, "lower": "0,08%", "upper": "17,22%"}
    assert sample_for_document(fresh(many)) == known | done
    look_at(fifty, "accept", fifty.file_keys[30:49], hoa)
    assert sample_for_document(fresh(many)) == known | done  # one of the fifty is still open
    look_at(fifty, "accept", fifty.file_keys[49:], hoa)
    assert sample_for_document(fresh(many)) == known | {"size": 50, "checked": 50, "lower": "0,05%", "upper": "10,65%"}
    decide(many, "accept", many.files.all(), actor=hoa)
    assert sample_for_document(fresh(many))["upper"] == "10,65%"  # nobody has looked at the others
    look_at(fifty, "accept", list(many.files.values_list("pk", flat=True)), hoa)
    rest = sample_for_document(fresh(many))
    assert rest["checked"] == 50 and "lower" not in rest  # every file was looked at: nothing is estimated


def test_what_a_filter_concludes_anew_was_not_looked_at(many, hoa):
    drawn = draw_sample(many, 30, actor=hoa)
    look_at(drawn, "accept", drawn.file_keys, hoa)
    decide(many, "undo", many.files.all(), actor=hoa)
    decide(many, "accept", many.files.all(), actor=hoa)
    assert sample_summary(of(many))["checked"] == 0


def test_a_new_version_draws_anew(many, hoa, lan):
    before = draw_sample(many, 30, actor=hoa)
    look_at(before, "accept", before.file_keys, hoa)
    perform(fresh(many), "return", actor=hoa, reason="Kiểm tra lại.")
    back = perform(fresh(many), "submit", actor=lan, secrecy_declared=True)
    assert sample_for_document(back) == {}
    after = draw_sample(back, 30, actor=hoa)
    assert after.seed != before.seed and after.file_keys != before.file_keys and after.seen == {}
    assert ArchivalFile.objects.filter(pk__in=before.file_keys).count() == 30


def test_no_sample_is_drawn_of_a_version_that_nobody_has_seen(as_user, hoa, lan, many):
    """Lan withdraws and hands in anew while Hoa's page is open: her click draws nothing from the new version."""
    browser, page = as_user(hoa), f"/quan-tri/plans/catalogue/{many.pk}/change/"
    address = f"/quan-tri/plans/catalogue/{many.pk}/rut-mau/"
    form = guards_of(browser.get(page).content.decode(), address, page) | {"size": "30"}
    perform(many, "withdraw", actor=lan)
    perform(fresh(many), "submit", actor=lan, secrecy_declared=True)
    assert "Chưa rút mẫu: Mục lục đã được rút lại" in browser.post(address, form, follow=True).content.decode()
    assert "không ghi bản bạn đã xem" in browser.post(address, {"size": "30"}, follow=True).content.decode()
    assert not SampleDraw.objects.exists()
    for _ in range(2):
        browser.submit(address, {"size": "30"})
    assert SampleDraw.objects.count() == 1
