"""Races about the tables that administrators keep."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from agencies.models import Agency, Duty, DutyOffice, Holiday, InvitationTerm, User
from budgets.models import AdvanceLimit, ProcurementLimit, TreasuryForm, WorkRate
from plans.models import (
    AnswerTime,
    Bound,
    DifficultyKind,
    MetadataField,
    Milestone,
    PeriodLength,
    ReportingException,
    ReportingRule,
    Signer,
    SizeFactor,
    TechnicalMinimum,
    UnitPrice,
)
from reports.models import UrgingWording
from reports.services import request_report

from .race_forms import form_of
from .race_scene import SCENES, Given, Scene, a_newcomer, at, box, scene
from .race_world import DAY, World
from .visiting import browser_of


def day_of(random: Random) -> str:
    """A day that is still to come, so that what applies from it may still be changed."""
    return f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(2026, 2090)}"


def code(random: Random) -> str:
    return f"X{box(random)}"


def words(random: Random) -> str:
    return f"Nội dung {box(random)}"


def period_day(random: Random) -> str:
    """The first day of a period that has not begun."""
    return random.choice(("21/06/2025", "28/06/2025", "05/07/2025", "12/07/2025"))


PRICE: Given = {"amount_dong": box, "valid_from": day_of, "source": words}
MILESTONE: Given = {"key": "review", "group": "departments", "valid_from": day_of, "printed_date": "20/12/2090"}
MILESTONE |= {"last_day_on_time": "19/12/2090", "source": words}
SIGNER: Given = {"capacity": "deputy", "title": words, "name": words}
AGENCY: Given = {"code": code, "name": words, "short_name": words, "kind": "department", "official_order": "900"}
NEW_USER: Given = {"username": code, "full_name": words, "duty": "reads", "email": "a@example.vn"}
NEW_USER |= {"password1": "Moc-son-93-ba", "password2": "Moc-son-93-ba"}
ADDED: dict[str, Given] = {  # of each kind of row that an administrator adds
    "plans_unitprice": PRICE,
    "plans_milestone": MILESTONE,
    "plans_signer": SIGNER,
    "plans_periodlength": {"valid_from": period_day, "period_days": "7"},
    "plans_reportingrule": {"cutoff_hour": "17", "valid_from": day_of, "source": words},
    "plans_reportingexception": {"valid_from": day_of, "source": words},
    "plans_sizefactor": {"size": "a3", "factor": "2", "valid_from": day_of, "confirmed": "on"},
    "plans_bound": {"key": "file_most", "value": box, "valid_from": day_of, "source": words},
    "plans_technicalminimum": {"least_version": "1.4", "least_dpi": "300", "valid_from": day_of, "source": words},
    "plans_answertime": {"working_days": "7", "valid_from": day_of, "source": words},
    "plans_difficultykind": {"name": words, "answerer": "finance", "position": "9", "in_use": "on"},
    "plans_metadatafield": {"part": "file", "code": code, "name": words, "position": "9", "valid_from": day_of},
    "budgets_procurementlimit": {"form": "direct", "limit_dong": box, "valid_from": day_of, "source": words},
    "budgets_advancelimit": {"percent": "40", "valid_from": day_of, "source": words},
    "budgets_treasuryform": {"name": words, "valid_from": day_of, "source": words},
    "budgets_workrate": {"pages_per_day": box, "valid_from": day_of, "source": words},
    "agencies_dutyoffice": {"duty": "appraises_catalogues", "valid_from": day_of},
    "agencies_invitationterm": {"days": "9", "valid_from": day_of},
    "agencies_holiday": {"day": day_of, "name": words},
    "reports_urgingwording": {"valid_from": day_of, "subject": words, "text_for_one": words, "text_for_many": words},
    "agencies_agency": AGENCY,
    "agencies_user": NEW_USER,
}
CHANGED: dict[str, Given] = {  # what is typed over a row that is there
    "plans_plan": {"name": words},
    "plans_controlfigure": {"file_count": box},
    "plans_signer": {"name": words},
    "plans_milestone": {"source": words},
    "plans_unitprice": {"source": words},
    "plans_periodlength": {"valid_from": period_day, "period_days": "8"},
    "plans_reportingrule": {"source": words},
    "plans_reportingexception": {"source": words},
    "plans_sizefactor": {"confirmed": "on"},
    "plans_bound": {"source": words},
    "plans_technicalminimum": {"source": words},
    "plans_answertime": {"source": words},
    "plans_difficultykind": {"name": words},
    "plans_metadatafield": {"name": words},
    "budgets_procurementlimit": {"source": words},
    "budgets_advancelimit": {"source": words},
    "budgets_treasuryform": {"source": words},
    "budgets_workrate": {"source": words},
    "agencies_dutyoffice": {"valid_from": day_of},
    "agencies_invitationterm": {"days": "8"},
    "agencies_holiday": {"name": words},
    "reports_urgingwording": {"subject": words},
    "agencies_agency": {"short_name": words},
    "agencies_user": {"position": words},
}


def model_of(kind: str) -> type[Model]:
    return apps.get_model(kind.replace("_", ".", 1))


# What a row that holds from a day on needs beside the day, the plan where there is one, and its agency.
DATED: dict[type[Model], dict[str, Any]] = {
    UnitPrice: {"amount_dong": 5000, "source": "QĐ"},
    PeriodLength: {"period_days": 7},
    ReportingRule: {"cutoff_hour": 17, "source": "QĐ"},
    ReportingException: {"source": "QĐ"},
    SizeFactor: {"size": "a3", "factor": 2},
    Bound: {"key": "file_most", "value": 90, "source": "QĐ"},
    TechnicalMinimum: {"least_dpi": 300, "source": "TT"},
    AnswerTime: {"working_days": 7, "source": "QĐ"},
    MetadataField: {"part": "file", "code": code, "name": words},
    ProcurementLimit: {"form": "direct", "limit_dong": 5000, "source": "QĐ"},
    AdvanceLimit: {"percent": 40, "source": "QĐ"},
    TreasuryForm: {"name": "Mẫu số 08a", "source": "NĐ"},
    WorkRate: {"pages_per_day": 40, "source": "QĐ"},
    DutyOffice: {"duty": Duty.APPRAISES_CATALOGUES},
    InvitationTerm: {"days": 7},
    UrgingWording: {"subject": "nhắc", "text_for_one": "Nhắc.", "text_for_many": "Nhắc."},
}


def a_row(kind: str, world: World, random: Random) -> Model:
    """A row of that kind that only this pair changes, where such rows are many; else the one that is there."""
    model, plan = model_of(kind), {"plan": world.plan}
    later = DAY + timedelta(days=world.next() + 400)
    if model is User:
        return a_newcomer(world, random)
    if model is Agency:
        return Agency.objects.create(name=words(random), code=code(random), kind="department", official_order=900)
    if model is Signer:
        Signer.objects.all().delete()  # one for each capacity
        return Signer.objects.create(**plan, capacity="deputy", title=words(random), name=words(random))
    if model is Milestone:
        days = {"valid_from": later, "printed_date": later, "last_day_on_time": later}
        return Milestone.objects.create(**plan, key="review", group="departments", **days)
    if model is DifficultyKind:
        return DifficultyKind.objects.create(name=words(random), answerer="finance")
    if model is Holiday:
        return Holiday.objects.create(day=later, name="Nghỉ bù")
    if model in DATED:
        return a_dated_row(model, world, random, later)
    return model._default_manager.order_by("pk")[0]


def a_dated_row(model: type[Model], world: World, random: Random, later: date) -> Model:
    given = {name: value(random) if callable(value) else value for name, value in DATED[model].items()}
    if f"{model._meta.app_label}_{model._meta.model_name}" in OF_AN_AGENCY:
        given["agency"] = world.agency(random)
    return model._default_manager.create(**plan_of(model, {"plan": world.plan}), valid_from=later, **given)


def plan_of(model: type[Model], plan: Given) -> dict[str, Any]:
    return dict(plan) if any(each.name == "plan" for each in model._meta.fields) else {}


OF_AN_AGENCY = ("agencies_user", "agencies_dutyoffice", "plans_reportingexception")


def on_reference(kind: str) -> None:
    """Adding, changing and, where that is allowed, deleting a row in the admin."""

    def add(world: World, random: Random) -> Scene:
        given = dict(ADDED[kind]) | {"_agreed": "1"}
        if kind == "plans_signer":
            Signer.objects.all().delete()  # one for each capacity
        if kind in OF_AN_AGENCY:
            given["agency"] = str(world.agency(random).pk)
        return Scene(
            world.administrators, at(f"admin:{kind}_add"), given=given, one_winner=False, once=True, shared=True
        )

    def change(world: World, random: Random) -> Scene:
        return Scene(
            world.administrators,
            at(f"admin:{kind}_change", a_row(kind, world, random).pk),
            given=CHANGED[kind] | {"_agreed": "1"},
            shared=True,
        )

    def delete(world: World, random: Random) -> Scene:
        address = at(f"admin:{kind}_delete", a_row(kind, world, random).pk)
        return Scene(world.administrators, address, given={"post": "yes"}, shared=True)

    SCENES[f"admin:{kind}_change"] = change
    if kind in ADDED:
        SCENES[f"admin:{kind}_add"] = add
    if kind in DELETED:
        SCENES[f"admin:{kind}_delete"] = delete


DELETED = {"plans_signer", "plans_unitprice", "plans_periodlength", "agencies_invitationterm", "agencies_agency"}
DELETED |= {"agencies_holiday", "reports_urgingwording"}
for name in CHANGED:
    on_reference(name)


@scene("admin:auth_user_password_change")
def password_set(world: World, random: Random) -> Scene:
    given = {"password1": f"Moc-son-{box(random)}-ba", "usable_password": "true"}
    given["password2"] = given["password1"]
    person = a_newcomer(world, random)
    return Scene(world.administrators, at("admin:auth_user_password_change", person.pk), given=given, one_winner=False)


@scene("admin:agencies_user_changelist")
def accounts_acted_on(world: World, random: Random) -> Scene:
    action = random.choice(("unlock", "issue", "drop_second_factor", "end_sessions", "ask_in"))
    given = {"action": action, "_selected_action": [str(a_newcomer(world, random).pk)]}
    return Scene(world.administrators, at("admin:agencies_user_changelist"), given=given, one_winner=False)


@scene("admin:agencies_job_changelist")
def jobs_run_again(world: World, random: Random) -> Scene:
    made = request_report(world.plan, as_of=DAY, requester=world.appraisers[0])
    type(made).objects.filter(pk=made.pk).update(state="failed")
    given = {"action": "run_again", "_selected_action": [str(made.pk)]}
    return Scene(world.administrators, at("admin:agencies_job_changelist"), given=given)


def on_table(kind: str, head: str, row: Callable[[World, Random], str]) -> None:
    """A table that is imported, once it was previewed."""

    def preview(world: World, random: Random) -> Scene:
        given = {"import_file": ("a.csv", f"{head}\n{row(world, random)}\n".encode()), "resource": "0", "format": "1"}
        return Scene(world.administrators, at(f"admin:{kind}_import"), given=given, one_winner=False)

    def write(world: World, random: Random) -> Scene:
        address, browser = at(f"admin:{kind}_import"), browser_of(world.administrators[0])
        file = SimpleUploadedFile("a.csv", f"{head}\n{row(world, random)}\n".encode())
        shown = browser.post(address, {"import_file": file, "resource": "0", "format": "1"}).content.decode()
        process = at(f"admin:{kind}_process_import")
        sent = form_of(shown, process, address, random) if shown else {}
        return Scene(world.administrators[:1], process, address, sent, one_winner=True, shared=True)

    SCENES[f"admin:{kind}_import"], SCENES[f"admin:{kind}_process_import"] = preview, write


on_table(
    "agencies_agency",
    'Mã,"Tên cơ quan, đơn vị",Tên ngắn,Loại,Mã cấp trên,Số thứ tự,Mã Tổng cục Thống kê,Mã định danh điện tử,'
    "Hoạt động từ ngày,Hoạt động đến hết ngày,Mã đơn vị kế thừa",
    lambda world, random: f'{code(random)},{words(random)},X,"{Agency.Kind.DEPARTMENT.label}",,900,,,,,',
)
on_table(
    "agencies_user",
    "Tên đăng nhập,Họ và tên,Mã cơ quan,Nhiệm vụ,Thư điện tử,Chức vụ,Đang dùng",
    lambda world, random: f"{code(random)},{words(random)},{world.agency(random).code},{Duty.READS.label},,,Có",
)
