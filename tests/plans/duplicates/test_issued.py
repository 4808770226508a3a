"""Copies of one issuer's document in several fonds: kept once for all, or by the rule that each fonds keeps its own."""

import pytest

from agencies import history
from agencies.models import Event
from agencies.workflow import NotAllowed, WorkflowError
from plans.appraisal.decisions import decide
from plans.duplicates.issued import is_issued
from plans.duplicates.issued_rule import keep_in_each_fonds, mark_of, open_groups, take_rule_back
from plans.duplicates.leaving_out import leave_out_duplicates
from plans.duplicates.search import Scope
from plans.duplicates.services import give_verdict
from plans.models import DuplicateGroup
from tests.helpers import factories as make
from tests.helpers.buttons import buttons_of
from tests.helpers.duplicate_files import a_file, page, search, sums, waiting

CIRCULAR = "Thông tư số 04/2014/TT-BNV về định mức kinh tế - kỹ thuật số hóa tài liệu lưu trữ"


@pytest.fixture
def homes(agencies):
    """Two copies at Sở Y tế, one at Sở Xây dựng."""
    made = [make.a_catalogue(agencies[code], submitted_on=make.FIRST_DAY, state="submitted") for code in ("SYT", "SXD")]
    for home, pages in ((0, 20), (0, 19), (1, 20)):
        a_file(made[home], CIRCULAR, pages=pages, start="2014")
    return made


@pytest.fixture
def group(homes, hoa):
    return search(Scope(), hoa)[0]


@pytest.mark.parametrize(
    ("title", "code", "issued"),
    [
        (CIRCULAR, "", True),
        ("Chỉ thị 09/CT-TTg", "", True),
        ("Tập văn bản đến", "", False),
        ("Hồ sơ xây dựng", "04/2014/TT-BNV", True),
        ("Hồ sơ xây dựng", "12/QĐ-UBND", False),
    ],
)
def test_what_an_issuer_sent_to_many_is_known_by_title_or_code(title, code, issued):
    assert is_issued(title, code) is issued


def test_copies_of_one_fonds_are_ordinary_duplicates(agencies, hoa):
    home = make.a_catalogue(agencies["SYT"], submitted_on=make.FIRST_DAY, state="submitted")
    a_file(home, CIRCULAR), a_file(home, CIRCULAR)
    [group] = search(Scope(), hoa)
    assert group.kind == "exact"


def test_one_copy_for_all_or_one_of_each_fonds(homes, group, hoa, as_user):
    assert group.kind == "issue"
    browser = as_user(hoa)
    assert page(browser, kind="issue").context["sums"] == sums(files=2, pages=39)
    assert "Mỗi phông giữ một bản</button>" in browser.get("/trung-lap/").content.decode()
    give_verdict(group, actor=hoa, scope=Scope(), verdict="each")
    assert page(browser).context["sums"] == sums(files=1, pages=19)
    assert page(browser).context["waste"] == sums(count=0)
    theirs, mine = homes[1].files.get(), homes[0].files.get(page_count=19)
    with pytest.raises(WorkflowError, match="^Mỗi phông giữ một bản: bỏ đánh dấu"):
        leave_out_duplicates(group, [theirs.pk], actor=hoa, scope=Scope())
    outcome = decide(homes[1], "leave_out", homes[1].files.all(), actor=hoa, reason="duplicate")
    assert outcome.done == 0
    leave_out_duplicates(group, [mine.pk], actor=hoa, scope=Scope())
    assert page(browser).context["sums"] == sums()


def test_the_rule_is_for_such_copies_alone(agencies, hoa):
    waiting(agencies["SYT"], "Sổ 1")
    [group] = search(Scope(), hoa)
    with pytest.raises(WorkflowError, match="^Chỉ văn bản của một nơi ban hành"):
        give_verdict(group, actor=hoa, scope=Scope(), verdict="each")


def test_the_rule_for_the_class_is_given_to_all_open_groups_and_taken_back(agencies, hoa, lan, as_user):
    """Two circulars in two fonds each; one is decided on by itself and keeps its own decision."""
    for code in ("SYT", "SXD"):
        home = make.a_catalogue(agencies[code], submitted_on=make.FIRST_DAY, state="submitted")
        for number in range(3):
            a_file(home, CIRCULAR.replace("04", f"{number}"), pages=20, start="2014")
    first = search(Scope(), hoa)[0]
    give_verdict(first, actor=hoa, scope=Scope(), verdict="handled")
    browser, url = as_user(hoa), "/trung-lap/quy-tac/"
    assert url in browser.get("/trung-lap/").content.decode()
    assert "<b>2 nhóm</b> đang chờ kết luận" in browser.get(url).content.decode()
    assert "vừa thay đổi, nay có 2 nhóm" in browser.submit(url, {"seen": "7"}, follow=True).content.decode()
    decide_on_all = next(button for button in buttons_of(browser.get(url).content.decode(), url) if button.data)
    said = browser.submit(url, decide_on_all.data, follow=True).content.decode()
    assert "Đã kết luận mỗi phông giữ một bản: 2 nhóm." in said
    assert sorted(DuplicateGroup.objects.values_list("verdict", flat=True)) == ["each", "each", "handled"]
    assert Event.objects.filter(action="judge_duplicates", sentence__contains="Mỗi phông giữ một bản").count() == 2

    again = DuplicateGroup.objects.filter(verdict="each").first()
    give_verdict(again, actor=hoa, scope=Scope(), verdict="different")
    assert "còn hiệu lực ở 1 nhóm" in browser.get(url).content.decode()
    undo = {"undo": Event.objects.get(action="rule_issued").pk}
    assert "Đã hoàn tác kết luận chung về 1 nhóm" in browser.post(url, undo, follow=True).content.decode()
    assert Event.objects.get(action="rule_issued_back").sentence.endswith(
        "mỗi phông giữ một bản của 1 nhóm văn bản của một nơi ban hành"
    )
    assert sorted(DuplicateGroup.objects.values_list("verdict", flat=True)) == ["", "different", "handled"]
    assert "Không có quyết định chung" in browser.post(url, undo, follow=True).content.decode()
    with pytest.raises(NotAllowed):
        keep_in_each_fonds(actor=lan, seen=1)


def circulars(homes, *numbers):
    """A circular of each number, with a copy in both fonds."""
    for number in numbers:
        for home in homes:
            a_file(home, CIRCULAR.replace("04", number), pages=20, start="2014")


def ruled(hoa):
    """The rule, given on what is open now."""
    return keep_in_each_fonds(actor=hoa, seen=mark_of(open_groups()))


def verdicts():
    return sorted(search_of_province().values_list("verdict", flat=True))


def search_of_province():
    return DuplicateGroup.objects.filter(scope=Scope().key, is_current=True)


def test_groups_that_a_later_search_finds_follow_the_rule_until_it_is_taken_back(homes, group, hoa, as_user):
    assert ruled(hoa) == 1
    circulars(homes, "21", "22")
    search(Scope(), hoa)
    assert verdicts() == ["each"] * 3 and set(search_of_province().values_list("judged_by", flat=True)) == {hoa.pk}
    followed = Event.objects.get(action="rule_issued_followed")
    assert followed.actor is None and followed.sentence == (
        "theo kết luận chung, mỗi phông giữ một bản của 2 nhóm văn bản của một nơi ban hành vừa tìm thấy"
    )
    page_now = as_user(hoa).get("/trung-lap/quy-tac/").content.decode()
    assert "còn hiệu lực ở 3 nhóm" in page_now and "Nhóm mà lần tìm sau thấy thêm cũng theo kết luận này" in page_now
    assert take_rule_back(actor=hoa) == 3
    circulars(homes, "23")
    search(Scope(), hoa)
    assert verdicts() == [""] * 4


def test_the_rule_decides_over_nobody_who_opened_a_group_again(homes, group, hoa):
    ruled(hoa)
    give_verdict(group, actor=hoa, scope=Scope(), verdict="")
    search(Scope(), hoa)
    assert verdicts() == [""]
    assert take_rule_back(actor=hoa) == 0
    with pytest.raises(WorkflowError, match="Không có quyết định chung"):
        take_rule_back(actor=hoa)


def test_ordinary_duplicates_and_the_searches_of_agencies_do_not_follow_the_rule(homes, group, hoa, lan, agencies):
    ruled(hoa)
    waiting(agencies["SYT"], "Sổ 1")
    search(Scope(), hoa)
    assert verdicts() == ["", "each"]
    search(Scope(agency=agencies["SYT"]), lan)
    assert not DuplicateGroup.objects.filter(scope=Scope(agency=agencies["SYT"]).key).exclude(verdict="").exists()


def test_a_rule_of_earlier_days_was_for_the_groups_that_were_open(homes, group, hoa):
    give_verdict(group, actor=hoa, scope=Scope(), verdict="each")
    group.refresh_from_db()
    held = {"fingerprints": [group.fingerprint], "judged_at": group.judged_at.isoformat()}
    history.record(group, actor=hoa, action="rule_issued", sentence="quyết định chung", after=held)
    circulars(homes, "21")
    search(Scope(), hoa)
    assert verdicts() == ["", "each"]
