"""What the engine says when it refuses an action, and what it writes when one is taken, on a diagram of its own."""

from datetime import date, datetime

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from agencies import workflow
from agencies.models import Event
from agencies.workflow import Action, NotAllowed, Overtaken, Workflow, WorkflowError, perform
from plans.models import Catalogue
from tests.helpers.factories import a_catalogue

DAY = date(2025, 6, 20)
OLD = timezone.make_aware(datetime(2025, 1, 1))


def refuse(user, obj):
    return isinstance(user, Catalogue), ""  # never: the person comes first


@pytest.fixture
def effects():
    return []


@pytest.fixture
def catalogue(lan, effects, monkeypatch):
    """A catalogue whose diagram is this test's own."""
    actions = (
        Action("submit", "Trình Sở", ("draft",), "submitted"),
        Action("note", "Ghi chú", ("draft", "submitted"), "submitted", done="ghi chú vào"),
        Action("touch", "Giữ nguyên", ("draft",), "draft"),
        Action("return", "Trả lại", ("submitted",), "returned", needs_reason=True),
        Action("appraise", "Thẩm định", ("submitted",), "appraised", needs_document=True),
        Action("lock", "Khóa", ("draft",), "appraised", refuse),
        Action("wait", "Chờ", ("draft",), "submitted", ready=lambda obj: ["Thiếu một.", "Thiếu hai."]),
        Action(
            "call", "Gọi", ("draft",), "submitted", effect=lambda obj, actor, **details: effects.append((obj, details))
        ),
    )
    monkeypatch.setattr(Catalogue, "workflow", Catalogue.workflow)
    Workflow("test", Catalogue, actions)
    made = a_catalogue(lan.agency)
    Catalogue.objects.update(state_since=OLD, version=5)
    return Catalogue.objects.get(pk=made.pk)


def refusal(kind, obj, name, **details):
    with pytest.raises(WorkflowError) as refused:
        perform(obj, name, **details)
    assert type(refused.value) is kind and not Event.objects.exists()
    return str(refused.value)


def test_an_action_that_nobody_knows(lan, catalogue):
    assert refusal(NotAllowed, catalogue, "burn", actor=lan) == "Không có thao tác này."
    assert Catalogue.workflow.action("burn") is None


def test_a_refusal_without_a_reason_gets_one(lan, catalogue):
    sentence = "Bạn không có quyền thực hiện thao tác này."
    assert refusal(NotAllowed, catalogue, "lock", actor=lan) == sentence
    assert Catalogue.workflow.refusal(catalogue, "lock", lan) == sentence


def test_the_wrong_state_is_named(lan, catalogue):
    sentence = "“Trả lại” không thực hiện được khi đang ở trạng thái “Đang lập”."
    assert refusal(Overtaken, catalogue, "return", actor=lan, reason="Sai.") == sentence


def test_an_older_version_is_refused_and_the_present_one_taken(lan, catalogue):
    sentence = "Có người vừa thay đổi hồ sơ này. Hãy xem lại nội dung mới rồi thực hiện."
    assert refusal(Overtaken, catalogue, "submit", actor=lan, expected_version=4) == sentence
    assert refusal(Overtaken, catalogue, "submit", actor=lan, expected_version=0) == sentence
    assert perform(catalogue, "submit", actor=lan, expected_version=5).version == 6


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_reason_is_more_than_spaces(lan, catalogue, reason):
    Catalogue.objects.update(state="submitted")
    sentence = "Ghi lý do: nơi nhận cần biết phải làm gì tiếp theo."
    assert refusal(WorkflowError, catalogue, "return", actor=lan, reason=reason) == sentence


@pytest.mark.parametrize("document", [None, ("", DAY), ("1/SNV", None)])
def test_a_document_has_a_number_and_a_day(lan, catalogue, document):
    Catalogue.objects.update(state="submitted")
    sentence = "Ghi số và ngày của văn bản."
    assert refusal(WorkflowError, catalogue, "appraise", actor=lan, document=document) == sentence
    moved = perform(catalogue, "appraise", actor=lan, document=("1/SNV", DAY))
    event = Event.objects.get()
    assert moved.state == "appraised" and (event.document_number, event.document_date) == ("1/SNV", DAY)


def test_all_that_is_missing_is_said_at_once(lan, catalogue):
    assert refusal(WorkflowError, catalogue, "wait", actor=lan) == "Thiếu một. Thiếu hai."


def test_who_is_faster_by_the_version_alone_is_found_too(lan, catalogue, monkeypatch):
    move = workflow._move

    def overtaken(obj, *given):
        Catalogue.objects.update(version=6)
        move(obj, *given)

    monkeypatch.setattr(workflow, "_move", overtaken)
    sentence = "Có người vừa xử lý hồ sơ này trước bạn. Hãy tải lại trang để xem kết quả."
    assert refusal(Overtaken, catalogue, "submit", actor=lan) == sentence
    assert Catalogue.objects.get().state == "draft"


def test_handing_in_keeps_who_and_when(lan, nam, catalogue):
    moved = perform(catalogue, "submit", actor=lan)
    assert (moved.state, moved.submitted_by, localdate(moved.submitted_at)) == ("submitted", lan, date(2025, 6, 20))
    assert moved.state_since == moved.submitted_at or localdate(moved.state_since) == date(2025, 6, 20)
    noted = perform(moved, "note", actor=nam)
    assert (noted.submitted_by, noted.submitted_at) == (lan, moved.submitted_at)


def test_the_day_of_a_state_stays_while_the_state_stays(lan, catalogue):
    touched = perform(catalogue, "touch", actor=lan)
    assert (touched.state, touched.state_since, touched.version) == ("draft", OLD, 6)
    noted = perform(touched, "note", actor=lan)
    assert noted.state_since > OLD and perform(noted, "note", actor=lan).state_since == noted.state_since


def test_history_names_the_action_and_both_states(lan, catalogue):
    perform(catalogue, "submit", actor=lan, reason="Đúng hạn.")
    perform(catalogue, "note", actor=lan)
    noted, submitted = Event.objects.latest_first()
    assert submitted.sentence == f"trình Sở {catalogue}" and noted.sentence == f"ghi chú vào {catalogue}"
    assert (submitted.action, submitted.actor, submitted.reason) == ("submit", lan, "Đúng hạn.")
    assert submitted.before == {"state": "draft", "state_name": "Đang lập"}
    assert submitted.after == {"state": "submitted", "state_name": "Đã trình"}
    assert noted.before == noted.after == submitted.after


def test_an_effect_gets_the_moved_object_and_the_details(lan, catalogue, effects):
    moved = perform(catalogue, "call", actor=lan, reason="Vì.", document=("1", DAY), pages=3)
    [(seen, details)] = effects
    assert seen == moved and seen.state == "submitted"
    assert details == {"reason": "Vì.", "document": ("1", DAY), "pages": 3}


def test_buttons_are_of_the_state_and_of_the_person(lan, catalogue):
    assert [action.name for action in catalogue.workflow.available(catalogue, lan)] == [
        "submit",
        "note",
        "touch",
        "wait",
        "call",
    ]
    catalogue.state = "submitted"
    assert [action.name for action in catalogue.workflow.available(catalogue, lan)] == ["note", "return", "appraise"]
    assert Catalogue.workflow.refusal(catalogue, "note", lan) == ""
