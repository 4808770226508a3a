"""Whom and what the matrix knows: people of every duty, and for two agencies one object of each kind that was handed
in and one that was not. Each object carries a mark that stands nowhere else and says who may read it."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from agencies.calendar import portal_now, portal_today
from agencies.delegation import services as delegations
from agencies.history import record
from agencies.models import Agency, Decision, Duty, IssuedDocument, Purge, User
from budgets.models import (
    Acceptance,
    Allocation,
    AllocationLine,
    AllocationUpload,
    Contract,
    ContractChange,
    Estimate,
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
    DetailedPlan,
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
    Plan,
    ProgressBook,
    ProgressReport,
    ScanLine,
    ScanManifest,
    SignOff,
    TargetUpload,
    UnusualValue,
    VolumeReview,
)
from plans.progress import receipts
from reports.figures import province_figures
from reports.models import MoneyFile, OutgoingMail, Report, UrgedAgency, UrgingLetter
from reports.urging.facts import facts_of

AGENCIES = ("SYT", "20335")
HANDED_IN, DRAFT, NOBODY = "trinh", "nhap", "nobody"
NONE = 2**40  # a key that no object has
MARK = re.compile(r"Zq([a-z]+)x(\w+?)x(trinh|nhap)zq")
DAY, PERIOD = date(2025, 6, 10), date(2025, 6, 13)
OVERSEERS = ("hoa", "tuan", "son", "mai", "quy")
# Whose desk it is (domain §2): the agency's own people, the district's for its communes, the successor's.
DESKS = {
    "lan": {"SYT"},
    "nam": {"SYT"},
    "minh": {"SYT"},
    "thu": {"20335"},
    "hai": {"20335"},
    "vy": {"20335"},
    "ngan": set(),
}
PEOPLE = (*DESKS, *OVERSEERS)
CLERKS = {"SYT": "lan", "20335": "thu"}
TREASURERS = {"SYT": "tuan", "20335": "hai"}  # who allocates to the agency
SCANS = ("manifest", "sample")  # there is none before the agency brought it in
OWN_DESK = {"change", "desk", "memory", "signoff"}  # what only the agency itself reads, handed in or not
PURGERS = {"hoa", "quy"}
OFFICE = {"hoa", "quy"}  # at Sở Nội vụ, which writes letters that urge


@dataclass
class Holding:
    """What an agency has, by noun; `state` says whether it was ever handed in."""

    agency: str
    state: str
    objects: dict[str, Model | int] = field(default_factory=dict)

    def mark(self, kind: str) -> str:
        return f"Zq{kind}x{self.agency}x{self.state}zq"

    def key(self, noun: str) -> int:
        found = self.objects[noun]
        return found if isinstance(found, int) else found.pk


class Absent(Holding):
    """What nobody has."""

    def key(self, noun: str) -> int:
        return NONE


def may_read(person: str, kind: str, agency: str, state: str) -> bool:
    """Who reads what carries this mark, as docs/architecture.md says it (“Who sees what”)."""
    if kind == "purge":
        return person in PURGERS
    if kind == "mail":
        return person == "quy"
    if kind == "urging" and state == DRAFT:
        return person in OFFICE
    if kind == "annex":
        return person == "hoa"
    if kind == "archivereceipt":
        return person == "son"
    if kind in ("mediaupload", "moneyfile"):
        return person == CLERKS[agency]
    if kind == "upload":
        return person == CLERKS[agency]
    if kind == "moneytable":
        return person == TREASURERS[agency]
    if kind == "simulation":
        return person == TREASURERS[agency] or (person in OVERSEERS and agency == "SYT")
    if kind == "internal":
        return person in OVERSEERS and state == HANDED_IN
    if person in OVERSEERS:
        return state == HANDED_IN and kind not in OWN_DESK
    return agency in DESKS.get(person, ())


def strange_marks(person: str, text: str, address: str = "") -> set[str]:
    """Marks in the page's text that the person must not read.

    Colleagues see on their catalogue's page that somebody's workbook waits; administrators look through all history.
    """
    found = (each for each in MARK.finditer(text) if not may_read(person, *each.groups()))
    return {each[0] for each in found if not told_there(person, each[1], each[2], address)}


def told_there(person: str, kind: str, agency: str, address: str) -> bool:
    if kind == "upload":
        return agency in DESKS.get(person, ()) and re.fullmatch(r"/muc-luc/\d+/", address) is not None
    return kind == "desk" and person == "quy" and address.startswith("/quan-tri/agencies/event/")


def targets() -> list[Holding]:
    """Make and return what the agencies have, handed in and not, and what nobody has."""
    made = [made_for(Holding(agency, state)) for agency in AGENCIES for state in (HANDED_IN, DRAFT)]
    return [*made, Absent(NOBODY, "absent")]


def made_for(target: Holding) -> Holding:
    agency = Agency.objects.get(code=target.agency)
    clerk, hoa = (User.objects.get(username=name) for name in (CLERKS[target.agency], "hoa"))
    target.objects |= {"agency": agency, "user": clerk}
    of_catalogue(target, agency, clerk, hoa)
    of_estimate(target, agency, clerk)
    of_allocation(target, agency)
    of_simulation(target, agency)
    of_money(target, agency, clerk)
    of_declarations(target, agency, clerk)
    of_signing(target, agency, clerk)
    of_extension(target, agency, clerk, hoa)
    of_difficulty(target, agency, clerk, hoa)
    of_the_province(target, agency, hoa)
    of_urging(target, agency, clerk, hoa)
    of_the_archive(target, agency)
    return target


def of_urging(target: Holding, agency: Agency, clerk: User, hoa: User) -> None:
    """A letter that urges the agency, gone out or still a draft, and a mail to its clerk."""
    text = {"subject": target.mark("urging"), "body": target.mark("urging"), "drafted_by": hoa}
    letter = UrgingLetter(plan=Plan.objects.get(), as_of=DAY, **text)
    if target.state == HANDED_IN:
        letter.document = IssuedDocument.objects.create(
            issuer=Agency.objects.get(users=hoa),
            kind=IssuedDocument.Kind.URGING,
            number=f"91/{agency.code}",
            issued_on=DAY,
            registered_by=hoa,
        )
        letter.state, letter.sent_by, letter.sent_at, letter.sent_on = "sent", hoa, portal_now(), DAY
    letter.save()
    row = province_figures(letter.plan, DAY).by_code[agency.code]
    UrgedAgency.objects.create(letter=letter, agency=agency, about=agency, position=1, facts=facts_of(row))
    said = {"address": "x@e.vn", "subject": target.mark("mail"), "text": target.mark("mail"), "state": "kept"}
    mail = OutgoingMail.objects.create(user=clerk, key=target.state, **said)
    target.objects |= {"urging": letter, "mail": mail}


def of_difficulty(target: Holding, agency: Agency, clerk: User, hoa: User) -> None:
    """What an agency raised and was answered, with a file; an agency has no drafts of it."""
    if target.state == DRAFT:
        target.objects |= dict.fromkeys(("difficulty", "difficulty_reply", "difficulty_file"), NONE)
        return
    sent = {"state": "answered", "submitted_by": clerk, "submitted_at": portal_now(), "due_on": DAY}
    asked = {"plan": Plan.objects.get(), "agency": agency, "text": target.mark("difficulty")}
    one = Difficulty.objects.create(**asked, **sent)
    said = {"kind": "answer", "answerer": "home_affairs", "text": target.mark("reply"), "written_by": hoa}
    reply = DifficultyReply.objects.create(difficulty=one, **said)
    kept = {"file_name": f"{target.mark('answerfile')}.pdf", "added_by": hoa}
    file = DifficultyFile.objects.create(difficulty=one, reply=reply, **kept)
    target.objects |= {"difficulty": one, "difficulty_reply": reply, "difficulty_file": file}


def of_extension(target: Holding, agency: Agency, clerk: User, hoa: User) -> None:
    """A request that was sent and decided, and one that is being written; the demo's own is withdrawn first."""
    Extension.objects.filter(agency=agency).open().update(state=Extension.State.WITHDRAWN)
    key = "review" if target.state == DRAFT else "digitization"
    asked = {"plan": Plan.objects.get(), "agency": agency, "milestone": key, "proposed_day": date(2025, 9, 30)}
    one = Extension.objects.create(**asked, **handed_in(target, clerk), reason=target.mark("extension"))
    target.objects |= {"extension": one, "extension_decision": NONE}
    if target.state != DRAFT:
        decided = {"document_number": target.mark("decision"), "document_date": DAY, "taken_back_on": DAY}
        target.objects["extension_decision"] = ExtensionDecision.objects.create(
            extension=one, decided_by=hoa, **decided
        )


def handed_in(target: Holding, clerk: User) -> dict[str, Any]:
    if target.state == DRAFT:
        return {"state": "draft"}
    return {"state": "submitted", "submitted_by": clerk, "submitted_at": portal_now(), "state_since": portal_now()}


def of_catalogue(target: Holding, agency: Agency, clerk: User, hoa: User) -> None:
    fonds = Fonds.objects.create(agency=agency, name=target.mark("fonds"))
    sums = {"file_count": 1, "page_count": 900, "sheet_count": 450, "secrecy_declared": True}
    made = {"plan": Plan.current(), "agency": agency, "fonds": fonds, "name": target.mark("catalogue")}
    catalogue = Catalogue.objects.create(**made, **sums, **handed_in(target, clerk))
    file = ArchivalFile.objects.create(
        catalogue=catalogue, position=1, file_number="01", title=target.mark("file"), start_date="2008", page_count=900
    )
    upload = CatalogueUpload.objects.create(
        kind="catalogue_upload",
        catalogue=catalogue,
        requester=clerk,
        file_name=f"{target.mark('upload')}.xlsx",
        state="done",
        phase="waiting",
    )
    change = CatalogueChange.objects.create(catalogue=catalogue, actor=clerk, sentence=target.mark("change"))
    record(catalogue, actor=clerk, action="files", sentence=target.mark("desk"))
    name, shape = f"{target.mark('memory')}.xlsx", target.state.ljust(32, ".")
    memory = HeaderMapping.objects.create(agency=agency, shape=shape, file_name=name)
    target.objects |= {"catalogue": catalogue, "file": file, "upload": upload, "change": change, "memory": memory}
    target.objects["marking"] = Marking.objects.create(catalogue=catalogue, stage="scanned", made_by=clerk)
    if target.state == DRAFT:
        target.objects |= dict.fromkeys(("document", "appraisal"), NONE)
    else:
        of_decision(target, catalogue, file, hoa)


def of_decision(target: Holding, catalogue: Catalogue, file: ArchivalFile, hoa: User) -> None:
    """What was said and decided of a catalogue that was handed in."""
    for kind, audience in (("note", FileNote.Audience.AGENCY), ("internal", FileNote.Audience.INTERNAL)):
        FileNote.objects.create(catalogue=catalogue, file=file, author=hoa, audience=audience, text=target.mark(kind))
    record(catalogue, actor=hoa, action="receive", sentence=f"tiếp nhận {target.mark('catalogue')}")
    document = IssuedDocument.objects.create(
        issuer=Agency.objects.get(users=hoa),
        kind=IssuedDocument.Kind.CATALOGUE_APPRAISAL,
        number=target.mark("document"),
        issued_on=DAY,
        registered_by=hoa,
    )
    decided = {"decided_by": hoa, "decided_on": DAY, "document": document, "is_tranche": True}
    appraisal = Appraisal.objects.create(catalogue=catalogue, file_count=0, a4_page_count=0, **decided)
    target.objects |= {"document": document, "appraisal": appraisal}


def of_estimate(target: Holding, agency: Agency, clerk: User) -> None:
    made = {"plan": Plan.current(), "agency": agency, "name": target.mark("estimate"), "note": target.mark("estimate")}
    money = {"unit_price_dong": 4896, "requested_dong": 4_896_000, "a4_page_count": 1000}
    estimate = Estimate.objects.create(**made, **money, **handed_in(target, clerk))
    asked = EstimateQuestion.objects.create(estimate=estimate, text=target.mark("question"), asked_by=clerk)
    sent = estimate.submitted_at or portal_now()
    attached = EstimateAttachment.objects.create(
        estimate=estimate,
        kind=EstimateAttachment.Kind.OFFER,
        file_name=f"{target.mark('attachment')}.pdf",
        size_bytes=900,
        added_by=clerk,
        added_at=sent,
    )
    file = MoneyFile.objects.create(
        kind="money_file",
        requester=clerk,
        noun="du-toan",
        object_id=estimate.pk,
        name="Dự toán chi tiết",
        file_name=f"{target.mark('moneyfile')}.docx",
    )
    target.objects |= {"estimate": estimate, "question": asked, "attachment": attached, "money_file": file}


def of_allocation(target: Holding, agency: Agency) -> None:
    """A decision that gives the agency money, recorded by whoever allocates to it; and a table that waits."""
    by, plan = User.objects.get(username=TREASURERS[target.agency]), Plan.objects.get()
    target.objects["money_table"] = AllocationUpload.objects.create(
        plan=plan, uploaded_by=by, file_name=f"{target.mark('moneytable')}.xlsx", rows={"lines": []}
    )
    if target.state == DRAFT:
        target.objects["allocation"] = NONE
        return
    issuer = agency.parent or Agency.objects.get(kind=Agency.Kind.PROVINCE)
    document = {"number": f"90/QĐ-{agency.code}", "dated_on": DAY, "budget_year": DAY.year}
    made = Allocation.objects.create(
        plan=plan, issuer=issuer, signer=target.mark("allocation"), amount_dong=900, recorded_by=by, **document
    )
    AllocationLine.objects.create(allocation=made, agency=agency, amount_dong=900, note=target.mark("allocation"))
    target.objects["allocation"] = made


def of_simulation(target: Holding, agency: Agency) -> None:
    """Of whoever allocates to the agency, worked out: known to its desk from the first moment, an own draft never."""
    owner = agency.parent or Agency.objects.get(kind=Agency.Kind.PROVINCE)
    asked = {"plan": Plan.objects.get(), "scope": "province", "sum_dong": 9, "pages_per_day": 9}
    target.objects["simulation"] = Simulation.objects.create(
        kind="simulation",
        requester=User.objects.get(username=TREASURERS[target.agency]),
        owner=owner,
        name=target.mark("simulation"),
        starts_on=DAY,
        deadline=DAY,
        state="done",
        finished_at=portal_now(),
        result={"agencies": [], "marks": {}, "levels": [], "aside": {}, "gap": 0, "unconfirmed": []},
        **asked,
    )


def of_money(target: Holding, agency: Agency, clerk: User) -> None:
    """A contract and its documents are known to both sides when they are recorded; an agency has no drafts."""
    if target.state == DRAFT:
        target.objects |= dict.fromkeys(("contract", "entry", "acceptance", "payment", "settlement"), NONE)
        return
    plan, mark = Plan.objects.get(), target.mark
    days = {"signed_on": DAY, "starts_on": DAY, "ends_on": DAY}
    named = {"number": mark("contract"), "subject": mark("subject"), "warned_reason": mark("warned")}
    contract = Contract.objects.create(plan=plan, agency=agency, form="own", **days, **named)
    given: dict[str, Any] = {"dated_on": DAY, "recorded_by": clerk, "reason": mark("why"), "amount_dong": 1_000}
    of_it = given | {"contract": contract}
    settled = {"plan": plan, "agency": agency, "budget_year": 2024, "allocated_dong": 1_000, "accepted_dong": 1_000}
    target.objects |= {
        "contract": contract,
        "entry": ContractChange.objects.create(**of_it, kind="signed", number=mark("contract")),
        "acceptance": Acceptance.objects.create(**of_it, number=mark("minutes")),
        "payment": Payment.objects.create(**of_it, kind="payment", number=mark("voucher")),
        "settlement": Settlement.objects.create(
            **given, **settled, paid_dong=1_000, returned_dong=0, number=mark("settlement")
        ),
    }


def of_the_archive(target: Holding, agency: Agency) -> None:
    """What Sở KH&CN sent to the shared archive and heard of it both sides know; a list it reads in is its own."""
    son, made = User.objects.get(username="son"), {"plan": Plan.objects.get(), "agency": agency}
    receipt = ArchiveReceipt.objects.create(**made, uploaded_by=son, file_name=f"{target.mark('archivereceipt')}.csv")
    clerk = User.objects.get(username=CLERKS[target.agency])
    rows = {"kind": "sound", "uploaded_by": clerk, "file_name": f"{target.mark('mediaupload')}.xlsx"}
    upload = MediaUpload.objects.create(**made, **rows)
    target.objects |= {"archive_receipt": receipt, "media_upload": upload, "archive_export": NONE, "media": NONE}
    if target.state == DRAFT:
        return
    asked = {"kind": "archive_export", "requester": son, "state": "done", "as_of": DAY, "bundle": "archiveexport/x.zip"}
    export = ArchiveExport.objects.create(**made, **asked, number=90, batch_size=9, refused_files=1)
    refused = {"part": "file", "record_key": 10**9 + export.pk, "batch": 1, "state": "refused", "content": "a" * 64}
    told = {"code": target.mark("sent"), "title": target.mark("sent"), "reason": target.mark("sent")}
    ArchiveItem.objects.create(export=export, agency=agency, **refused, **told)
    ArchiveCheck.objects.filter(agency=agency, fields="sound").delete()  # the demo's
    failed = {"fields": "sound", "state": "failed", "checked_on": DAY, "checked_by": son}
    ArchiveCheck.objects.create(**made, **failed, note=target.mark("checked"))
    named = {"kind": "sound", "archive_number": target.mark("media"), "title": target.mark("media")}
    target.objects |= {"archive_export": export, "media": MediaRecord.objects.create(**made, **named)}


def of_signing(target: Holding, agency: Agency, clerk: User) -> None:
    """A review that lies before its head, and one that was taken back: neither went out."""
    waiting = SignOff.objects.filter(agency=agency, kind=SignOff.Kind.REVIEW, outcome="")
    waiting.update(outcome=SignOff.Outcome.TAKEN_BACK, closed_at=portal_now())  # the demo's: one waits at a time
    note = target.mark("signoff")
    asked: dict[str, Any] = {"agency": agency, "kind": SignOff.Kind.REVIEW, "version": 0, "asked_by": clerk}
    closed = {} if target.state == DRAFT else {"outcome": SignOff.Outcome.TAKEN_BACK, "closed_at": portal_now()}
    content = {"lines": [], "counts": {}, "reason": note}
    target.objects["signoff"] = SignOff.objects.create(**asked, **closed, note=note, content=content)


def of_declarations(target: Holding, agency: Agency, clerk: User) -> None:
    """A review, a detailed plan and a progress report are handed in when they are made; an agency has no drafts."""
    if target.state == DRAFT:
        none = ("review", "detailed", "progress", "receipt", "progress_book", "letter", "unusual", "delegation", *SCANS)
        target.objects |= dict.fromkeys(none, NONE)
        return
    made: dict[str, Any] = {"plan": Plan.current(), "agency": agency, "submitted_by": clerk}
    made |= {"submitted_on": DAY, "submitted_at": portal_now(), "reason": target.mark("reason")}
    volumes = {"file_count": 9, "page_count": 900, "a4_page_count": 900, "unit_price_dong": 4896, "amount_dong": 900}
    period = {"issued_on": DAY, "period_from": DAY, "period_to": DAY, "signer": target.mark("signer")}
    figures = dict.fromkeys((f"{a}_{b}" for a in ("scanned", "checked", "integrated") for b in ("files", "pages")), 0)
    target.objects |= {
        "review": VolumeReview.objects.create(**made, **volumes, version=90),
        "detailed": DetailedPlan.objects.create(**made, **period, number=target.mark("number"), version=90),
    }
    progress = ProgressReport.objects.create(
        **made, **figures, version=90, period_end=PERIOD, difficulties=target.mark("difficulties")
    )
    target.objects |= {"progress": progress, "receipt": receipts.give([progress], actor=clerk)}
    target.objects["progress_book"] = ProgressBook.objects.create(
        plan=Plan.objects.get(),
        uploaded_by=clerk,
        file_name=target.mark("file"),
        period_end=PERIOD,
        content_hash=f"{target.key('progress'):064x}",
    )
    target.objects["letter"] = CoverLetter.objects.create(
        agency=agency,
        kind=CoverLetter.Kind.PROGRESS,
        object_id=target.key("progress"),
        number=target.mark("letter"),
        issued_on=DAY,
        entered_by=clerk,
    )
    of_two_persons(target, agency, clerk)


def of_two_persons(target: Holding, agency: Agency, clerk: User) -> None:
    """What waits for a second person's word: a value beyond a bound, and somebody who is to sign for the head."""
    known = {"full_name": target.mark("delegation"), "agency": agency, "duty": Duty.SIGNS, "email": "ky@example.vn"}
    head = User.objects.create(username=f"ky-{agency.code}".lower(), **known)
    facts = {"capacity": "deputy", "head_title": "Giám đốc", "title": "Phó Giám đốc"}
    document, days = (f"15/QĐ-{agency.code}", DAY), (portal_today(), portal_today() + timedelta(days=7))
    target.objects |= {
        "unusual": UnusualValue.objects.create(
            plan=Plan.objects.get(),
            agency=agency,
            kind="progress",
            object_id=target.key("progress"),
            name=target.mark("unusual"),
            sentences=[target.mark("unusual")],
            pages=100,
            reason=target.mark("unusual"),
            entered_by=clerk,
            entered_on=DAY,
        ),
        **of_scans(target, agency, clerk),
        "delegation": delegations.ask(
            head, clerk, [Decision.HAND_IN], actor=head, document=document, days=days, **facts
        ),
    }


def of_scans(target: Holding, agency: Agency, clerk: User) -> dict[str, Model]:
    """A manifest that counts, and a sample of it."""
    facts: dict[str, Any] = {"plan": Plan.objects.get(), "agency": agency, "requester": clerk, "state": "done"}
    facts |= {"kind": "scan_manifest", "file_name": target.mark("manifest"), "pattern": "{so_ho_so}.pdf"}
    manifest = ScanManifest.objects.create(**facts, scanned_on=DAY, read_on=DAY)
    ScanLine.objects.create(manifest=manifest, path=target.mark("scan"), evidenced_pages=1)
    sample = EvidenceSample.objects.create(manifest=manifest, size=1, of_files=1, seed="a", drawn_by=clerk)
    return {"manifest": manifest, "sample": sample}


def of_the_province(target: Holding, agency: Agency, hoa: User) -> None:
    plan, mark = Plan.objects.get(), target.mark
    group = DuplicateGroup.objects.create(
        scope=f"agency:{agency.pk}" if target.state == DRAFT else "province",
        fingerprint=mark("group"),
        kind="near",
        reach="agency",
        file_count=2,
        extra_pages=900,
    )
    file = target.key("file")
    DuplicateMember.objects.create(group=group, file_id=file, agency=agency, a4_pages=900, is_extra=True)
    document = {"document_number": "1/BC-SNV", "document_date": DAY}
    target.objects |= {
        "group": group,
        "report": a_report(plan, hoa),
        "purge": Purge.objects.create(**document, reason=mark("purge"), asked_by=hoa),
        "annex": TargetUpload.objects.create(
            plan=plan, uploaded_by=hoa, file_name=f"{mark('annex')}.xlsx", rows={"lines": [], "unchanged": 0}
        ),
    }


def a_report(plan: Plan, hoa: User) -> Report:
    number = Report.objects.filter(plan=plan, as_of=DAY).count() + 1
    return Report.objects.create(kind="report", requester=hoa, plan=plan, as_of=DAY, number=number)
