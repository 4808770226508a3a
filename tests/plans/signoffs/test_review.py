"""Lan's review lies before Nam as it was typed; what he signs is what he read, whatever she types meanwhile."""

import pytest
from django.urls import reverse

from agencies.drafts import load_draft
from agencies.models import Event, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.declarations.review_signing import ask_review, give_back_review, sign_review, take_back_review
from plans.declarations.reviews import lines_draft_key, submit_review
from plans.models import SignOff, VolumeReview
from tests.helpers import delegations
from tests.helpers.factories import a_review

LINE = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 10, "page_count": 900}
GRID = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"} | {
    f"lines-0-{name}": str(value) for name, value in LINE.items()
}
LETTER = {"letter_number": "45/SYT-VP", "letter_date": "18/6/2025"}
WHY = "Số hóa thử một phần."


@pytest.fixture
def asked(heads_sign, plan, lan, nam):
    return ask(plan, lan)


def ask(plan, lan, **changes):
    return ask_review(lan.agency, plan=plan, actor=lan, lines=[LINE | changes], counts={"photo_count": 3}, reason=WHY)


def page_of(about):
    return reverse("review_sign", args=[about.pk])


def test_lan_types_a_review_and_nam_signs_it(as_user, heads_sign, plan, lan, nam):
    client = as_user(lan)
    client.submit("/ra-soat/khoi-luong/", GRID)
    client.submit("/ra-soat/do-mat/", {"photo_count": "3"})
    page = client.get("/ra-soat/xem-lai/").content.decode()
    assert "Trình lãnh đạo ký" in page and "Gửi rà soát" not in page and "Số công văn" not in page
    sent = {"reason": WHY, "note": "Đã đếm lại kho 2.", "version": "0"}
    page = client.submit("/ra-soat/xem-lai/", sent, follow=True).content.decode()
    about = SignOff.objects.get()
    assert "Rút lại bản trình ký" in page and "Ký và gửi rà soát" not in page
    assert "Xem bản trình ký" in client.get("/ra-soat/").content.decode() and not VolumeReview.objects.exists()
    assert "Ký Rà soát khối lượng lần 1" in as_user(nam).get("/").content.decode()
    page = as_user(nam).get(page_of(about)).content.decode()
    assert "Đã đếm lại kho 2." in page and WHY in page and "900" in page
    signed = as_user(nam).submit(page_of(about), {"reason": WHY, "version": about.pk} | LETTER, follow=True)
    review = VolumeReview.objects.get()
    assert (review.submitted_by, review.page_count, review.photo_count, review.reason) == (nam, 900, 3, WHY)
    assert "Ký: Phạm Văn Nam; người trình: Trần Thị Lan" in signed.content.decode()
    assert Event.objects.about(review).get(action="submit").document_number == "45/SYT-VP"
    assert load_draft(lan, lines_draft_key(lan.agency)) is None


def test_what_nam_signs_is_what_he_read(as_user, asked, plan, lan, nam):
    as_user(lan).submit("/ra-soat/khoi-luong/", GRID | {"lines-0-page_count": "1"})
    assert sign_review(asked, plan=plan, actor=nam).page_count == 900


def test_a_later_request_takes_the_place_of_the_earlier(asked, plan, lan, nam):
    second = ask(plan, lan, page_count=950)
    with pytest.raises(Overtaken):
        sign_review(asked, plan=plan, actor=nam)
    assert sign_review(second, plan=plan, actor=nam).page_count == 950


def test_nam_gives_it_back_on_the_page(as_user, asked, lan, nam):
    address = reverse("review_sign_give_back", args=[asked.pk])
    assert "Ghi lý do" in as_user(nam).submit(address, {}, page=page_of(asked)).content.decode()
    as_user(nam).submit(address, {"why": "Thiếu kho 2."}, page=page_of(asked))
    page = as_user(lan).get("/ra-soat/").content.decode()
    assert "Lãnh đạo trả lại, chưa ký" in page and "Thiếu kho 2." in page and not VolumeReview.objects.exists()


def test_lan_takes_it_back_and_nam_signs_nothing(as_user, asked, plan, lan, nam):
    as_user(lan).submit(reverse("review_sign_take_back", args=[asked.pk]), {}, page=page_of(asked))
    with pytest.raises(Overtaken):
        sign_review(asked, plan=plan, actor=nam)
    sent = as_user(nam).post(page_of(asked), {"reason": WHY, "version": asked.pk})
    assert not VolumeReview.objects.exists() and "không còn chờ" in sent.content.decode()


def test_a_version_that_went_out_meanwhile_is_not_signed_over(asked, plan, lan, nam):
    a_review(lan.agency, 5, version=1)
    with pytest.raises(Overtaken):
        sign_review(asked, plan=plan, actor=nam)
    assert SignOff.objects.get().is_open


@pytest.mark.parametrize("name", ["lan", "minh", "hoa", "binh", "quy"])
def test_nobody_else_signs_or_gives_back(cast, as_user, asked, plan, name):
    for step in (
        lambda actor: sign_review(asked, plan=plan, actor=actor),
        lambda actor: give_back_review(asked, actor=actor, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            step(cast(name))
    page = as_user(cast(name)).get(page_of(asked))
    assert page.status_code == (200 if name in ("lan", "minh") else 404)
    assert "Ký và gửi rà soát" not in page.content.decode()


@pytest.mark.parametrize("name", ["minh", "hoa", "binh", "tuan"])
def test_nobody_else_takes_back(cast, asked, name):
    with pytest.raises(NotAllowed):
        take_back_review(asked, actor=cast(name))


def test_a_clerk_sends_nothing_past_the_head(heads_sign, plan, lan, nam):
    with pytest.raises(NotAllowed, match="thủ trưởng ký trước"):
        submit_review(lan.agency, plan=plan, actor=lan, lines=[LINE], reason=WHY)
    assert submit_review(lan.agency, plan=plan, actor=nam, lines=[LINE], reason=WHY).submitted_by == nam


def test_a_deputy_signs_and_history_says_in_whose_place(asked, plan, nam, minh):
    delegations.in_force(nam, minh)
    review = sign_review(asked, plan=plan, actor=minh)
    assert "ký thay: KT. GIÁM ĐỐC" in Event.objects.about(review).get(action="submit").sentence
    assert SignOff.objects.get().signed_as.startswith("KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC")


def test_without_the_step_lan_sends_it_herself(as_user, asked, plan, lan, nam):
    User.objects.filter(pk=nam.pk).update(is_active=False)
    assert "Không còn bước lãnh đạo ký" in as_user(lan).get(page_of(asked)).content.decode()
    submit_review(lan.agency, plan=plan, actor=lan, lines=[LINE], reason=WHY)
    assert SignOff.objects.get().outcome == "not_needed"


def test_who_typed_it_never_confirms_what_is_unusual_about_it(asked, plan, nam, lan, agencies):
    review = sign_review(asked, plan=plan, actor=nam)
    assert Event.objects.about(review).filter(action="ask_signature", actor=lan).exists()


def test_a_request_without_its_reason_is_refused(heads_sign, plan, lan, nam):
    a_review(lan.agency, 5, version=1)
    with pytest.raises(WorkflowError, match="ghi lý do"):
        ask_review(lan.agency, plan=plan, actor=lan, lines=[LINE], counts={})
