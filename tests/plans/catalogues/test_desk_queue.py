"""Sở Nội vụ's queue: what stands out in each row, who works on it, what comes next, one document on all of a filter."""

import io
import re
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agencies.models import Duty, Event, IssuedDocument, User
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from plans.appraisal import findings, risks
from plans.appraisal.assigning import assign
from plans.appraisal.decisions import decide
from plans.catalogues import desk_list
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import Catalogue, CatalogueRisk
from tests.helpers.catalogues import fresh, hand_in, numbered, one_by_one, row
from tests.helpers.factories import a_user, moment

QUEUE, ASSIGN, TOGETHER = "/tham-dinh/", "/tham-dinh/giao/", "/quan-tri/plans/catalogue/tham-dinh-chung/"
MONDAY = date(2025, 6, 16)


@pytest.fixture
def dung(hoa):
    """A colleague of Hoa's who appraises too."""
    return User.objects.create(
        username="dung",
        full_name="Lê Trí Dũng",
        agency=hoa.agency,
        duty=Duty.APPRAISES_CATALOGUES,
        email="d@example.vn",
    )


@pytest.fixture
def odd(plan, lan):
    """Lan's catalogue with two doubles, an unarranged file, one of few and one of many pages."""
    made = create_catalogue(plan=plan, agency=lan.agency, actor=lan, name="Đáng xem", fonds_name="Sở Y tế")
    rows = [row("01", title="Quy hoạch"), row("02", title="Quy hoạch"), row("03", arranged=False)]
    rows += [row("04", page_count=3, page_count_a3=0), row("05", page_count=900), row("06")]
    write_files(made, actor=lan, added=rows)
    return perform(made, "submit", actor=lan, secrecy_declared=True)


@pytest.fixture
def three(plan, agencies):
    """Three catalogues that wait, the first of them longest."""
    made = [
        hand_in(agencies[code], a_user(agencies[code]), rows=2, name=f"Mục {code}") for code in ("SYT", "SXD", "STP")
    ]
    for days, one in enumerate(made):
        Catalogue.objects.filter(pk=one.pk).update(submitted_at=moment(MONDAY + timedelta(days=days)))
    return [fresh(one) for one in made]


def risk_of(catalogue):
    """(doubled, unarranged, unusual, unseen) as the queue shows them."""
    risks.bring_up_to_date(Catalogue.objects.awaiting_appraisal())
    found = CatalogueRisk.objects.get(catalogue=catalogue)
    return found.doubled_files, found.unarranged_files, found.unusual_files, found.unseen_files


def names(page):
    return re.findall(r"change/\">([^<]+)</a></th>", page)


def page_of(client, path):
    return client.get(path).content.decode()


# What stands out


def test_each_row_says_what_stands_out_and_the_counts_follow_decisions(odd, hoa):
    assert risk_of(odd) == (2, 1, 2, 6)
    box = findings.box(odd)["counts"]
    assert (box["duplicate"], box["unarranged"], box["few"] + box["many"]) == (2, 1, 2)
    assert CatalogueRisk.objects.get().weight == 2 * 8 + 6 + 2 + 3
    decide(odd, "leave_out", numbered(odd, "02"), actor=hoa, reason="superfluous")
    decide(odd, "leave_out", numbered(odd, "03"), actor=hoa, reason="unarranged")
    one_by_one(odd, hoa, "06")
    assert risk_of(odd) == (0, 0, 2, 3)


def test_what_did_not_change_is_counted_once_and_many_cost_as_many_queries_as_one(as_user, hoa, odd, three):
    risks.bring_up_to_date(Catalogue.objects.awaiting_appraisal())
    with CaptureQueriesContext(connection) as none:
        risks.bring_up_to_date(Catalogue.objects.awaiting_appraisal())
    CatalogueRisk.objects.filter(catalogue=odd).delete()
    with CaptureQueriesContext(connection) as one:
        risks.bring_up_to_date(Catalogue.objects.awaiting_appraisal())
    CatalogueRisk.objects.all().delete()
    with CaptureQueriesContext(connection) as all_of_them:
        risks.bring_up_to_date(Catalogue.objects.awaiting_appraisal())
    assert len(none) == 1 and len(one) == len(all_of_them) <= 7  # three of them are savepoints


@pytest.mark.once
def test_a_queue_of_four_asks_as_many_queries_as_one_of_one(as_user, hoa, odd, three):
    client = as_user(hoa)
    counted = []
    for path in (f"{QUEUE}?q=", f"{QUEUE}?q=dang+xem"):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 25


@pytest.mark.once
def test_the_queue_sorts_by_every_count_and_shows_the_worst_first(as_user, hoa, odd, three):
    client = as_user(hoa)
    assert names(page_of(client, f"{QUEUE}?q="))[:2] == ["Mục SYT", "Mục SXD"]
    for key in ("weight", "doubled", "unarranged", "unusual", "unseen", "files"):
        assert names(page_of(client, f"{QUEUE}?sort=-{key}"))[0] == "Đáng xem", key
    rows = [
        [cell.value for cell in line]
        for line in load_workbook(io.BytesIO(client.get("/tham-dinh.xlsx?sort=-weight").content)).active
    ]
    assert rows[2][1] == "Đáng xem" and rows[2][8:12] == [2, 1, 2, 6]


@pytest.mark.once
def test_where_nothing_can_be_written_the_queue_is_read_all_the_same(as_user, hoa, odd, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(type(CatalogueRisk.objects.all()), "bulk_create", refuse)
    assert names(page_of(as_user(hoa), f"{QUEUE}?q=")) == ["Đáng xem"]


@pytest.mark.once
@pytest.mark.parametrize("person", ["lan", "mai", "tuan"])
def test_the_queue_is_of_those_who_appraise(as_user, cast, plan, person):
    assert as_user(cast(person)).get(QUEUE).status_code == 403


# Who works on it


def test_hoa_takes_a_catalogue_gives_it_on_and_dung_hands_it_back(odd, hoa, dung, lan):
    taken = assign(odd, hoa, actor=hoa, seen=None)
    assert taken.assigned_to == hoa and taken.assigned_at and taken.version == odd.version
    with pytest.raises(Overtaken, match="vừa giao cho Nguyễn Thị Hoa"):
        assign(odd, dung, actor=dung, seen=None)
    assert assign(odd, dung, actor=hoa, seen=hoa.pk).assigned_to == dung
    assert assign(odd, None, actor=dung, seen=dung.pk).assigned_to is None
    with pytest.raises(Overtaken, match="trả về hàng chờ chung"):
        assign(odd, hoa, actor=hoa, seen=dung.pk)
    told = list(Event.objects.about(odd).order_by("pk").values_list("action", flat=True))
    assert told[-3:] == ["take_on", "hand_over", "hand_back"]
    with pytest.raises(WorkflowError, match="Chọn người thẩm định"):
        assign(odd, lan, actor=hoa, seen=None)
    with pytest.raises(NotAllowed):
        assign(odd, None, actor=lan, seen=None)


def test_nobody_works_on_what_they_handed_in_or_on_what_waits_no_more(odd, hoa, dung):
    Catalogue.objects.filter(pk=odd.pk).update(submitted_by=dung)
    with pytest.raises(WorkflowError, match="không giao cho Lê Trí Dũng được"):
        assign(fresh(odd), dung, actor=hoa, seen=None)
    perform(fresh(odd), "return", actor=hoa, reason="Sai.")
    with pytest.raises(Overtaken, match="không còn chờ"):
        assign(fresh(odd), hoa, actor=hoa, seen=None)


@pytest.mark.once
def test_hoa_finds_her_own_and_what_nobody_took(as_user, hoa, dung, three):
    assign(three[0], hoa, actor=hoa, seen=None)
    assign(three[1], dung, actor=dung, seen=None)
    client = as_user(hoa)
    assert names(page_of(client, f"{QUEUE}?who=toi")) == ["Mục SYT"]
    assert names(page_of(client, f"{QUEUE}?who=chua")) == ["Mục STP"]
    assert names(page_of(client, f"{QUEUE}?who={dung.pk}")) == ["Mục SXD"]
    assert "Lê Trí Dũng xử lý" in " ".join(page_of(client, f"/muc-luc/{three[1].pk}/").split())


@pytest.mark.once
def test_several_are_given_on_one_page_and_one_that_was_taken_meanwhile_is_named(as_user, hoa, dung, three):
    client = as_user(hoa)
    query = "&".join(f"muc-luc={one.pk}" for one in three)
    page = page_of(client, f"{ASSIGN}?{query}")
    assert "Giao xử lý 3 Mục lục" in page
    assign(three[1], hoa, actor=hoa, seen=None)
    sent = {"muc-luc": [one.pk for one in three], "nguoi": dung.pk} | {f"dang-xu-ly-{one.pk}": "" for one in three}
    answer = client.post(ASSIGN, sent)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "vừa giao cho Nguyễn Thị Hoa" in said[0] and said[1] == "Đã giao 2 Mục lục cho Lê Trí Dũng."
    assert [fresh(one).assigned_to for one in three] == [dung, hoa, dung]
    whole = page_of(client, f"{ASSIGN}?ca-loc=who%3D{dung.pk}")
    assert "Giao xử lý 2 Mục lục" in whole and "(đang do Lê Trí Dũng xử lý)" in whole


@pytest.mark.once
def test_a_colleague_reads_who_works_on_it_and_decides_all_the_same(as_user, hoa, dung, three):
    one = three[0]
    assign(one, dung, actor=dung, seen=None)
    client = as_user(hoa)
    change, act = f"/quan-tri/plans/catalogue/{one.pk}/change/", f"/quan-tri/plans/catalogue/{one.pk}/thao-tac/return/"
    for path in (change, act, f"{TOGETHER}?muc-luc={one.pk}"):
        assert "Lê Trí Dũng đang xử lý Mục lục này." in page_of(client, path), path
    client.submit(act, {"reason": "Thiếu hộp 7.", "version": one.version})
    assert fresh(one).state == "returned"


# What comes next


@pytest.mark.once
def test_after_a_decision_the_next_of_the_same_filtered_list_follows(as_user, hoa, odd, three):
    client = as_user(hoa)
    client.get(f"{QUEUE}?q=muc+s&sort=-name")  # SYT, SXD, STP by name, the last first
    order = client.session[desk_list.ORDER]
    assert [Catalogue.objects.get(pk=pk).name for pk in order] == ["Mục SYT", "Mục SXD", "Mục STP"]
    first, second, third = (Catalogue.objects.get(pk=pk) for pk in order)
    act = "/quan-tri/plans/catalogue/{}/thao-tac/return/"
    data = {"reason": "Thiếu hộp 7.", "then": "next"}
    answer = client.submit(act.format(second.pk), data | {"version": second.version})
    assert answer["Location"] == f"/quan-tri/plans/catalogue/{third.pk}/change/"
    answer = client.submit(act.format(third.pk), data | {"version": third.version})
    assert answer["Location"] == f"/quan-tri/plans/catalogue/{first.pk}/change/"
    page = page_of(client, f"/quan-tri/plans/catalogue/{third.pk}/change/")
    assert "Tiếp theo: Mục SYT" in page and "còn 1 Mục lục chờ trong danh sách" in page
    answer = client.submit(act.format(first.pk), data | {"version": first.version})
    assert answer["Location"] == f"{QUEUE}?q=muc+s&sort=-name"
    assert "Đã hết các Mục lục chờ" in [str(one) for one in get_messages(answer.wsgi_request)][-1]


@pytest.mark.once
def test_number_day_and_capacity_are_proposed_again_until_that_is_declined(as_user, hoa, three):
    client = as_user(hoa)
    act = "/quan-tri/plans/catalogue/{}/thao-tac/appraise/"
    data = {"document_number": "12/SNV", "document_date": "20/6/2025", "capacity": "deputy", "unseen_reason": "Đủ."}
    client.submit(act.format(three[0].pk), data | {"version": three[0].version})
    page = page_of(client, act.format(three[1].pk))
    assert "điền sẵn theo văn bản số 12/SNV ngày 20/6/2025" in page and 'value="12/SNV"' in page
    shown = {"document_number": "12/SNV", "document_date": "20/6/2025", "capacity": "deputy", "same_as_last": "on"}
    client.submit(act.format(three[1].pk), shown | {"unseen_reason": "Đủ.", "version": three[1].version})
    assert IssuedDocument.objects.get().appraisals.count() == 2
    other = shown | {"document_number": "13/SNV", "unseen_reason": "Đủ.", "version": three[2].version}
    declined = client.get(f"{act.format(three[2].pk)}?khong-dien-san=1", follow=True).content.decode()
    assert "điền sẵn" not in declined and 'value="12/SNV"' not in declined
    client.submit(act.format(three[2].pk), other)
    assert IssuedDocument.objects.count() == 2


@pytest.mark.once
def test_a_number_that_was_changed_by_hand_is_never_joined_unasked(as_user, hoa, three):
    client = as_user(hoa)
    act = "/quan-tri/plans/catalogue/{}/thao-tac/appraise/"
    data = {"document_date": "20/6/2025", "capacity": "head", "unseen_reason": "Đủ."}
    for one, number in zip(three[:2], ("12/SNV", "13/SNV"), strict=True):
        client.submit(act.format(one.pk), data | {"document_number": number, "version": one.version})
    sent = data | {"document_number": "12/SNV", "same_as_last": "on", "version": three[2].version}
    assert "đánh dấu “Cùng một văn bản”" in client.submit(act.format(three[2].pk), sent).content.decode()
    assert fresh(three[2]).state == "submitted"


# One document on all of a filter


@pytest.mark.once
def test_all_of_a_filter_are_returned_by_one_document_with_one_reason(as_user, hoa, lan, odd, three):
    client = as_user(hoa)
    answer = client.get(f"{TOGETHER}?ca-loc=q%3Dmuc%2Bs&ket-qua=return")
    path = answer["Location"]
    assert path.count("muc-luc=") == 3 and "ket-qua=return" in path
    page = client.get(path)
    form = page.context["form"]
    assert {form[f"result-{one.pk}"].value() for one in three} == {"return"}
    data = {
        "document_number": "15/SNV",
        "document_date": "20/6/2025",
        "capacity": "head",
        "return_reason": "Thiếu số tờ.",
    }
    data |= {f"result-{one.pk}": "return" for one in three} | {f"version-{one.pk}": one.version for one in three}
    data |= {f"reason-{three[0].pk}": "Thiếu hộp 7."}
    done = client.submit(path, data, follow=True).content.decode()
    assert "Đã quyết định 3 trong 3 Mục lục." in done
    reasons = sorted(IssuedDocument.objects.get().returns.values_list("reason", flat=True))
    assert reasons == ["Thiếu hộp 7.", "Thiếu số tờ.", "Thiếu số tờ."]
    assert fresh(odd).state == "submitted"


@pytest.mark.once
def test_what_was_refused_stands_with_its_reason_on_the_page_of_the_document(as_user, hoa, dung, three):
    client = as_user(hoa)
    path = f"{TOGETHER}?" + "&".join(f"muc-luc={one.pk}" for one in three)
    client.get(path)
    perform(three[0], "return", actor=dung, reason="Sai.")
    data = {"document_number": "15/SNV", "document_date": "20/6/2025", "capacity": "head", "unseen_reason": "Đủ."}
    data |= {f"result-{one.pk}": "appraise" for one in three} | {f"version-{one.pk}": one.version for one in three}
    done = client.submit(path, data, follow=True).content.decode()
    assert "Đã quyết định 2 trong 3 Mục lục." in done and "Chưa quyết định được" in done
    assert "không thực hiện được khi đang ở trạng thái" in done
    again = f"{TOGETHER}?muc-luc={three[0].pk}"
    assert again in done


@pytest.mark.once
def test_what_the_person_may_not_decide_on_is_named_before(as_user, hoa, three):
    Catalogue.objects.filter(pk=three[0].pk).update(submitted_by=hoa)
    page = page_of(as_user(hoa), f"{TOGETHER}?muc-luc={three[0].pk}&muc-luc={three[1].pk}")
    assert "Không đưa vào văn bản này" in page and f"result-{three[0].pk}" not in page
