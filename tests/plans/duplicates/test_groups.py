"""What a page of duplicates says of its groups: whose files, how many, what they would waste, what can be done."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.appraisal.decisions import decide
from plans.catalogues.files import recount
from plans.duplicates.groups import compared, first_members, remaining
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from plans.models import ArchivalFile, Catalogue, DuplicateGroup, FileNote
from tests.helpers import factories as make
from tests.helpers.duplicate_files import a_file, own, page, search, sums

PROVINCE = {"pham-vi": "province"}


def waiting(agency, name, *pages, title="Sổ khám", state="submitted"):
    """A catalogue that lies with Sở Nội vụ, with a file of the title for each number of pages."""
    made = make.a_catalogue(agency, submitted_on=make.FIRST_DAY, name=name, state=state)
    for each in pages:
        a_file(made, title, pages=each)
    recount(made)
    return made


@pytest.fixture
def syt(agencies):
    return waiting(agencies["SYT"], "Sổ 1", 100, 99)


# Whose, and how much


def test_each_side_of_the_province_wastes_its_own_files(syt, agencies, lan, binh, hoa, as_user):
    waiting(agencies["SXD"], "Của Sở Xây dựng", 101)
    search(Scope(), hoa)
    wasted = {}
    for person in (lan, binh, hoa):
        [group] = page(as_user(person), **PROVINCE).context["groups"]
        wasted[person.username] = (group.surplus["pages"], group.surplus["dong"])
    assert wasted == {"lan": (199, 199 * 4896), "binh": (0, 0), "hoa": (199, 199 * 4896)}


def test_the_kept_file_of_ones_own_is_not_wasted(syt, agencies, lan, hoa, as_user):
    waiting(agencies["SXD"], "Của Sở Xây dựng", 95)
    search(Scope(), hoa)
    seen = page(as_user(lan), **PROVINCE)
    assert seen.context["groups"][0].surplus["pages"] == 99
    assert seen.context["sums"] == sums(files=1, pages=99)


def test_the_most_wasteful_group_comes_first(agencies, lan, hoa, as_user):
    for title, pages in (("Mỏng", 10), ("Dày", 300), ("Vừa", 50)):
        waiting(agencies["SYT"], title, pages, pages, title=title)
        waiting(agencies["SXD"], title, pages, title=title)
    search(Scope(), hoa), search(own(lan), lan)
    for person, query in ((lan, {}), (lan, PROVINCE), (hoa, {})):
        groups = page(as_user(person), **query).context["groups"]
        assert [group.extra_pages for group in groups] == sorted((group.extra_pages for group in groups), reverse=True)
        assert len(groups) == 3


def test_a_list_shows_the_groups_of_its_own_search_alone(syt, lan, as_user):
    search(own(lan), lan), search(Scope(catalogue=syt), lan)
    for query, key in (({}, own(lan).key), ({"muc-luc": syt.pk}, f"catalogue:{syt.pk}")):
        assert [group.scope for group in page(as_user(lan), **query).context["groups"]] == [key]


def test_the_sums_are_those_of_the_filtered_list(agencies, lan, as_user):
    waiting(agencies["SYT"], "Giống hệt", 50, 50)
    waiting(agencies["SYT"], "Gần giống", 200, 190, title="Sổ mổ")
    search(own(lan), lan)
    for kind, pages in (("exact", 50), ("near", 190)):
        assert page(as_user(lan), kind=kind).context["sums"] == sums(files=1, pages=pages)


def test_ten_files_of_a_group_are_shown_and_the_rest_counted(agencies, lan, as_user):
    waiting(agencies["SYT"], "Sổ 1", *range(200, 188, -1))
    waiting(agencies["SYT"], "Sổ 2", 300, 299, title="Sổ mổ")
    search(own(lan), lan)
    seen = {group.file_count: group for group in page(as_user(lan)).context["groups"]}
    assert {count: (len(group.shown), group.more) for count, group in seen.items()} == {2: (2, 0), 12: (10, 2)}
    assert [member.a4_pages for member in seen[12].shown] == list(range(200, 190, -1))
    assert all(member.group_id == seen[12].pk for member in seen[12].shown)


def test_only_the_groups_of_the_page_are_read(agencies, lan):
    for number in (1, 2):
        waiting(agencies["SYT"], f"Sổ {number}", 100, 100, title=f"Sổ {number}")
    one, other = search(own(lan), lan)
    assert {member.group_id for member in first_members([one], lan, own(lan))} == {one.pk}


def test_ones_own_files_come_before_anothers(syt, agencies, lan, hoa, as_user):
    waiting(agencies["SXD"], "Của Sở Xây dựng", *[101] * 12)
    search(Scope(), hoa)
    [group] = page(as_user(lan), **PROVINCE).context["groups"]
    assert [member.known is not None for member in group.shown] == [True] * 2 + [False] * 8
    assert group.more == 4


def test_files_are_compared_column_by_column(syt, agencies, lan, hoa):
    waiting(agencies["SXD"], "Của Sở Xây dựng", 101)
    [group] = search(Scope(), hoa)
    mine, theirs = compared(first_members([group], lan, Scope())), compared(first_members([group], hoa, Scope()))
    assert mine[:3] == [
        ("Cơ quan", False, ["Sở Y tế", "Sở Y tế", None]),
        ("Phông", False, ["Phông Sở Y tế", "Phông Sở Y tế", None]),
        ("Mục lục", False, ["Sổ 1", "Sổ 1", None]),
    ]
    assert theirs[0] == ("Cơ quan", True, ["Sở Xây dựng", "Sở Y tế", "Sở Y tế"])
    apart = {name: texts for name, differs, texts in theirs if differs}
    assert apart == {
        "Cơ quan": ["Sở Xây dựng", "Sở Y tế", "Sở Y tế"],
        "Phông": ["Phông Sở Xây dựng", "Phông Sở Y tế", "Phông Sở Y tế"],
        "Mục lục": ["Của Sở Xây dựng", "Sổ 1", "Sổ 1"],
        "Hồ sơ số": ["01", "01", "02"],
        "Trang A4": ["101", "100", "99"],
    }
    assert "Ghi chú" not in {name for name, _, _ in theirs}  # empty in all of them


# What can be done


def test_what_is_left_of_a_group_counts_its_own_files_alone(syt, agencies, lan):
    waiting(agencies["SYT"], "Sổ 2", 10, title="Khác")
    [group] = search(own(lan), lan)
    assert remaining(group) == 2
    syt.files.filter(file_number="02").update(decision="left_out")
    assert remaining(group) == 1


def test_one_file_left_needs_no_warning(syt, lan, as_user):
    [group] = search(own(lan), lan)
    syt.files.filter(file_number="02").update(decision="left_out")
    data = {"verdict": "handled", "seen": ""}
    answer = as_user(lan).submit(f"/trung-lap/{group.pk}/ket-luan/", data, follow=True).content.decode()
    assert "Đã ghi ý kiến của cơ quan: Đã xử lý" in answer and "vẫn thuộc diện số hóa" not in answer


@pytest.mark.parametrize(
    ("change", "ticked"),
    [({}, True), ({"decision": "asked"}, True), ({"decision": "answered"}, True), ({"decision": "accepted"}, False)],
)
def test_hoa_may_tick_what_is_still_open(syt, hoa, as_user, change, ticked):
    syt.files.update(**change)
    search(Scope(), hoa)
    [group] = page(as_user(hoa)).context["groups"]
    assert group.to_decide is ticked and all(member.to_decide is ticked for member in group.shown)


def test_a_tranches_file_or_an_appraised_catalogue_is_not_ticked(syt, hoa, as_user):
    made = make.an_appraisal(syt, hoa, make.FIRST_DAY)
    search(Scope(), hoa)
    assert page(as_user(hoa)).context["groups"][0].to_decide is False  # the catalogue is appraised
    Catalogue.objects.update(state="received")
    syt.files.filter(file_number="01").update(appraisal=made)
    [group] = page(as_user(hoa)).context["groups"]
    assert [(member.known.file_number, member.to_decide) for member in group.shown] == [("01", False), ("02", True)]
    assert group.to_decide is True


# The verdict


def test_a_verdict_stands_in_the_history_with_what_was_said_before(syt, lan):
    [group] = search(Scope(catalogue=syt), lan)
    give_verdict(group, actor=lan, scope=Scope(catalogue=syt), verdict="handled")
    back = give_verdict(group, actor=lan, scope=Scope(catalogue=syt), verdict="")
    assert (back.opinion, back.opinion_by, back.opinion_at, back.opinion_search) == ("", None, None, None)
    assert (back.opinion_agency, back.verdict) == (None, "")
    first, second = Event.objects.filter(action="judge_duplicates").order_by("pk")
    assert first.sentence == "nêu ý kiến “Đã xử lý” về nhóm 2 hồ sơ trùng"
    assert second.sentence == "rút ý kiến “Đã xử lý” của Trần Thị Lan về nhóm 2 hồ sơ trùng"
    assert (second.before, second.after) == ({"opinion": "handled"}, {"opinion": ""})
    assert first.agency == second.agency == lan.agency


def test_a_verdict_remembers_the_last_search_that_saw_the_files(syt, lan, hoa):
    [group] = search(own(lan), lan)
    [wider] = search(Scope(), hoa)
    given = give_verdict(group, actor=lan, scope=own(lan), verdict="handled")
    assert given.opinion_search == wider.search_id > group.search_id
    assert not given.is_said_and_still_there and given.opinion_tone == "ok"
    decided = give_verdict(wider, actor=hoa, scope=Scope(), verdict="handled")
    assert decided.judged_search == wider.search_id and not decided.is_still_there and decided.tone == "ok"


def test_who_may_not_search_may_not_judge(syt, lan, minh):
    [group] = search(own(lan), lan)
    with pytest.raises(NotAllowed, match="^Tài khoản này không kết luận về nhóm này được.$"):
        give_verdict(group, actor=minh, scope=own(lan), verdict="handled")


def test_a_verdict_on_what_somebody_has_just_judged_is_refused(syt, lan):
    [group] = search(own(lan), lan)
    DuplicateGroup.objects.update(opinion="different", opinion_by=lan)
    with pytest.raises(Overtaken, match="^Trần Thị Lan vừa kết luận về nhóm này; xem lại rồi kết luận.$"):
        give_verdict(group, actor=lan, scope=own(lan), verdict="handled", seen="")
    assert not Event.objects.filter(action="judge_duplicates").exists()


# Leaving out


def keys(catalogue, *numbers):
    return catalogue.files.filter(file_number__in=numbers).values_list("pk", flat=True)


def test_what_was_left_out_before_does_not_count_as_kept(syt, hoa):
    [group] = search(Scope(), hoa)
    syt.files.filter(file_number="01").update(decision="left_out")
    with pytest.raises(WorkflowError, match="^Giữ lại ít nhất một hồ sơ của nhóm: bỏ đánh dấu hồ sơ cần số hóa.$"):
        leave_out_duplicates(group, keys(syt, "02"), actor=hoa, scope=Scope())


def test_a_group_with_two_files_left_is_not_dealt_with(agencies, hoa):
    syt = waiting(agencies["SYT"], "Sổ 1", 100, 99, 98)
    waiting(agencies["SXD"], "Không liên quan", 10, title="Khác", state="draft")
    [group] = search(Scope(), hoa)
    result = leave_out_duplicates(group, keys(syt, "03"), actor=hoa, scope=Scope())
    assert str(result) == "Đã loại 1 hồ sơ trùng khỏi diện số hóa." and result.done == 1
    group.refresh_from_db()
    assert group.verdict == ""


def test_no_duplicate_is_left_out_as_one(syt, hoa):
    [group] = search(Scope(), hoa)
    group = give_verdict(group, actor=hoa, scope=Scope(), verdict="different")
    with pytest.raises(WorkflowError, match=f"^{hoa} đã kết luận nhóm này không phải trùng: hoàn tác"):
        leave_out_duplicates(group, keys(syt, "02"), actor=hoa, scope=Scope())
    outcome = decide(syt, "leave_out", syt.files.filter(file_number="02"), actor=hoa, reason="duplicate")
    assert (outcome.done, outcome.named) == (0, [("02", "thuộc nhóm đã kết luận “Không phải trùng”")])
    assert decide(syt, "leave_out", syt.files.filter(file_number="02"), actor=hoa, reason="worthless").done == 1


def test_what_was_left_out_as_a_duplicate_is_one(syt, hoa):
    [group] = search(Scope(), hoa)
    leave_out_duplicates(group, keys(syt, "02"), actor=hoa, scope=Scope())
    with pytest.raises(WorkflowError, match="^1 hồ sơ của nhóm đã bị loại với lý do trùng: bỏ kết quả xem xét"):
        give_verdict(group, actor=hoa, scope=Scope(), verdict="different")


def test_the_agency_reads_which_file_is_kept(syt, agencies, hoa):
    waiting(agencies["SXD"], "Của Sở Xây dựng", 101)
    [group] = search(Scope(), hoa)
    leave_out_duplicates(group, keys(syt, "02"), actor=hoa, scope=Scope())
    other = FileNote.objects.get().text
    syt.files.update(decision="", left_out_reason="")
    recount(syt)
    ArchivalFile.objects.exclude(catalogue=syt).delete()
    leave_out_duplicates(group, keys(syt, "02"), actor=hoa, scope=Scope())
    same = FileNote.objects.latest("pk").text
    assert other == "Trùng với một hồ sơ của cơ quan khác."
    assert same == "Trùng với hồ sơ số 01 trong Mục lục “Sổ 1” (phông Sở Y tế)."


def test_where_nothing_could_be_left_out_the_reasons_are_said(syt, agencies, hoa):
    done = waiting(agencies["SXD"], "Của Sở Xây dựng", 98, state="appraised")
    decide(syt, "accept", syt.files.filter(file_number="02"), actor=hoa)
    [group] = search(Scope(), hoa)
    with pytest.raises(WorkflowError) as refused:
        leave_out_duplicates(group, [*keys(syt, "02"), *keys(done, "01")], actor=hoa, scope=Scope())
    assert str(refused.value) == (
        "Chưa loại được hồ sơ nào; hồ sơ 02: đang là “Chấp nhận”; "
        "Mục lục “Của Sở Xây dựng” của Sở Xây dựng: "
        "Mục lục không còn chờ thẩm định nên không xem xét từng hồ sơ được nữa."
    )
