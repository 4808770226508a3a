"""Two people at the same moment, with real threads and connections: one wins, the other reads so."""

from datetime import date

import pytest

from agencies.documents import NumberTaken
from agencies.models import Duty, Event, IssuedDocument
from agencies.workflow import Overtaken, WorkflowError, perform
from budgets.estimates import services as budgets
from budgets.models import Estimate
from plans.appraisal.decisions import decide
from plans.appraisal.together import Choice, decide_together
from plans.catalogues.file_history import mark_of, values_of
from plans.catalogues.files import write_files
from plans.catalogues.undoing import undo_change
from plans.models import Appraisal, Catalogue, CatalogueUpload
from plans.uploads.services import confirm_upload, request_upload
from plans.uploads.work import CHANGED_MEANWHILE
from tests.helpers.catalogues import GATE_ANSWERS, appraise, counters, exact, fresh, hand_in, numbered, row
from tests.helpers.factories import a_catalogue, a_user, an_appraised_catalogue
from tests.helpers.racing import refused, rounds, together
from tests.helpers.tampering import no_history
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 6, 20)
RACES, UPLOAD_RACES = rounds(25, 5), rounds(8, 3)
CHANGES = ": hồ sơ mới từ 2 thành 1; hồ sơ không nằm trong tệp từ 0 thành 1"


# Two appraisers on one catalogue


@pytest.fixture
def other(agencies, hoa):
    """A second appraiser beside Hoa."""
    return a_user(agencies["SNV"], Duty.APPRAISES_CATALOGUES)


def decision_on_the_whole(catalogue, name, actor):
    """What the page of `actor` sends: the decision, and the version that they saw."""
    if name == "leave_out":
        return lambda: decide(catalogue, name, catalogue.files.all(), actor=actor, reason="duplicate")
    if name == "return":
        details = {"reason": "Sai số trang."}
    else:
        details = {"document": ("12/SNV", DAY), "same_document": True} | GATE_ANSWERS
    return lambda: perform(catalogue, name, actor=actor, expected_version=catalogue.version, **details)


def waiting_again(catalogue):
    """As it was when it was handed in and its first file accepted."""
    Appraisal.objects.all().delete()
    no_history()
    catalogue.files.update(decision="", left_out_reason="")
    numbered(catalogue, "01").update(decision="accepted")
    Catalogue.objects.filter(pk=catalogue.pk).update(
        state="submitted", accepted_files=1, left_out_files=0, left_out_pages=0
    )
    return fresh(catalogue)


AFTER = {  # decision: (state, files accepted, files left out, files in an appraisal)
    "appraise": ("appraised", 2, 0, 2),
    "tranche": ("received", 1, 0, 1),
    "return": ("returned", 1, 0, 0),
    "leave_out": ("submitted", 1, 1, 0),
}


@pytest.mark.parametrize(
    "names",
    [
        ("appraise", "return"),
        ("appraise", "tranche"),
        ("tranche", "return"),
        ("appraise", "appraise"),
        ("tranche", "tranche"),
        ("appraise", "leave_out"),
    ],
)
def test_two_appraisers_at_once_on_a_catalogue_decide_exactly_once(names, lan, hoa, other):
    catalogue = hand_in(lan.agency, lan, rows=2)
    for _ in range(RACES):
        seen = waiting_again(catalogue)
        actions = [decision_on_the_whole(seen, name, actor) for name, actor in zip(names, (hoa, other), strict=True)]
        answers = together(*actions)
        (winner,) = (name for name, each in zip(names, answers, strict=True) if not isinstance(each, WorkflowError))
        (loser,) = (each for each in answers if isinstance(each, WorkflowError))
        assert isinstance(loser, Overtaken)
        (event,) = Event.objects.all()
        assert event.action.removeprefix("files_") == winner
        held = catalogue.files.exclude(appraisal=None).count()
        accepted, _, left_out, _ = counters(catalogue)
        assert (fresh(catalogue).state, accepted, left_out, held) == AFTER[winner] and exact(catalogue)
        assert list(Appraisal.objects.values_list("file_count", flat=True)) == [held] * bool(held)


def test_two_appraisers_at_once_on_a_file_decide_exactly_once(lan, hoa, other):
    catalogue = hand_in(lan.agency, lan, rows=RACES)
    for number in range(1, RACES + 1):
        one = numbered(catalogue, f"{number:02}")
        outcomes = together(
            lambda one=one: decide(catalogue, "accept", one, actor=hoa),
            lambda one=one: decide(catalogue, "leave_out", one, actor=other, reason="duplicate"),
        )
        assert sorted(each.done for each in outcomes) == [0, 1]
        assert sorted(each.skipped for each in outcomes) == [0, 1]
    accepted, _, left_out, _ = counters(catalogue)
    assert accepted + left_out == RACES and exact(catalogue)
    assert Event.objects.filter(action__in=("files_accept", "files_leave_out")).count() == RACES


# Two who use one number


def test_of_two_who_use_a_number_at_once_one_is_refused(lan, hoa, other):
    for number in range(UPLOAD_RACES):
        one, two = (hand_in(lan.agency, lan, rows=1, name=f"Đợt {number}, {part}") for part in ("a", "b"))
        answers = together(
            lambda one=one, number=number: appraise(one, hoa, document=(f"{number}/SNV", DAY), same_document=False),
            lambda two=two, number=number: appraise(two, other, document=(f"{number}/SNV", DAY), same_document=False),
        )
        (loser,) = (each for each in answers if isinstance(each, WorkflowError))
        assert isinstance(loser, NumberTaken)
    assert Appraisal.objects.count() == IssuedDocument.objects.count() == UPLOAD_RACES


def test_joint_decisions_on_the_same_catalogues_decide_on_each_once(lan, hoa, other):
    both = [hand_in(lan.agency, lan, rows=1, name=f"Đợt {part}") for part in ("a", "b")]
    chosen = [Choice(one, "appraise", one.version) for one in both]
    answers = together(
        lambda: decide_together(chosen, actor=hoa, document=("1/SNV", DAY), **GATE_ANSWERS),
        lambda: decide_together(chosen[::-1], actor=other, document=("2/SNV", DAY), **GATE_ANSWERS),
    )
    assert refused(answers) == 1 and Appraisal.objects.count() == 2 and IssuedDocument.objects.count() == 1


def test_four_decisions_at_once_leave_one(lan, hoa, other):
    catalogue = hand_in(lan.agency, lan, rows=2)
    answers = together(
        lambda: appraise(catalogue, hoa),
        lambda: perform(catalogue, "return", actor=other, reason="Sai số trang."),
        lambda: perform(catalogue, "return", actor=hoa, reason="Sai số trang."),
        lambda: appraise(catalogue, other),
    )
    assert refused(answers) == 3
    assert Appraisal.objects.count() == (fresh(catalogue).state == "appraised")
    assert Event.objects.filter(action__in=("appraise", "return")).count() == 1


# Two clerks with a workbook each


HEADS = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn bảo quản", "Trang A4", "Đã chỉnh lý")
ROWS = {number: ("1", number, f"Hồ sơ {number}", "2008", "Vĩnh viễn", 5, "Có") for number in "123"}


def test_two_uploads_confirmed_at_once_are_written_one_after_the_other(agencies, lan, nam):
    """The later one is not written over what its clerk has not seen: the comparison is made anew, then confirmed."""
    for number in range(UPLOAD_RACES):
        catalogue = a_catalogue(agencies["SYT"], name=f"Mục lục {number}")
        uploads = [
            request_upload(catalogue, actor=who, data=xlsx(HEADS, *files), file_name="a.xlsx")
            for who, files in ((lan, [ROWS["1"], ROWS["2"]]), (nam, [ROWS["2"], ROWS["3"]]))
        ]
        assert not refused(together(*(lambda u=u: confirm_upload(u, actor=u.requester) for u in uploads)))
        written, later = sorted((reloaded(upload) for upload in uploads), key=lambda upload: upload.phase != "written")
        assert (written.phase, later.phase) == ("written", "waiting")
        assert later.message == CHANGED_MEANWHILE.format(CHANGES)
        assert (later.counts["new"], later.counts["unchanged"], later.counts["missing"]) == (1, 1, 1)
        assert numbers_and_sums(catalogue) == (["12", "23"][written.requester == nam], 2, 10)
        confirm_upload(later, actor=later.requester)
        assert reloaded(later).phase == "written" and numbers_and_sums(catalogue) == ("123", 3, 15)


def test_a_double_click_on_confirm_writes_once(agencies, lan):
    upload = request_upload(
        a_catalogue(agencies["SYT"]), actor=lan, data=xlsx(HEADS, *ROWS.values()), file_name="a.xlsx"
    )
    assert refused(together(*[lambda: confirm_upload(upload, actor=lan)] * 3)) == 2
    assert numbers_and_sums(upload.catalogue) == ("123", 3, 15) and Event.objects.filter(action="files").count() == 1


def test_two_clerks_who_undo_at_once_take_it_back_once(agencies, lan, nam):
    for number in range(UPLOAD_RACES):
        catalogue = a_catalogue(agencies["SYT"], name=f"Mục lục {number}")
        write_files(catalogue, actor=lan, added=[row("1"), row("2")])
        change = catalogue.changes.get()
        answers = together(*(lambda c=change, who=who: undo_change(c, actor=who) for who in (lan, nam, lan)))
        assert refused(answers) == 2 and numbers_and_sums(catalogue) == ("", 0, 0)


def test_an_undo_and_an_edit_at_once_never_lose_the_edit(agencies, lan, nam):
    """Whoever is second hears of it: the edit of a file that is gone, or the undo of a file that was edited."""
    for number in range(UPLOAD_RACES):
        catalogue = a_catalogue(agencies["SYT"], name=f"Mục lục {number}")
        write_files(catalogue, actor=lan, added=[row("1", page_count=5)])
        change, file = catalogue.changes.get(), catalogue.files.get()
        seen = {file.pk: mark_of(values_of(file))}
        edited = {"changed": [(file, row("1", page_count=7))], "seen": seen}
        answers = together(
            lambda c=change: undo_change(c, actor=lan), lambda c=catalogue, e=edited: write_files(c, actor=nam, **e)
        )
        assert refused(answers) == 1
        assert numbers_and_sums(catalogue) == (("", 0, 0) if refused(answers[1:]) else ("1", 1, 7))


def reloaded(upload):
    return CatalogueUpload.objects.get(pk=upload.pk)


def numbers_and_sums(catalogue):
    now = fresh(catalogue)
    return "".join(sorted(now.files.values_list("file_number", flat=True))), now.file_count, now.page_count


# Two at the estimate


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
