"""Files that seem to be one: found in a catalogue, an agency, the province; what people say of them stays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import tasks
from agencies.calendar import portal_now
from agencies.formats.dates import format_datetime
from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken
from plans.duplicates import services as duplicates
from plans.duplicates.search import ComparedFile, Scope, clusters
from plans.models import DuplicateSearch
from tests.helpers import factories as make
from tests.helpers.duplicate_files import a_file, own, page, search


def members(group):
    return {member.file_id for member in group.members.all()}


# What is a duplicate


def test_the_same_title_however_written_is_exact_with_equal_dates_and_pages(syt, lan):
    files = [a_file(syt), a_file(syt, "HỒ SƠ xây dựng bệnh viện Hoà Vang")]
    a_file(syt, "Hồ sơ xây dựng Bệnh viện Hội An")
    [group] = search(Scope(catalogue=syt), lan)
    assert (group.kind, group.reach, group.file_count, group.extra_pages) == ("exact", "catalogue", 2, 100)
    assert members(group) == {file.pk for file in files}


@pytest.mark.engine
@pytest.mark.parametrize(
    ("start", "end", "pages", "kind"),
    [
        ("2008-03", "2008-05", 100, "near"),
        ("2007", "2009", 100, "near"),
        ("2008", "", 91, "near"),
        ("2008", "", 110, "near"),
        ("2008", "", 89, None),
        ("2009", "", 100, None),
        ("2007", "", 100, None),
    ],
)
def test_near_means_overlapping_dates_and_pages_within_a_tenth(syt, lan, start, end, pages, kind):
    a_file(syt, pages=100)
    a_file(syt, start=start, end=end, pages=pages)
    assert [group.kind for group in search(Scope(catalogue=syt), lan)] == ([kind] if kind else [])


def test_all_but_the_largest_would_be_wasted(syt, lan):
    small, large, middle = a_file(syt, pages=95), a_file(syt, pages=100), a_file(syt, pages=98)
    [group] = search(Scope(catalogue=syt), lan)
    assert group.extra_pages == 95 + 98
    assert {member.file_id for member in group.members.filter(is_extra=True)} == {small.pk, middle.pk}
    assert not group.members.get(file=large).is_extra


def test_pages_count_as_a4(syt, lan):
    a_file(syt, pages=10, page_count_a3=5)
    a_file(syt, pages=20)
    [group] = search(Scope(catalogue=syt), lan)
    assert group.extra_pages == 20 and group.kind == "exact"


def test_the_same_code_within_an_agency_but_not_across(syt, second, sxd, lan, hoa):
    a_file(syt, "Quyết định bổ nhiệm", reference_code="12/QĐ-SYT")
    a_file(second, "Quyết định điều động", reference_code="12/QĐ-SYT")
    a_file(sxd, "Quyết định khen thưởng", reference_code="12/QĐ-SYT")
    for scope, actor in ((own(lan), lan), (Scope(), hoa)):
        [group] = search(scope, actor)
        assert (group.kind, group.reach, group.file_count) == ("code", "agency", 2)


def test_a_code_says_nothing_new_of_files_with_one_title(syt, lan):
    a_file(syt, reference_code="12/QĐ"), a_file(syt, reference_code="12/QĐ")
    assert [group.kind for group in search(own(lan), lan)] == ["exact"]


def test_many_codes_are_compared_in_as_many_queries_as_one(syt, lan):
    def asked(codes):
        for code in codes:
            a_file(syt, f"Quyết định {code}", reference_code=code), a_file(syt, f"Tờ trình {code}", reference_code=code)
        with CaptureQueriesContext(connection) as queries:
            search(own(lan), lan)
        return len(queries)

    asked(["1/QĐ"])  # the first search makes what later ones find
    assert asked([]) == asked([f"{n}/QĐ" for n in range(2, 9)])


def test_what_was_left_out_wastes_nothing(syt, lan):
    a_file(syt), a_file(syt, decision="left_out", left_out_reason="duplicate")
    assert search(own(lan), lan) == []


def test_many_files_of_one_title_stay_quick():
    rows = [ComparedFile(1, f"{1900 + number % 120}", "", 50 + number % 900, number, 1, "") for number in range(20_000)]
    found = clusters(sorted(rows))
    assert sum(map(len, found)) <= len(rows)
    assert all(row.start == group[0].start for group in found for row in group)


# Where it looks


def test_each_search_looks_as_far_as_its_scope(syt, second, sxd, lan, hoa):
    a_file(syt), a_file(second), a_file(sxd)
    assert search(Scope(catalogue=syt), lan) == []
    assert [(group.reach, group.file_count) for group in search(own(lan), lan)] == [("agency", 2)]
    assert [(group.reach, group.file_count) for group in search(Scope(), hoa)] == [("province", 3)]


def test_the_province_knows_nothing_of_drafts(syt, agencies, hoa):
    a_file(syt), a_file(make.a_catalogue(agencies["SXD"]))
    assert search(Scope(), hoa) == []


def test_only_those_concerned_may_search(syt, lan, minh, binh, hoa, tuan):
    for actor, scope in ((minh, own(lan)), (binh, own(lan)), (lan, Scope()), (tuan, Scope()), (hoa, own(lan))):
        with pytest.raises(NotAllowed):
            duplicates.request_search(scope, actor=actor)


def test_rights_are_asked_again_when_the_job_runs(syt, lan):
    job = duplicates.request_search(own(lan), actor=lan)
    type(lan).objects.filter(pk=lan.pk).update(duty="reads")
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "failed" and "không còn quyền" in job.message


def test_asking_twice_makes_one_search(syt, lan, nam):
    assert duplicates.request_search(own(lan), actor=lan) == duplicates.request_search(own(lan), actor=nam)
    assert DuplicateSearch.objects.count() == 1


def test_the_result_is_dated_by_the_portals_day_and_the_last_search_counts(syt, lan, as_user, monkeypatch):
    search(own(lan), lan)
    morning = portal_now() - timedelta(hours=3)
    monkeypatch.setattr(duplicates, "portal_now", lambda: morning)  # a demo lives on the same day for many days
    search(own(lan), lan)
    assert duplicates.latest_search(own(lan)) == DuplicateSearch.objects.latest("pk")
    text = as_user(lan).get(reverse("duplicate_list")).content.decode()
    assert f"Kết quả tìm lúc {format_datetime(morning)}" in text


# What people say of it


def test_searching_again_changes_nothing_and_keeps_the_verdict(syt, lan):
    a_file(syt), a_file(syt), a_file(syt, "Sổ khám"), a_file(syt, "Sổ khám")
    first, other = search(own(lan), lan)
    duplicates.give_verdict(first, actor=lan, scope=own(lan), verdict="different")
    again = search(own(lan), lan)
    assert [group.pk for group in again] == [first.pk, other.pk]
    assert [group.opinion for group in again] == ["different", ""]
    assert again[0].opinion_by == lan and again[0].opinion_at


def test_a_verdict_holds_wherever_the_same_files_are_found(syt, lan, hoa):
    a_file(syt), a_file(syt)
    [group] = search(own(lan), lan)
    duplicates.give_verdict(group, actor=lan, scope=own(lan), verdict="handled")
    [same] = search(Scope(), hoa)
    assert same.pk != group.pk and same.opinion == "handled"
    duplicates.give_verdict(same, actor=hoa, scope=Scope(), verdict="different")
    group.refresh_from_db()
    assert (group.verdict, group.judged_by) == ("different", hoa)
    assert (group.opinion, group.opinion_by) == ("handled", lan)


def test_one_more_file_makes_it_a_new_question(syt, lan):
    a_file(syt), a_file(syt)
    [group] = search(own(lan), lan)
    duplicates.give_verdict(group, actor=lan, scope=own(lan), verdict="different")
    third = a_file(syt)
    [wider] = search(own(lan), lan)
    assert (wider.file_count, wider.opinion) == (3, "")
    third.delete()
    [back] = search(own(lan), lan)
    assert (back.pk, back.opinion) == (group.pk, "different")


def test_a_verdict_is_written_down_and_two_at_once_make_one(syt, lan, nam):
    a_file(syt), a_file(syt)
    [group] = search(own(lan), lan)
    duplicates.give_verdict(group, actor=lan, scope=own(lan), verdict="handled", seen="")
    with pytest.raises(Overtaken):
        duplicates.give_verdict(group, actor=nam, scope=own(lan), verdict="different", seen="")
    event = Event.objects.get(action="judge_duplicates")
    assert (event.actor, event.agency, event.after) == (lan, lan.agency, {"opinion": "handled"})


def test_what_was_dealt_with_and_is_found_again_counts_again(syt, second, lan, as_user):
    a_file(syt), a_file(second)
    [group] = search(own(lan), lan)
    judge = {"verdict": "handled", "seen": ""}
    answer = as_user(lan).submit(reverse("duplicate_verdict", args=[group.pk]), judge, follow=True)
    assert "2 hồ sơ của nhóm vẫn thuộc diện số hóa" in answer.content.decode()
    assert page(as_user(lan)).context["waste"]["count"] == 0
    [again] = search(own(lan), lan)
    assert again.opinion == "handled" and again.is_said_and_still_there
    seen = page(as_user(lan))
    assert seen.context["waste"]["count"] == 1 and "lần tìm sau vẫn thấy" in seen.content.decode()


def test_what_is_no_duplicate_wastes_nothing_however_often_it_is_found(syt, second, lan, as_user):
    a_file(syt), a_file(second)
    [group] = search(own(lan), lan)
    duplicates.give_verdict(group, actor=lan, scope=own(lan), verdict="different")
    [again] = search(own(lan), lan)
    assert not again.is_said_and_still_there and page(as_user(lan)).context["waste"]["count"] == 0


def test_a_killed_worker_leaves_groups_that_the_next_run_makes_whole(syt, lan, monkeypatch):
    a_file(syt), a_file(syt), a_file(syt, "Sổ khám"), a_file(syt, "Sổ khám")
    job = duplicates.request_search(own(lan), actor=lan)
    monkeypatch.setattr("plans.duplicates.search_job.search_codes", lambda *given: 1 / 0)
    tasks.run_job(job.pk)
    monkeypatch.undo()
    assert len(search(own(lan), lan)) == 2
