"""Workbooks that take long are looked through behind the page: in turn, within bounds, and nothing secret is stored."""

import pytest

from agencies.limits.places import place
from agencies.models import Usage
from agencies.tasks import run_job
from plans.catalogues.services import create_catalogue
from plans.models import CatalogueUpload
from plans.uploads import screening, services
from tests.helpers import hostile_workbooks as h
from tests.helpers.grids import page_of
from tests.helpers.uploads import stored, upload
from tests.helpers.workbooks import xlsx

HEADS = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Trang A4")


@pytest.fixture
def pool(monkeypatch, django_capture_on_commit_callbacks):
    """`pool(send)`: what the web process would look through later, each as a function that does it."""
    taken, called = [], []
    monkeypatch.setattr(services, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(screening.POOL, "take", lambda job_id, work: taken.append(work))
    monkeypatch.setattr(screening, "enqueue", called.append)

    def sent(send):
        with django_capture_on_commit_callbacks(execute=True):
            answer = send()
        return answer, taken, called

    return sent


def test_a_larger_workbook_waits_in_memory_and_is_stored_once_it_was_looked_through(browser, catalogue, pool):
    answer, taken, called = pool(lambda: upload(browser, catalogue, h.GOOD))
    waiting = CatalogueUpload.objects.get()
    assert (waiting.state, waiting.workbook.name, stored()) == ("queued", "", [])
    assert "Đang chờ đến lượt" in page_of(answer) and 'http-equiv="refresh"' in answer.content.decode()
    taken[0]()
    waiting.refresh_from_db()
    assert (waiting.state, called) == ("queued", [waiting]) and len(stored()) == 1
    run_job(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.is_waiting and waiting.counts["read"] == 1


def test_a_secret_found_there_leaves_the_sentence_and_nothing_of_the_file(browser, catalogue, pool):
    secret = xlsx(HEADS, ["1", "01", "Kho đạn ở Zeta (Mật)", "12"])
    _, taken, called = pool(lambda: upload(browser, catalogue, secret))
    taken[0]()
    refused = CatalogueUpload.objects.get()
    assert refused.state == "failed" and "dấu hiệu bí mật nhà nước" in refused.message
    page = page_of(browser.get(f"/muc-luc/tai-len/{refused.pk}/"))
    assert "dấu hiệu bí mật nhà nước" in page and "Zeta" not in page and "Làm lại" not in page
    assert stored() == [] and called == []


def test_a_name_with_a_mark_is_refused_before_anything_is_kept(browser, catalogue, pool):
    page = page_of(pool(lambda: upload(browser, catalogue, h.GOOD, name="Kho đạn (Mật).xlsx"))[0])
    assert "dấu hiệu bí mật nhà nước" in page and not CatalogueUpload.objects.exists()


def test_what_was_cancelled_meanwhile_is_not_stored(browser, catalogue, pool):
    _, taken, called = pool(lambda: upload(browser, catalogue, h.GOOD))
    browser.post(f"/muc-luc/tai-len/{CatalogueUpload.objects.get().pk}/bo/")
    taken[0]()
    assert not CatalogueUpload.objects.exists() and stored() == [] and called == []


def test_where_the_web_process_ended_the_job_says_that_the_file_is_gone(browser, catalogue, pool):
    pool(lambda: upload(browser, catalogue, h.GOOD))
    run_job(CatalogueUpload.objects.get().pk)
    lost = CatalogueUpload.objects.get()
    assert (lost.state, lost.message) == ("failed", screening.LOST)


def test_one_person_lets_few_wait_and_all_together_some(browser, plan, catalogue, lan, pool, settings):
    settings.WORKBOOKS_WAITING_OF_ONE = 1
    pool(lambda: upload(browser, catalogue, h.GOOD))
    other = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Đợt hai", fonds_name="Sở Y tế")
    answer = pool(lambda: upload(browser, other, h.GOOD))[0]
    assert answer.status_code == 429 and answer["Retry-After"] == "60"
    assert "chờ đọc xong rồi tải tệp tiếp theo" in page_of(answer)
    settings.WORKBOOKS_WAITING_OF_ONE, settings.WORKBOOKS_WAITING = 9, 1
    assert pool(lambda: upload(browser, other, h.GOOD))[0].status_code == 503
    assert CatalogueUpload.objects.count() == 1


def test_a_small_one_goes_behind_where_its_sender_holds_the_place(browser, catalogue, lan, pool, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE_BYTES", 10**6)
    with place(f"workbook-of-{lan.pk}", 1):
        _, taken, _ = pool(lambda: upload(browser, catalogue, h.GOOD))
    assert len(taken) == 1 and CatalogueUpload.objects.get().state == "queued"


def test_a_small_one_that_takes_long_goes_behind_too(browser, catalogue, pool, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE_BYTES", 10**6)
    monkeypatch.setattr(screening, "AT_ONCE_SECONDS", 0)
    assert len(pool(lambda: upload(browser, catalogue, h.GOOD))[1]) == 1


def test_the_pool_keeps_its_jobs_alive_and_lets_them_go(lan):
    pool, done = screening.Pool(), []
    pool.take(7, lambda: done.append(7))
    pool.readers.shutdown(wait=True)
    assert done == [7] and pool.held == set()


def test_uploads_of_an_hour_are_counted_by_person_and_agency(browser, catalogue, lan, binh, settings):
    settings.WORK_AN_HOUR = {"uploads": 1}
    upload(browser, catalogue, h.GOOD)
    answer = upload(browser, catalogue, h.GOOD)
    assert answer.status_code == 429 and "Bạn đã tải tệp lên 1 lần trong giờ này" in page_of(answer)
    Usage.objects.filter(who=str(lan.pk), what="uploads").delete()
    Usage.objects.filter(what="uploads of an agency").update(times=4)
    assert "Cơ quan đã tải tệp lên 4 lần trong giờ này" in page_of(upload(browser, catalogue, h.GOOD))


def test_what_is_refused_for_now_costs_none_of_the_hours_uploads(browser, catalogue, pool, settings):
    settings.WORKBOOKS_WAITING_OF_ONE = 0
    answer, taken, _ = pool(lambda: upload(browser, catalogue, h.GOOD))
    assert answer.status_code == 429 and not taken
    assert not Usage.objects.filter(what__startswith="uploads", times__gt=0).exists()
