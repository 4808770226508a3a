"""One object of each kind that Sở Y tế has, marked with a word that is nowhere else."""

from datetime import date

from agencies.history import record
from agencies.models import Agency, Purge
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationLine,
    AllocationUpload,
    Contract,
    ContractChange,
    Contractor,
    EstimateAttachment,
    EstimateQuestion,
    Payment,
    Settlement,
    Simulation,
)
from plans.models import (
    Appraisal,
    ArchivalFile,
    ArchiveCheck,
    ArchiveExport,
    ArchiveItem,
    ArchiveReceipt,
    Catalogue,
    CatalogueChange,
    CatalogueUpload,
    CoverLetter,
    Difficulty,
    DifficultyFile,
    DifficultyReply,
    DuplicateGroup,
    DuplicateMember,
    EvidenceSample,
    Extension,
    ExtensionDecision,
    FileNote,
    Fonds,
    HeaderMapping,
    Marking,
    MediaRecord,
    MediaUpload,
    ProgressBook,
    ScanLine,
    ScanManifest,
    SignOff,
    TargetUpload,
    UnusualValue,
)
from plans.progress import receipts
from reports.models import MoneyFile, OutgoingMail, Report, UrgedAgency, UrgingLetter
from tests.helpers import delegations
from tests.helpers import factories as make

MARK = "Ngọc-Lam"
DAY = date(2025, 6, 10)


def marked_objects(agencies, cast, plan):
    """What Sở Y tế has: one of each, handed in, marked with the word."""
    syt, lan = agencies["SYT"], cast("lan")
    catalogue = make.a_catalogue(syt, 900, Catalogue.State.SUBMITTED, DAY, name=f"Mục lục {MARK}")
    Fonds.objects.filter(agency=syt).update(name=f"Phông {MARK}")
    file = ArchivalFile.objects.create(
        catalogue=catalogue, position=1, file_number="01", title=f"Hồ sơ {MARK}", start_date="2008", page_count=900
    )
    upload = CatalogueUpload.objects.create(
        kind="catalogue_upload",
        catalogue=catalogue,
        requester=lan,
        file_name=f"{MARK}.xlsx",
        state="done",
        phase="waiting",
    )
    for audience in FileNote.Audience.values:
        written = {"author": cast("hoa"), "audience": audience, "text": f"{MARK} {audience}"}
        FileNote.objects.create(catalogue=catalogue, file=file, **written)
    appraisal = Appraisal.objects.create(
        catalogue=catalogue,
        decided_by=cast("hoa"),
        decided_on=DAY,
        document=make.a_document(cast("hoa"), DAY, f"1/{MARK}"),
        is_tranche=True,
        file_count=0,
        a4_page_count=0,
    )
    report = Report.objects.create(kind="report", requester=cast("hoa"), plan=plan, as_of=DAY)
    record(catalogue, actor=lan, action="submit", sentence=f"trình Mục lục {MARK}")
    group = DuplicateGroup.objects.create(
        scope="province", fingerprint=MARK, kind="near", reach="province", file_count=2, extra_pages=900
    )
    for agency, pk in ((syt, file.pk), (agencies["SXD"], 0)):
        DuplicateMember.objects.create(group=group, file_id=pk, agency=agency, a4_pages=900, is_extra=True)
    progress = make.a_progress_report(syt, DAY, 100, difficulties=f"Khó khăn {MARK}")
    estimate = make.an_estimate(syt, 4_406_400, DAY, name=f"Dự toán {MARK}")
    return {
        "unusual": UnusualValue.objects.create(
            plan=plan,
            agency=syt,
            kind="progress",
            object_id=progress.pk,
            name="Báo cáo tiến độ",
            sentences=[f"Thêm nhiều trang {MARK}"],
            pages=100,
            reason=f"Lý do {MARK}",
            entered_by=lan,
            entered_on=DAY,
        ),
        "delegation": delegations.waiting(cast("nam"), cast("minh"), cast("quy"), document_number=f"15/{MARK}"),
        "purge": Purge.objects.create(document_number="1/BC-SNV", document_date=DAY, reason=MARK, asked_by=cast("hoa")),
        "agency": syt,
        "review": marked(make.a_review(syt, 900), reason=f"Lý do {MARK}"),
        "detailed": make.a_detailed_plan(syt, number=f"01/{MARK}"),
        "progress": progress,
        "receipt": receipts.give([progress], actor=lan),
        "progress_book": ProgressBook.objects.create(
            plan=plan, uploaded_by=lan, file_name=f"{MARK}.xlsx", period_end=DAY, content_hash="a" * 64
        ),
        **of_money(syt, lan, plan),
        "estimate": estimate,
        "attachment": EstimateAttachment.objects.create(
            estimate=estimate,
            kind="offer",
            file_name=f"{MARK}.pdf",
            size_bytes=900,
            added_by=lan,
            added_at=make.moment(DAY, 1),
        ),
        "money_file": MoneyFile.objects.create(
            kind="money_file", requester=lan, noun="du-toan", object_id=estimate.pk, file_name=f"{MARK}.docx"
        ),
        "sign_off": SignOff.objects.create(
            agency=syt, kind="volumereview", version=0, content={"lines": [], "counts": {}}, note=MARK, asked_by=lan
        ),
        "question": EstimateQuestion.objects.create(estimate=estimate, text=f"Hỏi {MARK}", asked_by=cast("tuan")),
        "letter": CoverLetter.objects.create(
            agency=syt, kind="progressreport", object_id=progress.pk, number=f"45/{MARK}", issued_on=DAY, entered_by=lan
        ),
        "target": make.a_target(syt, 900),
        **of_difficulty(syt, lan, cast("hoa"), plan),
        **of_extension(syt, lan, cast("hoa"), plan),
        "allocation": allocation(syt, cast("tuan"), plan),
        "money_table": AllocationUpload.objects.create(
            plan=plan, uploaded_by=cast("tuan"), file_name=f"{MARK}.xlsx", rows={"lines": []}
        ),
        "simulation": simulation(cast("tuan"), plan),
        "target_upload": TargetUpload.objects.create(
            plan=plan, uploaded_by=cast("hoa"), file_name=f"{MARK}.xlsx", rows={"lines": [], "unchanged": 0}
        ),
        "catalogue": catalogue,
        "change": CatalogueChange.objects.create(catalogue=catalogue, actor=lan, sentence=f"thêm {MARK}"),
        "file": file,
        "upload": upload,
        "memory": HeaderMapping.objects.create(agency=syt, shape="a" * 32, file_name=f"{MARK}.xlsx"),
        "report": report,
        "appraisal": appraisal,
        "group": group,
        "mail": OutgoingMail.objects.create(
            user=lan, key="x", address="lan@x.vn", subject=MARK, text=MARK, state="kept"
        ),
        "urging": urging(syt, cast("hoa"), plan),
        **of_scans(syt, catalogue, lan, cast("hoa"), plan),
        **of_the_archive(syt, cast("son"), lan, plan),
    }


def of_scans(agency, catalogue, clerk, official, plan):
    """A manifest that counts, a sample of it, and a marking."""
    facts = {"plan": plan, "agency": agency, "requester": clerk, "kind": "scan_manifest", "file_name": f"{MARK}.csv"}
    manifest = ScanManifest.objects.create(
        **facts, scanned_on=DAY, read_on=DAY, pattern="{hop}/{so_ho_so}.pdf", state="done", message=MARK
    )
    ScanLine.objects.create(manifest=manifest, path=f"{MARK}/01.pdf", evidenced_pages=1)
    sample = EvidenceSample.objects.create(manifest=manifest, size=1, of_files=1, seed="a", drawn_by=official)
    marking = Marking.objects.create(catalogue=catalogue, stage="scanned", file_count=1, made_by=clerk)
    return {"manifest": manifest, "evidence_sample": sample, "marking": marking}


def of_the_archive(agency, by, clerk, plan):
    """An export to the shared archive with a file that it refused, and a receipt that waits."""
    made = {"plan": plan, "agency": agency}
    asked = {"kind": "archive_export", "requester": by, "state": "done", "as_of": DAY, "number": 1}
    export = ArchiveExport.objects.create(**made, **asked, batch_size=9, refused_files=1, bundle="archiveexport/x.zip")
    of_it = {"part": "file", "record_key": 1, "batch": 1, "code": f"SYT.{MARK}", "title": f"Hồ sơ {MARK}"}
    refused = {"state": "refused", "reason": f"Lý do {MARK}", "content": "a" * 64}
    ArchiveItem.objects.create(export=export, agency=agency, **of_it, **refused)
    ArchiveCheck.objects.create(**made, fields="sound", note=f"Ghi chú {MARK}", state="failed", checked_on=DAY)
    receipt = ArchiveReceipt.objects.create(**made, uploaded_by=by, file_name=f"{MARK}.csv", fingerprint="b" * 64)
    named = {"kind": "sound", "archive_number": MARK, "title": f"Ghi âm {MARK}"}
    rows = {"kind": "sound", "uploaded_by": clerk, "file_name": f"{MARK}.xlsx", "rows": []}
    return {
        "archive_export": export,
        "archive_receipt": receipt,
        "media": MediaRecord.objects.create(**made, **named),
        "media_upload": MediaUpload.objects.create(**made, **rows),
    }


def allocation(agency, by, plan):
    """A decision of UBND tỉnh that gives the agency 900 đồng."""
    issuer = Agency.objects.get(kind=Agency.Kind.PROVINCE)
    facts = {"number": f"9/{MARK}", "dated_on": DAY, "budget_year": DAY.year, "signer": MARK, "amount_dong": 900}
    made = Allocation.objects.create(plan=plan, issuer=issuer, recorded_by=by, **facts)
    AllocationLine.objects.create(allocation=made, agency=agency, amount_dong=900, note=MARK)
    return made


def urging(agency, by, plan):
    """A letter that went out to the agency."""
    document = make.a_document(by, DAY, f"8/{MARK}", kind="urging")
    sent = {"state": "sent", "document": document, "sent_by": by, "sent_at": make.moment(DAY, 1), "sent_on": DAY}
    letter = UrgingLetter.objects.create(plan=plan, as_of=DAY, subject=MARK, body=MARK, drafted_by=by, **sent)
    facts = dict.fromkeys(
        ("planned_pages", "scanned_pages", "remaining_pages", "needed_per_day", "pace_per_day", "printed_deadline")
    )
    facts |= {"overdue": [], "days_late": 0, "days_left": 0, "forecast": None, "silent_since": None, "name": MARK}
    UrgedAgency.objects.create(letter=letter, agency=agency, about=agency, position=1, facts=facts)
    return letter


def of_difficulty(agency, clerk, by, plan):
    """One that was answered, with a file that came with the answer."""
    sent = {"state": "answered", "submitted_by": clerk, "submitted_at": make.moment(DAY), "due_on": DAY}
    one = Difficulty.objects.create(plan=plan, agency=agency, text=f"Vướng {MARK}", **sent)
    said = {"kind": "answer", "answerer": "home_affairs", "text": f"Trả lời {MARK}", "written_by": by}
    reply = DifficultyReply.objects.create(difficulty=one, **said)
    file = DifficultyFile.objects.create(difficulty=one, reply=reply, file_name=f"{MARK}.pdf", added_by=by)
    return {"difficulty": one, "difficulty_reply": reply, "difficulty_file": file}


def of_extension(agency, clerk, by, plan):
    """A request that waits again: its decision was taken back."""
    sent = {"state": "submitted", "submitted_by": clerk, "submitted_at": make.moment(DAY)}
    asked = {"plan": plan, "agency": agency, "milestone": "digitization", "proposed_day": date(2025, 9, 30)}
    one = Extension.objects.create(**asked, **sent, reason=f"Lý do {MARK}")
    decided = {"document_number": f"7/{MARK}", "document_date": DAY, "decided_by": by, "taken_back_on": DAY}
    return {"extension": one, "extension_decision": ExtensionDecision.objects.create(extension=one, **decided)}


def simulation(by, plan):
    """One for the money of the province, not worked out yet."""
    asked = {"scope": "province", "sum_dong": 900, "pages_per_day": 9, "starts_on": DAY, "deadline": DAY}
    owner = Agency.objects.get(kind=Agency.Kind.PROVINCE)
    return Simulation.objects.create(kind="simulation", requester=by, plan=plan, owner=owner, name=MARK, **asked)


def of_money(agency, clerk, plan):
    """A contract with a document of each kind, and a settlement; the contractor is everybody's to see."""
    days = {"signed_on": DAY, "starts_on": DAY, "ends_on": DAY}
    contractor = Contractor.objects.create(name="Công ty Số hóa", tax_code="4000123450")
    made = {"plan": plan, "agency": agency, "contractor": contractor, "form": "quotes"}
    contract = Contract.objects.create(**made, **days, number=f"5/{MARK}", subject=f"Số hóa {MARK}")
    given = {"dated_on": DAY, "recorded_by": clerk, "reason": MARK, "amount_dong": 900, "number": f"6/{MARK}"}
    settled = {"plan": plan, "agency": agency, "budget_year": 2024, "allocated_dong": 900, "accepted_dong": 900}
    return {
        "contractor": contractor,
        "contract": contract,
        "entry": ContractChange.objects.create(contract=contract, kind="signed", **given),
        "acceptance": Acceptance.objects.create(contract=contract, **given),
        "payment": Payment.objects.create(contract=contract, kind="payment", **given),
        "settlement": Settlement.objects.create(**given, **settled, paid_dong=900, returned_dong=0),
    }


def marked(one, **fields):
    type(one).objects.filter(pk=one.pk).update(**fields)
    return one
