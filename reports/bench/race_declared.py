"""Races about duplicates, what an agency declares, targets, reports and purges."""

import io
from datetime import date
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from agencies.jobs import run_here
from agencies.models import Agency
from agencies.purge import services as purges
from agencies.secrecy.finding import Place
from agencies.workflow import perform
from plans.catalogues.files import write_files
from plans.duplicates import services as duplicates
from plans.duplicates.search import Scope
from plans.models import DuplicateGroup, TargetUpload, UnusualValue
from plans.models.progress import FIGURES
from plans.progress.services import submit_progress
from plans.targets.services import TargetFigures, assign_targets
from reports.services import request_report

from .race_forms import form_of
from .race_scene import NUMBERED, SCENES, Given, Scene, at, box, document, scene
from .race_world import DAY, World, fresh, row_of
from .visiting import browser_of


def on_group(name: str, desk: str, /, **given: Any) -> None:
    def make(world: World, random: Random) -> Scene:
        group = a_group(world, random)
        people = world.appraisers if desk == "appraisers" else world.clerks(group.members.all()[0].agency)
        files = [str(key) for key in group.members.values_list("file_id", flat=True)[:1]]
        return Scene(people, at(name, group.pk), at("duplicate_group", group.pk), given | {"file": files})

    SCENES[name] = make


def a_group(world: World, random: Random) -> DuplicateGroup:
    """Two files of one catalogue that say the same."""
    one = world.draft(world.agency(random), rows=0)
    clerk, title = world.clerks(one.agency)[0], f"Hồ sơ xây dựng công trình số {world.next()}"
    write_files(one, actor=clerk, added=[row_of(number, title=title) for number in ("01", "02")])
    perform(fresh(one), "submit", actor=clerk, secrecy_declared=True)
    scope = Scope(catalogue=fresh(one))
    search = duplicates.request_search(scope, actor=world.appraisers[0])
    run_here(search.pk)
    return DuplicateGroup.objects.current().get(scope=scope.key)


on_group("duplicate_verdict", "appraisers", verdict="different")
on_group("duplicate_leave_out", "appraisers")


@scene("review_discard")
def review_dropped(world: World, random: Random) -> Scene:
    clerk = world.clerks(world.agency(random))[0]
    return Scene([clerk], at("review_discard"), at("review"), one_winner=False, shared=True)


@scene("unusual_decide")
def value_confirmed(world: World, random: Random) -> Scene:
    value = an_unusual_value(world, random)
    return Scene(
        world.appraisers, at("unusual_decide", value.pk, "xac-nhan"), at("unusual_detail", value.pk), shared=True
    )


@scene("unusual_confirm_many")
def values_confirmed(world: World, random: Random) -> Scene:
    value = an_unusual_value(world, random)
    given = {"chon": f"{value.pk}-{value.version}", "answer": "Đã xem sổ."}
    return Scene(
        world.appraisers,
        at("unusual_confirm_many"),
        at("unusual_list"),
        given,
        one_winner=False,
        once=True,
        shared=True,
    )


def an_unusual_value(world: World, random: Random) -> UnusualValue:
    """A report of an agency that is far beyond what there is to scan."""
    agency = world.agency(random)
    figures = dict.fromkeys(FIGURES, 0) | {"scanned_files": 10**7, "scanned_pages": 2 * 10**8 + world.next()}
    report = submit_progress(
        agency, plan=world.plan, actor=world.clerks(agency)[0], period_end=DAY, figures=figures, reason="Đếm lại."
    )
    return UnusualValue.objects.get(kind="progress", object_id=report.pk, state="open")


@scene("duplicate_run")
def duplicates_searched(world: World, random: Random) -> Scene:
    one = world.handed_in(world.agency(random))
    page = f"{at('duplicate_list')}?muc-luc={one.pk}"
    return Scene(world.appraisers, at("duplicate_run"), page, {"muc-luc": str(one.pk)}, one_winner=False, once=True)


@scene("duplicate_issued_rule")
def issued_rule(world: World, random: Random) -> Scene:
    """One circular in the fonds of two agencies; the rule may be taken back as well."""
    title = f"Thông tư số {world.next()}/2014/TT-BNV về định mức số hóa tài liệu lưu trữ"
    for agency in random.sample(world.departments, 2):
        one, clerk = world.draft(agency, rows=0), world.clerks(agency)[0]
        write_files(one, actor=clerk, added=[row_of("01", title=title)])
        perform(fresh(one), "submit", actor=clerk, secrecy_declared=True)
    run_here(duplicates.request_search(Scope(), actor=world.appraisers[0]).pk)
    return Scene(world.appraisers, at("duplicate_issued_rule"), shared=True)


@scene("review_edit")
def review_typed(world: World, random: Random) -> Scene:
    return Scene(
        world.clerks(world.agency(random)), at("review_edit"), given=REVIEW_LINE, one_winner=False, shared=True
    )


@scene("review_secrecy")
def review_secrecy(world: World, random: Random) -> Scene:
    return Scene(
        world.clerks(world.agency(random)), at("review_secrecy"), one_winner=False, shared=True, prepare=type_review
    )


NO_LETTER: Given = {"letter_number": "", "letter_date": ""}
REVIEW_LINE: Given = {
    "lines-0-fonds_name": "Phông chung",
    "lines-0-retention": "permanent",
    "lines-0-arrangement": "full",
    "lines-0-file_count": "9",
    "lines-0-page_count": "900",
}


def type_review(browser: Client) -> None:
    """The first steps of a review, as they are typed before the last page is shown."""
    shown = browser.get(at("review_edit")).content.decode()
    sent = form_of(shown, at("review_edit"), at("review_edit"), Random(1))
    browser.post(at("review_edit"), sent | REVIEW_LINE)
    shown = browser.get(at("review_secrecy")).content.decode()
    browser.post(at("review_secrecy"), form_of(shown, at("review_secrecy"), at("review_secrecy"), Random(1)))


@scene("review_check")
def review_handed_in(world: World, random: Random) -> Scene:
    given = {"reason": "Sửa số liệu.", **NO_LETTER}
    people = world.clerks(world.agency(random))
    return Scene(people, at("review_check"), given=given, once=True, prepare=type_review, one_winner=False, shared=True)


@scene("detailed_plan_edit")
def detailed_plan(world: World, random: Random) -> Scene:
    days = {"issued_on": "10/06/2025", "period_from": "10/06/2025", "period_to": "20/06/2025"}
    given = {"number": document, "signer": "Nguyễn Văn A", "reason": "Bổ sung.", **days}
    people = world.clerks(world.agency(random))
    return Scene(people, at("detailed_plan_edit"), given=given, one_winner=False, once=True, shared=True)


@scene("progress_edit")
def progress(world: World, random: Random) -> Scene:
    names = [f"{a}_{b}" for a in ("scanned", "checked", "integrated") for b in ("files", "pages")]
    given = dict.fromkeys(names, "0") | {"reason": "Chưa bắt đầu.", **NO_LETTER}
    return Scene(
        world.clerks(world.agency(random)), at("progress_edit", "2025-06-13"), given=given, once=True, shared=True
    )


@scene("progress_together")
def progress_of_several(world: World, random: Random) -> Scene:
    """Two clerks of an agency that goes on for another one declare for both."""
    agency, code = world.agency(random), f"CU-{world.next()}"
    past = {"kind": agency.kind, "active_to": date(2025, 6, 15), "successor": agency}
    Agency.objects.create(code=code, name=f"Cơ quan {code}", **past)
    line: Given = dict.fromkeys(FIGURES, "0") | {"reason": "Chưa bắt đầu."}
    given = {f"{one}-{name}": value for one in (agency.code, code) for name, value in line.items()} | NO_LETTER
    return Scene(world.clerks(agency), at("progress_together", "2025-06-13"), given=given, once=True, shared=True)


@scene("target_edit")
def target_set(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    given = {"files": lambda random: str(10**6 + int(box(random))), "pages": "100000000"}
    return Scene(world.appraisers, at("target_edit", agency.code), given=given, shared=True)


@scene("target_divide")
def target_divided(world: World, random: Random) -> Scene:
    figures = TargetFigures(10_000 + world.next(), 10**6)
    assign_targets(world.plan, {world.district: figures}, actor=world.appraisers[0])
    given = {"share-0-files": "90", "share-0-pages": f"9{random.randint(100, 999)}"}
    return Scene(world.clerks(world.district), at("target_divide", world.district.code), given=given, shared=True)


ANNEX_HEAD = ("STT", "Mã", "Tên cơ quan, đơn vị", "Số hồ sơ", "Số trang A4", "Đơn giá (đồng)", "Kinh phí (đồng)")


def annex(world: World, random: Random) -> bytes:
    book = Workbook()
    book.active.append(["Phụ lục I"])
    book.active.append(list(ANNEX_HEAD))
    book.active.append([1, world.agency(random).code, "", 10**6 + random.randint(1, 999), 10**8, None, None])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@scene("target_upload")
def annex_sent(world: World, random: Random) -> Scene:
    given = {"workbook": lambda random: ("a.xlsx", annex(world, random))}
    return Scene(world.appraisers, at("target_upload"), given=given, one_winner=False, once=True, shared=True)


def on_annex(name: str) -> None:
    def make(world: World, random: Random) -> Scene:
        browser = browser_of(world.appraisers[0])
        form = form_of(
            browser.get(at("target_upload")).content.decode(), at("target_upload"), at("target_upload"), random
        )
        file = SimpleUploadedFile("a.xlsx", annex(world, random))
        browser.post(at("target_upload"), form | {"workbook": file})
        sent = TargetUpload.objects.filter(uploaded_by=world.appraisers[0]).latest("pk")
        return Scene(world.appraisers[:1], at(name, sent.pk), at("target_upload_check", sent.pk), shared=True)

    SCENES[name] = make


on_annex("target_upload_check")
on_annex("target_upload_cancel")


@scene("report_new")
def report_asked(world: World, random: Random) -> Scene:
    given = {"as_of": f"{random.randint(1, 20):02}/06/2025"}
    return Scene(world.appraisers, at("report_new"), given=given, one_winner=False, once=True)


@scene("report_retry")
def report_again(world: World, random: Random) -> Scene:
    made = request_report(world.plan, as_of=DAY, requester=world.appraisers[0])
    type(made).objects.filter(pk=made.pk).update(state="failed")
    return Scene(world.appraisers, at("report_retry", made.pk), at("report_detail", made.pk))


@scene("purge_new")
def purge_asked(world: World, random: Random) -> Scene:
    one = world.draft(world.agency(random))
    given = NUMBERED | {"places": f"plans_catalogue {one.pk} name", "reason": "Lọt vào cổng."}
    return Scene(world.appraisers, at("purge_new"), given=given, one_winner=False, once=True)


@scene("purge_detail")
def purged(world: World, random: Random) -> Scene:
    one = world.draft(world.agency(random))
    place = Place("plans_catalogue", str(one.pk), "name")
    asked = purges.ask([place], actor=world.appraisers[0], document=("1/BC", DAY), reason="Lọt vào cổng.")
    return Scene(world.appraisers[::-1], at("purge_detail", asked.pk), about=asked)
