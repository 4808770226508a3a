"""Races about duplicates, what an agency declares, targets, reports and purges."""

import io
from datetime import date
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from agencies.jobs import run_here
from agencies.models import Agency
from agencies.purge import services as purges
from agencies.requests import as_querydict
from agencies.secrecy.finding import Place
from agencies.workflow import perform
from plans.catalogues.files import write_files
from plans.declarations.review_joint_forms import AgencyReview
from plans.declarations.review_together import mark_of
from plans.duplicates import services as duplicates
from plans.duplicates.search import Scope
from plans.models import DuplicateGroup, ProgressBook, ProgressReport, ReportingRule, TargetUpload, UnusualValue
from plans.models.progress import FIGURES
from plans.progress.book.drawing import book_of
from plans.progress.book.layout import HEADER_ROW, columns_of
from plans.progress.book.services import rows_of
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


@scene("review_together")
def reviews_of_several(world: World, random: Random) -> Scene:
    """Two clerks of an agency that goes on for another one declare the volumes of both."""
    agency = world.agency(random)
    other = a_predecessor(world, agency)
    given: Given = {}
    for one in (agency, other):
        lines = {name.replace("lines-", f"{one.code}-"): value for name, value in REVIEW_LINE.items()}
        given |= lines | {f"{one.code}-TOTAL_FORMS": "1", f"{one.code}-reason": "Đếm lại."}
        given[f"{one.code}-0-page_count"] = str(900 + world.next())  # another one than was handed in before
    shown = as_querydict({name: [str(value)] for name, value in given.items()})
    given |= NO_LETTER | {"checked": mark_of([AgencyReview(one, None, shown) for one in (agency, other)])}
    return Scene(world.clerks(agency), at("review_together"), given=given, once=True, shared=True)


def a_predecessor(world: World, agency: Agency) -> Agency:
    """An agency that ended, and with whose work this one goes on."""
    code = f"CU-{world.next()}"
    past = {"kind": agency.kind, "active_to": date(2025, 6, 15), "successor": agency}
    return Agency.objects.create(code=code, name=f"Cơ quan {code}", **past)


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
    agency = world.agency(random)
    code = a_predecessor(world, agency).code
    line: Given = dict.fromkeys(FIGURES, "0") | {"reason": "Chưa bắt đầu."}
    given = {f"{one}-{name}": value for one in (agency.code, code) for name, value in line.items()} | NO_LETTER
    return Scene(world.clerks(agency), at("progress_together", "2025-06-13"), given=given, once=True, shared=True)


@scene("progress_owed")
def periods_owed(world: World, random: Random) -> Scene:
    """Two clerks of an agency that has sent nothing yet declare one of its periods."""
    code = f"NO-{world.next()}"
    agency = Agency.objects.create(code=code, name=f"Cơ quan {code}", kind="department", official_order=900)
    given = {f"2025-06-06-{name}": "0" for name in FIGURES} | {"2025-06-06-reason": "Chưa bắt đầu.", **NO_LETTER}
    return Scene(world.clerks(agency), at("progress_owed"), given=given, once=True)


def a_filled_book(world: World, agency: Agency) -> bytes:
    """The agency's book, with noughts."""
    day = date(2025, 6, 13)
    content = book_of(rows_of([agency], world.plan, day), day, in_period=False, by_telephone=False)
    book = load_workbook(io.BytesIO(content))
    columns = {key: number for number, key in enumerate(columns_of(False), 1)}
    for name in FIGURES:
        book.active.cell(HEADER_ROW + 1, columns[name], 0)
    book.active.cell(HEADER_ROW + 1, columns["reason"], f"Chưa bắt đầu {world.next()}.")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_kept_book(world: World, random: Random) -> ProgressBook:
    """Of a commune, handed back by its clerk."""
    commune = a_commune_report(world, random).agency
    figures = dict.fromkeys(FIGURES, 0)
    row = {"row": 7, "code": commune.code, "version": 0, "base": figures, "figures": figures, "told_at": ""}
    row |= {"difficulties": "", "proposals": "", "reason": "Chưa bắt đầu.", "told_by": ""}
    known = {"period_end": date(2025, 6, 6), "content_hash": f"{world.next():064x}", "rows": [row]}
    clerk = world.clerks(commune)[0]
    return ProgressBook.objects.create(plan=world.plan, uploaded_by=clerk, file_name="so.xlsx", **known)


@scene("progress_book")
def book_handed_back(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    given = {"workbook": lambda random: ("so.xlsx", a_filled_book(world, agency))}
    return Scene(world.clerks(agency), at("progress_book"), given=given, one_winner=False, once=True)


@scene("progress_book_check")
def book_taken(world: World, random: Random) -> Scene:
    book = a_kept_book(world, random)
    return Scene([book.uploaded_by], at("progress_book_check", book.pk))


@scene("progress_book_cancel")
def book_dropped(world: World, random: Random) -> Scene:
    book = a_kept_book(world, random)
    return Scene([book.uploaded_by], at("progress_book_cancel", book.pk), at("progress_book_check", book.pk))


def a_commune_report(world: World, random: Random) -> ProgressReport:
    """Of a commune whose district is asked to confirm it."""
    day, code = date(2025, 6, 6), f"XA-{world.next()}"
    ReportingRule.objects.get_or_create(plan=world.plan, valid_from=day, district_confirms=True, source="QĐ")
    commune = Agency.objects.create(code=code, name=f"Xã {code}", kind="commune", parent=world.district)
    figures = dict.fromkeys(FIGURES, 0)
    clerk = world.clerks(commune)[0]
    return submit_progress(
        commune, plan=world.plan, actor=clerk, period_end=date(2025, 6, 13), figures=figures, reason="Chưa bắt đầu."
    )


@scene("progress_confirm")
def commune_confirmed(world: World, random: Random) -> Scene:
    report = a_commune_report(world, random)
    given = {"chon": str(report.pk)}
    return Scene(world.clerks(world.district), at("progress_confirm"), given=given)


@scene("progress_return")
def commune_returned(world: World, random: Random) -> Scene:
    report = a_commune_report(world, random)
    return Scene(world.clerks(world.district), at("progress_return", report.pk), given={"reason": "Đếm lại."})


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
