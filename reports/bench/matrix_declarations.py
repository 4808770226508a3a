"""Objects of the matrix that an agency declares, signs, asks for or is urged about."""

from datetime import date, timedelta
from typing import Any

from agencies.calendar import portal_now, portal_today
from agencies.delegation import services as delegations
from agencies.models import Agency, Decision, Duty, IssuedDocument, User
from plans.models import (
    CoverLetter,
    DetailedPlan,
    Difficulty,
    DifficultyFile,
    DifficultyReply,
    Extension,
    ExtensionDecision,
    Plan,
    ProgressBook,
    ProgressReport,
    SignOff,
    UnusualValue,
    VolumeReview,
)
from plans.progress import receipts
from reports.figures import province_figures
from reports.models import OutgoingMail, UrgedAgency, UrgingLetter
from reports.urging.facts import facts_of

from .matrix_catalogues import of_scans
from .matrix_holding import DAY, DRAFT, HANDED_IN, NONE, PERIOD, Holding, handed_in

SCANS = ("manifest", "sample")  # there is none before the agency brought it in


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
