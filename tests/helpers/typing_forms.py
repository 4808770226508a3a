"""Forms that take more than a minute: where each is, what is typed, and how a colleague interferes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from agencies.workflow import perform
from budgets.services import revise_estimate
from plans.appraisal.conversation import answer
from plans.appraisal.decisions import decide
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue, rename_catalogue
from plans.declarations.detailed_plans import record_detailed_plan
from plans.declarations.progress import submit_progress
from plans.declarations.reviews import submit_review
from plans.models import Plan
from plans.models.progress import FIGURES
from plans.targets.services import Line, assign_targets
from tests.helpers.catalogues import hand_in, numbered, row
from tests.helpers.factories import a_target, an_estimate

DAY = date(2025, 4, 18)


@dataclass
class Form:
    """A form ready to be typed into by `who`; `wrong` is what it refuses, `meanwhile` what a colleague does to it."""

    who: str
    address: str
    field: str
    wrong: dict[str, str]
    meanwhile: Callable[[], Any] | None = None
    file: str = ""


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
    return Form("lan", f"/muc-luc/{made.pk}/sua/", "name", {"new_fonds": "Phông khác"}, change)


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
    change = partial(assign_targets, plan, {district: Line(1_000, 100_000)}, actor=cast("hoa"))
    address = f"/chi-tieu/co-quan/{district.code}/chia/"
    return Form("hai", address, "share-0-note", {"share-0-files": "x"}, change)


def target(cast):
    district, plan = cast("hai").agency, Plan.current()
    change = partial(assign_targets, plan, {district: Line(1_000, 100_000)}, actor=cast("quy"))
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


FORMS = [
    new_catalogue,
    catalogue_name,
    new_files,
    grid_of_files,
    one_file,
    answers,
    estimate,
    decision_on_an_estimate,
    appraisal,
    division,
    target,
    detailed_plan,
    progress,
    review,
]
