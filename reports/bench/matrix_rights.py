"""The people of the matrix, and which marks each of them may read."""

import re

from .matrix_holding import CLERKS, DRAFT, HANDED_IN, MARK, TREASURERS

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
OWN_DESK = {"change", "desk", "memory", "signoff"}  # what only the agency itself reads, handed in or not
PURGERS = {"hoa", "quy"}
OFFICE = {"hoa", "quy"}  # at Sở Nội vụ, which writes letters that urge


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
    if kind in ("mediaupload", "moneyfile", "upload"):
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
    return {each[0] for each in found if not is_shown_there(person, each[1], each[2], address)}


def is_shown_there(person: str, kind: str, agency: str, address: str) -> bool:
    """Whether the page at the address shows the mark to somebody who may not read the object itself."""
    if kind == "upload":
        return agency in DESKS.get(person, ()) and re.fullmatch(r"/muc-luc/\d+/", address) is not None
    return kind == "desk" and person == "quy" and address.startswith("/quan-tri/agencies/event/")
