"""Drafts of forms: they come back with a sentence, never over what a colleague wrote, and go once the form is done."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agencies import drafts
from agencies.models import FormDraft, KeptFile
from agencies.tasks import clear_old_drafts
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue, rename_catalogue
from plans.models import Catalogue, DetailedPlan
from tests.helpers.attachments import PDF
from tests.helpers.catalogues import row
from tests.helpers.grids import shown

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLAN = "/ke-hoach-chi-tiet/ghi-nhan/"
CAME_BACK, SET_ASIDE = "Đã đưa lại nội dung bạn nhập dở", "nhưng nội dung này đã được thay đổi từ đó"
ISSUED = {"number": "12/KH-SYT", "issued_on": "18/4/2025", "signer": "Nam", "version": "0"}
ISSUED |= {"period_from": "20/4/2025", "period_to": "30/6/2025"}


@pytest.fixture
def catalogue(plan, lan):
    return create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Mục lục", fonds_name="Sở Y tế")


@pytest.fixture
def address(catalogue):
    return reverse("catalogue_edit", args=[catalogue.pk])


@pytest.fixture
def browser(as_user, lan):
    return as_user(lan)


def page_of(answer):
    return answer.content.decode()


def autosave(browser, address, **typed):
    """What js/autosave.js sends: the form as drawn, with what was typed over it."""
    drawn = {name: values[0] for name, values in shown(browser, address).items() if name != "next"}
    return browser.submit(
        f"/nhap/{address.strip('/')}", drawn | {"_address": address, "_title": "Sửa tên, phông"} | typed
    )


def rename(catalogue, actor, name):
    rename_catalogue(catalogue, actor=actor, name=name, fonds=catalogue.fonds, fonds_name="", fonds_years="")


def paper(name="KH 12.pdf"):
    return SimpleUploadedFile(name, PDF, "application/pdf")


def test_a_draft_comes_back_unjudged_with_a_sentence_and_goes_once_the_form_is_done(browser, lan, catalogue, address):
    assert autosave(browser, address, name="").json()["saved_at"]
    page = page_of(browser.get(address))
    assert CAME_BACK in page and "Bỏ bản nháp" in page and "Cần sửa" not in page
    autosave(browser, address, name="Mục lục đợt 2")
    assert 'value="Mục lục đợt 2"' in page_of(browser.get(address))
    browser.submit(address, {name: values[0] for name, values in shown(browser, address).items()})
    assert Catalogue.objects.get().name == "Mục lục đợt 2" and not FormDraft.objects.exists()


def test_a_draft_is_dropped_on_demand(browser, catalogue, address):
    autosave(browser, address, name="Mục lục đợt 2")
    answer = browser.post(f"/bo-nhap/{address.strip('/')}", {"next": address})
    assert answer["Location"] == address and not FormDraft.objects.exists()
    assert CAME_BACK not in page_of(browser.get(address))


def test_a_draft_that_says_what_stands_there_is_none(browser, catalogue, address):
    autosave(browser, address)
    assert CAME_BACK not in page_of(browser.get(address))
    assert not FormDraft.objects.exists()


def test_a_colleagues_change_is_shown_beside_the_draft_and_not_overwritten(browser, nam, catalogue, address):
    autosave(browser, address, name="Tên của Lan")
    rename(catalogue, nam, "Tên của Nam")
    page = page_of(browser.get(address))
    assert SET_ASIDE in page and 'value="Tên của Nam"' in page
    assert "<td>Tên của Nam</td>" in page and "<td>Tên của Lan</td>" in page
    chosen = page_of(browser.get(f"{address}?ban-nhap=1"))
    assert 'value="Tên của Lan"' in chosen and SET_ASIDE not in chosen


def test_a_form_drawn_before_a_colleagues_change_is_refused_once_with_both_shown(browser, nam, catalogue, address):
    drawn = {name: values[0] for name, values in shown(browser, address).items()} | {"name": "Tên của Lan"}
    rename(catalogue, nam, "Tên của Nam")
    answer = browser.submit(address, drawn)
    page = page_of(answer)
    assert Catalogue.objects.get().name == "Tên của Nam"
    assert "<td>Tên của Nam</td>" in page and 'value="Tên của Lan"' in page
    again = drawn | {"_seen": answer.context["typed"].seen}
    assert browser.submit(address, again).status_code == 302 and Catalogue.objects.get().name == "Tên của Lan"


def test_an_error_keeps_what_was_sent(browser, catalogue, address):
    drawn = {name: values[0] for name, values in shown(browser, address).items()}
    browser.submit(address, drawn | {"name": "", "years": "1997–2025"})
    assert 'value="1997–2025"' in page_of(browser.get(address))


def test_what_is_sent_when_the_catalogue_is_closed_waits_until_it_opens(browser, lan, nam, catalogue, address):
    drawn = {name: values[0] for name, values in shown(browser, address).items()} | {"name": "Tên của Lan"}
    Catalogue.objects.update(state="submitted")
    assert "giữ trong bản nháp" in page_of(browser.submit(address, drawn, follow=True))
    Catalogue.objects.update(state="returned")
    assert "Tên của Lan" in page_of(browser.get(address))


def test_a_row_with_a_mark_of_secrecy_is_left_out_of_the_draft_and_the_others_are_kept(browser, lan):
    typed = {
        "form-0-title": "Kho thuốc",
        "form-1-title": "Kho đạn (Mật)",
        "form-1-note": "ở đâu",
        "form-TOTAL_FORMS": "2",
    }
    assert browser.post("/nhap/muc-luc", typed).json()["left_out"]
    kept = FormDraft.objects.get().fields
    assert kept["form-0-title"] == ["Kho thuốc"] and not {"form-1-title", "form-1-note"} & set(kept)


def test_a_page_of_somebody_else_open_on_the_same_computer_saves_nothing(browser, binh):
    answer = browser.post("/nhap/muc-luc", {"name": "của Bình", "_owner": drafts.owner_token(binh)})
    assert answer.status_code == 403 and not FormDraft.objects.exists()


def test_home_leads_to_the_draft_while_its_form_opens(browser, lan, plan, catalogue, address):
    autosave(browser, address, name="Tên của Lan")
    assert f'href="{address}"' in page_of(browser.get("/"))
    assert "Làm tiếp bản nháp: Sửa tên, phông" in page_of(browser.get("/"))
    Catalogue.objects.update(state="submitted")
    assert f'href="{address}"' not in page_of(browser.get("/"))


@pytest.mark.parametrize("place", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/khong-co/"])
def test_home_leads_nowhere_else(browser, plan, place):
    browser.post("/nhap/muc-luc/1/sua", {"name": "x", "_address": place, "_title": "Tên"})
    assert "Làm tiếp bản nháp" not in page_of(browser.get("/"))


def test_a_row_that_a_colleague_changed_is_shown_with_the_draft_of_the_grid(browser, lan, nam, catalogue):
    write_files(catalogue, actor=lan, added=[row("01"), row("02")])
    place = reverse("catalogue_files_edit", args=[catalogue.pk])
    drawn = {name: values[0] for name, values in shown(browser, place).items()} | {"form-0-title": "Tiêu đề của Lan"}
    browser.post(f"/nhap/{place.strip('/')}/1", drawn)
    write_files(catalogue, actor=nam, changed=[(catalogue.files.by_position().first(), row("01", note="của Nam"))])
    page = page_of(browser.get(place))
    assert 'value="Tiêu đề của Lan"' in page and CAME_BACK in page


def test_a_file_chosen_before_an_error_stays_and_is_sent_with_the_corrected_form(browser, lan, plan):
    page = page_of(browser.submit(PLAN, ISSUED | {"issued_on": "x", "document": paper()}))
    kept = KeptFile.objects.get()
    assert "Đã chọn: <b>KH 12.pdf</b>" in page and f'name="_kept_document" value="{kept.pk}"' in page
    assert "Đã chọn: <b>KH 12.pdf</b>" in page_of(browser.get(PLAN))
    stored = kept.content.name
    assert browser.submit(PLAN, ISSUED | {"_kept_document": kept.pk}).status_code == 302
    made = DetailedPlan.objects.get()
    with made.document.open() as document:
        assert made.document_name == "KH 12.pdf" and document.read() == PDF
    assert not KeptFile.objects.exists() and default_storage.exists(stored)  # deleted when the transaction is over


def test_another_file_takes_the_place_of_the_kept_one_and_a_tick_leaves_it_out(browser, plan):
    browser.submit(PLAN, ISSUED | {"issued_on": "x", "document": paper()})
    page = page_of(browser.submit(PLAN, ISSUED | {"issued_on": "x", "document": paper("KH 13.pdf")}))
    assert "KH 13.pdf" in page and "KH 12.pdf" not in page
    kept = KeptFile.objects.get()
    browser.submit(PLAN, ISSUED | {"_kept_document": kept.pk, "_dropped_document": "1"})
    assert not DetailedPlan.objects.get().document


def test_a_file_that_is_wrong_itself_is_not_kept(browser, plan):
    wrong = SimpleUploadedFile("KH 12.pdf", b"MZ", "application/pdf")
    browser.submit(PLAN, ISSUED | {"issued_on": "x", "document": wrong})
    assert not KeptFile.objects.exists()


def test_a_kept_file_is_its_senders_own(browser, as_user, nam, plan):
    browser.submit(PLAN, ISSUED | {"issued_on": "x", "document": paper()})
    kept = KeptFile.objects.get()
    colleague = as_user(nam)
    assert "KH 12.pdf" not in page_of(colleague.get(PLAN))
    colleague.submit(PLAN, ISSUED | {"_kept_document": kept.pk})
    assert not DetailedPlan.objects.get().document


def test_a_kept_file_goes_after_a_day(browser, plan):
    browser.submit(PLAN, ISSUED | {"issued_on": "x", "document": paper()})
    stored = KeptFile.objects.get().content.name
    KeptFile.objects.update(kept_at=timezone.now() - timedelta(days=1, minutes=1))
    assert "KH 12.pdf" not in page_of(browser.get(PLAN))
    clear_old_drafts()
    assert not KeptFile.objects.exists() and not default_storage.exists(stored)
