"""The way of an estimate: who is offered which step in which state, and what the history says afterwards."""

import pytest

from agencies.models import Event
from agencies.workflow import NotAllowed, Overtaken, WorkflowError, perform
from budgets.estimates.permissions import appraised_by_finance, decided_by_itself
from tests.helpers.estimates import DOCUMENT

SUBMIT, WITHDRAW = ("submit", "Trình thẩm định", "primary"), ("withdraw", "Rút lại", "")
APPRAISE, RETURN = ("appraise", "Thẩm định", "primary"), ("return", "Trả lại", "danger")
DECIDE = ("decide", "Ghi quyết định phê duyệt", "primary")
ONLY_LOOKS = "Huyện, xã tự phê duyệt dự toán từ ngân sách của mình; Sở Tài chính chỉ theo dõi."
BY_FINANCE = "Dự toán của sở, ban, ngành và TTLTLS do Sở Tài chính thẩm định."


@pytest.mark.parametrize(
    ("code", "state", "name", "steps"),
    [
        ("SYT", "draft", "lan", [SUBMIT]),
        ("SYT", "returned", "lan", [SUBMIT]),
        ("SYT", "submitted", "lan", [WITHDRAW]),
        ("SYT", "appraised", "lan", []),
        ("SYT", "draft", "nam", [SUBMIT]),
        ("SYT", "draft", "minh", []),
        ("SYT", "draft", "tuan", []),
        ("SYT", "submitted", "tuan", [APPRAISE, RETURN]),
        ("SYT", "appraised", "tuan", []),
        ("SYT", "submitted", "hoa", []),
        ("20335", "draft", "thu", [DECIDE]),
        ("20335", "decided", "thu", []),
        ("20335", "decided", "tuan", []),
        ("20335", "submitted", "tuan", []),
    ],
)
def test_the_steps_offered(estimate_of, cast, code, state, name, steps):
    estimate = estimate_of(code, state=state, a4=10)
    assert [(one.name, one.verb, one.style) for one in estimate.workflow.available(estimate, cast(name))] == steps


@pytest.fixture
def submitted(estimate_of, catalogue_of, lan):
    catalogue_of()
    return perform(estimate_of(a4=1_000), "submit", actor=lan)


def last_sentence(estimate):
    return Event.objects.about(estimate).latest_first().first().sentence


def test_handed_in_withdrawn_and_handed_in_again(submitted, lan):
    assert last_sentence(submitted) == "trình thẩm định Dự toán “Đợt 1” của Sở Y tế"
    draft = perform(submitted, "withdraw", actor=lan)
    assert draft.state == "draft" and last_sentence(draft) == "rút lại Dự toán “Đợt 1” của Sở Y tế"
    assert perform(draft, "submit", actor=lan).state == "submitted"


def test_returned_with_a_reason_only(submitted, tuan):
    with pytest.raises(WorkflowError, match="Ghi lý do"):
        perform(submitted, "return", actor=tuan)
    returned = perform(submitted, "return", actor=tuan, reason="Thiếu thuyết minh")
    assert returned.state == "returned" and last_sentence(returned) == "trả lại Dự toán “Đợt 1” của Sở Y tế"


def test_appraised_with_a_document_only(submitted, tuan):
    with pytest.raises(WorkflowError, match="Ghi số và ngày của văn bản"):
        perform(submitted, "appraise", actor=tuan)
    done = perform(submitted, "appraise", actor=tuan, document=DOCUMENT)
    assert done.state == "appraised" and last_sentence(done) == "thẩm định Dự toán “Đợt 1” của Sở Y tế"
    with pytest.raises(Overtaken):
        perform(done, "return", actor=tuan, reason="x")


def test_a_commune_decides_for_itself(estimate_of, thu):
    estimate = estimate_of("20335", a4=1_000)
    with pytest.raises(WorkflowError, match="Ghi số và ngày của văn bản"):
        perform(estimate, "decide", actor=thu)
    decided = perform(estimate, "decide", actor=thu, document=DOCUMENT)
    assert decided.state == "decided" and last_sentence(decided).startswith("ghi quyết định phê duyệt Dự toán")


def test_nothing_empty_is_decided_on(estimate_of, thu):
    estimate = estimate_of("20335", a4=1_000)
    estimate.requested_dong = 0
    estimate.save()
    with pytest.raises(WorkflowError, match="Dự toán chưa có dòng nào"):
        perform(estimate, "decide", actor=thu, document=DOCUMENT)


def test_who_appraises_whose_estimate_is_said_so(estimate_of, tuan, lan, thu):
    department, commune = estimate_of(a4=1), estimate_of("20335", a4=1)
    assert appraised_by_finance(tuan, department) == decided_by_itself(thu, commune) == (True, "")
    assert appraised_by_finance(tuan, commune) == (False, ONLY_LOOKS)
    assert decided_by_itself(lan, department) == (False, BY_FINANCE)
    with pytest.raises(NotAllowed, match=ONLY_LOOKS):
        perform(commune, "submit", actor=thu)


NOT_THEIRS = "Chỉ cán bộ hoặc thủ trưởng của {} làm được việc này."


@pytest.mark.parametrize(
    ("code", "step", "name", "sentence"),
    [
        ("SYT", "submit", "binh", NOT_THEIRS.format("Sở Y tế")),
        ("20335", "submit", "binh", NOT_THEIRS.format("UBND phường Tân Thạnh")),
        ("SYT", "decide", "binh", NOT_THEIRS.format("Sở Y tế")),
        ("SYT", "decide", "lan", BY_FINANCE),
        ("SYT", "withdraw", "minh", NOT_THEIRS.format("Sở Y tế")),
        ("20335", "appraise", "hoa", "Việc này của: Thẩm định dự toán (Sở Tài chính)."),
        ("20335", "return", "tuan", ONLY_LOOKS),
    ],
)
def test_the_first_thing_that_is_missing_is_the_reason(estimate_of, cast, code, step, name, sentence):
    with pytest.raises(NotAllowed) as refusal:
        perform(estimate_of(code, a4=1), step, actor=cast(name), document=DOCUMENT, reason="x")
    assert str(refusal.value) == sentence
