"""Two equal forms at the same moment make one thing, and both are led to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from agencies import jobs
from agencies.account_changes import ask
from agencies.calendar import portal_today
from agencies.models import Agency, Delegation, Event, Invitation, Purge
from agencies.once import once_key
from agencies.routes import all_routes
from agencies.typed import version_of
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationUpload,
    Contract,
    ContractChange,
    Contractor,
    ContractorProof,
    Estimate,
    EstimateAttachment,
    EstimateQuestion,
    Payment,
    Settlement,
    Simulation,
)
from budgets.payments.settlements import year_sums
from budgets.simulations.piles import MARKS
from budgets.simulations.services import propose
from plans.appraisal.decisions import decide
from plans.models import (
    ArchivalFile,
    ArchiveExport,
    ArchiveItem,
    ArchiveReceipt,
    Catalogue,
    CatalogueUpload,
    DetailedPlan,
    Difficulty,
    DifficultyKind,
    DuplicateSearch,
    EvidenceGap,
    EvidenceSample,
    Extension,
    FileNote,
    MediaRecord,
    MediaUpload,
    Plan,
    ProgressBook,
    ProgressReport,
    ScanLine,
    ScanManifest,
    TargetUpload,
    VolumeReview,
)
from plans.models.progress import FIGURES
from plans.shared_archive import exports
from plans.shared_archive.mapping import mapping_on
from plans.shared_archive.records import prepare
from reports.models import Report, UrgingLetter
from tests.helpers import allocations, delegations, money, simulations, unusual
from tests.helpers import factories as make
from tests.helpers.attachments import PDF
from tests.helpers.catalogues import appraise, hand_in, numbered
from tests.helpers.manifests import manifest, scan
from tests.helpers.progress_books import filled_book
from tests.helpers.racing import together
from tests.helpers.reading import guards_of
from tests.helpers.targets import line, workbook
from tests.helpers.typing_forms import a_catalogue
from tests.helpers.workbooks import xlsx

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 3
HEADS = ("Hộp/cặp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Bắt đầu", "Thời hạn bảo quản", "Trang A4", "Đã chỉnh lý")


@dataclass
class Making:
    """Who sends what where, and what comes of it; files are made anew for each sending."""

    who: str
    address: str
    data: Callable[[], dict]
    made: type[models.Model] | None
    ready: Callable[[Client], object] = lambda browser: None  # what a browser did before it shows the form
    count: Callable[[], int] | None = None  # of what is made, where it is no row

    def counted(self) -> int:
        return self.count() if self.count else self.made.objects.count()


def catalogue_new(cast):
    return Making("lan", "/muc-luc/lap/", lambda: {"name": "Mục lục", "new_fonds": "Sở Y tế"}, Catalogue)


def catalogue_files_new(cast):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/ho-so/nhap/"
    row = {"file_number": "77", "title": "Hồ sơ 77", "start_date": "2008", "retention_years": "Vĩnh viễn"}
    row |= {"page_count": "5", "arranged": "Có", "condition": "Tốt", "priority": "", "digitized_before": "Không"}
    grid = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"} | {f"form-0-{name}": row[name] for name in row}
    return Making("lan", address, lambda: grid, ArchivalFile)


def catalogue_upload(cast):
    address = f"/muc-luc/{a_catalogue(cast('lan')).pk}/tai-len/"
    book = xlsx(HEADS, ("1", "9", "Hồ sơ 9", "2008", "Vĩnh viễn", 5, "Có"))
    return Making("lan", address, lambda: {"workbook": SimpleUploadedFile("a.xlsx", book)}, CatalogueUpload)


def catalogue_answers(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    decide(made, "ask", numbered(made, "01"), actor=cast("hoa"), text="Có bản gốc không?")
    name = f"answer-{numbered(made, '01').get().pk}"
    return Making("lan", f"/muc-luc/{made.pk}/tra-loi/", lambda: {name: "Có."}, FileNote)


def estimate_new(cast):
    make.an_appraised_catalogue(cast("lan").agency, cast("hoa"), 900, make.FIRST_DAY)
    return Making("lan", "/du-toan/lap-moi/", lambda: {"name": "Đợt 1", "agency": "SYT"}, Estimate)


def estimate_ask(cast):
    made = make.an_estimate(cast("lan").agency, 4_896_000, make.FIRST_DAY)
    question = {"line": "", "text": "Căn cứ nào?"}
    return Making("tuan", f"/du-toan/{made.pk}/hoi/", lambda: question, EstimateQuestion)


def estimate_attach(cast):
    made = make.an_estimate(cast("lan").agency, 4_896_000)

    def sent():
        version = Estimate.objects.get(pk=made.pk).version
        return {"kind": "offer", "file": SimpleUploadedFile("a.pdf", PDF), "version": version}

    return Making("lan", f"/du-toan/{made.pk}/tep/them/", sent, EstimateAttachment)


def estimate_edition_new(cast):
    made = make.an_estimate(cast("lan").agency, 4_896_000, make.FIRST_DAY)
    make.an_estimate_appraisal(made, cast("tuan"), make.FIRST_DAY)
    started = {"change": "adjusted", "reason": "Sót kho."}
    return Making("lan", f"/du-toan/{made.pk}/ban-moi/", lambda: started, Estimate)


def allocation_new(cast):
    tuan = cast("tuan")
    fields = allocations.typed(tuan, {"SYT": 5}, {"SYT": "NQ"}) | {"_seen": allocations.mark(tuan)}
    return Making("tuan", "/giao-du-toan/lap/", lambda: fields, Allocation)


def allocation_upload(cast):
    book = allocations.workbook((1, "SYT", "Sở Y tế", 5, "NQ")).read()
    return Making(
        "tuan", "/giao-du-toan/nap/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", book)}, AllocationUpload
    )


def allocation_upload_check(cast):
    tuan = cast("tuan")
    rows = {"lines": [["SYT", 5, "NQ", ""]], "warnings": [], "empty": 0}
    sent = AllocationUpload.objects.create(plan=Plan.current(), uploaded_by=tuan, file_name="a.xlsx", rows=rows)
    fields = {name: value for name, value in allocations.typed(tuan, {}).items() if not name.startswith("line-")}
    fields |= {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "1", "line-0-amount": "5", "line-0-excess_reason": "NQ"}
    fields |= {"_seen": allocations.mark(tuan)}
    return Making("tuan", f"/giao-du-toan/nap/{sent.pk}/", lambda: fields, Allocation)


def simulation_new(cast):
    asked = {"name": "Một tỷ", "scope": "departments", "sum_dong": "1.000.000.000", "count_by": "pages"}
    asked |= {"starts_on": "23/6/2025", "deadline": "14/8/2025", "pages_per_day": "50"}
    weights = {f"weight_{name}": "10" for name in MARKS}
    return Making("tuan", "/phuong-an/lap/", lambda: asked | weights, Simulation)


def simulation_draft(cast):
    money.an_appraised(cast("lan"), cast("hoa"))
    made = simulations.simulated(cast("tuan"))
    propose(made, actor=cast("tuan"), seen="")
    return Making("tuan", f"/phuong-an/{made.pk}/du-thao/", dict, AllocationUpload)


def report_new(cast):
    return Making("hoa", "/bao-cao/lap/", lambda: {"as_of": "20/6/2025"}, Report)


def progress_edit(cast):
    figures = dict.fromkeys(("scanned_files", "scanned_pages", "checked_files", "checked_pages"), "0")
    figures |= {"integrated_files": "0", "integrated_pages": "0", "reason": "Chưa bắt đầu.", "version": "0"}
    return Making("lan", "/tien-do/ky/2025-06-13/", lambda: figures, ProgressReport)


def progress_together(cast):
    Agency.objects.filter(code="SXD").update(successor=cast("lan").agency, active_to=date(2025, 6, 15))
    figures = {f"SYT-{name}": "0" for name in FIGURES} | {"SYT-reason": "Chưa bắt đầu.", "SYT-version": "0"}
    return Making("lan", "/tien-do/ky/2025-06-13/chung/", lambda: figures, ProgressReport)


def progress_book(cast):
    data = filled_book(cast("lan").agency, Plan.current(), date(2025, 6, 13))
    return Making("lan", "/tien-do/so-bao-cao/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", data)}, ProgressBook)


def progress_owed(cast):
    figures = {f"2025-06-06-{name}": "0" for name in FIGURES} | {"2025-06-06-reason": "Chưa bắt đầu."}
    return Making("lan", "/tien-do/con-thieu/", lambda: figures, ProgressReport)


def delegation_new(cast):
    asked = delegations.asked(cast("nam"), cast("minh"))
    return Making("nam", "/ky-thay/them/", lambda: asked, Delegation)


def purge_new(cast):
    place = f"plans_catalogue {a_catalogue(cast('lan')).pk} name"
    document = {"document_number": "12/BC", "document_date": "19/6/2025", "reason": "Bí mật lọt vào"}
    return Making("hoa", "/xoa-noi-dung/de-nghi/", lambda: {"places": place} | document, Purge)


def target_upload(cast):
    data = workbook(line("SYT", 10, 700)).read()
    return Making("hoa", "/chi-tieu/nap/", lambda: {"workbook": SimpleUploadedFile("a.xlsx", data)}, TargetUpload)


def detailed_plan_edit(cast):
    days = {"issued_on": "10/6/2025", "period_from": "10/6/2025", "period_to": "20/6/2025"}
    data = {"number": "1/KH", "signer": "Nguyễn Văn A", "version": "0"} | days
    return Making("lan", "/ke-hoach-chi-tiet/ghi-nhan/", lambda: data, DetailedPlan)


def review_check(cast):
    line = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-fonds_name": "Sở Y tế"}
    line |= {"lines-0-retention": "permanent", "lines-0-arrangement": "full", "lines-0-file_count": "9"}
    line |= {"lines-0-page_count": "900"}

    def ready(browser):
        browser.post("/ra-soat/khoi-luong/", line)
        browser.post("/ra-soat/do-mat/", {})

    return Making("lan", "/ra-soat/xem-lai/", lambda: {"version": "0"}, VolumeReview, ready)


def duplicate_run(cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    return Making("hoa", "/trung-lap/tim/", lambda: {"muc-luc": str(made.pk)}, DuplicateSearch)


def account_change_answer(cast):
    asked = ask(cast("lan"), {"duty": ("prepares", "signs")}, actor=make.a_user(cast("quy").agency, "administrator"))
    answer = {"chon": str(asked.pk), "tra-loi": "xac-nhan"}
    made = Event.objects.filter(action="confirm_change")
    return Making("quy", "/thay-doi-tai-khoan/tra-loi/", lambda: answer, None, count=made.count)


def unusual_confirm_many(cast):
    make.a_target(cast("lan").agency, 1_000_000)
    value = unusual.value_of(unusual.reported(cast("lan"), 40_000_000))
    ticked = {"chon": f"{value.pk}-{value.version}", "answer": "Đã xem sổ."}
    made = Event.objects.filter(action="confirm_unusual")
    return Making("hoa", "/can-xac-nhan/xac-nhan-nhieu/", lambda: ticked, None, count=made.count)


def manifest_new(cast):
    data = manifest(scan("1/01.pdf"))
    sent = {"scanned_on": "20/6/2025"}
    return Making(
        "lan", "/ban-so-hoa/tai-len/", lambda: sent | {"table": SimpleUploadedFile("manifest.csv", data)}, ScanManifest
    )


def evidence_sample_new(cast):
    facts = {"plan": Plan.current(), "agency": cast("lan").agency, "requester": cast("lan"), "kind": "scan_manifest"}
    made = ScanManifest.objects.create(**facts, scanned_on=date(2025, 6, 20), read_on=date(2025, 6, 20), state="done")
    ScanLine.objects.create(manifest=made, path="1/01.pdf", evidenced_pages=1)
    return Making("hoa", f"/ban-so-hoa/{made.pk}/rut-mau/", lambda: {"size": "1"}, EvidenceSample)


def evidence_gap(cast):
    return Making("lan", "/chung-cu/ly-do/", lambda: {"reason": "Nhà thầu chưa giao"}, EvidenceGap)


def invitation_issue(cast):
    return Making("quy", "/giay-moi/cap/", lambda: {"nguoi": str(cast("thu").pk)}, Invitation)


def mail_test(cast):
    return Making("quy", "/bat-dau/thu-dien-tu/", dict, None, count=lambda: len(mail.outbox))


def a_version(contract):
    """What the page of the next document of a contract has shown."""
    return {"_seen": str(Contract.objects.get(pk=contract.pk).version)}


def written(**more):
    return {"number": "7/VB", "dated_on": "20/6/2025"} | more


def a_contract(cast):
    money.checked(cast("lan").agency)
    return money.signed(cast("lan"), money.an_appraised(cast("lan"), cast("hoa")))


def contract_new(cast):
    catalogue, contractor = money.an_appraised(cast("lan"), cast("hoa")), money.a_contractor()
    data = {"agency": "SYT", "form": "quotes", "contractor": str(contractor.pk), "number": "5/HĐ", "subject": "Số hóa"}
    data |= {"signed_on": "5/5/2025", "starts_on": "5/5/2025", "ends_on": "1/8/2025", "catalogues": str(catalogue.pk)}
    return Making("lan", "/hop-dong/ghi-moi/", lambda: data | {"pages_a4": "500", "price_a4": "4.000"}, Contract)


def contract_amend(cast):
    made = a_contract(cast)
    data = written(reason="Bớt trang.", pages_a4="-10") | a_version(made)
    return Making("lan", f"/hop-dong/{made.pk}/phu-luc/", lambda: data, ContractChange)


def acceptance_new(cast):
    made = a_contract(cast)
    data = written(catalogues=str(made.catalogues.get().pk)) | a_version(made)
    return Making("lan", f"/hop-dong/{made.pk}/nghiem-thu/", lambda: data, Acceptance)


def payment_new(cast):
    made = a_contract(cast)
    data = written(kind="advance", amount_dong="1.000") | a_version(made)
    return Making("lan", f"/hop-dong/{made.pk}/giai-ngan/", lambda: data, Payment)


def settlement_new(cast):
    agency = cast("lan").agency
    money.allocated(agency, 1_000)
    seen = version_of(str(year_sums(agency, 2025)))
    data = written(agency="SYT", year="2025", _seen=seen)
    return Making("lan", "/quyet-toan/ghi-moi/", lambda: data, Settlement)


def contractor_new(cast):
    data = {"name": "Công ty Số hóa", "tax_code": money.tax_code("400012345")}
    return Making("lan", "/nha-thau/them/", lambda: data, Contractor)


def contractor_proof(cast):
    made = money.a_contractor(proved=False)
    return Making(
        "lan", f"/nha-thau/{made.pk}/giay-to/", lambda: {"kind": "CC", "issued_on": "1/1/2025"}, ContractorProof
    )


def difficulty_new(cast):
    data = {"kind": str(DifficultyKind.objects.first().pk), "text": "Thiếu máy quét."}
    return Making("lan", "/vuong-mac/neu/", lambda: data, Difficulty)


def extension_new(cast):
    data = {"milestone": "digitization", "proposed_day": "15/9/2025", "reason": "Thiếu máy quét."}
    return Making("lan", "/gia-han/soan/", lambda: data, Extension)


def an_exporting_agency(cast):
    """Two files of Sở Y tế, appraised."""
    appraise(hand_in(cast("lan").agency, cast("lan"), rows=2), cast("hoa"))
    return "/kho-dung-chung/co-quan/SYT"


def archive_export_new(cast):
    address = an_exporting_agency(cast)
    due = prepare(cast("lan").agency, Plan.current(), mapping_on(portal_today()))
    data = {"seen_doubts": "on", "seen": due.mark()}
    return Making("son", f"{address}/xuat/", lambda: data, ArchiveExport)


def archive_receipt(cast):
    address, by = an_exporting_agency(cast), cast("son")
    plan, agency = Plan.current(), cast("lan").agency
    due = prepare(agency, plan, mapping_on(portal_today()))
    made = exports.request_export(agency, plan, actor=by, seen=due.mark(), seen_doubts=True)
    jobs.run_here(made.pk)
    line = f"Mã hồ sơ,Kết quả,Lý do\n{ArchiveItem.objects.first().code},Đã nhận,\n".encode()
    sent = partial(SimpleUploadedFile, "a.csv", line)
    return Making("son", f"{address}/phieu-nhan/", lambda: {"workbook": sent()}, ArchiveReceipt)


def media_new(cast):
    data = {"archive_number": "GA-1", "title": "Ghi âm hội nghị"}
    return Making("lan", "/nghe-nhin/them/sound/", lambda: data, MediaRecord)


def media_upload(cast):
    sent = partial(SimpleUploadedFile, "a.csv", "Số lưu trữ,Tiêu đề\nGA-1,Ghi âm hội nghị\n".encode())
    return Making("lan", "/nghe-nhin/nap/", lambda: {"kind": "sound", "workbook": sent()}, MediaUpload)


def urging_new(cast):
    make.a_target(cast("lan").agency, 9_000, 100)
    return Making("hoa", "/don-doc/lap/", lambda: {"don_vi": ["SYT"], "cach": "chung"}, UrgingLetter)


MAKINGS = [
    account_change_answer,
    acceptance_new,
    contract_amend,
    contract_new,
    contractor_new,
    contractor_proof,
    payment_new,
    settlement_new,
    catalogue_new,
    catalogue_files_new,
    catalogue_upload,
    catalogue_answers,
    detailed_plan_edit,
    duplicate_run,
    estimate_new,
    estimate_ask,
    estimate_attach,
    estimate_edition_new,
    allocation_new,
    allocation_upload,
    allocation_upload_check,
    simulation_new,
    simulation_draft,
    invitation_issue,
    mail_test,
    report_new,
    progress_edit,
    progress_book,
    progress_owed,
    progress_together,
    delegation_new,
    purge_new,
    review_check,
    target_upload,
    unusual_confirm_many,
    difficulty_new,
    extension_new,
    archive_export_new,
    archive_receipt,
    media_new,
    media_upload,
    urging_new,
    manifest_new,
    evidence_sample_new,
    evidence_gap,
]


def test_every_route_that_makes_something_is_raced():
    assert {one["name"] for one in all_routes() if one["once"]} == {each.__name__ for each in MAKINGS}


@pytest.fixture
def with_mail(settings):
    settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL = "smtp://mail.invalid", "cong@example.vn"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def raced(race, cast):
    """What each of some browsers is answered that send the same form at the same moment."""
    key, browsers = once_key(), [Client() for _ in range(RACES)]
    for browser in browsers:
        browser.force_login(cast(race.who), backend="django.contrib.auth.backends.ModelBackend")
    race.ready(browsers[0])
    return together(*(lambda b=b: b.post(race.address, race.data() | {"_once": key}) for b in browsers))


@pytest.mark.parametrize("making", MAKINGS, ids=lambda making: making.__name__)
def test_two_equal_forms_at_once_make_one_thing(plan, cast, making, with_mail):
    race = making(cast)
    before = race.counted()
    answers = raced(race, cast)
    files = [answer for answer in answers if "attachment" in answer.get("Content-Disposition", "")]
    led = [answer for answer in answers if answer not in files]
    assert len(files) == (making is invitation_issue) and {answer.status_code for answer in led} == {302}
    assert len({answer["Location"] for answer in led}) == 1 and race.counted() == before + 1


# What administrators add


SIGNER = {"capacity": "deputy", "title": "PHÓ GIÁM ĐỐC", "name": "Lê Văn An"}
ADDED = {
    "agencies/agency": {"code": "X9", "name": "Sở Mới", "short_name": "Mới", "kind": "department"},
    "agencies/user": {"username": "moi", "full_name": "Người Mới", "duty": "reads", "email": "moi@example.vn"},
    "agencies/dutyoffice": {"duty": "appraises_catalogues", "valid_from": "1/1/2026"},
    "agencies/invitationterm": {"days": "9", "valid_from": "1/1/2026"},
    "agencies/holiday": {"day": "2/1/2026", "name": "Nghỉ bù"},
    "reports/urgingwording": {
        "valid_from": "1/1/2026",
        "subject": "nhắc",
        "text_for_one": "Nhắc.",
        "text_for_many": "Nhắc.",
    },
    "plans/milestone": {"key": "review", "group": "departments", "printed_date": "20/1/2026"},
    "plans/periodlength": {"valid_from": "21/6/2025", "period_days": "8"},
    "plans/reportingrule": {"cutoff_hour": "17", "valid_from": "1/1/2026", "source": "QĐ"},
    "plans/reportingexception": {"valid_from": "1/1/2026", "source": "QĐ"},
    "plans/signer": SIGNER,
    "plans/sizefactor": {"size": "a3", "factor": "3", "valid_from": "1/1/2026", "confirmed": "on"},
    "plans/bound": {"key": "file_most", "value": "400", "valid_from": "1/1/2026", "source": "QĐ"},
    "budgets/procurementlimit": {"form": "direct", "limit_dong": "9", "valid_from": "1/1/2026", "source": "QĐ"},
    "budgets/advancelimit": {"percent": "40", "valid_from": "1/1/2026", "source": "QĐ"},
    "budgets/treasuryform": {"name": "Mẫu số 08a", "valid_from": "1/1/2026", "source": "NĐ"},
    "budgets/workrate": {"pages_per_day": "80", "valid_from": "1/1/2026", "source": "QĐ"},
    "plans/technicalminimum": {"least_version": "1.4", "least_dpi": "300", "valid_from": "1/1/2026", "source": "TT"},
    "plans/answertime": {"working_days": "7", "valid_from": "1/1/2026", "source": "QĐ"},
    "plans/difficultykind": {"name": "Loại mới", "answerer": "finance", "position": "9", "in_use": "on"},
    "plans/metadatafield": {"part": "file", "code": "moi", "name": "Mới", "position": "9", "longest": "0"},
    "plans/unitprice": {"amount_dong": "5000", "valid_from": "1/1/2026", "source": "QĐ"},
}
REST = {
    "agencies/agency": {"official_order": "900"},
    "agencies/user": {"password1": "Moc-son-93-ba", "password2": "Moc-son-93-ba"},
    "plans/milestone": {"last_day_on_time": "19/1/2026", "valid_from": "1/1/2026", "source": "QĐ"},
}
OF_AN_AGENCY = ("agencies/user", "agencies/dutyoffice", "plans/reportingexception")
FIXED = {"plans/plan", "plans/controlfigure"}  # one plan, and a figure for each of its groups


def an_addition(kind, cast):
    agency = {"agency": str(cast("lan").agency_id)} if kind in OF_AN_AGENCY else {}
    data = ADDED[kind] | REST.get(kind, {}) | agency | {"_agreed": "1"}
    return Making("quy", f"/quan-tri/{kind}/add/", lambda: data, apps.get_model(kind.replace("/", ".")))


def test_every_form_of_the_admin_that_adds_is_raced(plan, cast):
    browser = Client()
    browser.force_login(cast("quy"), backend="django.contrib.auth.backends.ModelBackend")
    forms = {model._meta.label_lower.replace(".", "/") for model in admin.site._registry}
    assert {kind for kind in forms if browser.get(f"/quan-tri/{kind}/add/").status_code == 200} <= ADDED.keys() | FIXED


@pytest.mark.parametrize("kind", ADDED)
def test_a_row_added_twice_at_once_is_there_once(plan, cast, kind):
    race = an_addition(kind, cast)
    cast("quy")
    before = race.counted()
    answers = raced(race, cast)
    assert {answer.status_code for answer in answers} == {302} and race.counted() == before + 1
    assert Event.objects.filter(action="add").count() == 1


def test_a_note_sent_twice_at_once_is_written_once(plan, cast):
    made = hand_in(cast("lan").agency, cast("lan"), rows=2)
    data = {"verdict": "note", "asked": "note", "scope": "selected", "text": "Xem lại cùng phòng."}
    browser = Client()
    browser.force_login(cast("hoa"), backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/quan-tri/plans/catalogue/{made.pk}/change/").content.decode()
    address = f"/quan-tri/plans/catalogue/{made.pk}/xem-xet/"
    data |= {"_seen": guards_of(page, address, address)["_seen"]}
    race = Making("hoa", address, lambda: data, FileNote)
    assert {answer.status_code for answer in raced(race, cast)} == {302} and FileNote.objects.count() == 1
