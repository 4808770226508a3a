"""Parties of a paper of money: the letterhead of any agency, and the title under which its head signs."""

import re
from datetime import date

from agencies.calendar import portal_today
from agencies.formats.dates import format_date_long
from agencies.models import Agency, Delegation, IssuedDocument
from plans.models import Plan

from ..documents.catalogue import place_of
from ..documents.content import Letterhead
from ..documents.report import BLANK_DATE, superior_of
from ..documents.signing import FOR_THE_HEAD

Capacity = IssuedDocument.Capacity
DRAFT = "DỰ THẢO"
DOTS = "…………………………"
COMMITTEE = "ỦY BAN NHÂN DÂN"
COMMITTEE_NAME = re.compile(r"(?:UBND|Ủy ban nhân dân)\s+", re.IGNORECASE)
COMMITTEES = (Agency.Kind.PROVINCE, Agency.Kind.DISTRICT, Agency.Kind.COMMUNE)
ON_BEHALF = f"TM. {COMMITTEE}"
# How the head of a body is called, by how its name begins; elsewhere the title stays general.
HEADS = (
    ("Sở ", "GIÁM ĐỐC"),
    ("Trung tâm ", "GIÁM ĐỐC"),
    ("Văn phòng ", "CHÁNH VĂN PHÒNG"),
    ("Thanh tra ", "CHÁNH THANH TRA"),
    ("Ban ", "TRƯỞNG BAN"),
)
DEPUTY_CHAIR = re.compile(r"(?:KT\.?\s*Chủ tịch\s*[,–-]?\s*)?Phó Chủ tịch\s*[,–-]?\s*(.*)", re.IGNORECASE)
CHAIR = re.compile(r"Chủ tịch\s*[,–-]?\s*(.*)", re.IGNORECASE)


def is_committee(agency: Agency) -> bool:
    """True for Ủy ban nhân dân of the province, a district or a commune, which sign in the name of the committee."""
    return agency.kind in COMMITTEES


def full_name(agency: Agency, plan: Plan) -> str:
    """Ủy ban nhân dân thành phố Tam Kỳ; the province's with the name of the province."""
    if agency.kind == Agency.Kind.PROVINCE:
        return f"Ủy ban nhân dân tỉnh {plan.province_name}"
    return COMMITTEE_NAME.sub("Ủy ban nhân dân ", agency.name)


def issuer_lines(agency: Agency, plan: Plan) -> tuple[str, str]:
    """(the body above it, its own name) in capitals; a committee has none above it and its name in two lines."""
    name = full_name(agency, plan)
    if is_committee(agency):
        return "", f"{COMMITTEE}\n{COMMITTEE_NAME.sub('', name).upper()}"
    return agency.parent.name.upper() if agency.parent else superior_of(plan), name.upper()


def sign_of(agency: Agency) -> str:
    """What follows the kind in a number of its own: "SYT" in 12/TTr-SYT, "UBND" in 12/QĐ-UBND."""
    return "UBND" if is_committee(agency) else agency.code


def letterhead(
    agency: Agency,
    plan: Plan,
    *,
    kind: str,
    subject: str,
    sign: str,
    number: str = "",
    day: date | None = None,
    addressee: str = "",
    is_draft: bool = False,
) -> Letterhead:
    """The head of a paper of the agency; number and day stay open where nobody has recorded them.

    `sign` is the kind in the number, "TTr"; "" leaves the number out, as a form has none.
    """
    superior, issuer = issuer_lines(agency, plan)
    open_number = f"       /{sign}-{sign_of(agency)}" if sign else ""
    known = number or open_number
    written = format_date_long(day) if day else f"{BLANK_DATE} {portal_today().year}"
    named = f"{kind.capitalize()} số {known} " if known else f"{kind.capitalize()} "
    return Letterhead(
        superior=superior,
        issuer=issuer,
        number=f"Số: {known}" if known else "",
        place_and_date=f"{place_of(agency, plan)}, {written}",
        subject=subject,
        addressee=addressee,
        annex_reference=f"(Kèm theo {named}{written} của {full_name(agency, plan)})",
        kind=kind,
        mark=DRAFT if is_draft else "",
    )


def head_title(agency: Agency, plan: Plan) -> str:
    """How the head of the agency signs: as the administrator recorded it for the office that reports, else by its
    kind."""
    if is_committee(agency):
        return "CHỦ TỊCH"
    if agency.pk == plan.reporting_agency_id and plan.report_signer_title:
        return plan.report_signer_title
    return next((title for beginning, title in HEADS if agency.name.startswith(beginning)), "THỦ TRƯỞNG ĐƠN VỊ")


def head_lines(agency: Agency, plan: Plan) -> str:
    """The lines above the signature of the agency's head."""
    title = head_title(agency, plan)
    return f"{ON_BEHALF}\n{title}" if is_committee(agency) else title


def delegated_lines(agency: Agency, given: Delegation) -> str:
    """The lines above the signature of who signs in the head's place; a committee's deputy signs in its name."""
    on_behalf = is_committee(agency) and given.capacity == Capacity.DEPUTY
    return f"{ON_BEHALF}\n{given.title_lines}" if on_behalf else given.title_lines


def signature(agency: Agency, plan: Plan, document: IssuedDocument | None = None) -> tuple[str, str]:
    """(title in lines, name) of who signed the document, as the register has it; the name is empty where it is not
    recorded."""
    if document is None or document.capacity == Capacity.HEAD:
        return head_lines(agency, plan), ""
    if document.delegation:
        return delegated_lines(agency, document.delegation), document.delegation.name
    head = head_title(agency, plan)
    deputy = f"PHÓ {head}" if document.capacity == Capacity.DEPUTY else ""
    committee = ON_BEHALF if is_committee(agency) and document.capacity == Capacity.DEPUTY else ""
    return "\n".join(filter(None, (committee, f"{FOR_THE_HEAD[document.capacity]} {head}", deputy))), ""


def chair_signature(signer: str) -> tuple[str, str]:
    """(title in lines, name) of a committee's decision, from its signer as recorded: "Phó Chủ tịch Trần Nam"."""
    if found := DEPUTY_CHAIR.fullmatch(signer.strip()):
        return f"{ON_BEHALF}\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", found[1]
    if found := CHAIR.fullmatch(signer.strip()):
        return f"{ON_BEHALF}\nCHỦ TỊCH", found[1]
    return ON_BEHALF, signer.strip()
