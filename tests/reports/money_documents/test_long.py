"""Long papers of money: a job draws them for who asked, the page shows how far it is, nobody else gets them."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agencies import jobs, tasks
from agencies.calendar import portal_now
from agencies.models import Agency, Event, Job
from budgets.estimates import services
from reports.documents.kept import as_data, document_of
from reports.models import MoneyFile
from reports.money_documents import files
from tests.helpers import factories as make
from tests.helpers import money
from tests.helpers.allocations import allocate, appraised, typed
from tests.helpers.money_files import drawn
from tests.helpers.processes import Killed

DAY = date(2025, 6, 20)


@pytest.fixture(autouse=True)
def short_is_long(monkeypatch):
    """Two lines make a long paper here."""
    monkeypatch.setattr(files, "AT_ONCE", dict.fromkeys(("xlsx", "docx", "pdf"), 1))


@pytest.fixture
def decision(plan, tuan, agencies):
    return allocate(tuan, {agencies["SYT"]: 100, agencies["SXD"]: 200})


@pytest.fixture
def estimate(plan, agencies, lan):
    make.an_appraised_catalogue(agencies["SYT"], make.a_user(agencies["SNV"]), 1_000, DAY)
    return services.draft_estimate(agencies["SYT"], plan=plan, actor=lan, pages_by_size={"a4": 900, "a3": 50})


def asked(decision, extension="docx"):
    return f"/van-ban-dai/giao-du-toan/{decision.pk}/quyet-dinh/{extension}/"


def of_estimate(estimate):
    return f"/van-ban-dai/du-toan/{estimate.pk}/du-toan/docx/"


def page_of(file):
    return f"/van-ban-dai/{file.pk}/"


def run(file):
    tasks.run_job(file.pk)
    file.refresh_from_db()
    return file


def made(browser, address):
    """Ask for the paper, let the worker draw it, give the job."""
    assert browser.submit(address)["Location"].startswith("/van-ban-dai/")
    return run(MoneyFile.objects.latest("pk"))


def text(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def taken(browser, file):
    answer = browser.get(f"{page_of(file)}tep/")
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(("extension", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_tuan_asks_for_a_long_decision_watches_it_and_takes_it(as_user, tuan, decision, extension, begins):
    browser = as_user(tuan)
    short = f"/giao-du-toan/{decision.pk}/van-ban/quyet-dinh/{extension}/"
    assert browser.get(short)["Location"] == asked(decision, extension)
    page = text(browser, asked(decision, extension))
    assert "<b>4 dòng</b>" in page and not MoneyFile.objects.exists()
    file = made(browser, asked(decision, extension))
    if "thiếu" in file.message:
        pytest.skip(file.message)
    assert (file.state, file.percent, file.requester) == ("done", 100, tuan), file.message
    assert f"quyet-dinh-giao-du-toan-UBND-12-qd-ubnd-2025-06-10.{extension}" in text(browser, page_of(file))
    assert taken(browser, file).startswith(begins)
    assert browser.get(short, follow=True).redirect_chain[-1][0] == page_of(file)  # it still reads the same
    said = Event.objects.about(file).get()
    assert said.sentence == f"yêu cầu lập tệp {file.file_name}"


def test_short_ones_are_handed_over_at_once(as_user, tuan, decision, monkeypatch):
    monkeypatch.setattr(files, "AT_ONCE", {"docx": 4})
    answer = as_user(tuan).get(f"/giao-du-toan/{decision.pk}/van-ban/quyet-dinh/docx/")
    assert answer.status_code == 200 and answer.content.startswith(b"PK") and not MoneyFile.objects.exists()


def test_what_reads_otherwise_by_now_is_another_paper(as_user, lan, estimate):
    browser = as_user(lan)
    old = made(browser, of_estimate(estimate))
    name = old.file.name
    services.revise_estimate(
        estimate, actor=lan, name="Dự toán đợt 2", note="", pages_by_size={"a4": 900, "a3": 49}, extra_lines=[]
    )
    assert "Lập tệp Word" in text(browser, of_estimate(estimate))  # the old one is not offered
    new = made(browser, of_estimate(estimate))
    assert MoneyFile.objects.get() == new != old and default_storage.exists(name)


def test_asking_twice_is_one_job_and_another_paper_waits_for_it(as_user, lan, mai, tuan, estimate, decision):
    browser = as_user(tuan)
    for _ in range(2):
        browser.submit(asked(decision))
    file = MoneyFile.objects.get()
    answer = browser.submit(asked(decision, "xlsx"), follow=True)
    assert "Mỗi người lập một văn bản dài trong một lúc" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == page_of(file) and MoneyFile.objects.get() == file
    as_user(mai).submit(asked(decision))
    as_user(lan).submit(of_estimate(estimate))
    assert MoneyFile.objects.count() == 3  # others do not wait for it


def test_a_quota_holds_for_long_papers_too(as_user, tuan, decision, settings):
    settings.WORK_AN_HOUR = settings.WORK_AN_HOUR | {"exports": 1}
    browser = as_user(tuan)
    made(browser, asked(decision))
    answer = browser.submit(asked(decision, "xlsx"))
    assert answer.status_code == 429 and MoneyFile.objects.count() == 1


def test_strangers_find_no_paper(as_user, lan, binh, minh, tuan, mai, estimate, decision):
    file = made(as_user(lan), of_estimate(estimate))
    for person in (binh, minh, tuan):  # not even a colleague: who may have the paper asks for it
        for path in ("", "tien-do/", "tep/"):
            assert as_user(person).get(page_of(file) + path).status_code == 404
        assert as_user(person).submit(page_of(file)).status_code == 404
    for person in (binh, tuan):
        assert as_user(person).submit(of_estimate(estimate)).status_code == 404
    assert as_user(lan).submit(asked(decision)).status_code == 404  # the agency has its own line on the page
    for wrong in ("gi-do/1/quyet-dinh/docx", f"giao-du-toan/{decision.pk}/gi-do/docx"):
        assert as_user(mai).get(f"/van-ban-dai/{wrong}/").status_code == 404
    assert as_user(mai).get(f"/van-ban-dai/giao-du-toan/{decision.pk}/quyet-dinh/exe/").status_code == 404
    assert MoneyFile.objects.count() == 1


def test_who_lost_their_right_meanwhile_gets_nothing(as_user, lan, agencies, estimate):
    browser = as_user(lan)
    browser.submit(of_estimate(estimate))
    file = MoneyFile.objects.get()
    estimate.agency = agencies["SXD"]
    estimate.save()
    assert run(file).state == "failed" and "không còn quyền" in file.message and not file.file
    assert browser.get(page_of(file)).status_code == 404


def test_a_draft_is_drawn_as_it_was_typed_and_only_for_who_typed_it(as_user, plan, tuan, mai, lan, agencies):
    appraised(lan.agency, 48_960_000, tuan)
    appraised(agencies["SXD"], 48_960_000, tuan)
    fields = typed(tuan, {"SYT": 5_000_000, "SXD": 7_000_000}) | {"number": "", "day": "", "signer": ""}
    browser = as_user(tuan)
    answer = browser.post("/giao-du-toan/du-thao/docx/", fields)
    file = run(MoneyFile.objects.get())
    assert answer["Location"] == page_of(file) and file.state == "done", file.message
    assert file.file_name == "du-thao-quyet-dinh-giao-du-toan-UBND-2025-06-20.docx"
    assert taken(browser, file).startswith(b"PK") and 'href="/giao-du-toan/lap/"' in text(browser, page_of(file))
    assert as_user(mai).get(page_of(file)).status_code == 404
    document = document_of(file.document)
    assert document.letterhead.mark == "DỰ THẢO" and document.annexes[0].total["now"] == 12_000_000


def test_a_document_comes_back_as_it_was_kept(plan, lan, hoa, tuan, agencies, estimate):
    money.usual_limits()
    payment = money.an_advanced_contract(lan, hoa).payments.get(kind="payment")
    decision = allocate(tuan, {agencies["SYT"]: 100, agencies["SXD"]: 200})
    for obj, slug in ((decision, "quyet-dinh"), (estimate, "du-toan"), (payment, "khoi-luong")):
        document = drawn(obj, slug)
        assert document_of(as_data(document)) == document


def test_progress_is_shown_while_it_is_drawn(as_user, tuan, decision):
    browser, beats = as_user(tuan), []
    browser.submit(asked(decision))
    file = MoneyFile.objects.get()
    progress = browser.get(f"{page_of(file)}tien-do/")
    assert "Đang chờ" in progress.content.decode() and "HX-Refresh" not in progress
    files.draw_file(file, lambda percent, message: beats.append((percent, message)))
    assert beats[0] == (10, "Đang lập tệp Word: 4 dòng") and beats == sorted(beats)
    tasks.run_job(file.pk)
    assert browser.get(f"{page_of(file)}tien-do/")["HX-Refresh"] == "true"


def test_a_paper_that_failed_is_tried_again_and_one_that_is_lost_drawn_anew(as_user, tuan, decision):
    browser = as_user(tuan)
    browser.submit(asked(decision))
    file = MoneyFile.objects.get()
    Job.objects.update(state="failed", message="Hỏng")
    assert "Làm lại" in text(browser, page_of(file)) and browser.get(f"{page_of(file)}tep/").status_code == 404
    browser.submit(page_of(file))
    assert run(file).state == "done"
    browser.submit(page_of(file))
    assert MoneyFile.objects.get().state == "done"  # it is there: nothing to do
    default_storage.delete(file.file.name)
    assert "Lập lại" in text(browser, page_of(file))
    browser.submit(page_of(file))
    assert run(file).is_there


def test_a_failed_paper_waits_for_another_and_counts_as_one_more(as_user, tuan, decision, settings):
    browser = as_user(tuan)
    browser.submit(asked(decision))
    failed = MoneyFile.objects.get()
    Job.objects.update(state="failed", message="Hỏng")
    browser.submit(asked(decision, "xlsx"))
    answer = browser.submit(page_of(failed), follow=True)
    assert "Mỗi người lập một văn bản dài trong một lúc" in answer.content.decode()
    assert MoneyFile.objects.get(pk=failed.pk).state == "failed"
    Job.objects.update(state="failed", message="Hỏng")
    settings.WORK_AN_HOUR = settings.WORK_AN_HOUR | {"exports": 2}
    assert browser.submit(page_of(failed)).status_code == 429


@pytest.mark.engine
@pytest.mark.parametrize("message", ["Đang lập tệp Word: 4 dòng", "Đang lưu tệp"])
def test_a_worker_killed_on_the_way_leaves_no_half_paper(as_user, tuan, decision, message):
    as_user(tuan).submit(asked(decision))
    file = MoneyFile.objects.get()

    def beat(percent, said):
        if said == message and percent != 95:
            raise Killed

    with pytest.raises(Killed):
        files.draw_file(file, beat)
    file.refresh_from_db()
    assert not file.file
    assert not default_storage.exists(files.FOLDER) or default_storage.listdir(files.FOLDER)[1] == []


def test_a_machine_without_pango_says_so(as_user, tuan, decision, monkeypatch):
    def fails(*args):
        raise files.PdfUnavailable("Chưa lập được PDF: máy chủ thiếu thư viện pango; chạy ./portal doctor.")

    as_user(tuan).submit(asked(decision, "pdf"))
    monkeypatch.setattr(files, "drawn", fails)
    with pytest.raises(jobs.JobFailed, match="thiếu thư viện pango"):
        files.draw_file(MoneyFile.objects.get(), lambda *beat: None)


def test_old_papers_and_lost_files_are_thrown_away(as_user, tuan, decision, django_capture_on_commit_callbacks):
    old, new = (made(as_user(tuan), asked(decision, extension)) for extension in ("docx", "xlsx"))
    MoneyFile.objects.filter(pk=old.pk).update(created_at=portal_now() - timedelta(days=8))
    lost = default_storage.save(f"{files.FOLDER}/lost.pdf", ContentFile(b"%PDF"))
    with django_capture_on_commit_callbacks(execute=True):
        files.clear_files()
    assert list(MoneyFile.objects.all()) == [new] and default_storage.exists(lost)  # young ones may yet get their row
    assert default_storage.exists(new.file.name) and not default_storage.exists(old.file.name)


def test_who_sees_the_whole_decision_of_265_agencies_gets_every_line(plan, tuan):
    for number in range(265 - Agency.objects.filter(kind="department").count()):
        Agency.objects.create(code=f"D{number}", name=f"Sở Minh họa số {number}", kind="department", official_order=500)
    decision = allocate(tuan, dict.fromkeys(Agency.objects.filter(kind="department"), 1_234_567_890))
    document = drawn(decision, "quyet-dinh")
    assert files.line_count(document) == 265 + 2
    assert document_of(as_data(document)) == document
