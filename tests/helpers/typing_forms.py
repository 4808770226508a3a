"""Forms that take more than a minute: where each is, what is typed, and how a colleague interferes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from agencies.models import Agency
from agencies.workflow import perform
from budgets.estimates.editions import start_edition
from budgets.estimates.own_tariff import own_tariff
from budgets.estimates.services import revise_estimate, set_lines
from budgets.models import Estimate
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.appraisal.together import Choice, decide_together
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue, rename_catalogue
from plans.declarations.detailed_plans import record_detailed_plan
from plans.declarations.reviews import submit_review
from plans.difficulties.services import raise_difficulty
from plans.models import Plan, Signer
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from plans.targets.services import TargetFigures, assign_targets
from tests.helpers.allocations import allocate
from tests.helpers.catalogues import DECISION_DOCUMENT, GATE_ANSWERS, appraise, hand_in, numbered, reopen, row
from tests.helpers.factories import a_target, an_estimate

DAY = date(2025, 4, 18)


@dataclass
class Form:
    """A form ready to be typed into by `who`; `wrong` is what it refuses, `meanwhile` what a colleague does to it.

    `buttons` send it, one page after another; `longest` is how many characters the field takes.
    """

    who: str
    address: str
    field: str
    wrong: dict[str, str]
    meanwhile: Callable[[], Any] | None = None
    file: str = ""
    buttons: tuple[str, ...] = ("form:has([data-autosave]) :is(button.primary, button.danger, input.default)",)
    longest: int = 100


def a_catalogue(lan, rows=2):
    made = create_catalogue(plan=Plan.current(), agency=lan.agency, actor=lan, name="Mục lục", fonds_name="Sở Y tế")
    write_files(made, actor=lan, added=[row(f"{number:02}") for number in range(1, rows + 1)])
    return made


def other_name(catalogue, nam, name):
    rename_catalogue(catalogue, actor=nam, name=name, fonds=catalogue.fonds, fonds_name="", fonds_years="")


def other_note(catalogue, nam):
    file = catalogue.files.by_position().first()
    write_files(catalogue, actor=nam, changed=[(file, row("01", note="của Nam"))])


def new_catalogue(cast):
    return Form("lan", "/muc-luc/lap/", "name", {})


def catalogue_name(cast):
    made = a_catalogue(cast("lan"))
    change = partial(other_name, made, cast("nam"), "Mục lục của Nam")
    return Form("lan", f"/muc-luc/{made.pk}/sua/", "name", {"fonds": ""}, change)


def new_files(cast):
    made = a_catalogue(cast("lan"))
    address = f"/muc-luc/{made.pk}/ho-so/nhap/"
    return Form("lan", address, "form-0-title", {"form-0-page_count": "x"}, partial(other_note, made, cast("nam")))


def grid_of_files(cast):
    made = a_catalogue(cast("lan"))
    address = f"/muc-luc/{made.pk}/ho-so/sua/"
    return Form("lan", address, "form-0-title", {"form-0-page_count": "x"}, partial(other_note, made, cast("nam")))


def one_file(cast):
    made = a_catalogue(cast("lan"))
    address = f"/muc-luc/ho-so/{made.files.by_position().first().pk}/sua/"
    return Form("lan", address, "title", {"page_count": "x"}, partial(other_note, made, cast("nam")))


def estimate(cast):
    made = an_estimate(cast("lan").agency, 0)
    change = partial(revise_estimate, made, actor=cast("nam"), name="Dự toán của Nam", note="", pages_by_size={})
    return Form("lan", f"/du-toan/{made.pk}/sua/", "note", {"pages_a4": "x"}, change)


def decision_on_an_estimate(cast):
    made = an_estimate(cast("lan").agency, 4_896_000, DAY)
    change = partial(perform, made, "withdraw", actor=cast("nam"))
    return Form("tuan", f"/du-toan/{made.pk}/appraise/", "reason", {"document_date": "x"}, change)


def appraisal(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    address = f"/quan-tri/plans/catalogue/{made.pk}/thao-tac/appraise/"
    change = partial(perform, made, "withdraw", actor=cast("nam"))
    return Form("hoa", address, "reason", {"document_date": "x"}, change)


def answers(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    decide(made, "ask", numbered(made, "01", "02"), actor=cast("hoa"), text="Có bản gốc không?")
    first, second = [f"answer-{file.pk}" for file in made.files.by_position()]
    change = partial(answer, made, {made.files.by_position().first().pk: "Nam đã trả lời."}, actor=cast("nam"))
    return Form("lan", f"/muc-luc/{made.pk}/tra-loi/", first, {second: "Kho đạn (Mật)"}, change)


def division(cast):
    district, plan = cast("hai").agency, Plan.current()
    a_target(district, 90_000, files=900)
    change = partial(assign_targets, plan, {district: TargetFigures(1_000, 100_000)}, actor=cast("hoa"))
    address = f"/chi-tieu/co-quan/{district.code}/chia/"
    return Form("hai", address, "share-0-note", {"share-0-files": "x"}, change)


def target(cast):
    district, plan = cast("hai").agency, Plan.current()
    change = partial(assign_targets, plan, {district: TargetFigures(1_000, 100_000)}, actor=cast("quy"))
    return Form("hoa", f"/chi-tieu/co-quan/{district.code}/", "note", {"files": "x"}, change)


def detailed_plan(cast):
    nam = cast("nam")
    period = {"period_from": DAY, "period_to": DAY}
    change = partial(
        record_detailed_plan, nam.agency, plan=Plan.current(), actor=nam, number="1/KH", issued_on=DAY, signer="Nam"
    )
    return Form(
        "lan", "/ke-hoach-chi-tiet/ghi-nhan/", "signer", {"issued_on": "x"}, partial(change, **period), "document"
    )


def a_difficulty(cast):
    cast("lan")
    return Form("lan", "/vuong-mac/neu/", "text", {"kind": ""}, file="file")


def an_answer(cast):
    lan = cast("lan")
    made = raise_difficulty(lan.agency, plan=Plan.current(), actor=lan, kind=None, text="Thiếu máy quét.")
    change = partial(perform, made, "close_difficulty", actor=lan)
    return Form("hoa", f"/vuong-mac/{made.pk}/answer_difficulty/", "text", {"answer_date": "x"}, change)


def an_extension(cast):
    cast("lan")
    return Form("lan", "/gia-han/soan/", "reason", {"proposed_day": "x"})


def progress(cast):
    nam = cast("nam")
    figures = dict.fromkeys(FIGURES, 0)
    change = partial(
        submit_progress, nam.agency, plan=Plan.current(), actor=nam, period_end=date(2025, 6, 20), figures=figures
    )
    return Form("lan", "/tien-do/ky/2025-06-20/", "difficulties", {"scanned_files": "x"}, change)


def review(cast):
    nam = cast("nam")
    line = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 1, "page_count": 9}
    change = partial(submit_review, nam.agency, plan=Plan.current(), actor=nam, lines=[line])
    return Form("lan", "/ra-soat/khoi-luong/", "lines-0-fonds_name", {"lines-0-file_count": "x"}, change)


def joint_decision(cast):
    first, second = [hand_in(cast("lan").agency, cast("lan"), rows=2, name=name) for name in ("Đợt 1", "Đợt 2")]
    address = f"/quan-tri/plans/catalogue/tham-dinh-chung/?muc-luc={first.pk}&muc-luc={second.pk}"
    change = partial(perform, second, "withdraw", actor=cast("nam"))
    return Form("hoa", address, f"reason-{first.pk}", {"document_date": "x"}, change)


def correction(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    choice = Choice(made, "appraise", made.version, "")
    document, _ = decide_together([choice], actor=cast("hoa"), document=DECISION_DOCUMENT, **GATE_ANSWERS)
    change = partial(reopen, made, cast("nam"), cast("hoa"))
    return Form("hoa", f"/quan-tri/plans/catalogue/van-ban/{document.pk}/dinh-chinh/", "reason", {"day": "x"}, change)


def replaced_by_a_later_one(estimate, actor):
    later = start_edition(estimate, change="adjusted", reason="Sót kho.", actor=actor)
    set_lines(later, {"a4": 900}, tariff=own_tariff(later))
    return perform(later, "decide", actor=actor, document=("13/QĐ", DAY))


def correction_of_an_estimate(cast):
    made = an_estimate(cast("hai").agency, 4_896_000)
    perform(made, "decide", actor=cast("hai"), document=("12/QĐ", DAY))
    change = partial(replaced_by_a_later_one, Estimate.objects.get(pk=made.pk), cast("hai"))
    return Form("hai", f"/du-toan/{made.pk}/dinh-chinh/", "reason", {"day": "x"}, change)


def decisions_on_rows(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    change, ask = partial(perform, made, "withdraw", actor=cast("nam")), ("button[value=ask]",)
    return Form("hoa", f"/quan-tri/plans/catalogue/{made.pk}/change/", "text", {}, change, buttons=ask)


def many_files(cast):
    made, nam = a_catalogue(cast("lan")), cast("nam")
    write_files(made, actor=nam, added=[row("01", box_number="2")])  # one number twice in the box that is typed
    buttons = ("button[name=xem]", "#ghi-thay-doi button")
    change = partial(other_note, made, nam)
    return Form(
        "lan", f"/muc-luc/{made.pk}/ho-so/hang-loat/?pham_vi=tat-ca", "dat-box", {}, change, buttons=buttons, longest=30
    )


def an_agency(cast):
    one = cast("thu").agency
    change = partial(type(one).objects.filter(pk=one.pk).update, name="Xã của đồng nghiệp")
    return Form("quy", f"/quan-tri/agencies/agency/{one.pk}/change/", "short_name", {"active_from": "x"}, change)


def a_new_price(cast):
    return Form("quy", "/quan-tri/plans/unitprice/add/", "source", {"valid_from": "x"})


def a_report(cast):
    return Form("hoa", "/bao-cao/lap/", "as_of", {})


def secret_counts(cast):
    nam = cast("nam")
    line = {"fonds_name": "Sở Y tế", "retention": "permanent", "arrangement": "full", "file_count": 9}
    change = partial(submit_review, nam.agency, plan=Plan.current(), actor=nam, lines=[line | {"page_count": 999}])
    return Form("lan", "/ra-soat/do-mat/", "photo_count", {"audio_count": "x"}, change)


def a_return(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    change = partial(perform, made, "withdraw", actor=cast("nam"))
    address = f"/quan-tri/plans/catalogue/{made.pk}/thao-tac/return/"
    return Form("hoa", address, "reason", {}, change)


def new_estimate(cast):
    appraise(hand_in(cast("lan").agency, cast("lan"), rows=2, name="Đợt 3"), cast("hoa"))
    return Form("lan", "/du-toan/lap-moi/", "name", {})


def allocation(cast):
    change = partial(allocate, cast("tuan"), {Agency.objects.get(code="SYT"): 5})
    return Form("tuan", "/giao-du-toan/lap/", "signer", {"day": "x"}, change)


def a_signer(cast):
    one = Signer.objects.create(plan=Plan.current(), capacity="deputy", title="PHÓ GIÁM ĐỐC", name="Lê Văn An")
    return kept_row("signer", one, "name", {"title": ""}, title="PHÓ GIÁM ĐỐC PHỤ TRÁCH")


def a_milestone(cast):
    return Form("quy", "/quan-tri/plans/milestone/add/", "source", {"printed_date": "x"})


def the_plan(cast):
    return kept_row("plan", Plan.current(), "number", {"starts_on": "x"}, name="Kế hoạch của đồng nghiệp")


def a_delegation(cast):
    cast("minh")
    return Form("nam", "/ky-thay/them/", "title", {"document_date": "x"})


def a_person(cast):
    one = cast("lan")
    change = partial(type(one).objects.filter(pk=one.pk).update, position="Do đồng nghiệp ghi")
    return Form("quy", f"/quan-tri/agencies/user/{one.pk}/change/", "full_name", {"username": "a b"}, change)


def kept_row(table, one, field, wrong, **changes):
    """The form of a row that the administrator keeps; `changes` are what a colleague does to it."""
    change = partial(type(one).objects.filter(pk=one.pk).update, **changes)
    return Form("quy", f"/quan-tri/plans/{table}/{one.pk}/change/", field, wrong, change)


FORMS = [
    new_catalogue,
    catalogue_name,
    new_files,
    grid_of_files,
    one_file,
    answers,
    estimate,
    allocation,
    decision_on_an_estimate,
    appraisal,
    a_delegation,
    division,
    target,
    detailed_plan,
    a_difficulty,
    an_answer,
    an_extension,
    progress,
    review,
    joint_decision,
    correction,
    correction_of_an_estimate,
    decisions_on_rows,
    many_files,
    an_agency,
    a_new_price,
    a_report,
]
KINDS = [  # of pages: plain, a grid, an action, one of a desk, with a file, page after page, of the admin
    new_catalogue,
    grid_of_files,
    decision_on_an_estimate,
    appraisal,
    detailed_plan,
    review,
    many_files,
    decisions_on_rows,
    a_new_price,
]
ALIKE = [secret_counts, a_return, new_estimate, a_signer, a_milestone, the_plan, a_person]  # built as others above are
