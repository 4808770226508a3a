"""Two people at the same moment, with real threads and connections: one wins, the other is told."""

import io
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from openpyxl import Workbook

from agencies.models import Duty
from agencies.workflow import WorkflowError, perform
from budgets import services as budgets
from budgets.models import Estimate
from plans.models import Appraisal
from plans.services.uploads import confirm_upload, request_upload
from tests.factories import a_catalogue, a_user, an_appraised_catalogue

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 6, 2)


@pytest.fixture(autouse=True)
def real_connections():
    """SQLite in memory shares one cache between threads and knows no waiting for a lock; a file and PostgreSQL do."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("two writers need a real database; the PostgreSQL run has one")


def together(*deeds):
    """Run the deeds at the same moment, each on its own connection; returns what each gave or the error it met."""
    answers, gate = [None] * len(deeds), Barrier(len(deeds))

    def run(place, deed):
        gate.wait()
        try:
            answers[place] = deed()
        except WorkflowError as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refused(answers):
    return sum(isinstance(answer, WorkflowError) for answer in answers)


def test_two_deciders_decide_once(agencies, hoa):
    other = a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)
    catalogue = a_catalogue(agencies["SYT"], 270, "submitted", submitted_on=DAY)
    answers = together(
        lambda: perform(catalogue, "appraise", actor=hoa, document=("12/SNV", DAY)),
        lambda: perform(catalogue, "return", actor=other, reason="Sai số trang"),
    )
    assert refused(answers) == 1
    catalogue.refresh_from_db()
    assert Appraisal.objects.filter(catalogue=catalogue).count() == (catalogue.state == "appraised")


def test_two_estimates_never_ask_for_the_same_pages(agencies, plan, lan, nam, hoa):
    an_appraised_catalogue(agencies["SYT"], hoa, 1000, DAY)
    one, two = (budgets.draft_estimate(agencies["SYT"], plan=plan, actor=lan, name=name) for name in "AB")
    answers = together(lambda: perform(one, "submit", actor=lan), lambda: perform(two, "submit", actor=nam))
    assert refused(answers) == 1
    assert Estimate.objects.filter(state="submitted").count() == 1


def test_a_double_click_hands_in_once(agencies, plan, lan, hoa):
    an_appraised_catalogue(agencies["SYT"], hoa, 1000, DAY)
    draft = budgets.draft_estimate(agencies["SYT"], plan=plan, actor=lan)
    assert refused(together(*[lambda: perform(draft, "submit", actor=lan)] * 3)) == 2


def workbook(*files):
    """Our own headers and a row (hồ sơ số, tiêu đề) per file of five pages."""
    book = Workbook()
    heads = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn bảo quản", "Trang A4", "Đã chỉnh lý")
    book.active.append(heads)
    for number, title in files:
        book.active.append(["1", number, title, "2008", "Vĩnh viễn", 5, "Có"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_two_uploads_confirmed_at_once_leave_no_file_twice(agencies, lan, nam):
    """Whoever is later is written after the first or shown the new comparison; the rows and their sums agree."""
    catalogue = a_catalogue(agencies["SYT"])
    uploads = [
        request_upload(catalogue, actor=who, data=workbook(*files), file_name="a.xlsx")
        for who, files in ((lan, [("1", "A"), ("2", "B")]), (nam, [("2", "B"), ("3", "C")]))
    ]
    together(*(lambda u=u: confirm_upload(u, actor=u.requester) for u in uploads))
    catalogue.refresh_from_db()
    numbers = sorted(catalogue.files.values_list("file_number", flat=True))
    assert numbers in (["1", "2"], ["2", "3"], ["1", "2", "3"])
    assert (catalogue.file_count, catalogue.page_count) == (len(numbers), 5 * len(numbers))
