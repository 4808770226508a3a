"""Every address of the portal for one target: a route for an object once for each of its actions, papers and files."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from agencies.routes import Route
from budgets.models import Estimate
from plans.models import Catalogue, Difficulty, Extension

from .matrix_holding import PERIOD, Holding

# Of a route for one object: its noun, by how the route's name begins; the first that fits counts.
NOUNS = (
    ("catalogue_upload_undo", "catalogue"),
    ("catalogue_upload_memory_", "memory"),
    ("catalogue_upload_", "upload"),
    ("catalogue_change_undo", "change"),
    ("catalogue_files_", "catalogue"),
    ("catalogue_file", "file"),
    ("catalogue_", "catalogue"),
    ("appraisal_draft", "catalogue"),
    ("appraisal_document", "appraisal"),
    ("issued_document", "document"),
    ("paper", "catalogue"),
    ("difficulty_share", "difficulty_reply"),
    ("difficulty_file", "difficulty_file"),
    ("difficulty_", "difficulty"),
    ("extension_document", "extension_decision"),
    ("extension_", "extension"),
    ("estimate_answer", "question"),
    ("estimate_attachment", "attachment"),
    ("estimate_", "estimate"),
    ("allocation_upload_", "money_table"),
    ("allocation_", "allocation"),
    ("simulation_", "simulation"),
    ("contract_change_", "entry"),
    ("contract_", "contract"),
    ("acceptance_new", "contract"),
    ("acceptance_", "acceptance"),
    ("payment_new", "contract"),
    ("payment_", "payment"),
    ("settlement_", "settlement"),
    ("archive_export_new", "agency"),
    ("archive_export", "archive_export"),
    ("archive_receipt_", "archive_receipt"),
    ("archive_", "agency"),
    ("media_upload_", "media_upload"),
    ("media_", "media"),
    ("duplicate_", "group"),
    ("target_upload_", "annex"),
    ("review_version", "review"),
    ("review_sign", "signoff"),
    ("detailed_plan_file", "detailed"),
    ("letter_scan", "letter"),
    ("progress_report", "progress"),
    ("progress_return", "progress"),
    ("progress_receipt", "receipt"),
    ("progress_book_", "progress_book"),
    ("report_", "report"),
    ("money_file_new", "estimate"),
    ("money_file", "money_file"),
    ("urging_", "urging"),
    ("outbox_mail", "mail"),
    ("purge_detail", "purge"),
    ("manifest_", "manifest"),
    ("evidence_sample_new", "manifest"),
    ("evidence_sample", "sample"),
    ("marking_undo", "marking"),
    ("marking_", "catalogue"),
    ("unusual_", "unusual"),
    ("delegation_detail", "delegation"),
    ("agency_detail", "agency"),
    ("target_", "agency"),
    ("admin:plans_catalogue_document", "document"),
    ("admin:plans_catalogue_correct", "document"),
    ("admin:plans_catalogue_", "catalogue"),
    ("admin:agencies_user_", "user"),
    ("admin:auth_user_", "user"),
    ("admin:agencies_agency_", "agency"),
)
ACTIONS = {
    "catalogue_action": [one.name for one in Catalogue.workflow.actions],
    "admin:plans_catalogue_action": [one.name for one in Catalogue.workflow.actions],
    "estimate_action": [one.name for one in Estimate.workflow.actions],
    "difficulty_action": [one.name for one in Difficulty.workflow.actions],
    "extension_action": [one.name for one in Extension.workflow.actions],
    "estimate_draft": ["appraise", "decide"],
    "catalogue_upload_file": ["marked", "rest"],
    "unusual_decide": ["xac-nhan", "tra-lai", "hoan-tac"],
    "admin:plans_catalogue_proposal": ["take", "decline", "undo"],
}
EXTENSIONS = ("xlsx", "docx", "pdf")
PARTS = {
    "extension": EXTENSIONS,
    "scope": ("whole", "tranche"),
    "paper": ("du-toan", "to-trinh", "ket-qua", "quyet-dinh", "bien-ban", "khoi-luong", "doi-chieu"),
    "noun": ("du-toan", "khong-co"),
    "part": ("list_page",),
    "token": ("khong-co",),
    "fields": ("fonds",),
    "kind": ("sound",),
    "slug": ("muc-luc",),
    "period": (PERIOD.isoformat(),),
    "key": ("review-lines",),
    "route": ("catalogue_list",),
    "proposal": (1,),
    "app_label": ("plans",),
    "url": ("khong-co/",),
    "content_type_id": (1,),
}
OF_NOBODY = 1  # the key where a page of the admin is about no agency's object
PART = re.compile(r"<(?:\w+:)?(\w+)>")
KEYS = {"pk", "code", "object_id", "id"}


def parts_of(route: Route) -> list[str]:
    """Names of what the address of the route holds."""
    return PART.findall(plain(route["pattern"]))


def plain(pattern: str) -> str:
    """The pattern with <name> also where it is a regular expression."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).replace("^", "").replace("$", "")


def noun_of(route: Route) -> str:
    """The noun of the object in the address, or "" where it names none of an agency."""
    if not KEYS & set(parts_of(route)):
        return ""
    return next((noun for begin, noun in NOUNS if (route["name"] or "").startswith(begin)), "")


def addresses(route: Route, target: Holding) -> Iterator[str]:
    """The addresses of the route for the target; one where it names no object."""
    for values in product(*(values_of(route, part, target) for part in parts_of(route))):
        yield filled(plain(route["pattern"]), values)


def filled(pattern: str, values: Sequence[object]) -> str:
    """The pattern with the values in its places, in their order."""
    for value in values:
        pattern = PART.sub(str(value), pattern, count=1)
    return pattern


def values_of(route: Route, part: str, target: Holding) -> Sequence[object]:
    if part == "code":
        return (target.agency,)
    if part in KEYS:
        noun = noun_of(route)
        return (target.key(noun) if noun else OF_NOBODY,)
    if part == "form":
        letters = (f"appraisal-{target.key('appraisal')}", f"together-{target.key('document')}")
        return ("official", "working", *letters, "draft-whole")
    return ACTIONS[route["name"] or ""] if part == "name" else PARTS[part]
