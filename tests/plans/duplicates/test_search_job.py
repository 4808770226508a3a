"""The job of a search: what it says while it runs, in which order it looks, what it stores and forgets."""

import pytest

from agencies.jobs import JobFailed
from agencies.workflow import NotAllowed
from plans.appraisal.likeness import similar_page_count
from plans.duplicates.permissions import may_search
from plans.duplicates.search import Scope, batches
from plans.duplicates.search_job import carry_out
from plans.duplicates.services import request_search
from plans.models import Catalogue, DuplicateGroup, DuplicateMember, DuplicateSearch
from tests.helpers import factories as make
from tests.helpers.duplicate_files import a_file, own, search


@pytest.fixture
def syt(agencies):
    return make.a_catalogue(agencies["SYT"], submitted_on=make.FIRST_DAY, name="Sổ 1")


@pytest.fixture
def sxd(agencies):
    return make.a_catalogue(agencies["SXD"], submitted_on=make.FIRST_DAY)


def run(scope, actor):
    """(what the job answers, what it said on the way)."""
    said = []
    asked = request_search(scope, actor=actor)
    answer = carry_out(asked, lambda percent, text: said.append((percent, text)))
    DuplicateSearch.objects.filter(pk=asked.pk).update(state="done")
    return answer, said


def pairs(catalogue, *titles, **fields):
    for title in titles:
        a_file(catalogue, title, **fields), a_file(catalogue, title, **fields)


# What it says


def test_the_job_says_how_far_it_is_and_how_much_it_found(syt, lan):
    pairs(syt, "Sổ khám", "Sổ mổ")
    answer, said = run(own(lan), lan)
    assert answer == "Tìm thấy 2 nhóm hồ sơ trùng."
    assert said == [
        (1, "Đang tìm các tiêu đề lặp lại"),
        (80, "Đã so 2 trong 2 tiêu đề lặp lại"),
        (98, "Đã so số, ký hiệu của 1 trong 1 cơ quan"),
        (99, "Đang lưu kết quả"),
    ]
    assert DuplicateSearch.objects.get().group_count == 2


def test_titles_come_in_batches_and_codes_agency_by_agency(syt, sxd, hoa, monkeypatch):
    monkeypatch.setattr("plans.duplicates.search.BATCH", 2)
    pairs(syt, "Sổ khám", "Sổ mổ", "Sổ trực")
    a_file(sxd, "Giấy phép A", reference_code="1/GP"), a_file(sxd, "Giấy phép B", reference_code="1/GP")
    answer, said = run(Scope(), hoa)
    assert answer == "Tìm thấy 4 nhóm hồ sơ trùng."
    assert said[1:6] == [
        (30, "Đã so 1 trong 3 tiêu đề lặp lại"),
        (55, "Đã so 2 trong 3 tiêu đề lặp lại"),
        (80, "Đã so 3 trong 3 tiêu đề lặp lại"),
        (89, "Đã so số, ký hiệu của 1 trong 2 cơ quan"),
        (98, "Đã so số, ký hiệu của 2 trong 2 cơ quan"),
    ]


def test_many_groups_are_written_in_several_steps(syt, lan, monkeypatch):
    monkeypatch.setattr("plans.duplicates.search_job.GROUPS", 2)
    pairs(syt, *(f"Sổ {number}" for number in range(5)))
    pairs(syt, "Công văn", reference_code="5/CV")
    for number in (1, 2, 3):
        code = {"reference_code": f"{number}/QĐ"}
        a_file(syt, f"Quyết định {number}", **code), a_file(syt, f"Tờ trình {number}", **code)
    answer, said = run(own(lan), lan)
    assert answer == "Tìm thấy 9 nhóm hồ sơ trùng."
    assert [percent for percent, _ in said] == [1, 80, 80, 80, 98, 98, 99]
    assert sorted(DuplicateGroup.objects.values_list("kind", flat=True)) == ["code"] * 3 + ["exact"] * 6
    assert DuplicateMember.objects.count() == 18


def test_a_code_joins_files_that_two_titles_or_none_have_laid_together(syt, lan):
    for title in ("Sổ khám", "Sổ mổ"):
        a_file(syt, title, reference_code="1/S"), a_file(syt, title)
    a_file(syt, "Sổ trực", reference_code="1/S")
    run(own(lan), lan)
    assert sorted(DuplicateGroup.objects.values_list("kind", "file_count")) == [("code", 3), ("exact", 2), ("exact", 2)]


def test_who_lost_the_right_finds_nothing(syt, lan):
    pairs(syt, "Sổ khám")
    asked = request_search(own(lan), actor=lan)
    asked.requester.is_active = False
    with pytest.raises(JobFailed, match="^Người yêu cầu không còn quyền tìm hồ sơ trùng trong phạm vi này.$"):
        carry_out(asked, lambda *said: None)
    assert not DuplicateGroup.objects.exists()


# What it stores


def test_what_is_not_found_again_goes_and_what_was_said_of_it_stays(syt, lan):
    pairs(syt, "Sổ khám", "Sổ mổ")
    judged, other = search(own(lan), lan)
    DuplicateGroup.objects.filter(pk=judged.pk).update(verdict="different")
    syt.files.all().delete()
    answer, _ = run(own(lan), lan)
    assert answer == "Không tìm thấy hồ sơ nào trùng."
    kept = DuplicateGroup.objects.get()
    assert (kept.pk, kept.is_current, kept.verdict) == (judged.pk, False, "different")


def test_a_search_of_one_place_leaves_the_groups_of_another_alone(syt, sxd, lan, binh):
    pairs(syt, "Sổ khám"), pairs(sxd, "Giấy phép")
    [theirs] = search(own(binh), binh)
    syt.files.all().delete()
    search(own(lan), lan)
    theirs.refresh_from_db()
    assert theirs.is_current and theirs.search.scope == f"agency:{binh.agency.pk}"


def test_a_group_stands_with_its_members_pages_and_reach(syt, lan):
    thick, thin = a_file(syt, pages=100), a_file(syt, pages=90)
    search(own(lan), lan)
    [group] = search(own(lan), lan)  # a second search writes no member twice
    assert (group.scope, group.reach, group.kind, group.file_count) == (own(lan).key, "catalogue", "near", 2)
    rows = group.members.order_by("file_id").values_list("file_id", "agency_id", "a4_pages", "is_extra")
    assert list(rows) == [(thick.pk, lan.agency.pk, 100, False), (thin.pk, lan.agency.pk, 90, True)]


# Where it looks


def test_a_scope_names_its_place(syt, agencies):
    catalogue, agency, province = Scope(catalogue=syt), Scope(agency=agencies["SYT"]), Scope()
    assert catalogue.key == f"catalogue:{syt.pk}" and catalogue.name == str(syt)
    assert agency.key == f"agency:{agencies['SYT'].pk}" and agency.name == "Sở Y tế"
    assert province.key == "province" and province.name == "Toàn tỉnh"
    draft = make.a_catalogue(agencies["SYT"], name="Còn đang lập")
    other = make.a_catalogue(agencies["SXD"], submitted_on=make.FIRST_DAY)
    assert [set(scope.catalogues()) for scope in (catalogue, agency, province)] == [{syt}, {syt, draft}, {syt, other}]
    a_file(syt), a_file(draft), a_file(other), a_file(syt, decision="left_out")
    assert [scope.files().count() for scope in (catalogue, agency, province)] == [1, 2, 2]
    assert [file.catalogue for file in agency.files([draft.pk])] == [draft]


def test_who_may_search_where(syt, agencies, cast):
    draft = make.a_catalogue(agencies["SYT"], name="Còn đang lập")
    scopes = {
        "own": Scope(agency=agencies["SYT"]),
        "province": Scope(),
        "handed in": Scope(catalogue=syt),
        "draft": Scope(catalogue=draft),
    }
    allowed = {
        name: [place for place, scope in scopes.items() if may_search(cast(name), scope)]
        for name in ("lan", "nam", "minh", "binh", "hoa", "tuan", "quy")
    }
    assert allowed == {
        "lan": ["own", "handed in", "draft"],
        "nam": ["own", "handed in", "draft"],
        "minh": [],
        "binh": [],
        "hoa": ["province", "handed in"],
        "tuan": [],
        "quy": [],
    }


def test_who_may_not_search_is_refused_in_words(minh):
    with pytest.raises(NotAllowed, match="^Tài khoản này không tìm hồ sơ trùng trong phạm vi này được.$"):
        request_search(own(minh), actor=minh)


@pytest.mark.engine
@pytest.mark.parametrize(("state", "made"), [("queued", 1), ("running", 1), ("done", 2), ("failed", 2)])
def test_a_search_that_waits_or_runs_serves_everybody(syt, lan, nam, state, made):
    first = request_search(own(lan), actor=lan)
    DuplicateSearch.objects.update(state=state)
    again = request_search(own(nam), actor=nam)
    assert (again == first) == (made == 1) and DuplicateSearch.objects.count() == made
    assert (again.kind, again.agency, again.catalogue) == ("duplicate_search", lan.agency, None)


def test_a_search_of_another_place_is_another_search(syt, lan):
    request_search(own(lan), actor=lan)
    asked = request_search(Scope(catalogue=syt), actor=lan)
    assert asked.catalogue == syt and DuplicateSearch.objects.count() == 2


# Bounds


def test_a_batch_is_full_from_its_bound_on(monkeypatch):
    monkeypatch.setattr("plans.duplicates.search.BATCH", 5)
    assert list(batches([(1, 3), (2, 2), (3, 5), (4, 1), (5, 3)])) == [[1, 2], [3], [4, 5]]
    assert list(batches([(1, 5)])) == [[1]] and list(batches([])) == []


@pytest.mark.parametrize(("one", "other", "alike"), [(100, 90, True), (100, 89, False), (90, 100, True), (0, 0, True)])
def test_pages_are_alike_within_a_tenth_of_the_thicker(one, other, alike):
    assert similar_page_count(one, other) is alike


def test_the_one_entered_first_is_kept_of_equals(syt, lan):
    first = a_file(syt)
    a_file(syt), a_file(syt)
    [group] = search(own(lan), lan)
    assert group.members.get(is_extra=False).file_id == first.pk and group.extra_pages == 200


def test_a_submitted_catalogue_counts_whatever_became_of_it(syt, sxd, hoa):
    pairs(syt, "Sổ khám"), pairs(sxd, "Sổ khám")
    Catalogue.objects.filter(pk=sxd.pk).update(state="returned")
    [group] = search(Scope(), hoa)
    assert group.file_count == 4
